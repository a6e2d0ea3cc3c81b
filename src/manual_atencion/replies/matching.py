"""Finds all patterns in a text at once, fast to start and fast to run.

A text is split into sentences, and these into words; a pattern is looked for only in a sentence that has the words it
needs. Its expression is compiled when it is first needed, so loading a thousand patterns costs hardly anything.
"""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from .folding import Folded, with_signs
from .pattern_templates import expression, listed_words
from .respelling import is_disguised, is_respelled, is_stretched
from .scanner import Scanner, scanner
from .sentences import ABBREVIATIONS, apart
from .word_index import WordIndex

if TYPE_CHECKING:
    from .pattern_data import PatternData
    from .patterns import Inflect
    from .respelled import Respelled
    from .vocabulary import Vocabulary

_WORDS_ONLY: Final = bytes.maketrans(b",;_\n", b"  n ")
_NO_WORDS: Final = b" ,;\n"


Span = tuple[int, int]


class Hit(NamedTuple):
    """A pattern found in a text.

    Args:
        pattern: the pattern's number.
        start: where it starts in the text, in code points.
        end: where it ends.
    """

    pattern: int
    start: int
    end: int


class PatternSet:
    """Patterns, ready to be found; immutable, and safe to use from several threads.

    Args:
        data: made by `to_data`.
    """

    def __init__(self, data: PatternData) -> None:
        self._data = data
        self._dotted = (*ABBREVIATIONS, *data["dotted"])
        self.disguised = frozenset(data["disguised"])
        self._at_start = frozenset(data["at_start"])
        self._at_end = frozenset(data["at_end"])
        self._index = WordIndex(data["index"], data["lexicon"])
        # Filled when first needed; whoever does the same at the same time gets the same.
        self._scanners: list[Scanner | None] = [None] * len(data["templates"])
        self._vocabularies: dict[str, Vocabulary] = {}

    def __repr__(self) -> str:
        return f"PatternSet({len(self._scanners)} patterns)"

    @classmethod
    def build(
        cls,
        sources: Sequence[str],
        disguised: Collection[int] = (),
        abbreviations: Mapping[str, Sequence[str]] | None = None,
        inflect: Inflect | None = None,
    ) -> PatternSet:
        """Build a set from patterns as their authors wrote them.

        Args:
            sources: the patterns; a pattern's number is its place here.
            disguised: the numbers of those that are also found with digits and signs for letters.
            abbreviations: by word, how else it is written.
            inflect: gives the forms of a lemma, where it is not to be done the usual way.

        Raises:
            PatternError: the first fault, with the number of its pattern.
        """
        from .pattern_data import pattern_data

        return cls(pattern_data(sources, disguised, abbreviations or {}, inflect))

    @classmethod
    def from_data(cls, data: PatternData) -> PatternSet:
        """Build a set from plain data, without inflecting or compiling anything.

        Args:
            data: made by `to_data`, also after a way through JSON.
        """
        return cls(data)

    def to_data(self) -> PatternData:
        """Return the set as data that JSON can hold."""
        return self._data

    def search(self, folded: Folded) -> Search:
        """Begin to look for the patterns in a text.

        Args:
            folded: the text.
        """
        return Search(self, folded)

    def hits(self, folded: Folded, wanted: Container[int] | None = None) -> list[Hit]:
        """Find the patterns in a text.

        Args:
            folded: the text.
            wanted: the numbers of the patterns to look for; all when None.

        Returns:
            By place in the text: for each pattern its leftmost and there longest matches, none of which overlap.
        """
        search = Search(self, folded)
        numbers = search.possible if wanted is None else {number for number in search.possible if number in wanted}
        return sorted((Hit(number, *span) for number in numbers for span in search.spans(number)), key=_place)

    def sentences(self, data: bytes) -> Iterator[tuple[int, int, set[int]]]:
        """Yield the sentences of a text as `apart` leaves it that may hold patterns, each with their numbers."""
        offset = 0
        for sentence in data.translate(_WORDS_ONLY).decode("ascii").split("."):
            end = offset + len(sentence)
            if candidates := self._index.candidates(sentence.split()):
                yield offset, end, candidates
            offset = end + 1

    def respelled(self, folded: Folded, data: bytes) -> Iterator[tuple[Respelled, bool]]:
        """Yield a text as it was perhaps meant, where letters are stretched or disguised, and whether disguised."""
        signs = with_signs(folded)
        if not is_respelled(signs):
            return
        from .respelled import Respelled

        if is_stretched(signs):
            from .vocabulary import unstretched

            for pieces in unstretched(folded.marked, self._vocabulary("words")):
                if pieces:
                    yield Respelled(data, pieces), False
        if self.disguised and is_disguised(signs):
            from .vocabulary import undisguised

            if pieces := undisguised(signs, self._vocabulary("disguised_words")):
                yield Respelled(data, pieces), True

    def prepared(self, folded: Folded) -> bytes:
        """Return a folded text in which only what ends a sentence is a dot."""
        return apart(folded, self._dotted)

    def places(self, number: int, sentence: bytes) -> Iterator[tuple[int, int]]:
        """Yield where a pattern stands in a sentence."""
        for found in self._scanner(number).finditer(sentence):
            start, end = found.start(), found.end()
            if number in self._at_start and sentence[:start].strip(_NO_WORDS):
                continue
            if number not in self._at_end or not sentence[end:].strip(_NO_WORDS):
                yield start, end

    def _scanner(self, number: int) -> Scanner:
        compiled = self._scanners[number]
        if compiled is None:
            compiled = scanner(expression(self._data["templates"][number], self._data["lexicon"]))
            self._scanners[number] = compiled
        return compiled

    def _vocabulary(self, which: Literal["words", "disguised_words"]) -> Vocabulary:
        known = self._vocabularies.get(which)
        if known is None:
            from .vocabulary import Vocabulary

            known = self._vocabularies[which] = Vocabulary(self._listed(self._data[which]))
        return known

    def _listed(self, words: str) -> list[bytes]:
        return " ".join(listed_words(words, self._data["lexicon"])).encode("ascii").split()


