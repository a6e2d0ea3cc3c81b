"""Patterns made ready to be found: plain data that JSON can hold, with every lemma inflected and the anchors chosen."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Final, TypedDict

from ..messages import message
from .folding import fold
from .pattern_parsing import PatternError
from .patterns import Inflect, Lexicon, anchors, check_pattern, read_abbreviations, vocabulary
from .sentences import ABBREVIATIONS

NO_ANCHOR: Final = -1


class PatternData(TypedDict):
    """A pattern set as plain data."""

    sources: list[str]
    disguised: list[int]
    abbreviations: dict[str, list[list[str]]]
    dotted: list[str]
    lexicon: dict[str, str]
    anchors: list[str]
    patterns: list[list[int]]
    words: str
    disguised_words: str


def pattern_data(
    sources: Sequence[str], disguised: Collection[int], abbreviations: Mapping[str, Sequence[str]], inflect: Inflect
) -> PatternData:
    """Make patterns ready.

    Args:
        sources: the patterns as their authors wrote them; a pattern's number is its place here.
        disguised: the numbers of those that are also found with digits and signs for letters.
        abbreviations: by word, how else it is written.
        inflect: gives the forms of a lemma.

    Raises:
        PatternError: the first fault, with the number of its pattern.
    """
    return _Builder(disguised, abbreviations, inflect).data(sources)


class _Builder:
    def __init__(
        self, disguised: Collection[int], abbreviations: Mapping[str, Sequence[str]], inflect: Inflect
    ) -> None:
        self._disguised = frozenset(disguised)
        self._lexicon = Lexicon(inflect=inflect)
        self._abbreviations = read_abbreviations(abbreviations)
        self._dotted = {word for shorts in abbreviations.values() for short in shorts for word in _dotted_words(short)}
        self._anchors: dict[str, int] = {}
        self._words: dict[str, None] = {}
        self._disguised_words: dict[str, None] = {}

    def data(self, sources: Sequence[str]) -> PatternData:
        patterns = [self._pattern(number, source) for number, source in enumerate(sources)]
        return {
            "sources": list(sources),
            "disguised": sorted(self._disguised),
            "abbreviations": {word: [list(words) for words in listed] for word, listed in self._abbreviations.items()},
            "dotted": sorted(self._dotted - set(ABBREVIATIONS)),
            "lexicon": dict(sorted(self._lexicon.known.items())),
            "anchors": list(self._anchors),
            "patterns": patterns,
            "words": " ".join(self._words),
            "disguised_words": " ".join(self._disguised_words),
        }

    def _pattern(self, number: int, source: str) -> list[int]:
        try:
            node = check_pattern(source, self._lexicon)
            words = dict.fromkeys(vocabulary(node.parts, self._lexicon))
            found = anchors(node, self._lexicon, self._abbreviations)
            if not found:
                problem = message("hace falta al menos una palabra: un número solo marcaría cualquier texto")
                raise PatternError(problem, 0, len(source))
        except PatternError as error:
            raise PatternError(error.problem, error.start, error.end, number) from None
        self._words |= words
        if number in self._disguised:
            self._disguised_words |= words
        first, second = ([self._anchor(anchor.words) for anchor in found[:2]] + [NO_ANCHOR])[:2]
        return [first, second]

    def _anchor(self, words: str) -> int:
        return self._anchors.setdefault(words, len(self._anchors))


def _dotted_words(short: str) -> list[str]:
    words = fold(short).marked.decode("ascii").replace(".", ". ").split()
    return [word[:-1] for word in words if word.endswith(".") and len(word) > 2]
