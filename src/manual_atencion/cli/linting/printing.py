"""Which output format writes what; each is imported only where it is asked for."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from ...manual import Manual
from ...phrase_definitions import Severity
from ..language import Language
from ..streams import is_plain, width_of_output
from .results import FileResult


class Printed(NamedTuple):
    """A run that is over.

    Args:
        results: what was found.
        manual: the manual that judged.
        language: the language of the run.
        fail_on: from which severity on a finding fails the run.
        code: how the run ends.
        has_baseline: whether old findings were told from new ones.
    """

    results: Sequence[FileResult]
    manual: Manual
    language: Language
    fail_on: Severity
    code: int
    has_baseline: bool = False


def texts_of(output_format: str, run: Printed) -> Iterable[str]:
    """Yield the output of a run, piece by piece, without its last line ends.

    Args:
        output_format: one of the formats.
        run: the run.
    """
    if output_format == "text":
        from .as_text import TextFormat

        yield from TextFormat(run.language, width_of_output(), plain=is_plain(sys.stdout)).lines(run.results)
    elif output_format == "json":
        from .as_json import json_text

        yield json_text(run.results, _manual(run), run.language)
    elif output_format == "jsonl":
        from .as_json import json_lines

        yield from json_lines(run.results, run.language)
    elif output_format == "github":
        from .as_github import github_lines

        yield from github_lines(run.results, run.language)
    elif output_format == "junit":
        from .as_junit import junit_text

        yield junit_text(run.results, run.fail_on, run.language)
    else:
        yield _sarif(run)


def _manual(run: Printed) -> dict[str, Any]:
    definition = run.manual.definition
    return {"id": definition.id, "version": definition.version, "digest": definition.digest}


def _sarif(run: Printed) -> str:
    from importlib.metadata import version

    from .as_sarif import Tool, sarif_text

    tool = Tool(
        version=version("manual-atencion"),
        manual=_manual(run),
        phrases=run.manual.definition.phrases,
        has_baseline=run.has_baseline,
        exit_code=run.code,
    )
    return sarif_text(run.results, tool, run.language)
