"""How far reported words reach: from "que", a colon or a comma to where the official speaks again."""

from __future__ import annotations

import re
from typing import Final

from .folding import Folded
from .reported_speech import SENTENCE_END, Report

Stretch = tuple[int, int]


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_LEAD: Final = 80  # bytes between the reporting word and what it brings
_LONGEST: Final = 600  # bytes of reported speech without a sentence end; more is not one clause
_WORD: Final = re.compile(rb"[a-z0-9]+")
_JOINING: Final = re.compile(rb" (?:y|e|pero|sin embargo|por lo que|asi que|por eso|por tanto|no obstante) ")
_STOPS: Final = re.compile(r"[,;:()]|\s[—–-]\s?")
_THAT: Final = re.compile(rb"\b(?:que|si)\b")
_DASHED_LINES: Final = re.compile(r"[ \t]*(?:\n[ \t]*)+(?=[—–-])")
_DASHED_LINE: Final = re.compile(r"[ \t\n]*[—–-][^\n]*")
_OPENING_SIGN: Final = re.compile("[ \\t\\n]*[«“\"‘'‹„]")  # noqa: RUF001
_BY_SOURCE: Final = (b"segun", b"palabras")

# After a comma these give the word back to the official, whatever follows.
_TURNS: Final = (
    "pero",
    "por lo que",
    "sin embargo",
    "no obstante",
    "asi que",
    "por tanto",
    "por lo tanto",
    "por ende",
    "por eso",
    "por ello",
    "ante lo cual",
    "ante ello",
    "al respecto",
    "lamentablemente",
    "desafortunadamente",
)
_REPORTING_OWN: Final = _set(
    "informo informamos digo decimos indico indicamos aclaro aclaramos comunico comunicamos repito repetimos "
    "explico explicamos recuerdo recordamos comento comentamos respondo respondemos contesto contestamos advierto "
    "sugiero recomiendo solicito agradezco insisto confirmo informarle decirle indicarle notificamos"
)
_OWN_VOICE: Final = _REPORTING_OWN | _set(
    "nosotros nuestra nuestro puedo debo tengo quiero lamento siento voy estoy pido ruego aqui espere espereme "
    "pase tranquila tranquilo digame disculpe perdone preocupe calmese venga vuelva traiga llame firme tome sepa "
    "entienda"
)


def reported(folded: Folded, data: bytes, found: list[Report]) -> list[Stretch]:
    """Return the original spans of what another's reporting words bring without quotation marks.

    Args:
        folded: the draft.
        data: its plain bytes.
        found: its reporting words, in order.
    """
    spans: list[Stretch] = []
    reached = 0
    for report in found:
        if report.voice != "theirs" or report.cited or report.start < reached:
            continue
        clause = _clause(folded, data, report)
        if clause:
            reached = folded.offset(clause[1])
            spans.append(clause)
    return spans


def _clause(folded: Folded, data: bytes, report: Report) -> Stretch | None:
    begin = _beginning(folded, data, report)
    if begin is None:
        return None
    start, sign = begin
    dashed = _DASHED_LINES.match(folded.text, start) if sign == ":" else None
    if dashed:
        return dashed.end(), _end_of_dashed_lines(folded.text, dashed.end())
    if _OPENING_SIGN.match(folded.text, start):
        return None  # the marks tell better where it ends
    first = folded.offset(start)
    if _speaks_again(data[first : first + _LEAD], _REPORTING_OWN if sign != "," else _OWN_VOICE):
        return None
    end = _end(folded, data, first, sign)
    return (start, end) if end > start else None


def _beginning(folded: Folded, data: bytes, report: Report) -> tuple[int, str] | None:
    """Find where the words begin after "que", a colon or the comma of "según usted, …", and which of them it is."""
    stop = SENTENCE_END.search(data, report.end, report.end + _LEAD)
    limit = stop.start() if stop else min(len(data), report.end + _LEAD)
    start = folded.span(report.start, report.end)[1]
    text = folded.text[start : folded.span(report.end, limit)[1]]
    colon, semicolon = text.find(":"), text.find(";")
    found = _THAT.search(data, report.end, limit)
    that = folded.span(report.end, found.end())[1] - start if found else -1
    comma = _comma(data, report, text)
    choices = [(at, sign) for at, sign in ((colon + 1, ":"), (that, "que"), (comma, ",")) if at > 0]
    if not choices:
        return None
    at, sign = min(choices)
    return (start + at, sign) if semicolon < 0 or at <= semicolon + 1 else None


def _comma(data: bytes, report: Report, text: str) -> int:
    """Return where the words begin that follow the comma of "según usted," or "usted dijo,"; 0 if there is none."""
    comma = text.find(",")
    if comma < 0:
        return 0
    is_source = data[report.start : report.end] in _BY_SOURCE or re.search(
        rb"\b(?:como|segun)\b[ a-z]*\Z", _before(data, report)
    )
    is_next = not text[:comma].strip()
    aside = re.match(r"[^,]*,\s*que\b", text[comma + 1 :])  # indicó, por teléfono, que…
    return comma + 1 if (is_source or is_next) and not aside else 0


def _before(data: bytes, report: Report) -> bytes:
    return data[max(0, report.start - 40) : report.start]


def _end(folded: Folded, data: bytes, first: int, sign: str) -> int:
    stretch = data[first : first + _LONGEST]
    word = _WORD.search(stretch)
    stop = SENTENCE_END.search(stretch, word.end() if word else 0)
    stretch = stretch[: stop.start()] if stop else stretch
    last = _own_voice_after_joining(stretch)
    start, end = folded.span(first, first + last)
    for found in _STOPS.finditer(folded.text, start, end):
        at = folded.offset(found.end()) - first
        if _stops(found[0], sign, stretch[at : at + _LEAD]):
            return found.start()
    return end


def _own_voice_after_joining(stretch: bytes) -> int:
    for found in _JOINING.finditer(stretch):
        turns = found[0].strip() not in (b"y", b"e", b"pero")
        if turns or _speaks_again(stretch[found.end() : found.end() + _LEAD], _OWN_VOICE):
            return found.start()
    return len(stretch)


def _stops(found: str, sign: str, following: bytes) -> bool:
    if found == ";" or (found == ":" and sign != ":"):
        return True
    words = " ".join(following.decode("ascii").split(None, 4)[:4]) + " "
    if found == "," and words.startswith(tuple(turn + " " for turn in _TURNS)):
        return True
    return found != ":" and _speaks_again(following, _OWN_VOICE)


def _speaks_again(following: bytes, own: frozenset[str]) -> bool:
    words = following.decode("ascii").split(None, 4)[:4]
    return any(word in own or (own is _OWN_VOICE and word.endswith("mos")) for word in words)


def _end_of_dashed_lines(text: str, start: int) -> int:
    end = start
    while line := _DASHED_LINE.match(text, end):
        end = line.end()
    return end
