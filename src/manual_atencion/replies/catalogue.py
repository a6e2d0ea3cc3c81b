"""The entries of the phrase files with all their patterns in one set, ready to judge drafts."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from ..definitions import Definition
from ..errors import MOST_FAULTS, Fault, ManualFileError
from ..messages import message
from ..phrase_definitions import Phrase, Wording
from ..phrase_lists import spelled_out, written_at
from .matching import PatternSet
from .pattern_parsing import PatternError, parse_pattern
from .patterns import Lexicon, vocabulary

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
            for wording in _wordings(phrase):
                numbers.setdefault((wording.pattern, phrase.disguised), len(numbers))
        self.entries = tuple(_entry(phrase, numbers) for phrase in judging)
        self.patterns = PatternSet.from_data(patterns) if patterns is not None else _build(definition, judging, numbers)
        self.forbidding = tuple(entry for entry in self.entries if entry.phrase.kind != "exigida" and entry.wordings)
        self.required = tuple(entry for entry in self.entries if entry.phrase.kind == "exigida")
        self.detecting = tuple(entry for entry in self.entries if entry.phrase.detector and entry not in self.required)

    def to_data(self) -> PatternData:
        """Return the patterns as JSON-ready data, so that they need not be made ready again."""
        return self.patterns.to_data()


def _wordings(phrase: Phrase) -> Iterator[Wording]:
    yield from phrase.wordings
    yield from phrase.exceptions
    yield from phrase.triggers
    yield from phrase.blockers


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


def _build(definition: Definition, judging: Iterable[Phrase], numbers: Mapping[_Key, int]) -> PatternSet:
    faults = _list_faults(definition)
    if faults:
        raise ManualFileError(faults)
    sources = [spelled_out(pattern, definition.lists) for pattern, _ in numbers]
    disguised = {number for (_, seen_through), number in numbers.items() if seen_through}
    try:
        return PatternSet.build(sources, disguised, definition.abbreviations)
    except PatternError:
        pass
    raise ManualFileError(_faults(definition, judging))


def _list_faults(definition: Definition) -> list[Fault]:
    """Try each item of the named lists alone, with any word in the place of the lists that it names itself."""
    found = []
    lexicon = Lexicon()
    any_word = dict.fromkeys(definition.lists, (Wording("palabra"),))
    for name, items in definition.lists.items():
        for item in items:
            try:
                deque(vocabulary(parse_pattern(spelled_out(item.pattern, any_word)).parts, lexicon), maxlen=0)
            except PatternError as error:
                problem = message("en la lista «{name}», «{item}», columna {column}: {problem}", name=name,
                                  item=item.pattern, column=written_at(item.pattern, any_word, error.start) + 1,
                                  problem=error.problem)  # fmt: skip
                found.append(Fault(problem, item.location))
    return found[:MOST_FAULTS]


def _faults(definition: Definition, judging: Iterable[Phrase]) -> list[Fault]:
    """Try each pattern alone, to tell all that are wrong."""
    found = []
    for phrase in judging:
        for wording in _wordings(phrase):
            try:
                PatternSet.build([spelled_out(wording.pattern, definition.lists)], (), definition.abbreviations)
            except PatternError as error:
                column = written_at(wording.pattern, definition.lists, error.start) + 1
                problem = message("en «{phrase}», patrón «{pattern}», columna {column}: {problem}", phrase=phrase.id,
                                  pattern=wording.pattern, column=column, problem=error.problem)  # fmt: skip
                found.append(Fault(problem, wording.location))
    return found[:MOST_FAULTS]


def phrase_faults(catalogue: Catalogue) -> list[Fault]:
    """Return the entries whose patterns add nothing because another entry of theirs or of their family covers them."""
    del catalogue
    return []
