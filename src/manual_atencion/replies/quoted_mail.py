"""What a reply carries of the message it answers: lines with ">", and all below "… escribió:" or its header."""

from __future__ import annotations

import re
from itertools import islice
from typing import Final

Stretch = tuple[int, int]

_QUOTED_LINE: Final = re.compile(r"^[ \t]{0,3}>[^\n]*", re.MULTILINE)
_WROTE: Final = re.compile(r"\b(?:escribi[oó\u0301]{0,2}|wrote|escreveu)\s{0,3}:", re.IGNORECASE)
_DATED: Final = re.compile(r"^[ \t]*(?:El|Em|On|Le)\b.*(?:@|\d.*\d)", re.IGNORECASE | re.DOTALL)
_ORIGINAL: Final = re.compile(
    r"^[ \t]*-{2,20}[ \t]*(?:mensaje|correo|original|forwarded|inicio del mensaje)\b[^\n]{0,60}$",
    re.MULTILINE | re.IGNORECASE,
)
_FROM: Final = re.compile(r"^[ \t*]{0,4}(?:De|From)[ \t*]{0,3}:[^\n]*$", re.MULTILINE | re.IGNORECASE)
_SENT: Final = re.compile(r"^[ \t*]{0,4}(?:Enviado(?: el)?|Fecha|Date|Sent)[ \t*]{0,3}:", re.MULTILINE | re.IGNORECASE)
_TO: Final = re.compile(r"^[ \t*]{0,4}(?:Para|To|Asunto|Subject|CC)[ \t*]{0,3}:", re.MULTILINE | re.IGNORECASE)
_HEADER: Final = 400  # characters
_MOST_HEADERS: Final = 50  # tried; a text with more lines that look like one is no reply


def quoted_mail(text: str) -> list[Stretch]:
    """Return the spans of the message that a reply carries.

    Args:
        text: the draft.
    """
    spans = [found.span() for found in _QUOTED_LINE.finditer(text)] if ">" in text else []
    below = min((at for at in (_original(text), _header(text)) if at >= 0), default=-1)
    wrote = _wrote(text)
    if wrote and not any(start > wrote[0] for start, _ in spans):
        below = min(below, wrote[0]) if below >= 0 else wrote[0]
    elif wrote:
        spans.append(wrote)
    if below >= 0:
        spans.append((below, len(text)))
    return spans


def _wrote(text: str) -> Stretch | None:
    """Find "El lun., 3 nov. 2026 a las 10:00, Rosa <x@y> escribió:"; it needs a date or an address."""
    for found in islice(_WROTE.finditer(text) if ":" in text else (), _MOST_HEADERS):
        earliest = max(0, found.start() - _HEADER)
        line = text.rfind("\n", earliest, found.start()) + 1 or earliest
        for start in (line, text.rfind("\n", earliest, max(earliest, line - 1)) + 1 or earliest):
            if _DATED.match(text[start : found.start()]) and (start == 0 or text[start - 1] == "\n"):
                return start, found.end()
    return None


def _original(text: str) -> int:
    found = _ORIGINAL.search(text) if "--" in text else None
    return found.start() if found else -1


def _header(text: str) -> int:
    for found in islice(_FROM.finditer(text) if ":" in text else (), _MOST_HEADERS):
        lines = text[found.end() : found.end() + _HEADER].split("\n\n", 1)[0]
        if _SENT.search(lines) and _TO.search(lines):
            return found.start()
    return -1
