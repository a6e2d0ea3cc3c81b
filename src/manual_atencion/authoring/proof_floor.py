"""What an overlay tried to take from the rights floor, with a case of somebody who would have lost the right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..conditions import tests_of
from ..definitions import Definition, Rule
from ..errors import Fault
from ..rights_floor import RightsFloor
from .flaws import Flaw, Ground


def concerns_floor(fault: Fault, floor: RightsFloor) -> bool:
    """Return whether a refused change of an overlay is one that would touch the rights floor.

    Args:
        fault: what was refused.
        floor: the rights floor of the manual below.
    """
    return bool(_named(fault) & (floor.rules | floor.supports | floor.steps | floor.facts))


def floor_flaws(ground: Ground, refused: Iterable[Fault]) -> Iterator[Flaw]:
    """Yield a flaw for each change that was refused.

    Args:
        ground: the manual as it is without those changes.
        refused: the faults of which `concerns_floor` says so.
    """
    for fault in refused:
        named = _named(fault)
        rule = _touched(ground.definition, named)
        case = ground.situations.any_case(ground.situations.applies(rule.id)) if rule else None
        related = fault.related or (rule.location if rule else None)
        yield Flaw("rights_floor", tuple(sorted(named)), fault.message, fault.location, related, case)


def _named(fault: Fault) -> set[str]:
    return {str(value) for key, value in fault.message.values.items() if key in ("name", "fact")}


def _touched(definition: Definition, named: set[str]) -> Rule | None:
    """Return the rule that was named, or else the first of the floor that orders the step or tests the fact named."""
    for name in sorted(named & definition.rules.keys()):
        return definition.rules[name]
    for rule in definition.rules.values():
        if rule.inalienable and not named.isdisjoint({rule.step, *(test.fact for test in tests_of(rule.condition))}):
            return rule
    done = {name for name, step in definition.steps.items()
            if not named.isdisjoint(test.fact for test in tests_of(step.done))}  # fmt: skip
    return next((rule for rule in definition.rules.values() if rule.inalienable and rule.step in done), None)
