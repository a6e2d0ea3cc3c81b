"""Working time: against a simulator that looks at every minute, in zones with and without clock changes."""

import copy
import pickle
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from manual_atencion.calendar_documents import WEEKDAYS
from manual_atencion.decisions.calendars import Calendar, CalendarError, DayException, Segment, Stretch
from manual_atencion.decisions.local_days import local_day

PANAMA = ZoneInfo("America/Panama")
MINUTE = timedelta(minutes=1)
ZERO = timedelta(0)

# Each with a span of days round a clock change: at midnight, after it, back over it, by half an hour, a skipped day.
SPANS = [
    ("America/Panama", date(2026, 2, 11)),
    ("America/Santiago", date(2026, 4, 1)),  # 24:00 becomes 23:00
    ("America/Santiago", date(2026, 9, 2)),  # 00:00 becomes 01:00
    ("Europe/Madrid", date(2026, 3, 26)),
    ("Europe/Madrid", date(2026, 10, 22)),
    ("America/Havana", date(2026, 10, 29)),  # 01:00 becomes 00:00
    ("America/St_Johns", date(2010, 11, 4)),  # 00:01 becomes 23:01 of the day before
    ("Australia/Lord_Howe", date(2026, 4, 2)),  # by half an hour
    ("Pacific/Apia", date(2011, 12, 27)),  # 30 December 2011 did not happen
]
SPAN_DAYS = 7

minute_of_day = st.integers(0, 96).map(lambda quarter: quarter * 15)


@st.composite
def stretch_lists(draw: st.DrawFn) -> tuple[Stretch, ...]:
    minutes = sorted(draw(st.sets(minute_of_day, max_size=6)))
    return tuple(zip(minutes[::2], minutes[1::2], strict=False))


@st.composite
def calendars(draw: st.DrawFn, span: tuple[str, date] | None = None) -> Calendar:
    zone, first = span or draw(st.sampled_from(SPANS))
    days = [first + timedelta(days=number) for number in range(SPAN_DAYS)]
    changed = draw(st.dictionaries(st.sampled_from(days), stretch_lists(), max_size=3))
    exceptions = {day: DayException("reducido", hours, "motivo", "decreto") for day, hours in changed.items()}
    week = tuple(draw(stretch_lists()) for _ in WEEKDAYS)
    return Calendar(zone, week, exceptions, first, days[-1], "1", "prueba")


def bounds(calendar: Calendar) -> tuple[datetime, datetime]:
    minutes = simulated_minutes(calendar.zone, calendar.first, calendar.last)
    return minutes[0][0], minutes[-1][0] + MINUTE


@lru_cache(maxsize=32)
def simulated_minutes(zone: str, first: date, last: date) -> tuple[tuple[datetime, date, int], ...]:
    """Every minute of UTC whose wall clock shows a date from first to last, with that date and minute of the day."""
    instant = datetime.combine(first, time.min, UTC) - timedelta(days=2)
    minutes = []
    while instant < datetime.combine(last, time.min, UTC) + timedelta(days=3):
        local = instant.astimezone(ZoneInfo(zone))
        if first <= local.date() <= last:
            minutes.append((instant, local.date(), local.hour * 60 + local.minute))
        instant += MINUTE
    return tuple(minutes)


def simulated_working(calendar: Calendar) -> list[datetime]:
    hours = {
        day: calendar.exceptions[day].stretches if day in calendar.exceptions else calendar.week[day.weekday()]
        for day in (calendar.first + timedelta(days=number) for number in range(SPAN_DAYS))
    }
    return [
        instant
        for instant, day, minute in simulated_minutes(calendar.zone, calendar.first, calendar.last)
        if any(opening <= minute < closing for opening, closing in hours[day])
    ]


def simulated_between(calendar: Calendar, start: datetime, end: datetime) -> timedelta:
    pieces = (min(end, minute + MINUTE) - max(start, minute) for minute in simulated_working(calendar))
    return sum((piece for piece in pieces if piece > ZERO), ZERO)


