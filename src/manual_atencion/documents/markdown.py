"""The prose of Markdown: without code, quotations, tags, and where links lead. The only importer of pyromark."""

from __future__ import annotations

from collections.abc import Mapping

import pyromark

from .markup import markup_into
from .permissions import permissions_in
from .prose import Part, Prose

_SYNTAX = (
    pyromark.Options.ENABLE_TABLES
    | pyromark.Options.ENABLE_STRIKETHROUGH
    | pyromark.Options.ENABLE_FOOTNOTES
    | pyromark.Options.ENABLE_TASKLISTS
)
_WITHIN_LINES = frozenset({"Emphasis", "Strong", "Strikethrough", "Link", "Image"})
_LEFT_OUT = frozenset({"BlockQuote", "CodeBlock"})


def markdown_part(source: str, start: int, end: int) -> Part:
    """Return the prose of a stretch of Markdown.

    Args:
        source: the text in which places are counted.
        start: first offset of the Markdown.
        end: offset after it.
    """
    reader = _Reader(source)
    written = source[start:end]
    offsets = _Offsets(written, start)
    for event, place in pyromark.events_with_range(written, options=_SYNTAX):
        reader.take(event, offsets[place["start"]], offsets[place["end"]])
    return reader.prose.part()


class _Reader:
    def __init__(self, source: str) -> None:
        self.prose = Prose(source)
        self._source = source
        self._left_out = 0  # how deep in what is no prose

    def take(self, event: object, start: int, end: int) -> None:
        """Take the parser's next event, which is a word, or one word with what belongs to it."""
        kind, value = next(iter(event.items())) if isinstance(event, Mapping) else (event, None)
        if kind in ("Start", "End"):
            self._border(kind == "Start", value, start, end)
        elif self._left_out:
            return
        elif kind == "Text":
            self._text(str(value), start, end)
        elif kind in ("SoftBreak", "HardBreak"):
            self.prose.put("\n", start, end)
        elif kind == "InlineHtml":
            self._tag(start, end)

    def _border(self, opens: bool, value: object, start: int, end: int) -> None:
        name = next(iter(value)) if isinstance(value, Mapping) else value
        if name not in _WITHIN_LINES:
            self.prose.gap("\n\n")
        if name == "HtmlBlock" and opens and not self._left_out:
            markup_into(self.prose, self._source, start, end)
        if name in _LEFT_OUT or (name == "Link" and self._source.startswith("<", start)):  # <https://…> is no prose
            self._left_out += 1 if opens else -1

    def _text(self, text: str, start: int, end: int) -> None:
        if self._source[start:end] == text:
            self.prose.copy(start, end)
        else:
            self.prose.put(text, start, end)

    def _tag(self, start: int, end: int) -> None:
        if self._source[start : start + 3].lower() == "<br":
            self.prose.put("\n", start, end)
        for permission in permissions_in(self._source, start, end):
            self.prose.permit(permission)


class _Offsets:
    """Offsets in characters for the parser's offsets in bytes of UTF-8; quick where they grow."""

    def __init__(self, text: str, first: int) -> None:
        self._first = first
        self._bytes = b"" if text.isascii() else text.encode()
        self._byte = self._character = 0

    def __getitem__(self, byte: int) -> int:
        if not self._bytes:
            return self._first + byte
        if byte >= self._byte:
            self._character += len(self._bytes[self._byte : byte].decode())
        else:
            self._character -= len(self._bytes[byte : self._byte].decode())
        self._byte = byte
        return self._first + self._character
