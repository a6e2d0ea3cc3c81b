"""Lines of JSON from outside: bounded, strict, and never repeated in an error."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, NoReturn

from ..errors import CaseError, Fault, Location, ManualFileError
from ..messages import Message, message, nearest
from .case_files import STDIN, instant

LONGEST_LINE = 1_000_000  # bytes; a case with every fact of the manual is a hundredth of it
CASE_KEYS = ("id", "case", "now")
DRAFT_KEYS = ("id", "text", "case", "now", "slots")
_LARGEST_ID = 2**63
_LONGEST_ID = 200
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


class _RefusedError(ValueError):
    def __init__(self, problem: Message) -> None:
        super().__init__(problem.template)
        self.problem = problem


@contextmanager
def open_lines(name: str, stdin: BinaryIO) -> Iterator[BinaryIO]:
    """Open a file of lines, or take standard input for `-`; what cannot be opened raises ManualFileError."""
    if name == STDIN:
        yield stdin
        return
    with _opened(name) as stream:
        yield stream


def _opened(name: str) -> BinaryIO:
    try:
        return Path(name).open("rb")
    except FileNotFoundError:
        problem = message("no existe el archivo")
    except IsADirectoryError:
        problem = message("es una carpeta; se esperaba un archivo")
    except OSError as error:
        problem = message("no se puede leer el archivo ({reason})", reason=error.strerror or "")
    raise ManualFileError([Fault(problem, Location(name))])


def lines_of(stream: BinaryIO) -> Iterator[tuple[int, bytes | None]]:
    """Yield each line that is not blank with its number, without its end; None for one that is too long."""
    number = 0
    while raw := stream.readline(LONGEST_LINE + 1):
        number += 1
        if len(raw) > LONGEST_LINE and not raw.endswith(b"\n"):
            while raw and not raw.endswith(b"\n"):
                raw = stream.readline(LONGEST_LINE)
            yield number, None
        elif stripped := raw.strip(b" \t\r\n"):
            yield number, stripped


def entry_of(raw: bytes | None, place: Location, keys: Sequence[str]) -> Mapping[str, object]:
    """Return a line's JSON object; whatever else it is raises CaseError without its contents."""
    if raw is None:
        _refuse(message("la línea es demasiado larga; el máximo es {limit} bytes", limit=LONGEST_LINE), place)
    try:
        entry = json.loads(
            raw.decode("utf-8-sig" if place.line == 1 else "utf-8"), object_pairs_hook=_object, parse_constant=_constant
        )
    except UnicodeDecodeError:
        _refuse(message("la línea no es texto UTF-8"), place)
    except _RefusedError as refused:
        _refuse(refused.problem, place)
    except json.JSONDecodeError as error:
        _refuse(message("no es JSON válido"), Location(place.file, place.line, error.colno))
    except (ValueError, RecursionError):
        _refuse(message("no es JSON válido"), place)
    if not isinstance(entry, dict):
        _refuse(message("se esperaba un objeto JSON con {expected}", expected=", ".join(keys)), place)
    return entry


def refuse_others(entry: Mapping[str, object], keys: Sequence[str], place: Location) -> None:
    """Raise CaseError for a key too many."""
    for key in entry:
        if key not in keys:
            problem = message("hay una clave que sobra; se esperaba {expected}", expected=", ".join(keys))
            _refuse(problem, place, nearest(key, keys))


def id_of(entry: Mapping[str, object], place: Location) -> str | int | None:
    """Return a line's id, or None where it has none; one that could not be given back raises CaseError."""
    given = entry.get("id")
    if given is None or (isinstance(given, int) and not isinstance(given, bool) and abs(given) < _LARGEST_ID):
        return given
    if not isinstance(given, str) or len(given) > _LONGEST_ID or _LONE_SURROGATE.search(given):
        _refuse(
            message("«id» espera un texto de hasta {limit} caracteres o un número entero", limit=_LONGEST_ID), place
        )
    return given


def case_of(entry: Mapping[str, object], place: Location, *, optional: bool = False) -> Mapping[str, object]:
    """Return the facts of a line's case; a missing one raises CaseError, unless there need not be one."""
    case = entry.get("case", {} if optional else None)
    if not isinstance(case, dict):
        _refuse(message("«case» espera un objeto JSON con los hechos del caso"), place)
    return case


def text_of(entry: Mapping[str, object], place: Location) -> str:
    """Return a line's draft; a missing one, or one that is no text, raises CaseError."""
    text = entry.get("text")
    if not isinstance(text, str):
        _refuse(message("«text» espera el texto del borrador"), place)
    if _LONE_SURROGATE.search(text):
        _refuse(message("«text» tiene medio carácter (un sustituto suelto) y no es texto"), place)
    return text


def slots_of(entry: Mapping[str, object], place: Location) -> Mapping[str, object]:
    """Return the slots of a line; what is no object raises CaseError."""
    slots = entry.get("slots", {})
    if not isinstance(slots, dict):
        _refuse(message("«slots» espera un objeto JSON con los espacios de las frases"), place)
    return slots


def now_of(entry: Mapping[str, object], place: Location) -> datetime | None:
    """Return the instant of a line's question, or None where it gives none; a wrong one raises CaseError."""
    if "now" not in entry:
        return None
    given = entry["now"]
    found = instant(given if isinstance(given, str) else "")
    if isinstance(found, Message):
        _refuse(message("«now» {problem}", problem=found), place)
    return found


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _RefusedError(message("hay una clave repetida"))
    return found


def _constant(_name: str) -> NoReturn:
    raise _RefusedError(message("NaN e Infinity no son JSON"))


def _refuse(problem: Message, place: Location, suggestion: str | None = None) -> NoReturn:
    raise CaseError([Fault(problem, place, suggestion)])
