"""`lint --jsonl`: many drafts, one a line, each with its own case; the same answers as the library's."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Any, cast

from ...errors import Location
from ...located import Located
from ...manual import Manual
from ...phrase_definitions import Severity
from ..case_files import STDIN, over
from ..json_lines import DRAFT_KEYS, case_of, now_of, open_lines, slots_of, text_of
from ..language import Language
from ..streaming import LineStream
from .command import Options
from .context import Given, given_of
from .run import settings_of


def lint_stream(options: Options, name: str, language: Language) -> int:
    """Judge the drafts of a stream, and return the exit code.

    Args:
        options: the command line.
        name: the stream's file; `-` is standard input.
        language: the language of the run.

    Raises:
        ManualError: the settings, the manual or the facts of all drafts are wrong.
    """
    settings = settings_of(options)
    manual = Manual.load(options.folder or settings.manual)
    fail_on = cast("Severity", options.fail_on or settings.fail_on or "error")
    stream = DraftStream(manual, given_of(options, settings, manual), fail_on, name, language)
    with open_lines(name, sys.stdin.buffer) as lines:
        return stream.run(lines, flush=name == STDIN)


class DraftStream(LineStream):
    """Judges the drafts of one stream.

    Args:
        manual: the manual.
        given: what is known of every case.
        fail_on: from which severity on a finding fails the run.
        name: the stream's name in messages.
        language: language of messages.
    """

    def __init__(self, manual: Manual, given: Given, fail_on: Severity, name: str, language: Language) -> None:
        super().__init__(DRAFT_KEYS, name, language)
        self._manual = manual
        self._given = given
        self._fail_on = fail_on
        self._found = False

    def answer(self, entry: Mapping[str, object], place: Location) -> dict[str, Any]:
        """Return the verdict on a line's draft."""
        text = text_of(entry, place)
        known = self._given.known(None, self._name)
        located = Located({}, {(): place}, {})
        case = over(known.case, case_of(entry, place, optional=True), self._manual.facts, located)
        slots = {**known.slots, **slots_of(entry, place)}
        verdict = self._manual.check(text, case, now=now_of(entry, place) or known.now, slots=slots)
        self._found = self._found or bool(verdict.at_least(self._fail_on))
        return verdict.to_dict()

    def code(self) -> int:
        """Return 1 where a draft has a finding that is as grave as asked, or graver."""
        return 1 if self._found else 0
