"""The condition language of rules: what a condition is, its value in three values, and how to say it in Spanish."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from .facts import YES, Fact, Value, Vocabulary

ALL_KEY, ANY_KEY, NONE_KEY = "todas", "alguna", "ninguna"
CONNECTIVES = (ALL_KEY, ANY_KEY, NONE_KEY)
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
    return False if asks_whether_known(test, fact) or accepts_nothing(test, fact) else None


def asks_whether_known(test: Test, fact: Fact) -> bool:
    """Return whether a test accepts every value that the fact can have, so that it only asks for a known one."""
    if test.comparisons:
        low, high = limits(fact)
        return test.accepts(low) and test.accepts(high)
    return bool(fact.values) and set(test.values) == set(fact.values)


def accepts_nothing(test: Test, fact: Fact) -> bool:
    """Return whether a test accepts no value that the fact can have, such as a number above 30 and below 5."""
    if not test.comparisons:
        return not test.values
    low, high = limits(fact)
    bounds = sorted({Decimal(low), Decimal(high), *(Decimal(item.constant) for item in test.comparisons)})
    between = [left + 1 if counts_whole(fact) else (left + right) / 2 for left, right in pairwise(bounds)]
    return not any(low <= candidate <= high and test.accepts(candidate) for candidate in (*bounds, *between))


def counts_whole(fact: Fact) -> bool:
    """Return whether a number or hour has only whole values."""
    return fact.kind == "hora" or fact.unit == "cuenta"


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
    """Return a condition in which some facts no longer decide: what asks only about them is taken as met."""
    if isinstance(condition, Test):
        return ALWAYS if condition.fact in facts else condition
    decided = [_only_about(part, facts) for part in condition.parts]
    if isinstance(condition, Some) and any(decided):
        return ALWAYS
    kept = tuple(without(part, facts) for part, gone in zip(condition.parts, decided, strict=True) if not gone)
    return type(condition)(kept) if kept else ALWAYS


def _only_about(condition: Condition, facts: frozenset[str]) -> bool:
    named = {test.fact for test in tests_of(condition)}
    return bool(named) and named <= facts


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
        return said[0] if len(said) == 1 else f"({', o bien '.join(said)})"
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
    unit = "" if fact.kind == "hora" or fact.unit == "cuenta" else f" {fact.unit}"
    return f"{said_number(comparison.constant, fact)}{unit}"


def said_number(number: float | Decimal, fact: Fact) -> str:
    """Write a number of a fact as files write it; an hour as 14:30."""
    return f"{int(number) // 60:02d}:{int(number) % 60:02d}" if fact.kind == "hora" else str(number)
