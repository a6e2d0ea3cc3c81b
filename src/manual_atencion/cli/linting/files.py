"""Which files a run judges: those that are named, and in folders those of kinds that we read."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from fnmatch import fnmatchcase
from pathlib import Path

from ...documents import kind_of
from ...errors import Fault, Location
from ...messages import message
from ..case_files import STDIN


def files_in(paths: Sequence[str]) -> tuple[list[str], list[Fault]]:
    """Return the files that paths name, in order and each once, and what is wrong with the paths.

    Args:
        paths: files and folders; `-` stands for standard input.
    """
    found: dict[str, None] = {}
    faults = []
    for path in paths:
        if path != STDIN and Path(path).is_dir():
            inside = list(_walk(path))
            if not inside:
                faults.append(Fault(message("en la carpeta no hay nada que revisar"), Location(path)))
            found |= dict.fromkeys(inside)
        else:
            found[path] = None
    return list(found), faults


def _walk(folder: str) -> Iterator[str]:
    for where, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith(".") and kind_of(name):
                yield os.path.normpath(Path(where) / name)


def without_excluded(names: Iterable[str], patterns: Sequence[str], folder: Path) -> list[str]:
    """Return the files that no pattern excludes.

    Args:
        names: the files.
        patterns: paths from a folder, where `*` stands for any characters; a folder's path excludes what is in it.
        folder: the folder that they are counted from.
    """
    if not patterns:
        return list(names)
    base = folder.resolve()
    return [name for name in names if name == STDIN or not _is_excluded(Path(name).resolve(), patterns, base)]


def _is_excluded(path: Path, patterns: Sequence[str], base: Path) -> bool:
    if not path.is_relative_to(base):
        return False
    shown = path.relative_to(base).as_posix()
    ways = (shown, *(parent.as_posix() for parent in Path(shown).parents))
    return any(fnmatchcase(way, pattern.rstrip("/")) for pattern in patterns for way in ways)
