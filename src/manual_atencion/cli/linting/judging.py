"""Judges files: reads each, gathers what is known of its case, asks the manual, and where asked corrects the file."""

from __future__ import annotations

import sys
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from ...documents import Document, Kind, Part, kind_of, read_document
from ...errors import CaseError, Fault, Location, ManualFileError
from ...manual import Manual
from ...messages import message
from ...replies.verdict import Verdict
from ..case_files import STDIN
from ..language import Language
from .context import Given, Known
from .results import FileResult, judged

EDITABLE: tuple[Kind, ...] = ("txt", "md")


class Correction(NamedTuple):
    """A file with its safe changes made.

    Args:
        name: the file.
        lines: how the lines differ, as programs that compare files write it.
        raw: the corrected file.
    """

    name: str
    lines: tuple[str, ...]
    raw: bytes

    def write(self) -> None:
        """Put it in the file's place; raises ManualFileError where that is not possible."""
        from .writing import write_atomically

        try:
            write_atomically(Path(self.name), self.raw)
        except OSError as error:
            problem = message("no se puede escribir el archivo ({reason})", reason=error.strerror or "")
            raise ManualFileError([Fault(problem, Location(self.name))]) from None


class Judge:
    """Judges files with one manual.

    Args:
        manual: the manual.
        given: what is known of every case.
        language: language of what is said about permissions.
        kind: how to read standard input and files whose names do not tell; None for plain text.
    """

    def __init__(self, manual: Manual, given: Given, language: Language, kind: Kind | None) -> None:
        self._manual = manual
        self._given = given
        self._language = language
        self._kind = kind

    def file(self, name: str) -> FileResult:
        """Return what is found in a file, or why it cannot be judged."""
        try:
            document = self._read(name)
            known = self._given.known(document.front_matter, name)
            return self._result(name, document, known)
        except ManualFileError as error:
            return FileResult(name, faults=error.faults)
        except CaseError as error:
            return FileResult(name, faults=_placed(error, name))

    def correction(self, name: str) -> Correction | None:
        """Return a file with its safe changes made, or None where there are none.

        Raises:
            ManualError: the file cannot be read or judged.
        """
        from difflib import unified_diff

        from ...replies.fixing import fixed

        document = self._read(name)
        known = self._given.known(document.front_matter, name)
        if document.kind not in EDITABLE:
            return None
        before = document.parts[0].source
        after = fixed(before, lambda source: self._verdict_of_source(document, source, known, name))
        if after == before:
            return None
        lines = unified_diff(before.splitlines(), after.splitlines(), fromfile=name, tofile=name, n=0, lineterm="")
        return Correction(name, tuple(lines), document.encoded(after))

    def can_correct(self, name: str) -> bool:
        """Return whether changes can be written into a file of this kind."""
        return name != STDIN and self._kind_of(name) in EDITABLE

    def _kind_of(self, name: str) -> Kind:
        return kind_of(name) or self._kind or "txt"

    def _read(self, name: str) -> Document:
        kind = self._kind_of(name)
        return read_document(sys.stdin.buffer.read() if name == STDIN else Path(name), kind, name)

    def _result(self, name: str, document: Document, known: Known) -> FileResult:
        editable = document.kind in EDITABLE
        parts = [
            judged(part, self._verdict(part, known), editable=editable, known=self._names, locale=self._language.name)
            for part in document.parts
        ]
        return FileResult(name, tuple(parts))

    def _verdict(self, part: Part, known: Known) -> Verdict:
        return self._manual.check(part.text, known.case, now=known.now, slots=known.slots)

    def _verdict_of_source(self, document: Document, source: str, known: Known, name: str) -> Verdict:
        """Judge a changed file; the changes that its findings offer are those of the file, and none where permitted."""
        part = read_document(document.encoded(source), document.kind, name).parts[0]
        verdict = self._verdict(part, known)
        result = judged(part, verdict, editable=True, known=(), locale=self._language.name)
        findings = (report.finding._replace(fix=report.fix) for report in result.reports if report.counts)
        return verdict._replace(findings=tuple(findings))

    @cached_property
    def _names(self) -> frozenset[str]:
        phrases = self._manual.definition.phrases.values()
        return frozenset(phrase.id for phrase in phrases) | frozenset(phrase.family for phrase in phrases)


def _placed(error: CaseError, name: str) -> tuple[Fault, ...]:
    """Return the faults of a file's case, each with the file where it has no place of its own."""
    return tuple(fault._replace(location=fault.location or Location(name)) for fault in error.faults)
