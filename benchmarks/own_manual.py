"""The shared problem as a manual of ours: a folder of YAML that `Manual.load` reads like any institution's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from .problem import NUMBERS, OPTIONS, RESPONSIBLES, STEPS, YES_NO, ProblemRule, Test, Value

Data = dict[str, Any]

_MANUAL: Data = {
    "id": "problema",
    "version": "1.0.0",
    "titulo": "Problema de comparación",
    "base": "ninguna",
    "final_por_defecto": "nada_pendiente",
    "final_si_faltan_datos": "faltan_datos",
}


def write_manual(folder: Path, rules: Sequence[ProblemRule]) -> Path:
    """Write the rules and their vocabulary.

    Args:
        folder: an empty folder.
        rules: the rules; each becomes an obligation to take its step.

    Returns:
        The folder, for `Manual.load`.
    """
    (folder / "rules").mkdir()
    files = {
        "manual": _MANUAL,
        "hechos": _facts(),
        "pasos": _steps(),
        "problema": {_key(rule): _rule(rule) for rule in rules},
    }
    for stem, data in files.items():
        text = yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=110)
        (folder / "rules" / f"{stem}.yaml").write_text(text, encoding="utf-8")
    return folder


def rule_id(rule: ProblemRule) -> str:
    """Return the id that a rule has in our manual."""
    return f"problema.{_key(rule)}"


def _key(rule: ProblemRule) -> str:
    return rule.id.lower()


def _facts() -> Data:
    facts: Data = {}
    for name, values in OPTIONS.items():
        facts[name] = {"tipo": "opcion", "opciones": {value: f"el valor {value}" for value in values}}
    for name in YES_NO:
        facts[name] = {"tipo": "si_no", "negado": f"no se da {name}"}
    for name, (low, high, _) in NUMBERS.items():
        facts[name] = {"tipo": "numero", "unidad": "cuenta", "minimo": low, "maximo": high}
    for name, entry in facts.items():
        entry |= {"texto": f"el hecho {name}", "pregunta": f"¿Cuál es el hecho {name}?"}
    return {"hechos": facts}


def _steps() -> Data:
    return {
        "responsables": {name: {"texto": f"responsable: {name}"} for name in RESPONSIBLES},
        "procedimientos": {"atencion": {"texto": "Atención"}},
        "pasos": {
            step: {
                "texto": f"Cumpla el paso {step}",
                "quien": RESPONSIBLES[0],
                "procedimiento": "atencion",
                "despues_de": list(STEPS[:place]),
                "cumplido": {"canal": "desconocido"},  # never: every case says by which channel it came
            }
            for place, step in enumerate(STEPS)
        },
        "finales": {
            "nada_pendiente": {"texto": "No queda nada pendiente"},
            "faltan_datos": {"texto": "Faltan datos"},
        },
    }


def _rule(rule: ProblemRule) -> Data:
    return {
        "tipo": "obligatorio",
        "cuando": _condition(rule.tests),
        "entonces": {"paso": rule.outcome["paso"], "quien": rule.outcome["quien"]},
        "fuente": {
            "pagina": rule.outcome["pagina"],
            "cita": f"Palabras de la regla {rule.id}",
            "lectura": "literal",
        },
        "ejemplos": {
            "aplica": [{test.fact: _value_for(test, True) for test in rule.tests}],
            "no_aplica": [{rule.tests[0].fact: _value_for(rule.tests[0], False)}],
        },
    }


def _condition(tests: Sequence[Test]) -> Data:
    condition: Data = {}
    for test in tests:
        if test.operator == "!=":
            condition.setdefault("ninguna", []).append({test.fact: test.constant})
        elif test.fact in NUMBERS:
            condition[test.fact] = f"{test.operator} {test.constant}"
        else:
            condition[test.fact] = _written(test.constant)
    return condition


def _written(constant: Value | tuple[str, ...]) -> str | list[str]:
    if isinstance(constant, tuple):
        return list(constant)
    return {True: "si", False: "no"}[constant] if isinstance(constant, bool) else str(constant)


def _value_for(test: Test, wanted: bool) -> str | int:
    """Return a value of the test's fact that passes, or one that does not."""
    values: Mapping[str, Sequence[Value]] = {**OPTIONS, **dict.fromkeys(YES_NO, (True, False))}
    if test.fact in NUMBERS:
        low, high, _ = NUMBERS[test.fact]
        return next(value for value in range(low, high + 1) if test.holds(value) is wanted)
    found = next(value for value in values[test.fact] if test.holds(value) is wanted)
    return {True: "si", False: "no"}[found] if isinstance(found, bool) else str(found)
