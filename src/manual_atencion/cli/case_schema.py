"""JSON Schema of what a case may say and of what a condition may test, built from a manual's vocabulary."""

from __future__ import annotations

from typing import Any

from ..conditions import ALL_KEY, ANY_KEY, NONE_KEY
from ..facts import UNKNOWN, Fact, Vocabulary

DIALECT = "https://json-schema.org/draft/2020-12/schema"
CONDITION_REFERENCE = "#/$defs/condicion"

JsonSchema = dict[str, Any]

_INSTANT = r"^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$"
_CLOCK = r"^([01]?\d|2[0-3]):[0-5]\d$"
_NUMBER_TEST = r"^(<=|>=|<|>|=)\s*-?\d+(\.\d+)?( y (<=|>=|<|>|=)\s*-?\d+(\.\d+)?)*$"
_CLOCK_TEST = r"^(<=|>=|<|>|=)\s*\d{1,2}:\d{2}( y (<=|>=|<|>|=)\s*\d{1,2}:\d{2})*$"


def case_schema(vocabulary: Vocabulary) -> JsonSchema:
    """Return the schema of a case file.

    Args:
        vocabulary: the facts that exist.
    """
    return {"$schema": DIALECT, "title": "Caso", **facts_schema(vocabulary)}


def facts_schema(vocabulary: Vocabulary) -> JsonSchema:
    """Return the schema of a mapping of given facts."""
    return {
        "type": "object",
        "properties": {name: _given(fact) for name, fact in vocabulary.items()},
        "additionalProperties": False,
    }


def condition_schema(vocabulary: Vocabulary) -> JsonSchema:
    """Return the schema of a condition; it refers to itself as `#/$defs/condicion`."""
    several = {"type": "array", "minItems": 1, "items": {"$ref": CONDITION_REFERENCE}}
    connectives = {
        ALL_KEY: {"description": "Se cumplen todos los grupos.", **several},
        ANY_KEY: {"description": "Se cumple alguno de los grupos.", **several},
        NONE_KEY: {"description": "No se cumple ninguno de los grupos.", **several},
    }
    tests = {name: _tested(fact) for name, fact in vocabulary.items()}
    return {"type": "object", "properties": {**connectives, **tests}, "additionalProperties": False}


def _given(fact: Fact) -> JsonSchema:
    if fact.values:
        return {**_described(fact), "enum": _words(fact)}
    if fact.kind == "numero":
        kind = "integer" if fact.unit == "cuenta" else "number"
        exact: JsonSchema = {"type": kind, "minimum": fact.minimum, "maximum": fact.maximum}
    elif fact.kind == "instante":
        exact = {"type": "string", "pattern": _INSTANT}
    else:
        exact = {"type": "string", "pattern": _CLOCK}
    return {**_described(fact), "anyOf": [exact, {"const": UNKNOWN}]}


def _tested(fact: Fact) -> JsonSchema:
    if fact.values:
        word = {"enum": _words(fact)}
        return {**_described(fact), "anyOf": [word, {"type": "array", "minItems": 1, "items": word}]}
    if fact.kind == "instante":
        return {**_described(fact), "const": UNKNOWN}
    pattern = _CLOCK_TEST if fact.kind == "hora" else _NUMBER_TEST
    whole = [{"type": "integer"}] if fact.kind == "numero" else []
    return {**_described(fact), "anyOf": [*whole, {"type": "string", "pattern": pattern}, {"const": UNKNOWN}]}


def _words(fact: Fact) -> list[object]:
    return [*fact.values, *([True, False] if fact.kind == "si_no" else []), UNKNOWN]


def _described(fact: Fact) -> JsonSchema:
    meanings = "; ".join(f"{value}: {meaning}" for value, meaning in fact.options.items())
    return {"title": fact.text, "description": f"{fact.question} {meanings}".strip()}
