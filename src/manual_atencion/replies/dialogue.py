"""Speech between dashes: "—Mi vida corre peligro —dijo la señora—." and "usted afirmó —mi vida corre peligro— y…"."""

from __future__ import annotations

import re
from typing import Final

from .folding import Folded
from .reported_speech import Report

Stretch = tuple[int, int]

_LONGEST: Final = 600  # characters of one speech
_BEFORE_WORD: Final = re.compile(r"[—–]\s?(?:\w+\s){0,2}\Z")
_AFTER_WORD: Final = re.compile(r"\s{0,3}:?\s{0,3}[—–](?=\S)")
_CLOSING: Final = re.compile(r"[—–]|\n")
_DASHES: Final = ("—", "–")


def between_dashes(folded: Folded, found: list[Report]) -> list[Stretch]:
    """Return the original spans of another's speech that dashes set off.

    Args:
        folded: the draft.
        found: its reporting words, in order.
    """
    text = folded.text
    if not any(dash in text for dash in _DASHES):
        return []
    spans: list[Stretch] = []
    for report in found:
        if report.voice == "theirs":
            start, end = folded.span(report.start, report.end)
            spans.extend(span for span in (_before(text, start), _after(text, end)) if span)
    return spans


def _before(text: str, start: int) -> Stretch | None:
    """Find the speech of a line that begins with a dash: "—… —dijo ella"."""
    earliest = max(0, start - _LONGEST)
    dash = _BEFORE_WORD.search(text, max(0, start - 30), start)
    line = text.rfind("\n", earliest, start) + 1 or earliest
    if dash is None or not text[line:start].lstrip().startswith(_DASHES):
        return None
    speech = text[line : dash.start()]
    # An aside that closed before ends the speech that this word brings.
    is_one_speech = not any(sign in speech.lstrip()[1:] for sign in _DASHES)
    return (line, dash.start()) if speech.strip() and is_one_speech else None


def _after(text: str, end: int) -> Stretch | None:
    opening = _AFTER_WORD.match(text, end)
    closing = _CLOSING.search(text, opening.end(), opening.end() + _LONGEST) if opening else None
    return (opening.end(), closing.start()) if opening and closing and closing[0] != "\n" else None
