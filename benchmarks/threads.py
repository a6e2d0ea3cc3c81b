"""One manual shared by four threads: are all answers those of one thread, and what does sharing cost?"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from time import process_time

from manual_atencion import Manual

from .problem import Case, make_cases, make_rules
from .sides import problem_manual

THREADS = 4


def wrong_answers(repeats: int) -> tuple[int, int, float]:
    """Decide all cases in four threads at once, threads switched as often as possible.

    Args:
        repeats: how often each thread goes through all cases.

    Returns:
        How many answers there were, how many differ from a single thread's, and CPU time in terms of the single thread's.
    """
    manual, cases = problem_manual(make_rules()), make_cases()
    start = process_time()
    expected = [manual.decide(case) for case in cases * repeats]
    alone = process_time() - start
    start = process_time()
    with _switching_often(), ThreadPoolExecutor(THREADS) as pool:
        found = list(pool.map(lambda offset: _answers(manual, cases, offset, repeats), range(THREADS)))
    together = process_time() - start
    given = {id(case): decision for case, decision in zip(cases, expected, strict=False)}
    wrong = sum(decision != given[id(case)] for answers in found for case, decision in answers)
    return THREADS * len(expected), wrong, together / alone / THREADS


def _answers(manual: Manual, cases: tuple[Case, ...], offset: int, repeats: int) -> list[tuple[Case, object]]:
    """Answer all cases, each thread from another one on."""
    turned = (cases[offset * 37 :] + cases[: offset * 37]) * repeats
    return [(case, manual.decide(case)) for case in turned]


@contextmanager
def _switching_often() -> Iterator[None]:
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    try:
        yield
    finally:
        sys.setswitchinterval(before)
