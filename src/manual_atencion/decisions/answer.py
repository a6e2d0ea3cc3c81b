"""Which step comes next? Start reading here: case in, decision out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from ..definitions import Definition, Rule
from ..facts import YES, Case, Value
from .calendars import Calendar
from .compiler import CLOCK, Compiled
from .deadlines import DeadlineStatus, status
from .decision import Decision, DueStep, ManualReference, Missing, Norm, Reason, SetAside
from .inference import Inference, Reasoner
from .plan import Plan, PlannedRule
from .program import Engine
from .questions import Questions
from .situation import Situation, SituationReader

_UNITS = {"minutos": timedelta(minutes=1), "horas": timedelta(hours=1), "cuenta": timedelta(0)}


class Decider:
    """Answers for one manual with one engine; immutable, pure, and safe in threads.

    Args:
        definition: the manual.
        compiled: the same manual, compiled.
        engine: the engine that evaluates conditions.
    """

    def __init__(self, definition: Definition, compiled: Compiled, engine: Engine) -> None:
        self._definition = definition
        self._plan = Plan(definition, compiled)
        self._situations = SituationReader(definition, compiled)
        self._reasoner = Reasoner(definition, compiled, engine, self._situations)
        self._questions = Questions(definition, compiled, self._plan)
        self._zone = ZoneInfo(definition.zone)
        self._calendar = Calendar.from_document(dict(definition.calendar)) if definition.calendar else None
        self._compiled = compiled
        self._clocks = tuple(self._clock(planned, compiled) for planned in self._plan.rules if planned.rule.deadline)

    def decide(self, case: Case, now: datetime | None) -> Decision:
        """Decide a case at an instant in UTC; without an instant nothing that depends on time is known."""
        plan = self._plan
        day = now.astimezone(self._zone).date() if now else None
        situation = self._situations.read(case, now)
        inference = self._reasoner.infer(situation, plan.in_force(day))
        duties = self._duties(inference)
        next_step = duties[0].due if duties else None
        terminal = None if next_step else self._terminal(inference)
        return Decision(
            next_step=next_step,
            terminal=terminal,
            due=_steps(duties),
            forbidden=self._norms(inference, "prohibido", next_step),
            discouraged=self._norms(inference, "desaconsejado", next_step),
            allowed=self._norms(inference, "permitido", next_step),
            advice=self._norms(inference, "recomendado", next_step),
            assignee=self._assignment(inference, "asigna"),
            escalation=self._assignment(inference, "escala"),
            deadlines=tuple(self._deadline(clock, inference, situation, now) for clock in self._clocks),
            missing=self._missing(situation, inference, duties),
            because=self._because(situation, inference, duties),
            set_aside=self._set_aside(inference),
            derived={name: situation.values[name] for name in sorted(situation.values.keys() - case.values.keys())},
            manual=ManualReference(
                self._definition.id, self._definition.version, self._definition.digest, day, self._reasoner.engine_name
            ),
            zone=self._definition.zone,
        )

    def _duties(self, inference: Inference) -> list[PlannedRule]:
        """Return the duties whose step is not done, the most urgent first, one for each step."""
        found: dict[str, PlannedRule] = {}
        for planned in _each(inference.applied & self._plan.duties, self._plan.rules):
            if inference.certain & planned.done:
                continue
            other = found.get(planned.rule.step)
            if other is None or _closer(planned.rule, other.rule):
                found[planned.rule.step] = planned
        return sorted(found.values(), key=lambda planned: planned.rank)

    def _terminal(self, inference: Inference) -> Norm:
        held = {item.id for bit, item in self._plan.terminals if inference.certain & bit}
        for _, item in self._plan.terminals:
            if item.id in held and held.isdisjoint(item.yields_to):
                return self._plan.terminal_norms[item.id]
        undecided = inference.possible & ~inference.certain & self._plan.duties
        for bit, duties in self._plan.done_duties:
            if inference.certain & bit:
                undecided &= ~duties
        name = self._definition.undecided_terminal if undecided else self._definition.default_terminal
        return self._plan.terminal_norms[name]

    def _norms(self, inference: Inference, kind: str, next_step: DueStep | None) -> tuple[Norm, ...]:
        found: dict[str, Norm] = {}
        for planned in _each(inference.applied & self._plan.kinds.get(kind, 0), self._plan.rules):
            beside = planned.rule.with_step
            if beside and (next_step is None or beside not in (next_step.id, next_step.procedure)):
                continue
            if planned.norm:
                found.setdefault(planned.norm.id, planned.norm)
        return tuple(found.values())

    def _assignment(self, inference: Inference, kind: str):  # type: ignore[no-untyped-def]
        for planned in _each(inference.applied & self._plan.kinds.get(kind, 0), self._plan.rules):
            return planned.assignment
        return None

    def _missing(self, situation: Situation, inference: Inference, duties: list[PlannedRule]) -> tuple[Missing, ...]:
        return self._questions.ask(situation, inference, duties[0].rank if duties else len(self._plan.before) - 1)

    def _because(self, situation: Situation, inference: Inference, duties: list[PlannedRule]) -> tuple[Reason, ...]:
        reasons = []
        first = duties[0] if duties else None
        if first:
            reasons.append(self._reason(first, situation))
        for planned in _each(inference.applied & self._plan.discussed, self._plan.rules):
            if planned is not first:
                reasons.append(self._reason(planned, situation))
        return tuple(reasons)

    def _reason(self, planned: PlannedRule, situation: Situation) -> Reason:
        source = planned.rule.source
        values = situation.values
        facts: dict[str, Value | None] = {name: values[name] for name in planned.facts if name in values}
        return Reason(planned.rule.id, source.page, source.quote, source.reading, facts)

    def _set_aside(self, inference: Inference) -> tuple[SetAside, ...]:
        rules = self._plan.rules
        found = [
            self._plan.set_aside[loser.rule.id, winner.rule.id]
            for loser_bit, winner_bits in inference.set_aside
            for loser in _each(loser_bit, rules)
            for winner in _each(winner_bits, rules)
        ]
        return tuple(sorted(found, key=lambda item: (item.rule, item.yields_to)))

    def _clock(self, planned: PlannedRule, compiled: Compiled) -> _Clock:
        return _Clock(planned.rule, self._definition, compiled)

    def _deadline(self, clock: _Clock, inference: Inference, situation: Situation, now: datetime | None) -> DeadlineStatus:
        applies = True if inference.certain & clock.bit else None if inference.possible & clock.bit else False
        return clock.status(applies, situation, now, self._calendar)


class _Clock:
    """One deadline of the manual, with the names of the facts that tell how far it has run."""

    def __init__(self, rule: Rule, definition: Definition, compiled: Compiled) -> None:
        assert rule.deadline is not None
        facts = definition.vocabulary
        self._rule = rule
        self._deadline = rule.deadline
        self._start_deed = facts[rule.deadline.start].records
        self._end_deed = facts[rule.deadline.end].records
        instants = (rule.deadline.start, rule.deadline.end)
        self._number = next((fact for fact in facts.values() if fact.elapsed == instants), None)
        self.bit = compiled.bit(CLOCK, rule.id)

    def status(
        self, applies: bool | None, situation: Situation, now: datetime | None, calendar: Calendar | None
    ) -> DeadlineStatus:
        deadline, values = self._deadline, situation.values
        start, end = situation.instants.get(deadline.start), situation.instants.get(deadline.end)
        elapsed = None
        if start is None and self._number and self._number.name in values:
            elapsed = values[self._number.name] * _UNITS[self._number.unit]  # type: ignore[operator]  # a number
        return status(
            rule=self._rule.id,
            page=self._rule.source.page,
            duration=deadline.duration,
            inclusive=deadline.inclusive,
            working=deadline.working,
            applies=applies,
            start=start,
            start_happened=self._start_deed is not None and values.get(self._start_deed) == YES,
            end=end,
            end_happened=self._end_deed is not None and values.get(self._end_deed) == YES,
            elapsed=elapsed,
            now=now,
            calendar=calendar,
        )


def _each(bits: int, rules: tuple[PlannedRule, ...]) -> Iterator[PlannedRule]:
    while bits:
        lowest = bits & -bits
        yield rules[lowest.bit_length() - 1]
        bits ^= lowest


def _closer(rule: Rule, other: Rule) -> bool:
    """Return whether a rule names a step more directly than another: literal before interpreted, then by id."""
    return (rule.source.reading != "literal", rule.id) < (other.source.reading != "literal", other.id)


def _steps(duties: list[PlannedRule]) -> tuple[DueStep, ...]:
    return tuple(planned.due for planned in duties if planned.due)
