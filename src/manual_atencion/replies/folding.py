"""Text as plain bytes to match on: no case, no accents, no invisible characters, and the way back to exact offsets.

The Latin-1 codec copies Spanish text in C and calls back only for the characters it does not know. One byte a
character comes out, so offsets are the same unless a character is dropped or becomes two letters. Where that happened
is looked up only when somebody asks for a span.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import lru_cache

_ON_OTHER_CHARACTER = "manual_atencion.replies.folding"
_TILDE = "\u0303"
_ENYE = b"_"  # a word character for the engine, and free: an underscore in the text is a separator
_CHANGES_LENGTH = b"\x01"
_MAY_CHANGE_LENGTH = re.compile("[\xad\xc6\xdf\xe6]|[^\x00-\xff]")

# What each folded byte stands for within Latin-1; all other characters there are separators.
_LATIN = {
    "a": "AaªÀÁÂÃÄÅàáâãäå",
    "c": "CcÇç",
    "d": "DdÐð",
    "e": "EeÈÉÊËèéêë",
    "i": "IiÌÍÎÏìíîï",
    "o": "OoºÒÓÔÕÖØòóôõöø",
    "p": "PpÞþ",
    "u": "UuµÙÚÛÜùúûü",
    "y": "YyÝýÿ",
    "1": "1¹",
    "2": "2²",
    "3": "3³",
    "_": "Ññ",
    ".": ".",
    "!": "!?",
    "\n": "\n\x0b\x0c\x85",
    "\x01": "\xadßÆæ",
}
# Characters that the general road would not take where a reader takes them.
_OWN_WAY = {
    "\xad": b"",
    "ß": b"ss",
    "Æ": b"ae",
    "æ": b"ae",
    "\u115f": b"",
    "\u1160": b"",
    "\u3164": b"",
    "\uffa0": b"",
    "\u2028": b"\n",
    "\u2029": b"\n\n",
    "。": b".",
    "\u2024": b".",
}
# Letters without a decomposition, and the Cyrillic and Greek ones that look like ours.
_ALIKE = str.maketrans(
    "łđħıøðþŋŧɑɡаеорсухіјѕһԁԛԝαορυικτχ",
    "ldhiodpntagaeopcyxijshdqwaopuiktx",
    _TILDE,
) | {ord("œ"): "oe", ord("æ"): "ae"}
_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789")
_DROPPED = frozenset({"Mn", "Mc", "Me", "Cf"})
_SIGNS = frozenset({"Co", "Cs", "Cn", "Cc"})


def _table(**signs: str) -> bytes:
    table = bytearray(b" " * 256)
    for letter in "abcdefghijklmnopqrstuvwxyz0123456789":
        table[ord(letter)] = table[ord(letter.upper())] = ord(letter)
    for folded, characters in (_LATIN | signs).items():
        for character in characters:
            table[ord(character)] = ord(folded)
    return bytes(table)


_TABLE = _table()
_TABLE_WITH_SIGNS = _table(**{"@": "@", "$": "$", "*": "*"})


@lru_cache(maxsize=4096)
def _folded_character(character: str) -> bytes:
    """Return what a character becomes, as bytes that the tables leave as they are or turn into separators."""
    own = _OWN_WAY.get(character)
    if own is not None:
        return own
    category = unicodedata.category(character)
    if category in _DROPPED:
        return b""
    if category in _SIGNS or (category == "Lo" and not unicodedata.decomposition(character)):
        return b" "
    digit = unicodedata.decimal(character, None)
    return str(digit).encode("ascii") if digit is not None else _decomposed(character, category)


def _decomposed(character: str, category: str) -> bytes:
    bare = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", character).casefold())
    plain = "".join(part for part in bare if unicodedata.category(part) not in _DROPPED).translate(_ALIKE)
    if plain and _LETTERS.issuperset(plain):
        # A sign made of several letters, such as a trade mark, is no part of the word before it.
        return b" " if category == "So" and len(plain) > 1 else plain.encode("ascii")
    if plain in (".", "@", "$", "*"):
        return plain.encode("ascii")
    return b"!" if plain and set(plain) <= {"!", "?"} else b" "


def _fold_run(problem: UnicodeError) -> tuple[bytes, int]:
    if not isinstance(problem, UnicodeEncodeError):
        raise problem
    end = problem.end
    return b"".join(map(_folded_character, problem.object[problem.start : end])), end


codecs.register_error(_ON_OTHER_CHARACTER, _fold_run)


@dataclass(frozen=True, slots=True)
class _Breaks:
    """Where folded and original offsets part: after each character that is not exactly one byte."""

    folded: list[int]
    original: list[int]

    def original_index(self, index: int) -> int:
        at = bisect_right(self.folded, index)
        found = index - self.folded[at - 1] + self.original[at - 1] if at else index
        # Within a character that became two letters, it is that character.
        return min(found, self.original[at] - 1) if at < len(self.original) else found

    def folded_index(self, index: int) -> int:
        at = bisect_right(self.original, index)
        return index - self.original[at - 1] + self.folded[at - 1] if at else index


def _breaks_of(text: str) -> _Breaks:
    breaks = _Breaks([], [])
    shift = 0
    for found in _MAY_CHANGE_LENGTH.finditer(text):
        length = len(_folded_character(found[0]))
        if length != 1:
            shift += length - 1
            breaks.folded.append(found.end() + shift)
            breaks.original.append(found.end())
    return breaks


@dataclass(frozen=True, slots=True, repr=False)
class Folded:
    """A text and its folded form.

    Args:
        text: the text as it was given.
        data: one byte a folded character: a-z and 0-9 for letters and digits, a full stop for one, an exclamation mark
            for one or a question mark, a line feed for a line break, a blank for any other separator.
        marked: the same, with an underscore where the text has ñ.
    """

    text: str
    data: bytes
    marked: bytes
    _breaks: _Breaks | None = field(default=None, compare=False)

    def __repr__(self) -> str:
        return f"Folded({len(self.text)} characters, {len(self.data)} bytes)"

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the code points of the text that a stretch of the folded form stands for.

        Args:
            start: offset of its first byte.
            end: offset after its last byte.

        Returns:
            Start and end in the text; marks that combine with the last letter are inside.
        """
        breaks = self._broken()
        if not breaks.folded:
            return start, end
        first = breaks.original_index(start)
        return (first, self._with_its_marks(breaks.original_index(end - 1) + 1)) if end > start else (first, first)

    def offset(self, position: int) -> int:
        """Return the offset in the folded form of a position in the text.

        Args:
            position: offset in code points; that of a dropped character gives what comes after it.
        """
        return self._broken().folded_index(position)

    def _broken(self) -> _Breaks:
        breaks = self._breaks
        if breaks is None:
            breaks = _breaks_of(self.text)
            object.__setattr__(self, "_breaks", breaks)  # the same for everybody who gets here at the same time
        return breaks

    def _with_its_marks(self, end: int) -> int:
        for position in range(end, len(self.text)):
            character = self.text[position]
            if _folded_character(character):
                break
            if unicodedata.category(character).startswith("M"):
                end = position + 1
        return end


