"""The answer to "which step comes next?", as frozen values and as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from ..answers import JsonObject, ManualReference, Missing, plain
from ..definitions import Definition
from ..facts import Value
from .deadlines import DeadlineStatus


@dataclass(frozen=True, slots=True)
class DueStep:
    """A step that is due.

    Args:
        id: the step.
        text: the instruction to staff.
        who: who takes it.
        procedure: the procedure to which it belongs.
        rule: the rule that orders it.
        page: the rule's slide; None when an institution's own document orders it.
        phrase: approved phrase to offer with it; None where there is none.
    """

    id: str
    text: str
    who: str
    procedure: str
    rule: str
    page: int | None
    phrase: str | None

    def to_dict(self) -> JsonObject:
        """Return it as JSON-ready data."""
        return {
            "id": self.id,
            "text": self.text,
            "who": self.who,
            "procedure": self.procedure,
            "rule": self.rule,
            "page": self.page,
            "phrase": self.phrase,
        }


@dataclass(frozen=True, slots=True)
class Norm:
    """Something forbidden, discouraged, allowed or advised: its id, its text, and the rule and slide that say so."""

    id: str
    text: str
    rule: str
    page: int | None

    def to_dict(self) -> JsonObject:
        """Return it as JSON-ready data."""
        return {"id": self.id, "text": self.text, "rule": self.rule, "page": self.page}


@dataclass(frozen=True, slots=True)
class Assignment:
    """To whom a case goes: an official, a unit or an outside entity.

    Args:
        id: the responsible.
        text: its name.
        kind: `funcionario`, `unidad` or `entidad`.
        say: what to tell the person; may be empty.
        where: where the person should go; may be empty.
        rule: the rule that says so.
        page: its slide.
    """

    id: str
    text: str
    kind: str
    say: str
    where: str
    rule: str
    page: int | None

    def to_dict(self) -> JsonObject:
        """Return it as JSON-ready data."""
        return {
            "id": self.id,
            "text": self.text,
            "kind": self.kind,
            "say": self.say or None,
            "where": self.where or None,
            "rule": self.rule,
            "page": self.page,
        }


class Reason(NamedTuple):
    """Why: a rule that applied, its slide and literal words, how they were read, and the facts that made it apply."""

    rule: str
    page: int | None
    quote: str
    reading: str
    facts: Mapping[str, Value | None]

    def to_dict(self) -> JsonObject:
        """Return it as JSON-ready data."""
        return {
            "rule": self.rule,
            "page": self.page,
            "quote": self.quote,
            "reading": self.reading,
            "facts": {name: plain(value) for name, value in self.facts.items()},
        }


@dataclass(frozen=True, slots=True)
class SetAside:
    """A rule whose condition holds, set aside by the rule before which it yields."""

    rule: str
    yields_to: str

    def to_dict(self) -> JsonObject:
        """Return it as JSON-ready data."""
        return {"rule": self.rule, "yields_to": self.yields_to}


@dataclass(frozen=True, slots=True, repr=False)
class Decision:
    """What the manual says of one case at one instant.

    Args:
        next_step: the first due step of the most urgent procedure; None in a terminal state.
        terminal: the named state when no step is due; else None.
        due: all due steps, in order.
        forbidden: what must not be done meanwhile.
        discouraged: what should be avoided meanwhile.
        allowed: what may be done.
        advice: conduct that belongs to the next step.
        assignee: who has the case, or where it is routed.
        escalation: to whom it escalates.
        deadlines: every deadline of the manual and its state.
        missing: the facts to ask for, the most decisive first.
        because: the rules that applied, with slide and words; the next step's first.
        set_aside: rules that would apply but yield.
        derived: facts that were deduced or computed.
        manual: which manual decided.
        definition: the manual that decided, for the names and the time zone that people read.
    """

    next_step: DueStep | None
    terminal: Norm | None
    due: tuple[DueStep, ...]
    forbidden: tuple[Norm, ...]
    discouraged: tuple[Norm, ...]
    allowed: tuple[Norm, ...]
    advice: tuple[Norm, ...]
    assignee: Assignment | None
    escalation: Assignment | None
    deadlines: tuple[DeadlineStatus, ...]
    missing: tuple[Missing, ...]
    because: tuple[Reason, ...]
    set_aside: tuple[SetAside, ...]
    derived: Mapping[str, Value]
    manual: ManualReference
    definition: Definition = field(compare=False)

    def to_dict(self) -> JsonObject:
        """Return the decision as JSON-ready data; its names and meaning are a contract with hosts."""
        return {
            "next_step": self.next_step.to_dict() if self.next_step else None,
            "terminal": self.terminal.id if self.terminal else None,
            "due": [step.to_dict() for step in self.due],
            "forbidden": [norm.to_dict() for norm in self.forbidden],
            "discouraged": [norm.to_dict() for norm in self.discouraged],
            "allowed": [norm.to_dict() for norm in self.allowed],
            "advice": [norm.to_dict() for norm in self.advice],
            "assignee": self.assignee.to_dict() if self.assignee else None,
            "escalation": self.escalation.to_dict() if self.escalation else None,
            "deadlines": [deadline.to_dict() for deadline in self.deadlines],
            "missing": [missing.to_dict() for missing in self.missing],
            "because": [reason.to_dict() for reason in self.because],
            "set_aside": [item.to_dict() for item in self.set_aside],
            "derived": {name: plain(value) for name, value in self.derived.items()},
            "manual": self.manual.to_dict(),
        }

    def to_json(self, indent: int | None = None) -> str:
        """Return the decision as JSON text in UTF-8 letters, the same bytes for the same answer."""
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=indent)

    def explain(self) -> str:
        """Return the decision as Spanish prose that a civil servant can read aloud."""
        from .explanation import explain

        return explain(self)

    def __repr__(self) -> str:
        step = self.next_step.id if self.next_step else None
        return f"<Decision: next_step={step}, terminal={self.terminal.id if self.terminal else None}>"
