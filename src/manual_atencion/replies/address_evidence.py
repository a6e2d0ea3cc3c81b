"""Whether anything around an everyday word shows that the reader is spoken to: rey, corazón, cielo, amigo."""

from __future__ import annotations

import re

from .address_place import Place
from .address_words import COURTESIES, EVERYDAY, EVERYDAY_WHEN_MINE, OF_THE_READER, TURNING

_OLD_SPANISH = re.compile(  # words and spelling of scripture, verse and books of a century ago
    r"(?:^|(?<= ))[áéóÁÉÓ](?= \w)"
    r"|\b(?:oh|vosotr[oa]s|vuestr[oa]s?|jehová|he aquí|díjole|fué|\w{2,}[áé]is"
    r"|\w{3,}[áéó](?:le|les|me|se|te|nos))\b",
    re.IGNORECASE,
)
_REACH = 120
_ALSO_VERBS = frozenset(["bebe", "beba", "mama", "reina", "hermana"])
_BEFORE_VERBS = frozenset(["no", "se", "que", "le", "quien", "y", "o", "nos", "lo", "la"])
_ANSWERS = frozenset(("si", "no"))
_ENCLITIC = re.compile(r"[a-z]{2,}[aei](?:me|nos|melo|mela|noslo|nosla|le|les|lo|la|sele|selo)\Z")


def is_old_spanish(text: str, start: int, end: int) -> bool:
    """Tell whether the words stand in scripture, verse or an old book, which no official writes.

    Args:
        text: the draft.
        start: where the expression begins.
        end: where it ends.
    """
    return _OLD_SPANISH.search(text, max(0, start - _REACH), end + _REACH) is not None


def is_unaddressed(place: Place) -> bool:
    """Tell whether an everyday word stands where nothing shows that somebody is spoken to.

    Args:
        place: the expression within its sentence.
    """
    if not place.words or not _is_everyday(place):
        return False
    if place.words[-1] in _ALSO_VERBS and (place.left in _BEFORE_VERBS or (not place.before and place.right == "el")):
        return True
    around = (*place.before[:1], *place.after[:1])
    set_off = not (place.left or place.right)
    if set_off or any(_is_near_the_reader(place, word) for word in around):
        return False
    if place.right in TURNING and any(map(_speaks, place.before)):
        return False
    at_an_edge = not (place.left and place.right)
    return not (at_an_edge and any(map(_speaks, (*place.before, *place.after))))


def _is_everyday(place: Place) -> bool:
    if place.is_mine:
        return len(place.words) == 2 and place.words[1] in EVERYDAY_WHEN_MINE
    return place.words[0] in EVERYDAY or place.words[-1] in ("mio", "mia")


def _is_near_the_reader(place: Place, word: str) -> bool:
    """Whether a word right beside it greets, answers or asks something of the reader."""
    if word in _ANSWERS:
        return not place.left or len(place.before) == 1
    return word in COURTESIES or _speaks(word)


def _speaks(word: str) -> bool:
    return word in OF_THE_READER or _ENCLITIC.match(word) is not None