def fold(text: str) -> Folded:
    """Fold a text for matching.

    Args:
        text: any string, lone surrogates included.

    Returns:
        The text with its folded form; equal texts fold equally, and nothing is kept.
    """
    marked = _encoded(text, _TABLE)
    folded = Folded(text, marked.replace(_ENYE, b"n"), marked)
    return _with_tildes(folded) if _TILDE in text else folded


def with_signs(folded: Folded) -> bytes:
    """Return the folded form of a text in which @, $ and * stand for themselves.

    Args:
        folded: the text; the result has the same offsets as its `data`.
    """
    return _encoded(folded.text, _TABLE_WITH_SIGNS)


def _encoded(text: str, table: bytes) -> bytes:
    raw = text.encode("latin-1", _ON_OTHER_CHARACTER)
    data = raw.translate(table)
    if _CHANGES_LENGTH not in data:
        return data
    spelled = raw.replace(b"\xad", b"").replace(b"\xdf", b"ss").replace(b"\xc6", b"ae").replace(b"\xe6", b"ae")
    return spelled.translate(table)


def _with_tildes(folded: Folded) -> Folded:
    """Mark the ñ that are written as n and a combining tilde."""
    marked = bytearray(folded.marked)
    at = folded.text.find(_TILDE)
    while at >= 0:
        before = folded.offset(at) - 1
        if before >= 0 and marked[before] == ord("n"):
            marked[before] = ord(_ENYE)
        at = folded.text.find(_TILDE, at + 1)
    return Folded(folded.text, folded.data, bytes(marked), folded._broken())  # noqa: SLF001
