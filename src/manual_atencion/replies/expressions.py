"""Turns a pattern into the template of an expression over the prepared bytes of a text."""

from __future__ import annotations

from .pattern_nodes import Choice, Gap, Lemma, Maybe, Number, Part, PatternNode, Word, is_obligatory
from .pattern_templates import ANY_WORD_SIGN, GLUE_SIGN, NUMBER_SIGN
from .patterns import Abbreviations, Lexicon, reference


def template(node: PatternNode, lexicon: Lexicon, abbreviations: Abbreviations) -> str:
    """Return the template that finds a pattern; where sentences start and end is left to the caller.

    Args:
        node: the pattern.
        lexicon: the forms of its lemmas.
        abbreviations: how else words are written.
    """
    return _Writer(lexicon, abbreviations).row(node.parts)


class _Writer:
    def __init__(self, lexicon: Lexicon, abbreviations: Abbreviations) -> None:
        self._lexicon = lexicon
        self._abbreviations = abbreviations

    def row(self, parts: tuple[Part, ...]) -> str:
        """Write parts in order, each optional one together with the glue that joins it to the first that is needed."""
        first = next(index for index, part in enumerate(parts) if is_obligatory(part))
        before = "".join(f"(?:{self._part(part)}{GLUE_SIGN})?" for part in parts[:first])
        return before + self._part(parts[first]) + "".join(map(self._joined, parts[first + 1 :]))

    def _joined(self, part: Part) -> str:
        if isinstance(part, Gap):
            return f"(?:{GLUE_SIGN}{ANY_WORD_SIGN}){{0,{part.most}}}"
        joined = GLUE_SIGN + self._part(part)
        return f"(?:{joined})?" if isinstance(part, Maybe) else joined

    def _part(self, part: Part) -> str:
        if isinstance(part, Maybe):
            return self.row(part.parts)
        if isinstance(part, Choice):
            return "(?:" + "|".join(map(self.row, part.branches)) + ")"
        if isinstance(part, Number):
            return NUMBER_SIGN
        if isinstance(part, Gap):
            raise TypeError(part)  # the parser lets no gap stand first
        return self._slot(part)

    def _slot(self, part: Word | Lemma) -> str:
        words = [part.text] if isinstance(part, Word) else self._lexicon.forms(part)
        whole = rf"\b{part.text.replace('_', '[n_]')}\b" if isinstance(part, Word) else reference(part)
        short = [
            r"\b" + GLUE_SIGN.join(rf"{word}\b,?" for word in shorts)
            for word in words
            for shorts in self._abbreviations.get(word.replace("_", "n"), ())
        ]
        return "(?:" + "|".join([whole, *short]) + ")" if short else whole