@st.composite
def calendars_with_instants(draw: st.DrawFn, count: int) -> tuple[Calendar, list[datetime]]:
    calendar = draw(calendars())
    first, last = bounds(calendar)
    span = (last - first) // timedelta(microseconds=1)
    offsets = draw(st.lists(st.integers(0, span), min_size=count, max_size=count))
    return calendar, sorted(first + timedelta(microseconds=offset) for offset in offsets)


def known(answer: timedelta | None) -> timedelta:
    assert answer is not None
    return answer


@given(calendars_with_instants(2))
@settings(max_examples=60, deadline=None)
def test_working_time_equals_the_simulated_minutes(drawn: tuple[Calendar, list[datetime]]) -> None:
    calendar, (start, end) = drawn
    assert calendar.working_between(start, end) == simulated_between(calendar, start, end)


@pytest.mark.parametrize("span", SPANS, ids=str)
@given(data=st.data())
@settings(max_examples=4, deadline=None)
def test_the_whole_coverage_equals_the_simulated_minutes_in_every_zone(
    span: tuple[str, date], data: st.DataObject
) -> None:
    calendar = data.draw(calendars(span))
    first, last = bounds(calendar)
    assert known(calendar.working_between(first, last)) == len(simulated_working(calendar)) * MINUTE
    assert calendar.working_between(first - timedelta(microseconds=1), last) is None
    assert calendar.working_between(first, last + timedelta(microseconds=1)) is None


@given(calendars_with_instants(1), st.timedeltas(ZERO, timedelta(hours=60)))
@settings(max_examples=100, deadline=None)
def test_a_working_deadline_is_the_first_instant_with_enough_working_time(
    drawn: tuple[Calendar, list[datetime]], duration: timedelta
) -> None:
    calendar, (start,) = drawn
    due = calendar.add_working(start, duration)
    if due is None:
        assert known(calendar.working_between(start, bounds(calendar)[1])) < duration
        return
    assert due.tzinfo is UTC
    assert known(calendar.working_between(start, due)) == duration
    if due > start:
        assert known(calendar.working_between(start, due - timedelta(microseconds=1))) < duration


@given(calendars_with_instants(3))
@settings(deadline=None)
def test_split_stretches_add_up_and_never_exceed_elapsed_time(drawn: tuple[Calendar, list[datetime]]) -> None:
    calendar, (start, middle, end) = drawn
    whole = known(calendar.working_between(start, end))
    assert known(calendar.working_between(start, middle)) + known(calendar.working_between(middle, end)) == whole
    assert ZERO <= whole <= end - start


@given(calendars_with_instants(1), st.integers(0, 1800), st.integers(0, 1800))
@settings(deadline=None)
def test_adding_twice_is_adding_the_sum(drawn: tuple[Calendar, list[datetime]], one: int, other: int) -> None:
    calendar, (start,) = drawn
    half_way = calendar.add_working(start, one * MINUTE)
    both = calendar.add_working(start, (one + other) * MINUTE)
    if half_way is None:
        assert both is None
    else:
        assert calendar.add_working(half_way, other * MINUTE) == both


@given(calendars_with_instants(2))
@settings(deadline=None)
def test_segments_tell_the_whole_time_once_and_agree_with_the_sum(drawn: tuple[Calendar, list[datetime]]) -> None:
    calendar, (start, end) = drawn
    segments = calendar.segments(start - timedelta(days=900), end + timedelta(days=900))
    assert segments[0].start == start - timedelta(days=900)
    assert segments[-1].end == end + timedelta(days=900)
    for segment, following in pairwise(segments):
        assert segment.end == following.start
        assert (segment.counted, segment.reason, segment.source) != (
            following.counted,
            following.reason,
            following.source,
        )
    inside = calendar.segments(start, end)
    counted = sum((segment.end - segment.start for segment in inside if segment.counted), ZERO)
    assert counted == known(calendar.working_between(start, end))


