"""Text taken out of a source, letter by letter, so that every place in it leads back to the source."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from operator import attrgetter
from typing import NamedTuple

from .permissions import Permission

_start = attrgetter("start")


class Segment(NamedTuple):
    """A stretch of text and the stretch of the source that it was taken from.

    Args:
        start: first offset in the text.
        end: offset after it in the text.
        source_start: first offset in the source.
        source_end: offset after it in the source; where the lengths differ, the source writes the text in another way.
    """

    start: int
    end: int
    source_start: int
    source_end: int

    @property
    def is_even(self) -> bool:
        """Whether every character of the text is one character of the source."""
        return self.end - self.start == self.source_end - self.source_start


class Part(NamedTuple):
    """One text to be checked: a whole file, or one message of a mailbox.

    Args:
        text: the prose, with a line feed between lines and a blank line between paragraphs.
        source: the text in which places are counted: the file's, or the decoded body of a message.
        segments: where each stretch of the prose comes from, in order; what lies between is ours.
        permissions: the permissions written in it.
        line: line of the file at which the source begins, counted from 1.
        is_body: whether the source is a decoded body, because the file holds it in another form.
        number: which message of a mailbox it is, counted from 1; None for a file that is one text.
    """

    text: str
    source: str
    segments: tuple[Segment, ...]
    permissions: tuple[Permission, ...] = ()
    line: int = 1
    is_body: bool = False
    number: int | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the stretch of the source that a stretch of the text was taken from.

        Args:
            start: first offset in the text.
            end: offset after it; equal to `start` for a place between two characters.
        """
        if not self.segments:
            return len(self.source), len(self.source)
        if start < end:
            first = self._first(start)
            return first, max(first, self._last(end))
        place = self._first(start) if start < self.segments[-1].end else self.segments[-1].source_end
        return place, place

    def is_verbatim(self, start: int, end: int) -> bool:
        """Return whether a stretch of the text stands in the source as it is, so that it can be replaced there."""
        first, last = self.span(start, end)
        return self.source[first:last].replace("\r\n", "\n") == self.text[start:end]

    def place(self, offset: int) -> tuple[int, int]:
        """Return line and column of an offset in the source, both counted from 1, in characters."""
        line_start = self.source.rfind("\n", 0, offset) + 1
        return self.line + self.source.count("\n", 0, offset), offset - line_start + 1

    def _first(self, offset: int) -> int:
        index = bisect_right(self.segments, offset, key=_start) - 1
        if index < 0 or offset >= self.segments[index].end:  # in what lies between
            return self.segments[min(index + 1, len(self.segments) - 1)].source_start
        segment = self.segments[index]
        return segment.source_start + (offset - segment.start if segment.is_even else 0)

    def _last(self, offset: int) -> int:
        segment = self.segments[max(bisect_right(self.segments, offset - 1, key=_start) - 1, 0)]
        if offset >= segment.end or not segment.is_even:
            return segment.source_end
        return segment.source_start + offset - segment.start

    def __repr__(self) -> str:
        return f"<Part: {len(self.text)} characters of {len(self.source)}>"


class Prose:
    """Collects the text of a part from its source, from front to back.

    Args:
        source: the text in which places are counted.
    """

    def __init__(self, source: str) -> None:
        self._source = source
        self._pieces: list[str] = []
        self._segments: list[Segment] = []
        self._length = 0
        self._gap = ""
        self._is_after_gap = False
        self._permissions: list[tuple[Permission, int]] = []

    def copy(self, start: int, end: int) -> None:
        """Take a stretch of the source as it is, with every line end as a line feed."""
        while start < end:
            line_end = self._source.find("\r\n", start, end)
            stop = end if line_end < 0 else line_end
            self.put(self._source[start:stop], start, stop)
            if line_end >= 0:
                self.put("\n", line_end, line_end + 2)
                stop = line_end + 2
            start = stop

    def put(self, text: str, start: int, end: int) -> None:
        """Add text that a stretch of the source means, perhaps written in another way."""
        if not text:
            return
        self._fill_gap()
        begins, self._length = self._length, self._length + len(text)
        segment = Segment(begins, self._length, start, end)
        last = self._segments[-1] if self._segments else None
        if last and last.is_even and segment.is_even and last.source_end == start and last.end == begins:
            self._segments[-1] = Segment(last.start, segment.end, last.source_start, end)
        else:
            self._segments.append(segment)
        self._pieces.append(text)
        self._is_after_gap = False

    def end_line(self, start: int, end: int) -> None:
        """Add a line end that the source writes as a tag; none at the very beginning."""
        if self._length:
            self.put("\n", start, end)

    def gap(self, text: str) -> None:
        """Separate what comes next from what was taken; of several gaps in one place the longest counts."""
        if len(text) > len(self._gap):
            self._gap = text

    def permit(self, permission: Permission) -> None:
        """Note a permission at the place that was reached."""
        self._fill_gap()
        self._permissions.append((permission, self._length))

    def part(self) -> Part:
        """Return what was collected."""
        text = "".join(self._pieces)
        segments = tuple(self._segments)
        part = Part(text, self._source, segments)
        if not self._permissions:
            return part
        paragraphs = list(_paragraphs(text))
        ends = [end for _, end in paragraphs]
        permissions = []
        for given, position in self._permissions:
            index = bisect_left(ends, position)
            covers = part.span(*paragraphs[index]) if index < len(ends) else None
            permissions.append(Permission(given.names, given.reason, given.start, given.end, covers))
        return Part(text, self._source, segments, tuple(permissions))

    def _fill_gap(self) -> None:
        if self._gap and self._length and not self._is_after_gap:
            self._pieces.append(self._gap)
            self._length += len(self._gap)
            self._is_after_gap = True
        self._gap = ""


def only(part: Part, kept: list[tuple[int, int]]) -> Part:
    """Return a part that holds only some stretches of another's text.

    Args:
        part: the other part.
        kept: first and last offsets in its text, in order.
    """
    prose = Prose(part.source)
    for start, end in kept:
        index = max(bisect_right(part.segments, start, key=_start) - 1, 0)
        before = start
        while index < len(part.segments) and part.segments[index].start < end:
            segment = part.segments[index]
            prose.gap(part.text[before : segment.start])
            _take(prose, part, segment, start, end)
            before = segment.end
            index += 1
        prose.gap("\n\n")
    found = prose.part()
    return Part(found.text, part.source, found.segments, part.permissions, part.line, part.is_body, part.number)


def _take(prose: Prose, part: Part, segment: Segment, start: int, end: int) -> None:
    first, last = max(segment.start, start), min(segment.end, end)
    if first >= last:
        return
    if segment.is_even:
        source = segment.source_start + first - segment.start
        prose.put(part.text[first:last], source, source + last - first)
    else:
        prose.put(part.text[segment.start : segment.end], segment.source_start, segment.source_end)


def _paragraphs(text: str) -> list[tuple[int, int]]:
    found = []
    begins = position = 0
    for line in text.split("\n"):
        if not line.strip():
            found.append((begins, position))
            begins = position + len(line) + 1
        position += len(line) + 1
    found.append((begins, len(text)))
    return [(start, end) for start, end in found if text[start:end].strip()]
