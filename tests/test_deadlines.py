"""The state of a deadline: borders to the microsecond, missing facts, working time, and the passing of now."""

from datetime import UTC, date, datetime, timedelta
from itertools import product
from typing import TypedDict, Unpack
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from manual_atencion.answers import instant_text
from manual_atencion.decisions.calendars import Calendar, DayException
from manual_atencion.decisions.deadlines import DeadlineStatus, duration_text, status

PANAMA = ZoneInfo("America/Panama")
FRIDAY = datetime(2026, 2, 13, 15, tzinfo=PANAMA)
HOUR = timedelta(hours=1)
TICK = timedelta(microseconds=1)
ZERO = timedelta(0)

OFFICE = Calendar(
    zone="America/Panama",
    week=(((480, 960),),) * 5 + ((), ()),
    exceptions={date(2026, 2, day): DayException("cerrado", (), "Carnaval", "decreto") for day in (16, 17, 18)},
    first=date(2026, 2, 2),
    last=date(2026, 2, 27),
    revision="1",
    source="prueba",
)


class Arguments(TypedDict, total=False):
    rule: str
    page: int | None
    duration: timedelta
    inclusive: bool
    working: bool
    applies: bool | None
    start: datetime | None
    start_happened: bool
    end: datetime | None
    end_happened: bool
    elapsed: timedelta | None
    now: datetime | None
    calendar: Calendar | None


def told(**changes: Unpack[Arguments]) -> DeadlineStatus:
    plain: Arguments = {
        "rule": "correo.primer_contacto",
        "page": 40,
        "duration": 24 * HOUR,
        "inclusive": True,
        "working": False,
        "applies": True,
        "start": None,
        "start_happened": False,
        "end": None,
        "end_happened": False,
        "elapsed": None,
        "now": None,
        "calendar": OFFICE,
    }
    facts: Arguments = {**plain, **changes}
    return status(**facts)


# Borders: the duty says "dentro de 24 horas", the promise "menos de 24 horas", the wait "no más de 15 minutos".


@pytest.mark.parametrize("duration", [24 * HOUR, timedelta(minutes=15)])
@pytest.mark.parametrize(
    ("inclusive", "beyond", "ended", "running"),
    [
        (True, -TICK, "met", "running"),
        (True, ZERO, "met", "running"),
        (True, TICK, "breached", "breached"),
        (False, -TICK, "met", "running"),
        (False, ZERO, "breached", "breached"),
        (False, TICK, "breached", "breached"),
    ],
)
def test_both_borders_are_exact(
    duration: timedelta, inclusive: bool, beyond: timedelta, ended: str, running: str
) -> None:
    moment = FRIDAY + duration + beyond
    assert told(duration=duration, inclusive=inclusive, start=FRIDAY, end=moment, now=moment).state == ended
    assert told(duration=duration, inclusive=inclusive, start=FRIDAY, end=moment).state == ended
    assert told(duration=duration, inclusive=inclusive, start=FRIDAY, now=moment).state == running
    number = duration + beyond
    assert told(duration=duration, inclusive=inclusive, elapsed=number, end_happened=True).state == ended
    assert told(duration=duration, inclusive=inclusive, elapsed=number).state == running


def test_a_running_deadline_tells_both_due_times() -> None:
    assert told(start=FRIDAY, now=FRIDAY + TICK).to_dict() == {
        "id": "correo.primer_contacto",
        "state": "running",
        "due_at": "2026-02-14T20:00:00Z",
        "elapsed": "PT0.000001S",
        "remaining": "PT23H59M59.999999S",
        "rule": "correo.primer_contacto",
        "page": 40,
        "working_due_at": "2026-02-23T20:00:00Z",
    }


def test_at_the_border_nothing_remains_and_beyond_it_nothing_negative_is_shown() -> None:
    assert told(start=FRIDAY, now=FRIDAY + 24 * HOUR).remaining == ZERO
    late = told(start=FRIDAY, now=FRIDAY + 25 * HOUR)
    assert (late.state, late.elapsed, late.remaining) == ("breached", 25 * HOUR, None)
    met = told(start=FRIDAY, end=FRIDAY + HOUR, now=FRIDAY + 99 * HOUR)
    assert (met.state, met.elapsed, met.remaining) == ("met", HOUR, None)


# What is known of the facts.


def test_a_rule_that_does_not_concern_the_case_tells_no_time() -> None:
    answer = told(applies=False, start=FRIDAY, now=FRIDAY)
    assert (answer.state, answer.due_at, answer.working_due_at) == ("not_applicable", None, None)


