"""What a proof finds wrong: the kind of flaw, its two places, and a case that shows it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from ..definitions import Definition
from ..errors import Location
from ..located import Located
from ..messages import Message
from .case_writing import CaseFacts
from .regions import Region
from .search import UndecidedError
from .situations import Situations

FlawKind = Literal[
    "contradiction", "never_applies", "shadowed", "duplicate", "no_way_on", "deadline", "unreachable_step",
    "endless_step", "loop", "phrases_conflict", "script_fails", "rights_floor",
]  # fmt: skip


class Flaw(NamedTuple):
    """One thing wrong with a manual.

    Args:
        kind: what is wrong.
        subjects: the ids that it is about; the rules among them must be in force for it to be seen.
        message: what is wrong and what it means.
        place: where it is written.
        related: the other place that it takes.
        case: the facts of a case that shows it; None where no case can.
        always: whether it is one only if it is seen in every period in which its rules are in force.
    """

    kind: FlawKind
    subjects: tuple[str, ...]
    message: Message
    place: Location | None
    related: Location | None = None
    case: CaseFacts | None = None
    always: bool = False


class Undecided(NamedTuple):
    """A question that the budget did not suffice to decide: the kind of flaw, and what it was about."""

    kind: FlawKind
    subjects: tuple[str, ...]


class Ground(NamedTuple):
    """What the checks of one period stand on: the situations of the manual, and where its entries are written."""

    situations: Situations
    located: Located

    @property
    def definition(self) -> Definition:
        """The manual."""
        return self.situations.definition

    def rule_place(self, rule: str) -> Location | None:
        """Return where a rule is written."""
        return self.definition.rules[rule].location

    def entry_place(self, section: str, name: str) -> Location:
        """Return where an entry of another section is written."""
        return self.located.place((section, name), key=True)

    def is_possible(self, *parts: Region) -> bool:
        """Return whether some possible case lies in all regions."""
        return self.situations.is_possible(*parts)


def decided(kind: FlawKind, subjects: tuple[str, ...], flaws: Iterator[Flaw]) -> Iterable[Flaw | Undecided]:
    """Yield what one question finds, or that it could not be decided."""
    try:
        yield from flaws
    except UndecidedError:
        yield Undecided(kind, subjects)
