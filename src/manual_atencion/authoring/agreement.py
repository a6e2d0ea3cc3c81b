"""Do both engines decide alike? Asked of every example of the rules and of a random sample."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import NamedTuple

from ..decisions.records import first_difference
from ..errors import EngineError
from ..manual import Manual
from ..messages import Message
from .case_writing import CaseFacts
from .situations import Situations

_DENSITIES = (0.05, 0.15, 0.3, 0.6, 0.9)


class Agreement(NamedTuple):
    """How the two engines compare.

    Args:
        examples: how many examples of the rules were decided by both.
        sampled: how many random cases were.
        case: the first case on which they differ; None where they do not.
        difference: where their decisions differ first.
        unavailable: why the second engine could not be asked.
    """

    examples: int = 0
    sampled: int = 0
    case: CaseFacts | None = None
    difference: str | None = None
    unavailable: Message | None = None


def agreement(manual: Manual, situations: Situations, sample: int, seed: int = 0) -> Agreement:
    """Decide cases with both engines and compare.

    Args:
        manual: the manual, with the default engine.
        situations: its situations, from which random cases are drawn.
        sample: how many random cases to draw.
        seed: where the drawing starts; the same seed draws the same cases.
    """
    try:
        referee = Manual(manual.definition, "durable", checked=True)
    except EngineError as error:
        return Agreement(unavailable=error.reason)
    examples = list(_examples(manual))
    for case in (*examples, *_drawn(situations, sample, random.Random(seed))):  # noqa: S311  # a sample, no secret
        difference = first_difference(manual.decide(case).to_dict(), referee.decide(case))
        if difference is not None:
            return Agreement(len(examples), sample, case, difference)
    return Agreement(len(examples), sample)


def _examples(manual: Manual) -> Iterator[CaseFacts]:
    for rule in manual.definition.rules.values():
        yield from rule.applies_to  # type: ignore[misc]  # what a case file may hold
        yield from rule.not_applies_to  # type: ignore[misc]


def _drawn(situations: Situations, count: int, rng: random.Random) -> Iterator[CaseFacts]:
    for _ in range(count):
        density = rng.choice(_DENSITIES)
        point = [rng.choice(values) if rng.random() < density else values[0] for values in situations.preferred]
        yield situations.case_of(point)
