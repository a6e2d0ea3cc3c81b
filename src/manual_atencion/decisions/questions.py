"""Which missing facts to ask for: the few whose answers decide the rules that are still open."""

from __future__ import annotations

from ..answers import Missing
from ..definitions import Definition
from .compiler import Compiled
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
        self._askable = tuple(
            (name, index, self._counts[index], rules, plan.asked[name])
            for name, index, rules in plan.tested_by
            if rules and name not in plan.deduced_by
        )  # fmt: skip
        labels = [(planned.rank if planned.rank >= 0 else len(plan.before), planned.settles) for planned in plan.rules]
        ordered = sorted(set(labels))
        self._settles = tuple(name for _, name in ordered)
        self._label_of = tuple(ordered.index(label) for label in labels)
        self._begun = _begun_by(compiled)
        self._deduced = tuple(
            (index, plan.deduced_by[name]) for name, index, _ in plan.tested_by if name in plan.deduced_by
        )

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
        cells, certain, contradicted = situation.cells, inference.certain, situation.contradicted
        weights = sorted([
            (-touched.bit_count(), name, rules)
            for name, index, unknown, rules, relevant in self._askable
            if cells[index] == unknown and (touched := open_rules & rules)
            and (not relevant or certain & relevant) and name not in contradicted
        ])  # fmt: skip
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
        """Return the rules of which a known fact meets a test, leaving out facts that tell one case from few."""
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
        undecided &= ~plan.fulfilled(inference.certain)
        for index, rules in self._deduced:
            if situation.cells[index] != self._counts[index]:
                undecided &= ~rules
        return undecided

    def _settled(self, rules: int) -> tuple[str, ...]:
        found = set()
        while rules:
            lowest = rules & -rules
            found.add(self._label_of[lowest.bit_length() - 1])
            rules ^= lowest
        return tuple([self._settles[label] for label in sorted(found)])

    def _contradicted(self, situation: Situation) -> tuple[Missing, ...]:
        return tuple(
            Missing(name, f"{self._facts[name].question} (Los datos se contradicen: {'; '.join(reasons)}.)", (name,))
            for name, reasons in sorted(situation.contradicted.items())
        )


def _begun_by(compiled: Compiled) -> dict[str, tuple[int, tuple[int, ...]]]:
    """For each telling fact its index and, for each of its cells, the rules of which it meets a test.

    A fact that more than one rule in eight tests, such as the channel, is no sign that a rule is about this case.
    """
    masks = {
        name: [0] * (cells + 1) for name, cells in zip(compiled.program.facts, compiled.program.cells, strict=True)
    }
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
