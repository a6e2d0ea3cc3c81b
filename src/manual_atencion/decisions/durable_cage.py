"""What may reach the C code of durable-rules: a whitelist for rule definitions and for facts.

The C code reads out of bounds, hangs or answers wrongly for much of what its language allows (docs/engines.md). Nothing
is passed on here because it looks harmless: only what was measured to be sound is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from manual_atencion.errors import EngineError
from manual_atencion.messages import message

SENTINEL = "caso"
SENTINEL_RULE = "fin"
SESSION = "s"
MAXIMUM_RULES = 60
MAXIMUM_KEYS = 200
MAXIMUM_EXPRESSIONS = 30
MAXIMUM_CONDITIONS = MAXIMUM_EXPRESSIONS - 2  # the conjunction itself and its sentinel count too

_ALIAS = "c"
_COMPARISONS = frozenset({"$neq", "$lt", "$lte", "$gt", "$gte"})
_RULE_NAME = re.compile(r"[A-Za-z0-9_]{1,32}")
_KEY = re.compile(r"[a-z][a-z0-9_]{0,31}")
# Names that the C code gives a meaning of its own, also when another name merely has the same hash.
_RESERVED = (
    *("id", "sid", "label", "chart", "running", "all", "any", "pri", "count", "cap", "dist", "name"),
    *("$s", "$m", "$i", "$l", "$r", "$lt", "$lte", "$gt", "$gte", "$eq", "$neq", "$ex", "$nex", "$mt", "$imt"),
    *("$iall", "$iany", "$or", "$and", "$not", "$add", "$sub", "$mul", "$div", "$forward", "$type"),
)


def check_definition(definition: Mapping[str, object]) -> None:
    """Refuse a ruleset that has anything in it beyond single-fact conjunctions behind the sentinel.

    Args:
        definition: rule name to rule, in durable-rules' own form.

    Raises:
        EngineError: what is not allowed, without the definition's content.
    """
    if not 1 <= len(definition) <= MAXIMUM_RULES:
        raise EngineError(message("durable-rules: un conjunto debe tener de 1 a 60 reglas, la centinela incluida"))
    names = [_checked_name(name) for name in definition]
    keys: set[str] = set()
    for name, rule in definition.items():
        keys.update(_rule_keys(rule, is_sentinel=name == SENTINEL_RULE))
    if SENTINEL_RULE not in definition:
        raise EngineError(message("durable-rules: falta la regla centinela"))
    if len(keys) > MAXIMUM_KEYS:
        raise EngineError(message("durable-rules: un conjunto no puede leer más de 200 claves"))
    _check_hashes(keys, _RESERVED_HASHES)
    _check_hashes(names)


def check_fact(members: Mapping[str, object]) -> None:
    """Refuse a fact that is not a flat mapping of plain keys to small whole numbers.

    Args:
        members: keys and values, without the sentinel and the session that the engine adds.

    Raises:
        EngineError: what is not allowed, without the fact's content.
    """
    if len(members) > MAXIMUM_KEYS:
        raise EngineError(message("durable-rules: un hecho no puede tener más de 200 claves"))
    for key, value in members.items():
        _checked_key(key)
        _check_number(value)
    if SENTINEL in members:
        raise EngineError(message("durable-rules: la clave centinela la pone el motor"))
    _check_hashes([*members, SENTINEL], _RESERVED_HASHES)


@lru_cache(maxsize=4096)
def hash_32(text: str) -> int:
    """Return the FNV-1a hash of 32 bits by which the C code compares names."""
    value = 2166136261
    for byte in text.encode():
        value = (value ^ byte) * 16777619 & 0xFFFFFFFF
    return value


def _rule_keys(rule: object, *, is_sentinel: bool) -> Iterator[str]:
    condition = _only_condition(rule)
    if is_sentinel:
        if condition != {SENTINEL: 1}:
            raise EngineError(message("durable-rules: la regla centinela debe cumplirse siempre"))
        yield SENTINEL
        return
    if not isinstance(condition, dict) or list(condition) != ["$and"]:
        raise EngineError(message("durable-rules: una regla debe ser una sola conjunción"))
    atoms = condition["$and"]
    if not isinstance(atoms, list) or len(atoms) < 2 or atoms[0] != {SENTINEL: 1}:
        raise EngineError(message("durable-rules: una regla debe empezar por la centinela y tener condiciones"))
    if len(atoms) + 1 > MAXIMUM_EXPRESSIONS:
        raise EngineError(message("durable-rules: una regla no puede pasar de 30 expresiones"))
    for atom in atoms[1:]:
        yield _atom_key(atom)


def _only_condition(rule: object) -> object:
    if not isinstance(rule, dict) or list(rule) not in (["all"], ["pri", "all"]):
        raise EngineError(message("durable-rules: una regla solo puede tener «pri», primero, y «all»"))
    priority = rule.get("pri", 0)
    if type(priority) is not int or not 0 <= priority <= 65535:
        raise EngineError(message("durable-rules: la prioridad debe ser un entero de 0 a 65535"))
    aliases = rule["all"]
    if not isinstance(aliases, list) or len(aliases) != 1 or not isinstance(aliases[0], dict):
        raise EngineError(message("durable-rules: una regla solo puede leer un mensaje"))
    if list(aliases[0]) != [_ALIAS]:
        raise EngineError(message("durable-rules: el mensaje de una regla solo puede llamarse «c»"))
    condition: object = aliases[0][_ALIAS]
    return condition


def _atom_key(atom: object) -> str:
    if not isinstance(atom, dict) or len(atom) != 1:
        raise EngineError(message("durable-rules: una condición debe ser una sola comparación"))
    ((name, value),) = atom.items()
    if isinstance(name, str) and name.startswith("$"):
        if name not in _COMPARISONS or not isinstance(value, dict) or len(value) != 1:
            raise EngineError(message("durable-rules: operador no permitido"))
        ((name, value),) = value.items()
    _check_number(value)
    return _checked_key(name)


def _checked_name(name: object) -> str:
    if not isinstance(name, str) or not _RULE_NAME.fullmatch(name):
        raise EngineError(message("durable-rules: nombre de regla no permitido"))
    return name


def _checked_key(key: object) -> str:
    if not isinstance(key, str) or not _KEY.fullmatch(key) or key in _RESERVED:
        raise EngineError(message("durable-rules: clave no permitida"))
    return key


def _check_number(value: object) -> None:
    if type(value) is not int or abs(value) >= 2**53:
        raise EngineError(message("durable-rules: un valor debe ser un entero de menos de 53 bits"))


def _check_hashes(names: Iterable[str], taken: frozenset[int] = frozenset()) -> None:
    hashes = [hash_32(name) for name in names]
    if len(set(hashes)) != len(hashes) or not taken.isdisjoint(hashes):
        raise EngineError(message("durable-rules: dos nombres que el motor no distinguiría"))


_RESERVED_HASHES = frozenset(map(hash_32, _RESERVED))
