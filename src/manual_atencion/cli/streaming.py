"""Many cases or drafts, one a line: read, answered and written one after the other, so that memory stays flat."""

from __future__ import annotations

import json
import sys
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from typing import Any, BinaryIO

import click

from ..errors import CaseError, Fault, Location, ManualError
from ..located import Located
from ..messages import Message, message
from .engines import Asked, Deciders
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

    def written(self, known: str | int | None, answer: Mapping[str, Any], place: Location) -> str:  # noqa: ARG002
        """Return the line that tells an answer.

        Args:
            known: the id of the line that is answered.
            answer: the answer or the error.
            place: the line.
        """
        return _to_json({"id": known, **answer})

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
            written = self._line(raw, Location(self._name, number))
            if written:
                sys.stdout.write(written + "\n")
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
            answer = self.answer(entry, place)
        except ManualError as error:
            self._bad += 1
            answer = self._error(error.faults if isinstance(error, CaseError) else (), error)
        return self.written(known, answer, place)

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
        asked: how they are asked about; its instant is for lines that give none.
        name: the stream's name in messages.
        language: language of messages.
    """

    def __init__(self, deciders: Deciders, asked: Asked, name: str, language: Language) -> None:
        super().__init__(CASE_KEYS, name, language)
        self._deciders = deciders
        self._asked = asked
        self._different = 0

    def answer(self, entry: Mapping[str, object], place: Location) -> dict[str, Any]:
        """Return the decision on a line's case."""
        case = self._deciders.manual.facts.case(case_of(entry, place), Located({}, {(): place}, {}))
        asked = self._asked._replace(now=now_of(entry, place) or self._asked.now)
        decision, difference = self._deciders.decide(case, asked.now, asked.as_of)
        if difference is None:
            return asked.answer(decision, case)
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
