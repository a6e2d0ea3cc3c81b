"""The proof gives the same answers as z3 on random small manuals, which z3 reads from the conditions themselves."""

from __future__ import annotations

import random
from collections.abc import Iterable
from itertools import combinations
from typing import Any, NamedTuple

import pytest

from manual_atencion.authoring.situations import Situations
from manual_atencion.condition_parsing import parse
from manual_atencion.conditions import ALWAYS, Condition, Every, Some, accepts_nothing, asks_whether_known
from manual_atencion.conditions import Test as FactTest
from manual_atencion.decisions.compiler import RULE
from manual_atencion.definitions import (
    Definition,
    Incompatibility,
    Procedure,
    Responsible,
    Rule,
    RuleKind,
    Step,
    Terminal,
)
from manual_atencion.facts import Fact, Vocabulary
from manual_atencion.sources import Source

z3 = pytest.importorskip("z3")

SEEDS = range(500)
SOURCE = Source(1, "palabras")
FACTS = (
    Fact("a", "si_no", "a", "¿a?"),
    Fact("b", "si_no", "b", "¿b?", closed_value="no"),
    Fact("c", "opcion", "c", "¿c?", options={"uno": "1", "dos": "2", "tres": "3"}),
    Fact("n", "numero", "n", "¿n?", maximum=9),
    Fact("d", "si_no", "d", "¿d?", deducible=True),
    Fact("e", "opcion", "e", "¿e?", deducible=True, options={"x": "x", "y": "y"}),
    Fact("f", "si_no", "f", "¿f?", deducible=True, closed_value="no"),
)
VOCABULARY = Vocabulary({fact.name: fact for fact in FACTS})


def random_test(rng: random.Random, names: list[str]) -> dict[str, Any]:
    fact = VOCABULARY[rng.choice(names)]
    if fact.kind == "numero":
        return {fact.name: f"{rng.choice(['<', '<=', '>', '>='])} {rng.randrange(1, 9)}"}
    values = rng.sample([*fact.values, "desconocido"], rng.choice([1, 1, 2]))
    return {fact.name: values}


def random_condition(rng: random.Random, names: list[str]) -> Condition:
    data: dict[str, Any] = {}
    for _ in range(rng.randrange(1, 3)):
        data |= random_test(rng, names)
    if rng.random() < 0.5:
        key = rng.choice(["alguna", "ninguna"])
        data[key] = [random_test(rng, names) for _ in range(rng.randrange(1, 3))]
    return parse(data, VOCABULARY)


def random_manual(rng: random.Random) -> Definition:
    given = ["a", "b", "c", "n"]
    rules: dict[str, Rule] = {}
    for index, (fact, known) in enumerate([("d", given), ("d", given), ("f", given), ("e", [*given, "d", "f"])]):
        name = f"p{index}"
        value = "x" if fact == "e" else "si"
        if index == 1:
            value = "no"
        yields: tuple[str, ...] = ("p0",) if index == 1 else ()
        rules[name] = Rule(
            name, "deduce", random_condition(rng, known), SOURCE, fact=fact, value=value, yields_to=yields
        )
    every = [*given, "d", "e", "f"]
    for index in range(6):
        name = f"r{index}"
        kind: RuleKind = rng.choice(["obligatorio", "obligatorio", "prohibido"])
        earlier = [f"r{number}" for number in range(index)]
        yields = tuple(rng.sample(earlier, min(index, rng.choice([0, 0, 1]))))
        rules[name] = Rule(
            name, kind, random_condition(rng, every), SOURCE, step=f"s{rng.randrange(3)}", yields_to=yields
        )
    steps = {f"s{rank}": Step(f"s{rank}", "s", "q", "p", rank, random_condition(rng, given), "s") for rank in range(3)}
    clash = {"i": Incompatibility("i", random_condition(rng, given), "no")} if rng.random() < 0.5 else {}
    return Definition(
        "m", "1.0.0", "m", "America/Panama", "", "fin", "faltan", VOCABULARY, clash, {"q": Responsible("q", "q")},
        {"p": Procedure("p", "p", 0)}, steps, {},
        {name: Terminal(name, name, ALWAYS, (), conditional=False) for name in ("fin", "faltan")},
        rules, {}, {}, {}, {}, {}, {}, None,
    )  # fmt: skip


class Truth(NamedTuple):
    """Two formulas: true for certain, and not false."""

    certain: Any
    possible: Any


