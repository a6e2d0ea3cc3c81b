"""Whether a long text is hard to read, by a published index of a library; only ever advice."""

from __future__ import annotations

from importlib.util import find_spec

SHORTEST = 100  # words; on fewer the index says more about chance than about the text
_HARD = 40  # below this the INFLESZ scale says "very hard"


def available() -> bool:
    """Return whether the library of the extra `readability` is installed."""
    return find_spec("textstat") is not None


def is_hard_to_read(text: str) -> bool:
    """Return whether a text of enough words is very hard to read by the Szigriszt-Pazos index.

    Args:
        text: the draft.
    """
    if len(text.split()) < SHORTEST or not available():
        return False
    from textstat.textstat import textstatistics

    index = textstatistics()
    index.set_lang("es")
    return bool(index.szigriszt_pazos(text) < _HARD)
