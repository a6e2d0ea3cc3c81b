"""The condition language: definition and engine agree, knowledge never turns an answer, all of it can be said."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from manual_atencion.condition_parsing import MOST_ALTERNATIVES, parse
from manual_atencion.conditions import (
    ALWAYS,
    Condition,
    accepts_nothing,
    asks_whether_known,
    describe,
    evaluate,
    without,
)
from manual_atencion.conditions import (
    tests_of as all_tests_of,
)
from manual_atencion.decisions.cells import cells_of
from manual_atencion.decisions.evaluator import MaskEngine
from manual_atencion.decisions.normal_form import clauses_of
from manual_atencion.decisions.program import Clause, Program
from manual_atencion.facts import UNKNOWN, Fact, Value, Vocabulary

NOW = datetime(2026, 2, 13, 20, tzinfo=UTC)
FACTS = Vocabulary(
    {
        fact.name: fact
        for fact in (
            Fact(
                "canal",
                "opcion",
                "canal",
                "?",
                options={"presencial": "en persona", "telefono": "por teléfono", "correo": "por correo"},
            ),
            Fact("unico", "opcion", "lo único", "?", options={"solo": "solo"}),
            Fact("enojado", "si_no", "está enojado", "?", negated="no está enojado"),
            Fact("saludado", "si_no", "ya se saludó", "?"),
            Fact("minutos", "numero", "minutos", "?", unit="minutos", maximum=30),
            Fact("alternativas", "numero", "alternativas", "?", maximum=4),
            Fact("siempre_tres", "numero", "siempre tres", "?", minimum=3, maximum=3),
            Fact("hora", "hora", "hora", "?"),
            Fact("llegada", "instante", "llegada", "?"),
        )
    }
)

_OPERATORS = st.sampled_from(["<", "<=", ">", ">=", "="])


def _constants(fact: Fact) -> st.SearchStrategy[str]:
    if fact.kind == "hora":
        return st.sampled_from(["00:00", "07:30", "12:00", "12:01", "23:59"])
    whole = st.integers(fact.minimum, fact.maximum).map(str)
    if fact.unit == "cuenta":
        return whole
    return whole | st.sampled_from(["0.5", "14.999999", "15.0", "15.000001", "29.5"])


def _numeric(fact: Fact) -> st.SearchStrategy[Any]:
    one = st.tuples(_OPERATORS, _constants(fact)).map(" ".join)
    return one | st.lists(one, min_size=2, max_size=3).map(" y ".join) | st.just(UNKNOWN)


def _test_data(fact: Fact) -> st.SearchStrategy[Any]:
    if fact.kind == "instante":
        return st.sampled_from([UNKNOWN, [UNKNOWN]])
    if fact.kind in ("numero", "hora"):
        return _numeric(fact)
    words = [*fact.values, UNKNOWN, *((True, False) if fact.kind == "si_no" else ())]
    return st.sampled_from(words) | st.lists(st.sampled_from(words), min_size=1, max_size=4)


def _mappings(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    facts = {name: _test_data(fact) for name, fact in FACTS.items()}
    groups = {key: st.lists(inner, min_size=1, max_size=3) for key in ("alguna", "ninguna", "todas")}
    picked = st.sets(st.sampled_from([*facts, *groups]), max_size=3)
    return picked.flatmap(
        lambda names: st.fixed_dictionaries({name: {**facts, **groups}[name] for name in sorted(names)})
    )


CONDITIONS = st.recursive(_mappings(st.just({})), _mappings, max_leaves=6)


def _values(fact: Fact) -> st.SearchStrategy[Value]:
    if fact.kind == "instante":
        return st.just(NOW)
    if fact.kind == "hora":
        return st.sampled_from([0, 449, 450, 451, 719, 720, 721, 722, 1438, 1439]) | st.integers(0, 1439)
    if fact.kind != "numero":
        return st.sampled_from(fact.values)
    whole = st.integers(fact.minimum, fact.maximum)
    if fact.unit == "cuenta":
        return whole
    return whole | st.floats(fact.minimum, fact.maximum) | st.sampled_from([14.999999, 15.0, 15.000001])


SITUATIONS = st.fixed_dictionaries({}, optional={name: _values(fact) for name, fact in FACTS.items()})


def compiled_answers(conditions: list[Condition], facts: Mapping[str, Value]) -> list[bool | None]:
    """Answer with the compiled engine."""
    cells = {
        name: cells_of(
            fact, [test for condition in conditions for test in all_tests_of(condition) if test.fact == name]
        )
        for name, fact in FACTS.items()
    }
    names = list(FACTS)
    clauses = tuple(
        Clause(index, tuple(sorted((names.index(fact), allowed) for fact, allowed in tests)))
        for index, condition in enumerate(conditions)
        for tests in clauses_of(condition, cells)
    )
    program = Program(
        tuple(names), tuple(cell.count for cell in cells.values()), tuple(map(str, range(len(conditions)))), (clauses,)
    )
    situation = [cells[name].reader()(facts[name]) if name in facts else cells[name].count for name in names]
    certain, possible = MaskEngine(program).evaluate(0, situation)
    return [
        True if certain >> index & 1 else None if possible >> index & 1 else False for index in range(len(conditions))
    ]


@settings(max_examples=400)
@given(st.lists(CONDITIONS, min_size=1, max_size=3), SITUATIONS)
def test_the_compiled_engine_agrees_with_the_definition(data: list[dict[str, Any]], facts: dict[str, Value]) -> None:
    conditions = [parse(item, FACTS) for item in data]
    assert compiled_answers(conditions, facts) == [evaluate(condition, facts, FACTS) for condition in conditions]


@settings(max_examples=300)
@given(CONDITIONS, SITUATIONS, SITUATIONS)
def test_more_knowledge_never_turns_a_definite_answer(
    data: dict[str, Any], known: dict[str, Value], more: dict[str, Value]
) -> None:
    condition = parse(data, FACTS)
    before = evaluate(condition, known, FACTS)
    assume(before is not None)
    about_knowing = {
        test.fact for test in all_tests_of(condition) if test.unknown or asks_whether_known(test, FACTS[test.fact])
    }
    added = {name: value for name, value in more.items() if name not in about_knowing}
    assert evaluate(condition, {**added, **known}, FACTS) is before


@given(CONDITIONS, SITUATIONS)
def test_full_knowledge_always_settles_a_condition(data: dict[str, Any], facts: dict[str, Value]) -> None:
    condition = parse(data, FACTS)
    assume({test.fact for test in all_tests_of(condition)} <= facts.keys())
    assert evaluate(condition, facts, FACTS) is not None


@given(CONDITIONS)
def test_every_condition_can_be_said_in_spanish(data: dict[str, Any]) -> None:
    said = describe(parse(data, FACTS), FACTS)
    assert said
    assert "None" not in said
    assert "Test(" not in said


@given(CONDITIONS, st.randoms(use_true_random=False))
def test_the_order_of_keys_is_no_part_of_a_condition(data: dict[str, Any], rng: Any) -> None:
    assert parse(_shuffled(data, rng), FACTS) == parse(data, FACTS)


def _shuffled(data: Any, rng: Any) -> Any:
    if isinstance(data, list):
        return [_shuffled(item, rng) for item in data]
    if not isinstance(data, dict):
        return data
    names = list(data)
    rng.shuffle(names)
    return {name: _shuffled(data[name], rng) for name in names}


@given(CONDITIONS, st.sets(st.sampled_from(list(FACTS))))
def test_facts_can_be_taken_out_of_a_condition(data: dict[str, Any], names: set[str]) -> None:
    left = without(parse(data, FACTS), frozenset(names))
    assert not {test.fact for test in all_tests_of(left)} & names


@pytest.mark.parametrize(
    ("data", "facts", "answer"),
    [
        ({}, {}, True),
        ({"enojado": "si"}, {}, None),
        ({"enojado": True}, {"enojado": "si"}, True),
        ({"enojado": False}, {"enojado": "si"}, False),
        ({"enojado": ["si", "no"]}, {}, False),
        ({"enojado": ["si", "no"]}, {"enojado": "no"}, True),
        ({"enojado": "desconocido"}, {}, True),
        ({"enojado": "desconocido"}, {"enojado": "no"}, False),
        ({"enojado": ["si", "desconocido"]}, {}, True),
        ({"enojado": ["si", "desconocido"]}, {"enojado": "no"}, False),
        ({"unico": "solo"}, {}, False),
        ({"siempre_tres": "= 3"}, {}, False),
        ({"siempre_tres": "> 3"}, {}, False),
        ({"minutos": "<= 15"}, {"minutos": 15.0}, True),
        ({"minutos": "<= 15"}, {"minutos": 15.000001}, False),
        ({"minutos": 15}, {"minutos": 15.0}, True),
        ({"minutos": "> 10 y < 5"}, {}, False),
        ({"minutos": "> 10 y <= 15"}, {}, None),
        ({"alternativas": "> 2 y < 3"}, {}, False),
        ({"ninguna": [{"alternativas": "> 2 y < 3"}]}, {}, True),
        ({"minutos": ">= 0"}, {}, False),
        ({"minutos": ">= 0"}, {"minutos": 3}, True),
        ({"hora": ">= 07:30 y < 12:00"}, {"hora": 450}, True),
        ({"hora": ">= 07:30 y < 12:00"}, {"hora": 720}, False),
        ({"llegada": "desconocido"}, {"llegada": NOW}, False),
        ({"ninguna": [{"llegada": "desconocido"}]}, {"llegada": NOW}, True),
        ({"alguna": [{"enojado": "si"}, {"canal": "correo"}]}, {"canal": "correo"}, True),
        ({"alguna": [{"enojado": "si"}, {"canal": "correo"}]}, {"canal": "telefono"}, None),
        ({"ninguna": [{"enojado": "si"}, {"canal": "correo"}]}, {"canal": "correo"}, False),
        ({"ninguna": [{}]}, {}, False),
        ({"enojado": "si", "canal": "correo"}, {"canal": "telefono"}, False),
    ],
)
def test_what_conditions_mean(data: dict[str, Any], facts: dict[str, Value], answer: bool | None) -> None:
    condition = parse(data, FACTS)
    assert evaluate(condition, facts, FACTS) is answer
    assert compiled_answers([condition], facts) == [answer]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({}, "siempre"),
        ({"enojado": "si"}, "está enojado"),
        ({"enojado": "no"}, "no está enojado"),
        ({"saludado": "no"}, "no: ya se saludó"),
        ({"canal": ["correo", "telefono"]}, "canal: por correo o por teléfono"),
        ({"canal": "desconocido"}, "canal: no se sabe"),
        ({"minutos": "> 10 y <= 15"}, "minutos: más de 10 minutos y como máximo 15 minutos"),
        ({"hora": ">= 07:30"}, "hora: como mínimo 07:30"),
        ({"alternativas": 2}, "alternativas: exactamente 2"),
        ({"alguna": [{"enojado": "si"}, {"canal": "correo"}]}, "(está enojado, o bien canal: por correo)"),
        ({"alguna": [{"enojado": "si"}]}, "está enojado"),
        ({"ninguna": [{"enojado": "si"}, {"canal": "correo"}]}, "no se da que está enojado ni que canal: por correo"),
        ({"enojado": "si", "canal": "correo"}, "canal: por correo; está enojado"),
    ],
)
def test_how_conditions_are_said(data: dict[str, Any], words: str) -> None:
    assert describe(parse(data, FACTS), FACTS) == words


def test_conditions_of_too_many_alternatives_are_refused_in_time() -> None:
    data = {"todas": [{"alguna": [{"enojado": "si"}, {"canal": "correo"}]}] * 400}
    with pytest.raises(ValueError, match=str(MOST_ALTERNATIVES)):
        parse(data, FACTS)


def test_every_fault_of_a_condition_is_reported_and_none_stops_the_others() -> None:
    found: list[tuple[tuple[str | int, ...], str | None, bool]] = []

    def report(path: Any, _problem: Any, suggestion: str | None = None, /, *, key: bool = False) -> None:
        found.append((path, suggestion, key))

    parse(
        {"cannal": 1, "alguna": [{"enojado": "sí"}, 3, {"ninguna": {}}], "minutos": None, 7: "x"},
        FACTS,
        ("aquí",),
        report,
    )
    assert sorted(found, key=str) == [
        (("aquí", "alguna", 0, "enojado"), "si", False),
        (("aquí", "alguna", 1), None, False),
        (("aquí", "alguna", 2, "ninguna"), None, False),
        (("aquí", "cannal"), "canal", True),
        (("aquí", "minutos"), None, False),
        (("aquí", 7), None, True),
    ]


@given(
    st.sampled_from([fact for fact in FACTS.values() if fact.kind in ("numero", "hora")]).flatmap(
        lambda fact: st.tuples(st.just(fact), _numeric(fact))
    )
)
def test_a_test_that_nothing_passes_is_known_as_such(drawn: tuple[Fact, Any]) -> None:
    fact, data = drawn
    (test,) = all_tests_of(parse({fact.name: data}, FACTS))
    cell = cells_of(fact, [test])
    assert (cell.allowed(test) & cell.known == 0) == accepts_nothing(test, fact)
    if test.comparisons:
        assert (cell.allowed(test) == cell.known) == asks_whether_known(test, fact)


def test_no_condition_is_always_true() -> None:
    assert parse({}, FACTS) == ALWAYS
