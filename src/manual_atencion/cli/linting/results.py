"""What was found in a file: the library's findings with their places in the file, as every output format needs them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal, NamedTuple

from ...answers import Missing, plain
from ...documents import Part, Permission
from ...errors import Fault
from ...facts import Value
from ...messages import Message, message, nearest
from ...replies.verdict import Finding, Fix, Verdict

State = Literal["active", "permitted", "baselined"]

PERMISSION_FAMILY = "permiso"
UNREADABLE, WITHOUT_REASON, UNUSED = "permiso.ilegible", "permiso.sin_motivo", "permiso.sin_uso"


class Place(NamedTuple):
    """A stretch of a file, or of a message's body: offsets, lines and columns, all in characters."""

    start: int
    end: int
    line: int
    column: int
    end_line: int
    end_column: int


class Report(NamedTuple):
    """One finding in a file.

    Args:
        finding: what the manual says.
        place: where, in the file or in the body of a message.
        fix: a safe change of the file; None where there is none that could be written into it.
        state: whether it counts, was permitted in the file, or is of the baseline.
        reason: why it was permitted.
    """

    finding: Finding
    place: Place
    fix: Fix | None
    state: State = "active"
    reason: str = ""

    @property
    def counts(self) -> bool:
        """Whether the finding is neither permitted nor old."""
        return self.state == "active"

    def to_dict(self) -> dict[str, Any]:
        """Return it as JSON-ready data: the library's finding with its place in the file."""
        place = self.place
        return {
            **self.finding.to_dict(),
            "start": place.start,
            "end": place.end,
            "line": place.line,
            "column": place.column,
            "end_line": place.end_line,
            "end_column": place.end_column,
            "fix": self.fix.to_dict() if self.fix else None,
            "state": self.state,
            "reason": self.reason or None,
        }


class PartResult(NamedTuple):
    """What was found in one text of a file.

    Args:
        part: the text.
        reports: the findings, in its order.
        missing: facts that were not given, on which it depends whether wording is missing.
        context: the facts that were used.
    """

    part: Part
    reports: tuple[Report, ...]
    missing: tuple[Missing, ...]
    context: Mapping[str, Value]

    @property
    def acceptable(self) -> bool:
        """Whether nothing that counts is an error."""
        return not any(report.counts and report.finding.severity == "error" for report in self.reports)

    def to_dict(self) -> dict[str, Any]:
        """Return it as JSON-ready data."""
        return {
            "acceptable": self.acceptable,
            "findings": [report.to_dict() for report in self.reports],
            "missing": [item.to_dict() for item in self.missing],
            "context": {name: plain(value) for name, value in self.context.items()},
            "message": self.part.number,
            "places_in": "body" if self.part.is_body else "file",
        }


class FileResult(NamedTuple):
    """What was found in one file.

    Args:
        name: the file as the user named it.
        parts: its texts with their findings.
        faults: why it could not be read or judged; then there are no parts.
    """

    name: str
    parts: tuple[PartResult, ...] = ()
    faults: tuple[Fault, ...] = ()

    def reports(self) -> Iterator[Report]:
        """Yield the findings of all its texts."""
        for part in self.parts:
            yield from part.reports

    def to_dicts(self, locale: str) -> list[dict[str, Any]]:
        """Return one piece of JSON-ready data for each text, or one that says why there is none."""
        if self.faults:
            told = [fault.to_dict(locale) for fault in self.faults]
            return [{"path": self.name, "error": {"message": self.faults[0].render(locale), "faults": told}}]
        return [{"path": self.name, **part.to_dict()} for part in self.parts]


def counted(results: Iterable[FileResult]) -> Counter[str]:
    """Count the findings by severity where they count, and by state where they do not."""
    return Counter(
        report.finding.severity if report.counts else report.state for result in results for report in result.reports()
    )


