"""Whether words may be written with feeling, or not to be recognised; this is asked of every text, so it is quick."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from .scanner import Scanner, scanner

_LETTERS: Final = "abcdefghijklmnopqrstuvxyz_"  # three w begin an address
_RUNS: Final = "|".join(letter * 3 for letter in _LETTERS)
_MIXED: Final = r"(?:[a-z_][0-9@$*]|[0-9@$*][a-z_])"
_SPELLED: Final = r"\b[a-z0-9_]\b(?:[ .!]\b[a-z0-9_]\b){2,}"


@lru_cache(maxsize=1)
def stretched_scanners() -> tuple[Scanner, Scanner]:
    """Return what finds three letters in a row, and what finds whole words with them."""
    return scanner(_RUNS), scanner(rf"[a-z0-9_]*(?:{_RUNS})[a-z0-9_]*")


@lru_cache(maxsize=1)
def disguised_scanners() -> tuple[Scanner, Scanner, Scanner]:
    """Return what finds any disguise, tokens with letters and other signs, and single letters in a row."""
    return scanner(f"{_MIXED}|{_SPELLED}"), scanner(rf"[a-z0-9_@$*]*{_MIXED}[a-z0-9_@$*]*"), scanner(_SPELLED)


@lru_cache(maxsize=1)
def _any_respelling() -> Scanner:
    return scanner(f"{_RUNS}|{_MIXED}|{_SPELLED}")


def is_respelled(signs: bytes) -> bool:
    """Tell whether a text may have stretched or disguised words.

    Args:
        signs: the folded text in which @, $ and * stand for themselves.
    """
    return _any_respelling().search(signs) is not None


def is_stretched(data: bytes) -> bool:
    """Tell whether a text has a letter three times in a row."""
    return stretched_scanners()[0].search(data) is not None


def is_disguised(signs: bytes) -> bool:
    """Tell whether a text has digits or signs among letters, or single letters in a row.

    Args:
        signs: the folded text in which @, $ and * stand for themselves.
    """
    return disguised_scanners()[0].search(signs) is not None
