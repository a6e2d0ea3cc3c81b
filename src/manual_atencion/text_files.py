"""Reads a file's text: bounded, UTF-8, and with a clear word where it is not."""

from __future__ import annotations

import codecs
from pathlib import Path

from .errors import Fault, Location, ManualFileError
from .messages import Message, message

LARGEST_FILE = 1_000_000  # bytes; about ten times the largest packaged file

_WIDE_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def read_bytes(path: Path, shown: str, limit: int = LARGEST_FILE) -> bytes:
    """Read a file's bytes within the size limit; wrong files raise ManualFileError.

    Args:
        path: the file.
        shown: the name to show for it in errors.
        limit: the most bytes that it may have.
    """
    problem = None
    raw = b""
    try:
        if path.is_dir():
            raise _refusal(shown, message("es una carpeta; se esperaba un archivo"))
        with path.open("rb") as stream:
            raw = stream.read(limit + 1)
    except FileNotFoundError:
        problem = message("no existe el archivo")
    except PermissionError:
        problem = message("no hay permiso para leer el archivo")
    except (OSError, ValueError):
        problem = message("no se puede leer el archivo")
    if problem:
        raise _refusal(shown, problem)
    if len(raw) > limit:
        raise _refusal(shown, message("el archivo es demasiado grande; el máximo es {limit} bytes", limit=limit))
    return raw


def decode(raw: bytes, shown: str) -> str:
    """Decode UTF-8 with or without a byte order mark; anything else raises ManualFileError with its line.

    Args:
        raw: the bytes of the file.
        shown: the name to show for it in errors.
    """
    if raw.startswith(_WIDE_MARKS):
        raise _refusal(shown, message("el archivo está en UTF-16; guárdelo con codificación UTF-8"))
    wrong = raw.find(b"\0")
    problem = message("el archivo es binario; se esperaba texto en UTF-8")
    if wrong < 0:
        try:
            return raw.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            wrong = error.start
        problem = message("el archivo no es texto UTF-8; guárdelo con codificación UTF-8")
    begins = raw.rfind(b"\n", 0, wrong) + 1
    column = len(raw[begins:wrong].decode("utf-8-sig", "replace")) + 1
    raise _refusal(shown, problem, raw.count(b"\n", 0, wrong) + 1, column)


def _refusal(shown: str, problem: Message, line: int = 1, column: int = 1) -> ManualFileError:
    return ManualFileError([Fault(problem, Location(shown, line, column))])
