"""Where what a manual says comes from."""

from __future__ import annotations

from typing import Literal, NamedTuple

Reading = Literal["literal", "interpretacion"]


class Source(NamedTuple):
    """Where a rule comes from: a slide's literal words, or an institution's own document.

    Args:
        page: slide number; None when it comes from another document.
        quote: the literal words.
        reading: whether the rule says the same as the words, or interprets them.
        reason: why it was read so; empty for a literal reading.
        statements: numbers of the statements that the rule encodes.
        document: the institution's own document, when it is not a slide.
    """

    page: int | None
    quote: str
    reading: Reading = "literal"
    reason: str = ""
    statements: tuple[int, ...] = ()
    document: str = ""
