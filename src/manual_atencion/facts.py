"""The closed vocabulary of facts, and the case that a host describes with it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from types import MappingProxyType

from .errors import CaseError, Fault, Location
from .fact_values import (
    NO,
    UNKNOWN,
    YES,
    Fact,
    FactKind,
    FactReader,
    InvalidValueError,
    Unit,
    Value,
    aware,
    clock_minutes,
    reader_of,
)
from .located import Located
from .messages import message, nearest

__all__ = [
    "NO",
    "UNKNOWN",
    "YES",
    "Case",
    "Fact",
    "FactKind",
    "FactReader",
    "InvalidValueError",
    "Unit",
    "Value",
    "Vocabulary",
    "aware",
    "clock_minutes",
]

_NAME = re.compile(r"[\w.-]{1,60}\Z")


class Case:
    """The validated facts of one case, frozen; its text form never shows them."""

    __slots__ = ("_values",)

    def __init__(self, values: Mapping[str, Value]) -> None:
        self._values = MappingProxyType(dict(values))

    @property
    def values(self) -> MappingProxyType[str, Value]:
        """The known facts, as the vocabulary writes their values."""
        return self._values

    def __len__(self) -> int:
        return len(self._values)

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Case) and dict(self._values) == dict(other._values)

    def __hash__(self) -> int:
        return hash(frozenset(self._values.items()))

    def __repr__(self) -> str:
        return f"<Case: {len(self)} facts>"


class Vocabulary(Mapping[str, Fact]):
    """All facts that exist, by name.

    Args:
        facts: the facts of the manual, by name.
    """

    def __init__(self, facts: Mapping[str, Fact]) -> None:
        self._facts = {name: facts[name] for name in sorted(facts)}
        self._readers: dict[str, FactReader] = {name: reader_of(fact) for name, fact in self._facts.items()}

    def __getitem__(self, name: str) -> Fact:
        return self._facts[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._facts)

    def __len__(self) -> int:
        return len(self._facts)

    @property
    def readers(self) -> Mapping[str, FactReader]:
        """How each fact's values are read."""
        return self._readers

    def case(self, given: Mapping[str, object], source: Located | None = None) -> Case:
        """Validate the facts of a case; nothing is guessed.

        Args:
            given: fact names and values; `desconocido` is the same as leaving a fact out.
            source: where the facts were read, for positions in errors.

        Raises:
            CaseError: all wrong names and values together, without their contents.
        """
        if not isinstance(given, Mapping):
            raise CaseError([Fault(message("se esperaba un caso: líneas «hecho: valor»"), source and source.place(()))])
        values: dict[str, Value] = {}
        faults: list[Fault] = []
        readers = self._readers
        for name, raw in given.items():
            try:
                words, _, parse = readers[name]
            except (KeyError, TypeError):
                faults.append(self._unknown_name(name, source))
                continue
            kind = raw.__class__
            try:
                value = words[raw] if (kind is str or kind is bool) and raw in words else parse(raw)
            except InvalidValueError as invalid:
                faults.append(_invalid_value(name, invalid, source))
                continue
            if value is not None:
                values[name] = value
        if faults:
            raise CaseError(faults)
        return Case(values)

    def _unknown_name(self, name: object, source: Located | None) -> Fault:
        place = source.place((name,), key=True) if source and isinstance(name, (str, int)) else None
        if not isinstance(name, str) or not _NAME.match(name):
            return Fault(message("hay un hecho cuyo nombre no es válido"), place)
        return Fault(message("no existe el hecho «{name}»", name=name), place, nearest(name, self._facts))


def _invalid_value(name: str, invalid: InvalidValueError, source: Located | None) -> Fault:
    place: Location | None = source.place((name,)) if source else None
    return Fault(message("el hecho «{name}» {problem}", name=name, problem=invalid.problem), place, invalid.suggestion)


def question_instant(now: datetime | None) -> datetime | None:
    """Return the instant of a question in UTC, or None where it has none.

    Args:
        now: the instant as a host gives it.

    Raises:
        CaseError: it is no instant with a time zone.
    """
    if now is None:
        return None
    try:
        return aware(now)
    except InvalidValueError as invalid:
        raise CaseError([Fault(message("«now» {problem}", problem=invalid.problem))]) from None
