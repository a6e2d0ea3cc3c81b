"""The default engine: one bit mask for every cell of every fact, and a walk over the facts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from .program import Clause, Program


class MaskEngine:
    """Evaluates all conditions of a layer together, in three values.

    Every clause has one bit among those that are still certain and one among those still possible. The table of a
    fact holds, for each of its cells, the clauses that this cell leaves certain and possible; the answer of a layer
    is what all facts leave. The object is immutable after construction and safe in any number of threads.

    Args:
        program: the program to evaluate.
    """

    def __init__(self, program: Program) -> None:
        self._layers = tuple(_Layer(program, clauses) for clauses in program.layers)

    @property
    def name(self) -> str:
        """The engine's name, as decisions report it."""
        return "evaluator"

    def evaluate(self, layer: int, situation: Sequence[int]) -> tuple[int, int]:
        """Evaluate one layer; see `program.Engine`."""
        return self._layers[layer].evaluate(situation)


class _Layer:
    """The tables of one layer.

    The lower half of a state holds what is certain, the upper half what is possible; in each, first come the
    predicates' own bits and then one for each further clause of a predicate.
    """

    def __init__(self, program: Program, clauses: tuple[Clause, ...]) -> None:
        predicates = len(program.predicates)
        bits, self._owners = _clause_bits(clauses, predicates)
        width = predicates + len(self._owners)
        self._predicates = (1 << predicates) - 1
        self._shift = width
        self._half = (1 << width) - 1
        self._further = predicates
        whole = sum(1 << bit for bit in bits)
        self._start = whole | whole << width
        tests: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for clause, bit in zip(clauses, bits, strict=True):
            for fact, allowed in clause.tests:
                tests[fact].append((allowed, bit))
        self._tables = tuple((fact, _masks(program.cells[fact], tests[fact], width)) for fact in sorted(tests))

    def evaluate(self, situation: Sequence[int]) -> tuple[int, int]:
        state = self._start
        for fact, masks in self._tables:
            state &= masks[situation[fact]]
        certain, possible = state & self._half, state >> self._shift
        if self._owners:
            return self._joined(certain), self._joined(possible)
        return certain, possible

    def _joined(self, clauses: int) -> int:
        """Let each further clause that is left speak for its predicate."""
        predicates = clauses & self._predicates
        further = clauses >> self._further
        while further:
            lowest = further & -further
            predicates |= self._owners[lowest.bit_length() - 1]
            further ^= lowest
        return predicates


def _clause_bits(clauses: tuple[Clause, ...], predicates: int) -> tuple[list[int], tuple[int, ...]]:
    bits: list[int] = []
    owners: list[int] = []
    seen: set[int] = set()
    for clause in clauses:
        if clause.predicate in seen:
            bits.append(predicates + len(owners))
            owners.append(1 << clause.predicate)
        else:
            seen.add(clause.predicate)
            bits.append(clause.predicate)
    return bits, tuple(owners)


def _masks(cells: int, tests: list[tuple[int, int]], width: int) -> tuple[int, ...]:
    """Return, for each cell of a fact, the bits that it leaves standing."""
    everything = (1 << 2 * width) - 1
    masks = []
    for cell in range(cells + 1):
        gone = 0
        for allowed, bit in tests:
            outcome = test_outcome(allowed, cell, cells)
            if outcome is not True:
                gone |= 1 << bit
            if outcome is False:
                gone |= 1 << bit + width
        masks.append(everything & ~gone)
    return tuple(masks)


def test_outcome(allowed: int, cell: int, cells: int) -> bool | None:
    """Say what a test makes of a cell.

    Args:
        allowed: the cells that the test allows, as a bit set.
        cell: the fact's cell; `cells` when unknown.
        cells: how many cells known values fall into.
    """
    if allowed >> cell & 1:
        return True
    known = (1 << cells) - 1
    if cell == cells and allowed & known not in (0, known):
        return None
    return False
