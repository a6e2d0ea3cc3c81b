"""The manual with the engine that was asked for, or with both, compared."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal, NamedTuple

from ..decisions.decision import Decision
from ..decisions.records import first_difference, record_of
from ..facts import Case
from ..manual import Manual

BOTH = "both"


class Asked(NamedTuple):
    """How cases are asked about.

    Args:
        now: the instant of the question.
        as_of: the day as of which the manual is taken; None for the day of the instant.
        records: whether the answer is written with its question, for `replay`.
    """

    now: datetime
    as_of: date | None = None
    records: bool = False

    def answer(self, decision: Decision, case: Case) -> dict[str, Any]:
        """Return a decision as it is written."""
        return record_of(decision, case, self.now) if self.records else decision.to_dict()


class Deciders:
    """Decides with one engine, or with both.

    Args:
        folder: an institution's own manual; None for the packaged one.
        engine: `evaluator`, `durable`, or `both`.

    Raises:
        ManualFileError: every fault of the manual's files.
        EngineError: the engine is not available here.
    """

    def __init__(self, folder: str | None, engine: str) -> None:
        first: Literal["evaluator", "durable"] = "durable" if engine == "durable" else "evaluator"
        self.manual = Manual.load(folder, engine=first)
        self._referee = Manual(self.manual.definition, "durable", checked=True) if engine == BOTH else None

    def decide(self, case: Case, now: datetime, as_of: date | None = None) -> tuple[Decision, str | None]:
        """Return the decision, and where the other engine's differs first; None where it does not, or was not asked."""
        decision = self.manual.decide(case, now=now, as_of=as_of)
        if self._referee is None:
            return decision, None
        return decision, first_difference(decision.to_dict(), self._referee.decide(case, now=now, as_of=as_of))
