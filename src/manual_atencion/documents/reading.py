"""One file of any kind that replies are kept in, read as the texts to check. Start reading at `read_document`."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal, NamedTuple, get_args

from ..errors import Fault, Location, ManualFileError
from ..messages import message
from ..text_files import read_bytes
from .encodings import Encoding, decoded, encoded
from .plain import plain_part
from .prose import Part

Kind = Literal["txt", "md", "html", "eml", "mbox"]
KINDS: tuple[Kind, ...] = get_args(Kind)
_SUFFIXES: dict[str, Kind] = {
    ".txt": "txt", ".text": "txt", ".md": "md", ".markdown": "md", ".html": "html", ".htm": "html",
    ".eml": "eml", ".mbox": "mbox",
}  # fmt: skip
SUFFIXES = tuple(_SUFFIXES)
LARGEST_TEXT = 5_000_000  # bytes
LARGEST_MAIL = 50_000_000  # bytes; mail carries its attachments
_FRONT_MATTER = re.compile(r"---[ \t]*\r?\n(?P<facts>(?:.*\n)*?)---[ \t]*(?:\r?\n|\Z)")
_LONGEST_FRONT_MATTER = 20_000  # characters


class FrontMatter(NamedTuple):
    """What stands between two lines `---` at the top of a text: facts of its case, in YAML, not yet read.

    Args:
        text: the YAML.
        line: line of the file at which it begins.
    """

    text: str
    line: int = 2

    def __repr__(self) -> str:
        return f"<FrontMatter: {len(self.text)} characters>"


class Document(NamedTuple):
    """A file's texts.

    Args:
        kind: how the file was read.
        parts: the texts to check, in order.
        front_matter: the facts at the top of the file; None where there are none.
        encoding: how its bytes are read and written; None for mail, which has one for each message.
    """

    kind: Kind
    parts: tuple[Part, ...]
    front_matter: FrontMatter | None = None
    encoding: Encoding | None = None

    def encoded(self, text: str) -> bytes:
        """Return the bytes of the file with another text in the same encoding; only where `encoding` is known."""
        return encoded(text, self.encoding or "utf-8")

    def __repr__(self) -> str:
        return f"<Document: {self.kind}, {len(self.parts)} parts>"


def kind_of(name: str) -> Kind | None:
    """Return the kind of file that a name's suffix tells, or None where it tells none that we read."""
    return _SUFFIXES.get(Path(name).suffix.lower())


def read_document(source: Path | bytes, kind: Kind | None = None, shown: str | None = None) -> Document:
    """Read the texts of a file.

    Args:
        source: the file, or its bytes.
        kind: how to read it; by default as its name's suffix says, and as plain text where that says nothing.
        shown: the name to show for it in errors; by default the path as given.

    Raises:
        ManualFileError: the file cannot be read, is too large, or is not in the encoding that it should be in.
    """
    name = shown if shown is not None else "-" if isinstance(source, bytes) else str(source)
    chosen = kind or kind_of(name) or "txt"
    limit = LARGEST_MAIL if chosen in ("eml", "mbox") else LARGEST_TEXT
    raw = source if isinstance(source, bytes) else read_bytes(source, name, limit)
    if len(raw) > limit:
        raise _refusal(name, limit)
    if chosen == "eml":
        return Document(chosen, (_message(raw, name),))
    if chosen == "mbox":
        from .mail import mailbox_parts

        return Document(chosen, tuple(mailbox_parts(raw, name)))
    text, encoding = decoded(raw, name)
    front_matter = None if chosen == "html" else _FRONT_MATTER.match(text, 0, _LONGEST_FRONT_MATTER)
    start = front_matter.end() if front_matter else 0
    part = _part(text, start, chosen)
    facts = FrontMatter(front_matter["facts"]) if front_matter else None
    return Document(chosen, (part,), facts, encoding)


def _part(text: str, start: int, kind: Kind) -> Part:
    if kind == "md":
        from .markdown import markdown_part

        return markdown_part(text, start, len(text))
    if kind == "html":
        from .markup import markup_part
        from .own_words import own_words
        from .prose import only

        part = markup_part(text, start, len(text))
        return only(part, own_words(part.text))
    return plain_part(text, start, len(text))


def _message(raw: bytes, name: str) -> Part:
    from .mail import message_part

    part = message_part(raw, name)
    if part is None:
        raise ManualFileError([Fault(message("el correo no tiene texto que se pueda revisar"), Location(name))])
    return part


def _refusal(name: str, limit: int) -> ManualFileError:
    problem = message("el archivo es demasiado grande; el máximo es {limit} bytes", limit=limit)
    return ManualFileError([Fault(problem, Location(name))])
