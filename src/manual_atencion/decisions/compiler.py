"""A manual's definition to the finite program that engines run, and what is needed to read their answers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from graphlib import CycleError, TopologicalSorter
from typing import NamedTuple

from ..condition_parsing import parse
from ..conditions import Condition, Test, tests_of, without
from ..definitions import Definition, Rule
from ..errors import Fault, ManualFileError
from ..facts import Value, Vocabulary
from ..messages import message
from .cells import FactCells, cells_of
from .normal_form import Tests, TooManyClausesError, clauses_of
from .program import Clause, Program

RULE, DONE, TERMINAL, CLOCK, CLASH, ASK = "rule", "done", "terminal", "clock", "clash", "ask"


class Deduction(NamedTuple):
    """One fact that rules deduce, in the layer in which they can.

    Args:
        fact: index of the fact.
        rules: bits of the rules that deduce it, as one set.
        values: pairs of rule bit and cell that the rule deduces.
        otherwise: cell when every rule is known not to apply.
    """

    fact: int
    rules: int
    values: tuple[tuple[int, int], ...]
    otherwise: int


class Yielding(NamedTuple):
    """A rule that yields: its bit, and those of the rules before which it does."""

    rule: int
    winners: int


class Compiled(NamedTuple):
    """A manual ready to decide.

    Args:
        program: what the engines run.
        cells: the cells of each fact, by index.
        readers: for each fact name its index and the function from a value to its cell.
        defaults: the situation in which no fact is given.
        predicates: index of each predicate by kind and id.
        rules: the rules, by predicate index; rules have the first indexes.
        clauses: the clauses of each predicate.
        deductions: for each layer the facts deduced in it.
        yields: for each layer its rules that yield, winners before losers.
    """

    program: Program
    cells: tuple[FactCells, ...]
    readers: Mapping[str, tuple[int, Callable[[Value], int]]]
    defaults: tuple[int, ...]
    predicates: Mapping[tuple[str, str], int]
    rules: tuple[Rule, ...]
    clauses: tuple[tuple[Tests, ...], ...]
    deductions: tuple[tuple[Deduction, ...], ...]
    yields: tuple[tuple[Yielding, ...], ...]

    def bit(self, kind: str, name: str) -> int:
        """Return the bit of a predicate, or 0 when there is none."""
        index = self.predicates.get((kind, name))
        return 0 if index is None else 1 << index


def compile_definition(definition: Definition, *, questions: bool = True) -> Compiled:
    """Compile a definition.

    Args:
        definition: the manual.
        questions: whether it must also be known when each fact may be asked for.

    Raises:
        ManualFileError: a condition has too many alternatives, deduced facts depend on each other in a circle, or a
            rule that deduces yields to one that does not.
    """
    return _Compiler(definition, questions=questions).compiled()


def clock_facts(rule: Rule, vocabulary: Vocabulary) -> frozenset[str]:
    """Return the facts that only say how far a deadline has run: its instants, their deeds, the elapsed number."""
    deadline = rule.deadline
    if deadline is None:
        return frozenset()
    instants = (deadline.start, deadline.end)
    deeds = [record for name in instants if (record := vocabulary[name].records)]
    numbers = [name for name, fact in vocabulary.items() if fact.elapsed == instants]
    return frozenset([*instants, *deeds, *numbers])


class _Compiler:
    def __init__(self, definition: Definition, *, questions: bool) -> None:
        self._definition = definition
        self._questions = questions
        self._vocabulary = definition.vocabulary
        self._rules = tuple(definition.rules.values())
        self._faults: list[Fault] = []
        self._conditions = self._named_conditions()
        self._names = tuple(self._conditions)
        self._index = {name: index for index, name in enumerate(self._names)}

    def compiled(self) -> Compiled:
        cells = self._cells()
        facts = tuple(cells)
        fact_index = {name: index for index, name in enumerate(facts)}
        clauses = tuple(self._clauses(name, cells) for name in self._names)
        levels = self._levels()
        deepest = max(levels.values(), default=0) + 1
        layers = [self._layer(name, levels, deepest) for name in self._names]
        if self._faults:
            raise ManualFileError(self._faults)
        program = Program(
            facts=facts,
            cells=tuple(cell.count for cell in cells.values()),
            predicates=tuple(f"{kind}:{name}" for kind, name in self._names),
            layers=tuple(
                tuple(
                    Clause(index, tuple(sorted((fact_index[fact], allowed) for fact, allowed in tests)))
                    for index, found in enumerate(clauses) if layers[index] == layer
                    for tests in found
                )
                for layer in range(deepest + 1)
            ),
        )  # fmt: skip
        return Compiled(
            program=program,
            cells=tuple(cells.values()),
            readers={name: (fact_index[name], cell.reader()) for name, cell in cells.items()},
            defaults=tuple(self._default(cell) for cell in cells.values()),
            predicates=self._index,
            rules=self._rules,
            clauses=clauses,
            deductions=tuple(self._deductions(level, levels, fact_index, cells) for level in range(deepest + 1)),
            yields=self._yields(layers, deepest),
        )

    def _named_conditions(self) -> dict[tuple[str, str], Condition]:
        """Name every condition of the manual; rules come first, so that their index is their rule's."""
        definition = self._definition
        named: dict[tuple[str, str], Condition] = {(RULE, rule.id): rule.condition for rule in self._rules}
        named |= {(DONE, step.id): step.done for step in definition.steps.values()}
        named |= {(TERMINAL, item.id): item.condition for item in definition.terminals.values() if item.conditional}
        for rule in self._rules:
            if rule.deadline:
                named[CLOCK, rule.id] = without(rule.condition, clock_facts(rule, self._vocabulary))
        named |= {(CLASH, item.id): item.condition for item in definition.incompatibilities.values()}
        for fact in self._vocabulary.values() if self._questions else ():
            if fact.relevant:
                named[ASK, fact.name] = parse(dict(fact.relevant), self._vocabulary)
        return named

    def _cells(self) -> dict[str, FactCells]:
        tests: dict[str, list[Test]] = defaultdict(list)
        for condition in self._conditions.values():
            for test in tests_of(condition):
                tests[test.fact].append(test)
        return {name: cells_of(fact, tests[name]) for name, fact in self._vocabulary.items()}

    def _clauses(self, name: tuple[str, str], cells: Mapping[str, FactCells]) -> tuple[Tests, ...]:
        try:
            return clauses_of(self._conditions[name], cells)
        except TooManyClausesError:
            rule = self._definition.rules.get(name[1])
            problem = message(
                "las condiciones de «{name}» se combinan de demasiadas maneras; divídala en varias", name=name[1]
            )
            self._faults.append(Fault(problem, rule.location if rule else None))
            return ()

    def _levels(self) -> dict[str, int]:
        """Return for each deduced fact the layer in which its rules run: after those of the facts that they read."""
        needs: dict[str, set[str]] = {rule.fact: set() for rule in self._rules if rule.kind == "deduce"}
        for rule in self._rules:
            if rule.kind != "deduce":
                continue
            needs[rule.fact] |= {test.fact for test in tests_of(rule.condition)} & needs.keys()
            for other in rule.yields_to:
                winner = self._definition.rules[other]
                if winner.kind != "deduce":
                    self._faults.append(_yields_to_no_deduction(rule))
                elif winner.fact != rule.fact:
                    needs[rule.fact].add(winner.fact)
        try:
            order = list(TopologicalSorter({name: sorted(needs[name]) for name in sorted(needs)}).static_order())
        except CycleError as cycle:
            names = list(reversed(cycle.args[1]))
            places = [rule.location for rule in self._rules if rule.fact == names[0] and rule.location]
            problem = message("los hechos se deducen en círculo: {names}", names=" → ".join(names))
            fault = Fault(problem, min(places, default=None))
            raise ManualFileError([*self._faults, fault]) from None
        levels: dict[str, int] = {}
        for name in order:
            levels[name] = 1 + max((levels[need] for need in needs[name]), default=0)
        return levels

    def _layer(self, name: tuple[str, str], levels: Mapping[str, int], last: int) -> int:
        kind, inner = name
        if kind == CLASH:
            return 0
        rule = self._definition.rules[inner] if kind == RULE else None
        return levels[rule.fact] if rule and rule.kind == "deduce" else last

    def _default(self, cell: FactCells) -> int:
        closed = cell.fact.closed_value
        return cell.count if closed is None or cell.fact.deducible else cell.reader()(closed)

    def _deductions(
        self, level: int, levels: Mapping[str, int], fact_index: Mapping[str, int], cells: Mapping[str, FactCells]
    ) -> tuple[Deduction, ...]:
        found = []
        for name in sorted(name for name, at in levels.items() if at == level):
            values = tuple((1 << index, cells[name].reader()(rule.value))
                           for index, rule in enumerate(self._rules) if rule.fact == name)  # fmt: skip
            closed = self._vocabulary[name].closed_value
            otherwise = cells[name].count if closed is None else cells[name].reader()(closed)
            found.append(Deduction(fact_index[name], sum(bit for bit, _ in values), values, otherwise))
        return tuple(found)

    def _yields(self, layers: list[int], last: int) -> tuple[tuple[Yielding, ...], ...]:
        order = _winners_first(self._rules)
        found: list[list[Yielding]] = [[] for _ in range(last + 1)]
        for name in order:
            rule = self._definition.rules[name]
            if rule.yields_to:
                index = self._index[RULE, name]
                winners = sum(1 << self._index[RULE, other] for other in rule.yields_to)
                found[layers[index]].append(Yielding(1 << index, winners))
        return tuple(tuple(items) for items in found)


def _yields_to_no_deduction(rule: Rule) -> Fault:
    return Fault(
        message("la regla «{name}» deduce un hecho y solo puede ceder ante otra que deduzca", name=rule.id),
        rule.location,
    )


def _winners_first(rules: Iterable[Rule]) -> list[str]:
    return list(TopologicalSorter({rule.id: rule.yields_to for rule in rules}).static_order())
