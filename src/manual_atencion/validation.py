"""Holds a manual's data against the schema, and says every fault in words of ours with its place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from .errors import MOST_FAULTS, Fault
from .located import KeyPath, Located
from .messages import Message, message, nearest, plain, shown_word, some_of
from .schema import ManualFiles
from .schema_phrases import PhraseEntry
from .schema_rules import RuleEntry
from .schema_values import NAME, is_name

_GROUP = message("un grupo de «clave: valor»")
_WHAT = {
    "string_type": message("un texto"),
    "int_type": message("un número entero"),
    "bool_type": message("«si» o «no»"),
    "dict_type": _GROUP,
    "model_type": _GROUP,
    "model_attributes_type": _GROUP,
    "list_type": message("una lista, como [uno, dos]"),
    "string_too_short": message("un texto que no esté vacío"),
    "string_too_long": message("un texto de 4000 caracteres como máximo"),
    "too_short": message("al menos un elemento"),
    "nombre": message("un nombre en minúsculas sin tildes ni ñ, con letras, cifras y «_»"),
    "nombre_libre": message("otro nombre, que no tenga ya su sentido en las condiciones"),
    "nombre_de_opcion": message("otro nombre, porque «desconocido» es lo que no se sabe"),
    "nombre_de_regla": message("el nombre de una regla, como «correo.primer_contacto»"),
    "conclusion": message("un nombre en minúsculas sin tildes ni ñ, o «si» o «no»"),
    "fecha": message("una fecha como 2026-01-31"),
    "duracion": message("una duración como PT15M o PT24H"),
    "version": message("una versión de tres números entre comillas, como \"1.0.0\""),
    "greater_than_equal": message("un número mayor que cero"),
    "less_than_equal": message("un número menor"),
    "pagina_o_documento": message("«pagina» o «documento», una de las dos"),
    "falta_razon": message("«razon», porque la lectura es una interpretación"),
    "faltan_opciones": message("«opciones» con al menos un valor"),
    "no_deducible": message("«deducible» solo en un hecho de tipo «si_no» u «opcion»"),
    "calculo_de_hora": message("«ahora» en un hecho de tipo «hora», o «desde» y «hasta» en uno de tipo «numero»"),
    "calculo_sin_unidad": message("«unidad: minutos» o «unidad: horas», porque el número se calcula"),
    "una_manera": message("una de estas: «patrones» (o «literales»), «terminos», «detecta»"),
    "faltan_ejemplos": message("«ejemplos» con «marca» y «no_marca»; con «da» en una frase aprobada"),
    "limites": message("un «maximo» que no sea menor que el «minimo»"),
}  # fmt: skip
_CONDITION = message("un grupo de condiciones «hecho: valor»; {{}} quiere decir siempre")
_CONDITIONS = frozenset({"cuando", "cumplido", "pertinente"})
_FILES = {"hechos": "hechos.yaml", "finales": "pasos.yaml", "manual": "manual.yaml"}
_RETIRE = "retirar"  # known to overlays alone, which take it away before the schema is asked


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault against the schema.

    Args:
        path: the path of the data at which it lies.
        fault: the fault.
        missing: the key that is not there, when that is the fault.
    """

    path: KeyPath
    fault: Fault
    missing: str = ""


def schema_findings(located: Located) -> list[Finding]:
    """Return the faults of a manual's merged data against the schema, each with its place; at most MOST_FAULTS."""
    try:
        ManualFiles.model_validate(located.data)
    except ValidationError as error:
        found: dict[object, Finding] = {}
        for details in error.errors(include_url=False, include_input=False)[:MOST_FAULTS]:
            path = _data_path(details["loc"], located.data)
            fault = _fault(details, path, located)
            finding = Finding(path, fault, str(details["loc"][-1]) if details["type"] == "missing" else "")
            found.setdefault((fault.location, fault.message.render()), finding)
        return _without_echoes(list(found.values()))
    return []


