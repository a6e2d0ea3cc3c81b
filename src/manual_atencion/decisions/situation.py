"""A case at an instant as a finite situation: given, closed and computed facts, each in its cell."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast
from zoneinfo import ZoneInfo

from ..definitions import Definition
from ..facts import NO, YES, Case, Fact, FactReader, InvalidValueError, Value
from .compiler import Compiled

_UNITS = {"minutos": timedelta(minutes=1), "horas": timedelta(hours=1)}
_ZERO = timedelta(0)

# The texts and bools that stand for a known value, with that value and its cell; the whole numbers; what reads any
# other value; the index of the fact; and what finds the cell of a value.
_RawReader = tuple[dict[object, tuple[Value, int]], range, Callable[[object], Value], int, Callable[[Value], int]]


@dataclass(slots=True)
class Situation:
    """The state of one evaluation; made anew for each answer and never shared.

    Args:
        cells: the cell of every fact, by index.
        values: the known values by name: given, computed, and later deduced.
        given: the facts that were given with a known value.
        instants: the given instants that have been reached.
        contradicted: facts that were set aside because they contradict each other.
    """

    cells: list[int]
    values: dict[str, Value]
    given: Mapping[str, object]
    instants: dict[str, datetime]
    contradicted: dict[str, tuple[str, ...]]


class SituationReader:
    """Turns cases into situations; built once for a manual, immutable.

    Args:
        definition: the manual.
        compiled: the same manual, compiled.
    """

    def __init__(self, definition: Definition, compiled: Compiled) -> None:
        facts = definition.vocabulary
        self._vocabulary = facts
        self._readers = compiled.readers
        self._raw_readers = {name: _raw_reader(facts.readers[name], *compiled.readers[name]) for name in facts}
        self._defaults = compiled.defaults
        self._unknown = {name: compiled.defaults[compiled.readers[name][0]] for name in facts}
        self._instants = frozenset(name for name, fact in facts.items() if fact.kind == "instante")
        self._records = {name: fact.records for name, fact in facts.items() if fact.records}
        self._elapsed = tuple(fact for fact in facts.values() if fact.elapsed)
        self._hours = tuple(name for name, fact in facts.items() if fact.from_now)
        self._zone = ZoneInfo(definition.zone)

    def read(self, case: Case, now: datetime | None) -> Situation:
        """Return the situation of a case at an instant (UTC), or at no known instant."""
        cells, readers = list(self._defaults), self._readers
        for name, value in case.values.items():
            index, read = readers[name]
            cells[index] = read(value)
        return self._completed(Situation(cells, case.values.copy(), case.values, {}, {}), now)

    def read_facts(self, given: Mapping[str, object], now: datetime | None) -> Situation:
        """Return the same as for the case that the vocabulary makes of the given facts.

        Facts that are all known and valid are read in one pass; anything else is left to the vocabulary.

        Raises:
            CaseError: the vocabulary refuses the facts.
        """
        cells = list(self._defaults)
        values: dict[str, Value] = {}
        raw_readers = self._raw_readers
        try:
            for name, raw in given.items():
                words, whole, parse, index, read = raw_readers[name]
                kind = raw.__class__
                if words and (kind is str or kind is bool):
                    values[name], cells[index] = words[raw]
                elif kind is int and raw in whole:
                    cells[index] = read(raw)  # type: ignore[arg-type]  # its class is int
                    values[name] = raw  # type: ignore[assignment]  # its class is int
                else:
                    value = values[name] = parse(raw)
                    cells[index] = read(value)
        except (AttributeError, KeyError, TypeError, InvalidValueError):
            return self.read(self._vocabulary.case(given), now)
        situation = Situation(cells, values, given, {}, {})
        if now is None and values.keys().isdisjoint(self._instants):
            return situation
        return self._completed(situation, now)

    def _completed(self, situation: Situation, now: datetime | None) -> Situation:
        if now is not None:
            for name in self._hours:
                if name not in situation.values:
                    local = now.astimezone(self._zone)
                    self._set(situation, name, local.hour * 60 + local.minute)
        if not situation.values.keys().isdisjoint(self._instants):
            self._take_instants(situation, now)
        return situation

    def forget(self, situation: Situation, facts: tuple[str, ...], reason: str) -> None:
        """Set contradicting facts aside as unknown."""
        for name in facts:
            situation.contradicted[name] = (*situation.contradicted.get(name, ()), reason)
            situation.values.pop(name, None)
            situation.instants.pop(name, None)
            situation.cells[self._readers[name][0]] = self._unknown[name]

    def _take_instants(self, situation: Situation, now: datetime | None) -> None:
        for name in sorted(self._instants & situation.values.keys()):
            instant = cast("datetime", situation.values[name])
            if now is not None and instant > now:
                situation.cells[self._readers[name][0]] = self._unknown[name]
                continue
            situation.instants[name] = instant
            deed = self._records.get(name)
            if deed and situation.values.get(deed) == NO:
                self.forget(situation, (name, deed), "un instante dice que ya ocurrió y el hecho dice que no")
            elif deed:
                self._set(situation, deed, YES)
        for fact in self._elapsed:
            self._compute(situation, now, fact)

    def _compute(self, situation: Situation, now: datetime | None, fact: Fact) -> None:
        start_name, end_name = cast("tuple[str, str]", fact.elapsed)
        start = situation.instants.get(start_name)
        end = situation.instants.get(end_name, now)
        if fact.name in situation.values or start is None or end is None:
            return
        if end - start < _ZERO:
            self.forget(situation, (start_name, end_name), "el segundo instante es anterior al primero")
            return
        elapsed = (end - start) / _UNITS[fact.unit]
        self._set(situation, fact.name, min(max(elapsed, fact.minimum), fact.maximum))

    def _set(self, situation: Situation, name: str, value: Value) -> None:
        situation.values[name] = value
        index, read = self._readers[name]
        situation.cells[index] = read(value)


def _raw_reader(reader: FactReader, index: int, read: Callable[[Value], int]) -> _RawReader:
    words, whole, parse = reader
    known: dict[object, tuple[Value, int]] = {
        raw: (value, read(value)) for raw, value in words.items() if value is not None
    }
    return known, whole, parse, index, read
