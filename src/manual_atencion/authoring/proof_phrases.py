"""Phrases that forbid what another approves, and approved wording that fails its own checker."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import partial
from typing import Any

from ..conditions import ALWAYS, Condition
from ..definitions import Definition, Rule, Source
from ..manual import Manual
from ..messages import message
from ..phrase_definitions import Phrase
from ..replies.pattern_data import PatternData
from .case_writing import CaseFacts
from .flaws import Flaw, Undecided, decided
from .regions import Region
from .situations import Situations

_NOWHERE_WRITTEN = Source(None, "")
_IDENTITY, _HIDDEN = "identidad", ("anonima", "reservada")


def phrase_flaws(manual: Manual, patterns: PatternData, day: date | None) -> Iterable[Flaw | Undecided]:
    """Yield the approved phrases in which the manual's own checker finds an error, in a case in which both hold.

    Args:
        manual: the manual.
        patterns: its patterns, made ready.
        day: a day of the period that is looked at.
    """
    yield from _Phrases(manual, patterns, day).flaws()


class _Phrases:
    def __init__(self, manual: Manual, patterns: PatternData, day: date | None) -> None:
        self._manual = manual
        self._day = day
        self._phrases = manual.definition.phrases
        self._situations = Situations(_conditions_only(manual.definition), day)
        everywhere = {name: phrase._replace(condition=ALWAYS) for name, phrase in self._phrases.items()}
        self._strictest = Manual(manual.definition._replace(phrases=everywhere), checked=True,
                                 patterns=patterns)  # fmt: skip
        self._given = tuple(self._consistent())
        self._slots = {slot.name: slot.example for slot in manual.definition.slots.values()}
        self._personal = frozenset(slot.name for slot in manual.definition.slots.values() if slot.personal)

    def flaws(self) -> Iterator[Flaw | Undecided]:
        for phrase in self._phrases.values():
            if phrase.kind == "aprobada":
                for region in self._forms(phrase):
                    yield from decided("script_fails", (phrase.id,), self._failing(phrase, region))

    def _forms(self, phrase: Phrase) -> Iterator[Region]:
        """Yield where each form of a phrase is the one offered."""
        regions = self._situations.regions
        left = self._situations.applies(phrase.id)
        for number in range(len(phrase.forms)):
            holds = self._situations.applies(_form_id(phrase, number))
            yield regions.meet(left, holds)
            left = regions.minus(left, holds)
        yield left

    def _consistent(self) -> Iterator[Region]:
        """Yield the regions outside which somebody gave a deducible fact otherwise than the rules deduce it."""
        situations = self._situations
        for rule in situations.compiled.rules:
            if rule.kind == "deduce":
                fact = situations.index[rule.fact]
                cells = situations.compiled.cells[fact]
                agreeing = situations.regions.where(fact, 1 << cells.count | 1 << cells.reader()(rule.value))
                yield situations.regions.outside(situations.regions.minus(situations.applies(rule.id), agreeing))

    def _failing(self, phrase: Phrase, offered: Region) -> Iterator[Flaw]:
        some = self._situations.any_case(offered, *self._given)
        if some is None:
            return
        for name in sorted(self._errors(self._strictest, phrase, some)):
            case = self._situations.any_case(offered, self._situations.applies(name), *self._given)
            if case is not None and name in self._errors(self._manual, phrase, case):
                yield self._flaw(phrase, self._phrases[name], case)

    def _errors(self, manual: Manual, phrase: Phrase, case: CaseFacts) -> set[str]:
        """Return the entries that find an error in a phrase as it is offered in a case; slots left open are none."""
        slots: dict[str, Any] = self._filled(case)
        offer = self._manual.phrase(phrase.id, case, **slots)
        open_slots = {f"{{{name}}}" for name in offer.open_slots}
        verdict = manual.check(offer.text, case, as_of=self._day, slots=slots)
        return {finding.rule for finding in verdict.findings
                if finding.severity == "error" and finding.start < finding.end
                and offer.text[finding.start : finding.end] not in open_slots}  # fmt: skip

    def _filled(self, case: CaseFacts) -> dict[str, str]:
        hidden = self._personal if case.get(_IDENTITY) in _HIDDEN else ()
        return {name: value for name, value in self._slots.items() if name not in hidden}

    def _flaw(self, phrase: Phrase, against: Phrase, case: CaseFacts) -> Flaw:
        report = partial(Flaw, subjects=(phrase.id, against.id), place=phrase.location, related=against.location,
                         case=case)  # fmt: skip
        if against.detector:
            problem = message("la frase aprobada «{phrase}» no pasa la revisión: «{other}» encuentra un error en ella",
                              phrase=phrase.id, other=against.id)  # fmt: skip
            return report(kind="script_fails", message=problem)
        problem = message("la frase «{other}» prohíbe palabras de «{phrase}», que está aprobada",
                          phrase=phrase.id, other=against.id)  # fmt: skip
        return report(kind="phrases_conflict", message=problem)


def _conditions_only(definition: Definition) -> Definition:
    """Return the manual with one rule for the condition of each phrase and form, beside those that deduce facts."""
    rules = {name: rule for name, rule in definition.rules.items() if rule.kind == "deduce"}
    for phrase in definition.phrases.values():
        rules[phrase.id] = _asking(phrase.id, phrase.condition, phrase)
        for number, form in enumerate(phrase.forms):
            name = _form_id(phrase, number)
            rules[name] = _asking(name, form.condition, phrase)
    return definition._replace(rules=rules, steps={}, terminals={}, procedures={})


def _asking(name: str, condition: Condition, phrase: Phrase) -> Rule:
    return Rule(name, "asigna", condition, _NOWHERE_WRITTEN, valid_from=phrase.valid_from,
                valid_until=phrase.valid_until)  # fmt: skip


def _form_id(phrase: Phrase, number: int) -> str:
    return f"{phrase.id}#{number}"
