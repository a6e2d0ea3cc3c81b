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

    Each open rule is given to the unknown fact on which most open rules depend, so that few questions decide much and
    no rule is asked about twice. A deduced fact is never asked: its rules' facts are. Questions about rules that this
    case has already begun to meet come first, then those that could change the next step.

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
        self._begun = _begun_by(compiled)
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
        begun = self._begun_rules(situation)
        found: list[tuple[bool, bool, Missing]] = []
        for _, name, rules in weights:
            taken = open_rules & rules
            if taken:
                open_rules ^= taken
                fact = self._facts[name]
                missing = Missing(name, fact.question, self._settled(taken))
                found.append((not taken & begun, not taken & earlier, missing))
        found.sort(key=lambda item: item[:2])
        return (*self._contradicted(situation), *(item for _, _, item in found))

    def _begun_rules(self, situation: Situation) -> int:
        """Return the rules of which a known fact already meets a test, leaving out facts that tell one case from few."""
        begun = 0
        for name in situation.values:
            masks = self._begun.get(name)
            if masks:
                index, by_cell = masks
                begun |= by_cell[situation.cells[index]]
        return begun

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
        return not bit or bool(inference.certain & bit)

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


def _begun_by(compiled: Compiled) -> dict[str, tuple[int, tuple[int, ...]]]:
    """For each telling fact its index and, for each of its cells, the rules of which it meets a test.

    A fact that more than one rule in eight tests, such as the channel, is no sign that a rule is about this case.
    """
    masks = {name: [0] * (cells + 1) for name, cells in zip(compiled.program.facts, compiled.program.cells, strict=True)}
    tested = dict.fromkeys(masks, 0)
    for rule in range(len(compiled.rules)):
        for name, allowed in {test for tests in compiled.clauses[rule] for test in tests}:
            tested[name] |= 1 << rule
            by_cell = masks[name]
            for cell in range(len(by_cell) - 1):
                by_cell[cell] |= (allowed >> cell & 1) << rule
    return {
        name: (index, tuple(masks[name]))
        for index, name in enumerate(compiled.program.facts)
        if 0 < tested[name].bit_count() * 8 <= len(compiled.rules)
    }
