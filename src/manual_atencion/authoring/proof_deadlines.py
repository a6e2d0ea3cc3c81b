"""Deadlines that never start, or that nobody can meet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta

from ..decisions.compiler import CLOCK
from ..definitions import Deadline, Rule
from ..messages import Message, message
from .flaws import Flaw, Ground, Undecided, decided


def deadline_flaws(ground: Ground) -> Iterable[Flaw | Undecided]:
    """Yield the deadlines that never start or cannot be met.

    Args:
        ground: the manual in one period.
    """
    for rule in ground.situations.compiled.rules:
        if rule.deadline and ground.situations.in_force(rule.id):
            yield from decided("deadline", (rule.id,), _wrong(ground, rule, rule.deadline))


def _wrong(ground: Ground, rule: Rule, deadline: Deadline) -> Iterator[Flaw]:
    situations = ground.situations
    concerned = situations.truth(CLOCK, rule.id).certain
    started = situations.known(deadline.start)
    ended = situations.known(deadline.end)
    if not ground.is_possible(concerned):
        return  # the rule never applies, which is told of it
    if not ground.is_possible(concerned, started):
        parts, fact = [concerned], deadline.start
        problem = message("el plazo de «{rule}» nunca empieza: ningún caso de la regla puede tener «{fact}»",
                          rule=rule.id, fact=fact)  # fmt: skip
    elif deadline.start == deadline.end or not ground.is_possible(concerned, started, ended):
        parts, fact = [concerned, started], deadline.end
        problem = message("el plazo de «{rule}» no se puede cumplir: ningún caso en que corre puede llegar a «{fact}»",
                          rule=rule.id, fact=fact)  # fmt: skip
    elif (impossible := _too_short(ground, rule, deadline)) is not None:
        parts, fact, problem = [concerned, started], deadline.start, impossible
    elif rule.step and not ground.is_possible(concerned, situations.done(rule.step), ended):
        problem = message(
            "el plazo de «{rule}» no se puede cumplir: el paso «{step}» no está cumplido en ningún caso con «{fact}»",
            rule=rule.id, step=rule.step, fact=deadline.end,
        )  # fmt: skip
        case, place = situations.any_case(concerned, started, ended), ground.entry_place("pasos", rule.step)
        yield Flaw("deadline", (rule.id,), problem, rule.location, place, case, always=True)
        return
    else:
        return
    place = ground.entry_place("hechos", fact)
    yield Flaw("deadline", (rule.id,), problem, rule.location, place, situations.any_case(*parts), always=True)


def _too_short(ground: Ground, rule: Rule, deadline: Deadline) -> Message | None:
    if deadline.duration <= timedelta(0) and not deadline.inclusive:
        return message("el plazo de «{rule}» no se puede cumplir: dura cero y debe ser menor", rule=rule.id)
    if deadline.working and ground.definition.calendar is None:
        return message("el plazo de «{rule}» no se puede contar: es hábil y no hay calendario", rule=rule.id)
    return None
