"""On which days which rules are in force."""

from __future__ import annotations

from datetime import date, timedelta

from ..definitions import Rule
from .compiler import CLOCK, RULE, Compiled


def validity(compiled: Compiled) -> tuple[list[date], tuple[int, ...]]:
    """Return the days on which the rules in force change, and what is not in force in each stretch between them."""
    changes = {rule.valid_from for rule in compiled.rules if rule.valid_from}
    changes |= {rule.valid_until + timedelta(days=1) for rule in compiled.rules if rule.valid_until}
    days = sorted(changes)
    if not days:
        return [], ()
    samples = [days[0] - timedelta(days=1), *days]
    return days, tuple(
        sum(
            compiled.bit(RULE, rule.id) | compiled.bit(CLOCK, rule.id)
            for rule in compiled.rules
            if not _is_in_force(rule, day)
        )
        for day in samples
    )


def _is_in_force(rule: Rule, day: date) -> bool:
    return (rule.valid_from is None or rule.valid_from <= day) and (rule.valid_until is None or day <= rule.valid_until)