def _without_echoes(findings: list[Finding]) -> list[Finding]:
    """Leave out the missing keys that another fault explains: written wrongly, or not wanted to retire a rule."""
    meant = {(finding.path[:-1], finding.fault.suggestion) for finding in findings if not finding.missing}
    retiring = {finding.path[:-1] for finding in findings if finding.path[-1:] == (_RETIRE,)}
    return [
        finding for finding in findings
        if not finding.missing or not (
            (finding.path, finding.missing) in meant or (finding.path, _RETIRE) in meant or finding.path in retiring
        )
    ]  # fmt: skip


def _fault(details: ErrorDetails, path: KeyPath, located: Located) -> Fault:
    kind = details["type"]
    is_key = details["loc"][-1:] == ("[key]",)
    if kind == "extra_forbidden":
        return _unknown_key(path, located)
    if kind == "missing":
        return _missing_key(str(details["loc"][-1]), path, located)
    if kind == "literal_error":
        return _wrong_choice(details, path, located, key=is_key)
    if "clave" in details.get("ctx", {}):
        return _misfit(kind, details["ctx"], path, located)
    return _wrong_key(kind, path, located) if is_key else _wrong_value(kind, path, located)


def _wrong_value(kind: str, path: KeyPath, located: Located) -> Fault:
    given = _value(path, located)
    if given is None:
        return _empty(path, located)
    if kind == "string_type" and isinstance(given, (bool, int, float)):
        problem = message("valor incorrecto; se esperaba un texto: póngalo entre comillas")
        return Fault(problem, located.place(path), f'"{shown_word(given)}"')
    if kind == "int_type" and isinstance(given, str):
        return Fault(message("valor incorrecto; se esperaba un número entero, sin comillas"), located.place(path))
    is_condition = kind == "dict_type" and path[-1:] and path[-1] in _CONDITIONS
    expected = _CONDITION if is_condition else _expected(kind)
    problem = message("valor incorrecto; se esperaba {expected}", expected=expected)
    return Fault(problem, located.place(path), _rule_called(given, kind, located) or _as_name(kind, given))


def _empty(path: KeyPath, located: Located) -> Fault:
    if path and isinstance(path[-1], str):
        problem = message("«{key}» está vacío; escriba su valor o borre la clave", key=shown_word(path[-1]))
        return Fault(problem, located.place(path, key=True))
    return Fault(message("hay un elemento vacío"), located.place(path))


def _as_name(kind: str, word: object) -> str | None:
    """Return a word as an id is written, where an id was expected."""
    if not (kind.startswith("nombre") or kind == "conclusion") or not isinstance(word, str):
        return None
    parts = plain(word[:80]).split(".") if kind == "nombre_de_regla" else [plain(word[:80])]
    name = ".".join(parts)
    return name if name != word and all(NAME.match(part) for part in parts) else None


def _rule_called(word: object, kind: str, located: Located) -> str | None:
    """Return the rule of which only the key was named, without its file."""
    rules = located.mapping.get("reglas", {}) if kind == "nombre_de_regla" else {}
    return next((str(name) for name in sorted(rules) if str(name).partition(".")[2] == word), None)


def _expected(kind: str) -> Message:
    return _WHAT.get(kind, message("otra clase de valor"))


def _wrong_key(kind: str, path: KeyPath, located: Located) -> Fault:
    word = str(path[-1])
    if kind == "nombre_de_regla":
        word = word.split(".", maxsplit=1)[-1]
    if kind.startswith("nombre") and not is_name(word):
        kind = "nombre"
    problem = message("la clave «{key}» no vale; se esperaba {expected}",
                      key=shown_word(word), expected=_expected(kind))  # fmt: skip
    return Fault(problem, located.place(path, key=True), _as_name(kind, word))


def _missing_key(key: str, path: KeyPath, located: Located) -> Fault:
    if not path:
        problem = message("falta «{key}» en el manual; se esperaba en rules/{file}",
                          key=key, file=_FILES.get(key, key))  # fmt: skip
        return Fault(problem, located.place(()))
    return Fault(message("falta la clave «{key}»", key=key), located.place(path, key=True))


