"""Why a rule applies: its slide and words, prepared once, and the facts that made it apply."""

from __future__ import annotations

from collections.abc import Sequence

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

    __slots__ = ("_clauses", "_facts", "_page", "_quote", "_reading", "_rule")

    def __init__(self, rule: Rule, compiled: Compiled) -> None:
        self._rule, self._page, self._quote, self._reading = (
            rule.id,
            rule.source.page,
            rule.source.quote,
            rule.source.reading,
        )
        found = [sorted(tests) for tests in compiled.clauses[compiled.predicates[RULE, rule.id]]]
        index = {name: place for place, name in enumerate(compiled.program.facts)}
        named = [
            tuple((name, _when_absent(index[name], compiled)) for name in sorted({fact for fact, _ in tests}))
            for tests in found
        ]
        self._facts: _Facts = named[-1] if named else ()
        self._clauses = tuple(
            (tuple((index[fact], allowed) for fact, allowed in tests), facts)
            for tests, facts in zip(found, named, strict=True)
        )[:-1]

    def in_situation(self, situation: Situation) -> Reason:
        """Return the reason where the rule applies, with the facts of the first of its clauses that is true."""
        facts = self._first_true(situation.cells) if self._clauses else self._facts
        value_of = situation.values.get
        return Reason(
            self._rule, self._page, self._quote, self._reading, {name: value_of(name, absent) for name, absent in facts}
        )

    def _first_true(self, cells: Sequence[int]) -> _Facts:
        for tests, facts in self._clauses:
            if all(allowed >> cells[fact] & 1 for fact, allowed in tests):
                return facts
        return self._facts  # the rule applies, so its last clause is true when no other is


def _when_absent(index: int, compiled: Compiled) -> Value | None:
    cell, default = compiled.cells[index], compiled.defaults[index]
    return None if default == cell.count else cell.samples[default]
