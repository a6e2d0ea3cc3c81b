"""Results as SARIF 2.1.0, for code scanning: rules with their help, places, fixes, and what does not count and why."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

from ...messages import mark, message
from ...phrase_definitions import Phrase
from ..language import Language
from .results import UNREADABLE, UNUSED, WITHOUT_REASON, FileResult, PartResult, Place, Report

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {"error": "error", "warning": "warning", "advice": "note"}
_FINGERPRINT = "manualAtencion/v1"

Json = dict[str, Any]


class Tool(NamedTuple):
    """What judged.

    Args:
        version: the version of this program.
        manual: the id of the manual, its version and its digest.
        phrases: the manual's entries, by id.
        has_baseline: whether old findings were told from new ones.
        exit_code: how the run ends.
    """

    version: str
    manual: Mapping[str, object]
    phrases: Mapping[str, Phrase]
    has_baseline: bool
    exit_code: int


def sarif_text(results: Sequence[FileResult], tool: Tool, language: Language) -> str:
    """Return all results as one SARIF log.

    Args:
        results: what was found.
        tool: what judged.
        language: language of our own words.
    """
    return json.dumps(_Log(results, tool, language).log(), ensure_ascii=False, indent=2)


class _Log:
    def __init__(self, results: Sequence[FileResult], tool: Tool, language: Language) -> None:
        self._results = results
        self._tool = tool
        self._say = language
        names = {report.finding.rule for result in results for report in result.reports()}
        self._rules = {name: index for index, name in enumerate(sorted(names))}

    def log(self) -> Json:
        tool = self._tool
        driver = {
            "name": "manual-atencion",
            "version": tool.version,
            "language": "es",
            "rules": [self._rule(name) for name in self._rules],
            "properties": {"manual": {name: tool.manual[name] for name in ("id", "version", "digest")}},
        }
        notifications = list(self._notifications())
        invocation: Json = {
            "executionSuccessful": not notifications,
            "exitCode": tool.exit_code,
            "toolExecutionNotifications": notifications,
        }
        run = {
            "tool": {"driver": driver},
            "columnKind": "unicodeCodePoints",
            "invocations": [invocation],
            "results": list(self._findings()),
        }
        return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}

    def _rule(self, name: str) -> Json:
        phrase = self._tool.phrases.get(name)
        if phrase is None:
            return {"id": name, "shortDescription": {"text": self._say(_PERMISSION_RULES[name])}}
        source = phrase.source
        help_ = [phrase.message]
        if source.page:
            help_.append(self._say(message("Diapositiva {page}: «{quote}»", page=source.page, quote=source.quote)))
        help_ += [f"«{other.text}»" for name in phrase.suggests if (other := self._tool.phrases.get(name))]
        return {
            "id": name,
            "shortDescription": {"text": phrase.message},
            "help": {"text": "\n".join(help_)},
            "defaultConfiguration": {"level": _LEVELS[phrase.severity]},
            "properties": {"family": phrase.family, "page": source.page, "tags": [phrase.family]},
        }

    def _findings(self) -> Iterator[Json]:
        for result in self._results:
            seen: Counter[str] = Counter()
            for part in result.parts:
                for report in part.reports:
                    seen[report.finding.rule] += 1
                    yield self._finding(result.name, part, report, seen[report.finding.rule])

    def _finding(self, name: str, part: PartResult, report: Report, number: int) -> Json:
        finding = report.finding
        said = finding.render(self._say.name)
        found: Json = {
            "ruleId": finding.rule,
            "ruleIndex": self._rules[finding.rule],
            "level": _LEVELS[finding.severity],
            "message": {"text": said},
            "locations": [self._location(name, part, report.place)],
            "partialFingerprints": {_FINGERPRINT: _fingerprint(_uri(name), finding.rule, number)},
        }
        if self._tool.has_baseline:
            found["baselineState"] = "unchanged" if report.state == "baselined" else "new"
        if report.state == "permitted":
            found["suppressions"] = [{"kind": "inSource", "justification": report.reason}]
        elif report.state == "baselined":
            found["suppressions"] = [{"kind": "external", "status": "accepted"}]
        if report.fix:
            found["fixes"] = [self._fix(name, part, report)]
        suggestions = [{"id": item.id or None, "text": item.text} for item in finding.suggestions]
        found["properties"] = {"family": finding.family, "page": finding.page, "suggestions": suggestions}
        return found

    def _location(self, name: str, part: PartResult, place: Place) -> Json:
        artifact: Json = {"artifactLocation": {"uri": _uri(name)}}
        if not part.part.is_body:
            return {"physicalLocation": {**artifact, "region": _region(part, place)}}
        within = message("cuerpo, línea {line}, columna {column}", line=place.line, column=place.column)
        number = f"{part.part.number}: " if part.part.number is not None else ""
        return {"physicalLocation": artifact, "message": {"text": number + self._say(within)}}

    def _fix(self, name: str, part: PartResult, report: Report) -> Json:
        fix = report.fix
        if fix is None:
            raise AssertionError("asked only where there is a fix")
        start, end = part.part.place(fix.start), part.part.place(fix.end)
        replacement = {
            "deletedRegion": _region(part, Place(fix.start, fix.end, *start, *end)),
            "insertedContent": {"text": fix.text},
        }
        change = {"artifactLocation": {"uri": _uri(name)}, "replacements": [replacement]}
        return {"description": {"text": self._say(mark("Cambio seguro"))}, "artifactChanges": [change]}

    def _notifications(self) -> Iterator[Json]:
        for result in self._results:
            for fault in result.faults:
                location: Json = {"artifactLocation": {"uri": _uri(result.name)}}
                if fault.location:
                    place = fault.location
                    location["region"] = {"startLine": max(place.line, 1), "startColumn": max(place.column, 1)}
                yield {
                    "level": "error",
                    "message": {"text": fault.message.render(self._say.name)},
                    "locations": [{"physicalLocation": location}],
                }


_PERMISSION_RULES = {
    UNREADABLE: mark("Un permiso que no se entiende"),
    WITHOUT_REASON: mark("Un permiso sin su motivo"),
    UNUSED: mark("Un permiso que no permite nada"),
}


def _region(part: PartResult, place: Place) -> Json:
    region = {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
    }
    if part.part.number is None:  # offsets in a mailbox begin anew with each message
        region |= {"charOffset": place.start, "charLength": place.end - place.start}
    return region


def _uri(name: str) -> str:
    """Return a file's address: relative where it is under the current folder, as code scanning wants it."""
    path = Path(name)
    if path.is_absolute():
        here = Path.cwd()
        if not path.is_relative_to(here):
            return path.as_uri()
        path = path.relative_to(here)
    return quote(path.as_posix(), safe="/-_.~", errors="surrogateescape")


def _fingerprint(uri: str, rule: str, number: int) -> str:
    """Return what stays the same while lines move: the file, the rule, and the how manyeth of its findings it is."""
    return sha256(f"{uri}\n{rule}\n{number}".encode("utf-8", "backslashreplace")).hexdigest()[:32]
