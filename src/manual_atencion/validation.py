"""Holds a manual's data against the schema, and says every fault in words of ours with its place."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from .errors import Fault
from .messages import Message, message, nearest, some_of
from .schema import ManualFiles
from .yaml_reader import KeyPath, Located

_WHAT = {
    "string_type": message("un texto"),
    "int_type": message("un número entero"),
    "bool_type": message("«si» o «no»"),
    "dict_type": message("un grupo de «clave: valor»"),
    "model_type": message("un grupo de «clave: valor»"),
    "model_attributes_type": message("un grupo de «clave: valor»"),
    "list_type": message("una lista"),
    "string_too_short": message("un texto que no esté vacío"),
    "string_too_long": message("un texto más corto"),
    "too_short": message("al menos un elemento"),
    "nombre": message("un nombre en minúsculas sin tildes ni ñ, con letras, cifras y «_»"),
    "nombre_de_regla": message("el nombre de una regla, como «correo.primer_contacto»"),
    "fecha": message("una fecha como 2026-01-31"),
    "duracion": message("una duración como PT15M o PT24H"),
    "string_pattern_mismatch": message("una versión como 1.0.0"),
    "greater_than_equal": message("un número mayor"),
    "less_than_equal": message("un número menor"),
    "pagina_o_documento": message("«pagina» o «documento», una de las dos"),
    "falta_razon": message("«razon», porque la lectura es una interpretación"),
    "faltan_opciones": message("«opciones» con al menos un valor"),
}


def schema_faults(located: Located) -> list[Fault]:
    """Return every fault of a manual's merged data against the schema, with its place."""
    try:
        ManualFiles.model_validate(located.data)
    except ValidationError as error:
        return _distinct(_fault(details, located) for details in error.errors(include_url=False, include_input=False))
    return []


def _distinct(faults: Iterable[Fault]) -> list[Fault]:
    """Keep one fault a place: a union of types reports one for each of its members."""
    seen: dict[object, Fault] = {}
    for fault in faults:
        seen.setdefault(fault.location, fault)
    return list(seen.values())


def _fault(details: ErrorDetails, located: Located) -> Fault:
    path = _data_path(details["loc"], located.data)
    kind = details["type"]
    if kind == "extra_forbidden":
        return _unknown_key(path, located)
    if kind == "missing":
        problem = message("falta la clave «{key}»", key=details["loc"][-1])
        return Fault(problem, located.place(path, key=True))
    if kind == "clave_de_otro_tipo":
        return _key_of_another_kind(details["ctx"], path, located)
    if details["loc"] and details["loc"][-1] == "[key]":
        problem = message("la clave «{key}» no vale; se esperaba {expected}", key=str(path[-1])[:40], expected=_expected(kind))
        return Fault(problem, located.place(path, key=True))
    if kind == "literal_error":
        return _wrong_choice(details, path, located)
    return Fault(message("valor incorrecto; se esperaba {expected}", expected=_expected(kind)), located.place(path))


def _expected(kind: str) -> Message:
    return _WHAT.get(kind, message("otro tipo de valor ({kind})", kind=kind))


def _data_path(loc: tuple[str | int, ...], data: object) -> KeyPath:
    """Keep the parts of pydantic's location that are keys and indexes of the data."""
    path: list[str | int] = []
    for part in loc:
        if isinstance(data, dict) and part in data:
            data = data[part]
        elif isinstance(data, list) and isinstance(part, int) and part < len(data):
            data = data[part]
        else:
            continue
        path.append(part)
    return tuple(path)


def _unknown_key(path: KeyPath, located: Located) -> Fault:
    known = _known_keys(path)
    problem = message("no existe la clave «{key}»; se esperaba una de: {known}", key=str(path[-1])[:40], known=some_of(known, 20))
    return Fault(problem, located.place(path, key=True), nearest(path[-1], known))


def _known_keys(path: KeyPath) -> list[str]:
    model: type[BaseModel] = ManualFiles
    for part in path[:-1]:
        field = model.model_fields.get(str(part))
        inner = _model_in(field.annotation) if field else None
        model = inner or model
    return sorted(model.model_fields)


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for inner in get_args(annotation):
        found = _model_in(inner)
        if found:
            return found
    return None


def _key_of_another_kind(context: Any, path: KeyPath, located: Located) -> Fault:
    problem = message("la clave «{key}» no corresponde a un hecho de tipo «{kind}»", key=context["clave"], kind=context["tipo"])
    return Fault(problem, located.place((*path, context["clave"]), key=True))


def _wrong_choice(details: ErrorDetails, path: KeyPath, located: Located) -> Fault:
    choices = [word for word in details["ctx"]["expected"].replace(" or ", ", ").replace("'", "").split(", ") if word]
    given: object = located.data
    for part in path:
        given = given[part]  # type: ignore[index]  # the path was walked on this data
    problem = message("valor incorrecto; se esperaba uno de: {choices}", choices=some_of(choices, 20))
    return Fault(problem, located.place(path), nearest(given, choices))
