"""Rules that contradict each other, never apply, are always set aside, or say what another already says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations

from ..decisions.compiler import CLASH, RULE
from ..decisions.contradictions import opposed
from ..definitions import Rule
from ..errors import Location
from ..messages import message
from .case_writing import CaseFacts
from .flaws import Flaw, Ground, Undecided, decided
from .regions import NOWHERE, Region


def rule_flaws(ground: Ground) -> Iterable[Flaw | Undecided]:
    """Yield what is wrong among the rules in force.

    Args:
        ground: the manual in one period.
    """
    rules = [rule for rule in ground.definition.rules.values() if ground.situations.in_force(rule.id)]
    for first, second in opposed(rules):
        yield from decided("contradiction", (first.id, second.id), _contradiction(ground, first, second))
    for rule in rules:
        yield from decided("never_applies", (rule.id,), _idle(ground, rule))
    for first, second in combinations(rules, 2):
        if _conclusion(first) == _conclusion(second):
            yield from decided("duplicate", (first.id, second.id), _repeated(ground, first, second))


def _contradiction(ground: Ground, first: Rule, second: Rule) -> Iterator[Flaw]:
    situations = ground.situations
    case = situations.any_case(situations.applies(first.id), situations.applies(second.id))
    if case is not None:
        problem = message(
            "las reglas «{first}» y «{second}» se aplican a la vez y se contradicen; una debe nombrar a la otra en "
            "«cede_ante»", first=first.id, second=second.id,
        )  # fmt: skip
        yield Flaw("contradiction", (first.id, second.id), problem, second.location, first.location, case)


def _idle(ground: Ground, rule: Rule) -> Iterator[Flaw]:
    situations = ground.situations
    certain = situations.truth(RULE, rule.id).certain
    case = situations.any_case(certain)
    if case is None:
        near, excluding = _nearly(ground, rule)
        problem = message(
            "la regla «{name}» no puede aplicarse nunca: sus condiciones se excluyen; ni siquiera en el caso más "
            "parecido que existe", name=rule.id,
        )  # fmt: skip
        yield Flaw("never_applies", (rule.id,), problem, rule.location, excluding, near, always=True)
    elif not ground.is_possible(situations.applies(rule.id)):
        point = situations.point_of(case)
        winner = next(name for name in rule.yields_to
                      if situations.regions.contains(situations.applies(name), point))  # fmt: skip
        problem = message(
            "la regla «{name}» queda siempre de lado: en todo caso en que se aplicaría cede ante otra, aquí ante "
            "«{other}»", name=rule.id, other=winner,
        )  # fmt: skip
        yield Flaw("shadowed", (rule.id,), problem, rule.location, ground.rule_place(winner), case, always=True)


def _nearly(ground: Ground, rule: Rule) -> tuple[CaseFacts | None, Location]:
    """Return a case in which as many tests of a rule hold as can together, and the place of what excludes the rest."""
    situations = ground.situations
    tests = sorted(situations.compiled.clauses[situations.compiled.predicates[RULE, rule.id]][0])
    held: list[Region] = []
    excluded = tests[-1][0]
    for fact, allowed in tests:
        values = situations.value(fact)
        region = situations.regions.join(*[part for value, part in enumerate(values) if allowed >> value & 1])
        if region != NOWHERE and ground.is_possible(*held, region):
            held.append(region)
        else:
            excluded = fact
    return situations.any_case(*held), _excluding(ground, rule, excluded)


def _excluding(ground: Ground, rule: Rule, fact: str) -> Location:
    for other in ground.definition.rules.values():
        if other.fact == fact and other.id != rule.id and other.location:
            return other.location
    situations = ground.situations
    certain = situations.truth(RULE, rule.id).certain
    for name in ground.definition.incompatibilities:
        if certain != NOWHERE and situations.regions.meet(certain, situations.truth(CLASH, name).certain) != NOWHERE:
            return ground.entry_place("incompatibles", name)
    return ground.entry_place("hechos", fact)


def _repeated(ground: Ground, first: Rule, second: Rule) -> Iterator[Flaw]:
    situations = ground.situations
    one, two = situations.applies(first.id), situations.applies(second.id)
    if not (ground.is_possible(one) and ground.is_possible(two)):
        return
    second_within = not ground.is_possible(situations.regions.minus(two, one))
    first_within = not ground.is_possible(situations.regions.minus(one, two))
    if first_within and second_within:
        problem = message("las reglas «{first}» y «{second}» dicen lo mismo en los mismos casos; sobra una",
                          first=first.id, second=second.id)  # fmt: skip
        case = situations.any_case(two)
        yield Flaw("duplicate", (first.id, second.id), problem, second.location, first.location, case, always=True)
    elif first_within or second_within:
        wide, narrow = (second, first) if first_within else (first, second)
        if not set(narrow.source.statements) <= set(wide.source.statements):
            return
        problem = message("la regla «{narrow}» no agrega nada: en todos sus casos «{wide}» ya dice lo mismo",
                          narrow=narrow.id, wide=wide.id)  # fmt: skip
        case = situations.any_case(situations.applies(narrow.id))
        yield Flaw("shadowed", (narrow.id, wide.id), problem, narrow.location, wide.location, case, always=True)


def _conclusion(rule: Rule) -> tuple[object, ...]:
    """Return all that a rule says when it applies, its source apart."""
    return (rule.kind, rule.step, rule.act, rule.with_step, rule.who, rule.phrase, rule.fact, rule.value,
            rule.responsible, rule.deadline)  # fmt: skip
