"""Cases: every form that hosts may pass, and every wrong one refused by name and never with its content."""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.broken_manuals import BASE

from manual_atencion import CaseError, Manual
from manual_atencion.facts import UNKNOWN

SMALL = Manual.load(BASE)
PANAMA = timezone(timedelta(hours=-5))
PRIVATE = "Juana Pérez 8-123-456"


@pytest.mark.parametrize(
    ("given_", "known"),
    [
        ({}, {}),
        ({"canal": "correo"}, {"canal": "correo"}),
        ({"canal": UNKNOWN}, {}),
        ({"enojado": "si"}, {"enojado": "si"}),
        ({"enojado": "no"}, {"enojado": "no"}),
        ({"enojado": True}, {"enojado": "si"}),
        ({"enojado": False}, {"enojado": "no"}),
        ({"enojado": UNKNOWN}, {}),
        ({"minutos_de_espera": 15}, {"minutos_de_espera": 15}),
        ({"minutos_de_espera": 15.5}, {"minutos_de_espera": 15.5}),
        ({"minutos_de_espera": 0}, {"minutos_de_espera": 0}),
        ({"minutos_de_espera": 100_000}, {"minutos_de_espera": 100_000}),
        ({"minutos_de_espera": Decimal("15.000001")}, {"minutos_de_espera": 15.000001}),
        ({"minutos_de_espera": UNKNOWN}, {}),
        ({"alternativas": 3}, {"alternativas": 3}),
        ({"alternativas": 3.0}, {"alternativas": 3}),
        ({"hora": "14:30"}, {"hora": 870}),
        ({"hora": "7:05"}, {"hora": 425}),
        ({"hora": "00:00"}, {"hora": 0}),
        ({"hora": time(23, 59)}, {"hora": 1439}),
        ({"hora": UNKNOWN}, {}),
        ({"llegada": "2026-02-13T15:00:00-05:00"}, {"llegada": datetime(2026, 2, 13, 20, tzinfo=UTC)}),
        ({"llegada": "2026-02-13T20:00:00Z"}, {"llegada": datetime(2026, 2, 13, 20, tzinfo=UTC)}),
        ({"llegada": "2026-02-13 15:00:00.000001-05:00"}, {"llegada": datetime(2026, 2, 13, 20, 0, 0, 1, tzinfo=UTC)}),
        ({"llegada": datetime(2026, 2, 13, 15, tzinfo=PANAMA)}, {"llegada": datetime(2026, 2, 13, 20, tzinfo=UTC)}),
        ({"llegada": UNKNOWN}, {}),
    ],
)
def test_what_hosts_may_pass(given_: dict[str, Any], known: dict[str, Any]) -> None:
    assert dict(SMALL.case(given_).values) == known


def test_facts_may_come_as_names_too() -> None:
    assert SMALL.case({"canal": "correo"}, enojado=True) == SMALL.case(canal="correo", enojado="si")
    assert hash(SMALL.case(canal="correo")) == hash(SMALL.case({"canal": "correo"}))
    assert SMALL.case(canal="correo") != SMALL.case()


_REFUSED: dict[str, list[Any]] = {
    "canal": ["Correo", "correo ", "", None, 1, True, ["correo"], {"correo"}, b"correo", PRIVATE, object()],
    "enojado": ["sí", "Si", "yes", "true", 1, 0, 1.0, None, [], PRIVATE],
    "minutos_de_espera": [
        -1,
        100_001,
        10**400,
        -(10**400),
        float("nan"),
        float("inf"),
        float("-inf"),
        Decimal("NaN"),
        Decimal("sNaN"),
        Decimal("Infinity"),
        Decimal("1e999999"),
        "20",
        "veinte",
        "",
        None,
        True,
        1j,
        [20],
        PRIVATE,
    ],
    "alternativas": [1.5, Decimal("0.1"), 1e-9, "3", None, False],
    "hora": [
        "24:00",
        "14:60",
        "14",
        "14:30:00",
        "2:30 pm",
        870,
        14.5,
        None,
        "",
        datetime(2026, 1, 1, tzinfo=UTC),
        PRIVATE,
    ],
    "llegada": [
        "2026-02-13",
        "2026-02-13T15:00:00",
        datetime.fromisoformat("2026-02-13T15:00:00"),
        "13/02/2026",
        "",
        None,
        1_770_000_000,
        "2026-02-30T00:00:00Z",
        datetime.min.replace(tzinfo=timezone(timedelta(hours=14))),
        datetime.max.replace(tzinfo=timezone(timedelta(hours=-12))),
        "9" * 5000,
        PRIVATE,
    ],
}
WRONG = [(name, value) for name, values in _REFUSED.items() for value in values]


