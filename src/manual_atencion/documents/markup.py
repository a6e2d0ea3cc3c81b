"""The prose of HTML as mail clients write it: without quoted messages, signatures, styles and scripts."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser
from itertools import accumulate

from .permissions import permissions_in
from .prose import Part, Prose

_BLANKS = re.compile(r"[ \t\r\n\f]+")
_LINES = frozenset({"div", "li", "tr", "dt", "dd", "option", "address"})
_PARAGRAPHS = frozenset({
    "article", "aside", "body", "caption", "center", "dl", "fieldset", "figcaption", "figure", "footer", "form",
    "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "main", "nav", "ol", "p", "pre", "section", "table", "td",
    "th", "title", "ul",
})  # fmt: skip
_LEFT_OUT = frozenset({"script", "style", "head", "template", "noscript", "svg", "object", "blockquote", "select"})
_QUOTED_CLASSES = frozenset({
    "gmail_quote", "gmail_quote_container", "gmail_attr", "gmail_extra", "yahoo_quoted", "moz-cite-prefix",
    "protonmail_quote", "zmail_extra", "gmail_signature", "gmail_signature_prefix", "moz-signature",
})  # fmt: skip
_QUOTED_IDS = frozenset({"divrplyfwdmsg", "appendonsend", "yahoo_quoted", "signature"})
_VOID = frozenset({
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
})  # fmt: skip
_UNENDED = re.compile(r"<[A-Za-z/!?]")


def markup_part(source: str, start: int, end: int) -> Part:
    """Return the prose of a stretch of HTML.

    Args:
        source: the text in which places are counted.
        start: first offset of the HTML.
        end: offset after it.
    """
    prose = Prose(source)
    markup_into(prose, source, start, end)
    return prose.part()


def markup_into(prose: Prose, source: str, start: int, end: int) -> None:
    """Add the prose of a stretch of HTML to what was collected before."""
    reader = _Reader(prose, source, start, _end_of_tags(source, start, end))
    reader.feed(source[start : reader.end])
    reader.close()


def _end_of_tags(source: str, start: int, end: int) -> int:
    """Return where to stop reading: a last tag that never ends says nothing, and many of them take the parser long."""
    last = source.rfind(">", start, end) + 1
    unended = _UNENDED.search(source, last or start, end)
    return unended.start() if unended else end


class _Reader(HTMLParser):
    def __init__(self, prose: Prose, source: str, start: int, end: int) -> None:
        super().__init__(convert_charrefs=False)
        self.end = end
        self._prose = prose
        self._source = source
        lengths = (len(line) for line in source[start:end].split("\n"))
        self._lines = list(accumulate((length + 1 for length in lengths), initial=start))
        self._left_out = ""  # the tag within which nothing is prose
        self._depth = 0  # how many of this tag are open
        self._preformatted = 0
        self._in_word = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._left_out:
            self._depth += tag == self._left_out
        elif tag == "br":
            self._break_line()
        else:
            self._separate(tag)
            self._preformatted += tag == "pre"
            if tag not in _VOID and (tag in _LEFT_OUT or _is_quoted(attrs)):
                self._left_out, self._depth = tag, 1

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _VOID:
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if self._left_out:
            self._depth -= tag == self._left_out
            if not self._depth:
                self._left_out = ""
        self._separate(tag)
        if tag == "pre":
            self._preformatted = max(self._preformatted - 1, 0)

    def handle_data(self, data: str) -> None:
        start = self._place()
        if self._left_out:
            return
        if self._preformatted:
            self._prose.copy(start, start + len(data))
            return
        position = 0
        for blanks in _BLANKS.finditer(data):
            self._word(start + position, start + blanks.start())
            if self._in_word:
                self._prose.put(" ", start + blanks.start(), start + blanks.end())
                self._in_word = False
            position = blanks.end()
        self._word(start + position, start + len(data))

    def handle_entityref(self, name: str) -> None:
        self._reference(f"&{name}")

    def handle_charref(self, name: str) -> None:
        self._reference(f"&#{name}")

    def handle_comment(self, data: str) -> None:
        start = self._place()
        if not self._left_out:
            for permission in permissions_in(self._source, start, min(start + len(data) + 10, self.end)):
                self._prose.permit(permission)

    def _reference(self, written: str) -> None:
        start = self._place()
        if self._left_out:
            return
        end = start + len(written)
        end += self._source.startswith(";", end)
        self._prose.put(unescape(self._source[start:end]), start, end)
        self._in_word = True

    def _word(self, start: int, end: int) -> None:
        if start < end:
            self._prose.copy(start, end)
            self._in_word = True

    def _separate(self, tag: str) -> None:
        gap = "\n\n" if tag in _PARAGRAPHS else "\n" if tag in _LINES else "\n\n" if tag in _LEFT_OUT else ""
        if gap:
            self._prose.gap(gap)
            self._in_word = False

    def _break_line(self) -> None:
        start = self._place()
        end = self._source.find(">", start) + 1
        self._prose.end_line(start, end)
        self._in_word = False

    def _place(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column


def _is_quoted(attrs: list[tuple[str, str | None]]) -> bool:
    for name, value in attrs:
        words = (value or "").lower().split()
        if name == "class" and not _QUOTED_CLASSES.isdisjoint(words):
            return True
        if name == "id" and not _QUOTED_IDS.isdisjoint(words):
            return True
        if name == "type" and words == ["cite"]:
            return True
    return False
