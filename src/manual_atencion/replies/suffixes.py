"""Diminutives, augmentatives and superlatives of Spanish nouns and adjectives: amorcito, favorzote, buenísimo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .nominals import Nominal
from .spelling import VOWELS, before_back, before_front

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_MASCULINE = ("o", "os")
_FEMININE = ("a", "as")
_OTHER_DIMINUTIVES = {
    "mama": ("mam", "mamac", "mama"), "mami": ("mam", "mamac", "mamic"), "papa": ("pap", "papac", "papa"),
    "papi": ("pap", "papac", "papic"), "señor": ("señor", "señorc"), "bebe": ("beb", "bebec"),
    "cafe": ("cafec", "cafet", "cafe"), "pie": ("piec", "piecec"), "te": ("tec",), "dia": ("di",), "dios": ("dios",),
    "lejos": ("lej",), "adios": ("adios",), "mano": ("man", "manec"),
}  # fmt: skip
_GENDER_OF = {
    "mama": _FEMININE, "mami": _FEMININE, "papa": _MASCULINE, "papi": _MASCULINE, "dios": _MASCULINE,
    "señor": _MASCULINE,
}  # fmt: skip
_BOTH_GENDERS_IN_O = frozenset({"mano", "foto", "moto"})
_OLDER_STEMS = {
    "bueno": "bon", "nuevo": "nov", "fuerte": "fort", "cierto": "cert", "tierno": "tern", "ardiente": "ardent",
    "valiente": "valent", "caliente": "calent", "reciente": "recent", "grueso": "gros", "fiel": "fidel",
    "infiel": "infidel", "antiguo": "antiqu", "sagrado": "sacrat", "amigo": "amic", "sabio": "sapient",
}  # fmt: skip
_IN_ERRIMO = {
    "pobre": "pauperrim", "celebre": "celeberrim", "libre": "liberrim", "misero": "miserrim", "integro": "integerrim",
    "pulcro": "pulquerrim", "salubre": "saluberrim", "acre": "acerrim", "aspero": "asperrim",
}  # fmt: skip


def diminutives(nominal: Nominal, both_genders: bool) -> Iterator[str]:
    """Yield the diminutives in -ito, -ico, -illo and -uelo, also as people who say s for c and z write them.

    Args:
        nominal: the word.
        both_genders: whether the feminine of a word in -o, and the masculine of one in -a, is wanted too.
    """
    genders = _genders(nominal, both_genders)
    for stem in _diminutive_stems(nominal):
        for suffix in _small(stem):
            for gender in genders:
                yield suffix + gender


def augmentatives(nominal: Nominal, both_genders: bool) -> Iterator[str]:
    """Yield the augmentatives in -ote, -azo and -ón.

    Args:
        nominal: the word.
        both_genders: as for diminutives.
    """
    stem, longer = _augmentative_stems(nominal)
    for gender in _genders(nominal, both_genders):
        big = "ot" + (gender if gender[0] == "a" else "e" + gender[1:])
        yield from (stem + "az" + gender, stem + big, longer + big)
        yield stem + "on" + {"o": "", "os": "es"}.get(gender, gender)


def superlatives(nominal: Nominal, both_genders: bool) -> Iterator[str]:
    """Yield the superlatives in -ísimo and -érrimo.

    Args:
        nominal: the word.
        both_genders: as for diminutives.
    """
    stems = [stem + "isim" for stem in _superlative_stems(nominal)]
    if nominal.word in _IN_ERRIMO:
        stems.append(_IN_ERRIMO[nominal.word])
    for stem in stems:
        for gender in _genders(nominal, both_genders):
            yield stem + gender


def _genders(nominal: Nominal, both_genders: bool) -> tuple[str, ...]:
    word = nominal.word
    if word in _GENDER_OF:
        return (*_MASCULINE, *_FEMININE) if both_genders else _GENDER_OF[word]
    if both_genders or nominal.may_be_masculine_in_a or word in _BOTH_GENDERS_IN_O or nominal.stressed_at_end:
        return (*_MASCULINE, *_FEMININE)
    if nominal.syllables > 1 and word.endswith(("a", "as")):
        return _FEMININE
    return _MASCULINE if nominal.syllables > 1 and word.endswith(("o", "os")) else (*_MASCULINE, *_FEMININE)


def _diminutive_stems(nominal: Nominal) -> Iterable[str]:
    """Return what stands before -ito: amorc, cabec, florec."""
    word = nominal.word
    if word in _OTHER_DIMINUTIVES:
        return _OTHER_DIMINUTIVES[word]
    if word[-1] in "ao":
        return _stems_in_a_or_o(nominal)
    if word[-1] == "e":
        short = (word[:-1], word + "c")
        return (*short, word[:-1] + "it") if nominal.syllables > 2 else short
    if word[-1] in "iuy":
        return (word + "c", word + "ec", word[:-1]) if word[-1] != "y" else (word + "c", word + "ec")
    return _stems_in_consonant(nominal)


def _stems_in_a_or_o(nominal: Nominal) -> tuple[str, ...]:
    word = nominal.word
    stem = before_front(word[:-1])
    if nominal.stressed_at_end or nominal.syllables == 1:
        return (stem, word + "c")
    shorter = stem.removesuffix("i") if not nominal.hiatus else stem
    return (stem, shorter, stem + "ec", shorter + "ec") if nominal.syllables == 2 else (stem, shorter)


def _stems_in_consonant(nominal: Nominal) -> tuple[str, ...]:
    word, last = nominal.word, nominal.word[-1]
    if last == "z":
        return (word[:-1] + "c", word[:-1] + "cec")
    if last == "s" and word.endswith(("as", "os")) and not nominal.stressed_at_end and nominal.syllables > 1:
        return (before_front(word[:-2]),)
    if nominal.syllables == 1:
        return (word + "ec", word + "c")
    return (word + "c",) if last in "nr" else (word, word + "c", word + "ec")


def _small(stem: str) -> Iterator[str]:
    for spelt in _as_heard(stem):
        yield spelt + "it"
    yield from (stem + "ill", stem + "itit", stem + "itic")
    interfixed = stem.endswith("c")
    if interfixed or stem.endswith("t"):
        yield stem + "ic"
    yield (stem[:-1] + "zuel") if interfixed else before_back(stem) + "uel"


def _as_heard(stem: str) -> tuple[str, ...]:
    if stem[-1:] in ("c", "s", "z"):
        return tuple(stem[:-1] + letter for letter in "csz")
    return (stem,)


def _augmentative_stems(nominal: Nominal) -> tuple[str, str]:
    """Return what stands before -azo, -ote and -ón, and what may stand before -ote instead: hombrez, favorz."""
    word = nominal.word
    if word[-1] in "ao":
        return word[:-1], word[:-1]
    if word[-1] in VOWELS:
        return before_back(word[:-1]), word + "z"
    return word, word + "z" if word[-1] in "nr" else word


def _superlative_stems(nominal: Nominal) -> tuple[str, ...]:
    word = nominal.word
    also = (_OLDER_STEMS[word],) if word in _OLDER_STEMS else ()
    if word.endswith("ble"):
        return (word[:-2] + "il", *also)
    if word[-1] in "aoe":
        stem = word[:-1] if word[-1] == "e" else before_front(word[:-1])
        return (stem[:-1] if stem.endswith("i") and not nominal.hiatus else stem, *also)
    if word[-1] in "nr":
        return (word + "c", word, *also)
    return (before_front(word), *also)
