"""Steps whose completion makes an earlier one due again, for ever: staff would go round in a circle."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice, product

from ..decisions.compiler import DONE
from ..messages import message
from .case_writing import CaseFacts
from .flaws import Flaw, Ground, Undecided, decided
from .regions import NOWHERE, Point, Region

Change = dict[int, int]  # facts by index, and the values that they get

_MOST_CHANGES = 8  # ways to complete one step that are tried
_MOST_STEPS = 60


def loop_flaws(ground: Ground) -> Iterable[Flaw | Undecided]:
    """Yield the circles of steps: two that undo each other are found exactly, longer ones by walking from each step.

    Args:
        ground: the manual in one period.
    """
    finder = _Loops(ground)
    told: set[frozenset[str]] = set()
    for first, second in finder.candidates():
        for flaw in decided("loop", (first, second), finder.undoing(first, second)):
            told.add(frozenset(flaw.subjects))
            yield flaw
    for step in ground.situations.due:
        for flaw in decided("loop", (step,), finder.circling(step)):
            if not any(known <= set(flaw.subjects) for known in told):
                told.add(frozenset(flaw.subjects))
                yield flaw


class _Loops:
    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._situations = ground.situations
        self._changes = {step: self._completing(step) for step in self._situations.due}

    def candidates(self) -> Iterator[tuple[str, str]]:
        """Yield the pairs of steps of which completing the second changes a fact that completes the first."""
        support = {step: self._situations.regions.support(self._situations.done(step)) for step in self._changes}
        steps = list(self._changes)
        for index, first in enumerate(steps):
            for second in steps[index + 1 :]:
                if support[first] & support[second]:
                    yield first, second

    def undoing(self, first: str, second: str) -> Iterator[Flaw]:
        """Yield the circle of two steps each of which undoes the other."""
        for one, two in product(self._changes[first], self._changes[second]):
            back = {**one, **two}
            here = self._situations.regions.box({fact: 1 << value for fact, value in back.items()})
            due = self._situations.due
            here = self._situations.regions.meet(here, due[first], *self._after(one, [due[second]]))
            if here == NOWHERE:
                continue
            parts = [here, *self._situations.next_step(first), *self._after(one, self._situations.next_step(second))]
            case = self._situations.any_case(*parts, *self._after(one, self._situations.valid))
            if case is not None:
                yield self._flaw([first, second], case)
                return

    def circling(self, step: str) -> Iterator[Flaw]:
        """Walk from a case in which a step comes next, completing each in the first way, and see whether it returns."""
        point = self._situations.any_point(*self._situations.next_step(step))
        walked: dict[Point, str] = {}
        while point is not None and point not in walked and len(walked) < _MOST_STEPS:
            following = self._next(point)
            if following is None or not self._changes[following]:
                return
            walked[point] = following
            point = self._changed(point, self._changes[following][0])
        if point is not None and point in walked:
            circle = list(walked)[list(walked).index(point) :]
            steps = [walked[at] for at in circle]
            if all(self._is_valid(at) for at in circle):
                yield self._flaw(steps, self._situations.case_of(circle[0]))

    def _completing(self, step: str) -> list[Change]:
        """Return ways to complete a step: for each alternative, values that make it true and are not "unknown"."""
        compiled = self._situations.compiled
        found: list[Change] = []
        for tests in compiled.clauses[compiled.predicates[DONE, step]]:
            box: dict[int, int] = {}
            for fact, allowed in tests:
                index = self._situations.index[fact]
                box[index] = box.get(index, -1) & allowed & compiled.cells[index].known
            choices = [[(fact, value) for value in range(allowed.bit_length()) if allowed >> value & 1]
                       for fact, allowed in sorted(box.items())]  # fmt: skip
            found += [dict(chosen) for chosen in islice(product(*choices), _MOST_CHANGES)]
        return found[:_MOST_CHANGES]

    def _after(self, change: Change, parts: Iterable[Region]) -> list[Region]:
        """Return where a change leads into all of some regions."""
        found = []
        for part in parts:
            after = part
            for fact, value in change.items():
                after = self._situations.regions.restrict(after, fact, value)
            found.append(after)
            if after == NOWHERE:
                break
        return found

    def _next(self, point: Point) -> str | None:
        contains = self._situations.regions.contains
        return next((step for step, due in self._situations.due.items() if contains(due, point)), None)

    def _changed(self, point: Point, change: Change) -> Point:
        return tuple([change.get(fact, value) for fact, value in enumerate(point)])

    def _is_valid(self, point: Point) -> bool:
        return all(self._situations.regions.contains(part, point) for part in self._situations.valid)

    def _flaw(self, steps: list[str], case: CaseFacts) -> Flaw:
        problem = message(
            "los pasos dan vueltas sin fin: al cumplir cada uno vuelve a tocar otro: {steps}",
            steps=" → ".join([*steps, steps[0]]),
        )
        first, last = (self._ground.entry_place("pasos", step) for step in (steps[0], steps[-1]))
        return Flaw("loop", tuple(sorted(set(steps))), problem, first, last, case)
