"""What a pattern stands for: the words of its parts, and why it may be of no use."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from ..messages import message
from .common_words import COMMON_WORDS
from .folding import fold
from .pattern_nodes import Choice, Lemma, Maybe, Part, PatternNode, Word, is_obligatory
from .pattern_parsing import PatternError, parse_pattern

Inflect: TypeAlias = Callable[[str, Collection[str]], Iterable[str]]
Abbreviations: TypeAlias = Mapping[str, tuple[tuple[str, ...], ...]]


def read_abbreviations(listed: Mapping[str, Iterable[str]]) -> Abbreviations:
    """Fold abbreviations.

    Args:
        listed: by the word as written, how else it is written: `usted: [ud., vd.]`.

    Returns:
        By the folded word, the folded words of each of its abbreviations.
    """
    folded = {
        fold(word).data.decode("ascii").strip(): tuple(
            tuple(fold(short).marked.decode("ascii").replace(".", " ").split()) for short in shorts
        )
        for word, shorts in listed.items()
    }
    return {word: tuple(filter(None, shorts)) for word, shorts in folded.items()}


def inflected(lemma: str, features: Collection[str]) -> Iterable[str]:
    """Return the forms of a lemma; the default of whatever takes another way to inflect."""
    from .inflection import forms

    return forms(lemma, features)


def _inflected_part(part: Lemma, inflect: Inflect) -> list[str]:
    from .inflection import InflectionError

    try:
        found = sorted(set(inflect(part.lemma, part.features)))
    except InflectionError as error:
        raise PatternError(error.problem, part.start, part.end) from None
    if not found:
        raise PatternError(message("ninguna forma tiene todos esos rasgos"), part.start, part.end)
    return found


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The forms of the lemmas that patterns name, each worked out once.

    Args:
        known: by the lemma with its features, its forms with blanks between.
        inflect: gives the forms of a lemma that is not known yet.
    """

    known: dict[str, str] = field(default_factory=dict)
    inflect: Inflect = inflected

    def forms(self, part: Lemma) -> list[str]:
        """Return the folded forms of a lemma, in order.

        Args:
            part: the lemma with its features.

        Raises:
            PatternError: when it cannot be inflected so, or has no form.
        """
        key = _key(part)
        if key not in self.known:
            self.known[key] = " ".join(_inflected_part(part, self.inflect))
        return self.known[key].split()


def _key(part: Lemma) -> str:
    return f"{part.lemma}:{','.join(part.features)}"


def check_pattern(source: str, lexicon: Lexicon) -> PatternNode:
    """Read a pattern and make sure that it can be used.

    Args:
        source: the pattern as its author wrote it.
        lexicon: takes the forms of its lemmas.

    Raises:
        PatternError: when it is written wrongly, cannot match, or would match almost every text.
    """
    node = parse_pattern(source)
    if not _needs_a_word(node.parts):
        problem = message("hace falta al menos una palabra: un número solo marcaría cualquier texto")
        raise PatternError(problem, 0, len(source))
    if not (node.at_start and node.at_end):
        for part, word in _alone(node.parts, lexicon):
            if word in COMMON_WORDS:
                problem = message(
                    "«{word}» sola es de las palabras más comunes; añada otra palabra", word=word.replace("_", "ñ")
                )
                raise PatternError(problem, part.start, part.end)
    return node


def _needs_a_word(parts: tuple[Part, ...]) -> bool:
    return any(
        all(map(_needs_a_word, part.branches)) if isinstance(part, Choice) else isinstance(part, (Word, Lemma))
        for part in parts
    )


def _alone(parts: tuple[Part, ...], lexicon: Lexicon) -> Iterator[tuple[Word | Lemma, str]]:
    """Yield the words that match all by themselves."""
    needed = [part for part in parts if is_obligatory(part)]
    if len(needed) != 1:
        return
    part = needed[0]
    if isinstance(part, Choice):
        for branch in part.branches:
            yield from _alone(branch, lexicon)
    elif isinstance(part, Word):
        yield part, part.text
    elif isinstance(part, Lemma):
        for form in lexicon.forms(part):
            yield part, form


def reference(part: Word | Lemma) -> str:
    """Return a word or lemma as `listed_words` takes it."""
    return part.text.replace("_", "n") if isinstance(part, Word) else f"<{_key(part)}>"


def vocabulary(parts: tuple[Part, ...], lexicon: Lexicon) -> Iterator[str]:
    """Yield every word and lemma of a pattern as `listed_words` takes it.

    Args:
        parts: of the pattern.
        lexicon: takes the forms of the lemmas.
    """
    for part in parts:
        if isinstance(part, (Word, Lemma)):
            _slot_words(part, lexicon)
            yield reference(part)
        elif isinstance(part, Maybe):
            yield from vocabulary(part.parts, lexicon)
        elif isinstance(part, Choice):
            for branch in part.branches:
                yield from vocabulary(branch, lexicon)


def _slot_words(part: Word | Lemma, lexicon: Lexicon) -> list[str]:
    return [part.text] if isinstance(part, Word) else lexicon.forms(part)
