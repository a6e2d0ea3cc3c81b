"""The baseline: how many findings of each rule a file had before, so that only new ones count.

Counts survive edits, where lines would not; an old finding is marked and never hidden.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePath
from typing import NamedTuple, cast

from ...errors import Fault, Location, ManualFileError
from ...messages import Message, message
from ...text_files import decode, read_bytes
from .results import FileResult, with_states

_VERSION = 1


class Baseline(NamedTuple):
    """The findings that a baseline file holds.

    Args:
        folder: the folder of the file, from which its paths are counted.
        counts: how many findings of each rule, by path.
    """

    folder: Path
    counts: Mapping[str, Mapping[str, int]]

    def marked(self, result: FileResult) -> FileResult:
        """Return a file's result with its old findings marked."""
        known = self.counts.get(_key(result.name, self.folder))
        return with_states(result, known) if known else result

    def gone(self, results: Iterable[FileResult]) -> int:
        """Count the findings of the judged files that the baseline holds and that are there no more."""
        gone = 0
        for result in results:
            known = self.counts.get(_key(result.name, self.folder), {})
            if not result.faults:
                gone += sum(known.values()) - sum(report.state == "baselined" for report in result.reports())
        return gone


def read_baseline(name: str) -> Baseline:
    """Read a baseline file.

    Raises:
        ManualFileError: the file cannot be read, or is no baseline.
    """
    path = Path(name)
    text = decode(read_bytes(path, name), name)
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        raise _refusal(name, message("no es JSON válido"), error.lineno, error.colno) from None
    except (ValueError, RecursionError):
        raise _refusal(name, message("no es JSON válido")) from None
    if not _is_baseline(data):
        raise _refusal(name, message("no es una línea base de lint; vuelva a escribirla con --write-baseline"))
    return Baseline(path.resolve().parent, cast("dict[str, dict[str, int]]", data["counts"]))


def write_baseline(name: str, results: Iterable[FileResult]) -> int:
    """Write the findings that count as a baseline, and return how many they are.

    Raises:
        OSError: the file cannot be written.
    """
    from .writing import write_atomically

    path = Path(name)
    folder = path.resolve().parent
    counts = {
        _key(result.name, folder): Counter(report.finding.rule for report in result.reports() if report.counts)
        for result in results
    }
    data = {
        "version": _VERSION,
        "counts": {key: dict(sorted(rules.items())) for key, rules in sorted(counts.items()) if rules},
    }
    write_atomically(path, (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode())
    return sum(rules.total() for rules in counts.values())


def _key(name: str, folder: Path) -> str:
    """Return a file's path from the baseline's folder, the same on every system."""
    path = Path(name).resolve()
    return PurePath(os.path.relpath(path, folder)).as_posix() if path.drive == folder.drive else path.as_posix()


def _is_baseline(data: object) -> bool:
    counts = data.get("counts") if isinstance(data, dict) and data.get("version") == _VERSION else None
    return isinstance(counts, dict) and all(
        isinstance(rules, dict) and all(isinstance(count, int) and count >= 0 for count in rules.values())
        for rules in counts.values()
    )


def _refusal(name: str, problem: Message, line: int = 1, column: int = 1) -> ManualFileError:
    return ManualFileError([Fault(problem, Location(name, line, column))])
