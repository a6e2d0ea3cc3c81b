"""Findings as the annotations of GitHub's workflows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import PurePath

from ..language import Language
from .results import FileResult, PartResult, Report

_COMMANDS = {"error": "error", "warning": "warning", "advice": "notice"}


def github_lines(results: Sequence[FileResult], language: Language) -> Iterable[str]:
    """Yield one command of the workflow for each finding that counts, and for each file that could not be judged."""
    for result in results:
        for fault in result.faults:
            place = fault.location
            properties = {"file": _path(result.name), "line": place.line if place else 1, "title": "manual-atencion"}
            yield _command("error", properties, fault.message.render(language.name))
        for part in result.parts:
            yield from (_annotation(result.name, part, report, language) for report in part.reports if report.counts)


def _annotation(name: str, part: PartResult, report: Report, language: Language) -> str:
    finding, place = report.finding, report.place
    said = finding.render(language.name)
    properties: dict[str, object] = {"file": _path(name)}
    if not part.part.is_body:  # elsewhere GitHub would mark a wrong line
        properties |= {"line": place.line, "endLine": place.end_line, "col": place.column}
        if place.end_line == place.line and place.end > place.start:
            properties["endColumn"] = place.end_column
    return _command(_COMMANDS[finding.severity], {**properties, "title": finding.rule}, said)


def _path(name: str) -> str:
    return PurePath(name).as_posix()


def _command(name: str, properties: dict[str, object], said: str) -> str:
    told = ",".join(f"{key}={_escaped_property(str(value))}" for key, value in properties.items())
    return f"::{name} {told}::{_escaped(said)}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escaped_property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")
