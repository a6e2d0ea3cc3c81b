"""Lays an institution's own sections over a manual's, and guards the rights floor."""

from __future__ import annotations

from typing import Any

from .building import is_yes
from .conditions import ALL_KEY, ANY_KEY, NONE_KEY
from .errors import Fault, Location
from .messages import Message, message, nearest
from .yaml_reader import KeyPath, Located

_CONNECTIVES = (ALL_KEY, ANY_KEY, NONE_KEY)
_STEP_TEXTS = frozenset({"texto", "frase", "paginas", "enunciados"})
_FACT_TEXTS = frozenset({"texto", "pregunta", "negado", "paginas", "enunciados", "opciones", "maximo"})


def overlay(base: Located, above: Located, folder: str) -> tuple[Located, list[Fault]]:
    """Lay the sections of an overlay over those of a manual.

    Entries with a new name are added. A rule with an old name is replaced (it must give its `motivo`) or, with
    `retirar: si`, taken away; entries of other sections change only the keys that the overlay names.

    Args:
        base: the sections of the manual below.
        above: the sections of the overlay.
        folder: the overlay's name, for its id when it has no `manual.yaml`.

    Returns:
        The merged sections, and the faults: rules or rights that an overlay may not touch.
    """
    return _Merge(base, above, folder).run()


class _Merge:
    def __init__(self, base: Located, above: Located, folder: str) -> None:
        assert isinstance(base.data, dict)
        assert isinstance(above.data, dict)
        self._below: dict[str, Any] = base.data
        self._over: dict[str, Any] = above.data
        self._values = dict(base.values)
        self._keys = dict(base.keys)
        self._above = above
        self._folder = folder
        self._faults: list[Fault] = []
        self._floor_steps, self._floor_facts = _floor(self._below)

    def run(self) -> tuple[Located, list[Fault]]:
        merged: dict[str, Any] = {name: dict(section) if isinstance(section, dict) else section
                                  for name, section in self._below.items()}  # fmt: skip
        for section, entries in self._over.items():
            if section == "manual":
                merged["manual"] = self._head(entries)
            elif section == "reglas":
                self._rules(merged.setdefault("reglas", {}), entries)
            elif isinstance(entries, dict) and isinstance(merged.get(section), dict) and section != "calendario":
                self._entries(section, merged[section], entries)
            else:
                merged[section] = entries
                self._take_places((section,))
        if "manual" not in self._over:
            merged["manual"] = self._head({})
        return Located(merged, self._values, self._keys), self._faults

    def _head(self, head: Any) -> Any:
        below = self._below["manual"]
        if not isinstance(head, dict):
            return head
        self._take_places(("manual",))
        own = {**below, **head}
        own["id"] = f"{below['id']}__{head.get('id', self._folder)}"
        own["version"] = f"{below['version']}+{head['version']}" if "version" in head else below["version"]
        return own

    def _rules(self, rules: dict[str, Any], over: dict[str, Any]) -> None:
        for name, entry in over.items():
            path: KeyPath = ("reglas", name)
            old = rules.get(name)
            retires = isinstance(entry, dict) and "retirar" in entry
            if old is None and retires:
                self._fault(path, message("no existe la regla «{name}» que se quiere retirar", name=name), nearest(name, rules))
                continue
            if old is not None and not self._may_change(name, old, entry, path):
                continue
            self._take_places(path)
            if retires and is_yes(entry["retirar"]):
                del rules[name]
            else:
                rules[name] = entry

    def _may_change(self, name: str, old: Any, entry: Any, path: KeyPath) -> bool:
        if isinstance(old, dict) and is_yes(old.get("irrenunciable")):
            problem = message("la regla «{name}» es irrenunciable: no se puede retirar ni cambiar", name=name)
            self._fault(path, problem, related=self._keys.get(path))
            return False
        if not isinstance(entry, dict) or not str(entry.get("motivo") or "").strip():
            problem = message("la regla «{name}» ya existe en el manual; diga en «motivo» por qué la cambia", name=name)
            self._fault(path, problem, related=self._keys.get(path))
            return False
        return True

    def _entries(self, section: str, entries: dict[str, Any], over: dict[str, Any]) -> None:
        for name, entry in over.items():
            path: KeyPath = (section, name)
            old = entries.get(name)
            if isinstance(old, dict) and isinstance(entry, dict):
                if not self._keeps_floor(section, name, entry):
                    continue
                self._take_places(path)
                entries[name] = _update(old, entry)
            else:
                self._take_places(path)
                entries[name] = entry

    def _keeps_floor(self, section: str, name: str, entry: dict[str, Any]) -> bool:
        if section == "pasos" and name in self._floor_steps:
            touched = set(entry) - _STEP_TEXTS
        elif section == "hechos" and name in self._floor_facts:
            touched = set(entry) - _FACT_TEXTS
        else:
            return True
        for key in sorted(touched, key=str):
            problem = message("«{name}» sostiene una regla irrenunciable: no se puede cambiar su «{key}»", name=name, key=key)
            self._fault((section, name, key), problem)
        return not touched

    def _fault(self, path: KeyPath, problem: Message, suggestion: str | None = None, related: Location | None = None) -> None:
        self._faults.append(Fault(problem, self._above.place(path, key=True), suggestion, related))

    def _take_places(self, prefix: KeyPath) -> None:
        length = len(prefix)
        for places, over in ((self._values, self._above.values), (self._keys, self._above.keys)):
            places.update({path: place for path, place in over.items() if path[:length] == prefix})


def _update(old: dict[str, Any], entry: dict[str, Any]) -> dict[str, Any]:
    options = old.get("opciones")
    merged = {**old, **entry}
    if isinstance(options, dict) and isinstance(entry.get("opciones"), dict):
        merged["opciones"] = {**options, **entry["opciones"]}
    return merged


def _floor(data: dict[str, Any]) -> tuple[set[str], set[str]]:
    """Return the steps and the facts on which the rights floor stands."""
    steps: set[str] = set()
    facts: set[str] = set()
    for rule in data.get("reglas", {}).values():
        if isinstance(rule, dict) and is_yes(rule.get("irrenunciable")):
            facts |= _facts_named(rule.get("cuando"))
            step = (rule.get("entonces") or {}).get("paso")
            if step:
                steps.add(step)
    for name in steps:
        facts |= _facts_named((data.get("pasos", {}).get(name) or {}).get("cumplido"))
    return steps, facts


def _facts_named(condition: object) -> set[str]:
    found: set[str] = set()
    if isinstance(condition, dict):
        for key, value in condition.items():
            if key in _CONNECTIVES:
                for item in value if isinstance(value, list) else ():
                    found |= _facts_named(item)
            else:
                found.add(key)
    return found
