"""Patterns made ready to be found: plain data that JSON can hold, with every lemma inflected and the anchors chosen."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TypedDict

from .anchors import Anchors
from .expressions import template
from .folding import fold
from .pattern_nodes import PatternNode
from .pattern_parsing import PatternError
from .patterns import Inflect, Lexicon, check_pattern, inflected, read_abbreviations, vocabulary
from .sentences import ABBREVIATIONS
from .word_index import IndexData, index_data


class PatternData(TypedDict):
    """A pattern set as plain data, which JSON can hold."""

    templates: list[str]
    index: IndexData
    at_start: list[int]
    at_end: list[int]
    disguised: list[int]
    dotted: list[str]
    lexicon: dict[str, str]  # by the lemma and its features, its forms
    words: str
    disguised_words: str


def pattern_data(
    sources: Sequence[str],
    disguised: Collection[int],
    abbreviations: Mapping[str, Sequence[str]],
    inflect: Inflect | None,
) -> PatternData:
    """Make patterns ready.

    Args:
        sources: the patterns as their authors wrote them; a pattern's number is its place here.
        disguised: the numbers of those that are also found with digits and signs for letters.
        abbreviations: by word, how else it is written.
        inflect: gives the forms of a lemma; the usual way when None.

    Raises:
        PatternError: the first fault, with the number of its pattern.
    """
    return _Builder(disguised, abbreviations, inflect).data(sources)


class _Builder:
    def __init__(
        self, disguised: Collection[int], abbreviations: Mapping[str, Sequence[str]], inflect: Inflect | None
    ) -> None:
        self._disguised = frozenset(disguised)
        self._lexicon = Lexicon(inflect=inflect or inflected)
        self._abbreviations = read_abbreviations(abbreviations)
        self._dotted = {word for shorts in abbreviations.values() for short in shorts for word in _dotted_words(short)}
        self._words: tuple[dict[str, None], dict[str, None]] = ({}, {})

    def data(self, sources: Sequence[str]) -> PatternData:
        nodes = [self._node(number, source) for number, source in enumerate(sources)]
        return {
            "templates": [template(node, self._lexicon, self._abbreviations) for node in nodes],
            "index": index_data(self._rows(nodes), self._lexicon.known),
            "at_start": [number for number, node in enumerate(nodes) if node.at_start],
            "at_end": [number for number, node in enumerate(nodes) if node.at_end],
            "disguised": sorted(self._disguised),
            "dotted": sorted(self._dotted - set(ABBREVIATIONS)),
            "lexicon": dict(sorted(self._lexicon.known.items())),
            "words": " ".join(self._words[0]),
            "disguised_words": " ".join(self._words[1]),
        }

    def _node(self, number: int, source: str) -> PatternNode:
        try:
            node = check_pattern(source, self._lexicon)
            words = dict.fromkeys(vocabulary(node.parts, self._lexicon))
        except PatternError as error:
            raise PatternError(error.problem, error.start, error.end, number) from None
        for known in self._words[: 2 if number in self._disguised else 1]:
            known.update(words)
        return node

    def _rows(self, nodes: Sequence[PatternNode]) -> list[tuple[int, list[str]]]:
        anchors = Anchors(self._lexicon, self._abbreviations)
        return [
            (number, [slot.words for slot in row]) for number, node in enumerate(nodes) for row in anchors.rows(node)
        ]


def _dotted_words(short: str) -> list[str]:
    words = fold(short).marked.decode("ascii").replace(".", ". ").split()
    return [word[:-1] for word in words if word.endswith(".") and len(word) > 2]
