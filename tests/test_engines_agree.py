"""Two engines, one answer: the same decision byte for byte, the engine's name apart."""

from __future__ import annotations

import os
import random
import resource
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from tests.strategies import NOON, random_case

from manual_atencion import Decision, Manual

MANY = int(os.environ.get("ENGINE_CASES", "2000"))  # `make agree` asks for 200,000


def without_engine(decision: Decision) -> str:
    return decision.to_json().replace(f'"engine": "{decision.manual.engine}"', '"engine": ""')


@pytest.mark.durable
@pytest.mark.slow
def test_random_cases_are_decided_alike_and_memory_stays_flat(manual: Manual, durable_manual: Manual) -> None:
    rng = random.Random(2026)
    disagreements = 0
    settled = 0
    for number in range(MANY):
        case, now = random_case(manual, rng), NOON + timedelta(minutes=rng.randrange(-100, 3000))
        first, second = manual.decide(case, now=now), durable_manual.decide(case, now=now)
        disagreements += without_engine(first) != without_engine(second)
        if number == MANY // 4:
            settled = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - settled
    sys.stderr.write(
        f"{MANY} cases, {disagreements} disagreements, {grown / 1024:.1f} MB grown since the first quarter\n"
    )
    assert disagreements == 0
    assert grown < 20 * 1024  # kilobytes


@pytest.mark.durable
def test_every_example_is_decided_alike(manual: Manual, durable_manual: Manual) -> None:
    for rule in manual.definition.rules.values():
        for example in (*rule.applies_to, *rule.not_applies_to):
            first, second = manual.decide(example, now=NOON), durable_manual.decide(example, now=NOON)
            assert without_engine(first) == without_engine(second), rule.id


def test_threads_share_a_manual(manual: Manual) -> None:
    rng = random.Random(4)
    asked = [random_case(manual, rng) for _ in range(300)]
    alone = [manual.decide(case, now=NOON).to_json() for case in asked]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda case: manual.decide(case, now=NOON).to_json(), asked * 3))
    assert together == alone * 3
