"""Scenarios written from the slides: whole situations, and the step and rule that an officer must get."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from manual_atencion import Decision, Manual
from manual_atencion.answers import plain
from manual_atencion.yaml_reader import read_file

Scenario = Mapping[str, Any]

FOLDER = Path(__file__).parent / "scenarios"
# Lists of ids that an answer must hold, or with "no_" before the key must not hold.
LISTS = ("prohibido", "desaconsejado", "permitido", "consejo", "falta", "contradice")
KEYS = {
    *("id", "diapositiva", "porque", "caso", "ahora", "espera", "quien", "frase", "despues", "no_despues"),
    *("plazos", "asignado", "escala", "deducido", "no_deducido", *LISTS, *(f"no_{name}" for name in LISTS)),
}  # fmt: skip

# Each with its reason: ordered steps that are never the first thing to do, and finals that no case here reaches.
NEVER_FIRST = {"dar_una_respuesta": "while an answer is owed, finding out or explaining its branch is owed before it"}
NEVER_REACHED = {
    "nada_pendiente": "a default; here every case that needs nothing more ends in a final with a name of its own",
    "faltan_datos": "a default; here finding out what is not known (competence, agreement) is itself a step",
}


def _scenarios() -> list[Scenario]:
    found: list[Scenario] = []
    for path in sorted(FOLDER.glob("*.yaml")):
        data = read_file(path, path.name).data
        assert isinstance(data, list), path.name
        found.extend(data)
    return found


SCENARIOS = _scenarios()


def _decide(manual: Manual, scenario: Scenario) -> Decision:
    now = scenario.get("ahora")
    return manual.decide(scenario["caso"], now=datetime.fromisoformat(now) if now else None)


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: str(scenario["id"]))
def test_the_officer_gets_the_step_and_the_rule(manual: Manual, scenario: Scenario) -> None:
    decision = _decide(manual, scenario)
    assert _outcome(decision) == scenario["espera"]
    differences = [*_different_values(decision, scenario), *_different_lists(decision, scenario)]
    assert not differences


def test_both_engines_answer_the_same_bytes(manual: Manual, durable_manual: Manual) -> None:
    for scenario in SCENARIOS:
        expected, found = _decide(manual, scenario), _decide(durable_manual, scenario)
        renamed = found.to_json().replace(f'"engine": "{found.manual.engine}"', f'"engine": "{expected.manual.engine}"')
        assert renamed == expected.to_json(), scenario["id"]


def test_every_scenario_says_its_slide_and_why() -> None:
    ids = [scenario["id"] for scenario in SCENARIOS]
    assert len(set(ids)) == len(ids)
    assert len(ids) >= 180
    for scenario in SCENARIOS:
        assert scenario.keys() <= KEYS, scenario["id"]
        assert set(scenario["espera"]) in ({"paso", "regla"}, {"final"}), scenario["id"]
        assert scenario["porque"].strip().endswith("."), scenario["id"]
        pages = scenario["diapositiva"]
        assert pages, scenario["id"]
        assert set(pages) <= set(range(1, 43)), scenario["id"]


def test_no_two_scenarios_are_the_same_situation() -> None:
    seen: dict[str, str] = {}
    for scenario in SCENARIOS:
        situation = repr((sorted(scenario["caso"].items(), key=str), scenario.get("ahora")))
        assert situation not in seen, (scenario["id"], seen[situation])
        seen[situation] = scenario["id"]


def test_every_ordered_step_procedure_and_final_is_somewhere_the_answer(manual: Manual) -> None:
    definition = manual.definition
    reached = {scenario["espera"].get("paso") for scenario in SCENARIOS}
    finals = {scenario["espera"].get("final") for scenario in SCENARIOS}
    ordered = {rule.step for rule in definition.rules.values() if rule.kind == "obligatorio"}
    assert ordered - reached == set(NEVER_FIRST)
    assert set(definition.procedures) == {definition.steps[step].procedure for step in reached if step}
    assert set(definition.terminals) - finals == set(NEVER_REACHED)


def _outcome(decision: Decision) -> dict[str, str]:
    if decision.next_step:
        return {"paso": decision.next_step.id, "regla": decision.next_step.rule}
    assert decision.terminal
    return {"final": decision.terminal.id}


def _different_values(decision: Decision, scenario: Scenario) -> Iterable[str]:
    step = decision.next_step
    found = {
        "quien": step and step.who,
        "frase": step and step.phrase,
        "asignado": decision.assignee and decision.assignee.id,
        "escala": decision.escalation and decision.escalation.id,
    }
    for key, value in found.items():
        if key in scenario and scenario[key] != value:
            yield f"{key}: {value}"
    states = {deadline.rule: deadline.state for deadline in decision.deadlines}
    derived = {name: plain(value) for name, value in decision.derived.items()}
    yield from _different_items("plazos", scenario.get("plazos", {}), states)
    yield from _different_items("deducido", scenario.get("deducido", {}), derived)
    yield from (f"deducido: {name}" for name in scenario.get("no_deducido", ()) if name in derived)


def _different_items(key: str, expected: Mapping[str, Any], found: Mapping[str, Any]) -> Iterable[str]:
    return (f"{key}: {name} {found.get(name)}" for name, value in expected.items() if found.get(name) != value)


def _different_lists(decision: Decision, scenario: Scenario) -> Iterable[str]:
    found = {
        "prohibido": [norm.id for norm in decision.forbidden],
        "desaconsejado": [norm.id for norm in decision.discouraged],
        "permitido": [norm.id for norm in decision.allowed],
        "consejo": [norm.id for norm in decision.advice],
        "falta": [missing.fact for missing in decision.missing],
        "contradice": [missing.fact for missing in decision.missing if "se contradicen" in missing.question],
    }
    for key in LISTS:
        if not set(scenario.get(key, ())) <= set(found[key]) or set(scenario.get(f"no_{key}", ())) & set(found[key]):
            yield f"{key}: {found[key]}"
    later = [step.id for step in decision.due[1:]]
    wanted = scenario.get("despues", [])
    if [step for step in later if step in wanted] != wanted or set(later) & set(scenario.get("no_despues", ())):
        yield f"despues: {later}"
