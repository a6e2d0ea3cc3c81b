"""The prose of e-mail messages: only what their sender wrote, in the form that a reader is shown."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import cast

from ..errors import Fault, Location, ManualFileError
from ..messages import Message, message, shown_word
from .markup import markup_part
from .own_words import own_words
from .plain import plain_part
from .prose import Part, only

_AS_IT_IS = frozenset({"", "7bit", "8bit", "binary"})
_MESSAGE_BEGINS = re.compile(rb"(?:\A|(?<=\n\n)|(?<=\n\r\n))From [^\r\n]*(?:\r?\n|\Z)")
_AFTER_BODY = re.compile(rb"(\r?\n)?(--|\r?\n?\Z)|\r?\n--")
_ASCII = frozenset({"us-ascii", "ascii"})
# What mail programs mean when they say Latin-1, as browsers have it too.
_LATIN = frozenset({"iso-8859-1", "iso8859-1", "latin-1", "latin1", "windows-1252", "cp1252"})
_NOT_FOR_MAIL = frozenset({"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem"})
# The standard parser is made for standard messages; broken ones make it stumble in these ways.
_STUMBLES = (ValueError, LookupError, AttributeError, TypeError, AssertionError, RecursionError)


def message_part(raw: bytes, shown: str, line: int = 1) -> Part | None:
    """Return what the sender of one message wrote, or None where it is nothing but attachments and quotations.

    Args:
        raw: the message as it is kept.
        shown: the file's name in errors.
        line: line of the file at which the message begins.

    Raises:
        ManualFileError: the message cannot be understood, or its text is not in the encoding that it says.
    """
    try:
        parsed = message_from_bytes(raw, policy=policy.default)
        body = cast("EmailMessage | None", parsed.get_body(("plain", "html")))
        if body is None:
            return None
        is_markup = body.get_content_subtype() == "html"
        charset = (body.get_content_charset() or "us-ascii").lower()
        content = body.get_payload(decode=True)
        encoding = str(body.get("content-transfer-encoding", "")).strip().lower()
    except _STUMBLES:
        raise _refusal(message("no se entiende este correo; guárdelo otra vez, o guarde solo su texto"), shown, line) \
            from None  # fmt: skip
    if not isinstance(content, bytes) or not content.strip():
        return None
    text = _decoded(content, charset, shown, line)
    found = _whole(raw, content, charset) if encoding in _AS_IT_IS else None
    source, start = found or (text, 0)
    end = start + len(text)
    part = markup_part(source, start, end) if is_markup else plain_part(source, start, end)
    part = only(part, own_words(part.text))
    return part._replace(line=line if found else 1, is_body=found is None) if part.text.strip() else None


def mailbox_parts(raw: bytes, shown: str) -> Iterator[Part]:
    """Yield what was written in each message of an mbox file that has text.

    Raises:
        ManualFileError: the file is no mailbox, or one of its messages is wrong.
    """
    begins = list(_MESSAGE_BEGINS.finditer(raw))
    if not begins or begins[0].start():
        raise _refusal(message("no es un buzón mbox: se esperaba una línea «From …» al principio"), shown, 1)
    ends = [found.start() for found in begins[1:]] + [len(raw)]
    line, counted = 1, 0
    for number, (found, end) in enumerate(zip(begins, ends, strict=True), 1):
        line += raw.count(b"\n", counted, found.end())
        counted = found.end()
        part = message_part(raw[found.end() : end], shown, line)
        if part:
            yield part._replace(number=number)


def _codec(charset: str) -> str | None:
    """Return the name of the encoding that a message means, or None where there is none."""
    if charset in _ASCII:
        return "utf-8"
    if charset in _LATIN:
        return "windows-1252"
    try:
        name = codecs.lookup(charset).name
    except (LookupError, ValueError):
        return None
    return None if name in _NOT_FOR_MAIL else name


def _decoded(content: bytes, charset: str, shown: str, line: int) -> str:
    name = shown_word(charset)
    codec = _codec(charset)
    if codec is None:
        problem = message("el correo dice estar en una codificación que no existe: «{name}»", name=name)
        raise _refusal(problem, shown, line)
    try:
        return content.decode(codec)
    except LookupError:  # an encoding, but not one of text
        problem = message("el correo dice estar en una codificación que no existe: «{name}»", name=name)
    except UnicodeError:
        if charset in _LATIN:
            return content.decode("latin-1")
        problem = message("el texto del correo no está en {name}, como dice estar", name=name)
    raise _refusal(problem, shown, line)


def _whole(raw: bytes, body: bytes, charset: str) -> tuple[str, int] | None:
    """Return the message's own text and where its body begins there, or None where they cannot be told."""
    place = raw.find(body, _end_of_headers(raw))
    while place > 0 and not _AFTER_BODY.match(raw, place + len(body)):
        place = raw.find(body, place + 1)
    if place < 0:
        return None
    codec = _codec(charset) or "utf-8"
    try:
        return raw.decode(codec), len(raw[:place].decode(codec))
    except UnicodeError:
        return None


def _end_of_headers(raw: bytes) -> int:
    ends = [place + len(blank) for blank in (b"\n\n", b"\r\n\r\n") if (place := raw.find(blank)) >= 0]
    return min(ends, default=0)


def _refusal(problem: Message, shown: str, line: int) -> ManualFileError:
    return ManualFileError([Fault(problem, Location(shown, line))])
