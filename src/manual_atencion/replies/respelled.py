"""A text of which some stretches are read as other words, and the way back to where they stand."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from typing import NamedTuple


class Piece(NamedTuple):
    """A stretch of the text and the word that it is taken for."""

    start: int
    end: int
    word: bytes


class Respelled:
    """A text in which some stretches are written as other words, and the way back to its own offsets.

    Args:
        data: the text as bytes.
        pieces: what is written otherwise; whole words, in order and not overlapping.
    """

    def __init__(self, data: bytes, pieces: list[Piece]) -> None:
        parts: list[bytes] = []
        self._pieces = pieces
        self._starts: list[int] = []
        last = length = 0
        for piece in pieces:
            parts += (data[last : piece.start], piece.word)
            length += piece.start - last
            self._starts.append(length)
            length += len(piece.word)
            last = piece.end
        self.data = b"".join((*parts, data[last:]))

    def original(self, start: int, end: int) -> tuple[int, int] | None:
        """Return where a match stands in the text as it was, or None where it touches nothing that was respelled.

        Args:
            start: where it starts in `data`, at a word's start.
            end: where it ends there, at a word's end.
        """
        if bisect_right(self._starts, end - 1) == bisect_right(self._starts, start - 1) and not self._within(start):
            return None
        return self._index(start, at_end=False), self._index(end, at_end=True)

    def _within(self, index: int) -> bool:
        at = bisect_right(self._starts, index) - 1
        return at >= 0 and index < self._starts[at] + len(self._pieces[at].word)

    def _index(self, index: int, *, at_end: bool) -> int:
        at = bisect_right(self._starts, index - at_end) - 1
        if at < 0:
            return index
        piece, start = self._pieces[at], self._starts[at]
        past = index - start - len(piece.word)
        if past > 0 or (past == 0 and not at_end):
            return piece.end + past
        return piece.end if at_end else piece.start


def pieces_apart(pieces: Iterable[Piece]) -> list[Piece]:
    """Return pieces in order, of those that overlap the first and there the longest.

    Args:
        pieces: in any order.
    """
    kept: list[Piece] = []
    for piece in sorted(pieces, key=lambda piece: (piece.start, -piece.end)):
        if not kept or piece.start >= kept[-1].end:
            kept.append(piece)
    return kept
