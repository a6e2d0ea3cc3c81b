"""What a decision shows of each rule, prepared once for a manual so that an answer only picks."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date

from ..definitions import Definition, Rule, Step
from .compiler import ASK, DONE, RULE, TERMINAL, Compiled
from .decision import Assignment, DueStep, Norm, SetAside
from .reasons import Why
from .validity import validity

DISCUSSED = frozenset({"obligatorio", "prohibido", "desaconsejado", "permitido", "asigna", "escala", "deduce"})


@dataclass(frozen=True, slots=True)
class PlannedRule:
    """One rule as an answer uses it: what it shows, and where its step stands."""

    rule: Rule
    due: DueStep | None
    norm: Norm | None
    assignment: Assignment | None
    done: int
    rank: int
    settles: str
    discussed: bool
    why: Why


class Plan:
    """The tables of one manual for answering.

    Args:
        definition: the manual.
        compiled: the same manual, compiled.
    """

    def __init__(self, definition: Definition, compiled: Compiled) -> None:
        self.rules = tuple(_planned(rule, definition, compiled) for rule in compiled.rules)
        self.kinds = {kind: _bits(compiled, [rule for rule in compiled.rules if rule.kind == kind])
                      for kind in sorted({rule.kind for rule in compiled.rules})}  # fmt: skip
        self.duties = self.kinds.get("obligatorio", 0)
        self.discussed = _bits(compiled, [rule for rule in compiled.rules if rule.kind in DISCUSSED])
        self.deduced_by: dict[str, int] = {}
        for rule in compiled.rules:
            if rule.kind == "deduce":
                self.deduced_by[rule.fact] = self.deduced_by.get(rule.fact, 0) | compiled.bit(RULE, rule.id)
        self.tested_by = _tested_by(compiled)
        self.asked = {name: compiled.bit(ASK, name) for name in definition.vocabulary}
        self.before = self._before(definition, compiled)
        self._done_duties = _done_duties(compiled)
        self._done = sum(self._done_duties)
        self.set_aside = {
            (loser.id, winner): SetAside(loser.id, winner) for loser in compiled.rules for winner in loser.yields_to
        }
        self.terminals = tuple(
            (compiled.bit(TERMINAL, item.id), item) for item in definition.terminals.values() if item.conditional
        )
        self.terminal_norms = {item.id: Norm(item.id, item.text, "", None) for item in definition.terminals.values()}
        self._days, self._lapsed = validity(compiled)

    def members(self, rules: int) -> list[PlannedRule]:
        """Return the rules of a bit set, in the order of their ids."""
        found = []
        while rules:
            lowest = rules & -rules
            found.append(self.rules[lowest.bit_length() - 1])
            rules ^= lowest
        return found

    def lapsed(self, day: date | None) -> int:
        """Return the rules not in force on a day, with their clocks, as a bit set; without a day, all that ever end."""
        if not self._days:
            return 0
        return self._lapsed[-1 if day is None else bisect_right(self._days, day)]

    def fulfilled(self, certain: int) -> int:
        """Return the duties whose step is done, as a bit set; `certain` are the predicates that are true."""
        duties, done = 0, certain & self._done
        while done:
            lowest = done & -done
            duties |= self._done_duties[lowest]
            done ^= lowest
        return duties

    def _before(self, definition: Definition, compiled: Compiled) -> tuple[int, ...]:
        """For each rank, the duties whose steps come before it; one more for "no step at all"."""
        found = [0]
        for step in sorted(definition.steps.values(), key=lambda step: step.rank):
            duties = [rule for rule in compiled.rules if rule.kind == "obligatorio" and rule.step == step.id]
            found.append(found[-1] | _bits(compiled, duties))
        return tuple(found)


def _planned(rule: Rule, definition: Definition, compiled: Compiled) -> PlannedRule:
    step = definition.steps.get(rule.step)
    is_duty = rule.kind == "obligatorio" and step is not None
    return PlannedRule(
        rule=rule,
        due=_due(rule, step) if is_duty and step else None,
        norm=_norm(rule, definition),
        assignment=_assignment(rule, definition),
        done=compiled.bit(DONE, rule.step) if is_duty else 0,
        rank=step.rank if step else -1,
        settles=rule.target or rule.responsible or rule.fact,
        discussed=rule.kind in DISCUSSED,
        why=Why(rule, compiled),
    )  # fmt: skip


def _due(rule: Rule, step: Step) -> DueStep:
    phrase = rule.phrase or step.phrase or None
    return DueStep(step.id, step.text, rule.who or step.who, step.procedure, rule.id, rule.source.page, phrase)


def _norm(rule: Rule, definition: Definition) -> Norm | None:
    if rule.kind not in ("prohibido", "desaconsejado", "permitido", "recomendado"):
        return None
    text = definition.acts[rule.act].text if rule.act else definition.steps[rule.step].as_act
    return Norm(rule.target, text, rule.id, rule.source.page)


def _assignment(rule: Rule, definition: Definition) -> Assignment | None:
    if not rule.responsible:
        return None
    who = definition.responsibles[rule.responsible]
    return Assignment(who.id, who.text, who.kind, who.say, who.where, rule.id, rule.source.page)


def _bits(compiled: Compiled, rules: list[Rule]) -> int:
    return sum(compiled.bit(RULE, rule.id) for rule in rules)


def _tested_by(compiled: Compiled) -> tuple[tuple[str, int, int], ...]:
    """For each fact its name, index, and the rules of which some clause tests it."""
    found = dict.fromkeys(compiled.program.facts, 0)
    for index in range(len(compiled.rules)):
        for tests in compiled.clauses[index]:
            for fact, _ in tests:
                found[fact] |= 1 << index
    return tuple((name, index, found[name]) for index, name in enumerate(compiled.program.facts))


def _done_duties(compiled: Compiled) -> dict[int, int]:
    """For each completed step's bit, the duties that it fulfils."""
    found: dict[int, int] = {}
    for index, rule in enumerate(compiled.rules):
        if rule.kind == "obligatorio":
            bit = compiled.bit(DONE, rule.step)
            found[bit] = found.get(bit, 0) | 1 << index
    return found