@pytest.mark.parametrize(("name", "value"), WRONG, ids=[f"{name}-{index}" for index, (name, _) in enumerate(WRONG)])
def test_what_hosts_may_not_pass_is_refused_by_name(name: str, value: Any) -> None:
    with pytest.raises(CaseError) as raised:
        SMALL.case({name: value})
    (fault,) = raised.value.faults
    assert f"«{name}»" in fault.render()
    assert "se esperaba" in fault.render() or "años" in fault.render()


def test_every_wrong_fact_is_told_at_once() -> None:
    with pytest.raises(CaseError) as raised:
        SMALL.case({"cannal": "correo", "enojado": "sí", "hora": "tarde", "canal": "correo"})
    assert len(raised.value.faults) == 3
    assert [fault.suggestion for fault in raised.value.faults] == ["si", None, "canal"]


@pytest.mark.parametrize(
    ("name", "value", "meant"),
    [
        ("enojado", "sí", "si"),
        ("enojado", "Sí", "si"),
        ("enojado", "SI", "si"),
        ("enojado", "yes", "si"),
        ("enojado", "verdadero", "si"),
        ("enojado", "No", "no"),
        ("enojado", "false", "no"),
        ("enojado", "quizás", None),
        ("canal", "teléfono", "telefono"),
        ("canal", "Telefono", "telefono"),
        ("canal", "corre", "correo"),
        ("canal", "fax", None),
    ],
)
def test_the_nearest_value_is_offered(name: str, value: str, meant: str | None) -> None:
    with pytest.raises(CaseError) as raised:
        SMALL.case({name: value})
    assert raised.value.faults[0].suggestion == meant


@pytest.mark.parametrize("given_", [None, [], "canal: correo", 3, [("canal", "correo")]])
def test_what_is_no_case_is_refused(given_: Any) -> None:
    with pytest.raises(CaseError, match="se esperaba un caso"):
        SMALL.facts.case(given_)


@pytest.mark.parametrize("name", [3, None, ("a",), "", "x" * 500, "canal\nfalso", PRIVATE * 9, "canal; DROP", b"canal"])
def test_a_name_that_is_no_name_is_not_repeated(name: Any) -> None:
    with pytest.raises(CaseError) as raised:
        SMALL.case({name: "x"})
    assert str(raised.value) == "hay un hecho cuyo nombre no es válido"


def test_a_naive_or_wrong_now_is_refused_by_name() -> None:
    for now in (
        datetime.fromisoformat("2026-01-01"),
        PRIVATE,
        3,
        datetime.max.replace(tzinfo=timezone(timedelta(hours=-12))),
    ):
        with pytest.raises(CaseError, match="«now»") as raised:
            SMALL.decide({}, now=now)  # type: ignore[arg-type]  # as a host might
        assert PRIVATE not in _all_that_is_said(raised.value)


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _all_that_is_said(error: BaseException) -> str:
    said = [text for link in _chain(error) for text in (str(link), repr(link), repr(link.args), repr(vars(link)))]
    return "\n".join([*said, "".join(traceback.format_exception(error)).split("Error", 1)[-1]])


@given(
    st.dictionaries(
        st.sampled_from(list(SMALL.facts)),
        st.sampled_from(
            [
                PRIVATE,
                [PRIVATE],
                {PRIVATE: PRIVATE},
                (PRIVATE,),
                PRIVATE.encode(),
                f"2026-02-13T15:00:00 {PRIVATE}",
                f"14:30 {PRIVATE}",
                f"{PRIVATE}\n",
            ]
        ),
        min_size=1,
    )
)
def test_no_content_of_a_case_is_ever_in_an_error(given_: dict[str, Any]) -> None:
    with pytest.raises(CaseError) as raised:
        SMALL.case(given_)
    said = _all_that_is_said(raised.value)
    assert not any(part in said for part in ("Juana", "Pérez", "8-123"))


def test_no_content_of_a_case_is_in_its_text_form() -> None:
    case = SMALL.case(canal="correo", llegada="2026-02-13T15:00:00Z")
    for text in (str(case), repr(case), f"{case}"):
        assert text == "<Case: 2 facts>"
    assert len(case) == 2
    assert sorted(case) == ["canal", "llegada"]


def test_a_case_cannot_be_changed() -> None:
    case = SMALL.case(canal="correo")
    with pytest.raises(TypeError):
        case.values["canal"] = "nota"  # type: ignore[index]  # that is the point


def test_the_order_of_facts_changes_nothing() -> None:
    facts = {"canal": "correo", "enojado": True, "minutos_de_espera": 3}
    assert SMALL.case(facts) == SMALL.case(dict(reversed(facts.items())))


@pytest.mark.parametrize("number", [Decimal("15.5"), Decimal(15), 15.5, 15])
def test_every_kind_of_number_can_be_decided(number: Any) -> None:
    now = datetime(2026, 2, 13, 20, tzinfo=UTC)
    assert SMALL.decide({"canal": "presencial", "minutos_de_espera": number}, now=now).to_json()
