"""Which step comes next? Start reading here: case in, decision out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from operator import attrgetter
from zoneinfo import ZoneInfo

from ..answers import ManualReference
from ..definitions import Definition, Rule
from ..facts import Case
from .calendars import Calendar
from .clocks import RuleClock
from .compiler import Compiled
from .decision import Assignment, Decision, DueStep, Norm, Reason, SetAside
from .inference import Inference, Reasoner
from .plan import Plan, PlannedRule
from .program import Engine
from .questions import Questions
from .reasons import reasons
from .situation import Situation, SituationReader


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
        calendar = Calendar.from_document(dict(definition.calendar)) if definition.calendar else None
        self._clocks = tuple(
            RuleClock(rule, rule.deadline, definition, compiled, calendar) for rule in compiled.rules if rule.deadline
        )

    def match(
        self, case: Case | Mapping[str, object], now: datetime | None, as_of: date | None = None
    ) -> tuple[Reason, ...]:
        """Return why each rule that applies to a case at an instant in UTC does, as the rules stood on a day."""
        situation, inference, _ = self._infer(case, now, as_of)
        return reasons([planned.why for planned in self._plan.members(inference.applied)], situation)

    def decide(self, case: Case | Mapping[str, object], now: datetime | None, as_of: date | None = None) -> Decision:
        """Decide a case at an instant in UTC; without an instant nothing that depends on time is known.

        Args:
            case: the case, or its facts.
            now: the instant.
            as_of: the day as of which the rules are taken; without it, that of the instant.
        """
        situation, inference, day = self._infer(case, now, as_of)
        applied = self._plan.members(inference.applied)
        kinds: dict[str, list[PlannedRule]] = {}
        for planned in applied:
            kinds.setdefault(planned.rule.kind, []).append(planned)
        duties = _duties(kinds.get("obligatorio", ()), inference)
        first = duties[0] if duties else None
        next_step = first.due if first else None
        return Decision(
            next_step=next_step,
            terminal=None if next_step else self._terminal(inference),
            due=tuple([planned.due for planned in duties if planned.due]),
            forbidden=_norms(kinds.get("prohibido", ()), next_step),
            discouraged=_norms(kinds.get("desaconsejado", ()), next_step),
            allowed=_norms(kinds.get("permitido", ()), next_step),
            advice=_norms(kinds.get("recomendado", ()), next_step),
            assignee=_assignment(kinds, "asigna"),
            escalation=_assignment(kinds, "escala"),
            deadlines=tuple([clock.read(inference, situation, now) for clock in self._clocks]),
            missing=self._questions.ask(situation, inference, first.rank if first else len(self._plan.before) - 1),
            because=_because(first, applied, situation),
            set_aside=self._set_aside(inference),
            derived={name: situation.values[name] for name in sorted(situation.values.keys() - situation.given.keys())},
            manual=ManualReference(
                self._definition.id, self._definition.version, self._definition.digest, day, self._reasoner.engine_name
            ),
            definition=self._definition,
        )

    def _infer(
        self, case: Case | Mapping[str, object], now: datetime | None, as_of: date | None
    ) -> tuple[Situation, Inference, date | None]:
        reader = self._situations
        situation = reader.read(case, now) if isinstance(case, Case) else reader.read_facts(case, now)
        day = as_of or (now.astimezone(self._zone).date() if now else None)
        return situation, self._reasoner.infer(situation, self._plan.lapsed(day)), day

    def _terminal(self, inference: Inference) -> Norm:
        held = {item.id for bit, item in self._plan.terminals if inference.certain & bit}
        for _, item in self._plan.terminals:
            if item.id in held and held.isdisjoint(item.yields_to):
                return self._plan.terminal_norms[item.id]
        undecided = (
            inference.possible & ~inference.certain & self._plan.duties & ~self._plan.fulfilled(inference.certain)
        )
        name = self._definition.undecided_terminal if undecided else self._definition.default_terminal
        return self._plan.terminal_norms[name]

    def _set_aside(self, inference: Inference) -> tuple[SetAside, ...]:
        plan = self._plan
        found = [
            plan.set_aside[loser.rule.id, winner.rule.id]
            for loser_bit, winner_bits in inference.set_aside
            for loser in plan.members(loser_bit)
            for winner in plan.members(winner_bits)
        ]
        return tuple(sorted(found, key=lambda item: (item.rule, item.yields_to)))


def _duties(ordered: Sequence[PlannedRule], inference: Inference) -> list[PlannedRule]:
    """Return the duties whose step is not done, the most urgent first, one for each step."""
    found: dict[str, PlannedRule] = {}
    for planned in ordered:
        if inference.certain & planned.done:
            continue
        other = found.get(planned.rule.step)
        if other is None or _closer(planned.rule, other.rule):
            found[planned.rule.step] = planned
    return sorted(found.values(), key=attrgetter("rank"))


def _closer(rule: Rule, other: Rule) -> bool:
    """Return whether a rule names a step more directly than another: literal before interpreted, then by id."""
    return (rule.source.reading != "literal", rule.id) < (other.source.reading != "literal", other.id)


def _norms(rules: Sequence[PlannedRule], next_step: DueStep | None) -> tuple[Norm, ...]:
    """Return what rules forbid, permit or advise, each act once; beside a step only while it is next."""
    found: dict[str, Norm] = {}
    for planned in rules:
        beside = planned.rule.with_step
        if beside and (next_step is None or beside not in (next_step.id, next_step.procedure)):
            continue
        if planned.norm:
            found.setdefault(planned.norm.id, planned.norm)
    return tuple(found.values())


def _assignment(kinds: Mapping[str, list[PlannedRule]], kind: str) -> Assignment | None:
    return kinds[kind][0].assignment if kind in kinds else None


def _because(first: PlannedRule | None, applied: list[PlannedRule], situation: Situation) -> tuple[Reason, ...]:
    whys = [planned.why for planned in applied if planned.discussed and planned is not first]
    return reasons([first.why, *whys] if first else whys, situation)