@given(calendars_with_instants(1), st.integers(0, SPAN_DAYS - 1), st.timedeltas(ZERO, timedelta(hours=40)))
@settings(deadline=None)
def test_closing_a_day_never_moves_a_working_deadline_earlier(
    drawn: tuple[Calendar, list[datetime]], number: int, duration: timedelta
) -> None:
    calendar, (start,) = drawn
    closure = {calendar.first + timedelta(days=number): DayException("cerrado", (), "cierre", "decreto")}
    closed = replace(calendar, exceptions={**calendar.exceptions, **closure})
    before, after = calendar.add_working(start, duration), closed.add_working(start, duration)
    assert after is None or (before is not None and before <= after)


@given(
    calendars_with_instants(2),
    st.sampled_from(["America/Panama", "Asia/Kathmandu", "Pacific/Apia"]),
    st.timedeltas(ZERO, timedelta(hours=30)),
)
@settings(deadline=None)
def test_the_zone_in_which_instants_are_given_changes_nothing(
    drawn: tuple[Calendar, list[datetime]], zone: str, duration: timedelta
) -> None:
    calendar, (start, end) = drawn
    there = ZoneInfo(zone)
    assert calendar.working_between(start.astimezone(there), end) == calendar.working_between(start, end)
    assert calendar.add_working(start.astimezone(there), duration) == calendar.add_working(start, duration)
    assert calendar.segments(start.astimezone(there), end.astimezone(there)) == calendar.segments(start, end)


def round_the_clock(zone: str, first: date, last: date) -> Calendar:
    return Calendar(zone, (((0, 1440),),) * 7, {}, first, last, "1", "prueba")


@pytest.mark.parametrize(
    ("zone", "day", "hours"),
    [
        ("Europe/Madrid", date(2026, 3, 29), 23),
        ("Europe/Madrid", date(2026, 10, 25), 25),
        ("America/Santiago", date(2026, 4, 4), 25),
        ("America/Santiago", date(2026, 9, 6), 23),
        ("America/Panama", date(2026, 3, 29), 24),
        ("Australia/Lord_Howe", date(2026, 4, 5), 24.5),
        ("America/St_Johns", date(2010, 11, 6), 24 + 59 / 60),
        ("America/St_Johns", date(2010, 11, 7), 24 + 1 / 60),
        ("Pacific/Apia", date(2011, 12, 30), 0),
    ],
)
def test_an_office_that_never_closes_works_every_real_hour_of_the_day(zone: str, day: date, hours: float) -> None:
    calendar = round_the_clock(zone, day - timedelta(days=1), day + timedelta(days=1))
    first, last = bounds(calendar)
    segments = calendar.segments(first, last)
    assert [segment.counted for segment in segments] == [True]
    pieces = local_day(ZoneInfo(zone), day)
    assert sum(end - start for start, end, _ in pieces) * timedelta(microseconds=1) == timedelta(hours=hours)
    only_that_day = {day: DayException("extendido", ((0, 1440),), "jornada", "prueba")}
    alone = replace(calendar, week=((),) * 7, exceptions=only_that_day)
    assert known(alone.working_between(first, last)) == timedelta(hours=hours)


def test_a_clock_set_back_over_midnight_returns_to_the_day_before() -> None:
    calendar = round_the_clock("America/St_Johns", date(2010, 11, 5), date(2010, 11, 8))
    start = datetime(2010, 11, 7, 2, 30, 30, tzinfo=UTC)  # half a minute past midnight, half a minute before the change
    end = start + timedelta(minutes=10)
    assert calendar.segments(start, end) == (Segment(start, end, True, "horario ordinario", "prueba"),)


