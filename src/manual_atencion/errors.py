"""Everything that can go wrong, as one tree.

ManualError
├── ManualFileError   rule files, phrase files or overlays are wrong: all their faults at once
├── CaseError         the facts of a case are wrong: all their faults at once
└── EngineError       an inference engine is not available, or failed
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from .messages import DEFAULT_LOCALE, Message, mark, translate

MOST_FAULTS = 200  # told at once: nobody reads more, and looking for near names takes time


class Location(NamedTuple):
    """A place in a file.

    Args:
        file: the file's name as the user gave it.
        line: counted from 1.
        column: counted from 1, in characters.
    """

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


class Fault(NamedTuple):
    """One thing that is wrong, where, what was expected, and what was perhaps meant.

    Args:
        message: what is wrong and what was expected.
        location: the place, when the fault lies in a file.
        suggestion: the nearest valid name, when there is one.
        related: another place that belongs to the fault, such as the first of two equal keys.
    """

    message: Message
    location: Location | None = None
    suggestion: str | None = None
    related: Location | None = None

    def render(self, locale: str = DEFAULT_LOCALE) -> str:
        """Return the fault as one line: place, what is wrong, the nearest valid name."""
        place = f"{self.location}: " if self.location else ""
        text = place + self.message.render(locale)
        if self.suggestion:
            text += ". " + translate(mark("¿Quiso decir «{name}»?"), locale).format(name=self.suggestion)
        if self.related:
            text += " " + translate(mark("(véase {place})"), locale).format(place=self.related)
        return text

    def to_dict(self, locale: str = DEFAULT_LOCALE) -> dict[str, object]:
        """Return the fault as JSON-ready data."""
        return {
            "file": self.location.file if self.location else None,
            "line": self.location.line if self.location else None,
            "column": self.location.column if self.location else None,
            "message": self.message.render(locale),
            "suggestion": self.suggestion,
        }


class ManualError(Exception):
    """Any error of this library."""

    def render(self, locale: str = DEFAULT_LOCALE) -> str:  # noqa: ARG002  # each kind of error has its own words
        """Return the whole error in a language, one line a fault."""
        return str(self)


class _FaultsError(ManualError):
    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(faults, key=_place))
        super().__init__(self.render())

    def render(self, locale: str = DEFAULT_LOCALE) -> str:
        return "\n".join(fault.render(locale) for fault in self.faults)


class ManualFileError(_FaultsError):
    """Files of a manual are wrong; `faults` lists them (MOST_FAULTS of a kind), sorted by file, line and column."""


class CaseError(_FaultsError):
    """The facts of a case are wrong; `faults` names the facts, never their contents."""


class EngineError(ManualError):
    """An inference engine is not available here, or failed inside."""

    def __init__(self, reason: str | Message) -> None:
        self.reason = Message(reason.replace("{", "{{").replace("}", "}}")) if isinstance(reason, str) else reason
        super().__init__(self.render())

    def render(self, locale: str = DEFAULT_LOCALE) -> str:
        """Return the reason in a language."""
        return self.reason.render(locale)


def _place(fault: Fault) -> tuple[str, int, int, str]:
    where = fault.location or Location("", 0, 0)
    return (where.file, where.line, where.column, fault.message.template)
