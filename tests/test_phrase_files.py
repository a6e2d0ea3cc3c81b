"""The packaged manual's phrase files: examples both ways, approved wording that passes its own checker."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from itertools import product
from typing import Any

import pytest

from manual_atencion import Manual
from manual_atencion import conditions as language
from manual_atencion.phrase_definitions import Phrase, PhraseExample
from manual_atencion.replies.verdict import Finding

MANUAL = Manual.load()
PHRASES = MANUAL.definition.phrases
JUDGING = [phrase for phrase in PHRASES.values() if phrase.kind != "aprobada"]
APPROVED = [phrase for phrase in PHRASES.values() if phrase.kind == "aprobada"]
FAMILIES = {
    "carino", "impotencia", "pongase_en_mi_lugar", "si_pero", "tantos_casos", "obscenidad", "culpa_a_companero",
    "promesa_incumplible", "disculpa_indebida", "falta_disculpa", "falta_identificacion", "falta_plazo", "tecnicismo",
    "desinteres", "provocacion",
}  # fmt: skip
MOST_CASES = 400

EXAMPLES = [
    pytest.param(phrase, example, id=f"{phrase.id}-{kind}-{number}")
    for phrase in JUDGING
    for kind, examples in (("marca", phrase.marks), ("no_marca", phrase.passes))
    for number, example in enumerate(examples)
]


def findings_of(phrase: Phrase, example: PhraseExample) -> list[Finding]:
    reading = phrase.detector == "lectura_dificil"
    verdict = MANUAL.check(example.text, example.case, reading=reading)
    return [finding for finding in verdict.findings if finding.rule == phrase.id]


@pytest.mark.parametrize(("phrase", "example"), EXAMPLES)
def test_an_example_is_marked_or_not_as_its_file_says(phrase: Phrase, example: PhraseExample) -> None:
    found = findings_of(phrase, example)
    assert bool(found) == (example in phrase.marks)
    if example.fragment:
        assert example.fragment in [example.text[finding.start : finding.end] for finding in found]


def test_every_family_of_the_design_has_an_entry() -> None:
    assert {phrase.family for phrase in JUDGING} >= FAMILIES


def test_an_entry_is_called_after_its_family() -> None:
    astray = [phrase.id for phrase in JUDGING if not phrase.id.partition(".")[2]]
    assert astray == []


@pytest.mark.parametrize("phrase", APPROVED, ids=lambda phrase: phrase.id)
def test_an_approved_phrase_says_what_its_examples_say(phrase: Phrase) -> None:
    for example in phrase.offers:
        assert MANUAL.phrase(phrase.id, example.case, **dict[str, Any](example.slots)).text == example.text


def contexts(phrase: Phrase) -> Iterator[Mapping[str, object]]:
    """Every combination of the facts that decide whether a phrase is offered, and how; a sample where they are many."""
    conditions = [phrase.condition, *(form.condition for form in phrase.forms)]
    named = {test.fact for condition in conditions for test in language.tests_of(condition)} | {"identidad", "hora"}
    choices = {name: _values(name) if name == "hora" else (*_values(name), "desconocido") for name in sorted(named)}
    cases = [dict(zip(choices, values, strict=True)) for values in product(*choices.values())]
    if len(cases) > MOST_CASES:
        cases = random.Random(phrase.id).sample(cases, MOST_CASES)
    yield from cases


def _values(name: str) -> tuple[object, ...]:
    fact = MANUAL.facts[name]
    if fact.kind == "hora":
        return "08:00", "15:00", "21:00"
    if fact.kind == "numero":
        return fact.minimum, fact.maximum
    return ("2026-11-20T09:00:00-05:00",) if fact.kind == "instante" else fact.values


SLOTS: dict[str, Any] = {slot.name: slot.example for slot in MANUAL.definition.slots.values()}


@pytest.mark.parametrize("phrase", APPROVED, ids=lambda phrase: phrase.id)
def test_approved_wording_passes_the_checker_wherever_it_is_offered(phrase: Phrase) -> None:
    tried = 0
    for case in contexts(phrase):
        context = MANUAL._contexts.read(MANUAL.case(case), None)
        if context.status(phrase.id) is False:
            continue
        tried += 1
        anonymous = case["identidad"] in ("anonima", "reservada")
        kept = [slot.name for slot in MANUAL.definition.slots.values() if not (anonymous and slot.personal)]
        slots = {name: SLOTS[name] for name in kept}
        offer = MANUAL.phrase(phrase.id, case, **slots)
        verdict = MANUAL.check(offer.text, case, slots=slots)
        wrong = [f"{finding.rule} {offer.text[finding.start : finding.end]}" for finding in verdict.findings
                 if finding.start < finding.end and finding.severity == "error"]  # fmt: skip
        assert (wrong, offer.text) == ([], offer.text), case
    assert tried


PAIRS = [pytest.param(phrase, name, id=f"{phrase.id}-{name}")
         for phrase in JUDGING for name in phrase.suggests if phrase.kind == "exigida"]  # fmt: skip


@pytest.mark.parametrize(("phrase", "suggested"), PAIRS)
def test_wording_offered_for_what_is_missing_is_what_was_missing(phrase: Phrase, suggested: str) -> None:
    for example in phrase.marks:
        context = MANUAL._contexts.read(MANUAL.case(example.case), None)
        if context.status(phrase.id) and context.status(suggested) is not False:
            text = f"{example.text}\n\n{MANUAL.phrase(suggested, example.case, **SLOTS).text}"
            assert not [finding for finding in MANUAL.check(text, example.case).findings if finding.rule == phrase.id]
