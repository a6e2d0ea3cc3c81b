"""The runtime values of a manual's phrase files: wording that is forbidden, required or approved, and its slots."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Literal, NamedTuple

from .conditions import ALWAYS, Condition
from .errors import Location
from .sources import Source

PhraseKind = Literal["prohibida", "desaconsejada", "exigida", "aprobada"]
Severity = Literal["error", "warning", "advice"]
Quoting = Literal["ignorar", "avisar", "contar"]
DetectorName = Literal[
    "espacio_sin_llenar", "nombre_de_la_persona", "documento_de_identidad", "contacto_personal", "lectura_dificil"
]  # fmt: skip
DETECTORS: tuple[DetectorName, ...] = (
    "espacio_sin_llenar", "nombre_de_la_persona", "documento_de_identidad", "contacto_personal", "lectura_dificil"
)  # fmt: skip
SlotKind = Literal["texto", "nombre", "numero", "fecha", "hora", "duracion", "telefono", "genero"]


class Wording(NamedTuple):
    """One pattern of a phrase entry.

    Args:
        pattern: the pattern, as the file writes it.
        literal: whether it is the slide's own example; else a reviewed variant.
        plain: the plain words to put instead; empty where the entry's approved phrases are offered.
        location: where it is written.
    """

    pattern: str
    literal: bool = False
    plain: str = ""
    location: Location | None = None


class Form(NamedTuple):
    """Another form of an approved phrase, and when it is the right one."""

    condition: Condition
    text: str


class PhraseExample(NamedTuple):
    """A draft that an entry marks, or does not.

    Args:
        text: the draft.
        case: the facts beside it.
        fragment: the exact words that are marked; empty where the example does not say.
    """

    text: str
    case: Mapping[str, object]
    fragment: str = ""


class OfferExample(NamedTuple):
    """What an approved phrase says for a case and its slots."""

    case: Mapping[str, object]
    slots: Mapping[str, object]
    text: str


class Phrase(NamedTuple):
    """One entry of a phrase file.

    Args:
        id: its file's stem and its key.
        kind: what it does.
        source: where it comes from.
        family: the stable key of what it is about; empty for approved phrases.
        severity: how grave a finding is when the condition is known to hold.
        message: what staff read.
        wordings: the patterns that it looks for.
        exceptions: patterns; what overlaps one of their matches does not count.
        triggers: patterns of which a draft must contain one for the entry to concern it; empty for every draft.
        blockers: patterns; a draft that contains one is not concerned.
        addressed: whether only what addresses the reader counts.
        quoting: what becomes of the user's own quoted words.
        disguised: whether digits and signs for letters are seen through.
        detector: the named detector that looks instead of patterns; empty for none.
        condition: when it applies.
        occurrences: from which occurrence on it counts.
        at_end: whether required wording goes to the end of the draft instead of its beginning.
        suggests: approved phrases to offer.
        fixable: whether the plain or required wording may be put in automatically.
        removable: whether the expression may be taken out automatically.
        text: the approved wording; empty for other kinds.
        forms: its other forms.
        valid_from: first day on which it is in force; None for always.
        valid_until: last day on which it is in force; None for ever.
        marks: examples that it marks.
        passes: examples that it does not.
        offers: examples of what an approved phrase says.
        location: where it is written.
    """

    id: str
    kind: PhraseKind
    source: Source
    family: str = ""
    severity: Severity = "error"
    message: str = ""
    wordings: tuple[Wording, ...] = ()
    exceptions: tuple[Wording, ...] = ()
    triggers: tuple[Wording, ...] = ()
    blockers: tuple[Wording, ...] = ()
    addressed: bool = False
    quoting: Quoting = "ignorar"
    disguised: bool = False
    detector: DetectorName | None = None
    condition: Condition = ALWAYS
    occurrences: int = 1
    at_end: bool = False
    suggests: tuple[str, ...] = ()
    fixable: bool = False
    removable: bool = False
    text: str = ""
    forms: tuple[Form, ...] = ()
    valid_from: date | None = None
    valid_until: date | None = None
    marks: tuple[PhraseExample, ...] = ()
    passes: tuple[PhraseExample, ...] = ()
    offers: tuple[OfferExample, ...] = ()
    location: Location | None = None

    @property
    def patterns(self) -> tuple[Wording, ...]:
        """Every pattern of the entry: what it looks for, its exceptions, and what it depends on."""
        return self.wordings + self.exceptions + self.triggers + self.blockers


class Slot(NamedTuple):
    """A place in approved phrases that the host fills.

    Args:
        name: its name between braces.
        kind: what may stand there.
        text: what it is, to staff.
        example: a value that shows what is meant.
        personal: whether it tells who the user is.
    """

    name: str
    kind: SlotKind
    text: str
    example: str
    personal: bool = False
