"""Plural and gender of Spanish nouns and adjectives."""

from __future__ import annotations

import re
from dataclasses import dataclass
from unicodedata import normalize

from .spelling import VOWELS, is_stressed_at_the_end, without_accents, words

_NUCLEUS = re.compile(r"[iuü]*[aeo][iuüy]*|[iuüy]+")
_SILENT_U = re.compile(r"(?<=[gq])u(?=[ei])")
_HIATUS = re.compile("[aeo][iu]\u0301|[iu]\u0301[aeo]")  # in NFD, where other accents do not matter
_TAKES_S_OR_ES = frozenset("bcfgkmptvwh")
_COMPARATIVES = ("mejor", "peor", "mayor", "menor", "ior")

# Feminines that the ending does not foretell.
_E_TO_A = words(
    """
    jefe nene monje sastre presidente cliente dependiente gobernante asistente infante sirviente vicepresidente
    pretendiente principiante postulante intendente regente comediante pariente teniente elefante gigante comandante
    ayudante almirante
    """
)
_CONSONANT_TO_A = words(
    """
    juez aprendiz capataz rapaz andaluz español colegial zagal chaval mongol concejal bedel fiscal general dios
    """
)
_OTHER_FEMININES = {
    "actor": "actriz", "emperador": "emperatriz", "alcalde": "alcaldesa", "heroe": "heroina", "rey": "reina",
    "conde": "condesa", "duque": "duquesa", "principe": "princesa", "poeta": "poetisa", "gallo": "gallina",
    "tigre": "tigresa", "profeta": "profetisa", "sacerdote": "sacerdotisa", "abad": "abadesa",
}  # fmt: skip
_A_AND_MASCULINE = words(
    """
    dia mapa tranvia planeta cometa problema tema sistema programa poema idioma clima drama pijama papa poeta cura
    atleta guia colega policia
    """
)


@dataclass(frozen=True, slots=True)
class Nominal:
    """A noun or an adjective as a dictionary lists it.

    Args:
        word: without accents; ñ and ü stay.
        stressed_at_end: whether an accent stands on its last vowel.
        syllables: how many it has.
        hiatus: whether an accent parts two vowels, as in día.
    """

    word: str
    stressed_at_end: bool
    syllables: int
    hiatus: bool

    @classmethod
    def of(cls, lemma: str) -> Nominal:
        """Read a lemma."""
        word = without_accents(lemma)
        hiatus = bool(_HIATUS.search(normalize("NFD", lemma.lower())))
        return cls(word, is_stressed_at_the_end(lemma), len(_NUCLEUS.findall(_SILENT_U.sub("", word))) + hiatus, hiatus)

    @property
    def may_be_masculine_in_a(self) -> bool:
        """Whether it ends in -a and may be masculine: problema, artista, papá."""
        return self.word in _A_AND_MASCULINE or self.word.endswith("ista")


def plurals(nominal: Nominal) -> tuple[str, ...]:
    """Return the plural, or both where there are two."""
    word = nominal.word
    last, before = word[-1], word[-2:-1]
    if last in "aeo":
        return (word + "s", word + "es") if len(word) == 1 else (word + "s",)
    if last in "iuü":
        return (word + "s", word + "es") if nominal.stressed_at_end or nominal.syllables == 1 else (word + "s",)
    if last == "z":
        return (word[:-1] + "ces",)
    if last in "sx":
        return (word + "es",) if nominal.stressed_at_end or nominal.syllables == 1 else (word,)
    if last == "y" and before not in VOWELS:
        return (word[:-1] + "is", word + "s", word[:-1] + "ies")
    foreign = last in _TAKES_S_OR_ES or (last == "d" and before not in VOWELS)
    return (word + "es", word + "s") if foreign else (word + "es",)


def feminine(nominal: Nominal) -> str:
    """Return the feminine, or the word itself where it is the same."""
    word = nominal.word
    if word in _OTHER_FEMININES:
        return _OTHER_FEMININES[word]
    if word in _E_TO_A or word.endswith(("o", "ete", "ote")):
        return word[:-1] + "a"
    if word in _CONSONANT_TO_A or _adds_a(nominal):
        return word + "a"
    return word


def _adds_a(nominal: Nominal) -> bool:
    word = nominal.word
    if word.endswith("or"):
        return not word.endswith(_COMPARATIVES)
    if word.endswith(("on", "an", "in")):
        return nominal.syllables > 1 and word not in ("marron", "comun", "ruin", "afin")
    return word.endswith("es") and nominal.stressed_at_end and word not in ("cortes", "descortes", "montes")
