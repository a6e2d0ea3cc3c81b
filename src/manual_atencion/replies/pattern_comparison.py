"""Which patterns are needless because others find all that they find."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain, islice
from typing import Final, NamedTuple, TypeAlias

from .pattern_nodes import Choice, Gap, Lemma, Maybe, Number, Part, PatternNode, Word
from .patterns import Lexicon

MOST_ROWS: Final = 256  # a pattern that can be read in more ways is not compared

_ANY_NUMBER: Final = frozenset({"#"})

Slot: TypeAlias = Word | Lemma | Number | Gap
Row: TypeAlias = tuple[Slot, ...]


class _Reading(NamedTuple):
    """One way in which a pattern can be read."""

    pattern: int
    at_start: bool
    at_end: bool
    row: Row


def needless(patterns: Sequence[PatternNode], lexicon: Lexicon) -> dict[int, int]:
    """Return the patterns that find nothing which the others do not find in the same places.

    Args:
        patterns: those of one entry; of two that are the same, the later one is needless.
        lexicon: takes the forms of their lemmas.

    Returns:
        By the number of a needless pattern, the number of one that covers it or a part of it. A pattern that can be
        read in more than MOST_ROWS ways is needless only where an earlier one is written the same.
    """
    readings = [_pattern_readings(number, node) for number, node in enumerate(patterns)]
    index = _Index(chain.from_iterable(readings), lexicon)
    found: dict[int, int] = {}
    for number in reversed(range(len(patterns))):
        other = index.covering_all(readings[number], {number, *found})
        earlier = patterns.index(patterns[number]) if other is None else other
        if earlier != number:
            found[number] = earlier
    return dict(sorted(found.items()))


def covered(patterns: Sequence[PatternNode], others: Sequence[PatternNode], lexicon: Lexicon) -> dict[int, int]:
    """Return the patterns all of whose finds other patterns find too, in the same places.

    Args:
        patterns: those asked about.
        others: those that may cover them.
        lexicon: takes the forms of their lemmas.

    Returns:
        By the number of a covered pattern, the number of one that covers it or a part of it.
    """
    index = _Index(chain.from_iterable(_pattern_readings(number, node) for number, node in enumerate(others)), lexicon)
    found = {number: index.covering_all(_pattern_readings(number, node), ()) for number, node in enumerate(patterns)}
    return {number: other for number, other in found.items() if other is not None}


def _pattern_readings(number: int, node: PatternNode) -> list[_Reading]:
    rows = list(islice(_readings(node.parts), MOST_ROWS + 1))
    return [_Reading(number, node.at_start, node.at_end, row) for row in rows] if len(rows) <= MOST_ROWS else []


class _Index:
    """The readings of many patterns by the words with which they can begin and end, as bit sets."""

    def __init__(self, readings: Iterable[_Reading], lexicon: Lexicon) -> None:
        self._comparison = _Comparison(lexicon)
        self._readings = list(readings)
        self._first: dict[str, int] = defaultdict(int)
        self._last: dict[str, int] = defaultdict(int)
        for ends, at in ((self._first, 0), (self._last, -1)):
            by_slot: dict[Slot, int] = defaultdict(int)
            for number, reading in enumerate(self._readings):
                by_slot[reading.row[at]] |= 1 << number
            for slot, bits in by_slot.items():
                for word in self._end_words(slot):
                    ends[word] |= bits

    def covering_all(self, readings: Iterable[_Reading], without: Container[int]) -> int | None:
        """Return a pattern that covers the first of some readings, where each is covered; None where one is not.

        Args:
            readings: all of one pattern.
            without: numbers of patterns that do not count.
        """
        covering = [self._covering(reading, without) for reading in readings]
        return None if None in covering else next(iter(covering), None)

    def _covering(self, narrow: _Reading, without: Container[int]) -> int | None:
        candidates = self._with(self._first, narrow.row[0]) & self._with(self._last, narrow.row[-1])
        while candidates:
            lowest = candidates & -candidates
            wide = self._readings[lowest.bit_length() - 1]
            if wide.pattern not in without and self._covers(wide, narrow):
                return wide.pattern
            candidates ^= lowest
        return None

    def _with(self, ends: Mapping[str, int], slot: Slot) -> int:
        """Return the readings that can have at an end what a slot stands for; one of its words decides."""
        word = next(iter(self._end_words(slot)))
        return ends[word] | (ends["#"] if word.isdigit() else 0)

    def _covers(self, wide: _Reading, narrow: _Reading) -> bool:
        if (wide.at_start and not narrow.at_start) or (wide.at_end and not narrow.at_end):
            return False
        return self._comparison.row_covers(wide.row, narrow.row)

    def _end_words(self, slot: Slot) -> frozenset[str]:
        return self._comparison.words(slot) if isinstance(slot, (Word, Lemma)) else _ANY_NUMBER


def _readings(parts: tuple[Part, ...]) -> Iterator[Row]:
    """Yield every row of words, forms, numbers and gaps that parts can be read as."""
    if not parts:
        yield ()
        return
    rest = partial(_readings, parts[1:])
    for first in _first_readings(parts[0]):
        for others in rest():
            yield first + others


def _first_readings(part: Part) -> Iterator[Row]:
    if isinstance(part, Maybe):
        return chain([()], _readings(part.parts))
    if isinstance(part, Choice):
        return chain.from_iterable(map(_readings, part.branches))
    return iter([(part,)])


class _Comparison:
    """Compares readings; the words of each slot are worked out once."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._known: dict[Word | Lemma, frozenset[str]] = {}

    def words(self, slot: Word | Lemma) -> frozenset[str]:
        """Return the words that can stand in a slot."""
        found = self._known.get(slot)
        if found is None:
            forms = [slot.text.replace("_", "n")] if isinstance(slot, Word) else self._lexicon.forms(slot)
            found = self._known[slot] = frozenset(forms)
        return found

    def row_covers(self, wide: Row, narrow: Row) -> bool:
        """Tell whether a row of slots finds all that another one finds, in the same places."""
        if not wide or not narrow:
            return not wide and not narrow
        if isinstance(wide[0], Gap):
            return self._gap_covers(wide[0].most, wide[1:], narrow)
        return self._slot_covers(wide[0], narrow[0]) and self.row_covers(wide[1:], narrow[1:])

    def _gap_covers(self, most: int, rest: Row, narrow: Row) -> bool:
        """Tell whether a gap with the rest of its row covers a row, whose words or smaller gap may stand in it."""
        used = 0
        for count in range(len(narrow) + 1):
            if used > most:
                return False
            if self.row_covers(rest, narrow[count:]):
                return True
            used += _most_words(narrow[count]) if count < len(narrow) else 0
        return False

    def _slot_covers(self, wide: Slot, narrow: Slot) -> bool:
        if wide == narrow:
            return True
        if isinstance(wide, Number):
            return isinstance(narrow, Word) and narrow.text.isdigit()
        if isinstance(narrow, (Number, Gap)) or isinstance(wide, Gap):
            return False
        return self.words(narrow) <= self.words(wide) and (_takes_enye(wide) or not _takes_enye(narrow))


def _most_words(slot: Slot) -> int:
    if isinstance(slot, Number):
        return 9
    return slot.most if isinstance(slot, Gap) else 1


def _takes_enye(slot: Word | Lemma) -> bool:
    return "_" in slot.text if isinstance(slot, Word) else "ñ" in slot.lemma
