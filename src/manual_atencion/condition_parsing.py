"""Reads the condition language of rules from plain YAML data, and says where it is written wrongly."""

from __future__ import annotations

import re
from decimal import Decimal
from math import prod
from typing import Protocol

from .conditions import (
    ALL_KEY,
    ALWAYS,
    ANY_KEY,
    CONNECTIVES,
    Comparison,
    Condition,
    Every,
    Neither,
    Some,
    Test,
    counts_whole,
    limits,
)
from .errors import Fault
from .facts import NO, UNKNOWN, YES, Fact, Vocabulary, clock_minutes
from .located import KeyPath
from .messages import Message, message, nearest, shown_word

MOST_ALTERNATIVES = 256  # more than any rule that a person can check
_COMPARISON = re.compile(r"(<=|>=|<|>|=)\s*(-?\d{1,12}(?:\.\d{1,6})?|\d{1,2}:\d{2})\Z", re.ASCII)


class Report(Protocol):
    """Takes one fault: where the data stands, what is wrong, the nearest valid name."""

    def __call__(self, path: KeyPath, problem: Message, suggestion: str | None = None, /, *, key: bool = False) -> None:
        """Take the fault; `key` says that the key at the path is wrong, and not its value."""


def parse(data: object, vocabulary: Vocabulary, path: KeyPath = (), report: Report | None = None) -> Condition:
    """Read a condition from plain YAML data.

    Args:
        data: a mapping of facts and connectives; all of its entries must hold.
        vocabulary: the facts that exist.
        path: where the data stands, for reports.
        report: takes each fault; without it, faults are raised as ValueError.
    """
    take = report or _raise
    condition = _Parser(vocabulary, take).mapping(data, path)
    if _alternatives(condition, negated=False) > MOST_ALTERNATIVES:
        problem = message(
            "las condiciones se combinan de demasiadas maneras (más de {limit}); divídalas en varias reglas",
            limit=MOST_ALTERNATIVES,
        )
        take(path, problem)
        return ALWAYS
    return condition


def _raise(
    _path: KeyPath, problem: Message, suggestion: str | None = None, /, *, key: bool = False,  # noqa: ARG001
) -> None:  # fmt: skip
    raise ValueError(Fault(problem, suggestion=suggestion).render())


def _alternatives(condition: Condition, *, negated: bool) -> int:
    """Return in how many ways, at most, a condition can be true."""
    if isinstance(condition, Test):
        return 1
    inner = negated != isinstance(condition, Neither)
    counts = [_alternatives(part, negated=inner) for part in condition.parts]
    together = isinstance(condition, Every) != negated if not isinstance(condition, Neither) else not negated
    return prod(counts) if together else sum(counts)


