"""From the words of a sentence to the few patterns that may be found in it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Final, TypedDict

_PREFIX: Final = 4  # the forms of a verb begin in few ways

_Known = tuple[tuple[int, ...], int]  # the rows that a word finds, and the slots that it fills as a bit set


class IndexData(TypedDict):
    """The index as plain data, which JSON can hold."""

    rows: list[list[int]]  # a pattern, and the slots that it needs besides the one by which the row is found
    by_word: dict[str, list[list[int]]]  # the rows that a word finds, and the slots that it fills
    by_lemma: dict[str, list[list[int]]]
    by_prefix: dict[str, list[str]]  # the lemmas with a form that begins so


def index_data(rows: Sequence[tuple[int, Sequence[str]]], lexicon: dict[str, str]) -> IndexData:
    """Make an index.

    Args:
        rows: patterns with what they need, each as `listed_words` takes it, the rarest first.
        lexicon: by the lemma and its features, its forms with blanks between.
    """
    numbers: dict[str, int] = {}
    data = IndexData(rows=[], by_word={}, by_lemma={}, by_prefix={})
    for pattern, (first, *others) in rows:
        for found in _entries(first, data):
            found[0].append(len(data["rows"]))
        data["rows"].append([pattern, *(numbers.setdefault(words, len(numbers)) for words in others)])
    for words, number in numbers.items():
        for found in _entries(words, data):
            found[1].append(number)
    for lemma in data["by_lemma"]:
        for prefix in sorted({form[:_PREFIX] for form in lexicon[lemma].split()}):
            data["by_prefix"].setdefault(prefix, []).append(lemma)
    return data


def _entries(words: str, data: IndexData) -> Iterable[list[list[int]]]:
    for item in dict.fromkeys(words.split()):
        by, key = (data["by_lemma"], item[1:-1]) if item.startswith("<") else (data["by_word"], item)
        yield by.setdefault(key, [[], []])


class WordIndex:
    """Finds patterns by the words of a sentence.

    Args:
        data: made by `index_data`.
        lexicon: by the lemma and its features, its forms with blanks between.
    """

    def __init__(self, data: IndexData, lexicon: dict[str, str]) -> None:
        self._rows = data["rows"]
        self._by_word = data["by_word"]
        self._by_lemma = data["by_lemma"]
        self._by_prefix = data["by_prefix"]
        self._lexicon = lexicon
        # Filled when first needed; whoever does the same at the same time gets the same. Only words of the manual's own
        # patterns are kept here, never another word of a draft.
        self._forms: dict[str, frozenset[str]] = {}
        self._known: dict[str, _Known] = {}
        self._needs: list[tuple[int, int] | None] = [None] * len(self._rows)

    def candidates(self, words: Collection[str]) -> set[int]:
        """Return the patterns that have all they need in a sentence.

        Args:
            words: of the sentence.
        """
        present = 0
        rows: list[tuple[int, ...]] = []
        known = self._known
        for word in set(words):
            found = known.get(word) or self._look_up(word)
            if found is not None:
                rows.append(found[0])
                present |= found[1]
        needs = self._needs
        patterns: set[int] = set()
        for of_word in rows:
            for row in of_word:
                pattern, needed = needs[row] or self._needed(row)
                if present & needed == needed:
                    patterns.add(pattern)
        return patterns

    def _needed(self, row: int) -> tuple[int, int]:
        pattern, *slots = self._rows[row]
        self._needs[row] = need = (pattern, sum(1 << slot for slot in set(slots)))
        return need

    def _look_up(self, word: str) -> _Known | None:
        found = [self._by_word[word]] if word in self._by_word else []
        found += [self._by_lemma[lemma] for lemma in self._by_prefix.get(word[:_PREFIX], ()) if word in self._of(lemma)]
        if not found:
            return None
        rows = tuple(dict.fromkeys(row for of_word, _ in found for row in of_word))
        self._known[word] = known = (rows, sum(1 << slot for slot in {slot for _, slots in found for slot in slots}))
        return known

    def _of(self, lemma: str) -> frozenset[str]:
        forms = self._forms.get(lemma)
        if forms is None:
            forms = self._forms[lemma] = frozenset(self._lexicon[lemma].split())
        return forms