class Referee:
    """The meaning of a manual in z3's terms: a number and a flag "known" for each fact, no cells and no clauses."""

    def __init__(self, manual: Definition) -> None:
        self.manual = manual
        self.value = {fact.name: z3.Int(fact.name) for fact in FACTS}
        self.given = {fact.name: z3.Bool(f"given {fact.name}") for fact in FACTS}
        self.solver = z3.Solver()
        self.final: dict[str, tuple[Any, Any]] = {}
        for fact in FACTS:
            most = fact.maximum if fact.kind == "numero" else len(fact.values) - 1
            self.solver.add(self.value[fact.name] >= 0, self.value[fact.name] <= most)
            if fact.closed_value is not None and not fact.deducible:
                self.solver.add(self.given[fact.name])  # left out, it has its closed value
            self.final[fact.name] = (self.given[fact.name], self.value[fact.name])
        for clash in manual.incompatibilities.values():
            self.solver.add(z3.Not(self.truth(clash.condition).certain))
        self.truths: dict[str, Truth] = {}
        self.applied: dict[str, Any] = {}
        for name in ("d", "f", "e"):
            self.deduce(name)
        self.take(rule for rule in manual.rules.values() if rule.kind != "deduce")

    def take(self, rules: Iterable[Rule]) -> None:
        for rule in rules:
            self.truths[rule.id] = self.truth(rule.condition)
            won = z3.Or([self.applied[name] for name in rule.yields_to])
            self.applied[rule.id] = z3.And(self.truths[rule.id].certain, z3.Not(won))

    def deduce(self, fact: str) -> None:
        rules = [rule for rule in self.manual.rules.values() if rule.fact == fact]
        self.take(rules)
        values = VOCABULARY[fact].values
        known, value = z3.BoolVal(False), z3.IntVal(0)
        closed = VOCABULARY[fact].closed_value
        if closed is not None:
            undecided = z3.Or([z3.And(truth.possible, z3.Not(truth.certain))
                               for truth in (self.truths[rule.id] for rule in rules)])  # fmt: skip
            known, value = z3.Not(undecided), z3.IntVal(values.index(closed))
        for rule in reversed(rules):
            known = z3.Or(self.applied[rule.id], known)
            value = z3.If(self.applied[rule.id], values.index(rule.value), value)
        self.final[fact] = (
            z3.Or(self.given[fact], known), z3.If(self.given[fact], self.value[fact], value)
        )  # fmt: skip

    def truth(self, condition: Condition) -> Truth:
        if isinstance(condition, FactTest):
            return self.test(condition)
        parts = [self.truth(part) for part in condition.parts]
        if isinstance(condition, Every):
            return Truth(z3.And([part.certain for part in parts]), z3.And([part.possible for part in parts]))
        some = Truth(z3.Or([part.certain for part in parts]), z3.Or([part.possible for part in parts]))
        return some if isinstance(condition, Some) else Truth(z3.Not(some.possible), z3.Not(some.certain))

    def test(self, test: FactTest) -> Truth:
        fact = VOCABULARY[test.fact]
        known, value = self.final[test.fact]
        if test.comparisons:
            passes = z3.And([_compared(value, item.operator, int(item.constant)) for item in test.comparisons])
        else:
            passes = z3.Or([value == fact.values.index(one) for one in test.values])
        passes = z3.And(known, passes)
        if test.unknown:
            certain = z3.Or(passes, z3.Not(known))
            return Truth(certain, certain)
        if asks_whether_known(test, fact) or accepts_nothing(test, fact):
            return Truth(passes, passes)
        return Truth(passes, z3.Or(passes, z3.Not(known)))

    def orders(self, step: str) -> Any:
        done = self.truth(self.manual.steps[step].done).certain
        duties = [self.applied[rule.id] for rule in self.manual.rules.values()
                  if rule.kind == "obligatorio" and rule.step == step]  # fmt: skip
        return z3.And(z3.Or(duties), z3.Not(done))

    def can_be(self, formula: Any) -> bool:
        return bool(self.solver.check(formula) == z3.sat)


def _compared(value: Any, operator: str, constant: int) -> Any:
    return {"<": value < constant, "<=": value <= constant, ">": value > constant, ">=": value >= constant,
            "=": value == constant}[operator]  # fmt: skip


@pytest.mark.parametrize("seeds", [SEEDS[start : start + 100] for start in range(0, len(SEEDS), 100)], ids=str)
def test_the_proof_answers_as_z3_does(seeds: range) -> None:
    for seed in seeds:
        manual = random_manual(random.Random(seed))
        situations, referee = Situations(manual), Referee(manual)
        steps = list(manual.steps)
        due = {step: referee.orders(step) for step in steps}
        for rule in manual.rules:
            assert situations.is_possible(situations.truth(RULE, rule).certain) == referee.can_be(
                referee.truths[rule].certain
            ), (seed, rule)
            assert situations.is_possible(situations.applies(rule)) == referee.can_be(referee.applied[rule]), (
                seed,
                rule,
            )
        for index, step in enumerate(steps):
            first = z3.And(due[step], *[z3.Not(due[earlier]) for earlier in steps[:index]])
            assert situations.is_possible(*situations.next_step(step)) == referee.can_be(first), (seed, step)
        for one, two in combinations([rule.id for rule in manual.rules.values() if rule.kind != "deduce"], 2):
            both = z3.And(referee.applied[one], referee.applied[two])
            found = situations.is_possible(situations.applies(one), situations.applies(two))
            assert found == referee.can_be(both), (seed, one, two)
        nothing = z3.Not(z3.Or(list(due.values())))
        assert situations.is_possible(*situations.no_step) == referee.can_be(nothing), seed