def judged(part: Part, verdict: Verdict, *, editable: bool, known: Iterable[str], locale: str) -> PartResult:
    """Return the findings of a text with their places in the file.

    Args:
        part: the text.
        verdict: what the manual says of it.
        editable: whether changes can be written into the file.
        known: ids and families that a permission can name.
        locale: language of what is said about permissions.
    """
    used: dict[Permission, set[str]] = {permission: set() for permission in part.permissions}
    reports = [_report(part, finding, used, editable=editable) for finding in verdict.findings]
    for permission, names in used.items():
        told = _told(permission, names, known)
        if told:
            reports.append(_about(part, permission, *told, locale))
    reports.sort(key=lambda report: (report.place.start, report.place.end))
    return PartResult(part, tuple(reports), verdict.missing, verdict.context)


def _report(part: Part, finding: Finding, used: dict[Permission, set[str]], *, editable: bool) -> Report:
    start, end = part.span(finding.start, finding.end)
    fix = _fix(part, finding.fix) if editable and finding.fix else None
    for permission in part.permissions:
        if permission.permits(finding.rule, finding.family, start, end):
            used[permission] |= {finding.rule, finding.family}
            return Report(finding, place_of(part, start, end), fix, "permitted", permission.reason)
    return Report(finding, place_of(part, start, end), fix)


def _fix(part: Part, fix: Fix) -> Fix | None:
    if not part.is_verbatim(fix.start, fix.end):
        return None
    start, end = part.span(fix.start, fix.end)
    text = fix.text.replace("\n", "\r\n") if "\r\n" in part.source else fix.text
    return Fix(start, end, text)


def place_of(part: Part, start: int, end: int) -> Place:
    """Return a stretch of a part's source with its lines and columns."""
    return Place(start, end, *part.place(start), *part.place(end))


def _told(permission: Permission, used: set[str], known: Iterable[str]) -> tuple[str, Message] | None:
    if not permission.names:
        form = "<!-- manual-atencion: permitir REGLA porque MOTIVO -->"
        return UNREADABLE, message("El permiso no se entiende; se escribe así: {form}", form=form)
    if not permission.reason:
        return WITHOUT_REASON, message("El permiso no da su motivo, así que no vale; agregue «porque» y el motivo.")
    unused = [name for name in permission.names if name not in used]
    if not unused:
        return None
    unknown = next((name for name in unused if name not in set(known)), None)
    if unknown is None:
        return UNUSED, message("El permiso no permite nada aquí: «{names}»; quítelo.", names=", ".join(unused))
    meant = nearest(unknown, known)
    if meant is None:
        return UNUSED, message("El permiso nombra una regla que no existe: «{name}»; quítelo.", name=unknown)
    return UNUSED, message(
        "El permiso nombra una regla que no existe: «{name}»; ¿quiso decir «{near}»?", name=unknown, near=meant
    )


def _about(part: Part, permission: Permission, rule: str, said: Message, locale: str) -> Report:
    place = place_of(part, permission.start, permission.end)
    finding = Finding(
        rule=rule, family=PERMISSION_FAMILY, severity="warning", start=place.start, end=place.end, line=place.line,
        column=place.column, message=said.render(locale), suggestions=(), page=None, quote="", wording="", fix=None,
    )  # fmt: skip
    return Report(finding, place, None)


def with_states(result: FileResult, known_counts: Mapping[str, int]) -> FileResult:
    """Return a file's result with its old findings marked: of each rule, as many as the baseline holds.

    Args:
        result: what was found.
        known_counts: how many findings of each rule the baseline holds for this file.
    """
    left = Counter(known_counts)
    parts = []
    for part in result.parts:
        reports = []
        for report in part.reports:
            if report.counts and left[report.finding.rule] > 0:
                left[report.finding.rule] -= 1
                reports.append(report._replace(state="baselined"))
            else:
                reports.append(report)
        parts.append(part._replace(reports=tuple(reports)))
    return result._replace(parts=tuple(parts))
