"""Words written with feeling, or not to be recognised: stretched, with digits and signs for letters, spelled out."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final

from .respelled import Piece, pieces_apart
from .respelling import disguised_scanners, stretched_scanners

_RUN: Final = re.compile(rb"([a-z_])\1*")
_REPEATED: Final = re.compile(rb"([a-z_])\1+")
_SHORTEST_SPELLED: Final = 3
_LETTER_FOR: Final = tuple(bytes.maketrans(b"0134578@$", b"o" + one + b"eastbas") for one in (b"i", b"l"))
_ANY_LETTER: Final = ord("*")


class Vocabulary:
    """The words that patterns know, found by how they may be written.

    Args:
        words: folded, with n for ñ.
    """

    def __init__(self, words: Iterable[bytes]) -> None:
        self._words = frozenset(words)
        doubled: defaultdict[bytes, list[bytes]] = defaultdict(list)
        for word in sorted(self._words):
            bare = _skeleton(word)
            if bare != word:
                doubled[bare].append(word)
        self._doubled = dict(doubled)
        self.lengths = sorted({len(word) for word in self._words if len(word) >= _SHORTEST_SPELLED}, reverse=True)
        self._heads = frozenset(word[:_SHORTEST_SPELLED] for word in self._words)
        self._alike: dict[tuple[int, int], list[bytes]] | None = None

    def has(self, word: bytes) -> bool:
        """Tell whether a word is known, with ñ or n."""
        return word.replace(b"_", b"n") in self._words

    def may_start(self, letters: bytes) -> bool:
        """Tell whether a known word starts as some letters do."""
        return letters[:_SHORTEST_SPELLED].replace(b"_", b"n") in self._heads

    def stretched(self, word: bytes) -> list[bytes]:
        """Return the known words that a word is when its runs of three letters and more are one or two.

        Args:
            word: as written; ñ stays ñ in what is returned.

        Returns:
            The shortest first.
        """
        plain = word.replace(b"_", b"n")
        bare = _skeleton(plain)
        options = [*([bare] if bare in self._words else []), *self._doubled.get(bare, ())]
        counts = _counts(plain)
        fitting = (option for option in options if all(map(_fits, counts, _counts(option))))
        return sorted((_with_enyes(option, word) for option in fitting), key=len)

    def like(self, word: bytes) -> bytes | None:
        """Return the first known word that differs only where a word has a star.

        Args:
            word: starts with a letter; at most half of it are stars.
        """
        stars = word.count(_ANY_LETTER)
        if word[0] == _ANY_LETTER or len(word) < max(2 * stars, _SHORTEST_SPELLED):
            return None
        if self._alike is None:
            alike: defaultdict[tuple[int, int], list[bytes]] = defaultdict(list)
            for known in sorted(self._words):
                alike[len(known), known[0]].append(known)
            self._alike = dict(alike)
        plain = word.replace(b"_", b"n")
        return next((known for known in self._alike.get((len(plain), plain[0]), ()) if _agrees(plain, known)), None)


def _skeleton(word: bytes) -> bytes:
    return _REPEATED.sub(rb"\1", word)


def _counts(word: bytes) -> list[int]:
    return [found.end() - found.start() for found in _RUN.finditer(word)]


def _fits(written: int, known: int) -> bool:
    return written == known if written < 3 else known <= 2


def _agrees(word: bytes, known: bytes) -> bool:
    return all(byte in (_ANY_LETTER, other) for byte, other in zip(word, known, strict=True))


def _with_enyes(known: bytes, written: bytes) -> bytes:
    """Return a known word with ñ where the stretched one has it; both have the same runs of letters."""
    if b"_" not in written:
        return known
    marks = iter(b"_" in found[0] for found in re.finditer(rb"[n_]+", written))
    return re.sub(rb"n+", lambda found: found[0].replace(b"n", b"_") if next(marks, False) else found[0], known)


def unstretched(data: bytes, vocabulary: Vocabulary) -> Iterator[list[Piece]]:
    """Yield the ways to read a text with stretched words: as the shortest known words, and as the longest if others.

    Args:
        data: the prepared text.
        vocabulary: the known words; others are left as they are.
    """
    shortest, longest = [], []
    for found in stretched_scanners()[1].finditer(data):
        start, end = found.start(), found.end()
        known = vocabulary.stretched(data[start:end])
        if known:
            shortest.append(Piece(start, end, known[0]))
            longest.append(Piece(start, end, known[-1]))
    if shortest:
        yield shortest
    if longest != shortest:
        yield longest


def undisguised(signs: bytes, vocabulary: Vocabulary) -> list[Piece]:
    """Return the disguised words of a text that are known words.

    Args:
        signs: the folded text in which @, $ and * stand for themselves.
        vocabulary: the known words.
    """
    _, mixed, spelled = disguised_scanners()
    found: list[Piece] = []
    for match in mixed.finditer(signs):
        found += _read(signs, match.start(), match.end(), vocabulary)
    for match in spelled.finditer(signs):
        found += _joined(signs, match.start(), match.end(), vocabulary)
    return pieces_apart(found)


def _read(signs: bytes, start: int, end: int, vocabulary: Vocabulary) -> Iterator[Piece]:
    """Yield the known word that a token with digits and signs for letters stands for."""
    token = signs[start:end]
    start += len(token) - len(token.lstrip(b"*"))
    token = token.strip(b"*")
    if not token:
        return
    for letters in _LETTER_FOR:
        word = _known_word(token.translate(letters), vocabulary)
        if word:
            yield Piece(start, start + len(token), word)
            return


def _known_word(plain: bytes, vocabulary: Vocabulary) -> bytes | None:
    if b"*" in plain:
        return vocabulary.like(plain) or _known_word(plain.replace(b"*", b""), vocabulary)
    return plain if vocabulary.has(plain) else next(iter(vocabulary.stretched(plain)), None)


def _joined(signs: bytes, start: int, end: int, vocabulary: Vocabulary) -> Iterator[Piece]:
    """Yield the known words that single letters with one sign between them spell."""
    at = 0
    readings = [signs[start:end:2].translate(letters) for letters in _LETTER_FOR]
    while at < len(readings[0]):
        word = next(filter(None, (_first_word(letters, at, vocabulary) for letters in readings)), None)
        if word:
            yield Piece(start + 2 * at, start + 2 * (at + len(word)) - 1, word)
        at += len(word) if word else 1


def _first_word(letters: bytes, at: int, vocabulary: Vocabulary) -> bytes | None:
    if not vocabulary.may_start(letters[at : at + _SHORTEST_SPELLED]):
        return None
    options = (letters[at : at + length] for length in vocabulary.lengths if at + length <= len(letters))
    return next(filter(vocabulary.has, options), None)
