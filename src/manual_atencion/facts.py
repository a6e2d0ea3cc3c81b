"""The closed vocabulary of facts, and the case that a host describes with it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from decimal import Decimal
from functools import partial
from types import MappingProxyType
from typing import Literal

from .errors import CaseError, Fault, Location
from .messages import Message, message, nearest, plain, some_of
from .yaml_reader import Located

UNKNOWN = "desconocido"
YES, NO = "si", "no"

Value = str | int | float | Decimal | datetime
FactKind = Literal["si_no", "opcion", "numero", "instante", "hora"]
Unit = Literal["minutos", "horas", "cuenta"]

# What each text and each bool that a fact accepts stands for (None: unknown), the whole numbers that it accepts, and the
# function that reads any other value or raises InvalidValueError. Look at a value's class before looking it up: to a
# dictionary 1 and 1.0 are the same as True.
FactReader = tuple[Mapping[object, str | None], range, Callable[[object], Value]]


_CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)\Z")
_SAID_OTHERWISE = {"yes": YES, "y": YES, "s": YES, "true": YES, "verdadero": YES, "n": NO, "false": NO, "falso": NO}
_NAME = re.compile(r"[\w .-]{1,60}\Z")


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact that a rule may test.

    Args:
        name: its id.
        kind: what its values are.
        text: a noun phrase, or for yes/no facts the sentence that is true when it is "si".
        negated: for yes/no facts the sentence that is true when it is "no".
        question: what to ask when it is missing.
        pages: slides that speak of it.
        statements: numbers of the manual's statements that it encodes.
        options: for `opcion` each value and its meaning.
        closed_value: the value that counts when nobody recorded it; None where absence means unknown.
        deducible: whether rules may deduce it.
        unit: for numbers what they count.
        minimum: smallest valid number.
        maximum: largest valid number.
        elapsed: for computed numbers the two instants between which time runs.
        from_now: whether it is read from `now` when the host does not give it.
        records: for instants the deed that has happened once the instant is reached.
        relevant: condition, as data, without which nobody needs to ask for it; empty for always.
    """

    name: str
    kind: FactKind
    text: str
    question: str
    negated: str = ""
    pages: tuple[int, ...] = ()
    statements: tuple[int, ...] = ()
    options: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    closed_value: str | None = None
    deducible: bool = False
    unit: Unit = "cuenta"
    minimum: int = 0
    maximum: int = 1_000_000
    elapsed: tuple[str, str] | None = None
    from_now: bool = False
    records: str | None = None
    relevant: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def values(self) -> tuple[str, ...]:
        """The closed list of values; empty for numbers, instants and hours."""
        return (YES, NO) if self.kind == "si_no" else tuple(self.options)

    def expected(self) -> Message:
        """Say what a valid value looks like."""
        if self.kind == "numero":
            whole = message("un número entero entre {low} y {high}", low=self.minimum, high=self.maximum)
            return whole if self.unit == "cuenta" else message("un número entre {low} y {high}", **whole.values)
        if self.kind == "instante":
            return message("una fecha y hora con zona horaria, como 2026-02-13T15:00:00-05:00")
        if self.kind == "hora":
            return message("una hora del día, como 14:30")
        return message("uno de: {values}", values=some_of(self.values, 20))


class InvalidValueError(ValueError):
    """A value does not fit its fact; carries what was wrong, never the value."""

    def __init__(self, problem: Message, suggestion: str | None = None) -> None:
        super().__init__(problem.render())
        self.problem = problem
        self.suggestion = suggestion


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
        self._readers: dict[str, FactReader] = {name: _reader(fact) for name, fact in self._facts.items()}

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
        value: Value | None
        faults: list[Fault] = []
        readers = self._readers
        for name, raw in given.items():
            try:
                words, whole, parse = readers[name]
            except (KeyError, TypeError):
                faults.append(self._unknown_name(name, source))
                continue
            kind = raw.__class__
            if (kind is str or kind is bool) and raw in words:
                value = words[raw]
            elif kind is int and raw in whole:
                value = raw
            else:
                try:
                    value = parse(raw)
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


def _reader(fact: Fact) -> FactReader:
    words: dict[object, str | None] = {UNKNOWN: None, **{value: value for value in fact.values}}
    if fact.kind == "si_no":
        words |= {True: YES, False: NO}
    whole = range(fact.minimum, fact.maximum + 1) if fact.kind == "numero" else range(0)
    return words, whole, partial(_PARSERS[fact.kind], fact=fact)


def _refuse(raw: object, fact: Fact) -> Value:
    raise _refused(raw, fact)


def _refused(raw: object, fact: Fact) -> InvalidValueError:
    expected = fact.expected()
    if raw is None:
        return InvalidValueError(message("está vacío; se esperaba {expected}, o «desconocido»", expected=expected))
    if fact.kind == "numero" and isinstance(raw, str):
        problem = message("está escrito como texto; se esperaba {expected}, sin comillas", expected=expected)
        return InvalidValueError(problem)
    problem = message("tiene un valor que no vale; se esperaba {expected}", expected=expected)
    return InvalidValueError(problem, _meant(raw, fact))


def _meant(raw: object, fact: Fact) -> str | None:
    if fact.kind == "si_no" and isinstance(raw, str):
        return _SAID_OTHERWISE.get(plain(raw[:20])) or nearest(raw, fact.values)
    return nearest(raw, fact.values) if fact.values else None


def _number(raw: object, fact: Fact) -> Value:
    if raw.__class__ is int and fact.minimum <= raw <= fact.maximum:
        return raw
    if isinstance(raw, bool) or not isinstance(raw, (int, float, Decimal)):
        raise _refused(raw, fact)
    if isinstance(raw, Decimal) and not raw.is_finite():
        raise _refused(raw, fact)
    if not fact.minimum <= raw <= fact.maximum or (fact.unit == "cuenta" and raw != int(raw)):
        raise _refused(raw, fact)
    return raw


def _instant(raw: object, fact: Fact) -> Value:
    if isinstance(raw, str) and len(raw) <= 40:
        # not raised from there: that error repeats the text
        with suppress(ValueError):
            raw = datetime.fromisoformat(raw)
    if not isinstance(raw, datetime):
        raise _refused(raw, fact)
    return aware(raw)


def aware(instant: object) -> datetime:
    """Return an instant in UTC; anything else, or one without zone or out of range, raises InvalidValueError."""
    if not isinstance(instant, datetime):
        raise InvalidValueError(message("no es una fecha y hora con zona horaria"))
    if instant.tzinfo is None or instant.utcoffset() is None:
        problem = message("no dice su zona horaria; se esperaba una fecha y hora como 2026-02-13T15:00:00-05:00")
        raise InvalidValueError(problem)
    with suppress(OverflowError):
        return instant.astimezone(UTC)
    raise InvalidValueError(message("está fuera de los años que se pueden calcular"))


def _clock(raw: object, fact: Fact) -> Value:
    if isinstance(raw, time):
        return raw.hour * 60 + raw.minute
    found = _CLOCK.match(raw) if isinstance(raw, str) else None
    if not found:
        raise _refused(raw, fact)
    return int(found[1]) * 60 + int(found[2])


def clock_minutes(text: str) -> int | None:
    """Return the minutes since midnight of a time such as 14:30, or None where it is none."""
    found = _CLOCK.match(text)
    return int(found[1]) * 60 + int(found[2]) if found else None


_PARSERS: Mapping[FactKind, Callable[[object, Fact], Value]] = {
    "si_no": _refuse,
    "opcion": _refuse,
    "numero": _number,
    "instante": _instant,
    "hora": _clock,
}
