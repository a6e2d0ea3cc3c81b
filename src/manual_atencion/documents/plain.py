"""The prose of plain text: all of it, but the comments that permit."""

from __future__ import annotations

from .permissions import permissions_in
from .prose import Part, Prose


def plain_part(source: str, start: int, end: int) -> Part:
    """Return the text of a stretch of a source, without blanks around it.

    Args:
        source: the text in which places are counted.
        start: first offset of the prose.
        end: offset after it.
    """
    prose = Prose(source)
    start, end = _trimmed(source, start, end)
    for permission in permissions_in(source, start, end):
        before, after = _whole_lines(source, permission.start, permission.end, start, end)
        prose.copy(start, before)
        prose.permit(permission)
        start = after
    prose.copy(start, end)
    return prose.part()


def _trimmed(source: str, start: int, end: int) -> tuple[int, int]:
    piece = source[start:end]
    inner = piece.strip("\r\n\t ")
    if not inner:
        return start, start
    first = start + len(piece) - len(piece.lstrip("\r\n\t "))
    return first, first + len(inner)


def _whole_lines(source: str, start: int, end: int, first: int, last: int) -> tuple[int, int]:
    """Widen a stretch to whole lines where nothing else stands on them."""
    line_start = max(source.rfind("\n", first, start) + 1, first)
    line_end = source.find("\n", end, last)
    line_end = last if line_end < 0 else line_end + 1
    if source[line_start:start].strip() or source[end:line_end].strip():
        return start, end
    return line_start, line_end
