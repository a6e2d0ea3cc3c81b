"""A program's layers as small rulesets of durable-rules, checked before its C code sees them.

Three values become two: each clause gives one rule that fires when the clause is true and one that fires when it is
not false. For that, "true" and "not false" are both plain sets of a fact's cells with "unknown" as one more value.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from manual_atencion.decisions.durable_cage import (
    MAXIMUM_CONDITIONS,
    MAXIMUM_KEYS,
    MAXIMUM_RULES,
    SENTINEL,
    SENTINEL_RULE,
    SESSION,
    check_definition,
)
from manual_atencion.decisions.durable_cells import Condition, conditions, keys_of, values
from manual_atencion.decisions.program import Clause, Program
from manual_atencion.errors import EngineError
from manual_atencion.messages import message

_FACT_HEAD = f'{{"{SENTINEL}":1,"sid":"{SESSION}",'

_CellSets = dict[int, int]
_Conjunction = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Effect:
    """What the firing of one rule says.

    Args:
        certain: bit set of the predicates that are true.
        possible: bit set of the predicates that are not false.
        part: one bit when the rule is only a part of a long conjunction, else 0.
    """

    certain: int
    possible: int
    part: int = 0


@dataclass(frozen=True, slots=True)
class Joint:
    """A conjunction too long for one rule: it holds when all its parts fired."""

    parts: int
    certain: int
    possible: int


@dataclass(frozen=True, slots=True)
class Ruleset:
    """At most 60 rules, ready for the C code.

    Args:
        definition: the rules as JSON text, already checked.
        inputs: the facts that the rules read, each with the checked JSON text of every value it can take.
        effects: by rule name, what its firing says.
    """

    definition: str
    inputs: tuple[tuple[int, Mapping[int, str]], ...]
    effects: Mapping[str, Effect]

    def fact(self, situation: Sequence[int]) -> str:
        """Write a situation as a fact for the C code, only with texts that were checked before.

        Args:
            situation: for each fact its cell, or its number of cells when unknown.

        Raises:
            EngineError: a value is not one of the program's.
        """
        texts = [texts.get(situation[fact], "") for fact, texts in self.inputs]
        if not all(texts):
            raise EngineError(message("La situación tiene un valor que no es del manual."))
        return _FACT_HEAD + ",".join(texts) + "}"


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer of a program, translated.

    Args:
        rulesets: the rules, in rulesets that are evaluated one after the other.
        joints: the conjunctions whose parts stand in several rules.
        certain: bit set of the predicates that are true whatever the facts.
        possible: bit set of the predicates that are never false.
    """

    rulesets: tuple[Ruleset, ...]
    joints: tuple[Joint, ...]
    certain: int
    possible: int


@dataclass(frozen=True, slots=True)
class _Rule:
    conditions: tuple[Condition, ...]
    facts: frozenset[int]
    keys: frozenset[str]
    effect: Effect


def translate_layer(program: Program, clauses: tuple[Clause, ...]) -> Layer:
    """Turn one layer's clauses into rulesets.

    Args:
        program: the program, for its facts and their cells.
        clauses: the layer's clauses.

    Raises:
        EngineError: something in it must not reach the C code.
    """
    outcomes = _outcomes(program, clauses)
    always = outcomes.pop((), (0, 0))
    rules: list[_Rule] = []
    joints: list[Joint] = []
    for conjunction, (certain, possible) in sorted(outcomes.items(), key=_place):
        parts = list(_parts(program, conjunction))
        if len(parts) == 1:
            rules.append(_rule(parts[0], Effect(certain, possible)))
            continue
        bits = [1 << len(rules) + place for place in range(len(parts))]
        joints.append(Joint(sum(bits), certain, possible))
        rules.extend(_rule(part, Effect(0, 0, bit)) for part, bit in zip(parts, bits, strict=True))
    rulesets = tuple(_ruleset(program, group) for group in _groups(rules))
    return Layer(rulesets, tuple(joints), *always)


