"""Is this reply acceptable? From a draft and what is known of its case to findings with exact places."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from ..answers import ManualReference, Missing
from ..definitions import Definition
from ..phrase_definitions import DetectorName, Phrase, Wording
from .address import is_address
from .catalogue import Catalogue, Entry
from .detectors import Span, detect, named
from .findings import CaseContext, Draft, FindingMaker
from .folding import Folded, fold
from .offers import Offers
from .quotations import quoted
from .slots import SlotValues
from .verdict import SEVERITIES, Finding, Verdict


class Checker:
    """Judges drafts for one manual; immutable, pure, and safe in threads.

    Args:
        definition: the manual.
        catalogue: its entries with their patterns.
        offers: fills its approved phrases.
    """

    def __init__(self, definition: Definition, catalogue: Catalogue, offers: Offers) -> None:
        self._catalogue = catalogue
        self._make = FindingMaker(definition, offers)
        slots = definition.slots.values()
        self._personal = frozenset(slot.name for slot in slots if slot.personal)
        self._names = frozenset(slot.name for slot in slots if slot.kind == "nombre")

    def check(
        self, text: str, context: CaseContext, slots: SlotValues, manual: ManualReference, *, reading: bool
    ) -> Verdict:
        """Judge one draft.

        Args:
            text: the draft.
            context: what is known of its case.
            slots: the values of slots; names among them are nobody's wording.
            manual: which manual judges, for the verdict.
            reading: whether to say also how hard the draft is to read.
        """
        draft = Draft(fold(text), context, slots)
        judge = _Judge(draft, self._catalogue, self._make, self._personal, self._names)
        findings = judge.forbidden() + judge.required() + judge.detected(reading=reading)
        return Verdict(tuple(_in_order(findings, draft.folded)), judge.missing(), context.used(), manual)


class _Judge:
    """The state of one judgement; made anew for each draft and never shared."""

    __slots__ = ("_names", "_zones", "catalogue", "draft", "make", "personal", "proper", "search", "undecided")

    def __init__(
        self, draft: Draft, catalogue: Catalogue, make: FindingMaker, personal: frozenset[str], proper: frozenset[str]
    ) -> None:
        self.draft = draft
        self.catalogue = catalogue
        self.make = make
        self.personal = personal
        self.proper = proper
        self.search = catalogue.patterns.search(draft.folded)
        self.undecided: dict[str, list[str]] = {}
        self._zones: tuple[Span, ...] | None = None
        self._names: tuple[Span, ...] | None = None

    def forbidden(self) -> list[Finding]:
        """Return the findings of what should not stand there."""
        possible, status = self.search.possible, self.draft.context.status
        found: list[Finding] = []
        for entry in self.catalogue.forbidding:
            if not possible.isdisjoint(entry.numbers) and status(entry.phrase.id) is not False:
                own = self._own(entry)
                if own and self._concerns(entry):
                    found += self._of(entry, own)
        return found

    def required(self) -> list[Finding]:
        """Return the findings of what should stand there and does not; note what missing facts would tell."""
        found = []
        for entry in self.catalogue.required:
            phrase = entry.phrase
            status = self.draft.context.status(phrase.id)
            if status is False or self._is_there(entry) or not self._concerns(entry):
                continue
            if status:
                found.append(self.make.absent(phrase, self.draft))
            else:
                decisive = self.draft.context.open_facts(phrase.id)
                for fact in decisive.facts if decisive.alone else ():
                    self.undecided.setdefault(fact, []).append(phrase.id)
        return found

    def detected(self, *, reading: bool) -> list[Finding]:
        """Return the findings of the named detectors."""
        found: list[Finding] = []
        for entry in self.catalogue.detecting:
            phrase = entry.phrase
            if phrase.detector is None or (phrase.detector == "lectura_dificil" and not reading):
                continue
            if self.draft.context.status(phrase.id) is False or not self._concerns(entry):
                continue
            found += [self.make.found(phrase, span, "variant", "", self.draft)
                      for span in self._detected(phrase, phrase.detector)[phrase.occurrences - 1 :]]  # fmt: skip
        return found

    def missing(self) -> tuple[Missing, ...]:
        """Return the facts that would tell whether wording is missing."""
        return tuple(
            missing for fact in sorted(self.undecided)
            for missing in self.make.missing((fact,), tuple(sorted(self.undecided[fact])))
        )  # fmt: skip

    def _is_there(self, entry: Entry) -> bool:
        phrase = entry.phrase
        return bool(self._detected(phrase, phrase.detector) if phrase.detector else self._own(entry))

    def _detected(self, phrase: Phrase, detector: DetectorName) -> list[Span]:
        spans = detect(detector, self.draft.folded, self._values(self.personal))
        if not spans:
            return []
        others = self._values(frozenset(self.draft.slots.texts) - self.personal - self.proper)
        spared = tuple(named(self.draft.folded, others))
        if phrase.quoting != "contar":
            spared += self._quoted()
        return [span for span in spans if not _touches(span, spared)]

    def _concerns(self, entry: Entry) -> bool:
        if entry.triggers and not self._said(entry.triggers):
            return False
        return not (entry.blockers and self._said(entry.blockers))

    def _said(self, numbers: frozenset[int]) -> bool:
        """Return whether the official's own words contain one of some patterns."""
        return any(not _touches(span, self._quoted())
                   for number in numbers & self.search.possible for span in self.search.spans(number))  # fmt: skip

    def _own(self, entry: Entry) -> list[tuple[Span, int]]:
        """Return where an entry's wordings stand, as the official's own words to the reader, with their patterns."""
        phrase = entry.phrase
        search = self.search
        hits = [(span, number) for number in entry.numbers & search.possible for span in search.spans(number)]
        if not hits:
            return []
        spared = [span for number in entry.exceptions & search.possible for span in search.spans(number)]
        return [
            (span, number) for span, number in hits
            if not _touches(span, spared)
            and (phrase.kind == "exigida" or not _touches(span, self._named()))
            and (phrase.quoting != "ignorar" or not _touches(span, self._quoted()))
            and (not phrase.addressed or is_address(self.draft.folded, *span))
        ]  # fmt: skip

    def _of(self, entry: Entry, own: list[tuple[Span, int]]) -> list[Finding]:
        phrase = entry.phrase
        found = []
        for span in _longest((span for span, _ in own), self.draft.folded)[phrase.occurrences - 1 :]:
            wording = _best(span, own, entry)
            kind: Literal["literal", "variant"] = "literal" if wording.literal else "variant"
            finding = self.make.found(phrase, span, kind, wording.plain, self.draft)
            if phrase.quoting == "avisar" and finding.severity == "error" and _touches(span, self._quoted()):
                finding = finding._replace(severity="warning")
            found.append(finding)
        return found

    def _quoted(self) -> tuple[Span, ...]:
        if self._zones is None:
            self._zones = quoted(self.draft.folded)
        return self._zones

    def _named(self) -> tuple[Span, ...]:
        if self._names is None:
            self._names = tuple(named(self.draft.folded, self._values(self.proper | self.personal)))
        return self._names

    def _values(self, slots: frozenset[str]) -> tuple[str, ...]:
        return tuple(value for name, value in self.draft.slots.texts.items() if name in slots)


