"""The whole proof of a manual: everything that can be wrong with it, over all its cases. Start reading here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from ..answers import JsonObject
from ..decisions.compiler import compile_definition
from ..errors import Location
from ..loading import define, sections_of
from ..manual import Manual
from ..messages import DEFAULT_LOCALE
from ..replies.catalogue import Catalogue
from ..rights_floor import floor_of
from .agreement import Agreement, agreement
from .flaws import Flaw, Ground, Undecided
from .proof_deadlines import deadline_flaws
from .proof_floor import concerns_floor, floor_flaws
from .proof_loops import loop_flaws
from .proof_phrases import phrase_flaws
from .proof_rules import rule_flaws
from .proof_steps import step_flaws
from .search import MOST_STEPS
from .situations import Situations, periods
from .stories import example, outcome, tell

SAMPLE = 300

_CHECKS = (rule_flaws, step_flaws, deadline_flaws, loop_flaws)


class Proof(NamedTuple):
    """What the proof of a manual came to.

    Args:
        manual: the manual, without what its rights floor refused.
        flaws: everything wrong, by place.
        undecided: the questions for which the budget did not suffice.
        agreement: how the two engines compare.
        periods: how many periods with different rules were looked at.
    """

    manual: Manual
    flaws: tuple[Flaw, ...]
    undecided: tuple[Undecided, ...]
    agreement: Agreement
    periods: int

    @property
    def holds(self) -> bool:
        """Whether nothing is wrong, nothing was left undecided, and the engines do not differ."""
        return not self.flaws and not self.undecided and self.agreement.difference is None

    def story(self, flaw: Flaw, locale: str = DEFAULT_LOCALE) -> str:
        """Return the case that shows a flaw as a short story, with what the manual decides in it."""
        if flaw.case is None:
            return ""
        decided = outcome(self.manual.decide(flaw.case)).render(locale)
        return f"{tell(self.manual.definition, flaw.case, locale)} {decided}"

    def example(self, flaw: Flaw) -> str:
        """Return the case that shows a flaw as an example to paste: into the rule, or the phrase that forbids."""
        if flaw.case is None:
            return ""
        if flaw.subjects and flaw.subjects[0] in self.manual.definition.phrases:
            return example(flaw.case, "no_marca", self.manual.phrase(flaw.subjects[0], flaw.case).text)
        named = {name for name in flaw.subjects if name in self.manual.definition.rules}
        applied = {reason.rule for reason in self.manual.match(flaw.case)}
        return example(flaw.case, "aplica" if named <= applied else "no_aplica")

    def to_dict(self, locale: str = DEFAULT_LOCALE) -> JsonObject:
        """Return the proof as JSON-ready data."""
        definition, found = self.manual.definition, self.agreement
        return {
            "holds": self.holds,
            "manual": {"id": definition.id, "version": definition.version, "digest": definition.digest},
            "proved": {"rules": len(definition.rules), "steps": len(definition.steps), "periods": self.periods},
            "flaws": [
                {
                    "kind": flaw.kind,
                    "subjects": list(flaw.subjects),
                    "message": flaw.message.render(locale),
                    "place": _place(flaw.place),
                    "related": _place(flaw.related),
                    "case": None if flaw.case is None else dict(flaw.case),
                    "story": self.story(flaw, locale) or None,
                    "example": self.example(flaw) or None,
                }
                for flaw in self.flaws
            ],
            "undecided": [{"kind": item.kind, "subjects": list(item.subjects)} for item in self.undecided],
            "agreement": {
                "examples": found.examples,
                "sampled": found.sampled,
                "difference": found.difference,
                "case": None if found.case is None else dict(found.case),
                "unavailable": found.unavailable.render(locale) if found.unavailable else None,
            },
        }


def prove(folder: str | Path | None = None, *, most_steps: int = MOST_STEPS, sample: int = SAMPLE) -> Proof:
    """Prove the packaged manual, or a folder layered over it.

    Args:
        folder: an overlay, or a manual of its own; None for the packaged one.
        most_steps: how many steps one question may take before it is left undecided.
        sample: how many random cases both engines decide.

    Raises:
        ManualFileError: the files cannot be read, so that there is nothing to prove.
    """
    located, unread, refused = sections_of(None if folder is None else Path(folder))
    floor = floor_of(located.mapping)
    touching = [fault for fault in refused if concerns_floor(fault, floor)]
    definition = define(located, unread, [fault for fault in refused if fault not in touching])
    compiled = compile_definition(definition)
    patterns = Catalogue(definition).to_data()
    manual = Manual(definition, checked=True, patterns=patterns)
    days = periods(definition, compiled)
    grounds = [Ground(Situations(definition, day, compiled=compiled, most_steps=most_steps), located) for day in days]
    found: list[Flaw | Undecided] = list(floor_flaws(grounds[-1], touching))
    for ground, day in zip(grounds, days, strict=True):
        for check in _CHECKS:
            found += check(ground)
        found += phrase_flaws(manual, patterns, day)
    return Proof(
        manual=manual,
        flaws=tuple(sorted(_lasting(found, grounds), key=lambda flaw: (flaw.place or Location(""), flaw.subjects))),
        undecided=tuple(dict.fromkeys(item for item in found if isinstance(item, Undecided))),
        agreement=agreement(manual, grounds[-1].situations, sample),
        periods=len(days),
    )


def _lasting(found: Iterable[Flaw | Undecided], grounds: list[Ground]) -> list[Flaw]:
    """Return each flaw once; one that must be seen always, only where every period has it that its rules are in."""
    seen: dict[tuple[Any, ...], list[Flaw]] = {}
    for flaw in found:
        if isinstance(flaw, Flaw):
            seen.setdefault((flaw.kind, flaw.subjects), []).append(flaw)
    return [flaws[0] for flaws in seen.values() if not flaws[0].always or len(flaws) == _concerned(flaws[0], grounds)]


def _concerned(flaw: Flaw, grounds: list[Ground]) -> int:
    return sum(
        all(ground.situations.in_force(name) for name in flaw.subjects if name in ground.definition.rules)
        for ground in grounds
    )


def _place(place: Location | None) -> Mapping[str, object] | None:
    return None if place is None else {"file": place.file, "line": place.line, "column": place.column}