def test_the_day_ends_at_24_and_no_minute_is_lost_at_midnight() -> None:
    calendar = round_the_clock("America/Panama", date(2026, 3, 2), date(2026, 3, 4))
    start = datetime(2026, 3, 2, 23, 59, 59, 999_999, tzinfo=PANAMA)
    assert known(calendar.working_between(start, start + timedelta(microseconds=2))) == timedelta(microseconds=2)
    assert calendar.add_working(start, timedelta(hours=24)) == start + timedelta(hours=24)
    end = datetime(2026, 3, 5, tzinfo=PANAMA)
    assert calendar.add_working(end - MINUTE, MINUTE) == end
    assert calendar.add_working(end - MINUTE, MINUTE + timedelta(microseconds=1)) is None


def document() -> dict[str, object]:
    text = files("manual_atencion").joinpath("rules/calendario.yaml").read_text(encoding="utf-8")
    loaded: dict[str, dict[str, object]] = yaml.safe_load(text)
    return loaded["calendario"]


@pytest.fixture(scope="module")
def packaged() -> Calendar:
    return Calendar.from_document(document())


FRIDAY = datetime(2026, 2, 13, 15, tzinfo=PANAMA)


def test_the_carnival_of_2026(packaged: Calendar) -> None:
    assert packaged.add_working(FRIDAY, timedelta(hours=8)) == datetime(2026, 2, 19, 15, tzinfo=PANAMA)
    assert packaged.add_working(FRIDAY, timedelta(hours=24)) == datetime(2026, 2, 23, 15, tzinfo=PANAMA)
    assert packaged.working_between(FRIDAY, FRIDAY + timedelta(hours=24)) == timedelta(hours=1)


def test_segments_name_the_decree_that_closed_the_day(packaged: Calendar) -> None:
    segments = packaged.segments(FRIDAY, datetime(2026, 2, 19, 9, tzinfo=PANAMA))
    told = [
        (segment.start.astimezone(PANAMA).strftime("%d %H:%M"), segment.counted, segment.reason) for segment in segments
    ]
    assert told == [
        ("13 15:00", True, "horario ordinario"),
        ("13 16:00", False, "fuera del horario"),
        ("16 08:00", False, "Lunes de Carnaval"),
        ("16 16:00", False, "fuera del horario"),
        ("17 08:00", False, "Martes de Carnaval"),
        ("17 16:00", False, "fuera del horario"),
        ("18 08:00", False, "Miércoles de Ceniza"),
        ("18 16:00", False, "fuera del horario"),
        ("19 08:00", True, "horario ordinario"),
    ]
    assert "Decreto Ejecutivo 3" in str(segments[2].source)


def test_an_added_hour_is_counted_with_its_decree(packaged: Calendar) -> None:
    segments = packaged.segments(datetime(2026, 2, 2, 15, tzinfo=PANAMA), datetime(2026, 2, 2, 17, 30, tzinfo=PANAMA))
    assert [segment.counted for segment in segments] == [True, True, False]
    assert "Decreto Ejecutivo 3" in str(segments[1].source)


def test_outside_the_coverage_there_is_no_data_and_never_a_working_day(packaged: Calendar) -> None:
    first, after = datetime(2026, 1, 1, tzinfo=PANAMA), datetime(2028, 1, 1, tzinfo=PANAMA)
    instant = timedelta(microseconds=1)
    assert packaged.add_working(first - instant, timedelta(hours=1)) is None
    assert packaged.add_working(after + instant, ZERO) is None
    assert packaged.add_working(after - timedelta(days=1), timedelta(hours=9)) is None
    assert packaged.add_working(after, ZERO) == after
    assert packaged.segments(after, after + timedelta(days=2)) == (
        Segment(
            after.astimezone(UTC), (after + timedelta(days=2)).astimezone(UTC), False, "calendario sin datos", None
        ),
    )
    assert packaged.segments(first, first) == ()


