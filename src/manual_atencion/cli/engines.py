"""The manual with the engine that was asked for, or with both, compared."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from ..decisions.decision import Decision
from ..facts import Case
from ..manual import Manual

BOTH = "both"


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

    def decide(self, case: Case, now: datetime) -> tuple[Decision, str | None]:
        """Return the decision, and where the other engine's differs first; None where it does not, or was not asked."""
        decision = self.manual.decide(case, now=now)
        if self._referee is None:
            return decision, None
        return decision, difference(_comparable(decision), _comparable(self._referee.decide(case, now=now)))


def difference(one: object, other: object, path: str = "") -> str | None:
    """Return the path of the first difference between two pieces of JSON data, or None where they are the same."""
    if type(one) is not type(other):
        return path or "."
    if isinstance(one, dict) and isinstance(other, dict):
        places = [(f"{path}.{key}" if path else key, one.get(key), other.get(key)) for key in one.keys() | other.keys()]
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        places = [(f"{path}[{index}]", *pair) for index, pair in enumerate(zip(one, other, strict=True))]
    else:
        return None if one == other else path or "."
    return next((found for place in sorted(places, key=lambda item: item[0])
                 if (found := difference(place[1], place[2], place[0])) is not None), None)  # fmt: skip


def _comparable(decision: Decision) -> dict[str, object]:
    data = decision.to_dict()
    data["manual"] = {name: value for name, value in data["manual"].items() if name != "engine"}
    return data
