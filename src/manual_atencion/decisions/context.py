"""The same deductions for questions other than "which step": what is known of named conditions in a case."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from ..conditions import ALWAYS, Condition, evaluate, tests_of
from ..definitions import Definition, Rule, Source
from ..facts import Case, Value
from .compiler import RULE, compile_definition
from .evaluator import MaskEngine, test_outcome
from .inference import Inference, Reasoner
from .normal_form import Tests
from .situation import Situation, SituationReader
from .validity import validity

_Key = tuple[Condition, date | None, date | None]

_NOWHERE = Source(None, "")
_MOST_QUESTIONS = 2  # facts named for one open condition: more are no help


class NamedCondition(NamedTuple):
    """A condition to be told about, and the days on which it counts.

    Args:
        name: how it is asked for.
        condition: the condition.
        valid_from: first day on which it counts; None for always.
        valid_until: last day on which it counts; None for ever.
    """

    name: str
    condition: Condition
    valid_from: date | None = None
    valid_until: date | None = None


class OpenFacts(NamedTuple):
    """The unknown facts that decide a condition.

    Args:
        facts: their names, the most telling first.
        alone: whether each of them alone could make the condition true.
    """

    facts: tuple[str, ...]
    alone: bool


class Context:
    """What is known in one case at one instant; made by `ContextReader.read`, never changed."""

    __slots__ = ("_inference", "_reader", "_situation")

    def __init__(self, reader: ContextReader, situation: Situation, inference: Inference) -> None:
        self._reader = reader
        self._situation = situation
        self._inference = inference

    def status(self, name: str) -> bool | None:
        """Return whether a named condition holds; None where a missing fact decides."""
        bit = self._reader.bits[name]
        if self._inference.certain & bit:
            return True
        return None if self._inference.possible & bit else False

    @property
    def situation(self) -> Situation:
        """The situation behind it."""
        return self._situation

    @property
    def values(self) -> Mapping[str, Value]:
        """The facts that are given, computed or deduced."""
        return self._situation.values

    def holds(self, condition: Condition) -> bool | None:
        """Return whether any condition of the manual holds; None where a missing fact decides."""
        if condition == ALWAYS:
            return True
        return evaluate(condition, self._reader.closed | self._situation.values, self._reader.vocabulary)

    def used(self) -> dict[str, Value]:
        """Return the known facts on which some named condition depends, by name."""
        values = self._situation.values
        return {name: values[name] for name in sorted(values.keys() & self._reader.all_support)}

    def open_facts(self, name: str) -> OpenFacts:
        """Return the unknown facts that decide a condition whose status is None."""
        return self._reader.open_facts(name, self._situation)

    def __repr__(self) -> str:
        return f"<Context: {len(self._situation.values)} facts>"


class ContextReader:
    """Runs the manual's deductions for cases and says what is known of named conditions; immutable.

    Args:
        definition: the manual.
        conditions: the conditions to be told about.
    """

    def __init__(self, definition: Definition, conditions: Iterable[NamedCondition]) -> None:
        named = list(conditions)
        rules = _deductions(definition, {test.fact for item in named for test in tests_of(item.condition)})
        keys = {item.name: _key(item) for item in named}
        asked = {
            f"{index:04}": Rule(f"{index:04}", "recomendado", condition, _NOWHERE, valid_from=start, valid_until=end)
            for index, (condition, start, end) in enumerate(dict.fromkeys(keys.values()))
        }
        reduced = definition._replace(rules={**rules, **asked}, steps={}, terminals={}, procedures={})
        compiled = compile_definition(reduced, questions=False)
        self.bits = {name: compiled.bit(RULE, rule) for name, rule in _rule_of(keys, asked).items()}
        self.vocabulary = definition.vocabulary
        self.closed: dict[str, Value] = {
            name: fact.closed_value for name, fact in self.vocabulary.items()
            if fact.closed_value is not None and not fact.deducible
        }  # fmt: skip
        self._asked = {name: compiled.predicates[RULE, rule] for name, rule in _rule_of(keys, asked).items()}
        self._clauses = compiled.clauses
        self._index = {name: index for index, name in enumerate(compiled.program.facts)}
        self._counts = compiled.program.cells
        self._deducing: dict[str, list[tuple[int, int]]] = {}
        for index, rule in enumerate(compiled.rules):
            if rule.kind == "deduce":
                _, cell_of = compiled.readers[rule.fact]
                self._deducing.setdefault(rule.fact, []).append((index, 1 << cell_of(rule.value)))
        self.all_support = frozenset(fact for clauses in compiled.clauses for tests in clauses for fact, _ in tests)
        self._situations = SituationReader(reduced, compiled)
        self._reasoner = Reasoner(reduced, compiled, MaskEngine(compiled.program), self._situations)
        self._zone = ZoneInfo(definition.zone)
        self._days, self._lapsed = validity(compiled)
        self._open_at_first: dict[str, OpenFacts] = {}
        self._nothing_known: Situation | None = None
        self._nothing = self._read(Case({}), None)
        self._nothing_known = self._nothing.situation

    def read(
        self, case: Case | Mapping[str, object] | None, now: datetime | None, as_of: date | None = None
    ) -> Context:
        """Return what is known in a case at an instant in UTC, or at no known instant.

        Args:
            case: the case, or its facts.
            now: the instant.
            as_of: the day as of which the manual is taken; without it, that of the instant.

        Raises:
            CaseError: a fact is wrong.
        """
        if not case and now is None and as_of is None:
            return self._nothing
        return self._read(case if isinstance(case, Case) else self.vocabulary.case(case or {}), now, as_of)

    def open_facts(self, name: str, situation: Situation) -> OpenFacts:
        """Return the unknown facts that decide an open condition in a situation; see `Context.open_facts`."""
        if situation is self._nothing_known:
            known = self._open_at_first.get(name)
            if known is None:
                known = self._open_at_first[name] = self._open(self._asked[name], situation.cells, frozenset())
            return known
        return self._open(self._asked[name], situation.cells, frozenset())

    def _open(self, predicate: int, cells: Sequence[int], above: frozenset[int]) -> OpenFacts:
        """Choose the clauses that lack the fewest facts; a deduced fact is replaced by those behind it."""
        lacking = [facts for tests in self._clauses[predicate] if (facts := self._unknown(tests, cells))]
        fewest = min(map(len, lacking), default=0)
        found: dict[str, None] = {}
        alone = fewest == 1
        for facts in lacking:
            if len(facts) != fewest:
                continue
            for fact, allowed in facts:
                behind = [rule for rule, value in self._deducing.get(fact, ()) if value & allowed and rule not in above]
                deeper = [self._open(rule, cells, above | set(behind)) for rule in behind]
                found |= dict.fromkeys([name for inner in deeper for name in inner.facts] or [fact])
                alone = alone and all(inner.alone for inner in deeper if inner.facts)
        return OpenFacts(tuple(found)[:_MOST_QUESTIONS], alone and bool(found))

    def _unknown(self, tests: Tests, cells: Sequence[int]) -> list[tuple[str, int]]:
        """Return the tests of unknown facts in a clause of which no test fails."""
        unknown = []
        for fact, allowed in tests:
            index = self._index[fact]
            outcome = test_outcome(allowed, cells[index], self._counts[index])
            if outcome is False:
                return []
            if outcome is None:
                unknown.append((fact, allowed))
        return unknown

    def _read(self, case: Case, now: datetime | None, as_of: date | None = None) -> Context:
        situation = self._situations.read(case, now)
        lapsed = 0
        if self._days:
            day = as_of or (now.astimezone(self._zone).date() if now else None)
            lapsed = self._lapsed[bisect_right(self._days, day) if day else -1]
        return Context(self, situation, self._reasoner.infer(situation, lapsed))


def _rule_of(keys: Mapping[str, _Key], asked: Mapping[str, Rule]) -> dict[str, str]:
    """Return for each name the rule that stands for its condition; equal conditions share one."""
    rules = {(rule.condition, rule.valid_from, rule.valid_until): name for name, rule in asked.items()}
    return {name: rules[key] for name, key in keys.items()}


def _key(item: NamedCondition) -> _Key:
    return item.condition, item.valid_from, item.valid_until


def _deductions(definition: Definition, facts: set[str]) -> dict[str, Rule]:
    """Return the rules that deduce some facts, those before which they yield, and those behind the facts they test."""
    deducing = {name: rule for name, rule in definition.rules.items() if rule.kind == "deduce"}
    found: dict[str, Rule] = {}
    wanted = set(facts)
    while True:
        more = {name: rule for name, rule in deducing.items() if name not in found and rule.fact in wanted}
        if not more:
            return {name: found[name] for name in sorted(found)}
        found |= more
        for rule in more.values():
            wanted |= {test.fact for test in tests_of(rule.condition)}
            wanted |= {deducing[other].fact for other in rule.yields_to if other in deducing}
