"""The finite form of a manual's conditions, and the small protocol that every engine implements."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol


class Clause(NamedTuple):
    """One conjunction of tests, each of one fact against a set of its cells.

    Args:
        predicate: index of the predicate that this clause makes true.
        tests: pairs of fact index and allowed cells as a bit set; bit *n* (the fact's
            number of cells) allows "unknown".
    """

    predicate: int
    tests: tuple[tuple[int, int], ...]


class Program(NamedTuple):
    """Every condition of a manual over its finite facts, in layers that are evaluated in order.

    Args:
        facts: names of the facts, by index.
        cells: for each fact its number of cells *n*; known values are 0 to n-1, unknown is n.
        predicates: names of the predicates, by index.
        layers: the clauses to evaluate in each layer; a later layer reads facts that an earlier one deduced.
    """

    facts: tuple[str, ...]
    cells: tuple[int, ...]
    predicates: tuple[str, ...]
    layers: tuple[tuple[Clause, ...], ...]


class Engine(Protocol):
    """Answers which predicates hold for closed facts."""

    @property
    def name(self) -> str:
        """The engine's name, as decisions report it."""

    def evaluate(self, layer: int, situation: Sequence[int]) -> tuple[int, int]:
        """Evaluate one layer in three values.

        Args:
            layer: index of the layer.
            situation: for each fact its cell, or its number of cells when unknown.

        Returns:
            Two bit sets over predicates: those that are true, and those that are not false.
        """
