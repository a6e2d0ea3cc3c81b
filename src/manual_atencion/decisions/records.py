"""A decision kept with its question, so that it can be decided again and compared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import NamedTuple

from ..answers import JsonObject, instant_text, plain
from ..conditions import said_number
from ..errors import CaseError, Fault
from ..facts import Case, Fact, InvalidValueError, Value, aware
from ..messages import Message, message
from .decision import Decision

_ENGINE = "engine"  # both engines give the same answers: which one answered is no part of them


class Question(NamedTuple):
    """What was asked: the facts, the instant, and the day as of which the manual answered."""

    facts: Mapping[str, object]
    now: datetime | None
    as_of: date | None


class Replay(NamedTuple):
    """A recorded decision, decided again.

    Args:
        decision: the decision of now.
        difference: path of the first place where it differs from the record; None where it is the same.
    """

    decision: Decision
    difference: str | None

    @property
    def same(self) -> bool:
        """Whether the record was met exactly."""
        return self.difference is None


def record_of(decision: Decision, case: Case, now: datetime | None) -> JsonObject:
    """Return a decision with its question as JSON-ready data; it holds the facts of the case.

    Args:
        decision: the answer.
        case: the case that was decided.
        now: the instant of the question.
    """
    vocabulary = decision.definition.vocabulary
    facts = {name: _written(value, vocabulary[name]) for name, value in sorted(case.values.items())}
    return {"case": facts, "now": instant_text(now), **decision.to_dict()}


def question_of(record: Mapping[str, object]) -> Question:
    """Return the question of a record.

    Args:
        record: as `record_of` wrote it.

    Raises:
        CaseError: its case, its instant or its manual is missing or wrong; without its contents.
    """
    facts, now, manual = record.get("case"), record.get("now"), record.get("manual")
    if not isinstance(facts, Mapping):
        raise _wrong(message("falta «case», con los hechos del caso; se guarda con «decide --record»"))
    if not isinstance(manual, Mapping):
        raise _wrong(message("falta «manual», el que decidió"))
    try:
        instant = aware(datetime.fromisoformat(now)) if isinstance(now, str) else None
        day = manual.get("as_of")
        return Question(facts, instant, date.fromisoformat(day) if isinstance(day, str) else None)
    except (InvalidValueError, ValueError):
        pass
    raise _wrong(message("«now» o «as_of» no es una fecha"))


def first_difference(record: Mapping[str, object], decision: Decision) -> str | None:
    """Return the path of the first place where a decision differs from a recorded one; None where it does not.

    Args:
        record: as `record_of` wrote it.
        decision: another decision on the same question.
    """
    answer = {name: value for name, value in record.items() if name not in ("id", "case", "now")}
    return difference(_without_engine(answer), _without_engine(decision.to_dict()))


def difference(one: object, other: object, path: str = "") -> str | None:
    """Return the path of the first difference between two pieces of JSON data, or None where they are the same."""
    if type(one) is not type(other):
        return path or "."
    if isinstance(one, dict) and isinstance(other, dict):
        pairs: Iterator[tuple[str, object, object]] = (
            (f"{path}.{key}" if path else key, one.get(key), other.get(key))
            for key in sorted(one.keys() | other.keys())
        )
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        pairs = ((f"{path}[{index}]", *pair) for index, pair in enumerate(zip(one, other, strict=True)))
    else:
        return None if one == other else path or "."
    return next((found for place, was, now in pairs if (found := difference(was, now, place)) is not None), None)


def _written(value: Value, fact: Fact) -> str | int | float:
    """Return a value as a case file may give it."""
    return said_number(value, fact) if fact.kind == "hora" and isinstance(value, int) else plain(value)


def _without_engine(answer: Mapping[str, object]) -> JsonObject:
    manual = answer.get("manual")
    if not isinstance(manual, Mapping):
        return dict(answer)
    return {**answer, "manual": {name: value for name, value in manual.items() if name != _ENGINE}}


def _wrong(problem: Message) -> CaseError:
    return CaseError([Fault(problem)])
