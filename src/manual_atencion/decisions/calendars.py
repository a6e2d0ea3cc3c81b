"""Working time of an office: ordinary week, dated exceptions, and the days for which anything is known.

An instant is working time when its wall clock, in the zone of the calendar, lies in a stretch of its day; this stays
right on days when that clock jumps. Computed in whole microseconds of UTC.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from itertools import accumulate, pairwise
from types import MappingProxyType
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from ..calendar_documents import (
    DAY_MINUTES,
    CalendarError,
    CalendarFault,
    DayException,
    Stretch,
    read_calendar,
)
from .local_days import MINUTE, days_between, instant_of, local_day, microseconds_of

__all__ = ["Calendar", "CalendarError", "CalendarFault", "DayException", "Segment", "Stretch"]

ORDINARY_HOURS = "horario ordinario"
OUTSIDE_HOURS = "fuera del horario"
NO_DATA = "calendario sin datos"


@dataclass(frozen=True, slots=True)
class Segment:
    """A half-open piece of time, UTC, that was counted or skipped, with the reason and source (none without data)."""

    start: datetime
    end: datetime
    counted: bool
    reason: str
    source: str | None


class _Piece(NamedTuple):
    start: int
    end: int
    counted: bool
    reason: str
    source: str | None


@dataclass(frozen=True, slots=True)
class _Index:
    """Working stretches of the whole coverage in order, with the working time before and after each."""

    first: int
    last: int
    opens: tuple[int, ...]
    before: tuple[int, ...]
    after: tuple[int, ...]

    def worked(self, instant: int) -> int:
        position = bisect_right(self.opens, instant) - 1
        if position < 0:
            return 0
        return min(self.before[position] + instant - self.opens[position], self.after[position])


@dataclass(frozen=True)
class Calendar:
    """A reviewed working calendar of one office.

    Args:
        zone: name of its time zone, such as America/Panama.
        week: the stretches of the seven days from Monday, in minutes of the day, half-open; a day ends at 1440.
        exceptions: the dates whose stretches differ from those of their weekday.
        first: first local date for which the calendar was reviewed.
        last: last such date, included. Outside them nothing is known: answers are None, never a working day.
        revision: which revision of the file this is.
        source: where the ordinary hours come from.
    """

    zone: str
    week: tuple[tuple[Stretch, ...], ...]
    exceptions: Mapping[date, DayException] = field(hash=False)
    first: date
    last: date
    revision: str
    source: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "exceptions", MappingProxyType(dict(sorted(self.exceptions.items()))))

    def __reduce__(self) -> tuple[Any, ...]:
        state = (self.zone, self.week, dict(self.exceptions), self.first, self.last, self.revision, self.source)
        return (Calendar, state)

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> Calendar:
        """Read the mapping under `calendario:` of a calendar file; raises CalendarError with every fault."""
        return cls(*read_calendar(document))

    def add_working(self, start: datetime, duration: timedelta) -> datetime | None:
        """The earliest instant, in UTC, by which `duration` of working time has passed since `start`.

        None when start or answer leave the coverage. ValueError for a naive start or a negative duration.
        """
        index, origin, needed = self._index, microseconds_of(start), duration // timedelta(microseconds=1)
        if needed < 0:
            raise ValueError("duration must not be negative")
        if not index.first <= origin <= index.last:
            return None
        if needed == 0:
            return instant_of(origin)
        target = index.worked(origin) + needed
        position = bisect_left(index.after, target)
        if position == len(index.after):
            return None
        return instant_of(index.opens[position] + target - index.before[position])

    def working_between(self, start: datetime, end: datetime) -> timedelta | None:
        """Working time from start to end, None if either is outside the coverage; ValueError if naive or reversed."""
        index, (origin, limit) = self._index, _ordered(start, end)
        if origin < index.first or limit > index.last:
            return None
        return timedelta(microseconds=index.worked(limit) - index.worked(origin))

    def segments(self, start: datetime, end: datetime) -> tuple[Segment, ...]:
        """Every stretch from start to end, counted or skipped and why; neighbours alike are one; errors as above."""
        origin, limit = _ordered(start, end)
        clipped = (
            piece._replace(start=max(piece.start, origin), end=min(piece.end, limit))
            for piece in self._pieces_around(origin, limit)
        )
        joined = _joined(sorted(piece for piece in clipped if piece.start < piece.end))
        return tuple(Segment(instant_of(piece.start), instant_of(piece.end), *piece[2:]) for piece in joined)

    @cached_property
    def _index(self) -> _Index:
        pieces = [piece for day in days_between(self.first, self.last) for piece in self._day(day)]
        worked = sorted(piece for piece in pieces if piece.counted)
        totals = tuple(accumulate((piece.end - piece.start for piece in worked), initial=0))
        return _Index(
            first=min((piece.start for piece in pieces), default=0),
            last=max((piece.end for piece in pieces), default=0),
            opens=tuple(piece.start for piece in worked),
            before=totals[:-1],
            after=totals[1:],
        )

    def _pieces_around(self, origin: int, limit: int) -> Iterator[_Piece]:
        index, zone = self._index, ZoneInfo(self.zone)
        yield _Piece(origin, index.first, False, NO_DATA, None)
        yield _Piece(max(origin, index.last), limit, False, NO_DATA, None)
        known_origin, known_limit = max(origin, index.first), min(limit, index.last)
        if known_origin < known_limit:
            # One day more on both sides: a clock set back over midnight returns to a day already left.
            first = instant_of(known_origin).astimezone(zone).date() - timedelta(days=1)
            last = instant_of(known_limit).astimezone(zone).date() + timedelta(days=1)
            for day in days_between(max(first, self.first), min(last, self.last)):
                yield from self._day(day)

    def _day(self, day: date) -> Iterator[_Piece]:
        plan = self._plan(day)
        for start, end, midnight in local_day(ZoneInfo(self.zone), day):
            for opening, closing, counted, reason, source in plan:
                piece_start = max(start, midnight + opening * MINUTE)
                piece_end = min(end, midnight + closing * MINUTE)
                if piece_start < piece_end:
                    yield _Piece(piece_start, piece_end, counted, reason, source)

    def _plan(self, day: date) -> list[_Piece]:
        usual, exception = self.week[day.weekday()], self.exceptions.get(day)
        actual = exception.stretches if exception else usual
        minutes = sorted({0, DAY_MINUTES, *(minute for stretch in (*usual, *actual) for minute in stretch)})
        plan = []
        for opening, closing in pairwise(minutes):
            counted, ordinary = _covers(actual, opening), _covers(usual, opening)
            reason, source = ORDINARY_HOURS if counted else OUTSIDE_HOURS, self.source
            # The exception is the reason only where it changes something: a closed Sunday is just Sunday.
            if exception and counted != ordinary:
                reason, source = exception.reason, exception.source
            plan.append(_Piece(opening, closing, counted, reason, source))
        return plan


def _covers(stretches: Iterable[Stretch], minute: int) -> bool:
    return any(opening <= minute < closing for opening, closing in stretches)


def _ordered(start: datetime, end: datetime) -> tuple[int, int]:
    origin, limit = microseconds_of(start), microseconds_of(end)
    if limit < origin:
        raise ValueError("end must not be before start")
    return origin, limit


def _joined(pieces: Iterable[_Piece]) -> list[_Piece]:
    joined: list[_Piece] = []
    for piece in pieces:
        if joined and joined[-1][2:] == piece[2:]:
            joined[-1] = joined[-1]._replace(end=piece.end)
        else:
            joined.append(piece)
    return joined
