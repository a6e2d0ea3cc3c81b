"""Spanish prose out of the files of Debian packages: HTML, manual pages, message catalogues, plain text, a Bible."""

from __future__ import annotations

import gzip
import html
import re
import struct
import zlib
from collections.abc import Callable, Iterable, Iterator
from html.parser import HTMLParser


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_SHORTEST, _LONGEST = 40, 4000
_ENDS_PARAGRAPH = _words(
    "p li dd dt div td th h1 h2 h3 h4 h5 title tr item ul ol table section note br body subtitle desc"
)
_NO_PROSE = _words("script style pre code screen programlisting")
_SPANISH = _words(
    "de la que el en y a los se del las un por con no una su para es al lo como más o pero sus le si sin sobre este "
    "ya entre cuando todo esta ser son también fue puede desde está hay"
)
_ENGLISH = _words("the of and to in is that for with as on be are this by an from or not you it can")
_PROGRAM_TEXT = re.compile(r"[{}\\]")
_WORD = re.compile(r"[^\W\d_]+")
_BLANK_LINE = re.compile(r"\n\s*\n|\n%\n")
_TAG = re.compile(r"<[^>]{1,200}>")
_ADDED_WORDS = re.compile(r"</?transChange[^>]*>")  # stands for a blank, unlike other tags
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_MAN_COMMENT = re.compile(r"^[.']\\\".*$", re.MULTILINE)
_MAN_BREAK = re.compile(r"^\.(?:SH|SS|TH|PP|P|TP|IP|br|RS|RE|nf|fi|EE|EX|LP|sp)\b.*$", re.MULTILINE)
_MAN_FONT = re.compile(r"^\.[BIR]+ +", re.MULTILINE)
_MAN_REQUEST = re.compile(r"^\..*$", re.MULTILINE)
_MAN_ESCAPE = re.compile(r"\\f(?:\[\w*\]|.)|\\[&,/|^c]|\\\(bu")
_LYX_INSET = re.compile(r"\\begin_inset (?!Quotes).*?\\end_inset", re.DOTALL)
_LYX_LAYOUT = re.compile(r"\\begin_layout .*")
_LYX_COMMAND = re.compile(r"^\\.*$", re.MULTILINE)


def paragraphs(name: str, data: bytes) -> Iterator[str]:
    """Return the Spanish paragraphs of one file, each on one line; nothing where the file's kind is not known.

    Args:
        name: the file's path in its package.
        data: its contents.
    """
    for pattern, read in _KINDS:
        if re.search(pattern, name):
            contents = gzip.decompress(data) if name.endswith(".gz") else data
            for text in read(contents):
                line = " ".join(_CONTROL.sub("", html.unescape(text)).split())
                if is_spanish_prose(line):
                    yield line
            return


def bible(verses: bytes, blocks: bytes, books: bytes) -> Iterator[str]:
    """Return the verses of a compressed SWORD module.

    Args:
        verses: its `.bzv` file: block, offset and length of each verse.
        blocks: its `.bzs` file: offset and length of each block.
        books: its `.bzz` file: the compressed blocks.
    """
    unpacked = [
        zlib.decompress(books[start : start + size]) if size else b""
        for start, size, _ in struct.iter_unpack("<3I", blocks)
    ]
    for block, start, size in struct.iter_unpack("<IIH", verses):
        if size:
            verse = unpacked[block][start : start + size].decode("utf-8", "replace")
            line = " ".join(_TAG.sub("", _ADDED_WORDS.sub(" ", verse)).split())
            if is_spanish_prose(line):
                yield line


def is_spanish_prose(text: str) -> bool:
    """Return whether a paragraph's small words are Spanish ones, its length is usual, and it is no program text."""
    words = _WORD.findall(text.lower())
    if not _SHORTEST <= len(text) <= _LONGEST or len(words) < 6 or _PROGRAM_TEXT.search(text):
        return False
    spanish = sum(word in _SPANISH for word in words) / len(words)
    english = sum(word in _ENGLISH for word in words) / len(words)
    return spanish > 0.22 and english < 0.05


class _Paragraphs(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self._open: list[str] = []
        self._skipping = 0

    def end_paragraph(self) -> None:
        self.found.append("".join(self._open))
        self._open = []

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002  # what the base class asks for
        if tag in _ENDS_PARAGRAPH:
            self.end_paragraph()
        self._skipping += tag in _NO_PROSE

    def handle_endtag(self, tag: str) -> None:
        if tag in _ENDS_PARAGRAPH:
            self.end_paragraph()
        if tag in _NO_PROSE and self._skipping:
            self._skipping -= 1

    def handle_data(self, data: str) -> None:
        if not self._skipping:
            self._open.append(data)


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _from_html(data: bytes) -> Iterable[str]:
    parser = _Paragraphs()
    parser.feed(_decoded(data))
    parser.end_paragraph()
    return parser.found


def _from_man(data: bytes) -> Iterable[str]:
    text = _MAN_BREAK.sub("\n", _MAN_COMMENT.sub("", _decoded(data)))
    text = _MAN_REQUEST.sub("", _MAN_FONT.sub("", text))
    return _BLANK_LINE.split(_MAN_ESCAPE.sub("", text).replace("\\-", "-").replace("\\(aq", "'").replace("\\e", "\\"))


def _from_text(data: bytes) -> Iterable[str]:
    return _BLANK_LINE.split(_decoded(data))


def _from_lyx(data: bytes) -> Iterable[str]:
    text = _LYX_INSET.sub(" ", _decoded(data)).replace("\\SpecialChar menuseparator", ">")
    return (_LYX_COMMAND.sub(" ", part) for part in _LYX_LAYOUT.split(text))


def _from_catalogue(data: bytes) -> Iterator[str]:
    """Read the translations of a compiled message catalogue, written with the byte order of most machines."""
    count, _, table = struct.unpack("<3I", data[8:20])
    for length, start in struct.iter_unpack("<2I", data[table : table + 8 * count]):
        text = data[start : start + length].decode("utf-8", "replace").split("\0")[0]
        yield from _BLANK_LINE.split(_TAG.sub(" ", text))


_KINDS: tuple[tuple[str, Callable[[bytes], Iterable[str]]], ...] = (
    (r"\.(?:html?|page|xml)(?:\.gz)?$", _from_html),
    (r"\.\d[a-z]*\.gz$", _from_man),
    (r"\.mo$", _from_catalogue),
    (r"\.lyx$", _from_lyx),
    (r"\.(?:txt|adoc|fortunes)(?:\.gz)?$", _from_text),
)
