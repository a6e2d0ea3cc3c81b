"""Where the deadline of a rule stands in a situation: from the case's facts to the instants that it runs between."""

from __future__ import annotations

from datetime import datetime, timedelta

from ..definitions import Deadline, Definition, Rule
from ..facts import YES
from .calendars import Calendar
from .compiler import CLOCK, Compiled
from .deadlines import DeadlineStatus, status
from .inference import Inference
from .situation import Situation

_UNITS = {"minutos": timedelta(minutes=1), "horas": timedelta(hours=1), "cuenta": timedelta(0)}


class RuleClock:
    """One deadline of the manual, with the names of the facts that tell how far it has run.

    Args:
        rule: the rule.
        deadline: its deadline.
        definition: the manual.
        compiled: the same manual, compiled.
        calendar: for working time.
    """

    def __init__(
        self, rule: Rule, deadline: Deadline, definition: Definition, compiled: Compiled, calendar: Calendar | None
    ) -> None:
        facts = definition.vocabulary
        self._rule = rule
        self._deadline = deadline
        self._calendar = calendar
        self._start_deed = facts[deadline.start].records
        self._end_deed = facts[deadline.end].records
        instants = (deadline.start, deadline.end)
        self._number = next((fact for fact in facts.values() if fact.elapsed == instants), None)
        self._bit = compiled.bit(CLOCK, rule.id)
        nothing = Situation([], {}, {}, {}, {})
        self._concerns_no_case = self._status(False, nothing, None)
        self._undecided = self._status(None, nothing, None)

    def read(self, inference: Inference, situation: Situation, now: datetime | None) -> DeadlineStatus:
        """Return where the deadline stands.

        Args:
            inference: what applies in the situation.
            situation: the situation.
            now: the instant of the question.
        """
        if not inference.possible & self._bit:
            return self._concerns_no_case
        if not inference.certain & self._bit:
            return self._undecided
        return self._status(True, situation, now)

    def _status(self, applies: bool | None, situation: Situation, now: datetime | None) -> DeadlineStatus:
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
            calendar=self._calendar,
        )
