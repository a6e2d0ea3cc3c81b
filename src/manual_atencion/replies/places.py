"""Places in a draft: lines and columns, where missing wording goes, how an expression is taken out."""

from __future__ import annotations

import re

from .folding import Folded
from .verdict import Fix

_GREETING = re.compile(
    rb"[ \n!]*(?:muy )?(?:buen[oa]s?(?: +(?:dias|tardes?|noches?))?|hola|saludos|(?:estimad|apreciad|distinguid"
    rb"|respetad)[oa]s?|senor[ae]?s?|sra?|reciban? +un)\b[^.!\n]{0,80}[.!\n]+"
)
_BLANKS = " \t\u00a0\u00ad\u200b\u200c\u200d\u2060\ufeff"  # and what nobody sees
_ENDS = ".!?…\n"


def position(text: str, offset: int) -> tuple[int, int]:
    """Return the line and column of an offset, both counted from 1, columns in code points."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def after_greeting(folded: Folded) -> int:
    """Return where missing wording goes at the beginning: after the greeting, where there is one."""
    greeting = _GREETING.match(folded.data)
    if greeting is None:
        return 0
    _, end = folded.span(greeting.start(), greeting.end())
    while end < len(folded.text) and folded.text[end] in _BLANKS:
        end += 1
    return end


def end_of(text: str) -> int:
    """Return where missing wording goes at the end: after the last visible character."""
    return len(text.rstrip())


def removal(text: str, start: int, end: int) -> Fix | None:
    """Return the change that takes an expression out with its commas, or None where nothing would be left.

    Args:
        text: the draft.
        start: offset of the expression.
        end: offset after it.
    """
    before = len(text[:start].rstrip(_BLANKS))
    after = end
    opens = before == 0 or text[before - 1] in _ENDS or text[before - 1] in "¡¿"
    while after < len(text) and text[after] in _BLANKS + (",;:" if opens else ","):
        after += 1
    if before and text[before - 1] == ",":
        before -= 1
    if not text[:before].strip(_BLANKS + _ENDS) and not text[after:].strip(_BLANKS + _ENDS):
        return None
    if opens:
        return Fix(start, after + 1, text[after].upper()) if after < len(text) and text[after].isalpha() else None
    joins = after < len(text) and text[after] not in ".!?…,;:)\n\r"
    return Fix(before, after, " " if joins else "")
