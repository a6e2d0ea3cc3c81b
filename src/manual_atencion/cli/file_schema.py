"""JSON Schema of a manual's files: their models, with the manual's own facts put where conditions and cases stand."""

from __future__ import annotations

from typing import Any, cast

from ..facts import Vocabulary
from ..schema import ManualFiles
from .case_schema import CONDITION_REFERENCE, DIALECT, JsonSchema, condition_schema, facts_schema

_SECTIONS = {
    "hechos": ("hechos", "incompatibles"),
    "pasos": ("procedimientos", "pasos", "actos", "responsables", "finales"),
    "calendario": ("calendario",),
    "enunciados": ("enunciados",),
    "diapositivas": ("diapositivas",),
}
_TABLE = "tabla_de_competencias"
_NAME = "^[a-z][a-z0-9_]*$"
_CONDITIONS = frozenset({"cuando", "cumplido", "pertinente"})
_CASES = frozenset({"aplica", "no_aplica"})
_DESCRIPTIONS = {
    "tipo": "Qué hace la regla, según el verbo de la diapositiva; o qué clase de valores tiene el hecho.",
    "cuando": "Condiciones que deben cumplirse todas; {} significa siempre.",
    "entonces": "Lo que la regla ordena, prohíbe, permite, deduce o asigna.",
    "plazo": "Desde qué instante y hasta cuál corre el plazo, y cuánto dura.",
    "borde": "Si el límite exacto todavía cumple (menor_o_igual) o ya no (menor).",
    "computo": "Tiempo corrido (transcurrido) o solo el horario de la institución (habil).",
    "duracion": "Duración, como PT15M o PT24H.",
    "fuente": "De dónde sale la regla.",
    "pagina": "Número de la diapositiva.",
    "cita": "Palabras literales de la diapositiva.",
    "lectura": "Si la regla dice lo mismo que la cita o la interpreta.",
    "razon": "Por qué se lee así, o por qué los hechos no pueden darse juntos.",
    "vigencia": "Primer y último día en que rige.",
    "cede_ante": "Reglas o finales ante los que este se aparta.",
    "irrenunciable": "Si protege un derecho que ninguna institución puede quitar.",
    "ejemplos": "Casos a los que se aplica la regla y casos a los que no.",
    "texto": "Lo que se lee; en un hecho de sí o no, la frase que es cierta cuando vale «si».",
    "negado": "La frase que es cierta cuando el hecho vale «no».",
    "pregunta": "Lo que se pregunta cuando falta el hecho.",
    "opciones": "Cada valor y lo que significa.",
    "si_no_consta": "Para los actos: lo que nadie anotó cuenta como no hecho.",
    "pertinente": "Condición sin la cual no hace falta preguntar por el hecho.",
    "registra": "El acto que consta como hecho desde ese instante.",
    "quien": "Quién da el paso.",
    "procedimiento": "El procedimiento al que pertenece el paso.",
    "cumplido": "Condición que da el paso por hecho.",
    "despues_de": "Pasos que van antes.",
    "antes_de": "Pasos que van después.",
    "interrumpe": "Procedimientos menos urgentes que este.",
    "frase": "Frase aprobada que se ofrece.",
    "paginas": "Diapositivas que hablan de ello.",
    "enunciados": "Números de los enunciados que recoge.",
}


def file_schema(kind: str, vocabulary: Vocabulary) -> JsonSchema:
    """Return the schema of one kind of file.

    Args:
        kind: `manual`, `reglas`, `competencia`, or the name of another file of `rules/`.
        vocabulary: the facts that conditions may test.
    """
    whole = cast("JsonSchema", _translated(ManualFiles.model_json_schema()))
    definitions, sections = whole["$defs"], whole["properties"]
    if kind == "manual":
        root = dict(definitions["ManualHead"])
    elif kind in _SECTIONS:
        chosen = {name: sections[name] for name in _SECTIONS[kind]}
        root = {"type": "object", "properties": chosen, "additionalProperties": False}
    else:
        rule = {"$ref": "#/$defs/RuleEntry"}
        root = {"type": "object", "propertyNames": {"pattern": _NAME}, "additionalProperties": rule}
        if kind == "competencia":
            root["properties"] = {_TABLE: sections[_TABLE]}
    definitions = {**definitions, "condicion": condition_schema(vocabulary), "caso": facts_schema(vocabulary)}
    return {"$schema": DIALECT, "title": kind, **root, "$defs": _used(root, definitions)}


def _translated(node: object, key: str = "") -> object:
    """Return a model's schema with conditions, cases and Spanish descriptions in place of the models' English ones."""
    if isinstance(node, list):
        return [_translated(item) for item in node]
    if not isinstance(node, dict):
        return node
    if key in _CONDITIONS:
        return {"description": _DESCRIPTIONS[key], "$ref": CONDITION_REFERENCE}
    if key in _CASES:
        return {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/caso"}}
    kept = {name: _children(name, value) for name, value in node.items() if not _is_english(name, value)}
    if "enum" in kept:
        kept.pop("type", None)  # the files write yes and no as words, which the models take for booleans
    return {"description": _DESCRIPTIONS[key], **kept} if key in _DESCRIPTIONS else kept


def _children(name: str, value: Any) -> object:
    if name == "properties":
        return {key: _translated(item, key) for key, item in value.items()}
    if name == "$defs":
        return {key: _translated(item) for key, item in value.items()}
    return _translated(value)


def _is_english(name: str, value: object) -> bool:
    return name in ("title", "description") and isinstance(value, str)


def _used(root: JsonSchema, definitions: JsonSchema) -> JsonSchema:
    found: JsonSchema = {}
    waiting = _references(root)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found[name] = definitions[name]
            waiting |= _references(definitions[name])
    return {name: found[name] for name in sorted(found)}


def _references(node: object) -> set[str]:
    if isinstance(node, list):
        return set().union(*map(_references, node))
    if not isinstance(node, dict):
        return set()
    own = node.get("$ref")
    found = {own.rpartition("/")[2]} if isinstance(own, str) else set()
    return found.union(*(_references(value) for value in node.values()))
