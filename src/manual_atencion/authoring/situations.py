"""Where in the space of all cases each condition holds, each rule applies and each step comes next.

The space is that of a manual's given facts, each cut into its cells; the answers are those of `Manual.decide`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import cached_property

from ..conditions import tests_of
from ..decisions.compiler import CLASH, DONE, RULE, TERMINAL, Compiled, compile_definition
from ..decisions.plan import Plan
from ..decisions.situation import SituationReader
from ..decisions.validity import validity
from ..definitions import Definition, Rule
from ..facts import YES, Case
from .case_writing import CaseFacts, CaseWriter
from .region_inference import FALSE, RegionInference, Truth
from .regions import EVERYWHERE, NOWHERE, Point, Region, Regions
from .search import MOST_STEPS, Search

Parts = tuple[Region, ...]  # regions of which the meet is meant; to build it might take too long


class Situations:
    """What a manual decides, as regions over its given facts.

    Facts have the indexes and cells of the compiled program; the value after the last cell stands for "unknown", which
    a closed fact does not have. The object remembers what it has computed: use it in one thread at a time.

    Args:
        definition: the manual.
        day: the day as of which its rules are taken; by default all rules count that have no end.
        compiled: the same manual, compiled, when it is at hand.
        most_steps: how many steps a search for a case may take.
    """

    def __init__(
        self,
        definition: Definition,
        day: date | None = None,
        *,
        compiled: Compiled | None = None,
        most_steps: int = MOST_STEPS,
    ) -> None:
        self.definition = definition
        self.compiled = compiled or compile_definition(definition)
        self._plan = Plan(definition, self.compiled)
        self._lapsed = self._plan.lapsed(day)
        self.facts = self.compiled.program.facts
        self.index = {name: index for index, name in enumerate(self.facts)}
        self.preferred = tuple(map(self._values, range(len(self.facts))))
        self._writer = CaseWriter(definition, self.compiled, [values[0] for values in self.preferred])
        self.regions = Regions([len(values) for values in self.preferred], _most_tested_first(self.compiled))
        self.search = Search(self.regions, self.preferred, most_steps)
        self._inferred = RegionInference(self.compiled, self.regions, self._lapsed)
        self.valid = tuple(self._valid())

    def truth(self, kind: str, name: str) -> Truth:
        """Return where a condition of the manual is true and where it may be, by the compiler's kind and its name."""
        index = self.compiled.predicates.get((kind, name))
        return FALSE if index is None else self._inferred.truths.get(index, FALSE)

    def value(self, fact: str) -> tuple[Region, ...]:
        """Return where a fact has each of its cells, and at the end where it is unknown, deductions included."""
        return self._inferred.value(self.index[fact])

    def applies(self, rule: str) -> Region:
        """Return where a rule is true for certain and not set aside."""
        return self._inferred.applied.get(self.compiled.predicates[RULE, rule], NOWHERE)

    def in_force(self, rule: str) -> bool:
        """Return whether a rule is in force on the day."""
        return not self._lapsed & self.compiled.bit(RULE, rule)

    def done(self, step: str) -> Region:
        """Return where a step is known to be completed."""
        return self.truth(DONE, step).certain

    def orders(self, rule: str) -> Region:
        """Return where a rule makes its step due."""
        return self.regions.minus(self.applies(rule), self.done(self.definition.rules[rule].step))

    @cached_property
    def due(self) -> Mapping[str, Region]:
        """Where each step is due, by its id, the most urgent first."""
        found = dict.fromkeys(sorted(self.definition.steps, key=lambda name: self.definition.steps[name].rank), NOWHERE)
        for rule in self.duties:
            found[rule.step] = self.regions.join(found[rule.step], self.orders(rule.id))
        return found

    @cached_property
    def duties(self) -> tuple[Rule, ...]:
        """The rules that order steps."""
        return tuple(rule for rule in self.compiled.rules if rule.kind == "obligatorio")

    def next_step(self, step: str) -> Parts:
        """Return where a step is the next one: it is due, and none before it is."""
        steps = list(self.due)
        earlier = [self.regions.outside(self.due[name]) for name in steps[: steps.index(step)]]
        return _parts([self.due[step], *earlier])

    @cached_property
    def no_step(self) -> Parts:
        """Where no step is due."""
        return _parts(map(self.regions.outside, self.due.values()))

    @cached_property
    def terminals(self) -> Mapping[str, Region]:
        """Where each terminal state with a condition of its own is the one named, should no step be due."""
        held = {item.id: self.truth(TERMINAL, item.id).certain for _, item in self._plan.terminals}
        taken = NOWHERE
        found = {}
        for _, item in self._plan.terminals:
            winners = [held.get(name, NOWHERE) for name in item.yields_to]
            found[item.id] = self.regions.minus(held[item.id], self.regions.join(taken, *winners))
            taken = self.regions.join(taken, found[item.id])
        return found

    def undecided(self, rule: str) -> Region:
        """Return where it is open whether a rule applies and, if it orders a step, that step is not completed."""
        truth = self.truth(RULE, rule)
        done = self.done(self.definition.rules[rule].step)
        return self.regions.meet(truth.possible, self.regions.outside(truth.certain), self.regions.outside(done))

    def point_of(self, case: Case | Mapping[str, object], now: datetime | None = None) -> Point:
        """Return the point that a case is at an instant in UTC; facts that exclude each other are set aside.

        Raises:
            CaseError: a fact is wrong.
        """
        reader = self._reader
        read = case if isinstance(case, Case) else self.definition.vocabulary.case(case)
        situation = reader.read(read, now)
        before = tuple(situation.cells)
        for name, item in self.definition.incompatibilities.items():
            if self.regions.contains(self.truth(CLASH, name).certain, before):
                named = sorted({test.fact for test in tests_of(item.condition)} & situation.values.keys())
                reader.forget(situation, tuple(named), item.reason)
        return tuple(situation.cells)

    @cached_property
    def _reader(self) -> SituationReader:
        return SituationReader(self.definition, self.compiled)

    def any_point(self, *parts: Region) -> Point | None:
        """Return a possible case in all regions as values by index, few of them away from what holds when nobody says.

        Raises:
            UndecidedError: the search's budget did not suffice.
        """
        return self.search.any_point([*parts, *self.valid])

    def is_possible(self, *parts: Region) -> bool:
        """Return whether some possible case lies in all regions.

        Raises:
            UndecidedError: the search's budget did not suffice.
        """
        return self.search.is_possible([*parts, *self.valid])

    def any_case(self, *parts: Region) -> CaseFacts | None:
        """Return a possible case in all regions, as a case file gives it, or None where there is none.

        Raises:
            UndecidedError: the search's budget did not suffice.
        """
        point = self.any_point(*parts)
        return None if point is None else self.case_of(point)

    def case_of(self, point: Point) -> CaseFacts:
        """Return a point as a case file gives it, without the facts that hold when nobody says."""
        return self._writer.case_of(point)

    def _values(self, fact: int) -> tuple[int, ...]:
        """Return the values of a fact, first the one that holds when nobody says."""
        cells = self.compiled.cells[fact]
        closed = cells.fact.closed_value is not None and not cells.fact.deducible
        values = range(cells.count if closed else cells.count + 1)
        default = self.compiled.defaults[fact]
        return (default, *(value for value in values if value != default))

    def _valid(self) -> Iterable[Region]:
        """Yield the regions of possible cases: incompatible facts, instants without their deeds are outside them."""
        outside, where = self.regions.outside, self.known
        for name in self.definition.incompatibilities:
            yield outside(self.truth(CLASH, name).certain)
        for name, fact in self.definition.vocabulary.items():
            if fact.records:
                cell = self.compiled.cells[self.index[fact.records]].reader()(YES)
                yield outside(self.regions.minus(where(name), self.value(fact.records)[cell]))
            if fact.elapsed:
                start, end = map(where, fact.elapsed)
                yield outside(self.regions.minus(self.regions.meet(start, end), where(name)))

    def known(self, fact: str) -> Region:
        """Return where a fact is given."""
        index = self.index[fact]
        return self.regions.where(index, self.compiled.cells[index].known)


def periods(definition: Definition, compiled: Compiled | None = None) -> list[date | None]:
    """Return one day of each stretch in which the same rules are in force; [None] where that never changes."""
    days, _ = validity(compiled or compile_definition(definition))
    return [days[0] - timedelta(days=1), *days] if days else [None]


def _most_tested_first(compiled: Compiled) -> Sequence[int]:
    tested = [0] * len(compiled.program.facts)
    for layer in compiled.program.layers:
        for clause in layer:
            for fact, _ in clause.tests:
                tested[fact] += 1
    return sorted(range(len(tested)), key=lambda fact: (-tested[fact], fact))


def _parts(regions: Iterable[Region]) -> Parts:
    found = tuple(dict.fromkeys(region for region in regions if region != EVERYWHERE))
    return (NOWHERE,) if NOWHERE in found else found
