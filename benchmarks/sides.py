"""Our side and one peer's side in one process: answers compared on every case first, then their times in turn.

Each peer gets a process of its own, so that its threads and its memory weigh on nobody else, and a crash ends only it.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from manual_atencion import Manual
from manual_atencion.decisions.compiler import compile_definition
from manual_atencion.decisions.evaluator import MaskEngine
from manual_atencion.decisions.situation import SituationReader
from manual_atencion.facts import Fact

from .own_manual import rule_id, write_manual
from .peers import PEERS, Answer
from .problem import Case, ProblemRule, interpret, make_cases, make_rules
from .timing import Contender, measure, say

MATCH = "ours: input check, rules that apply, reasons"
DECIDE = "ours: full decision"
ENGINE = "ours: engine alone"
PACKAGED = "ours: full decision, packaged manual, its own examples"
PACKAGED_RANDOM = "ours: full decision, packaged manual, 20 random facts"

NOW = datetime(2026, 2, 13, 20, 0, tzinfo=UTC)
_PEER_SECONDS = 600


def in_own_process(peer: str, rounds: int) -> dict[str, Any]:
    """Measure our side and a peer in a fresh process.

    Returns:
        `{"times": {name: microseconds a round}}`, or `{"left_out": why}` where the peer does not import or crashes.

    Raises:
        RuntimeError: an answer is wrong.
    """
    say(f"{peer}, in a process of its own")
    command = [sys.executable, "-m", __spec__.name, peer, str(rounds)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, timeout=_PEER_SECONDS, check=False)  # noqa: S603  # our own module
    if done.returncode < 0:
        return {"left_out": f"its process was ended by signal {-done.returncode}"}
    if done.returncode:
        raise RuntimeError(f"the process that measures {peer} failed")
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def problem_manual(rules: Sequence[ProblemRule]) -> Manual:
    """Write the problem as our YAML and load it."""
    with TemporaryDirectory() as folder:
        return Manual.load(write_manual(Path(folder), rules))


def check(name: str, answer: Answer, rules: Sequence[ProblemRule], cases: Sequence[Case]) -> None:
    """Hold a side's answers on every case against the plain interpreter's."""
    for number, case in enumerate(cases):
        if answer(case) != interpret(rules, case):
            raise RuntimeError(f"{name} answers case {number} of the problem otherwise than the plain interpreter")


def packaged_cases(manual: Manual) -> tuple[list[dict[str, object]], list[dict[str, object]]]:
    """Return the packaged manual's own examples, and as many cases of 20 random facts."""
    examples = [dict(case) for rule in manual.definition.rules.values() for case in rule.applies_to]
    draw = Random(5)
    facts = list(manual.facts.values())
    return examples, [{fact.name: random_value(fact, draw) for fact in draw.sample(facts, 20)} for _ in examples]


def random_value(fact: Fact, draw: Random) -> object:
    """Return some value that a fact can have."""
    if fact.values:
        return draw.choice(fact.values)
    if fact.kind == "numero":
        return draw.randint(fact.minimum, min(fact.maximum, 100))
    if fact.kind == "hora":
        return f"{draw.randint(0, 23)}:{draw.randint(0, 59):02d}"
    return NOW - timedelta(minutes=draw.randint(0, 3000))


def _own_contenders(rules: Sequence[ProblemRule], cases: Sequence[Case]) -> dict[str, Contender]:
    manual = problem_manual(rules)
    ids = {rule_id(rule): rule.id for rule in rules}
    check(MATCH, lambda case: [ids[reason.rule] for reason in manual.match(case)], rules, cases)
    check(DECIDE, lambda case: sorted(ids[reason.rule] for reason in manual.decide(case).because), rules, cases)
    compiled = compile_definition(manual.definition)
    engine, reader = MaskEngine(compiled.program), SituationReader(manual.definition, compiled)
    last = len(compiled.program.layers) - 1
    cells = [reader.read_facts(case, None).cells for case in cases]
    packaged = Manual.load()
    examples, random = packaged_cases(packaged)
    return {
        MATCH: Contender(manual.match, cases),
        DECIDE: Contender(manual.decide, cases),
        ENGINE: Contender(lambda situation: engine.evaluate(last, situation), cells),
        PACKAGED: Contender(lambda case: packaged.decide(case, now=NOW), examples),
        PACKAGED_RANDOM: Contender(lambda case: packaged.decide(case, now=NOW), random),
    }


def _measure(peer: str, rounds: int) -> dict[str, Any]:
    rules, cases = make_rules(), make_cases()
    try:
        answer = PEERS[peer](rules)
    except ImportError as missing:
        return {"left_out": str(missing)}
    check(peer, answer, rules, cases)
    contenders = {**_own_contenders(rules, cases), peer: Contender(answer, cases)}
    return {"times": measure(contenders, rounds)}


if __name__ == "__main__":
    print(json.dumps(_measure(sys.argv[1], int(sys.argv[2]))))
