"""The matching engine: linear in the length of the text, whatever the expression."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

import re2  # type: ignore[import-untyped]


class Found(Protocol):
    """A match of an expression."""

    def start(self) -> int:
        """Return the offset of its first byte."""

    def end(self) -> int:
        """Return the offset after its last byte."""


class Scanner(Protocol):
    """A compiled expression."""

    def search(self, data: bytes) -> Found | None:
        """Return the first match, the longest there."""

    def finditer(self, data: bytes) -> Iterator[Found]:
        """Return all matches that do not overlap, in order, each the longest at its place."""


def scanner(expression: str) -> Scanner:
    """Compile an expression over folded text.

    Args:
        expression: in the engine's syntax, ASCII.

    Returns:
        A scanner that may be used from several threads at once.
    """
    options = re2.Options()
    options.encoding = re2.Options.Encoding.LATIN1
    options.longest_match = True
    options.never_capture = True
    options.log_errors = False
    options.max_mem = 32 << 20  # a text must not push a large expression onto the engine's slower road
    compiled: Scanner = re2.compile(expression.encode("ascii"), options)
    return compiled
