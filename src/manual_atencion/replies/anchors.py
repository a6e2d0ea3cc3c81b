"""The words that a text must have for a pattern to match: by them a text is known to be worth a look."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple, TypeAlias

from .common_words import commonness
from .pattern_nodes import Choice, Lemma, Part, PatternNode, Word
from .patterns import Abbreviations, Lexicon, reference

_MOST_ROWS: Final = 40
_MOST_SLOTS: Final = 4


class Slot(NamedTuple):
    """Words of which one stands in every match, as `listed_words` takes them, and how common they are together."""

    weight: float
    words: str


Row: TypeAlias = tuple[Slot, ...]


class Anchors:
    """Works out what patterns need.

    Args:
        lexicon: the forms of their lemmas.
        abbreviations: how else words are written.
    """

    def __init__(self, lexicon: Lexicon, abbreviations: Abbreviations) -> None:
        self._lexicon = lexicon
        self._abbreviations = abbreviations
        self._weights: dict[str, float] = {}

    def rows(self, node: PatternNode) -> list[Row]:
        """Return what a sentence must have for a pattern to match there: one word of each slot of one of the rows.

        Args:
            node: the pattern.

        Returns:
            Each row with its rarest slots, the rarest first; one without any when the pattern may be just a number.
        """
        return [tuple(sorted(set(row))[:_MOST_SLOTS]) for row in self._rows(node.parts)]

    def _rows(self, parts: tuple[Part, ...]) -> list[Row]:
        rows: list[Row] = [()]
        for part in parts:
            if isinstance(part, (Word, Lemma)):
                slot = self._slot(part)
                rows = [(*row, slot) for row in rows]
            elif isinstance(part, Choice):
                choices = self._rows_of_choice(part)
                if len(rows) * len(choices) > _MOST_ROWS:
                    choices = [(_either(map(min, choices)),)]
                rows = [row + choice for row in rows for choice in choices]
        return rows

    def _rows_of_choice(self, part: Choice) -> list[Row]:
        """Return the rows of which one is needed; those of one slot as one row, for they are looked up as fast."""
        found = [row for branch in part.branches for row in self._rows(branch)]
        if not all(found):
            return [()]
        alone = [row[0] for row in found if len(set(row)) == 1]
        return [row for row in found if len(set(row)) > 1] + ([(_either(alone),)] if alone else [])

    def _slot(self, part: Word | Lemma) -> Slot:
        listed = reference(part)
        plain = [part.text.replace("_", "n")] if isinstance(part, Word) else self._lexicon.forms(part)
        short = {shorts[0].replace("_", "n") for word in plain for shorts in self._abbreviations.get(word, ())}
        if listed not in self._weights:
            self._weights[listed] = sum(map(commonness, plain))
        return Slot(self._weights[listed] + sum(map(commonness, short)), " ".join([listed, *sorted(short)]))


def _either(slots: Iterable[Slot]) -> Slot:
    different = set(slots)
    words = sorted({word for slot in different for word in slot.words.split()})
    return Slot(sum(slot.weight for slot in different), " ".join(words))
