"""From a compiled manual to regions: layer by layer, exceptions by name, deduced facts on the way."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from ..decisions.compiler import Compiled, Deduction
from .regions import NOWHERE, Region, Regions


class Truth(NamedTuple):
    """Where a condition is true for certain, and where it is not known to be false."""

    certain: Region
    possible: Region


FALSE = Truth(NOWHERE, NOWHERE)


class RegionInference:
    """Where each condition holds and each rule applies.

    Args:
        compiled: the manual.
        regions: the algebra over its facts.
        lapsed: the predicates not in force, as a bit set.

    Attributes:
        truths: where each predicate is true and may be, by its index.
        applied: where it is true and not set aside.
    """

    def __init__(self, compiled: Compiled, regions: Regions, lapsed: int) -> None:
        self._compiled = compiled
        self._regions = regions
        self._lapsed = lapsed
        self._counts = compiled.program.cells
        self._final: dict[int, tuple[Region, ...]] = {}
        self.truths: dict[int, Truth] = {}
        self.applied: dict[int, Region] = {}
        for layer in range(len(compiled.yields)):
            self._take(layer)

    def value(self, fact: int) -> tuple[Region, ...]:
        """Return where a fact has each of its cells, and at the end where it is unknown, deductions included."""
        found = self._final.get(fact)
        if found is None:
            size = self._regions.sizes[fact]
            found = tuple([self._regions.where(fact, 1 << value) if value < size else NOWHERE
                           for value in range(self._counts[fact] + 1)])  # fmt: skip
        return found

    def _take(self, layer: int) -> None:
        by_predicate: dict[int, list[Truth]] = {}
        for clause in self._compiled.program.layers[layer]:
            truths = [self._test(fact, allowed) for fact, allowed in clause.tests]
            by_predicate.setdefault(clause.predicate, []).append(
                Truth(self._meet(truth.certain for truth in truths), self._meet(truth.possible for truth in truths))
            )
        join = self._regions.join
        for predicate, truths in by_predicate.items():
            found = Truth(join(*[one.certain for one in truths]), join(*[one.possible for one in truths]))
            found = FALSE if self._lapsed >> predicate & 1 else found
            self.truths[predicate] = found
            self.applied[predicate] = found.certain
        for item in self._compiled.yields[layer]:
            loser = item.rule.bit_length() - 1
            won = join(*[self.applied.get(winner, NOWHERE) for winner in _bits(item.winners)])
            self.applied[loser] = self._regions.minus(self.applied.get(loser, NOWHERE), won)
        for deduction in self._compiled.deductions[layer]:
            self._final[deduction.fact] = self._deduced(deduction)

    def _meet(self, regions: Iterable[Region]) -> Region:
        return self._regions.meet(*sorted(regions, reverse=True))

    def _test(self, fact: int, allowed: int) -> Truth:
        values = self.value(fact)
        unknown = self._counts[fact]
        certain = self._regions.join(*[region for value, region in enumerate(values) if allowed >> value & 1])
        known = (1 << unknown) - 1
        if allowed >> unknown & 1 or allowed & known in (0, known):
            return Truth(certain, certain)
        return Truth(certain, self._regions.join(certain, values[unknown]))

    def _deduced(self, deduction: Deduction) -> tuple[Region, ...]:
        """Return where a deducible fact has each cell: as given; else the first value deduced; else as if none was."""
        regions = self._regions
        unknown = self._counts[deduction.fact]
        given = self.value(deduction.fact)
        found = [*given[:unknown], NOWHERE]
        left, undecided = given[unknown], NOWHERE
        for bit, cell in deduction.values:
            rule = bit.bit_length() - 1
            applied, truth = self.applied.get(rule, NOWHERE), self.truths.get(rule, FALSE)
            found[cell] = regions.join(found[cell], regions.meet(left, applied))
            left = regions.minus(left, applied)
            undecided = regions.join(undecided, regions.minus(truth.possible, truth.certain))
        found[unknown] = regions.meet(left, undecided)
        found[deduction.otherwise] = regions.join(found[deduction.otherwise], regions.minus(left, undecided))
        return tuple(found)


def _bits(bits: int) -> Iterable[int]:
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest
