"""Regions are sets of cases, exactly; and where they say that a step comes next, the manual decides so."""

from __future__ import annotations

import random
from datetime import timedelta
from itertools import product
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.strategies import NOON, random_case

from manual_atencion import Manual
from manual_atencion.authoring.regions import EVERYWHERE, NOWHERE, Region, Regions
from manual_atencion.authoring.search import Search, UndecidedError
from manual_atencion.authoring.situations import Situations, periods
from manual_atencion.loading import load_definition

SIZES = (2, 3, 3, 4)
POINTS = list(product(*map(range, SIZES)))
ORDER = (2, 0, 3, 1)

Points = frozenset[tuple[int, ...]]
Shape = tuple[str, tuple[object, ...]]

_tests = st.integers(0, len(SIZES) - 1).flatmap(
    lambda fact: st.tuples(st.just("where"), st.tuples(st.just(fact), st.integers(0, (1 << SIZES[fact]) - 1)))
)
shapes = st.recursive(
    _tests,
    lambda inner: (
        st.tuples(st.sampled_from(["meet", "join", "minus"]), st.tuples(inner, inner))
        | st.tuples(st.just("outside"), st.tuples(inner))
    ),
    max_leaves=12,
)


def region_of(regions: Regions, shape: Shape) -> Region:
    kind, parts = shape
    if kind == "where":
        return regions.where(*parts)  # type: ignore[arg-type]
    return getattr(regions, kind)(*[region_of(regions, part) for part in parts])  # type: ignore[arg-type,no-any-return]


def points_of(shape: Shape) -> Points:
    kind, parts = shape
    if kind == "where":
        fact, allowed = cast("tuple[int, int]", parts)
        return frozenset(point for point in POINTS if allowed >> point[fact] & 1)
    sets = [points_of(part) for part in parts]  # type: ignore[arg-type]
    if kind == "outside":
        return frozenset(POINTS) - sets[0]
    if kind == "minus":
        return sets[0] - sets[1]
    return sets[0] & sets[1] if kind == "meet" else sets[0] | sets[1]


@given(shapes)
def test_a_region_holds_exactly_its_points(shape: Shape) -> None:
    regions = Regions(SIZES, ORDER)
    region, expected = region_of(regions, shape), points_of(shape)
    assert {point for point in POINTS if regions.contains(region, point)} == expected
    assert regions.count(region) == len(expected)
    boxes = list(regions.boxes(region))
    held = [
        point for box in boxes for point in POINTS if all(allowed >> point[fact] & 1 for fact, allowed in box.items())
    ]
    assert sorted(held) == sorted(expected)


@given(shapes, shapes)
def test_equal_sets_are_the_same_region(first: Shape, second: Shape) -> None:
    regions = Regions(SIZES, ORDER)
    one, two = region_of(regions, first), region_of(regions, second)
    assert (one == two) == (points_of(first) == points_of(second))
    assert regions.lies_within(one, two) == (points_of(first) <= points_of(second))


@given(shapes, st.integers(0, len(SIZES) - 1))
def test_restricting_and_forgetting_a_fact(shape: Shape, fact: int) -> None:
    regions = Regions(SIZES, ORDER)
    region, expected = region_of(regions, shape), points_of(shape)
    for value in range(SIZES[fact]):
        restricted = regions.restrict(region, fact, value)
        for point in POINTS:
            moved = (*point[:fact], value, *point[fact + 1 :])
            assert regions.contains(restricted, point) == (moved in expected)
    some = regions.some(region, [fact])
    assert not regions.support(some) >> fact & 1
    assert {point for point in POINTS if regions.contains(some, point)} == {
        point
        for point in POINTS
        if any((*point[:fact], value, *point[fact + 1 :]) in expected for value in range(SIZES[fact]))
    }


@given(st.lists(shapes, max_size=5))
def test_a_search_finds_a_point_in_all_regions_or_there_is_none(several: list[Shape]) -> None:
    regions = Regions(SIZES, ORDER)
    search = Search(regions, [range(size) for size in SIZES])
    expected = frozenset(POINTS).intersection(*map(points_of, several))
    found = search.any_point([region_of(regions, shape) for shape in several])
    assert (found is None) == (not expected)
    assert found is None or found in expected


def test_a_search_without_budget_says_that_it_could_not_decide() -> None:
    regions = Regions(SIZES)
    with pytest.raises(UndecidedError):
        Search(regions, [range(size) for size in SIZES], most_steps=0).any_point([regions.where(0, 1)])
    assert Search(regions, [range(size) for size in SIZES], most_steps=0).any_point([EVERYWHERE]) == (0, 0, 0, 0)
    assert Search(regions, [range(size) for size in SIZES], most_steps=0).any_point([NOWHERE]) is None


@pytest.fixture(scope="module")
def manual() -> Manual:
    return Manual(load_definition()[0], checked=True)


@pytest.fixture(scope="module")
def situations(manual: Manual) -> Situations:
    return Situations(manual.definition)


def agrees(manual: Manual, situations: Situations, facts: dict[str, object], *, timed: bool) -> None:
    """Hold everything that the regions say of one case against the decision."""
    now = NOON + timedelta(minutes=30) if timed else None
    decision = manual.decide(facts, now=now)
    point = situations.point_of(facts, now)
    contains = situations.regions.contains
    assert all(contains(part, point) for part in situations.valid)
    applied = {reason.rule for reason in manual.match(facts, now=now)}
    assert {rule for rule in manual.definition.rules if contains(situations.applies(rule), point)} == applied
    assert [step for step, region in situations.due.items() if contains(region, point)] == [
        due.id for due in decision.due
    ]
    following = [step for step in situations.due if all(contains(part, point) for part in situations.next_step(step))]
    assert following == [due.id for due in decision.due[:1]]
    if decision.terminal:
        assert all(contains(part, point) for part in situations.no_step)
        named = [name for name, region in situations.terminals.items() if contains(region, point)]
        undecided = any(contains(situations.undecided(rule.id), point) for rule in situations.duties)
        definition = manual.definition
        default = definition.undecided_terminal if undecided else definition.default_terminal
        assert (named or [default]) == [decision.terminal.id]
    for name, value in decision.derived.items():
        cell = situations.compiled.readers[name][1](value)
        assert contains(situations.value(name)[cell], point), name


@settings(max_examples=100)
@given(st.randoms(use_true_random=False), st.booleans())
def test_regions_decide_as_the_manual_does(
    manual: Manual, situations: Situations, rng: random.Random, timed: bool
) -> None:
    agrees(manual, situations, random_case(manual, rng), timed=timed)


def test_a_case_shown_for_each_step_has_that_step_next(manual: Manual, situations: Situations) -> None:
    for step in situations.due:
        case = situations.any_case(*situations.next_step(step))
        assert case is not None, step
        found = manual.decide(case).next_step
        assert found is not None
        assert found.id == step


def test_rules_that_never_end_have_one_period(manual: Manual) -> None:
    assert periods(manual.definition) == [None]
