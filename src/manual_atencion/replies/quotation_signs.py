"""What stands between quotation marks of any Spanish style, single or double, each pair within its paragraph."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import Final

from .folding import Folded
from .reported_speech import SENTENCE_END, Report

Stretch = tuple[int, int]

_SIGNS: Final = re.compile("[«»“”„‘’‚‹›\"'＂〝〞]|\n[ \t\r]*\n")  # noqa: RUF001
_CLOSING: Final = {"«": "»", "“": "”", "„": "“”", "‘": "’", "‚": "‘’", "‹": "›", "〝": "〞", "»": "«", "›": "‹"}  # noqa: RUF001
_STRAIGHT: Final = frozenset("\"'＂")  # noqa: RUF001
_CLOSERS: Final = frozenset("»”’›〞“‘")  # noqa: RUF001
_NEAR: Final = 60  # bytes between a reporting word and the marks that it brings
_DEEPEST: Final = 8
_OPENING: Final = "«“\"„‘'‹‚＂〝»›"  # noqa: RUF001


def has_signs(text: str) -> bool:
    """Tell whether any quotation mark opens in a text.

    Args:
        text: the draft.
    """
    for sign in _OPENING:  # noqa: SIM110  a generator would cost as much as the search
        if sign in text:
            return True
    return False


def between_signs(folded: Folded, data: bytes, found: list[Report]) -> list[Stretch]:
    """Return the original spans between quotation marks that are not the official's own words.

    Args:
        folded: the draft.
        data: its plain bytes.
        found: its reporting words, in order.
    """
    pairs = _pairs(folded.text)
    if not any(report.voice == "own" for report in found):
        return pairs
    starts = [report.start for report in found]
    return [pair for pair in pairs if not _is_own(folded, data, found, starts, pair)]


def _pairs(text: str) -> list[Stretch]:
    """Pair the marks; one that never closes in its paragraph quotes nothing."""
    pairs: list[Stretch] = []
    opened: list[tuple[str, int]] = []
    for found in _SIGNS.finditer(text):
        sign, at = found[0], found.start()
        if sign[0] == "\n":
            opened.clear()
        elif _closes(text, sign, at) and _close(opened, sign, at, pairs):
            continue
        elif sign in _CLOSING or sign in _STRAIGHT:
            _open(opened, text, sign, at)
    return pairs


def _open(opened: list[tuple[str, int]], text: str, sign: str, at: int) -> None:
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if after and not after.isspace() and not (before.isalnum() and sign in "\"'’‘"):  # noqa: RUF001
        opened.append((sign, at))
        del opened[:-_DEEPEST]


def _closes(text: str, sign: str, at: int) -> bool:
    if sign in _CLOSERS:
        return not (sign == "’" and text[at + 1 : at + 2].isalpha())
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return sign in _STRAIGHT and bool(before) and not before.isspace() and not after.isalnum()


def _close(opened: list[tuple[str, int]], sign: str, at: int, pairs: list[Stretch]) -> bool:
    for index in range(len(opened) - 1, -1, -1):
        opening, start = opened[index]
        if sign in _CLOSING.get(opening, opening):
            del opened[index:]
            pairs.append((start, at + 1))
            return True
    return False


def _is_own(folded: Folded, data: bytes, found: list[Report], starts: list[int], pair: Stretch) -> bool:
    """Whether a verb of the official or of the institution's side brings the pair: le digo: «…»; «…», le digo."""
    first, last = folded.offset(pair[0]), folded.offset(pair[1])
    index = bisect_left(starts, first)
    before = found[index - 1] if index else None
    if before and _brings(folded, data, before, pair[0]):
        return before.voice == "own"
    index = bisect_left(starts, last)
    after = found[index] if index < len(found) else None
    if after is None or after.voice != "own" or after.start - last > 20:
        return False
    between = data[last : after.start]
    return len(between.split()) <= 2 and not SENTENCE_END.search(between)


def _brings(folded: Folded, data: bytes, report: Report, opening: int) -> bool:
    first = folded.offset(opening)
    between = data[report.end : first]
    if len(between) > _NEAR or SENTENCE_END.search(between):
        return False
    words = between.split()
    gap = folded.text[max(0, opening - 3) : opening].rstrip()
    return len(words) <= 1 or words[-1] == b"que" or gap.endswith((":", ",", "—"))
