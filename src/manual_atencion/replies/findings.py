"""From a judged place in a draft to the finding that people see: how grave, why, what to write instead."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal, NamedTuple, Protocol

from ..answers import Missing
from ..conditions import Condition
from ..definitions import Definition
from ..facts import Value
from ..phrase_definitions import Phrase, Severity
from .folding import Folded
from .offers import Offers
from .places import after_greeting, end_of, position, removal
from .slots import SlotValues
from .verdict import Finding, Fix, Suggestion

_MILDER: Mapping[Severity, Severity] = {"error": "warning", "warning": "warning", "advice": "advice"}


_OPEN_SLOT = re.compile(r"\{[a-z_]+\}")


class OpenFactsLike(Protocol):
    """The unknown facts that decide a condition; see `decisions.context.OpenFacts`."""

    @property
    def facts(self) -> tuple[str, ...]:
        """Their names, the most telling first."""

    @property
    def alone(self) -> bool:
        """Whether each of them alone could make the condition true."""


class CaseContext(Protocol):
    """What is known of a case; see `decisions.context.Context`."""

    def status(self, name: str) -> bool | None:
        """Return whether a phrase's condition holds; None where a missing fact decides."""

    def holds(self, condition: Condition) -> bool | None:
        """Return whether any condition holds; None where a missing fact decides."""

    def used(self) -> dict[str, Value]:
        """Return the known facts on which phrases depend."""

    def open_facts(self, name: str) -> OpenFactsLike:
        """Return the unknown facts that decide a phrase's condition."""

    @property
    def values(self) -> Mapping[str, Value]:
        """The facts that are known."""


class Draft(NamedTuple):
    """One draft under judgement.

    Args:
        folded: its words.
        context: what is known of its case.
        slots: the values of slots that the host gave.
    """

    folded: Folded
    context: CaseContext
    slots: SlotValues


class FindingMaker:
    """Makes findings for one manual; immutable.

    Args:
        definition: the manual.
        offers: fills its approved phrases.
    """

    def __init__(self, definition: Definition, offers: Offers) -> None:
        self._facts = definition.vocabulary
        self._offers = offers

    def found(
        self, phrase: Phrase, span: tuple[int, int], wording: Literal["literal", "variant"], plain: str, draft: Draft
    ) -> Finding:
        """Return the finding of a wording that stands in a draft."""
        start, end = span
        if plain:
            replacement = plain[:1].upper() + plain[1:] if draft.folded.text[start].isupper() else plain
            fix = Fix(start, end, replacement) if phrase.fixable else None
            return self._finding(phrase, span, wording, (Suggestion("", replacement),), fix, draft)
        fix = removal(draft.folded.text, start, end) if phrase.removable else None
        return self._finding(phrase, span, wording, self._suggestions(phrase, draft), fix, draft)

    def absent(self, phrase: Phrase, draft: Draft) -> Finding:
        """Return the finding of a wording that a draft lacks."""
        place = end_of(draft.folded.text) if phrase.at_end else after_greeting(draft.folded)
        suggestions = self._suggestions(phrase, draft)
        whole = next((item.text for item in suggestions if "{" not in item.text), "") if phrase.fixable else ""
        fix = Fix(place, place, f" {whole}" if phrase.at_end else f"{whole} ") if whole else None
        return self._finding(phrase, (place, place), "", suggestions, fix, draft)

    def missing(self, facts: tuple[str, ...], settles: tuple[str, ...]) -> tuple[Missing, ...]:
        """Return the questions for some facts."""
        return tuple(Missing(name, self._facts[name].question, settles) for name in facts)

    def _suggestions(self, phrase: Phrase, draft: Draft) -> tuple[Suggestion, ...]:
        context = draft.context
        offers = [
            self._offers.fill(name, context.holds, context.values, draft.slots)
            for name in phrase.suggests if context.status(name) is not False
        ]  # fmt: skip
        return tuple(Suggestion(offer.id, offer.text) for offer in offers if _says_something(offer.text))

    def _finding(
        self, phrase: Phrase, span: tuple[int, int], wording: Literal["literal", "variant", ""],
        suggestions: tuple[Suggestion, ...], fix: Fix | None, draft: Draft,
    ) -> Finding:  # fmt: skip
        is_open = draft.context.status(phrase.id) is None
        settled_by = self.missing(draft.context.open_facts(phrase.id).facts, (phrase.id,)) if is_open else ()
        line, column = position(draft.folded.text, span[0])
        return Finding(
            rule=phrase.id,
            family=phrase.family,
            severity=_MILDER[phrase.severity] if is_open else phrase.severity,
            start=span[0],
            end=span[1],
            line=line,
            column=column,
            message=phrase.message,
            suggestions=suggestions,
            page=phrase.source.page,
            quote=phrase.source.quote,
            wording=wording,
            fix=fix,
            settled_by=settled_by,
        )


def _says_something(text: str) -> bool:
    """Return whether an offer has words of its own beside its open slots."""
    return bool(_OPEN_SLOT.sub("", text).strip(" .,;:¿?¡!"))