def test_while_it_is_undecided_whether_the_rule_applies_there_is_no_data() -> None:
    answer = told(applies=None, start=FRIDAY, now=FRIDAY)
    assert (answer.state, answer.due_at, answer.working_due_at) == ("no_data", None, None)


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        # nothing has started
        (Arguments(), "not_started"),
        (Arguments(now=FRIDAY), "not_started"),
        (Arguments(start=FRIDAY + TICK, now=FRIDAY), "not_started"),
        (Arguments(start=FRIDAY + TICK, start_happened=True, now=FRIDAY), "not_started"),
        (Arguments(start=FRIDAY + TICK, elapsed=HOUR, now=FRIDAY), "not_started"),
        (Arguments(end=FRIDAY + TICK, end_happened=True, now=FRIDAY), "not_started"),
        # an end without a start, or before it, cannot be judged
        (Arguments(end_happened=True, now=FRIDAY), "no_data"),
        (Arguments(end=FRIDAY, now=FRIDAY), "no_data"),
        (Arguments(start=FRIDAY, end=FRIDAY - TICK, now=FRIDAY), "no_data"),
        (Arguments(start=FRIDAY, end=FRIDAY - TICK), "no_data"),
        (Arguments(start=FRIDAY + TICK, end=FRIDAY, now=FRIDAY), "no_data"),
        # started at this very instant; ended at once
        (Arguments(start=FRIDAY, now=FRIDAY), "running"),
        (Arguments(start=FRIDAY, end=FRIDAY, now=FRIDAY), "met"),
        # started, but nobody knows when
        (Arguments(start_happened=True, now=FRIDAY), "no_data"),
        (Arguments(start_happened=True, end=FRIDAY, now=FRIDAY), "no_data"),
        (Arguments(start_happened=True, end_happened=True, now=FRIDAY), "no_data"),
        # started, but nobody knows what time it is
        (Arguments(start=FRIDAY), "no_data"),
        (Arguments(start=FRIDAY, end_happened=True), "no_data"),
        # ended, nobody knows when: by now at the latest
        (Arguments(start=FRIDAY, end_happened=True, now=FRIDAY + 24 * HOUR), "met"),
        (Arguments(start=FRIDAY, end_happened=True, now=FRIDAY + 24 * HOUR + TICK), "no_data"),
        # an end in the future has not happened
        (Arguments(start=FRIDAY, end=FRIDAY + HOUR, now=FRIDAY), "running"),
        (Arguments(start=FRIDAY, end=FRIDAY + HOUR, end_happened=True, now=FRIDAY), "running"),
        (Arguments(start=FRIDAY, end=FRIDAY + 26 * HOUR, now=FRIDAY + 25 * HOUR), "breached"),
        # the number of hours, where instants are missing
        (Arguments(elapsed=HOUR), "running"),
        (Arguments(elapsed=25 * HOUR, now=FRIDAY), "breached"),
        (Arguments(elapsed=HOUR, end=FRIDAY, now=FRIDAY), "met"),
        (Arguments(elapsed=HOUR, end=FRIDAY, now=FRIDAY - TICK), "running"),
        (Arguments(elapsed=25 * HOUR, start=FRIDAY, end_happened=True, now=FRIDAY + HOUR), "breached"),
        (Arguments(elapsed=-HOUR), "no_data"),
        # instants go before the number
        (Arguments(elapsed=25 * HOUR, start=FRIDAY, now=FRIDAY + HOUR), "running"),
        (Arguments(elapsed=HOUR, start=FRIDAY, end=FRIDAY + 25 * HOUR), "breached"),
    ],
)
def test_what_is_known_decides_the_state(facts: Arguments, state: str) -> None:
    assert told(**facts).state == state


def test_without_a_start_in_the_past_no_due_time_is_told() -> None:
    assert told(start=FRIDAY + HOUR, now=FRIDAY).due_at is None
    assert told(elapsed=HOUR, now=FRIDAY).due_at is None
    assert told(elapsed=HOUR, now=FRIDAY).remaining == 23 * HOUR
    assert told(start=FRIDAY).due_at == FRIDAY + 24 * HOUR


def test_a_due_time_beyond_the_last_year_is_none_and_no_error() -> None:
    start = datetime(9999, 12, 31, 23, tzinfo=UTC)
    answer = told(start=start, now=start)
    assert (answer.state, answer.due_at, answer.working_due_at) == ("running", None, None)


