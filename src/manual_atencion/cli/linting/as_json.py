"""Results as JSON: one object for a run, or one line for each text."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from ..language import Language
from .choices import SEVERITY_NAMES
from .results import FileResult, counted

_to_line = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def json_text(results: Sequence[FileResult], manual: dict[str, Any], language: Language) -> str:
    """Return all results as one JSON object.

    Args:
        results: what was found.
        manual: which manual judged.
        language: language of errors.
    """
    counts = counted(results)
    data = {
        "files": [entry for result in results for entry in result.to_dicts(language.name)],
        "summary": {
            "files": len(results),
            "acceptable": all(part.acceptable for result in results for part in result.parts),
            **{severity: counts[severity] for severity in SEVERITY_NAMES},
            "baselined": counts["baselined"],
            "permitted": counts["permitted"],
            "unreadable": sum(bool(result.faults) for result in results),
        },
        "manual": manual,
    }
    return json.dumps(data, ensure_ascii=False, indent=2)


def json_lines(results: Iterable[FileResult], language: Language) -> Iterable[str]:
    """Yield one line of JSON for each text of each file."""
    for result in results:
        for entry in result.to_dicts(language.name):
            yield _to_line(entry)
