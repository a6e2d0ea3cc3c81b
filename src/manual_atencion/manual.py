"""The manual as a host system uses it. Start reading here."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Literal

from .decisions.answer import Decider
from .decisions.compiler import compile_definition
from .decisions.contradictions import rule_faults
from .decisions.decision import Decision, Reason
from .decisions.evaluator import MaskEngine
from .decisions.program import Engine, Program
from .definitions import Definition
from .errors import CaseError, Fault, ManualFileError
from .facts import Case, InvalidValueError, Vocabulary, aware
from .loading import load_definition
from .messages import message

EngineName = Literal["evaluator", "durable"]


class Manual:
    """A loaded manual: immutable, pure at answer time, and safe to share between threads.

    Args:
        definition: what the files say; `Manual.load` reads them.
        engine: which engine evaluates conditions.
        checked: whether the rules were checked for contradictions before.

    Raises:
        ManualFileError: rules contradict each other or can never apply.
        EngineError: the engine is not available here.
    """

    def __init__(self, definition: Definition, engine: EngineName = "evaluator", *, checked: bool = False) -> None:
        compiled = compile_definition(definition)
        if not checked:
            faults = rule_faults(definition, compiled)
            if faults:
                raise ManualFileError(faults)
        self._definition = definition
        self._decider = Decider(definition, compiled, _engine(engine, compiled.program))

    @classmethod
    def load(cls, folder: str | Path | None = None, *, engine: EngineName = "evaluator") -> Manual:
        """Load the packaged manual, or a folder of the same shape layered over it.

        Args:
            folder: an institution's overlay, or (with `base: ninguna` in its `manual.yaml`) a manual of its own.
            engine: `evaluator`, or `durable` where the extra `durable` is installed.

        Raises:
            ManualFileError: every fault of every file, each with file, line and column.
            EngineError: the engine is not available here.
        """
        definition, checked = load_definition(folder)
        return cls(definition, engine, checked=checked)

    @property
    def definition(self) -> Definition:
        """What the manual's files say, as frozen values."""
        return self._definition

    @property
    def facts(self) -> Vocabulary:
        """The closed vocabulary of facts."""
        return self._definition.vocabulary

    def case(self, facts: Mapping[str, object] | None = None, /, **more: object) -> Case:
        """Validate the facts of a case.

        Args:
            facts: fact names and values.
            more: further facts by name.

        Raises:
            CaseError: every unknown name and wrong value, by name, never with its contents.
        """
        return self.facts.case({**facts, **more} if facts else more)

    def decide(self, case: Case | Mapping[str, object], *, now: datetime | None = None) -> Decision:
        """Say which step comes next, and why.

        Args:
            case: the case, or its facts.
            now: the instant of the question, with its time zone; without it nothing that depends on time is known.

        Raises:
            CaseError: a fact is wrong, or `now` has no time zone.
        """
        return self._decider.decide(case, _instant(now))

    def match(self, case: Case | Mapping[str, object], *, now: datetime | None = None) -> tuple[Reason, ...]:
        """Say only which rules apply, sorted by id, each with its slide, its words and the facts behind it.

        Args:
            case: the case, or its facts.
            now: the instant of the question, with its time zone; without it nothing that depends on time is known.

        Raises:
            CaseError: a fact is wrong, or `now` has no time zone.
        """
        return self._decider.match(case, _instant(now))

    def __repr__(self) -> str:
        return f"<Manual {self._definition.id} {self._definition.version}>"


def _instant(now: datetime | None) -> datetime | None:
    if now is None:
        return None
    try:
        return aware(now)
    except InvalidValueError as invalid:
        raise CaseError([Fault(message("«now» {problem}", problem=invalid.problem))]) from None


def _engine(name: EngineName, program: Program) -> Engine:
    if name == "durable":
        from .decisions.durable import DurableEngine

        return DurableEngine(program)
    return MaskEngine(program)
