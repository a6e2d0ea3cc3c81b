"""From a situation to the rules that apply: layer by layer, exceptions by name, deduced facts on the way."""

from __future__ import annotations

from dataclasses import dataclass

from ..definitions import Definition
from .compiler import CLASH, Compiled, Deduction
from .program import Engine
from .situation import Situation, SituationReader


@dataclass(slots=True)
class Inference:
    """What an engine's answers amount to; made anew for each answer. Sets are bit sets over predicates, rules first.

    Args:
        certain: predicates that are true.
        possible: predicates that are not false.
        applied: rules that are true and not set aside.
        set_aside: pairs of the set-aside rule's bit and the bits of the rules that won.
    """

    certain: int
    possible: int
    applied: int
    set_aside: tuple[tuple[int, int], ...]


class Reasoner:
    """Runs one engine over situations; immutable, safe in any number of threads that its engine allows.

    Args:
        definition: the manual.
        compiled: the same manual, compiled.
        engine: the engine that evaluates conditions.
        situations: the reader that made the situations.
    """

    def __init__(self, definition: Definition, compiled: Compiled, engine: Engine, situations: SituationReader) -> None:
        self._engine = engine
        self._situations = situations
        self._facts = compiled.program.facts
        self._samples = tuple(cell.samples for cell in compiled.cells)
        self._counts = compiled.program.cells
        self._clashes = tuple(
            (compiled.bit(CLASH, item.id), _facts_of(compiled, item.id), item.reason)
            for item in definition.incompatibilities.values()
        )
        self._layers = tuple(zip(range(len(compiled.yields)), compiled.yields, compiled.deductions, strict=True))[1:]
        self._rules = (1 << len(compiled.rules)) - 1

    @property
    def engine_name(self) -> str:
        """The name of the engine, as decisions report it."""
        return self._engine.name

    def infer(self, situation: Situation, lapsed: int) -> Inference:
        """Return what applies in a situation, which is completed with the deduced facts.

        Args:
            situation: the situation; contradicting facts are set aside in it.
            lapsed: the rules not in force, and their clocks.
        """
        evaluate, cells = self._engine.evaluate, situation.cells
        if self._clashes:
            self._set_contradictions_aside(situation)
        certain = possible = applied = 0
        set_aside: list[tuple[int, int]] = []
        counted = ~lapsed
        for layer, yields, deductions in self._layers:
            true, open_ = evaluate(layer, cells)
            true &= counted
            certain |= true
            possible |= open_ & counted
            applied |= true
            for item in yields:
                if applied & item.rule and (won := applied & item.winners):
                    applied ^= item.rule
                    set_aside.append((item.rule, won))
            if deductions:
                self._deduce(deductions, situation, applied, possible & ~certain)
        return Inference(certain, possible, applied & self._rules, tuple(set_aside))

    def _set_contradictions_aside(self, situation: Situation) -> None:
        true, _ = self._engine.evaluate(0, situation.cells)
        if not true:
            return
        for bit, facts, reason in self._clashes:
            if true & bit:
                self._situations.forget(situation, tuple(name for name in facts if name in situation.values), reason)

    def _deduce(self, deductions: tuple[Deduction, ...], situation: Situation, applied: int, undecided: int) -> None:
        cells = situation.cells
        for item in deductions:
            unknown = self._counts[item.fact]
            if cells[item.fact] != unknown:
                continue
            cell = unknown if undecided & item.rules else item.otherwise
            if found := applied & item.rules:
                cell = next(cell for bit, cell in item.values if bit & found)
            if cell != unknown:
                cells[item.fact] = cell
                situation.values[self._facts[item.fact]] = self._samples[item.fact][cell]


def _facts_of(compiled: Compiled, clash: str) -> tuple[str, ...]:
    clauses = compiled.clauses[compiled.predicates[CLASH, clash]]
    return tuple(sorted({fact for tests in clauses for fact, _ in tests}))
