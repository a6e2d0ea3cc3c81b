"""The rules that apply, with the facts behind each; and the one pass that reads a host's facts."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from benchmarks.problem import FACTS, interpret, make_cases, make_rules
from benchmarks.sides import problem_manual
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.strategies import NOON, cases, values

from manual_atencion import Manual
from manual_atencion.conditions import evaluate
from manual_atencion.decisions.decision import Decision
from manual_atencion.errors import CaseError

MANUAL = Manual.load()
ODD: st.SearchStrategy[Any] = st.sampled_from(
    [None, 1, 0, 1.0, Decimal(1), True, "Si", "yes", "", "14:30", [], {}, -1, 10**9, float("nan"), float("inf")]
)


@given(case=cases(MANUAL))
@settings(max_examples=200)
def test_facts_and_the_case_made_of_them_decide_the_same(case: dict[str, Any]) -> None:
    valid = MANUAL.case(case)
    for now in (None, NOON):
        assert MANUAL.decide(case, now=now).to_json() == MANUAL.decide(valid, now=now).to_json()
        assert MANUAL.match(case, now=now) == MANUAL.match(valid, now=now)


@given(data=st.data())
@settings(max_examples=400)
def test_facts_are_refused_in_the_same_words_as_a_case(data: st.DataObject) -> None:
    names = data.draw(st.lists(st.sampled_from(sorted(MANUAL.facts)), min_size=1, max_size=4, unique=True))
    case = {name: data.draw(ODD | values(MANUAL.facts[name])) for name in names}
    if data.draw(st.booleans()):
        case["no_existe"] = "si"
    assert _answer(lambda: MANUAL.decide(case)) == _answer(lambda: MANUAL.decide(MANUAL.case(case)))


def _answer(decide: Callable[[], Decision]) -> str:
    try:
        return decide().to_json()
    except CaseError as refused:
        return str(refused)


@given(case=cases(MANUAL))
@settings(max_examples=100)
def test_the_facts_of_a_reason_are_enough_for_its_rule(case: dict[str, Any]) -> None:
    for reason in MANUAL.match(case):
        shown = {name: value for name, value in reason.facts.items() if value is not None}
        assert evaluate(MANUAL.definition.rules[reason.rule].condition, shown, MANUAL.facts) is True, reason.rule


def test_the_problem_of_the_benchmarks_is_the_agreed_one() -> None:
    rules, problem_cases = make_rules(), make_cases()
    answers = [interpret(rules, case) for case in problem_cases]
    assert (len(rules), sum(len(rule.tests) for rule in rules), len(FACTS)) == (40, 145, 20)
    assert {name for names in answers for name in names} == {rule.id for rule in rules}
    assert sum(map(len, answers)) / len(answers) == 2.475
    assert sum(not names for names in answers) == 72
    manual = problem_manual(rules)
    found = [[reason.rule.removeprefix("problema.").upper() for reason in manual.match(case)] for case in problem_cases]
    assert found == answers
