"""`manual-atencion replay`: decides recorded decisions again, and says which would now come out otherwise."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Any

import click

from ..errors import Location
from ..manual import Manual
from ..messages import mark, message
from .case_files import STDIN
from .commands import SpokenCommand, format_option, manual_option
from .json_lines import open_lines
from .language import Language
from .streaming import LineStream

DIFFERENT = 1
_KEYS = (
    *("id", "case", "now", "next_step", "terminal", "due", "forbidden", "discouraged", "allowed", "advice"),
    *("assignee", "escalation", "deadlines", "missing", "because", "set_aside", "derived", "manual"),
)


def replay_command(language: Language) -> SpokenCommand:
    """Return the command, in a language."""

    def replay(records: str, output_format: str | None, folder: str | None) -> int:
        stream = RecordStream(Manual.load(folder), records, language, as_json=output_format == "json")
        with open_lines(records, sys.stdin.buffer) as lines:
            return stream.run(lines, flush=records == STDIN)

    return SpokenCommand(
        "replay",
        language=language,
        callback=replay,
        options=[
            click.Argument(["records"], metavar=language(mark("REGISTRO|-"))),
            format_option(language, mark("Texto para personas (por defecto) o JSON para programas.")),
            manual_option(language),
        ],
        about=language(mark(
            "Repite decisiones guardadas con «decide --record» y dice cuáles salen ahora distintas, y dónde. REGISTRO "
            "tiene una decisión en cada línea. Sirve para mostrar que una decisión pasada se sostiene, y para ver qué "
            "cambia un manual nuevo."
        )),
        examples=[
            "manual-atencion decide caso.yaml --record >> decisiones.jsonl",
            "manual-atencion replay decisiones.jsonl",
            "manual-atencion replay decisiones.jsonl --manual mi_institucion --format json",
        ],
    )  # fmt: skip


class RecordStream(LineStream):
    """Decides the records of one stream again.

    Args:
        manual: the manual that decides them now.
        name: the stream's name in messages.
        language: language of messages.
        as_json: whether each record is answered with a line of JSON; else only those that differ are told, in words.
    """

    def __init__(self, manual: Manual, name: str, language: Language, *, as_json: bool) -> None:
        super().__init__(_KEYS, name, language)
        self._manual = manual
        self._as_json = as_json
        self._different = 0

    def answer(self, entry: Mapping[str, object], place: Location) -> dict[str, Any]:  # noqa: ARG002  # no places here
        """Return whether a record is met, and the first place where it is not."""
        replay = self._manual.replay(entry)
        self._different += not replay.same
        return {"same": replay.same, "difference": replay.difference, "manual": replay.decision.manual.to_dict()}

    def written(self, known: str | int | None, answer: Mapping[str, Any], place: Location) -> str:
        """Return the line that tells an answer; nothing of a record that is met, when people read."""
        if self._as_json or "error" in answer:
            return super().written(known, answer, place)
        if answer["same"]:
            return ""
        name = f"{place.file}:{place.line}" + (f" ({known})" if known is not None else "")
        return self._language(message("{place}: sale distinta en «{path}»", place=name, path=answer["difference"]))

    def code(self) -> int:
        """Say how many differ, and return 1 where any does."""
        count, total = self._different, self._done
        if self._different:
            self._tell(message("{count} de {total} decisiones salen distintas", count=count, total=total))
        elif not self._as_json:
            click.echo(self._language(message("decisiones repetidas: {total}; todas salen iguales", total=total)))
        return DIFFERENT if self._different else 0
