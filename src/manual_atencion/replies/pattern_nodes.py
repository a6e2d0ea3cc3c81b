"""What a pattern is made of."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Word:
    """A word as written, folded, with `_` for ñ."""

    text: str
    start: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Lemma:
    """Any form of a word, or only those with some features."""

    lemma: str
    features: tuple[str, ...] = ()
    start: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Number:
    """A number in digits or words."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Up to so many words, whichever they are."""

    most: int
    start: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Maybe:
    """Parts that may be left out together."""

    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several rows of parts."""

    branches: tuple[tuple[Part, ...], ...]


Part: TypeAlias = Word | Lemma | Number | Gap | Maybe | Choice


@dataclass(frozen=True, slots=True)
class PatternNode:
    """A whole pattern.

    Args:
        parts: what must stand there, in order.
        at_start: whether it counts only at the start of a sentence.
        at_end: whether it counts only at the end of one.
    """

    parts: tuple[Part, ...]
    at_start: bool = False
    at_end: bool = False


def is_obligatory(part: Part) -> bool:
    """Tell whether a part stands for at least one word wherever its pattern matches."""
    return not isinstance(part, (Maybe, Gap))
