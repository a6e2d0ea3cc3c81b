"""Which words of a draft are not the official's own: marked as quoted, reported, or carried over from a message."""

from __future__ import annotations

import re
from itertools import islice
from typing import Final

from .dialogue import between_dashes
from .folding import Folded
from .quotation_signs import between_signs, has_signs
from .quoted_mail import quoted_mail
from .reported_clauses import reported
from .reported_speech import Report, plain, reporting_words, reports

Stretch = tuple[int, int]

_WORD: Final = re.compile(r"\w+")
_FEWEST_OWN: Final = 3  # words outside; with fewer the marks are the host's, around the draft


def quoted(folded: Folded) -> tuple[Stretch, ...]:
    """Find the words that are the user's or somebody else's.

    Args:
        folded: the draft.

    Returns:
        Spans in the text, in order and apart; none where quotation marks or quoting lines hold the whole draft.
    """
    text = folded.text
    speaks = reporting_words().search(folded.data) is not None
    signs = has_signs(text)
    if not (speaks or signs or ">" in text or "\n" in text):
        return ()
    mail = quoted_mail(text)
    if not _own_words(text, mail):
        mail = []
    if not (speaks or signs):
        return tuple(_merged(mail))
    data = plain(folded)
    found = reports(folded, data) if speaks else []
    clauses = reported(folded, data, found)
    marked = between_signs(folded, data, _told_by_officials(folded, found, clauses)) if signs else []
    if not any(report.voice == "theirs" for report in found) and _own_words(text, [*marked, *mail]) < _FEWEST_OWN:
        marked = []
    told = [*clauses, *between_dashes(folded, found)]
    return tuple(_merged([*mail, *marked, *told]))


def _told_by_officials(folded: Folded, found: list[Report], clauses: list[Stretch]) -> list[Report]:
    """Leave out the officials of whom the user tells: "nos contó que la jefa le dijo: «…»"."""
    told = [(folded.offset(start), folded.offset(end)) for start, end in clauses]
    return [
        report for report in found
        if report.voice != "own" or not any(start <= report.start < end for start, end in told)
    ]  # fmt: skip


def _own_words(text: str, spans: list[Stretch]) -> int:
    """Count the words outside of the spans, as far as it matters."""
    count, at = 0, 0
    for start, end in [*_merged(spans), (len(text), len(text))]:
        count += sum(1 for _ in islice(_WORD.finditer(text, at, start), _FEWEST_OWN))
        if count >= _FEWEST_OWN:
            break
        at = end
    return count


def _merged(spans: list[Stretch]) -> list[Stretch]:
    merged: list[Stretch] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
