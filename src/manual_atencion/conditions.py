"""The condition language of rules: read it, evaluate it in three values, say it in Spanish."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from .errors import Fault
from .facts import NO, UNKNOWN, YES, Fact, Value, Vocabulary, clock_minutes
from .messages import Message, message, nearest
from .yaml_reader import KeyPath

Report = Callable[[KeyPath, Message, str | None], None]

ALL_KEY, ANY_KEY, NONE_KEY = "todas", "alguna", "ninguna"
_CONNECTIVES = (ALL_KEY, ANY_KEY, NONE_KEY)
_COMPARISON = re.compile(r"(<=|>=|<|>|=)\s*(-?\d+(?:\.\d+)?|\d{1,2}:\d{2})\Z")
_OPERATORS: dict[str, Callable[[Value, Value], bool]] = {
    "<": lambda left, right: left < right,  # type: ignore[operator]  # numbers only
    "<=": lambda left, right: left <= right,  # type: ignore[operator]  # numbers only
    ">": lambda left, right: left > right,  # type: ignore[operator]  # numbers only
    ">=": lambda left, right: left >= right,  # type: ignore[operator]  # numbers only
    "=": lambda left, right: left == right,
}
_SPOKEN = {"<": "menos de", "<=": "como máximo", ">": "más de", ">=": "como mínimo", "=": "exactamente"}


@dataclass(frozen=True, slots=True)
class Comparison:
    """A number or hour against a constant; hours are minutes since midnight."""

    operator: str
    constant: int | Decimal

    def holds(self, value: Value) -> bool:
        """Return whether a known value satisfies the comparison."""
        return _OPERATORS[self.operator](value, self.constant)


@dataclass(frozen=True, slots=True)
class Test:
    """One fact against constants: one of the values, or all of the comparisons, or being unknown."""

    fact: str
    values: tuple[str, ...] = ()
    comparisons: tuple[Comparison, ...] = ()
    unknown: bool = False

    def accepts(self, value: Value) -> bool:
        """Return whether a known value passes."""
        if self.comparisons:
            return all(comparison.holds(value) for comparison in self.comparisons)
        return value in self.values


@dataclass(frozen=True, slots=True)
class Every:
    """True when all parts are true; with no part, always."""

    parts: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class Some:
    """True when one part is true."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Neither:
    """True when no part is true."""

    parts: tuple[Condition, ...]


Condition = Test | Every | Some | Neither
ALWAYS = Every()


def evaluate(condition: Condition, facts: Mapping[str, Value], vocabulary: Vocabulary) -> bool | None:
    """Evaluate a condition in three values, as its definition; the engines must agree with this.

    Args:
        condition: what to evaluate.
        facts: the known facts, closed ones included.
        vocabulary: the facts that exist.

    Returns:
        True, False, or None where the unknown facts decide.
    """
    if isinstance(condition, Test):
        return _evaluate_test(condition, facts, vocabulary[condition.fact])
    found = [evaluate(part, facts, vocabulary) for part in condition.parts]
    if isinstance(condition, Every):
        return False if False in found else None if None in found else True
    some = True if True in found else None if None in found else False
    if isinstance(condition, Some):
        return some
    return None if some is None else not some


def _evaluate_test(test: Test, facts: Mapping[str, Value], fact: Fact) -> bool | None:
    value = facts.get(test.fact)
    if value is not None:
        return test.accepts(value)
    if test.unknown:
        return True
    return False if asks_whether_known(test, fact) or not (test.values or test.comparisons) else None


def asks_whether_known(test: Test, fact: Fact) -> bool:
    """Return whether a test accepts every value that the fact can have, so that it only asks for a known one."""
    if test.comparisons:
        low, high = limits(fact)
        return test.accepts(low) and test.accepts(high)
    return bool(fact.values) and set(test.values) == set(fact.values)


def limits(fact: Fact) -> tuple[int, int]:
    """Return the smallest and largest value of a number, or of an hour in minutes since midnight."""
    return (0, 24 * 60 - 1) if fact.kind == "hora" else (fact.minimum, fact.maximum)


def tests_of(condition: Condition) -> Iterator[Test]:
    """Yield every test of a condition."""
    if isinstance(condition, Test):
        yield condition
    else:
        for part in condition.parts:
            yield from tests_of(part)


def without(condition: Condition, facts: frozenset[str]) -> Condition:
    """Return a condition with the tests of some facts taken out."""
    if isinstance(condition, Test):
        return ALWAYS if condition.fact in facts else condition
    kept = tuple(without(part, facts) for part in condition.parts if not _only_about(part, facts))
    if not kept:
        return ALWAYS
    return type(condition)(kept)


def _only_about(condition: Condition, facts: frozenset[str]) -> bool:
    named = {test.fact for test in tests_of(condition)}
    return bool(named) and named <= facts


