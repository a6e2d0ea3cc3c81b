"""Whether a long text is hard to read, by the Szigriszt-Pazos index (INFLESZ scale); only ever advice."""

from __future__ import annotations

import re
from importlib.util import find_spec

SHORTEST = 100  # words; on fewer the index says more about chance than about the text
_VERY_HARD = 40  # the INFLESZ scale calls what lies below "very hard"
_WORD = re.compile(r"[^\W\d_]+")
_SENTENCE_END = re.compile(r"[.!?…]+(?:\s|\Z)|\n\s*\n")


def available() -> bool:
    """Return whether the library of the extra `readability`, which knows where syllables end, is installed."""
    return find_spec("pyphen") is not None


def is_hard_to_read(text: str) -> bool:
    """Return whether a text of enough words is very hard to read.

    Args:
        text: the draft.
    """
    words = _WORD.findall(text)
    if len(words) < SHORTEST or not available():
        return False
    import pyphen

    hyphenation = pyphen.Pyphen(lang="es")
    syllables = sum(len(hyphenation.positions(word.lower())) + 1 for word in words)
    sentences = max(1, len(_SENTENCE_END.findall(text.strip())))
    return 206.835 - 62.3 * syllables / len(words) - len(words) / sentences < _VERY_HARD
