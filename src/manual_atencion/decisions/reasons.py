"""Why a rule applies: its slide and words, prepared once, and the facts that made it apply."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..definitions import Rule
from ..facts import Value
from .compiler import RULE, Compiled
from .decision import Reason
from .situation import Situation

_Facts = tuple[tuple[str, Value | None], ...]  # facts of a clause, and what each counts as when it is not given


class Why:
    """The reason that one rule gives, lacking only the facts of the case.

    Args:
        rule: the rule.
        compiled: the manual, compiled.
    """

    __slots__ = ("_earlier", "_last", "page", "quote", "reading", "rule")

    def __init__(self, rule: Rule, compiled: Compiled) -> None:
        source = rule.source
        self.rule, self.page, self.quote, self.reading = rule.id, source.page, source.quote, source.reading
        index = {name: place for place, name in enumerate(compiled.program.facts)}
        clauses = []
        for tests in compiled.clauses[compiled.predicates[RULE, rule.id]]:
            names = sorted({fact for fact, _ in tests})
            facts = tuple((name, _when_absent(index[name], compiled)) for name in names)
            clauses.append((tuple((index[fact], allowed) for fact, allowed in tests), facts))
        self._earlier = tuple(clauses[:-1])
        self._last: _Facts = clauses[-1][1] if clauses else ()

    def facts(self, cells: Sequence[int]) -> _Facts:
        """Return the facts of the first clause that is true in a situation in which the rule applies."""
        for tests, facts in self._earlier:
            if all(allowed >> cells[fact] & 1 for fact, allowed in tests):
                return facts
        return self._last


def reasons(rules: Iterable[Why], situation: Situation) -> tuple[Reason, ...]:
    """Return the reasons of rules that apply in a situation, in the same order."""
    cells, value_of = situation.cells, situation.values.get
    found = []
    for why in rules:
        facts = {}
        for name, absent in why.facts(cells):
            facts[name] = value_of(name, absent)
        found.append(Reason(why.rule, why.page, why.quote, why.reading, facts))
    return tuple(found)


def _when_absent(index: int, compiled: Compiled) -> Value | None:
    cell, default = compiled.cells[index], compiled.defaults[index]
    return None if default == cell.count else cell.samples[default]
