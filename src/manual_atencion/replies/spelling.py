"""Spanish spelling where an ending begins: the same sound is written otherwise before e and i than before a, o and u.

Stems are written without accents, but with ñ and ü: these two tell sounds apart that decide what follows.
"""

from __future__ import annotations

from unicodedata import normalize

VOWELS = "aeiou"
_BEFORE_FRONT = {"c": "qu", "g": "gu", "z": "c"}
_ACUTE = "\u0301"
_FOLDED = str.maketrans("ñü", "nu")


def words(text: str) -> frozenset[str]:
    """Read a list of words written one after another."""
    return frozenset(text.split())


def without_accents(word: str) -> str:
    """Return a word in lower case without accents; ñ and ü stay."""
    decomposed = normalize("NFD", word.strip().lower())
    kept = decomposed.replace("n\u0303", "ñ").replace("u\u0308", "ü")
    return "".join(sign for sign in kept if not "\u0300" <= sign <= "\u036f")


def is_stressed_at_the_end(word: str) -> bool:
    """Tell whether an accent stands on the last vowel of a word: papá, razón, inglés."""
    decomposed = normalize("NFD", word.strip().lower())
    tail = decomposed.rpartition(_ACUTE)[2] if _ACUTE in decomposed else VOWELS
    return not any(vowel in tail for vowel in VOWELS)


def folded(word: str) -> str:
    """Return a word in the 26 letters."""
    return word.translate(_FOLDED)


def before_front(stem: str) -> str:
    """Write a stem that stood before a, o or u as it stands before e or i: toc- toqu-, pag- pagu-, cruz- cruc-."""
    return stem[:-1] + _BEFORE_FRONT.get(stem[-1:], stem[-1:])


def before_back(stem: str) -> str:
    """Write a stem that stood before e or i as it stands before a or o: venc- venz-, cog- coj-, segu- seg-."""
    if stem.endswith("qu"):
        return stem[:-2] + "c"
    if stem.endswith("gu"):
        return stem[:-1]
    if stem.endswith("g"):
        return stem[:-1] + "j"
    return stem[:-1] + "z" if stem.endswith("c") else stem


def replace_last(stem: str, old: str, new: str) -> str:
    """Replace the last occurrence of a letter."""
    head, found, tail = stem.rpartition(old)
    return head + new + tail if found else stem