def test_naive_reversed_and_negative_are_refused(packaged: Calendar) -> None:
    naive = FRIDAY.replace(tzinfo=None)
    with pytest.raises(ValueError, match="time zone"):
        packaged.add_working(naive, MINUTE)
    with pytest.raises(ValueError, match="time zone"):
        packaged.segments(FRIDAY, naive)
    with pytest.raises(ValueError, match="before"):
        packaged.working_between(FRIDAY, FRIDAY - MINUTE)
    with pytest.raises(ValueError, match="negative"):
        packaged.add_working(FRIDAY, -MINUTE)


def test_a_calendar_is_a_value(packaged: Calendar) -> None:
    assert packaged.working_between(FRIDAY, FRIDAY) == ZERO  # its index is made by now, and is no part of the value
    other = Calendar.from_document(document())
    assert other == packaged
    assert hash(other) == hash(packaged)
    assert pickle.loads(pickle.dumps(packaged)) == packaged  # noqa: S301 - what was just written
    assert copy.deepcopy(packaged) == packaged
    with pytest.raises(TypeError):
        packaged.exceptions[FRIDAY.date()] = DayException("cerrado", (), "", "")  # type: ignore[index]


def test_the_packaged_calendar_beside_the_holidays_package(packaged: Calendar) -> None:
    """Its public days must be closed here; every other difference is named."""
    holidays = pytest.importorskip("holidays")
    closed = {day for day, exception in packaged.exceptions.items() if exception.kind == "cerrado"}
    years = range(packaged.first.year, packaged.last.year + 1)
    public = set(holidays.country_holidays("PA", years=years, language="es", expand=False))
    bank = set(holidays.country_holidays("PA", years=years, language="es", expand=False, categories=("bank",)))
    assert public - closed == set()
    assert closed - public == {date(2026, 2, 16), date(2026, 2, 18)}  # closed by decree, not by general law
    assert bank - closed == {date(2026, 11, 4), date(2027, 2, 8), date(2027, 11, 4)}  # no decree known for these


def test_the_names_of_the_days_are_those_of_the_holidays_package(packaged: Calendar) -> None:
    holidays = pytest.importorskip("holidays")
    years = range(packaged.first.year, packaged.last.year + 1)
    names = holidays.country_holidays("PA", years=years, language="es", expand=False)
    different = {day for day, name in names.items() if packaged.exceptions[day].reason != name}
    assert different == {date(2026, 12, 21), date(2027, 11, 29)}  # "(puente)" there, moved to Monday in words here


def test_every_exception_has_reason_and_source_and_the_rest_is_a_marked_proposal(packaged: Calendar) -> None:
    assert all(exception.reason and exception.source for exception in packaged.exceptions.values())
    assert "PROPUESTA POR APROBAR" in str(document()["nota"])
    longer = {day for day, exception in packaged.exceptions.items() if exception.kind == "extendido"}
    assert len(longer) == 16  # sixteen hours make up for two days of eight
    assert all(packaged.week[day.weekday()] for day in longer)


def changed(**changes: object) -> dict[str, object]:
    plain: dict[str, object] = {
        "zona": "America/Panama",
        "revision": "1",
        "fuente": "prueba",
        "cobertura": {"desde": "2026-01-01", "hasta": "2026-12-31"},
        "semana": {name: ["08:00-12:00", "13:00-17:00"] for name in WEEKDAYS},
        "excepciones": {},
    }
    return {**plain, **changes}


def with_exception(day: str, **entry: object) -> dict[str, object]:
    return changed(excepciones={day: {"razon": "r", "fuente": "f", **entry}})


MONDAY = (datetime(2026, 2, 16, tzinfo=PANAMA), datetime(2026, 2, 17, tzinfo=PANAMA))
WEEK = {name: ["08:00-16:00"] for name in WEEKDAYS}


