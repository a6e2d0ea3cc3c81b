"""The runtime values of a manual: what its files say, frozen and in English names."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Literal, NamedTuple

from .conditions import ALWAYS, Condition
from .errors import Location
from .facts import Vocabulary
from .phrase_definitions import Phrase, Slot, Wording
from .sources import Reading, Source

__all__ = [
    "Act", "Deadline", "Definition", "Incompatibility", "Procedure", "Reading", "Responsible", "ResponsibleKind",
    "Rule", "RuleKind", "Source", "Statement", "Step", "Terminal",
]  # fmt: skip

RuleKind = Literal[
    "obligatorio", "prohibido", "desaconsejado", "permitido", "recomendado", "deduce", "asigna", "escala"
]
ResponsibleKind = Literal["funcionario", "unidad", "entidad"]


class Deadline(NamedTuple):
    """A term between two instants.

    Args:
        start: the instant fact from which it runs.
        end: the instant fact that stops it.
        duration: how long it is.
        inclusive: whether exactly the duration still complies.
        working: whether working time binds instead of elapsed time.
    """

    start: str
    end: str
    duration: timedelta
    inclusive: bool
    working: bool


class Rule(NamedTuple):
    """One rule of the manual.

    Args:
        id: its file's stem and its key.
        kind: what it does, after the slide's verb.
        condition: when it applies.
        source: where it comes from.
        step: the step that it orders, forbids, permits or advises.
        act: the act that it forbids, permits or advises.
        with_step: the step, or procedure, beside which advice is shown; empty where it always is.
        who: who takes the step, when not the step's own.
        phrase: approved phrase to offer, when not the step's own.
        fact: the fact that it deduces.
        value: the value that it deduces.
        responsible: to whom it assigns or escalates.
        deadline: the term for its step.
        yields_to: rules that set it aside when they apply.
        inalienable: whether it belongs to the rights floor that no overlay may weaken.
        valid_from: first day on which it is in force; None for always.
        valid_until: last day on which it is in force; None for ever.
        applies_to: example cases to which it applies.
        not_applies_to: example cases to which it does not.
        location: where it is written.
    """

    id: str
    kind: RuleKind
    condition: Condition
    source: Source
    step: str = ""
    act: str = ""
    with_step: str = ""
    who: str = ""
    phrase: str = ""
    fact: str = ""
    value: str = ""
    responsible: str = ""
    deadline: Deadline | None = None
    yields_to: tuple[str, ...] = ()
    inalienable: bool = False
    valid_from: date | None = None
    valid_until: date | None = None
    applies_to: tuple[Mapping[str, object], ...] = ()
    not_applies_to: tuple[Mapping[str, object], ...] = ()
    location: Location | None = None

    @property
    def target(self) -> str:
        """The id of the step or act that it is about; empty for other kinds."""
        return self.step or self.act


class Responsible(NamedTuple):
    """Who can be responsible: an official, a unit of the institution, or an outside entity."""

    id: str
    text: str
    kind: ResponsibleKind = "funcionario"
    say: str = ""
    where: str = ""


class Procedure(NamedTuple):
    """A run of steps; `rank` 0 is the most urgent of the manual."""

    id: str
    text: str
    rank: int


class Step(NamedTuple):
    """One step of a procedure.

    Args:
        id: its id.
        text: the instruction to staff.
        who: who takes it.
        procedure: the procedure to which it belongs.
        rank: its place among all steps of the manual, 0 first.
        done: the condition that completes it.
        as_act: the same as an act, for rules that forbid or allow it.
        phrase: approved phrase to offer with it; may be empty.
        pages: slides that speak of it.
        statements: statements that it encodes.
    """

    id: str
    text: str
    who: str
    procedure: str
    rank: int
    done: Condition
    as_act: str
    phrase: str = ""
    pages: tuple[int, ...] = ()
    statements: tuple[int, ...] = ()


class Act(NamedTuple):
    """Something that may be done or said, and that rules forbid, permit or advise."""

    id: str
    text: str
    pages: tuple[int, ...] = ()
    statements: tuple[int, ...] = ()


class Terminal(NamedTuple):
    """A named state in which no step is due."""

    id: str
    text: str
    condition: Condition = ALWAYS
    yields_to: tuple[str, ...] = ()
    conditional: bool = True


class Incompatibility(NamedTuple):
    """Facts that cannot be true together."""

    id: str
    condition: Condition
    reason: str


class Statement(NamedTuple):
    """One statement of the slides, and how the manual's files take it up.

    Args:
        number: its number, 1 to 234.
        page: its slide.
        quote: its literal words.
        kind: obligation, prohibition and so on, in the files' Spanish words.
        binds: whom it binds.
        decided_from: facts, text, both, or guidance.
        phrase: the phrase rule that checks or offers its wording; may be empty.
        not_encodable: why no rule can hold it; may be empty.
        note: remark for readers.
    """

    number: int
    page: int
    quote: str
    kind: str
    binds: str
    decided_from: str
    phrase: str = ""
    not_encodable: str = ""
    note: str = ""


class Definition(NamedTuple):
    """A whole manual as its files define it.

    Args:
        id: the manual's id, overlays joined with "+".
        version: versions in the same order.
        title: its title.
        zone: IANA name of the institution's time zone.
        digest: SHA-256 of the meaning of all files; comments, order and line ends do not change it.
        default_terminal: terminal when nothing is due.
        undecided_terminal: terminal when nothing is due but missing facts decide some duty.
        vocabulary: the facts that exist.
        incompatibilities: facts that exclude each other.
        responsibles: who can be responsible.
        procedures: procedures, most urgent first.
        steps: steps in order of rank.
        acts: acts by id.
        terminals: terminal states by id.
        rules: rules by id.
        phrases: entries of the phrase files by id.
        slots: the places that hosts fill in approved phrases, by name.
        abbreviations: for a word the ways to shorten it.
        lists: the named lists of words that patterns of phrases may name.
        statements: statements by number.
        slides: text of each slide.
        calendar: the calendar file's data; None when there is none.
    """

    id: str
    version: str
    title: str
    zone: str
    digest: str
    default_terminal: str
    undecided_terminal: str
    vocabulary: Vocabulary
    incompatibilities: Mapping[str, Incompatibility]
    responsibles: Mapping[str, Responsible]
    procedures: Mapping[str, Procedure]
    steps: Mapping[str, Step]
    acts: Mapping[str, Act]
    terminals: Mapping[str, Terminal]
    rules: Mapping[str, Rule]
    phrases: Mapping[str, Phrase]
    slots: Mapping[str, Slot]
    abbreviations: Mapping[str, tuple[str, ...]]
    lists: Mapping[str, tuple[Wording, ...]]
    statements: Mapping[int, Statement]
    slides: Mapping[int, str]
    calendar: Mapping[str, object] | None
