"""Does the checker judge real drafts as a careful policy officer would? Two sets, written apart from the phrases.

The development set is for finding faults. The held-out set only measures: nobody who writes phrases reads it, so it
runs when asked for (`pytest -m held_out`, or `--held-out`) and its failures name ids and families, never texts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import pytest
from tests.draft_sets import Draft, Outcome, acceptable_share, check_drafts, load_drafts, report, total, warning_recall

from manual_atencion import Manual

PRECISION = 0.965  # the aim is 0.98
RECALL = 0.98
WARNINGS = 0.95
ACCEPTABLE = 0.98

ERROR_FAMILIES = {
    *("carino", "impotencia", "pongase_en_mi_lugar", "tantos_casos", "obscenidad", "culpa_a_companero"),
    *("disculpa_indebida", "falta_disculpa", "falta_identificacion", "falta_plazo", "desinteres", "provocacion"),
    *("saludo_equivocado", "espacio_sin_llenar", "nombre_en_caso_anonimo", "comentario_personal"),
}
WARNING_FAMILIES = {"si_pero", "promesa_incumplible", "citacion_innecesaria"}  # the slides say «evite», «cuídese»
SETS: dict[str, tuple[Draft, ...]] = {
    "development": load_drafts("development"),
    "held_out": load_drafts("held_out"),
}

each_set = pytest.mark.parametrize("drafts", SETS.values(), ids=SETS.keys())


@pytest.fixture(scope="module")
def development(manual: Manual) -> tuple[Outcome, ...]:
    return check_drafts(manual, SETS["development"])


@pytest.fixture(scope="module")
def held_out(manual: Manual) -> tuple[Outcome, ...]:
    return check_drafts(manual, SETS["held_out"])


def test_errors_are_those_that_an_officer_expects(development: tuple[Outcome, ...]) -> None:
    _assert_agreement(development)


def test_drafts_without_errors_pass(development: tuple[Outcome, ...]) -> None:
    assert acceptable_share(development) >= ACCEPTABLE, report(development)


def test_expected_warnings_are_given(development: tuple[Outcome, ...]) -> None:
    assert warning_recall(development) >= WARNINGS, report(development)


def test_the_words_underlined_are_the_words_at_fault(development: tuple[Outcome, ...]) -> None:
    assert not [outcome.draft.id for outcome in development if outcome.wrong_spans]


def test_a_draft_is_acceptable_exactly_when_it_has_no_error(development: tuple[Outcome, ...]) -> None:
    assert not [outcome.draft.id for outcome in development if outcome.acceptable == bool(outcome.errors)]


@pytest.mark.held_out
def test_held_out_errors_are_those_that_an_officer_expects(held_out: tuple[Outcome, ...]) -> None:
    _assert_agreement(held_out)


@pytest.mark.held_out
def test_held_out_drafts_without_errors_pass(held_out: tuple[Outcome, ...]) -> None:
    assert acceptable_share(held_out) >= ACCEPTABLE, report(held_out)


@pytest.mark.held_out
def test_held_out_expected_warnings_are_given(held_out: tuple[Outcome, ...]) -> None:
    assert warning_recall(held_out) >= WARNINGS, report(held_out)


@each_set
def test_drafts_are_well_formed(manual: Manual, drafts: tuple[Draft, ...]) -> None:
    for draft in drafts:
        manual.case(draft.case)
        assert draft.errors <= ERROR_FAMILIES, draft.id
        assert draft.warnings <= WARNING_FAMILIES | ERROR_FAMILIES, draft.id  # unsure context: an error is a warning
        assert not draft.errors & (draft.warnings | draft.allowed), draft.id
        assert draft.spans.keys() <= draft.errors | draft.warnings, draft.id
        assert all(draft.text.count(words) == 1 for words in draft.spans.values()), draft.id


@pytest.mark.parametrize(("name", "size", "positives"), [("development", 960, 30), ("held_out", 60, 1)])
def test_sets_cover_every_family_and_half_of_them_is_acceptable(name: str, size: int, positives: int) -> None:
    drafts = SETS[name]
    assert len(drafts) == size
    assert abs(sum(not draft.errors for draft in drafts) - size // 2) <= 4
    expected = Counter(family for draft in drafts for family in draft.errors)
    missing = ERROR_FAMILIES - set(expected)
    assert missing <= ({"provocacion"} if name == "held_out" else set())  # too few are left to hold every family
    assert min(expected.values()) >= positives
    assert {family for draft in drafts for family in draft.warnings} >= WARNING_FAMILIES


def test_no_draft_is_in_both_sets_or_twice_in_one() -> None:
    ids = [draft.id for drafts in SETS.values() for draft in drafts]
    assert len(set(ids)) == len(ids)
    assert not {draft.text for draft in SETS["development"]} & {draft.text for draft in SETS["held_out"]}


def test_the_measure_counts_misses_false_alarms_and_lets_officers_differ() -> None:
    wanted = _outcome("a", errors={"carino", "obscenidad"}, found={"carino", "provocacion"})
    refused = _outcome("b", warnings={"si_pero"}, found={"si_pero"})
    doubtful = _outcome("c", allowed={"desinteres"}, found={"desinteres"})
    outcomes = (wanted, refused, doubtful)
    score = total(outcomes)
    assert (score.hits, score.misses, score.false_alarms) == (1, 1, 2)
    assert warning_recall(outcomes) == 1
    assert acceptable_share(outcomes) == 0.5
    assert total(()).precision == total(()).recall == 1


def _outcome(
    name: str,
    *,
    errors: Iterable[str] = (),
    warnings: Iterable[str] = (),
    allowed: Iterable[str] = (),
    found: Iterable[str],
) -> Outcome:
    draft = Draft(name, "", {}, None, frozenset(errors), frozenset(warnings), frozenset(allowed), {})
    return Outcome(draft, not found, frozenset(found), frozenset(), frozenset())


def _assert_agreement(outcomes: tuple[Outcome, ...]) -> None:
    score = total(outcomes)
    assert score.precision >= PRECISION, report(outcomes)
    assert score.recall >= RECALL, report(outcomes)