@pytest.mark.parametrize("name", ["start", "end", "now"])
def test_a_naive_instant_is_refused(name: str) -> None:
    facts: dict[str, datetime] = {"start": FRIDAY, "end": FRIDAY, "now": FRIDAY}
    facts[name] = FRIDAY.replace(tzinfo=None)
    with pytest.raises(ValueError, match="time zone"):
        told(start=facts["start"], end=facts["end"], now=facts["now"])


# Working time as the binding reading.


def test_working_time_binds_when_the_manual_says_so() -> None:
    due = datetime(2026, 2, 23, 15, tzinfo=PANAMA)
    running = told(working=True, start=FRIDAY, now=datetime(2026, 2, 19, 9, tzinfo=PANAMA))
    assert (running.state, running.elapsed, running.remaining) == ("running", 2 * HOUR, 22 * HOUR)
    assert (running.due_at, running.working_due_at) == (FRIDAY + 24 * HOUR, due)
    assert told(working=True, start=FRIDAY, end=due).state == "met"
    assert told(working=True, start=FRIDAY, end=due + TICK).state == "breached"
    assert told(working=True, inclusive=False, start=FRIDAY, end=due - TICK).state == "met"
    assert told(working=True, inclusive=False, start=FRIDAY, end=due).state == "breached"


def test_after_closing_time_a_working_deadline_due_at_closing_is_breached() -> None:
    closing = datetime(2026, 2, 13, 16, tzinfo=PANAMA)
    assert told(working=True, duration=HOUR, start=FRIDAY, now=closing).state == "running"
    late = told(working=True, duration=HOUR, start=FRIDAY, now=closing + TICK)
    assert (late.state, late.elapsed) == ("breached", HOUR)


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        # working time never exceeds elapsed time: no calendar is needed to see these kept
        (Arguments(start=FRIDAY, end=FRIDAY + 24 * HOUR, calendar=None), "met"),
        (Arguments(elapsed=HOUR), "running"),
        # beyond that the calendar must know
        (Arguments(start=FRIDAY, end=FRIDAY + 25 * HOUR, calendar=None), "no_data"),
        (Arguments(elapsed=25 * HOUR), "no_data"),
        (Arguments(start=datetime(2026, 2, 1, 12, tzinfo=PANAMA), now=datetime(2026, 2, 20, tzinfo=PANAMA)), "no_data"),
        # due after the coverage: kept as long as the calendar reaches, unknown after it
        (
            Arguments(start=datetime(2026, 2, 26, tzinfo=PANAMA), now=datetime(2026, 2, 27, 18, tzinfo=PANAMA)),
            "running",
        ),
        (Arguments(start=datetime(2026, 2, 26, tzinfo=PANAMA), now=datetime(2026, 3, 2, tzinfo=PANAMA)), "no_data"),
    ],
)
def test_without_calendar_data_only_what_is_certain_is_told(facts: Arguments, state: str) -> None:
    working: Arguments = {**facts, "working": True}
    assert told(**working).state == state


# Properties.

NEAR = [FRIDAY + offset for offset in (-2 * HOUR, -TICK, ZERO, TICK, 3 * HOUR, 24 * HOUR, 24 * HOUR + TICK, 200 * HOUR)]
known_instants = st.one_of(
    st.sampled_from(NEAR),
    st.integers(-20 * 24 * 60, 25 * 24 * 60).map(lambda minutes: FRIDAY + timedelta(minutes=minutes)),
)
instants = st.one_of(st.none(), known_instants)


@st.composite
def facts_of_a_deadline(draw: st.DrawFn) -> Arguments:
    return Arguments(
        duration=draw(st.sampled_from([ZERO, TICK, timedelta(minutes=15), 8 * HOUR, 24 * HOUR])),
        inclusive=draw(st.booleans()),
        working=draw(st.booleans()),
        applies=draw(st.sampled_from([True, True, True, False, None])),
        start=draw(instants),
        start_happened=draw(st.booleans()),
        end=draw(instants),
        end_happened=draw(st.booleans()),
        elapsed=draw(st.one_of(st.none(), st.timedeltas(ZERO, 50 * HOUR))),
        now=draw(instants),
        calendar=draw(st.sampled_from([OFFICE, OFFICE, None])),
    )


