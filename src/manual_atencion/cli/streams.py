"""Standard output and standard error: always UTF-8, as wide as the terminal, plain where nobody looks."""

from __future__ import annotations

import io
import os
import shutil
import sys
from contextlib import suppress
from typing import TextIO

_WIDTH = 100
_NARROWEST, _WIDEST = 40, 120


def speak_utf8() -> None:
    """Write UTF-8 whatever the locale says; what is no text (a file's odd name) is written with backslashes."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def stop_writing() -> None:
    """Write what is left if anyone still reads it, and let nothing more reach a broken output."""
    with suppress(OSError, ValueError, KeyboardInterrupt):
        sys.stdout.flush()
        return
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def width_of_output() -> int:
    """Return how many columns a line of output may have."""
    return min(max(shutil.get_terminal_size((_WIDTH, 24)).columns, _NARROWEST), _WIDEST)


def is_terminal(stream: TextIO) -> bool:
    """Return whether a person reads the stream as it is written."""
    return stream.isatty()


def is_plain(stream: TextIO) -> bool:
    """Return whether letters must not be set off: no terminal, or NO_COLOR is set."""
    return not stream.isatty() or bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb"
