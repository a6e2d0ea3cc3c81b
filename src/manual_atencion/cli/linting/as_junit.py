"""Results as JUnit XML: a suite for each file, a case for each finding, or one that passes where there is none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from ...messages import message
from ...phrase_definitions import Severity
from ...replies.verdict import SEVERITIES
from ..language import Language
from .results import FileResult, Report

_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def junit_text(results: Sequence[FileResult], fail_on: Severity, language: Language) -> str:
    """Return all results as one XML document.

    Args:
        results: what was found.
        fail_on: from which severity on a finding is a failure; a milder one passes.
        language: language of the messages.
    """
    root = Element("testsuites", name="manual-atencion")
    for result in results:
        _suite(root, result, fail_on, language)
    for outcome in ("tests", "failures", "errors"):
        root.set(outcome, str(sum(int(suite.get(outcome, "0")) for suite in root)))
    indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode")


def _suite(root: Element, result: FileResult, fail_on: Severity, language: Language) -> None:
    name = _clean(result.name)
    suite = SubElement(root, "testsuite", name=name)
    for fault in result.faults:
        case = SubElement(suite, "testcase", name="manual-atencion", classname=name)
        SubElement(case, "error", message=_clean(fault.render(language.name)), type="error")
    for part in result.parts:
        number = f"{part.part.number}:" if part.part.number is not None else ""
        for report in part.reports:
            _case(suite, name, number, report, fail_on, language)
    if not len(suite):
        SubElement(suite, "testcase", name="manual-atencion", classname=name)
    for outcome, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        suite.set(outcome, str(sum(case.find(tag) is not None for case in suite)))
    suite.set("tests", str(len(suite)))


def _case(suite: Element, name: str, number: str, report: Report, fail_on: Severity, language: Language) -> None:
    finding, place = report.finding, report.place
    where = f"{number}{place.line}:{place.column}"
    case = SubElement(suite, "testcase", name=f"{finding.rule} ({where})", classname=name)
    said = _clean(finding.render(language.name))
    if not report.counts:
        why = report.reason or language(message("está en la línea base"))
        SubElement(case, "skipped", message=_clean(why))
    elif SEVERITIES.index(finding.severity) >= SEVERITIES.index(fail_on):
        failure = SubElement(case, "failure", message=said, type=finding.severity)
        failure.text = f"{name}:{where}: {said}"
    else:
        SubElement(case, "system-out").text = f"{finding.severity}: {said}"


def _clean(text: str) -> str:
    return _NOT_IN_XML.sub(" ", text)
