"""What holds of every decision, whatever the case."""

from __future__ import annotations

import json
import random
from collections.abc import Mapping
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.strategies import NOON, cases, instants, random_case

from manual_atencion import CaseError, Manual, conditions
from manual_atencion.decisions.decision import DueStep, Norm
from manual_atencion.facts import UNKNOWN, Case, Value

MANUAL = Manual.load()
STATES = {"not_started", "running", "met", "breached", "not_applicable", "no_data"}
# A deadline's states in the order in which time may bring them; the last two are both ends.
ORDER = {"not_applicable": 0, "no_data": 0, "not_started": 1, "running": 2, "met": 3, "breached": 3}


def known(case: Case) -> dict[str, Value]:
    """The facts of a case with the closed ones at their closed value."""
    facts = MANUAL.facts.items()
    closed = {name: fact.closed_value for name, fact in facts if fact.closed_value and not fact.deducible}
    return {**closed, **case.values}


def asks_about_knowledge(test: conditions.Test) -> bool:
    return test.unknown or conditions.asks_whether_known(test, MANUAL.facts[test.fact])


@given(cases(MANUAL), st.none() | instants())
@settings(max_examples=400)
def test_every_case_gets_a_next_step_or_a_named_terminal_state(case: dict[str, Any], now: datetime | None) -> None:
    decision = MANUAL.decide(case, now=now)
    assert (decision.next_step is None) != (decision.terminal is None)
    assert decision.due[:1] == ((decision.next_step,) if decision.next_step else ())
    if decision.terminal:
        assert decision.terminal.id in MANUAL.definition.terminals


@given(cases(MANUAL), st.none() | instants())
@settings(max_examples=200)
def test_every_answer_names_its_rule_slide_and_words(case: dict[str, Any], now: datetime | None) -> None:
    decision = MANUAL.decide(case, now=now)
    rules = MANUAL.definition.rules
    shown: list[DueStep | Norm] = [*decision.due, *decision.forbidden, *decision.discouraged]
    for item in (*shown, *decision.allowed, *decision.advice):
        assert rules[item.rule].source.page == item.page
        assert item.id in (rules[item.rule].step, rules[item.rule].act)
    for reason in decision.because:
        assert reason.quote == rules[reason.rule].source.quote
    if decision.next_step:
        assert decision.because[0].rule == decision.next_step.rule
    ranks = [MANUAL.definition.steps[step.id].rank for step in decision.due]
    assert ranks == sorted(set(ranks))


@given(cases(MANUAL), st.none() | instants())
@settings(max_examples=200)
def test_rules_apply_when_their_condition_is_true(case: dict[str, Any], now: datetime | None) -> None:
    decision = MANUAL.decide(case, now=now)
    if any("se contradicen" in missing.question for missing in decision.missing):
        return
    facts = {**known(MANUAL.case(case)), **decision.derived}
    for name, value in list(facts.items()):
        if isinstance(value, datetime) and now is not None and value > now:
            del facts[name]
    aside = {item.rule for item in decision.set_aside}
    applied = {reason.rule for reason in decision.because}
    for rule in MANUAL.definition.rules.values():
        if rule.kind != "recomendado":
            assert (conditions.evaluate(rule.condition, facts, MANUAL.facts) is True) == (rule.id in applied | aside), (
                rule.id
            )


@given(cases(MANUAL), st.data())
@settings(max_examples=150)
def test_knowledge_never_turns_a_definite_condition_around(case: dict[str, Any], data: st.DataObject) -> None:
    before = known(MANUAL.case(case))
    more = data.draw(cases(MANUAL))
    after = {**known(MANUAL.case({name: value for name, value in more.items() if name not in before})), **before}
    for rule in MANUAL.definition.rules.values():
        if any(asks_about_knowledge(test) for test in conditions.tests_of(rule.condition)):
            continue  # it asks whether a fact is known, so knowing it is what it waits for
        first = conditions.evaluate(rule.condition, before, MANUAL.facts)
        if first is not None:
            assert conditions.evaluate(rule.condition, after, MANUAL.facts) is first, rule.id


@given(cases(MANUAL), instants(), st.randoms(use_true_random=False))
@settings(max_examples=100)
def test_the_order_of_facts_changes_nothing(case: dict[str, Any], now: datetime, rng: random.Random) -> None:
    names = list(case)
    rng.shuffle(names)
    shuffled = {name: case[name] for name in names}
    assert MANUAL.decide(shuffled, now=now).to_json() == MANUAL.decide(case, now=now).to_json()