class _Parser:
    def __init__(self, vocabulary: Vocabulary, report: Report) -> None:
        self._vocabulary = vocabulary
        self._report = report

    def mapping(self, data: object, path: KeyPath) -> Condition:
        if not isinstance(data, dict):
            self._report(path, message("se esperaba un grupo de condiciones «hecho: valor»; {{}} quiere decir siempre"))
            return ALWAYS
        parts: list[Condition] = []
        for key in sorted(data, key=str):
            parts.extend(self._entry(key, data[key], (*path, key)))
        return parts[0] if len(parts) == 1 else Every(tuple(parts))

    def _entry(self, key: object, data: object, path: KeyPath) -> list[Condition]:
        if key in CONNECTIVES:
            return self._connective(str(key), data, path)
        fact = self._vocabulary.get(str(key))
        if fact is None:
            known = [*self._vocabulary, *CONNECTIVES]
            problem = message("no existe el hecho «{name}»", name=shown_word(key))
            self._report(path, problem, nearest(key, known), key=True)
            return []
        test = self._test(fact, data, path)
        return [test] if test else []

    def _connective(self, key: str, data: object, path: KeyPath) -> list[Condition]:
        if not isinstance(data, list) or not data:
            self._report(path, message("«{key}» espera una lista de grupos de condiciones, cada uno con «-»", key=key))
            return []
        parts = tuple(self.mapping(item, (*path, index)) for index, item in enumerate(data))
        if key == ALL_KEY:
            return list(parts)
        return [Some(parts) if key == ANY_KEY else Neither(parts)]

    def _test(self, fact: Fact, data: object, path: KeyPath) -> Test | None:
        if fact.kind in ("numero", "hora"):
            return self._numeric_test(fact, data, path)
        items = data if isinstance(data, list) else [data]
        if not items:
            problem = message("la lista de valores está vacía; se esperaba {expected}", expected=fact.expected())
            self._report(path, problem)
            return None
        accepted: list[str] = []
        unknown = False
        for index, item in enumerate(items):
            where = (*path, index) if isinstance(data, list) else path
            word = (YES if item else NO) if isinstance(item, bool) and fact.kind == "si_no" else item
            if word == UNKNOWN:
                unknown = True
            elif isinstance(word, str) and word in fact.values:
                accepted.append(word)
            else:
                self._wrong_value(fact, word, where)
        if not accepted and not unknown:
            return None
        return Test(fact.name, tuple(sorted(set(accepted))), unknown=unknown)

    def _wrong_value(self, fact: Fact, word: object, path: KeyPath) -> None:
        if fact.kind == "instante":
            problem = message("el instante «{name}» solo se puede probar con «desconocido»", name=fact.name)
            self._report(path, problem)
            return
        problem = message("«{word}» no es un valor de «{name}»; se esperaba {expected}, o «desconocido»",
                          word=shown_word(word), name=fact.name, expected=fact.expected())  # fmt: skip
        self._report(path, problem, nearest(word, [*fact.values, UNKNOWN]))

    def _numeric_test(self, fact: Fact, data: object, path: KeyPath) -> Test | None:
        if data == UNKNOWN:
            return Test(fact.name, unknown=True)
        if isinstance(data, int) and not isinstance(data, bool) and fact.kind == "numero":
            return self._within(fact, (Comparison("=", data),), path)
        comparisons = _comparisons(data, fact) if isinstance(data, str) else None
        if comparisons is None:
            self._not_a_comparison(fact, data, path)
            return None
        if counts_whole(fact) and any(item.constant != int(item.constant) for item in comparisons):
            problem = message("«{name}» es una cuenta; se esperaba una comparación con un número entero",
                              name=fact.name)  # fmt: skip
            self._report(path, problem)
            return None
        return self._within(fact, comparisons, path)

    def _not_a_comparison(self, fact: Fact, data: object, path: KeyPath) -> None:
        example = '"< 12:00" o ">= 08:00 y < 12:00"' if fact.kind == "hora" else '"<= 24" o "> 10 y <= 24"'
        if isinstance(data, list):
            problem = message("«{name}» no admite una lista; se esperaba una comparación como {example}, o «alguna»",
                              name=fact.name, example=example)  # fmt: skip
        else:
            problem = message("«{word}» no es una comparación para «{name}»; se esperaba algo como {example}",
                              word=shown_word(data), name=fact.name, example=example)  # fmt: skip
        self._report(path, problem, UNKNOWN if nearest(data, [UNKNOWN]) else None)

    def _within(self, fact: Fact, comparisons: tuple[Comparison, ...], path: KeyPath) -> Test | None:
        low, high = limits(fact)
        for comparison in comparisons:
            if not low <= comparison.constant <= high:
                problem = message("{constant} está fuera de los límites de «{name}» ({low} a {high})",
                                  constant=comparison.constant, name=fact.name, low=low, high=high)  # fmt: skip
                self._report(path, problem)
                return None
        return Test(fact.name, comparisons=comparisons)


def _comparisons(text: str, fact: Fact) -> tuple[Comparison, ...] | None:
    found: list[Comparison] = []
    for part in text.split(" y "):
        matched = _COMPARISON.match(part.strip())
        if not matched:
            return None
        is_clock = ":" in matched[2]
        if is_clock != (fact.kind == "hora"):
            return None
        minutes = clock_minutes(matched[2]) if is_clock else None
        if is_clock and minutes is None:
            return None
        number = Decimal(matched[2]) if minutes is None else minutes
        found.append(Comparison(matched[1], int(number) if number == int(number) else number))
    return tuple(found)
