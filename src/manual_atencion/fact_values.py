"""What one fact is, and how its values are read: nothing is guessed, and no error repeats a value."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, datetime, time
from decimal import Decimal
from types import MappingProxyType
from typing import Literal, NamedTuple

from .messages import Message, message, nearest, plain, some_of

UNKNOWN = "desconocido"
YES, NO = "si", "no"

Value = str | int | float | Decimal | datetime
FactKind = Literal["si_no", "opcion", "numero", "instante", "hora"]
Unit = Literal["minutos", "horas", "cuenta"]

# What each text and each bool that a fact accepts stands for (None: unknown), the whole numbers that it accepts, and
# the function that reads any other value or raises InvalidValueError. Look at a value's class before looking it up: to
# a dictionary 1 and 1.0 are the same as True.
FactReader = tuple[Mapping[object, str | None], range, Callable[[object], Value]]


_CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)\Z")
_SAID_OTHERWISE = {"yes": YES, "y": YES, "s": YES, "true": YES, "verdadero": YES, "n": NO, "false": NO, "falso": NO}


class Fact(NamedTuple):
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
    options: Mapping[str, str] = MappingProxyType({})
    closed_value: str | None = None
    deducible: bool = False
    unit: Unit = "cuenta"
    minimum: int = 0
    maximum: int = 1_000_000
    elapsed: tuple[str, str] | None = None
    from_now: bool = False
    records: str | None = None
    relevant: Mapping[str, object] = MappingProxyType({})

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


def reader_of(fact: Fact) -> FactReader:
    """Return how the values of a fact are read."""
    words: dict[object, str | None] = {UNKNOWN: None, **{value: value for value in fact.values}}
    if fact.kind == "si_no":
        words |= {True: YES, False: NO}
    whole = range(fact.minimum, fact.maximum + 1) if fact.kind == "numero" else range(0)
    parse = _PARSERS[fact.kind]
    return words, whole, lambda raw: parse(raw, fact)


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
    return float(raw) if isinstance(raw, Decimal) else raw


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