@given(facts_of_a_deadline())
@settings(max_examples=500, deadline=None)
def test_every_mixture_of_facts_has_a_consistent_answer(facts: Arguments) -> None:
    answer = told(**facts)
    assert (answer.remaining is None) or (answer.state == "running" and answer.remaining >= ZERO)
    assert (answer.elapsed is None) or (answer.state in {"running", "met", "breached"} and answer.elapsed >= ZERO)
    assert answer.working_due_at is None or answer.due_at is None or answer.working_due_at >= answer.due_at
    if facts["applies"]:
        assert answer.state != "not_applicable"
    else:
        assert answer.state in {"not_applicable", "no_data"}
    for text in (answer.to_dict()["due_at"], answer.to_dict()["working_due_at"]):
        assert text is None or str(text).endswith("Z")


@given(facts_of_a_deadline(), st.lists(known_instants, min_size=2, max_size=6))
@settings(max_examples=500, deadline=None)
def test_a_later_now_never_turns_met_or_breached_back(facts: Arguments, moments: list[datetime]) -> None:
    allowed = {
        "not_started": {"not_started", "running", "met", "breached", "no_data"},
        "running": {"running", "met", "breached", "no_data"},
        "met": {"met", "no_data"},  # no_data: the end has no instant, and now is past the border
        "breached": {"breached", "no_data"},  # no_data: now has left the calendar
        "no_data": {"no_data", "met", "breached"},  # the end was recorded while the start still lay ahead
        "not_applicable": {"not_applicable"},
    }
    seen: list[Arguments] = [{**facts, "now": moment} for moment in sorted(moments)]
    states = [told(**at_that_time).state for at_that_time in seen]
    for number, state in enumerate(states):
        assert set(states[number:]) <= allowed[state]
    if facts["end"] is not None and "met" in states:
        assert set(states[states.index("met") :]) == {"met"}


@given(facts_of_a_deadline(), st.sampled_from(["UTC", "Europe/Madrid", "America/Santiago", "Asia/Kathmandu"]))
@settings(max_examples=300, deadline=None)
def test_the_zone_of_the_input_changes_nothing(facts: Arguments, zone: str) -> None:
    def moved(instant: datetime | None) -> datetime | None:
        return None if instant is None else instant.astimezone(ZoneInfo(zone))

    shifted: Arguments = {
        **facts,
        "start": moved(facts["start"]),
        "end": moved(facts["end"]),
        "now": moved(facts["now"]),
    }
    assert told(**facts).to_dict() == told(**shifted).to_dict()


@pytest.mark.parametrize("zone", ["Europe/Madrid", "America/Santiago", "America/Panama"])
def test_24_hours_are_24_hours_when_the_clock_changes(zone: str) -> None:
    for month, day in product((3, 4, 9, 10), range(1, 29)):
        start = datetime(2026, month, day, 20, tzinfo=ZoneInfo(zone))
        end = (start.astimezone(UTC) + 24 * HOUR).astimezone(ZoneInfo(zone))
        assert told(start=start, end=end, calendar=None).state == "met"
        assert told(start=start, end=end, calendar=None, inclusive=False).state == "breached"
        assert told(start=start, now=start).due_at == end


# ISO 8601.


@pytest.mark.parametrize(
    ("duration", "text"),
    [
        (ZERO, "PT0S"),
        (timedelta(minutes=15), "PT15M"),
        (24 * HOUR, "PT24H"),
        (100 * HOUR + timedelta(seconds=1), "PT100H1S"),
        (24 * HOUR - timedelta(milliseconds=1), "PT23H59M59.999S"),
        (TICK, "PT0.000001S"),
        (timedelta(seconds=10), "PT10S"),
        (None, None),
    ],
)
def test_durations_are_written_in_hours_never_in_days(duration: timedelta | None, text: str | None) -> None:
    assert duration_text(duration) == text


def test_instants_are_written_in_utc_with_microseconds_only_when_there_are_any() -> None:
    assert instant_text(FRIDAY) == "2026-02-13T20:00:00Z"
    assert instant_text(FRIDAY + TICK) == "2026-02-13T20:00:00.000001Z"
    assert instant_text(None) is None


@given(st.timedeltas(ZERO, timedelta(days=400)))
def test_a_duration_can_be_read_back(duration: timedelta) -> None:
    text = str(duration_text(duration)).removeprefix("PT")
    total = ZERO
    for unit, size in (("H", HOUR), ("M", timedelta(minutes=1)), ("S", timedelta(seconds=1))):
        amount, found, rest = text.partition(unit)
        if found:
            whole, _, decimals = amount.partition(".")
            total += int(whole) * size + int(decimals.ljust(6, "0") or 0) * TICK
            text = rest
    assert (total, text) == (duration, "")
