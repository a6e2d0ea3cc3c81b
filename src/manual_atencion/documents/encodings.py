"""The text of a file's bytes, and its bytes again after a change: UTF-8, or UTF-16 that says so itself."""

from __future__ import annotations

import codecs
from typing import Literal

from ..errors import Fault, Location, ManualFileError
from ..messages import message
from ..text_files import decode

Encoding = Literal["utf-8", "utf-8-sig", "utf-16-le", "utf-16-be"]


def decoded(raw: bytes, shown: str) -> tuple[str, Encoding]:
    """Return the text of a file without its byte order mark, and its encoding.

    Args:
        raw: the bytes of the file.
        shown: the name to show for it in errors.

    Raises:
        ManualFileError: the file is in another encoding, or is no text.
    """
    if raw.startswith(codecs.BOM_UTF16_LE):
        return _wide(raw, "utf-16-le", shown), "utf-16-le"
    if raw.startswith(codecs.BOM_UTF16_BE):
        return _wide(raw, "utf-16-be", shown), "utf-16-be"
    return decode(raw, shown), "utf-8-sig" if raw.startswith(codecs.BOM_UTF8) else "utf-8"


def encoded(text: str, encoding: Encoding) -> bytes:
    """Return the bytes of a text, with the byte order mark that its encoding has."""
    marks = {"utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE}
    return marks.get(encoding, b"") + text.encode(encoding)


def _wide(raw: bytes, encoding: Encoding, shown: str) -> str:
    try:
        text = raw[2:].decode(encoding)
    except UnicodeDecodeError as error:
        before = raw[2 : 2 + error.start].decode(encoding, "replace")
    else:
        wrong = text.find("\0")
        if wrong < 0:
            return text
        before = text[:wrong]
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    problem = message("el archivo no es texto UTF-16, como dice su comienzo; guárdelo con codificación UTF-8")
    raise ManualFileError([Fault(problem, Location(shown, line, column))])
