"""Lays an institution's own sections over a manual's, and guards the rights floor."""

from __future__ import annotations

from typing import Any

from .entries import is_yes
from .errors import Fault, Location
from .located import KeyPath, Located
from .messages import Message, message, nearest, plain, shown_word
from .rights_floor import RightsFloor, floor_of
from .schema_values import is_name, is_version


def overlay(base: Located, above: Located, folder: str) -> tuple[Located, list[Fault]]:
    """Lay the sections of an overlay over those of a manual.

    Entries with a new name are added. A rule with an old name is replaced (it must give its `motivo`) or, with
    `retirar: si`, taken away, and then no other rule of the manual yields to it; entries of other sections change
    only the keys that the overlay names, and lists of words gain items.

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
        self._below = base.mapping
        self._over = above.mapping
        self._values = dict(base.values)
        self._keys = dict(base.keys)
        self._above = above
        self._folder = plain(folder)
        self._faults: list[Fault] = []
        self._floor: RightsFloor = floor_of(self._below)

    def run(self) -> tuple[Located, list[Fault]]:
        merged: dict[str, Any] = {name: dict(section) if isinstance(section, dict) else section
                                  for name, section in self._below.items()}  # fmt: skip
        for section, entries in self._over.items():
            if section == "manual":
                merged["manual"] = self._head(entries)
            elif section in ("reglas", "frases"):
                self._replaceable(section, merged.setdefault(section, {}), entries)
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
        name, version = head.get("id", self._folder), head.get("version")
        own["id"] = f"{below['id']}__{name}" if "id" not in head or is_name(name) else name
        if is_version(version):
            own["version"] = f"{below['version']}+{version}"
        return own

    def _replaceable(self, section: str, rules: dict[str, Any], over: dict[str, Any]) -> None:
        """Lay rules or phrases over those below: replaced whole, with a reason, or retired."""
        retired: set[str] = set()
        for name, entry in over.items():
            path: KeyPath = (section, name)
            old = rules.get(name)
            retires = isinstance(entry, dict) and "retirar" in entry
            if old is None and retires:
                problem = _nothing_to_retire(section, shown_word(name))
                self._fault(path, problem, nearest(name, rules))
            elif old is None or entry == old or self._may_change(name, entry, path):
                self._take_places(path)
                if retires and is_yes(entry["retirar"]):
                    retired.add(name)
                else:
                    rules[name] = entry
        for name in retired:
            del rules[name]
        if retired:
            _let_go_of(rules, "cede_ante" if section == "reglas" else "sugerir", retired, set(over))

    def _may_change(self, name: str, entry: Any, path: KeyPath) -> bool:
        problem = self._floor.why_not_rule(name) if path[0] == "reglas" else None
        if problem is None and (not isinstance(entry, dict) or not str(entry.get("motivo") or "").strip()):
            problem = _no_reason(str(path[0]), name)
        if problem is None:
            return True
        self._fault(path, problem, related=self._keys.get(path))
        return False

    def _entries(self, section: str, entries: dict[str, Any], over: dict[str, Any]) -> None:
        for name, entry in over.items():
            path: KeyPath = (section, name)
            old = entries.get(name)
            if not self._keeps_floor(section, name, old, entry):
                continue
            if isinstance(old, list) and isinstance(entry, list):
                entries[name] = self._lengthened(old, entry, path)
                continue
            self._take_places(path)
            entries[name] = _update(old, entry) if isinstance(old, dict) and isinstance(entry, dict) else entry

    def _lengthened(self, old: list[Any], over: list[Any], path: KeyPath) -> list[Any]:
        """Add to a list what the overlay's one has beyond it."""
        merged = list(old)
        for index, item in enumerate(over):
            if item not in merged:
                self._values[(*path, len(merged))] = self._above.place((*path, index))
                merged.append(item)
        return merged

    def _keeps_floor(self, section: str, name: str, old: Any, entry: Any) -> bool:
        found = self._floor.why_not_entry(section, name, old, entry)
        for key, problem in found:
            path = (section, name, key) if key else (section, name)
            self._fault(path, problem, related=self._keys.get(path) or self._keys.get((section, name)))
        return not found

    def _fault(
        self, path: KeyPath, problem: Message, suggestion: str | None = None, related: Location | None = None
    ) -> None:  # fmt: skip
        self._faults.append(Fault(problem, self._above.place(path, key=True), suggestion, related))

    def _take_places(self, prefix: KeyPath) -> None:
        length = len(prefix)
        for places, over in ((self._values, self._above.values), (self._keys, self._above.keys)):
            places.update({path: place for path, place in over.items() if path[:length] == prefix})


def _nothing_to_retire(section: str, name: str) -> Message:
    if section == "frases":
        return message("no existe la frase «{name}» que se quiere retirar", name=name)
    return message("no existe la regla «{name}» que se quiere retirar", name=name)


def _no_reason(section: str, name: str) -> Message:
    if section == "frases":
        return message("la frase «{name}» ya existe en el manual; diga en «motivo» por qué la cambia", name=name)
    return message("la regla «{name}» ya existe en el manual; diga en «motivo» por qué la cambia", name=name)


def _update(old: dict[str, Any], entry: dict[str, Any]) -> dict[str, Any]:
    options = old.get("opciones")
    merged = {**old, **entry}
    if isinstance(options, dict) and isinstance(entry.get("opciones"), dict):
        merged["opciones"] = {**options, **entry["opciones"]}
    return merged


def _let_go_of(rules: dict[str, Any], key: str, retired: set[str], own: set[str]) -> None:
    """Take retired rules or phrases out of what the manual's other ones name under a key."""
    for name, rule in rules.items():
        named = rule.get(key) if isinstance(rule, dict) and name not in own else None
        if isinstance(named, list) and not retired.isdisjoint(named):
            rules[name] = {**rule, key: [other for other in named if other not in retired]}
