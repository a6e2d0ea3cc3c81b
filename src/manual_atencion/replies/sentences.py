"""Where sentences end: not at the dot of an abbreviation, of an initial or of a number, nor at an ellipsis."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from .folding import Folded
from .scanner import Scanner, scanner

INNER_DOT: Final = b","  # stands in the prepared bytes for a dot that ends no sentence

_USUAL: Final = """
sr sra srta sres sras srtas dr dra dres dras lic licda licdo lcda lcdo licdos licdas ing arq abg prof profa mgter mgtr
mtro mtra msc d_a ud uds vd vds art arts num nums nro nros pag pags tel tels telf cel ext apdo apto av avda edif
depto dpto dto exp ref aprox atte fdo cia ltda prov ej sto sta gral cnel tte sgto cmdte vto ee uu rr hh ff aa
"""
ABBREVIATIONS: Final = tuple(_USUAL.split())
# These are words too: only before a digit are they abbreviations.
_BEFORE_DIGITS: Final = "no|nos|res|cap|inc|lit|par|parr|fig|dec|ley|hrs|min|seg|pp"
_CLOSING: Final = "»”’\"')]}*_"
_ELLIPSIS: Final = re.compile(rb"\.\.+")
_BLANK_LINES: Final = re.compile(rb"\n[ ,]*\n[ ,\n]*")


@lru_cache(maxsize=8)
def _inner_dots(abbreviations: tuple[str, ...]) -> Scanner:
    words = "|".join(word.replace("_", "[n_]") for word in abbreviations)
    return scanner(rf"\b(?:{words}|[a-z_])\.|\b(?:{_BEFORE_DIGITS})\. ?[0-9]|[0-9]+(?:\.[0-9]+)+")


@lru_cache(maxsize=1)
def _ends() -> Scanner:
    # A single ellipsis is found too, so that its dots are not taken one by one.
    return scanner(r"[.!]+(?:[ ,]*[.!]+)*|\n[ ,]*\n[ ,\n]*")


def prepared(folded: Folded, abbreviations: tuple[str, ...] = ABBREVIATIONS) -> bytes:
    """Return the folded bytes, ñ marked, in which every dot that is left stands for itself.

    Args:
        folded: the text.
        abbreviations: words whose dot ends no sentence, folded.

    Returns:
        As many bytes as the folded form has; a dot that ends no sentence has become a comma.
    """
    data = folded.marked
    if b"." not in data:
        return data
    changed = bytearray(data)
    for found in _inner_dots(abbreviations).finditer(data):
        start, end = found.start(), found.end()
        if data[end - 1 : end + 1] != b"..":  # an ellipsis right after it
            changed[start:end] = data[start:end].replace(b".", INNER_DOT)
    return bytes(changed)


def apart(folded: Folded, abbreviations: tuple[str, ...] = ABBREVIATIONS) -> bytes:
    """Return the prepared bytes of a text in which a full stop stands for each sentence end, and for nothing else.

    Args:
        folded: the text.
        abbreviations: words whose dot ends no sentence, folded.

    Returns:
        As many bytes as the folded form has; the dots of an ellipsis have become semicolons.
    """
    data = prepared(folded, abbreviations)
    if b".." in data:
        data = _ELLIPSIS.sub(lambda dots: b";" * len(dots[0]), data)
    if b"\n" in data:
        data = _BLANK_LINES.sub(lambda lines: b"." * len(lines[0]), data)
    return data.replace(b"!", b".")


def sentences(folded: Folded) -> tuple[tuple[int, int], ...]:
    """Split a text into sentences.

    Args:
        folded: the text.

    Returns:
        Start and end of each in the text, in order: from its first sign that is no blank to its closing signs. What
        holds no letter or digit is no sentence.
    """
    data = prepared(folded)
    found: list[tuple[int, int]] = []
    start = 0
    for end_sign in _ends().finditer(data):
        first, last = end_sign.start(), end_sign.end()
        if data[first : first + 1] == b"\n":
            _add_sentence(found, folded, data, (start, first))
        elif _ends_sentence(data[first:last]):
            _add_sentence(found, folded, data, (start, last))
        else:
            continue
        start = last
    _add_sentence(found, folded, data, (start, len(data)))
    return tuple(found)


def _ends_sentence(signs: bytes) -> bool:
    return b"!" in signs or any(len(dots) == 1 for dots in signs.replace(INNER_DOT, b" ").split())


def _add_sentence(found: list[tuple[int, int]], folded: Folded, data: bytes, stretch: tuple[int, int]) -> None:
    if not data[slice(*stretch)].strip(b" ,.!\n"):
        return
    text = folded.text
    first, last = folded.span(*stretch)
    if found:
        first = max(first, found[-1][1])  # what closes the sentence before belongs to it
    while first < last and text[first].isspace():
        first += 1
    while last < len(text) and text[last] in _CLOSING:
        last += 1
    while last > first and text[last - 1].isspace():
        last -= 1
    found.append((first, last))
