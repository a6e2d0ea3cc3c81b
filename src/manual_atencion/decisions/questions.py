"""Which missing facts to ask for: the few whose answers decide the rules that are still open."""

from __future__ import annotations

from ..definitions import Definition
from .compiler import Compiled
from .decision import Missing
from .inference import Inference
from .plan import Plan
from .situation import Situation


class Questions:
    """Chooses questions for one manual.

    Each open rule is given to the unknown fact on which most open rules depend, so that the most decisive questions
    come first and no rule is asked about twice. A deduced fact is never asked: its rules' facts are.

    Args:
        definition: the manual.
        compiled: the same manual, compiled.
        plan: its tables.
    """

    def __init__(self, definition: Definition, compiled: Compiled, plan: Plan) -> None:
        self._plan = plan
        self._counts = compiled.program.cells
        self._facts = definition.vocabulary
        self._names = compiled.program.facts
        self._askable = tuple(
            (name, index, rules)
            for name, index, rules in plan.tested_by
            if rules and not definition.vocabulary[name].deducible
        )  # fmt: skip
        self._deduced = tuple((index, plan.deduced_by[name]) for name, index, _ in plan.tested_by if name in plan.deduced_by)

    def ask(self, situation: Situation, inference: Inference, rank: int) -> tuple[Missing, ...]:
        """Return the questions for a situation, those first that could change the next step.

        Args:
            situation: the situation, completed with deduced facts.
            inference: what applies in it.
            rank: the rank of the next step, or the number of steps when there is none.
        """
        open_rules = self._open_rules(situation, inference)
        if not open_rules and not situation.contradicted:
            return ()
        weights = []
        for name, index, rules in self._askable:
            touched = open_rules & rules
            unknown = situation.cells[index] == self._counts[index] and name not in situation.contradicted
            if touched and unknown and self._is_relevant(name, inference):
                weights.append((-touched.bit_count(), name, rules))
        weights.sort()
        earlier = self._plan.before[rank]
        found: list[tuple[bool, Missing]] = []
        for _, name, rules in weights:
            taken = open_rules & rules
            if taken:
                open_rules ^= taken
                fact = self._facts[name]
                found.append((not taken & earlier, Missing(name, fact.question, self._settled(taken))))
        found.sort(key=lambda item: item[0])
        return (*self._contradicted(situation), *(item for _, item in found))

    def _open_rules(self, situation: Situation, inference: Inference) -> int:
        plan = self._plan
        undecided = inference.possible & ~inference.certain & plan.discussed
        for bit, duties in plan.done_duties:
            if inference.certain & bit:
                undecided &= ~duties
        for index, rules in self._deduced:
            if situation.cells[index] != self._counts[index]:
                undecided &= ~rules
        return undecided

    def _is_relevant(self, name: str, inference: Inference) -> bool:
        bit = self._plan.asked[name]
        return not bit or bool(inference.possible & bit)

    def _settled(self, rules: int) -> tuple[str, ...]:
        found: dict[tuple[int, str], None] = {}
        while rules:
            lowest = rules & -rules
            planned = self._plan.rules[lowest.bit_length() - 1]
            found[planned.rank if planned.rank >= 0 else len(self._plan.before), planned.settles] = None
            rules ^= lowest
        return tuple(name for _, name in sorted(found))

    def _contradicted(self, situation: Situation) -> tuple[Missing, ...]:
        return tuple(
            Missing(name, f"{self._facts[name].question} (Los datos se contradicen: {'; '.join(reasons)}.)", (name,))
            for name, reasons in sorted(situation.contradicted.items())
        )