class Search:
    """One text in which patterns are looked for, each only when asked for; not shared between threads.

    Args:
        patterns: the patterns.
        folded: the text.
    """

    __slots__ = ("_data", "_folded", "_in", "_patterns", "_respelled", "_spans", "possible")

    def __init__(self, patterns: PatternSet, folded: Folded) -> None:
        self._patterns = patterns
        self._folded = folded
        self._data = patterns.prepared(folded)
        self._spans: dict[int, tuple[Span, ...]] = {}
        self._in: dict[int, list[Span]] = {}
        for start, end, numbers in patterns.sentences(self._data):
            for number in numbers:
                self._in.setdefault(number, []).append((start, end))
        self._respelled = [
            (respelled, start, end, numbers & patterns.disguised if disguised else numbers)
            for respelled, disguised in patterns.respelled(folded, self._data)
            for start, end, numbers in patterns.sentences(respelled.data)
        ]
        self.possible = set(self._in).union(*(numbers for *_, numbers in self._respelled))

    def spans(self, number: int) -> tuple[Span, ...]:
        """Return where a pattern stands in the text, in code points: its leftmost and there longest matches."""
        known = self._spans.get(number)
        if known is None:
            known = self._spans[number] = self._find(number) if number in self.possible else ()
        return known

    def _find(self, number: int) -> tuple[Span, ...]:
        places, span = self._patterns.places, self._folded.span
        found = [
            span(offset + start, offset + end)
            for offset, last in self._in.get(number, ())
            for start, end in places(number, self._data[offset:last])
        ]
        if not self._respelled:
            return tuple(found)
        for respelled, offset, last, numbers in self._respelled:
            if number in numbers:
                meant = [respelled.original(offset + start, offset + end)
                         for start, end in places(number, respelled.data[offset:last])]  # fmt: skip
                found += [span(*place) for place in meant if place]
        return _apart(found)


def _apart(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return spans in order, of those that overlap the leftmost and there the longest."""
    kept: list[Span] = []
    for span in sorted(set(spans), key=lambda item: (item[0], -item[1])):
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    return tuple(kept)


def _place(hit: Hit) -> tuple[int, int, int]:
    return hit.start, hit.end, hit.pattern