def _touches(span: Span, others: Iterable[Span]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in others)


def _longest(spans: Iterable[Span], folded: Folded) -> list[Span]:
    """Return the spans of which none overlaps another, longer ones first to be kept, in the order of the draft."""
    kept: list[Span] = []
    for span in sorted(set(spans), key=lambda item: (-_length(item, folded), item)):
        if not _touches(span, kept):
            kept.append(span)
    return sorted(kept)


def _best(span: Span, own: Sequence[tuple[Span, int]], entry: Entry) -> Wording:
    """Return the slide's own example where a place holds one, else the pattern that is as long as the place."""
    inside = [(other, entry.wordings[number]) for other, number in own if span[0] <= other[0] and other[1] <= span[1]]
    return min(inside, key=lambda found: (not found[1].literal, found[0] != span, found[1].pattern))[1]


def _length(span: Span, folded: Folded) -> int:
    """Return how long a place is as it is read: signs that nobody sees, and more than one blank, do not lengthen it."""
    return folded.offset(span[1]) - folded.offset(span[0])


def _in_order(findings: list[Finding], folded: Folded) -> list[Finding]:
    """Sort findings by place; of one family and severity keep, where they overlap, only the longest."""
    kept: list[Finding] = []
    for finding in sorted(findings, key=lambda item: (-_length((item.start, item.end), folded), item.start, item.rule)):
        alike = (finding.family, finding.severity)
        same = [(other.start, other.end) for other in kept
                if (other.family, other.severity) == alike and other.rule != finding.rule]  # fmt: skip
        if not _touches((finding.start, finding.end), same):
            kept.append(finding)
    return sorted(kept, key=lambda item: (item.start, item.end, -SEVERITIES.index(item.severity), item.rule))