def parse(data: object, vocabulary: Vocabulary, path: KeyPath = (), report: Report | None = None) -> Condition:
    """Read a condition from plain YAML data.

    Args:
        data: a mapping of facts and connectives; all of its entries must hold.
        vocabulary: the facts that exist.
        path: where the data stands, for reports.
        report: takes each fault as path, message and nearest name; without it, faults are raised as ValueError.
    """
    return _Parser(vocabulary, report or _raise).mapping(data, path)


def _raise(path: KeyPath, problem: Message, suggestion: str | None) -> None:
    raise ValueError(Fault(problem, suggestion=suggestion).render())


class _Parser:
    def __init__(self, vocabulary: Vocabulary, report: Report) -> None:
        self._vocabulary = vocabulary
        self._report = report

    def mapping(self, data: object, path: KeyPath) -> Condition:
        if not isinstance(data, dict):
            self._report(path, message("se esperaba un grupo de condiciones «hecho: valor»"), None)
            return ALWAYS
        parts: list[Condition] = []
        for key in sorted(data, key=str):
            parts.extend(self._entry(key, data[key], (*path, key)))
        return parts[0] if len(parts) == 1 else Every(tuple(parts))

    def _entry(self, key: str, data: object, path: KeyPath) -> list[Condition]:
        if key in _CONNECTIVES:
            return self._connective(key, data, path)
        fact = self._vocabulary.get(key)
        if fact is None:
            known = [*self._vocabulary, *_CONNECTIVES]
            self._report(path, message("no existe el hecho «{name}»", name=key), nearest(key, known))
            return []
        test = self._test(fact, data, path)
        return [test] if test else []

    def _connective(self, key: str, data: object, path: KeyPath) -> list[Condition]:
        if not isinstance(data, list) or not data:
            self._report(path, message("«{key}» espera una lista de grupos de condiciones, cada uno con «-»", key=key), None)
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
            self._report(path, message("la lista de valores está vacía"), None)
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
            self._report(path, problem, None)
            return
        problem = message("«{word}» no es un valor de «{name}»; se esperaba {expected}, o «desconocido»",
                          word=_short(word), name=fact.name, expected=fact.expected())  # fmt: skip
        self._report(path, problem, nearest(word, [*fact.values, UNKNOWN]))

    def _numeric_test(self, fact: Fact, data: object, path: KeyPath) -> Test | None:
        if data == UNKNOWN:
            return Test(fact.name, unknown=True)
        if isinstance(data, int) and not isinstance(data, bool):
            return self._within(fact, (Comparison("=", data),), path)
        comparisons = _comparisons(data, fact) if isinstance(data, str) else None
        if comparisons is None:
            example = '"< 12:00"' if fact.kind == "hora" else '"<= 24"'
            self._report(path, message("«{word}» no es una comparación para «{name}»; se esperaba algo como {example} o \"> 10 y <= 24\"",
                                       word=_short(data), name=fact.name, example=example), None)  # fmt: skip
            return None
        return self._within(fact, comparisons, path)

    def _within(self, fact: Fact, comparisons: tuple[Comparison, ...], path: KeyPath) -> Test | None:
        low, high = limits(fact)
        for comparison in comparisons:
            if not low <= comparison.constant <= high:
                problem = message("{constant} está fuera de los límites de «{name}» ({low} a {high})",
                                  constant=comparison.constant, name=fact.name, low=low, high=high)  # fmt: skip
                self._report(path, problem, None)
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


def _short(word: object) -> str:
    text = str(word)
    return text if len(text) <= 40 else text[:39] + "…"


def describe(condition: Condition, vocabulary: Vocabulary) -> str:
    """Say a condition in Spanish."""
    if isinstance(condition, Test):
        return _describe_test(condition, vocabulary[condition.fact])
    if not condition.parts:
        return "siempre"
    said = [describe(part, vocabulary) for part in condition.parts]
    if isinstance(condition, Every):
        return "; ".join(said)
    if isinstance(condition, Some):
        return "o bien ".join(["", *said]) if len(said) == 1 else "(" + ", o bien ".join(said) + ")"
    return "no se da que " + " ni que ".join(said)


def _describe_test(test: Test, fact: Fact) -> str:
    if fact.kind == "si_no" and len(test.values) == 1 and not test.unknown:
        return fact.text if test.values[0] == YES else fact.negated or f"no: {fact.text}"
    said = [fact.options.get(value, value) for value in test.values]
    said += [f"{_SPOKEN[item.operator]} {_constant(item, fact)}" for item in test.comparisons]
    if test.unknown:
        said.append("no se sabe")
    return f"{fact.text}: " + (" y ".join(said) if test.comparisons else " o ".join(said))


def _constant(comparison: Comparison, fact: Fact) -> str:
    if fact.kind == "hora":
        return f"{int(comparison.constant) // 60:02d}:{int(comparison.constant) % 60:02d}"
    unit = "" if fact.unit == "cuenta" else f" {fact.unit}"
    return f"{comparison.constant}{unit}"
