"""A service manual as declarative rules: which step comes next, and is this reply acceptable?"""

from typing import TYPE_CHECKING

from .errors import CaseError, EngineError, Fault, Location, ManualError, ManualFileError
from .facts import Case
from .manual import Manual

if TYPE_CHECKING:
    from .decisions.decision import Decision
    from .replies.offers import Offer
    from .replies.verdict import Finding, Verdict

__all__ = [
    "Case",
    "CaseError",
    "Decision",
    "EngineError",
    "Fault",
    "Finding",
    "Location",
    "Manual",
    "ManualError",
    "ManualFileError",
    "Offer",
    "Verdict",
]
_ROOMS = {
    "Decision": "decisions.decision", "Finding": "replies.verdict", "Offer": "replies.offers",
    "Verdict": "replies.verdict",
}  # fmt: skip


def __getattr__(name: str) -> object:
    """Import an answer's class when it is first asked for: who only checks need not wait for what only decides."""
    if name not in _ROOMS:
        raise AttributeError(name)
    from importlib import import_module

    return getattr(import_module(f".{_ROOMS[name]}", __name__), name)
