"""One case from a file or from standard input, and the instant of the question."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from ..errors import CaseError, Fault, Location, ManualFileError
from ..facts import Case, InvalidValueError, Vocabulary, aware
from ..located import Located
from ..messages import Message, message
from ..text_files import LARGEST_FILE, decode

STDIN = "-"
_LONGEST_INSTANT = 40


def read_facts(name: str) -> Located:
    """Read the facts of a case, not yet checked, from a YAML or JSON file; `-` is standard input.

    Raises:
        ManualFileError: the file cannot be read, or is neither YAML nor JSON.
    """
    from ..yaml_reader import read_file

    return _read_stdin() if name == STDIN else read_file(Path(name), name)


def case_of(located: Located, vocabulary: Vocabulary) -> Case:
    """Return the case that a file describes.

    Args:
        located: what the file says.
        vocabulary: the facts that exist.

    Raises:
        CaseError: all its wrong names and values, with their places.
    """
    if not isinstance(located.data, dict):
        raise CaseError([Fault(message("se esperaba un caso: líneas «hecho: valor»"), located.place(()))])
    return vocabulary.case(located.data, located)


def over(below: Case, facts: Mapping[str, object], vocabulary: Vocabulary, source: Located | None = None) -> Case:
    """Return a case with further facts over its own; one that is `desconocido` takes a fact back.

    Args:
        below: the case.
        facts: the facts, not yet read.
        vocabulary: the facts that exist.
        source: where they are written.

    Raises:
        CaseError: facts are wrong.
    """
    if not facts:
        return below
    read = vocabulary.case(facts, source)
    kept = {name: value for name, value in below.values.items() if name not in facts}
    return Case({**kept, **read.values})


def _read_stdin() -> Located:
    from ..yaml_reader import read_text

    raw = sys.stdin.buffer.read(LARGEST_FILE + 1)
    if len(raw) > LARGEST_FILE:
        problem = message("el archivo es demasiado grande; el máximo es {limit} bytes", limit=LARGEST_FILE)
        raise ManualFileError([Fault(problem, Location(STDIN))])
    return read_text(decode(raw, STDIN), STDIN)


def instant(text: str) -> datetime | Message:
    """Return the UTC instant that an ISO 8601 text means, or what is wrong with the text."""
    try:
        return aware(datetime.fromisoformat(text[: _LONGEST_INSTANT + 1]))
    except InvalidValueError as invalid:
        return invalid.problem
    except ValueError:
        return message("no es una fecha y hora; se esperaba algo como 2026-02-13T15:00:00-05:00")


def clock() -> datetime:
    """Return this moment; reading the clock is the host's right, and here the command line is the host."""
    return datetime.now(UTC)
