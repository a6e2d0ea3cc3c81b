"""Finds rules that contradict each other with neither yielding, and rules that can never apply."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from itertools import combinations

from ..conditions import said_number
from ..definitions import Definition, Rule
from ..errors import MOST_FAULTS, Fault
from ..facts import UNKNOWN
from ..messages import message
from .cells import FactCells
from .compiler import CLASH, RULE, Compiled
from .normal_form import joint_box, possible_box

_FOR = frozenset({"obligatorio", "permitido", "recomendado"})
_AGAINST = frozenset({"prohibido", "desaconsejado"})
_SINGLE = frozenset({"asigna", "escala"})

_SOME_INSTANT = "2026-01-05T09:00:00-05:00"

Box = Mapping[str, int]


def rule_faults(definition: Definition, compiled: Compiled) -> list[Fault]:
    """Return the rules that can never apply, and the pairs that can apply together and contradict, each with a case.

    Args:
        definition: the manual.
        compiled: the same manual, compiled.
    """
    boxes = {rule.id: _boxes(compiled, RULE, rule.id) for rule in definition.rules.values()}
    clashes = [box for name in definition.incompatibilities for box in _boxes(compiled, CLASH, name)]
    cells = dict(zip(compiled.program.facts, compiled.cells, strict=True))
    faults = [_never(rule) for rule in definition.rules.values() if not boxes[rule.id]]
    for first, second in opposed(definition.rules.values()):
        if len(faults) >= MOST_FAULTS:
            break
        if _yields(first, second) or not _in_force_together(first, second):
            continue
        case = _joint_case(boxes[first.id], boxes[second.id], clashes, cells)
        if case is not None:
            faults.append(_contradiction(first, second, case))
    return faults


def _boxes(compiled: Compiled, kind: str, name: str) -> list[Box]:
    found = compiled.clauses[compiled.predicates[kind, name]]
    return [box for tests in found if (box := possible_box(tests)) is not None]


def opposed(rules: Iterable[Rule]) -> Iterator[tuple[Rule, Rule]]:
    """Yield the pairs of rules whose conclusions cannot stand beside each other, by whatever conditions."""
    groups: dict[tuple[str, str], list[Rule]] = defaultdict(list)
    for rule in rules:
        if rule.kind == "deduce":
            groups["deduce", rule.fact].append(rule)
        elif rule.kind in _SINGLE:
            groups[rule.kind, ""].append(rule)
        else:
            groups["act", rule.target].append(rule)
    for members in groups.values():
        for first, second in combinations(members, 2):
            if _conclusion(first) != _conclusion(second):
                yield first, second


def _conclusion(rule: Rule) -> object:
    if rule.kind == "deduce":
        return rule.value
    return rule.responsible if rule.kind in _SINGLE else rule.kind in _FOR


def _yields(first: Rule, second: Rule) -> bool:
    return second.id in first.yields_to or first.id in second.yields_to


def _in_force_together(first: Rule, second: Rule) -> bool:
    starts = [day for day in (first.valid_from, second.valid_from) if day]
    ends = [day for day in (first.valid_until, second.valid_until) if day]
    return not starts or not ends or max(starts) <= min(ends)


def _joint_case(
    firsts: list[Box], seconds: list[Box], clashes: list[Box], cells: Mapping[str, FactCells]
) -> Mapping[str, str] | None:
    """Return facts under which one box of each side holds and no incompatibility does, or None."""
    for first in firsts:
        for second in seconds:
            box = joint_box(first, second)
            if box is not None and (case := _outside(box, clashes, cells)) is not None:
                return case
    return None


def _outside(box: Box, clashes: list[Box], cells: Mapping[str, FactCells]) -> Mapping[str, str] | None:
    """Return a point of a box that lies in none of the clashes, or None."""
    for clash in clashes:
        if all(box.get(fact, -1) & ~allowed == 0 for fact, allowed in clash.items()):
            return None
    return {fact: _sample(cells[fact], allowed) for fact, allowed in sorted(box.items())}


def _sample(cell: FactCells, allowed: int) -> str:
    """Return one of the values that a box allows, as a case file writes it."""
    known = allowed & cell.known
    if not known:
        return UNKNOWN
    if not cell.samples:
        return _SOME_INSTANT
    value = cell.samples[(known & -known).bit_length() - 1]
    return said_number(value, cell.fact) if isinstance(value, (int, Decimal)) else str(value)


def _never(rule: Rule) -> Fault:
    problem = message("la regla «{name}» no puede aplicarse nunca: sus condiciones se excluyen", name=rule.id)
    return Fault(problem, rule.location)


def _contradiction(first: Rule, second: Rule, case: Mapping[str, str]) -> Fault:
    facts = ", ".join(f"{name}: {value}" for name, value in case.items()) or "{}"
    return Fault(
        message(
            "las reglas «{first}» y «{second}» pueden aplicarse a la vez y se contradicen; una debe nombrar a la otra "
            "en «cede_ante». Caso: {facts}",
            first=first.id, second=second.id, facts=facts,
        ),
        second.location,
        related=first.location,
    )  # fmt: skip
