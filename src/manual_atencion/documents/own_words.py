"""Which lines of a message its sender wrote: not what is quoted from others, nor the signature."""

from __future__ import annotations

import re

_QUOTED = re.compile(r"\s{0,3}(>|&gt;)")
_DASHED = re.compile(
    r"\s*-{2,}\s*"
    r"(Mensaje (original|reenviado|enviado)|Correo original|Original Message|Forwarded message)\s*-{2,}\s*\Z",
    re.IGNORECASE,
)
_FORWARDED = re.compile(r"\s*(Inicio del mensaje reenviado|Begin forwarded message):\s*\Z", re.IGNORECASE)
_SIGNATURE = re.compile(r"--[ \xa0]?\Z")
_ATTRIBUTION_BEGINS = re.compile(r"\s*(El|On|Em)\s")
_ATTRIBUTION_ENDS = re.compile(r"\b(escribi[oó]|ha escrito|wrote|escreveu)\s?:\s*\Z")
_TELLS_WHEN_OR_WHO = re.compile(r"[\d@]")
_HEADER_BEGINS = re.compile(r"\s*\**(De|From)\s*:\**\s*\S", re.IGNORECASE)
_HEADER = re.compile(r"\s*\**(Enviado(?: el)?|Fecha|Para|CC|Asunto|Sent|Date|To|Subject)\s*:", re.IGNORECASE)
_LONGEST_ATTRIBUTION = 4  # lines
_HEADERS_AFTER_FIRST = 6  # lines

Span = tuple[int, int]


def own_words(text: str) -> list[Span]:
    """Return the stretches of a message's text that its sender wrote, in order.

    Args:
        text: the text with a line feed between lines.
    """
    lines = text.split("\n")
    kept: list[Span] = []
    position = index = 0
    while index < len(lines):
        taken = _lines_of_others(lines, index)
        if taken < 0:
            break
        if taken == 0:
            _keep(kept, position, position + len(lines[index]))
            taken = 1
        position += sum(len(line) + 1 for line in lines[index : index + taken])
        index += taken
    return kept


def _keep(kept: list[Span], start: int, end: int) -> None:
    if kept and kept[-1][1] + 1 == start:
        kept[-1] = (kept[-1][0], end)
    else:
        kept.append((start, end))


def _lines_of_others(lines: list[str], index: int) -> int:
    """Return how many lines from here on are of others; less than zero for all that are left."""
    line = lines[index]
    if _QUOTED.match(line):
        return 1
    if _SIGNATURE.match(line) or _DASHED.match(line) or _FORWARDED.match(line) or _is_header_block(lines, index):
        return -1
    length = _attribution(lines, index)
    if not length:
        return 0
    return length if _is_quoted_after(lines, index + length) else -1


def _attribution(lines: list[str], index: int) -> int:
    if not _ATTRIBUTION_BEGINS.match(lines[index]):
        return 0
    tells = False
    for length, line in enumerate(lines[index : index + _LONGEST_ATTRIBUTION], 1):
        tells = tells or bool(_TELLS_WHEN_OR_WHO.search(line))
        if tells and _ATTRIBUTION_ENDS.search(line[-40:]):
            return length
    return 0


def _is_quoted_after(lines: list[str], index: int) -> bool:
    following = next((line for line in lines[index : index + 3] if line.strip()), "")
    return bool(_QUOTED.match(following))


def _is_header_block(lines: list[str], index: int) -> bool:
    if not _HEADER_BEGINS.match(lines[index]):
        return False
    following = lines[index + 1 : index + 1 + _HEADERS_AFTER_FIRST]
    return sum(bool(_HEADER.match(line)) for line in following) >= 2
