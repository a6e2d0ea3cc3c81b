"""In what state a deadline is: elapsed time binds unless the manual says working time; both due times are told.

No clock is read here, and the answer does not depend on the zones in which instants are given. While the facts stay
the same, a later `now` never turns met or breached back into running.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal, NamedTuple

from ..answers import instant_text
from .calendars import Calendar

DeadlineState = Literal["not_started", "running", "met", "breached", "not_applicable", "no_data"]

_ZERO = timedelta(0)


@dataclass(frozen=True, slots=True)
class DeadlineStatus:
    """Where one deadline stands.

    Args:
        id: the deadline's stable id, that of its rule.
        state: what is known of it.
        due_at: start and duration in elapsed time, UTC; None while the clock has not started.
        elapsed: time used of the binding kind, to the end or to now; only when running, met or breached.
        remaining: time left of the binding kind; only when running.
        rule: the rule that sets it.
        page: the slide it comes from; None when an institution's own document sets it.
        working_due_at: start and duration in working time, UTC; None outside the calendar's coverage.
    """

    id: str
    state: DeadlineState
    due_at: datetime | None
    elapsed: timedelta | None
    remaining: timedelta | None
    rule: str
    page: int | None
    working_due_at: datetime | None

    def to_dict(self) -> dict[str, str | int | None]:
        """Return it as plain JSON values: instants as 2026-02-13T20:00:00Z, durations as PT23H59M59.999S."""
        return {
            "id": self.id,
            "state": self.state,
            "due_at": instant_text(self.due_at),
            "elapsed": duration_text(self.elapsed),
            "remaining": duration_text(self.remaining),
            "rule": self.rule,
            "page": self.page,
            "working_due_at": instant_text(self.working_due_at),
        }


class _Term(NamedTuple):
    duration: timedelta
    inclusive: bool
    working: bool
    calendar: Calendar | None


class _Clock(NamedTuple):
    """What has happened by now: instants in its future are taken out, a number of elapsed time means it was started."""

    start: datetime | None
    started: bool
    end: datetime | None
    ended: bool
    elapsed: timedelta | None
    now: datetime | None


class _Reading(NamedTuple):
    """One look at the clock: whether the moment is within the border (None: undecided), time used and time left."""

    within: bool | None = None
    elapsed: timedelta | None = None
    remaining: timedelta | None = None


def status(  # noqa: PLR0913 - one argument a fact: the caller has nothing else to group them by
    *,
    rule: str,
    page: int | None,
    duration: timedelta,
    inclusive: bool,
    working: bool,
    applies: bool | None,
    start: datetime | None,
    start_happened: bool,
    end: datetime | None,
    end_happened: bool,
    elapsed: timedelta | None,
    now: datetime | None,
    calendar: Calendar | None,
) -> DeadlineStatus:
    """Say where a deadline stands.

    An instant known to lie in the future of `now` has not happened, whatever its deed says. Instants are used before
    the `elapsed` number. An end before the start, or without one, gives no_data.

    Args:
        rule: id of the rule, also the id of the deadline.
        page: its slide, if it has one.
        duration: how long the deadline is.
        inclusive: whether exactly `duration` still complies (borde menor_o_igual) or not (menor).
        working: whether working time binds (computo habil) instead of elapsed time.
        applies: whether the rule concerns the case; None when that is undecided.
        start: aware instant from which time runs.
        start_happened: whether the deed that starts it is recorded, be it without an instant.
        end: aware instant that stops it.
        end_happened: whether the deed that stops it is recorded, be it without an instant.
        elapsed: elapsed time given as a number, from the start to the end, or to now while there is no end.
        now: aware instant of the question.
        calendar: for working time.

    Raises:
        ValueError: an instant without time zone.
    """
    if applies is not True:
        state: DeadlineState = "no_data" if applies is None else "not_applicable"
        return DeadlineStatus(rule, state, None, None, None, rule, page, None)
    term = _Term(duration, inclusive, working, calendar)
    clock = _clock(_utc(start), start_happened, _utc(end), end_happened, elapsed, _utc(now))
    reading = _read(clock, term)
    state = _state(clock, reading)
    return DeadlineStatus(
        id=rule,
        state=state,
        due_at=_due(clock.start, duration),
        elapsed=reading.elapsed,
        remaining=reading.remaining if state == "running" else None,
        rule=rule,
        page=page,
        working_due_at=_working_due(clock.start, term),
    )


def duration_text(duration: timedelta | None) -> str | None:
    """Return a duration, zero or more, as ISO 8601 in hours, minutes and seconds: a day of 24 hours is PT24H."""
    if duration is None:
        return None
    seconds, fraction = divmod(duration // timedelta(microseconds=1), 1_000_000)
    hours, minutes = divmod(seconds // 60, 60)
    decimals = f".{fraction:06}".rstrip("0") if fraction else ""
    amounts = ((f"{hours}", "H"), (f"{minutes}", "M"), (f"{seconds % 60}{decimals}", "S"))
    return "PT" + ("".join(amount + unit for amount, unit in amounts if amount != "0") or "0S")


def _clock(
    start: datetime | None,
    start_happened: bool,
    end: datetime | None,
    end_happened: bool,
    elapsed: timedelta | None,
    now: datetime | None,
) -> _Clock:
    started = start_happened or elapsed is not None
    if start is not None:
        started = now is None or start <= now
    ended = end_happened
    if end is not None:
        ended = now is None or end <= now
    return _Clock(start if started else None, started, end if ended else None, ended, elapsed, now)


def _read(clock: _Clock, term: _Term) -> _Reading:
    if not clock.started:
        return _Reading()
    moment = clock.end if clock.ended else clock.now
    if clock.start is not None and moment is not None:
        return _between(clock.start, moment, term)
    if clock.elapsed is not None:
        return _by_number(clock.elapsed, term)
    if clock.start is not None and clock.ended and clock.now is not None:
        # The end has no instant but is not after now: while now is within the border, so is the end.
        return _Reading(within=_between(clock.start, clock.now, term).within or None)
    return _Reading()


def _between(start: datetime, moment: datetime, term: _Term) -> _Reading:
    elapsed = moment - start
    if elapsed < _ZERO:
        return _Reading()
    inside = _inside(elapsed, term.duration, term)
    if not term.working:
        return _Reading(inside, elapsed, term.duration - elapsed)
    used = term.calendar.working_between(start, moment) if term.calendar else None
    remaining = None if used is None else term.duration - used
    if inside:
        # Working time never exceeds elapsed time, so this holds even where the calendar knows nothing.
        return _Reading(True, used, remaining)
    due = _working_due(start, term)
    if due is not None:
        # Judged against the due time: working time stands still after it, until the office opens again.
        return _Reading(_inside(moment - start, due - start, term), used, remaining)
    # Both moments have data and the due time lies beyond it: the time used cannot have reached the duration.
    return _Reading(None if used is None else True, used, remaining)


def _by_number(elapsed: timedelta, term: _Term) -> _Reading:
    if elapsed < _ZERO:
        return _Reading()
    inside = _inside(elapsed, term.duration, term)
    if term.working:
        return _Reading(inside or None)
    return _Reading(inside, elapsed, term.duration - elapsed)


def _inside(used: timedelta, allowed: timedelta, term: _Term) -> bool:
    return used <= allowed if term.inclusive else used < allowed


def _state(clock: _Clock, reading: _Reading) -> DeadlineState:
    if not clock.started:
        return "no_data" if clock.ended else "not_started"
    if reading.within is None:
        return "no_data"
    if not reading.within:
        return "breached"
    return "met" if clock.ended else "running"


def _due(start: datetime | None, duration: timedelta) -> datetime | None:
    try:
        return None if start is None else start + duration
    except OverflowError:
        return None


def _working_due(start: datetime | None, term: _Term) -> datetime | None:
    if start is None or term.calendar is None:
        return None
    return term.calendar.add_working(start, term.duration)


def _utc(instant: datetime | None) -> datetime | None:
    if instant is None:
        return None
    if instant.utcoffset() is None:
        raise ValueError("an instant must carry its time zone")
    return instant.astimezone(UTC)
