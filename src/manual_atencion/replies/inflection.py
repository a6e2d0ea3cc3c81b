"""All forms of a Spanish word, in the 26 letters: what `{lemma:features}` in a pattern stands for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ..errors import ManualError
from ..messages import DEFAULT_LOCALE, Message, message, shown_word
from .clitics import TAKE_CLITICS, with_clitics
from .conjugation import MOODS, PERSONS, conjugate
from .nominals import Nominal, feminine, plurals
from .spelling import folded, without_accents
from .suffixes import augmentatives, diminutives, superlatives

if TYPE_CHECKING:
    from collections.abc import Iterable

WITHOUT_CLITICS = "sin"
NOMINAL_FEATURES = ("n", "g", "dim", "aum", "sup")
VERB_FEATURES = (*PERSONS, *MOODS, WITHOUT_CLITICS)
_INFINITIVES = ("ar", "er", "ir")
_ALL_PERSONS, _ALL_MOODS = frozenset(PERSONS), frozenset(MOODS)
_SUFFIXES = {"dim": diminutives, "aum": augmentatives, "sup": superlatives}
_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyzñü")
_LONGEST_LEMMA = 40


class InflectionError(ManualError):
    """A word cannot be inflected as asked; `problem` says why."""

    def __init__(self, problem: Message) -> None:
        self.problem = problem
        super().__init__(problem.render())

    def render(self, locale: str = DEFAULT_LOCALE) -> str:
        """Return the problem in a language."""
        return self.problem.render(locale)


def forms(lemma: str, features: Iterable[str] = ()) -> frozenset[str]:
    """Return the forms of a word, in lower case without accents and with n for ñ.

    Args:
        lemma: an infinitive, also with -se, or any other word as a dictionary lists it, with its accents.
        features: of a verb, persons (`1s` ... `3p`), moods (`pres` ... `part`) and `sin`, without pronouns at the end;
            of any other word `n`, `g`, `dim`, `aum` and `sup`. One of these makes a noun of a word in -ar, -er or -ir.

    Returns:
        At least one form.

    Raises:
        InflectionError: the lemma is no single word, a feature is unknown or does not suit the word, or no form has
            all the features.
    """
    word, wanted = without_accents(lemma), frozenset(features)
    _check(lemma, word, wanted)
    infinitive = word.removesuffix("se") if word.endswith(("arse", "erse", "irse")) else word
    if infinitive.endswith(_INFINITIVES) and wanted.isdisjoint(NOMINAL_FEATURES):
        found = _verb_forms(infinitive, wanted, reflexive=infinitive != word)
    else:
        found = _nominal_forms(Nominal.of(lemma), wanted) if wanted.isdisjoint(VERB_FEATURES) else set()
    if not found:
        raise InflectionError(
            message(
                "«{lemma}» no tiene formas con los rasgos «{features}» juntos",
                lemma=lemma,
                features=", ".join(sorted(wanted)),
            )
        )
    return frozenset(found if word.isascii() else map(folded, found))


def _verb_forms(infinitive: str, features: frozenset[str], reflexive: bool) -> set[str]:
    persons, moods = features & _ALL_PERSONS or _ALL_PERSONS, features & _ALL_MOODS or _ALL_MOODS
    if features.isdisjoint(PERSONS):
        persons |= {""}
    wanted = [form for form in conjugate(infinitive) if form[0] in moods and form[1] in persons]
    found = {text for mood, _, text in wanted if not (reflexive and mood == "imp")}
    if WITHOUT_CLITICS not in features:
        found.update(*[with_clitics(form, reflexive) for form in wanted if form[0] in TAKE_CLITICS])
    return found


def _nominal_forms(nominal: Nominal, features: frozenset[str]) -> set[str]:
    both_genders = "g" in features
    words = [nominal]
    if both_genders:
        words.append(replace(nominal, word=feminine(nominal)))
    found = {word.word for word in words}
    for word in words:
        found.update(plurals(word))
    for feature in features & _SUFFIXES.keys():
        found.update(_SUFFIXES[feature](nominal, both_genders))
    return found


def _check(lemma: str, word: str, features: frozenset[str]) -> None:
    if not word or len(word) > _LONGEST_LEMMA or not _LETTERS.issuperset(word):
        shown = shown_word(lemma)
        raise InflectionError(message("«{lemma}» debe ser una sola palabra, escrita con letras", lemma=shown))
    known = (*VERB_FEATURES, *NOMINAL_FEATURES)
    for feature in sorted(features.difference(known)):
        problem = message(
            "el rasgo «{feature}» no existe; los rasgos son {known}",
            feature=shown_word(feature),
            known=", ".join(known),
        )
        raise InflectionError(problem)
