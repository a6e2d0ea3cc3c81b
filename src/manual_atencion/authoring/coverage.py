"""The statements of the slides against the manual's entries, both ways."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple

from ..answers import JsonObject
from ..definitions import Definition, Statement

EntryKind = Literal["rule", "phrase", "step", "act", "fact"]
State = Literal["literal", "interpreted", "vocabulary", "not_encodable", "uncovered"]


class Citation(NamedTuple):
    """An entry of the manual that takes up a statement.

    Args:
        kind: what kind of entry.
        id: its id.
        reading: `literal` or `interpretacion`; empty for steps, acts and facts, which name and do not order.
        reason: why it reads the slide so, where it interprets.
    """

    kind: EntryKind
    id: str
    reading: str = ""
    reason: str = ""


class CoveredStatement(NamedTuple):
    """One statement and the entries that take it up."""

    statement: Statement
    citations: tuple[Citation, ...]

    @property
    def state(self) -> State:
        """How the statement is taken up; `vocabulary` where only steps, acts or facts name it."""
        readings = {citation.reading for citation in self.citations}
        if "literal" in readings:
            return "literal"
        if "interpretacion" in readings:
            return "interpreted"
        if readings:
            return "vocabulary"
        return "not_encodable" if self.statement.not_encodable else "uncovered"

    def to_dict(self) -> JsonObject:
        """Return it as JSON-ready data."""
        return {
            "statement": self.statement.number,
            "page": self.statement.page,
            "quote": self.statement.quote,
            "state": self.state,
            "entries": [citation._asdict() for citation in self.citations],
            "not_encodable": self.statement.not_encodable,
        }


class Coverage(NamedTuple):
    """All statements of a manual with what takes them up, and the entries that take up none.

    Args:
        statements: in order of their numbers.
        without_statement: the rules and phrases that cite a slide but no statement of it, or another document.
    """

    statements: tuple[CoveredStatement, ...]
    without_statement: tuple[Citation, ...]

    @property
    def complete(self) -> bool:
        """Whether every statement is taken up, or listed with the reason why none can."""
        return not any(item.state == "uncovered" for item in self.statements)

    def counts(self) -> dict[State, int]:
        """Return how many statements are in each state."""
        found: dict[State, int] = dict.fromkeys(
            ("literal", "interpreted", "vocabulary", "not_encodable", "uncovered"), 0
        )  # fmt: skip
        for item in self.statements:
            found[item.state] += 1
        return found

    def pages(self) -> dict[int, list[CoveredStatement]]:
        """Return the statements by slide."""
        found: dict[int, list[CoveredStatement]] = defaultdict(list)
        for item in self.statements:
            found[item.statement.page].append(item)
        return dict(sorted(found.items()))

    def to_dict(self) -> JsonObject:
        """Return it as JSON-ready data."""
        return {
            "complete": self.complete,
            "counts": self.counts(),
            "statements": [item.to_dict() for item in self.statements],
            "without_statement": [{"kind": item.kind, "id": item.id} for item in self.without_statement],
        }


def coverage(definition: Definition) -> Coverage:
    """Lay the statements of a manual beside the entries that take them up.

    Args:
        definition: the manual.
    """
    cited: dict[int, list[Citation]] = defaultdict(list)
    without: list[Citation] = []
    for citation, numbers in _citations(definition):
        for number in numbers:
            cited[number].append(citation)
        if not numbers and citation.reading:
            without.append(citation)
    named = _named_phrases(definition)
    return Coverage(
        tuple(
            CoveredStatement(statement, tuple(dict.fromkeys([*cited[number], *named.get(number, ())])))
            for number, statement in sorted(definition.statements.items())
        ),
        tuple(without),
    )


def _citations(definition: Definition) -> Iterator[tuple[Citation, tuple[int, ...]]]:
    for rule in definition.rules.values():
        yield Citation("rule", rule.id, rule.source.reading, rule.source.reason), rule.source.statements
    for phrase in definition.phrases.values():
        yield Citation("phrase", phrase.id, phrase.source.reading, phrase.source.reason), phrase.source.statements
    for step in definition.steps.values():
        yield Citation("step", step.id), step.statements
    for act in definition.acts.values():
        yield Citation("act", act.id), act.statements
    for name, fact in definition.vocabulary.items():
        yield Citation("fact", name), fact.statements


def _named_phrases(definition: Definition) -> Mapping[int, tuple[Citation, ...]]:
    """Return, by statement, the phrase that the statement itself names."""
    phrases = definition.phrases
    return {
        number: (Citation("phrase", name, phrases[name].source.reading, phrases[name].source.reason),)
        for number, statement in definition.statements.items()
        if (name := statement.phrase)
    }
