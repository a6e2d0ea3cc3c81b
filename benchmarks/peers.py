"""The other engines on the shared problem, each by the idiom that serves it best.

A peer is a function from the rules to a function from a case to the ids of the rules that hold. None of them checks
its input, and none says why.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from contextlib import suppress
from itertools import count
from operator import eq, ge, gt, le, lt, ne
from typing import Any

from .problem import FACTS, Case, ProblemRule, Test, interpret, make_cases

Answer = Callable[[Case], list[str]]
Build = Callable[[Sequence[ProblemRule]], Answer]


def cel(rules: Sequence[ProblemRule]) -> Answer:
    """Common Expression Language in Rust: one compiled program a rule, one context a case."""
    import cel as library

    programs = [(library.compile(" && ".join(_expression(test) for test in rule.tests)), rule.id) for rule in rules]

    def answer(case: Case) -> list[str]:
        context = library.Context(variables=case)
        return [name for program, name in programs if program.execute(context)]

    return answer


def zen_table(rules: Sequence[ProblemRule]) -> Answer:
    """zen-engine's decision table, which collects every row that holds."""
    import zen

    document = json.dumps(_table(rules))
    decision = zen.ZenEngine().create_decision(zen.ZenDecisionContent(document))

    def answer(case: Case) -> list[str]:
        return [outcome["id"] for outcome in decision.evaluate(case)["result"]]

    return answer


def zen_expressions(rules: Sequence[ProblemRule]) -> Answer:
    """zen-engine's expressions: one compiled expression a rule, looped over here."""
    import zen

    programs = [
        (zen.compile_expression(" and ".join(_expression(test) for test in rule.tests)), rule.id) for rule in rules
    ]

    def answer(case: Case) -> list[str]:
        return [name for program, name in programs if program.evaluate(case)]

    return answer


def durable_rules(rules: Sequence[ProblemRule]) -> Answer:
    """durable-rules by its own language: a fact asserted in a state of its own, which is deleted after."""
    from durable import engine, lang

    fired: dict[str, list[str]] = {}
    states = count()
    with lang.ruleset("problem"):
        for priority, rule in enumerate(rules, start=1):
            lang.when_all(lang.pri(priority), _durable_condition(rule, lang.m))(_recorder(rule.id, fired))

    def answer(case: Case) -> list[str]:
        state = f"s{next(states)}"
        with suppress(engine.MessageNotHandledException):  # its way to say that no rule holds
            lang.assert_fact("problem", {**case, "sid": state})
        lang.delete_state("problem", state)
        return fired.pop(state, [])

    # Deleting a state crashes the process until a first rule has fired.
    answer(next(case for case in make_cases() if interpret(rules, case)))
    return answer


PEERS: dict[str, Build] = {
    "CEL (Rust)": cel,
    "zen-engine, table": zen_table,
    "zen-engine, expressions": zen_expressions,
    "durable-rules": durable_rules,
}


def _expression(test: Test) -> str:
    """Write a test as CEL and ZEN both read it."""
    constant = list(test.constant) if isinstance(test.constant, tuple) else test.constant
    return f"{test.fact} {test.operator} {json.dumps(constant)}"


def _table(rules: Sequence[ProblemRule]) -> dict[str, Any]:
    columns = [{"id": f"in_{fact}", "name": fact, "field": fact} for fact in FACTS]
    results = [{"id": f"out_{key}", "name": key, "field": key} for key in rules[0].outcome]
    content = {"hitPolicy": "collect", "inputs": columns, "outputs": results, "rules": [_row(rule) for rule in rules]}
    nodes = [("request", "inputNode", {}), ("table", "decisionTableNode", content), ("response", "outputNode", {})]
    return {
        "contentType": "application/vnd.gorules.decision",
        "nodes": [
            {"id": name, "name": name, "type": kind, "position": {"x": 0, "y": 0}, "content": inner}
            for name, kind, inner in nodes
        ],
        "edges": [
            {"id": f"{source}_{target}", "sourceId": source, "targetId": target, "type": "edge"}
            for source, target in (("request", "table"), ("table", "response"))
        ],
    }


def _row(rule: ProblemRule) -> dict[str, str]:
    # An absent cell means "any" to some versions and "never" to others; an empty one means "any" to all.
    row = {"_id": rule.id, **{f"in_{fact}": "" for fact in FACTS}}
    row |= {f"in_{test.fact}": _cell(test) for test in rule.tests}
    return row | {f"out_{key}": json.dumps(value) for key, value in rule.outcome.items()}


def _cell(test: Test) -> str:
    if isinstance(test.constant, tuple):
        return ", ".join(json.dumps(value) for value in test.constant)
    constant = json.dumps(test.constant)
    return {"==": constant, "!=": f"$ != {constant}"}.get(test.operator, f"{test.operator} {constant}")


def _durable_condition(rule: ProblemRule, message: Any) -> Any:
    parts = [_durable_test(test, getattr(message, test.fact)) for test in rule.tests]
    joined = parts[0]
    for part in parts[1:]:
        joined &= part
    return joined


def _durable_test(test: Test, attribute: Any) -> Any:
    if isinstance(test.constant, tuple):
        found = attribute == test.constant[0]
        for value in test.constant[1:]:
            found |= attribute == value
        return found
    return {"==": eq, "!=": ne, "<": lt, "<=": le, ">": gt, ">=": ge}[test.operator](attribute, test.constant)


def _recorder(rule: str, fired: dict[str, list[str]]) -> Callable[[Any], None]:
    def record(context: Any) -> None:
        fired.setdefault(context.s.sid, []).append(rule)

    record.__name__ = rule  # durable-rules names a rule after its function
    return record
