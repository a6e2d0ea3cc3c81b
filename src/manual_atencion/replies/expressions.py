"""Turns a pattern into an expression of the matching engine, over the prepared bytes of a text."""

from __future__ import annotations

from typing import Final

from .pattern_parsing import Choice, Gap, Lemma, Maybe, Number, Part, PatternNode, Word, is_obligatory
from .patterns import Abbreviations, Lexicon

# Between two words: separators and dots that end nothing, with at most one ellipsis and one line break among them.
_GLUE: Final = r"[ ,]*(?:\.\.+[ ,]*)?(?:\n[ ,]*)?"
_ANY_WORD: Final = r"\b[a-z0-9_]+\b"

_UNITS: Final = "una?|uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve"
_TENS: Final = "treinta|cuarenta|cincuenta|sesenta|setenta|ochenta|noventa"
_TEENS: Final = "diez|once|doce|trece|catorce|quince|dieci(?:seis|siete|ocho|nueve)|veinte"
_TWENTIES: Final = "veinti(?:un[ao]?|dos|tres|cuatro|cinco|seis|siete|ocho|nueve)"
_UP_TO_99: Final = (
    rf"\b(?:{_TEENS}|{_TWENTIES}|{_UNITS}|(?:{_TENS}|diez|veinte){_GLUE}\by\b{_GLUE}\b(?:{_UNITS})|{_TENS})\b"
)
_IN_WORDS: Final = rf"(?:\bcien\b|\bciento{_GLUE}{_UP_TO_99}|\bciento\b|{_UP_TO_99})(?:{_GLUE}\bmil\b)?|\bmil\b"
_NUMBER: Final = rf"(?:\b[0-9]+(?:[ ,][0-9]+)*\b|{_IN_WORDS})"


def expression(node: PatternNode, lexicon: Lexicon, abbreviations: Abbreviations) -> str:
    """Return the expression that finds a pattern; where sentences start and end is left to the caller.

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
        before = "".join(f"(?:{self._part(part)}{_GLUE})?" for part in parts[:first])
        return before + self._part(parts[first]) + "".join(map(self._joined, parts[first + 1 :]))

    def _joined(self, part: Part) -> str:
        if isinstance(part, Gap):
            return f"(?:{_GLUE}{_ANY_WORD}){{0,{part.most}}}"
        joined = _GLUE + self._part(part)
        return f"(?:{joined})?" if isinstance(part, Maybe) else joined

    def _part(self, part: Part) -> str:
        if isinstance(part, Maybe):
            return self.row(part.parts)
        if isinstance(part, Choice):
            return "(?:" + "|".join(map(self.row, part.branches)) + ")"
        if isinstance(part, Number):
            return _NUMBER
        if isinstance(part, Gap):
            raise TypeError(part)
        return self._slot(part)

    def _slot(self, part: Word | Lemma) -> str:
        words = [part.text] if isinstance(part, Word) else self._lexicon.forms(part)
        if isinstance(part, Lemma) and "ñ" in part.lemma:
            # Which n of a form is the one of the lemma is not worth finding out.
            written = "|".join(words).replace("n", "[n_]")
        else:
            written = "|".join(words).replace("_", "[n_]")
        short = [
            r"\b" + _GLUE.join(rf"{word}\b,?" for word in shorts)
            for word in words
            for shorts in self._abbreviations.get(word.replace("_", "n"), ())
        ]
        whole = rf"\b(?:{written})\b" if len(words) > 1 else rf"\b{written}\b"
        return "(?:" + "|".join([whole, *short]) + ")" if short else whole
