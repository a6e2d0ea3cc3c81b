"""Cuts each fact's values into finitely many cells, so that every condition is a set of cells."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from itertools import pairwise

from ..conditions import Test, counts_whole, limits
from ..facts import Fact, Value

Cut = int | Decimal


@dataclass(frozen=True, slots=True)
class FactCells:
    """The cells of one fact; cell number `count` stands for "unknown".

    Args:
        fact: the fact.
        samples: for each cell one value that lies in it, of whole numbers the smallest; empty for instants, which have
            the one cell "known".
        cuts: for numbers and hours the constants at which rules compare them, sorted.
        numbers: for numbers and hours, the cell of each stretch between cuts and of each cut, in turn; -1 where none.
    """

    fact: Fact
    samples: tuple[Value, ...]
    cuts: tuple[Cut, ...] = ()
    numbers: tuple[int, ...] = ()

    @property
    def count(self) -> int:
        """How many cells known values fall into."""
        return len(self.samples) or 1

    def reader(self) -> Callable[[Value], int]:
        """Return the function from a known value to its cell."""
        if self.fact.kind == "instante":
            return lambda _: 0
        if not self.numbers:
            return {value: cell for cell, value in enumerate(self.samples)}.__getitem__
        if counts_whole(self.fact):
            return partial(bisect_right, self.samples[1:])
        cuts, numbers = self.cuts, self.numbers

        def read(value: Value) -> int:
            # Cuts below the value count twice, a cut at the value once: the place among stretches and cuts in turn.
            return numbers[bisect_left(cuts, value) + bisect_right(cuts, value)]

        return read

    def allowed(self, test: Test) -> int:
        """Return the cells that a test accepts as a bit set, the bit of "unknown" included where it accepts that."""
        bits = 1 << self.count if test.unknown else 0
        for cell, sample in enumerate(self.samples):
            if test.accepts(sample):
                bits |= 1 << cell
        return bits

    @property
    def known(self) -> int:
        """All cells but "unknown", as a bit set."""
        return (1 << self.count) - 1


def cells_of(fact: Fact, tests: Iterable[Test]) -> FactCells:
    """Cut a fact at the constants of the tests about it."""
    if fact.kind == "instante":
        return FactCells(fact, ())
    if fact.kind not in ("numero", "hora"):
        return FactCells(fact, fact.values)
    low, high = limits(fact)
    cuts = tuple(sorted({comparison.constant for test in tests for comparison in test.comparisons
                         if low <= comparison.constant <= high}))  # fmt: skip
    whole = counts_whole(fact)
    samples: list[Value] = []
    numbers: list[int] = []
    edges: list[Cut] = [low - 1, *cuts, high + 1]
    for position, (left, right) in enumerate(pairwise(edges)):
        sample = _between(max(left, low - 1), min(right, high + 1), whole, low, high)
        numbers.append(_take(sample, samples))
        if position < len(cuts):
            numbers.append(_take(cuts[position], samples))
    return FactCells(fact, tuple(samples), cuts, tuple(numbers))


def _take(sample: Cut | None, samples: list[Value]) -> int:
    if sample is None:
        return -1
    samples.append(sample)
    return len(samples) - 1


def _between(left: Cut, right: Cut, whole: bool, low: int, high: int) -> Cut | None:
    """Return a valid value strictly between two edges, or None where there is none."""
    if whole:
        candidate: Cut = int(left) + 1
    else:
        candidate = (max(Decimal(left), Decimal(low)) + min(Decimal(right), Decimal(high))) / 2
    return candidate if left < candidate < right and low <= candidate <= high else None
