"""When a local day happens: days of a time zone as pieces of UTC, in whole microseconds since 1970."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import cast
from zoneinfo import ZoneInfo

SECOND = 1_000_000
MINUTE = 60 * SECOND
DAY = 24 * 60 * MINUTE

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def microseconds_of(instant: datetime) -> int:
    """Microseconds since 1970 of an aware instant; ValueError for a naive one."""
    if instant.utcoffset() is None:
        raise ValueError("an instant must carry its time zone")
    return (instant - _EPOCH) // _MICROSECOND


def instant_of(microseconds: int) -> datetime:
    """The instant in UTC so many microseconds after 1970."""
    return _EPOCH + timedelta(microseconds=microseconds)


def days_between(first: date, last: date) -> Iterator[date]:
    """Every date from first to last, both included."""
    return (date.fromordinal(ordinal) for ordinal in range(first.toordinal(), last.toordinal() + 1))


def local_day(zone: ZoneInfo, day: date) -> Iterator[tuple[int, int, int]]:
    """The pieces of UTC that make up a local day: start, end, and when midnight was by the clock of that piece.

    One piece; two when the clock is changed on that day; none when the zone skipped the day.
    """
    midnight = (day.toordinal() - _EPOCH.toordinal()) * DAY
    edges = [datetime.combine(edge, time.min, zone) for edge in (day, day + timedelta(days=1))]
    offsets = {_offset(edge.replace(fold=fold)) for edge in edges for fold in (0, 1)}
    if len(offsets) == 1:
        begin = midnight - offsets.pop()
        yield begin, begin + DAY, begin
        return
    start, end = midnight - max(offsets), midnight + DAY - min(offsets)
    while start < end:
        offset = _offset_at(zone, start)
        change = end if offset == _offset_at(zone, end) else _next_change(zone, start, end)
        piece_start, piece_end = max(start, midnight - offset), min(change, midnight + DAY - offset)
        if piece_start < piece_end:
            yield piece_start, piece_end, midnight - offset
        start = change


def _next_change(zone: ZoneInfo, start: int, end: int) -> int:
    offset = _offset_at(zone, start)
    while end - start > SECOND:
        middle = (start + end) // 2 // SECOND * SECOND
        if _offset_at(zone, middle) == offset:
            start = middle
        else:
            end = middle
    return end


def _offset_at(zone: ZoneInfo, instant: int) -> int:
    return _offset(instant_of(instant).astimezone(zone))


def _offset(local: datetime) -> int:
    return cast(timedelta, local.utcoffset()) // _MICROSECOND
