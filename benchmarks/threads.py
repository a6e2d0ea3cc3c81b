"""One manual shared by four threads: are all answers those of one thread?"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from manual_atencion import Manual

from .problem import Case, make_cases, make_rules
from .sides import problem_manual
from .timing import say

THREADS = 4


def wrong_answers(repeats: int) -> tuple[int, int]:
    """Decide all cases in four threads at once, which take turns as often as possible.

    Args:
        repeats: how often each thread goes through all cases.

    Returns:
        How many answers there were, and how many of them differ from a single thread's.
    """
    say(f"{THREADS} threads")
    manual, cases = problem_manual(make_rules()), make_cases()
    expected = {id(case): manual.decide(case) for case in cases}
    with _switching_often(), ThreadPoolExecutor(THREADS) as pool:
        found = list(pool.map(lambda number: _answers(manual, cases, number, repeats), range(THREADS)))
    wrong = sum(decision != expected[id(case)] for answers in found for case, decision in answers)
    return sum(map(len, found)), wrong


def _answers(manual: Manual, cases: tuple[Case, ...], thread: int, repeats: int) -> list[tuple[Case, object]]:
    """Answer all cases, each thread beginning with another one."""
    turned = (cases[thread * 37 :] + cases[: thread * 37]) * repeats
    return [(case, manual.decide(case)) for case in turned]


@contextmanager
def _switching_often() -> Iterator[None]:
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    try:
        yield
    finally:
        sys.setswitchinterval(before)
