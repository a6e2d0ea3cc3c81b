"""Finds all patterns in a text at once, fast to start and fast to run.

A text is split into its words; only patterns of which two words are there are looked for. Their expressions are
compiled when they are first needed, so loading a thousand patterns costs no more than reading their words.
"""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple

from .folding import Folded, with_signs
from .pattern_templates import NO_ANCHOR, PatternData, expression, listed_words
from .respelling import is_disguised, is_stretched
from .scanner import Scanner, scanner
from .sentences import ABBREVIATIONS, ends_sentence, prepared, starts_sentence

if TYPE_CHECKING:
    from .patterns import Inflect
    from .respelled import Piece
    from .vocabulary import Vocabulary

_ONLY_BLANKS = bytes.maketrans(b".!,_", b"   n")


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
        self._disguised = frozenset(data["disguised"])
        self._at_start = frozenset(data["at_start"])
        self._at_end = frozenset(data["at_end"])
        self._first = _by_first_anchor(data["anchors_of"], len(data["anchors"]))
        self._anchors_of_word = _index(map(self._listed, data["anchors"]))
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

    def hits(self, folded: Folded, wanted: Container[int] | None = None) -> list[Hit]:
        """Find the patterns in a text.

        Args:
            folded: the text.
            wanted: the numbers of the patterns to look for; all when None.

        Returns:
            By place in the text: for each pattern its leftmost and there longest matches, none of which overlap.
        """
        found: list[Hit] = []
        candidates = self._candidates(folded.data, wanted)
        data = prepared(folded, self._dotted) if candidates else b""
        for number in candidates:
            found += [Hit(number, *folded.span(start, end)) for start, end in self._spans(number, data)]
        respelled = list(self._respelled_hits(folded, wanted))
        return _apart(found + respelled) if respelled else sorted(found, key=_place)

    def _respelled_hits(self, folded: Folded, wanted: Container[int] | None) -> Iterator[Hit]:
        if is_stretched(folded.marked):
            from .vocabulary import unstretched

            for pieces in unstretched(folded.marked, self._vocabulary("words")):
                yield from self._hits_with(pieces, folded, wanted)
        if self._disguised and is_disguised(signs := with_signs(folded)):
            from .vocabulary import undisguised

            among = self._disguised if wanted is None else [number for number in self._disguised if number in wanted]
            yield from self._hits_with(undisguised(signs, self._vocabulary("disguised_words")), folded, among)

    def _hits_with(self, pieces: list[Piece], folded: Folded, wanted: Container[int] | None) -> Iterator[Hit]:
        if not pieces:
            return
        from .respelled import Respelled

        respelled = Respelled(prepared(folded, self._dotted), pieces)
        for number in self._candidates(respelled.data, wanted):
            for found in self._spans(number, respelled.data):
                span = respelled.original(*found)
                if span:
                    yield Hit(number, *folded.span(*span))

    def _candidates(self, data: bytes, wanted: Container[int] | None) -> list[int]:
        present: set[int] = set()
        for word in self._anchors_of_word.keys() & data.translate(_ONLY_BLANKS).split():
            present.update(self._anchors_of_word[word])
        return [
            number
            for anchor in present
            for number, second in self._first[anchor]
            if (second == NO_ANCHOR or second in present) and (wanted is None or number in wanted)
        ]

    def _spans(self, number: int, data: bytes) -> Iterator[tuple[int, int]]:
        compiled = self._scanners[number]
        if compiled is None:
            compiled = scanner(expression(self._data["templates"][number], self._data["lexicon"]))
            self._scanners[number] = compiled
        for found in compiled.finditer(data):
            start, end = found.start(), found.end()
            if number in self._at_start and not starts_sentence(data, start):
                continue
            if number in self._at_end and not ends_sentence(data, end):
                continue
            yield start, end

    def _vocabulary(self, which: Literal["words", "disguised_words"]) -> Vocabulary:
        known = self._vocabularies.get(which)
        if known is None:
            from .vocabulary import Vocabulary

            known = self._vocabularies[which] = Vocabulary(self._listed(self._data[which]))
        return known

    def _listed(self, words: str) -> list[bytes]:
        return " ".join(listed_words(words, self._data["lexicon"])).encode("ascii").split()


def _index(anchors_words: Iterable[list[bytes]]) -> dict[bytes, tuple[int, ...]]:
    """Return, by word, the numbers of the anchors that it belongs to."""
    index: dict[bytes, tuple[int, ...]] = {}
    for number, words in enumerate(anchors_words):
        of_this: dict[bytes, tuple[int, ...]] = dict.fromkeys(words, (number,))
        for word in index.keys() & of_this.keys():
            of_this[word] = (*index[word], number)
        index.update(of_this)
    return index


def _by_first_anchor(patterns: list[list[int]], count: int) -> list[list[tuple[int, int]]]:
    """Return, for each anchor, the patterns of which it is the first, with their second anchors."""
    by_first: list[list[tuple[int, int]]] = [[] for _ in range(count)]
    for number, (first, second) in enumerate(patterns):
        by_first[first].append((number, second))
    return by_first


def _apart(hits: Iterable[Hit]) -> list[Hit]:
    """Return hits in order, of those of one pattern that overlap the leftmost and there the longest."""
    kept: list[Hit] = []
    last_end: dict[int, int] = {}
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end, hit.pattern)):
        if hit.start >= last_end.get(hit.pattern, 0):
            kept.append(hit)
            last_end[hit.pattern] = hit.end
    return sorted(kept, key=_place)


def _place(hit: Hit) -> tuple[int, int, int]:
    return hit.start, hit.end, hit.pattern