@given(cases(MANUAL), instants(), st.integers(-14, 14))
@settings(max_examples=100)
def test_the_zone_of_the_input_changes_nothing(case: dict[str, Any], now: datetime, hours: int) -> None:
    zone = timezone(timedelta(hours=hours))
    moved = {name: value.astimezone(zone) if isinstance(value, datetime) else value for name, value in case.items()}
    assert MANUAL.decide(moved, now=now.astimezone(zone)).to_json() == MANUAL.decide(case, now=now).to_json()


@given(cases(MANUAL), instants(), st.integers(0, 10 * 86_400_000_000))
@settings(max_examples=200)
def test_deadlines_only_move_forward_in_time(case: dict[str, Any], now: datetime, later: int) -> None:
    facts = {name: value for name, value in case.items() if MANUAL.facts[name].kind != "numero"}
    first = MANUAL.decide(facts, now=now)
    second = MANUAL.decide(facts, now=now + timedelta(microseconds=later))
    for before, after in zip(first.deadlines, second.deadlines, strict=True):
        assert before.state in STATES
        if before.state == "breached" and after.state in ("running", "met"):
            # A later end can only be recorded, never undo the breach of a clock that was stopped late.
            raise AssertionError((before.id, before.state, after.state))
        if before.state == "met":
            assert after.state not in ("running", "not_started", "breached"), before.id


@given(cases(MANUAL), instants())
@settings(max_examples=100)
def test_missing_facts_are_not_known_and_have_a_question(case: dict[str, Any], now: datetime) -> None:
    decision = MANUAL.decide(case, now=now)
    given_facts = MANUAL.case(case).values
    for missing in decision.missing:
        assert missing.question.startswith("¿")
        assert missing.would_settle
        if "se contradicen" not in missing.question:
            assert missing.fact not in given_facts or MANUAL.facts[missing.fact].kind == "instante", missing.fact


@given(cases(MANUAL), instants())
@settings(max_examples=100)
def test_the_answer_survives_json_and_hides_the_case(case: dict[str, Any], now: datetime) -> None:
    valid = MANUAL.case(case)
    decision = MANUAL.decide(valid, now=now)
    assert json.loads(decision.to_json()) == decision.to_dict()
    assert repr(valid) == f"<Case: {len(valid)} facts>"
    assert "desconocido" not in repr(decision)
    assert len(decision.explain()) > 20


@pytest.mark.parametrize(
    ("given_facts", "name"),
    [
        ({"canla": "correo"}, "canla"),
        ({"canal": "PLANTADO-7788"}, "canal"),
        ({"minutos_de_espera": "15"}, "minutos_de_espera"),
        ({"minutos_de_espera": float("nan")}, "minutos_de_espera"),
        ({"minutos_de_espera": True}, "minutos_de_espera"),
        ({"alternativas": 1.5}, "alternativas"),
        ({"llegada": datetime(2026, 2, 13, 15, 0)}, "llegada"),  # noqa: DTZ001 - naive on purpose
        ({"llegada": "2026-02-13T15:00:00"}, "llegada"),
        ({"hora": "25:00"}, "hora"),
        ({"saludo_dado": None}, "saludo_dado"),
        ({"saludo_dado": 1}, "saludo_dado"),
    ],
)
def test_wrong_facts_are_refused_by_name_only(given_facts: Mapping[str, object], name: str) -> None:
    with pytest.raises(CaseError) as caught:
        MANUAL.case(given_facts)
    said = str(caught.value) + repr(caught.value) + repr(caught.value.faults)
    assert name in said
    assert "PLANTADO-7788" not in said
    assert len(caught.value.faults) == 1


def test_a_naive_now_is_refused() -> None:
    with pytest.raises(CaseError, match="now"):
        MANUAL.decide({}, now=datetime(2026, 2, 13))  # noqa: DTZ001 - naive on purpose


def test_unknown_is_the_same_as_left_out() -> None:
    everything = dict.fromkeys(MANUAL.facts, UNKNOWN)
    assert MANUAL.decide(everything, now=NOON).to_json() == MANUAL.decide({}, now=NOON).to_json()


def test_two_loads_give_the_same_bytes(manual: Manual) -> None:
    rng = random.Random(5)
    other = Manual.load()
    for _ in range(50):
        case = random_case(manual, rng)
        assert manual.decide(case, now=NOON).to_json() == other.decide(case, now=NOON).to_json()
