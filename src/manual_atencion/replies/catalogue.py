"""The entries of the phrase files with all their patterns in one set, ready to judge drafts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from ..definitions import Definition
from ..errors import ManualFileError
from ..phrase_definitions import Phrase, Wording
from ..phrase_lists import spelled_out
from .matching import PatternSet
from .pattern_parsing import PatternError

if TYPE_CHECKING:
    from .pattern_data import PatternData

_Key = tuple[str, bool]  # a pattern, and whether it is matched through disguise


class Entry(NamedTuple):
    """One entry that judges drafts, with the numbers of its patterns.

    Args:
        phrase: the entry.
        wordings: what it looks for, by pattern number.
        numbers: the pattern numbers of the wordings.
        exceptions: patterns whose matches are left alone.
        triggers: patterns of which a draft must contain one; empty for every draft.
        blockers: patterns of which a draft may contain none.
    """

    phrase: Phrase
    wordings: Mapping[int, Wording]
    numbers: frozenset[int]
    exceptions: frozenset[int]
    triggers: frozenset[int]
    blockers: frozenset[int]


class Catalogue:
    """All entries that judge drafts; immutable.

    Args:
        definition: the manual.
        patterns: its patterns made ready earlier, by `to_data`; without them they are made ready now.

    Raises:
        ManualFileError: patterns are wrong; each with its place.
    """

    def __init__(self, definition: Definition, patterns: PatternData | None = None) -> None:
        judging = [phrase for phrase in definition.phrases.values() if phrase.kind != "aprobada"]
        numbers: dict[_Key, int] = {}
        for phrase in judging:
            for wording in phrase.patterns:
                numbers.setdefault((wording.pattern, phrase.disguised), len(numbers))
        self.entries = tuple(_entry(phrase, numbers) for phrase in judging)
        self.patterns = PatternSet.from_data(patterns) if patterns is not None else _build(definition, numbers)
        self.forbidding = tuple(entry for entry in self.entries if entry.phrase.kind != "exigida" and entry.wordings)
        self.required = tuple(entry for entry in self.entries if entry.phrase.kind == "exigida")
        self.detecting = tuple(entry for entry in self.entries if entry.phrase.detector and entry not in self.required)

    def to_data(self) -> PatternData:
        """Return the patterns as JSON-ready data, so that they need not be made ready again."""
        return self.patterns.to_data()


def _entry(phrase: Phrase, numbers: Mapping[_Key, int]) -> Entry:
    def of(wordings: Iterable[Wording]) -> frozenset[int]:
        return frozenset(numbers[wording.pattern, phrase.disguised] for wording in wordings)

    return Entry(
        phrase=phrase,
        wordings={numbers[wording.pattern, phrase.disguised]: wording for wording in reversed(phrase.wordings)},
        numbers=of(phrase.wordings),
        exceptions=of(phrase.exceptions),
        triggers=of(phrase.triggers),
        blockers=of(phrase.blockers),
    )


def _build(definition: Definition, numbers: Mapping[_Key, int]) -> PatternSet:
    sources = [spelled_out(pattern, definition.lists) for pattern, _ in numbers]
    disguised = {number for (_, seen_through), number in numbers.items() if seen_through}
    try:
        return PatternSet.build(sources, disguised, definition.abbreviations)
    except PatternError:
        pass
    from .phrase_faults import pattern_faults

    raise ManualFileError(pattern_faults(definition))
