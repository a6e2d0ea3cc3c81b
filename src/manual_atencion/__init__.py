"""A service manual as declarative rules: which step comes next, and is this reply acceptable?"""

from .decisions.decision import Decision
from .errors import CaseError, EngineError, Fault, Location, ManualError, ManualFileError
from .facts import Case
from .manual import Manual

__all__ = [
    "Case",
    "CaseError",
    "Decision",
    "EngineError",
    "Fault",
    "Location",
    "Manual",
    "ManualError",
    "ManualFileError",
]
