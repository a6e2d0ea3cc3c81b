"""How ready patterns are kept: expressions in short, in which lemmas, glue and numbers are only named."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

# Each stands in a template for what is spelled out below.
GLUE_SIGN: Final = " "
ANY_WORD_SIGN: Final = "~"
NUMBER_SIGN: Final = "#"

# Between two words: separators and dots that end nothing, with at most one ellipsis and one line break among them.
_GLUE: Final = r"[ ,]*(?:;+[ ,]*)?(?:\n[ ,]*)?"
_ANY_WORD: Final = r"\b[a-z0-9_]+\b"
_UNITS: Final = "una?|uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve"
_TENS: Final = "treinta|cuarenta|cincuenta|sesenta|setenta|ochenta|noventa"
_TEENS: Final = "diez|once|doce|trece|catorce|quince|dieci(?:seis|siete|ocho|nueve)|veinte"
_TWENTIES: Final = "veinti(?:un[ao]?|dos|tres|cuatro|cinco|seis|siete|ocho|nueve)"
_COMPOSED: Final = rf"(?:{_TENS}|diez|veinte){_GLUE}\by\b{_GLUE}\b(?:{_UNITS})"
_UP_TO_99: Final = rf"\b(?:{_TEENS}|{_TWENTIES}|{_UNITS}|{_TENS}|{_COMPOSED})\b"
_IN_WORDS: Final = rf"(?:\bcien\b|\bciento{_GLUE}{_UP_TO_99}|\bciento\b|{_UP_TO_99})(?:{_GLUE}\bmil\b)?|\bmil\b"
_NUMBER: Final = rf"(?:\b[0-9]+(?:[ ,][0-9]+)*\b|{_IN_WORDS})"


def expression(template: str, lexicon: Mapping[str, str]) -> str:
    """Return the expression of the matching engine that a template stands for.

    Args:
        template: as `template` of `expressions` writes it.
        lexicon: by the lemma and its features, its forms with blanks between.
    """
    spelled = template.replace(GLUE_SIGN, _GLUE).replace(ANY_WORD_SIGN, _ANY_WORD).replace(NUMBER_SIGN, _NUMBER)
    first, *others = spelled.split("<")
    return first + "".join(_forms(key, lexicon) + rest for key, _, rest in (part.partition(">") for part in others))


def _forms(key: str, lexicon: Mapping[str, str]) -> str:
    forms = lexicon[key].replace(" ", "|")
    # Which n of a form is the ñ of the lemma is not worth finding out.
    return rf"\b(?:{forms.replace('n', '[n_]') if 'ñ' in key else forms})\b"


def listed_words(listed: str, lexicon: Mapping[str, str]) -> Iterator[str]:
    """Yield the words of a list in which `<lemma:features>` stands for all of its forms.

    Args:
        listed: words and such lemmas with blanks between.
        lexicon: by the lemma and its features, its forms with blanks between.
    """
    for item in listed.split():
        if item.startswith("<"):
            yield from lexicon[item[1:-1]].split()
        else:
            yield item
