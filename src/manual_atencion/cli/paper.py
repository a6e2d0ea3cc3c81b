"""Labels beside wrapped text, as a person reads them on a terminal."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import click

_NUMBER = re.compile(r"(\d+\.|–) ")


class Entry(NamedTuple):
    """One labelled part of a report.

    Args:
        label: what the part is about.
        texts: its paragraphs.
        warning: whether it warns of something.
    """

    label: str
    texts: Sequence[str]
    warning: bool = False


def laid_out(entries: Iterable[Entry], width: int, *, plain: bool) -> list[str]:
    """Return the lines of a report: labels in a column, texts wrapped beside them; entries without text are left out.

    Args:
        entries: its parts.
        width: columns of a line.
        plain: whether letters must not be set off.
    """
    shown = [entry for entry in entries if entry.texts]
    column = max((len(entry.label) for entry in shown), default=0) + 2
    lines = []
    for entry in shown:
        label = entry.label.ljust(column)
        if not plain:
            label = click.style(label, bold=True, fg="red" if entry.warning else None)
        for index, line in enumerate(wrapped("\n".join(entry.texts), max(width - column, 20))):
            lines.append((label if index == 0 else " " * column) + line)
    return lines


def wrapped(text: str, width: int) -> list[str]:
    """Return the paragraphs of a text as lines; numbered ones hang under their first word."""
    lines = []
    for paragraph in text.split("\n"):
        numbered = _NUMBER.match(paragraph)
        hanging = " " * (numbered.end() if numbered else len(paragraph) - len(paragraph.lstrip(" ")))
        wrapper = textwrap.TextWrapper(width, subsequent_indent=hanging, break_long_words=False, break_on_hyphens=False)
        lines += wrapper.wrap(paragraph) or [""]
    return lines
