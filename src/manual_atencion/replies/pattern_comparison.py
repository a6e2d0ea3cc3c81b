"""Whether two patterns are the same, or one finds all that the other finds."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from functools import partial
from itertools import chain, islice
from typing import Final, TypeAlias

from .pattern_nodes import Choice, Gap, Lemma, Maybe, Number, Part, PatternNode, Word
from .patterns import Lexicon

MOST_ROWS: Final = 256  # a pattern that can be read in more ways is compared as it is written

Slot: TypeAlias = Word | Lemma | Number | Gap
Row: TypeAlias = tuple[Slot, ...]


def signature(node: PatternNode) -> Hashable:
    """Return what is equal for patterns that match the same.

    Args:
        node: the pattern; where its words stand in its source makes no difference.
    """
    rows = _rows(node)
    return node.at_start, node.at_end, node.parts if rows is None else rows


def covers(wide: PatternNode, narrow: PatternNode, lexicon: Lexicon) -> bool:
    """Tell whether a pattern surely finds all that another one finds, in the same places.

    Args:
        wide: the one that may make the other needless.
        narrow: the other one.
        lexicon: takes the forms of their lemmas.

    Returns:
        False also where it cannot be told easily.
    """
    if (wide.at_start and not narrow.at_start) or (wide.at_end and not narrow.at_end):
        return False
    wide_rows, narrow_rows = _rows(wide), _rows(narrow)
    if wide_rows is None or narrow_rows is None:
        return wide.parts == narrow.parts
    return all(row in wide_rows or any(_row_covers(other, row, lexicon) for other in wide_rows) for row in narrow_rows)


def _rows(node: PatternNode) -> frozenset[Row] | None:
    rows = list(islice(_readings(node.parts), MOST_ROWS + 1))
    return frozenset(rows) if len(rows) <= MOST_ROWS else None


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


def _row_covers(wide: Row, narrow: Row, lexicon: Lexicon) -> bool:
    if not wide or not narrow:
        return not wide and not narrow
    if isinstance(wide[0], Gap):
        return _gap_covers(wide, narrow, lexicon)
    return _slot_covers(wide[0], narrow[0], lexicon) and _row_covers(wide[1:], narrow[1:], lexicon)


def _gap_covers(wide: Row, narrow: Row, lexicon: Lexicon) -> bool:
    """Tell whether a row that begins with a gap covers another, whose words or smaller gap may stand in it."""
    most = wide[0].most if isinstance(wide[0], Gap) else 0
    used = 0
    for count in range(len(narrow) + 1):
        if used > most:
            return False
        if _row_covers(wide[1:], narrow[count:], lexicon):
            return True
        used += _most_words(narrow[count]) if count < len(narrow) else 0
    return False


def _most_words(slot: Slot) -> int:
    if isinstance(slot, Number):
        return 9
    return slot.most if isinstance(slot, Gap) else 1


def _slot_covers(wide: Slot, narrow: Slot, lexicon: Lexicon) -> bool:
    if wide == narrow:
        return True
    if isinstance(wide, Number):
        return isinstance(narrow, Word) and narrow.text.isdigit()
    if isinstance(narrow, (Number, Gap)) or isinstance(wide, Gap):
        return False
    return _words(narrow, lexicon) <= _words(wide, lexicon) and (_takes_enye(wide) or not _takes_enye(narrow))


def _words(slot: Word | Lemma, lexicon: Lexicon) -> set[str]:
    return {slot.text.replace("_", "n")} if isinstance(slot, Word) else set(lexicon.forms(slot))


def _takes_enye(slot: Word | Lemma) -> bool:
    return "_" in slot.text if isinstance(slot, Word) else "ñ" in slot.lemma