@pytest.mark.parametrize(
    ("broken", "path", "code"),
    [
        (changed(zona="America/Panana"), "zona", "unknown_zone"),
        (changed(zona="America"), "zona", "unknown_zone"),
        (changed(zona="../etc"), "zona", "unknown_zone"),
        (changed(cobertura={"desde": "2026-02-30", "hasta": "2026-12-31"}), "cobertura.desde", "bad_date"),
        (changed(cobertura={"desde": "2026-01-01", "hasta": "9999-12-31"}), "cobertura.hasta", "bad_date"),
        (changed(cobertura={"desde": "2027-01-01", "hasta": "2026-12-31"}), "cobertura.hasta", "coverage_reversed"),
        (changed(semana={**WEEK, "miércoles": []}), "semana.miércoles", "unknown_weekday"),
        (changed(semana={"lunes": []}), "semana.domingo", "missing_weekday"),
        (changed(semana={**WEEK, "lunes": ["8-16"]}), "semana.lunes", "bad_stretch"),
        (changed(semana={**WEEK, "lunes": ["16:00-08:00"]}), "semana.lunes", "bad_stretch"),
        (changed(semana={**WEEK, "lunes": ["08:00-24:01"]}), "semana.lunes", "bad_stretch"),
        (changed(semana={**WEEK, "lunes": ["13:00-17:00", "08:00-13:30"]}), "semana.lunes", "overlapping_stretches"),
        (with_exception("2027-01-01", clase="cerrado"), "excepciones.2027-01-01", "outside_coverage"),
        (with_exception("2026-1-1", clase="cerrado"), "excepciones.2026-1-1", "bad_date"),
        (with_exception("2026-01-02", clase="festivo"), "excepciones.2026-01-02.clase", "unknown_kind"),
        (
            with_exception("2026-01-02", clase="cerrado", horario=["08:00-09:00"]),
            "excepciones.2026-01-02.horario",
            "closed_with_stretches",
        ),
        (with_exception("2026-01-02", clase="reducido"), "excepciones.2026-01-02.horario", "missing_stretches"),
        (
            with_exception("2026-01-02", clase="reducido", horario=["07:00-18:00"]),
            "excepciones.2026-01-02.horario",
            "contradicts_kind",
        ),
        (
            with_exception("2026-01-02", clase="extendido", horario=["08:00-12:00"]),
            "excepciones.2026-01-02.horario",
            "contradicts_kind",
        ),
    ],
)
def test_a_broken_calendar_says_where_and_what(broken: dict[str, object], path: str, code: str) -> None:
    with pytest.raises(CalendarError) as caught:
        Calendar.from_document(broken)
    assert (path, code) in {(".".join(fault.path), fault.code) for fault in caught.value.faults}


def test_all_faults_are_told_at_once() -> None:
    broken = with_exception("2027-01-01", clase="festivo") | {"zona": "Panama City"}
    with pytest.raises(CalendarError) as caught:
        Calendar.from_document(broken)
    assert [fault.code for fault in caught.value.faults] == ["unknown_zone", "unknown_kind", "outside_coverage"]


def test_adjoining_stretches_and_days_of_unchanged_length_are_fine() -> None:
    adjoining = changed(semana={**WEEK, "lunes": ["08:00-12:00", "12:00-16:00"]})
    assert known(Calendar.from_document(adjoining).working_between(*MONDAY)) == timedelta(hours=8)
    for kind in ("reducido", "extendido"):
        moved = with_exception("2026-02-16", clase=kind, horario=["07:00-11:00", "12:00-16:00"])
        assert known(Calendar.from_document(moved).working_between(*MONDAY)) == timedelta(hours=8)


@given(st.permutations(["13:00-17:00", "08:00-12:00", "18:00-24:00"]))
def test_the_order_of_stretches_says_nothing(stretches: list[str]) -> None:
    calendar = Calendar.from_document(changed(semana={**WEEK, "lunes": stretches}))
    assert calendar.week[0] == ((480, 720), (780, 1020), (1080, 1440))


def test_the_order_of_exceptions_says_nothing(packaged: Calendar) -> None:
    backwards = replace(packaged, exceptions=dict(reversed(list(packaged.exceptions.items()))))
    assert list(backwards.exceptions) == list(packaged.exceptions)
