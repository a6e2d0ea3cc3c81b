"""An expression within its sentence: the words around it and the signs between."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .address_words import DOTTED, FONDNESS, GIVEN_NAMES, POSSESSIVES, RELATIONS, TITLES
from .common_words import COMMON_WORDS
from .folding import Folded

_REACH = 160  # bytes looked at on each side; enough for the words that decide
_MOST_WORDS = 10
_PIECES = re.compile(rb"[a-z0-9]+|[.!]|\n[ \n]*\n")
_TRANSPARENT = frozenset("*_~`\"'«»“”„‘’‹›\u00ad\u200b\u200c\u200d\u2060\ufeff\ufe0f")  # noqa: RUF001


@dataclass(frozen=True, slots=True, repr=False)
class Place:
    """An expression and what surrounds it in its sentence; `before` and `after` give the nearest word first."""

    words: list[str]
    before: list[str]
    after: list[str]
    gap_before: str
    gap_after: str
    named: bool

    @property
    def is_mine(self) -> bool:
        """Whether it begins with a possessive of the one who writes: mi amor."""
        return self.words[0] in POSSESSIVES

    @property
    def is_relation(self) -> bool:
        """Whether it may as well be somebody else: mi jefe, mi madre."""
        return self.is_mine and self.words[-1] in RELATIONS

    @property
    def left(self) -> str:
        """The word right before, unless a sign or the limit of the sentence stands between."""
        return self.before[0] if self.before and not _sets_off(self.gap_before) else ""

    @property
    def right(self) -> str:
        """The word right after, unless a sign or the limit of the sentence stands between."""
        return self.after[0] if self.after and not _sets_off(self.gap_after) else ""


def _sets_off(gap: str) -> bool:
    return any(not (sign.isspace() or sign in _TRANSPARENT) for sign in gap)


def place_of(folded: Folded, start: int, end: int) -> Place:
    """Return an expression with its surroundings.

    Args:
        folded: the draft.
        start: where it begins in the text.
        end: where it ends in the text.
    """
    first, last = folded.offset(start), folded.offset(end)
    words = [
        (found[0].decode("ascii"), found.start(), found.end()) for found in _PIECES.finditer(folded.data, first, last)
    ]
    earlier = _earlier(folded.data, first)
    while (
        words and earlier and _belongs(earlier[0][0], words[0][0]) and not _sets_off(_gap(folded, earlier[0][2], first))
    ):
        words.insert(0, earlier.pop(0))
        first = words[0][1]
    later = _later(folded.data, last)
    return Place(
        [word for word, _, _ in words],
        [word for word, _, _ in earlier],
        [word for word, _, _ in later],
        _gap(folded, earlier[0][2], first) if earlier else ".",
        _gap(folded, last, later[0][1]) if later else ".",
        named=bool(words) and _is_named(folded, words, earlier, later),
    )


def _belongs(word: str, first: str) -> bool:
    """Whether a word before an expression is part of it: mi querida reina."""
    return word in FONDNESS or (word in POSSESSIVES and first not in POSSESSIVES)


_Word = tuple[str, int, int]  # with its offsets in the folded form


def _earlier(data: bytes, limit: int) -> list[_Word]:
    """Return the words of the sentence before an offset, the nearest first."""
    words: list[_Word] = []
    pieces = list(_PIECES.finditer(data, max(0, limit - _REACH), limit))
    for position in range(len(pieces) - 1, -1, -1):
        piece = pieces[position]
        if piece[0][:1].isalnum():
            words.append((piece[0].decode("ascii"), piece.start(), piece.end()))
        elif not (piece[0] == b"." and position and pieces[position - 1][0].decode("ascii") in DOTTED):
            break
        if len(words) == _MOST_WORDS:
            break
    return words


def _later(data: bytes, limit: int) -> list[_Word]:
    """Return the words of the sentence after an offset, the nearest first."""
    words: list[_Word] = []
    for piece in _PIECES.finditer(data, limit, limit + _REACH):
        if not piece[0][:1].isalnum() or len(words) == _MOST_WORDS:
            break
        words.append((piece[0].decode("ascii"), piece.start(), piece.end()))
    return words


def _gap(folded: Folded, start: int, end: int) -> str:
    """Return the original signs between two offsets of the folded form."""
    first = folded.span(start - 1, start)[1] if start else 0
    return folded.text[first : folded.span(end, end + 1)[0]]


def _is_named(folded: Folded, words: list[_Word], earlier: list[_Word], later: list[_Word]) -> bool:
    """Whether the last of the words is a given name by its capital and a neighbour's: Ana Reina, Linda Pérez."""
    last = words[-1]
    if last[0] not in GIVEN_NAMES:
        return False
    before = earlier[:1] if earlier and not _sets_off(_gap(folded, earlier[0][2], words[0][1])) else []
    after = later[:1] if later and not _sets_off(_gap(folded, last[2], later[0][1])) else []
    if _written(folded, last).isupper():  # all in capitals: a title before it and a rare word after it must do
        return words[0][0] in TITLES and any(word[0] not in COMMON_WORDS for word in after)
    return _is_capital(folded, last) and (len(words) > 1 or any(_is_capital(folded, word) for word in before + after))


def _is_capital(folded: Folded, word: _Word) -> bool:
    written = _written(folded, word)
    return written[:1].isupper() and not written.isupper()


def _written(folded: Folded, word: _Word) -> str:
    start, end = folded.span(word[1], word[2])
    return folded.text[start:end]