def _outcomes(program: Program, clauses: tuple[Clause, ...]) -> dict[_Conjunction, tuple[int, int]]:
    """Gather the different conjunctions, each with the predicates it makes true and not false."""
    outcomes: dict[_Conjunction, tuple[int, int]] = {}
    for clause in clauses:
        predicate = 1 << clause.predicate
        for sets, effect in zip(_cell_sets(program, clause), ((predicate, predicate), (0, predicate)), strict=True):
            if all(sets.values()):
                conjunction = _without_full_sets(program, sets)
                certain, possible = outcomes.get(conjunction, (0, 0))
                outcomes[conjunction] = (certain | effect[0], possible | effect[1])
    return outcomes


def _cell_sets(program: Program, clause: Clause) -> tuple[_CellSets, _CellSets]:
    """Return, for each fact of a clause, the cells that make its tests true and those that leave them not false."""
    true: _CellSets = {}
    not_false: _CellSets = {}
    for fact, allowed in clause.tests:
        cells = program.cells[fact]
        every, unknown = (1 << cells) - 1, 1 << cells
        open_when_unknown = not allowed & unknown and allowed & every not in {0, every}
        true[fact] = true.get(fact, every | unknown) & allowed
        not_false[fact] = not_false.get(fact, every | unknown) & (allowed | unknown if open_when_unknown else allowed)
    return true, not_false


def _without_full_sets(program: Program, sets: _CellSets) -> _Conjunction:
    return tuple(sorted((fact, cells) for fact, cells in sets.items() if cells != (2 << program.cells[fact]) - 1))


def _place(outcome: tuple[_Conjunction, tuple[int, int]]) -> tuple[tuple[int, ...], _Conjunction]:
    return tuple(fact for fact, _ in outcome[0]), outcome[0]


def _parts(program: Program, conjunction: _Conjunction) -> Iterator[tuple[tuple[int, Condition], ...]]:
    """Cut a conjunction's conditions so that each part fits one rule."""
    pairs = [
        (fact, condition) for fact, cells in conjunction for condition in conditions(fact, program.cells[fact], cells)
    ]
    for start in range(0, len(pairs), MAXIMUM_CONDITIONS):
        yield tuple(pairs[start : start + MAXIMUM_CONDITIONS])


def _rule(part: tuple[tuple[int, Condition], ...], effect: Effect) -> _Rule:
    keys = frozenset(key for _, condition in part for key in keys_of(condition))
    return _Rule(tuple(condition for _, condition in part), frozenset(fact for fact, _ in part), keys, effect)


def _groups(rules: list[_Rule]) -> Iterator[list[_Rule]]:
    """Cut the rules, sorted by their facts, into groups that respect the cage's limits."""
    group: list[_Rule] = []
    keys: frozenset[str] = frozenset()
    for rule in rules:
        if group and (len(group) == MAXIMUM_RULES - 1 or len(keys | rule.keys) > MAXIMUM_KEYS):
            yield group
            group, keys = [], frozenset()
        group.append(rule)
        keys |= rule.keys
    if group:
        yield group


def _ruleset(program: Program, rules: list[_Rule]) -> Ruleset:
    sentinel: Condition = {SENTINEL: 1}
    definition: dict[str, object] = {
        f"r{place}": {"all": [{"c": {"$and": [sentinel, *rule.conditions]}}]} for place, rule in enumerate(rules)
    }
    # The sentinel fires last, so that its firing shows that all others were collected.
    definition[SENTINEL_RULE] = {"pri": 1, "all": [{"c": sentinel}]}
    check_definition(definition)
    keys = frozenset[str]().union(*(rule.keys for rule in rules))
    facts = sorted(frozenset[int]().union(*(rule.facts for rule in rules)))
    inputs = tuple((fact, values(fact, program.cells[fact], keys)) for fact in facts)
    return Ruleset(json.dumps(definition), inputs, {f"r{place}": rule.effect for place, rule in enumerate(rules)})