def _data_path(loc: tuple[str | int, ...], data: object) -> KeyPath:
    """Keep the parts of the validator's location that are keys and indexes of the data."""
    path: list[str | int] = []
    for part in loc:
        is_index = isinstance(data, list) and isinstance(part, int) and part < len(data)
        if is_index or (isinstance(data, dict) and part in data):
            data = data[part]  # type: ignore[index]  # it was found there
            path.append(part)
    return tuple(path)


def _value(path: KeyPath, located: Located) -> object:
    given: Any = located.data
    for part in path:
        given = given[part]
    return given


def _unknown_key(path: KeyPath, located: Located) -> Fault:
    known = _known_keys(path)
    if path[-1] in known:
        problem = message("«{key}» solo retira una regla del manual que está debajo", key=path[-1])
        return Fault(problem, located.place(path, key=True))
    problem = message("no existe la clave «{key}»; se esperaba una de: {known}",
                      key=shown_word(path[-1]), known=some_of(known, 20))  # fmt: skip
    return Fault(problem, located.place(path, key=True), nearest(path[-1], known))


def _known_keys(path: KeyPath) -> list[str]:
    """Return the keys that the mapping just above a path may have."""
    kind: Any = ManualFiles
    for part in path[:-1]:
        kind = _inside(kind, part)
    model = _model_in(kind)
    return sorted((*model.model_fields, *((_RETIRE,) if model in (RuleEntry, PhraseEntry) else ()))) if model else []


def _inside(kind: Any, part: str | int) -> Any:
    """Return what the schema expects at one more key or index."""
    model = _model_in(kind)
    if model is not None:
        field = model.model_fields.get(str(part))
        return field.annotation if field else None
    arguments = get_args(kind)
    if get_origin(kind) in (dict, list):
        return arguments[-1]
    return next((found for inner in arguments if (found := _inside(inner, part)) is not None), None)


def _model_in(kind: Any) -> type[BaseModel] | None:
    """Return the model that a type is, or that one of its alternatives is."""
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return kind
    if get_origin(kind) in (dict, list):
        return None
    return next((found for inner in get_args(kind) if (found := _model_in(inner))), None)


def _misfit(kind: str, context: Mapping[str, Any], path: KeyPath, located: Located) -> Fault:
    """Return the fault of a key that does not fit the others of its entry."""
    if kind == "clave_de_otro_tipo":
        problem = message("la clave «{key}» no corresponde a un hecho de tipo «{kind}»",
                          key=context["clave"], kind=context["tipo"])  # fmt: skip
    elif kind == "clave_de_otra_frase":
        problem = message("la clave «{key}» no corresponde a una frase de tipo «{kind}»",
                          key=context["clave"], kind=context["tipo"])  # fmt: skip
    elif kind == "falta_en_frase":
        problem = message("falta la clave «{key}» en una frase de tipo «{kind}»",
                          key=context["clave"], kind=context["tipo"])  # fmt: skip
        return Fault(problem, located.place(path, key=True))
    else:
        problem = message("valor incorrecto; se esperaba {expected}", expected=_expected(kind))
    return Fault(problem, located.place((*path, context["clave"]), key=True))


def _wrong_choice(details: ErrorDetails, path: KeyPath, located: Located, *, key: bool) -> Fault:
    choices = [word for word in details["ctx"]["expected"].replace(" or ", ", ").replace("'", "").split(", ") if word]
    given = path[-1] if key else _value(path, located)
    if given is None:
        return _empty(path, located)
    problem = message("valor incorrecto; se esperaba uno de: {choices}", choices=some_of(choices, 20))
    if len(choices) == 1:
        problem = message("valor incorrecto; se esperaba «{choice}»", choice=choices[0])
    return Fault(problem, located.place(path, key=key), nearest(given, choices))
