"""The rights floor: the rules marked `irrenunciable`, and all that they stand on, which no overlay may take away."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .conditions import CONNECTIVES
from .entries import is_yes
from .messages import Message, message

_STEP_TEXTS = frozenset({"texto", "infinitivo", "frase", "paginas", "enunciados"})
_FACT_TEXTS = frozenset({"texto", "pregunta", "negado", "paginas", "enunciados", "opciones", "maximo"})


@dataclass(frozen=True, slots=True)
class RightsFloor:
    """What an overlay may not touch.

    Args:
        rules: the rules that cannot be given up.
        supports: rules on which those depend: those to which they yield, and those that deduce the facts they test.
        steps: the steps that they order.
        facts: the facts that they test, or that complete their steps.
    """

    rules: frozenset[str]
    supports: frozenset[str]
    steps: frozenset[str]
    facts: frozenset[str]

    def why_not_rule(self, name: str) -> Message | None:
        """Say why a rule cannot be changed or retired, or None where it can."""
        if name in self.rules:
            return message("la regla «{name}» es irrenunciable: no se puede retirar ni cambiar", name=name)
        if name in self.supports:
            return message("la regla «{name}» sostiene una regla irrenunciable: no se puede retirar ni cambiar",
                           name=name)  # fmt: skip
        return None

    def why_not_entry(self, section: str, name: str, old: Any, entry: Any) -> list[tuple[str, Message]]:
        """Say what an entry of another section may not change, each with its key (empty for the whole entry).

        Args:
            section: the section.
            name: the entry's name.
            old: what the manual below says of it; None where it says nothing.
            entry: what the overlay says of it.
        """
        if entry == old:
            return []
        if section == "incompatibles":
            return self._excluding(name, entry)
        texts = {"pasos": (self.steps, _STEP_TEXTS), "hechos": (self.facts, _FACT_TEXTS)}.get(section)
        if texts is None or name not in texts[0]:
            return []
        keys = _changed(old, entry, texts[1]) if isinstance(old, dict) and isinstance(entry, dict) else [""]
        return [
            (key, message("«{name}» sostiene una regla irrenunciable: no se puede cambiar su «{key}»",
                          name=name, key=key) if key
             else message("«{name}» sostiene una regla irrenunciable: no se puede quitar", name=name))
            for key in keys
        ]  # fmt: skip

    def _excluding(self, name: str, entry: Any) -> list[tuple[str, Message]]:
        """Facts that exclude each other are set aside, and with them the rules that test them."""
        named = _facts_named(entry.get("cuando")) if isinstance(entry, dict) else set()
        return [
            ("", message("«{name}» dejaría de lado el hecho «{fact}», que sostiene una regla irrenunciable",
                         name=name, fact=fact))
            for fact in sorted(named & self.facts)[:1]
        ]  # fmt: skip


def _changed(old: Mapping[str, Any], entry: Mapping[str, Any], free: frozenset[str]) -> list[str]:
    """Return the keys to which an entry gives another value, except those that are free to change."""
    return sorted(str(key) for key, value in entry.items() if key not in free and (key not in old or value != old[key]))


def floor_of(data: Mapping[str, Any]) -> RightsFloor:
    """Return the rights floor of a manual's sections."""
    rules = {name: rule for name, rule in data.get("reglas", {}).items() if isinstance(rule, dict)}
    floor = {name for name, rule in rules.items() if is_yes(rule.get("irrenunciable"))}
    held = set(floor)
    while True:
        facts = set().union(*(_facts_named(rules[name].get("cuando")) for name in held))
        winners = {winner for name in held for winner in rules[name].get("cede_ante", ()) if winner in rules}
        deducing = {name for name, rule in rules.items()
                    if rule.get("tipo") == "deduce" and not facts.isdisjoint(rule["entonces"])}  # fmt: skip
        if winners | deducing <= held:
            break
        held |= winners | deducing
    steps = {step for name in floor if (step := rules[name]["entonces"].get("paso"))}
    for name in steps:
        facts |= _facts_named((data.get("pasos", {}).get(name) or {}).get("cumplido"))
    return RightsFloor(frozenset(floor), frozenset(held - floor), frozenset(steps), frozenset(facts))


def _facts_named(condition: object) -> set[str]:
    found: set[str] = set()
    if isinstance(condition, dict):
        for key, value in condition.items():
            if key in CONNECTIVES:
                for item in value if isinstance(value, list) else ():
                    found |= _facts_named(item)
            else:
                found.add(key)
    return found
