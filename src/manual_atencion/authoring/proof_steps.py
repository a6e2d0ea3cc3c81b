"""Cases without a way on, and steps that cannot be reached, or not be left.

That no case is left without both a step and a named end needs no search: ends yield to each other in no circle, or the
files are refused, and where none holds the default one does. What remains is a case that waits for a fact in vain.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..decisions.compiler import ASK, RULE
from ..definitions import Definition, Rule
from ..messages import message
from .flaws import Flaw, Ground, Undecided, decided
from .regions import Region


def step_flaws(ground: Ground) -> Iterable[Flaw | Undecided]:
    """Yield the steps that cannot be reached or left, and the cases that lead nowhere.

    Args:
        ground: the manual in one period.
    """
    for step in ground.situations.due:
        yield from decided("unreachable_step", (step,), _unreachable(ground, step))
        yield from decided("endless_step", (step,), _endless(ground, step))
    for rule in ground.situations.duties:
        yield from decided("no_way_on", (rule.id,), _unasked(ground, rule))


def _unreachable(ground: Ground, step: str) -> Iterator[Flaw]:
    situations = ground.situations
    orders = [rule for rule in situations.duties if rule.step == step]
    if not orders and _is_named(ground.definition, step):
        return
    if ground.is_possible(*situations.next_step(step)):
        return
    case = situations.any_case(situations.due[step])
    if case is not None:
        point = situations.point_of(case)
        earlier = next(name for name, due in situations.due.items() if situations.regions.contains(due, point))
        problem = message(
            "el paso «{step}» nunca llega a ser el siguiente: siempre que toca, toca antes «{earlier}»",
            step=step, earlier=earlier,
        )  # fmt: skip
        related = ground.entry_place("pasos", earlier)
    elif orders:
        problem = message(
            "el paso «{step}» nunca llega a tocar: siempre que la regla «{rule}» lo pide, ya está cumplido o la regla "
            "no se aplica", step=step, rule=orders[0].id,
        )  # fmt: skip
        related = orders[0].location or ground.entry_place("pasos", step)
        case = situations.any_case(situations.truth(RULE, orders[0].id).certain)
    else:
        problem = message("el paso «{step}» no lo pide ninguna regla", step=step)
        related = None
    yield Flaw("unreachable_step", (step,), problem, ground.entry_place("pasos", step), related, case, always=True)


def _is_named(definition: Definition, step: str) -> bool:
    """Return whether rules forbid, allow or advise a step, so that it is an act of its own."""
    return any(rule.step == step for rule in definition.rules.values())


def _endless(ground: Ground, step: str) -> Iterator[Flaw]:
    situations = ground.situations
    if ground.is_possible(situations.done(step)):
        return
    case = situations.any_case(situations.due[step])
    if case is None:
        return
    point = situations.point_of(case)
    contains = situations.regions.contains
    rule = next(rule for rule in situations.duties
                if rule.step == step and contains(situations.applies(rule.id), point))  # fmt: skip
    problem = message("el paso «{step}» no se puede dejar atrás: ningún caso posible lo da por cumplido", step=step)
    yield Flaw("endless_step", (step,), problem, ground.entry_place("pasos", step), rule.location, case, always=True)


def _unasked(ground: Ground, rule: Rule) -> Iterator[Flaw]:
    """A duty stays open, nothing else is due, and the facts that would settle it are never asked for."""
    situations = ground.situations
    facts = _facts_behind(ground, rule)
    outside = situations.regions.outside
    unasked = situations.regions.meet(
        situations.undecided(rule.id), *[outside(_askable(ground, fact)) for fact in sorted(facts)]
    )
    case = situations.any_case(unasked, *map(outside, situations.terminals.values()), *situations.no_step)
    if case is not None:
        point = situations.point_of(case)
        silent = next(fact for fact in sorted(facts) if point[situations.index[fact]] == _unknown(ground, fact))
        problem = message(
            "el caso se detiene: la regla «{rule}» depende de «{fact}», que no se sabe, y según su «pertinente» no se "
            "pregunta", rule=rule.id, fact=silent,
        )  # fmt: skip
        yield Flaw("no_way_on", (rule.id,), problem, rule.location, ground.entry_place("hechos", silent), case)


def _facts_behind(ground: Ground, rule: Rule) -> set[str]:
    """Return the facts that a rule tests; for a deduced one those that the rules behind it test."""
    compiled = ground.situations.compiled
    found: set[str] = set()
    waiting, seen = [rule.id], {rule.id}
    while waiting:
        clauses = compiled.clauses[compiled.predicates[RULE, waiting.pop()]]
        for fact in {fact for tests in clauses for fact, _ in tests}:
            behind = [other.id for other in compiled.rules if other.fact == fact]
            waiting += [name for name in behind if name not in seen]
            seen.update(behind)
            if not behind:
                found.add(fact)
    return found


def _askable(ground: Ground, fact: str) -> Region:
    """Return where a fact is unknown and its question makes sense."""
    situations = ground.situations
    unknown = situations.value(fact)[_unknown(ground, fact)]
    relevant = ground.definition.vocabulary[fact].relevant
    return situations.regions.meet(unknown, situations.truth(ASK, fact).certain) if relevant else unknown


def _unknown(ground: Ground, fact: str) -> int:
    return ground.situations.compiled.cells[ground.situations.index[fact]].count
