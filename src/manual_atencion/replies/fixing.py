"""Makes the safe changes that findings offer, and none that would bring another finding."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from .verdict import Fix, Verdict, apply_fixes

_MOST_ROUNDS = 10  # each round makes a change or is the last; nested expressions need a few


def fixed(text: str, check: Callable[[str], Verdict]) -> str:
    """Return a draft with its safe changes made, so that fixing it again changes nothing.

    Args:
        text: the draft.
        check: judges a draft of the same case.
    """
    verdict = check(text)
    for _ in range(_MOST_ROUNDS):
        fixes = [finding.fix for finding in verdict.findings if finding.fix]
        better = _first_better(text, verdict, [fixes, *([fix] for fix in fixes)], check)
        if better is None:
            return text
        text, verdict = better
    return text


def _first_better(
    text: str, verdict: Verdict, attempts: list[list[Fix]], check: Callable[[str], Verdict]
) -> tuple[str, Verdict] | None:
    """Return what the first changes lead to that bring no new finding, all together before each alone."""
    for fixes in attempts:
        changed = apply_fixes(text, fixes)
        if changed != text:
            after = check(changed)
            if not _counts(after) - _counts(verdict):
                return changed, after
    return None


def _counts(verdict: Verdict) -> Counter[str]:
    return Counter(finding.rule for finding in verdict.at_least("warning"))
