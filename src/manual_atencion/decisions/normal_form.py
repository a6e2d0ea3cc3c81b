"""Conditions as clauses: the disjunction of conjunctions that says the same in three values."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product

from ..conditions import Condition, Every, Some, Test
from .cells import FactCells

MOST_CLAUSES = 256

Tests = frozenset[tuple[str, int]]  # pairs of fact and allowed cells, all of which must hold


class TooManyClausesError(ValueError):
    """A condition has more alternatives than an engine should carry."""


def clauses_of(condition: Condition, cells: Mapping[str, FactCells]) -> tuple[Tests, ...]:
    """Return the clauses of a condition; it is true, false or unknown exactly as they are together.

    Args:
        condition: the condition.
        cells: the cells of every fact that it names.

    Raises:
        TooManyClausesError: there would be more than MOST_CLAUSES.
    """
    return tuple(sorted(_normal(condition, cells, negated=False), key=sorted))


def _normal(condition: Condition, cells: Mapping[str, FactCells], *, negated: bool) -> set[Tests]:
    if isinstance(condition, Test):
        fact = cells[condition.fact]
        return {_denied(condition, fact) if negated else frozenset({(condition.fact, fact.allowed(condition))})}
    conjunction = isinstance(condition, Every) != negated if isinstance(condition, (Every, Some)) else not negated
    inner = negated if isinstance(condition, (Every, Some)) else not negated
    parts = [_normal(part, cells, negated=inner) for part in condition.parts]
    if not conjunction:
        return _bounded(set().union(*parts))
    found: set[Tests] = {frozenset()}
    for part in parts:
        found = _bounded({left | right for left, right in product(found, part)})
    return found


def _denied(test: Test, fact: FactCells) -> Tests:
    """Negate a test: what it said of "unknown" for certain is denied for certain."""
    others = fact.known & ~fact.allowed(test)
    if others == fact.known and not test.unknown:
        return frozenset()  # a test that nothing passes is false even of what is unknown
    if others == 0:
        return frozenset({(test.fact, 0 if test.unknown else 1 << fact.count)})
    if test.unknown:
        return frozenset({(test.fact, others), (test.fact, fact.known)})
    return frozenset({(test.fact, others)})


def _bounded(clauses: set[Tests]) -> set[Tests]:
    if len(clauses) > MOST_CLAUSES:
        raise TooManyClausesError
    return clauses


def possible_box(clause: Tests) -> Mapping[str, int] | None:
    """Return for each fact of a clause the cells in which all its tests can be true, or None where there are none."""
    box: dict[str, int] = {}
    for fact, allowed in clause:
        box[fact] = box.get(fact, -1) & allowed
    return None if 0 in box.values() else box


def joint_box(first: Mapping[str, int], second: Mapping[str, int]) -> Mapping[str, int] | None:
    """Return the cells in which two clauses can be true together, or None."""
    box = dict(first)
    for fact, allowed in second.items():
        box[fact] = box.get(fact, -1) & allowed
        if not box[fact]:
            return None
    return box
