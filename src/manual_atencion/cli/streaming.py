"""Many cases or drafts, one a line: read, answered and written one after the other, so that memory stays flat."""

from __future__ import annotations

import json
import sys
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, BinaryIO

import click

from ..errors import CaseError, Fault, Location, ManualError
from ..located import Located
from ..messages import Message, message
from .engines import Deciders
from .json_lines import CASE_KEYS, case_of, entry_of, id_of, lines_of, now_of, refuse_others
from .language import Language
from .streams import is_terminal

_PROGRESS_EVERY = 500
_to_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class LineStream(ABC):
    """Answers a stream of lines, each with one line.

    Args:
        keys: the keys that a line may have.
        name: the stream's name in messages.
        language: language of messages.
    """

    def __init__(self, keys: Sequence[str], name: str, language: Language) -> None:
        self._keys = keys
        self._name = name
        self._language = language
        self._done = self._bad = 0

    @abstractmethod
    def answer(self, entry: Mapping[str, object], place: Location) -> dict[str, Any]:
        """Return the answer to a line, without its id.

        Args:
            entry: the line's object.
            place: the line.

        Raises:
            ManualError: the line is wrong.
        """

    @abstractmethod
    def code(self) -> int:
        """Return the exit code of a stream whose lines could all be answered."""

    def run(self, lines: BinaryIO, *, flush: bool) -> int:
        """Answer every line in order and return the exit code.

        Args:
            lines: the stream.
            flush: whether each answer must leave at once, for a program that waits for it.
        """
        shows_progress = is_terminal(sys.stderr)
        for number, raw in lines_of(lines):
            sys.stdout.write(self._line(raw, Location(self._name, number)) + "\n")
            self._done += 1
            if flush:
                sys.stdout.flush()
            if shows_progress and self._done % _PROGRESS_EVERY == 0:
                click.echo(f"\r{self._done}", err=True, nl=False)
        if shows_progress and self._done >= _PROGRESS_EVERY:
            click.echo(f"\r{self._done}", err=True)
        sys.stdout.flush()
        code = self.code()
        if self._bad:
            self._tell(message("{count} de {total} líneas no se pudieron decidir", count=self._bad, total=self._done))
        return 2 if self._bad else code

    def _line(self, raw: bytes | None, place: Location) -> str:
        known = None
        try:
            entry = entry_of(raw, place, self._keys)
            known = id_of(entry, place)
            refuse_others(entry, self._keys, place)
            return _to_json({"id": known, **self.answer(entry, place)})
        except ManualError as error:
            self._bad += 1
            return _to_json({"id": known, **self._error(error.faults if isinstance(error, CaseError) else (), error)})

    def _error(self, faults: tuple[Fault, ...], error: ManualError | None = None) -> dict[str, Any]:
        if not faults:
            said = error.render(self._language.name) if error else ""
        else:
            said = Fault(faults[0].message, suggestion=faults[0].suggestion).render(self._language.name)
        if len(faults) > 1:
            said = self._language(message("{fault} (y {count} más)", fault=said, count=len(faults) - 1))
        told = [fault.to_dict(self._language.name) for fault in faults]
        return {"error": {"message": said, "faults": told}}

    def _tell(self, problem: Message) -> None:
        click.echo(f"error: {self._language(problem)}", err=True)


class CaseStream(LineStream):
    """Decides the cases of one stream.

    Args:
        deciders: the manual.
        now: the instant of the question for lines that give none.
        name: the stream's name in messages.
        language: language of messages.
    """

    def __init__(self, deciders: Deciders, now: datetime, name: str, language: Language) -> None:
        super().__init__(CASE_KEYS, name, language)
        self._deciders = deciders
        self._now = now
        self._different = 0

    def answer(self, entry: Mapping[str, object], place: Location) -> dict[str, Any]:
        """Return the decision on a line's case."""
        case = self._deciders.manual.facts.case(case_of(entry, place), Located({}, {(): place}, {}))
        decision, difference = self._deciders.decide(case, now_of(entry, place) or self._now)
        if difference is None:
            return decision.to_dict()
        self._different += 1
        problem = message("los motores no coinciden; la primera diferencia está en «{place}»", place=difference)
        return self._error((Fault(problem, place),))

    def code(self) -> int:
        """Return 1 where the engines disagreed."""
        if self._different:
            self._tell(
                message("los motores no coinciden en {count} de {total} casos", count=self._different, total=self._done)
            )
        return 1 if self._different else 0
