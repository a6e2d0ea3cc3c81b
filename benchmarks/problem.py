"""The shared problem: 20 facts, 40 rules of 2 to 5 conditions, 1,000 random cases, all of it from fixed seeds."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

OPTIONS: Mapping[str, tuple[str, ...]] = {
    "canal": ("presencial", "telefono", "correo", "web", "oficio"),
    "tipo": ("queja", "consulta", "solicitud", "reclamo", "orientacion", "denuncia"),
    "tema": ("salud", "educacion", "servicios", "seguridad", "laboral", "ambiente", "vivienda", "identidad"),
    "etapa": ("recepcion", "registro", "calificacion", "asignacion", "seguimiento", "cierre"),
    "entidad": ("ministerio", "municipio", "policia", "servicios", "judicial", "privado", "propia"),
    "idioma": ("es", "qu", "ay", "otro"),
}
YES_NO = (
    "menor", "adulto_mayor", "discapacidad", "riesgo_vida", "reincidente", "conflicto", "anonimo", "docs_completos",
    "competente",
)  # fmt: skip
NUMBERS: Mapping[str, tuple[int, int, tuple[int, ...]]] = {  # lowest, highest, the thresholds of the rules
    "espera_min": (0, 45, (5, 10, 15, 20, 30)),
    "horas_sin_contacto": (0, 72, (4, 12, 24, 48)),
    "dias_abierto": (0, 60, (3, 5, 10, 15, 30)),
    "afectados": (1, 120, (2, 10, 50, 100)),
    "edad": (0, 95, (14, 18, 30, 60, 75)),
}
FACTS = (*OPTIONS, *YES_NO, *NUMBERS)
STEPS = ("recibir", "registrar", "calificar", "derivar", "contactar", "mediar", "escalar", "cerrar")
RESPONSIBLES = ("comisionado", "recepcion", "supervisor", "adjunto", "jefatura", "oficina_regional")

Value = str | bool | int
Case = dict[str, Value]
Outcome = dict[str, Value]

_OPERATORS: Mapping[str, Callable[[Any, Any], bool]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "in": lambda value, members: value in members,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


@dataclass(frozen=True, slots=True)
class Test:
    """One fact compared with a constant, or with a tuple of constants for `in`."""

    fact: str
    operator: str
    constant: Value | tuple[str, ...]

    def holds(self, value: Value) -> bool:
        """Return whether a value passes."""
        return _OPERATORS[self.operator](value, self.constant)


@dataclass(frozen=True, slots=True)
class ProblemRule:
    """All tests must hold; the outcome is the flat record that an engine hands back."""

    id: str
    tests: tuple[Test, ...]
    outcome: Outcome

    def holds(self, case: Case) -> bool:
        """Return whether a complete case passes all tests."""
        return all(test.holds(case[test.fact]) for test in self.tests)


def make_rules(count: int = 40, seed: int = 2) -> tuple[ProblemRule, ...]:
    """Draw the rules; the same count and seed always give the same ones."""
    draw = Random(seed)
    return tuple(_rule(f"R{number:03d}", draw) for number in range(1, count + 1))


def make_cases(count: int = 1000, seed: int = 11) -> tuple[Case, ...]:
    """Draw complete cases."""
    draw = Random(seed)
    return tuple(_case(draw) for _ in range(count))


def interpret(rules: Sequence[ProblemRule], case: Case) -> list[str]:
    """Return the ids of the rules that hold, by the plainest means: what every engine is held against."""
    return [rule.id for rule in rules if rule.holds(case)]


def _rule(name: str, draw: Random) -> ProblemRule:
    size = draw.choices([2, 3, 4, 5], [1, 3, 4, 3])[0]
    facts = draw.sample(list(OPTIONS), k=min(size, draw.choice([1, 1, 2])))
    while len(facts) < size:
        fact = draw.choice([*YES_NO, *NUMBERS])
        if fact not in facts:
            facts.append(fact)
    draw.shuffle(facts)
    tests = tuple(_test(fact, draw) for fact in facts)
    outcome: Outcome = {
        "id": name,
        "paso": draw.choice(STEPS),
        "quien": draw.choice(RESPONSIBLES),
        "escala": draw.random() < 0.25,
        "pagina": draw.randint(5, 60),
    }
    return ProblemRule(name, tests, outcome)


def _test(fact: str, draw: Random) -> Test:
    if fact in NUMBERS:
        return Test(fact, draw.choice(["<", "<=", ">", ">="]), draw.choice(NUMBERS[fact][2]))
    if fact in YES_NO:
        return Test(fact, "==", draw.random() < 0.5)
    values = OPTIONS[fact]
    compare = draw.choices(["==", "in", "!="], [4, 5, 2])[0]
    if compare == "in":
        return Test(fact, "in", tuple(sorted(draw.sample(values, k=draw.randint(2, min(3, len(values) - 1))))))
    return Test(fact, compare, draw.choice(values))


def _case(draw: Random) -> Case:
    case: Case = {fact: draw.choice(values) for fact, values in OPTIONS.items()}
    case |= {fact: draw.random() < 0.5 for fact in YES_NO}
    case |= {fact: draw.randint(low, high) for fact, (low, high, _) in NUMBERS.items()}
    return case
