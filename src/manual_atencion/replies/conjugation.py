"""All simple forms of a Spanish verb, voseo included, each with its mood and person."""

from __future__ import annotations

from typing import TypeAlias

from .spelling import before_front
from .verb_stems import Stems, stems

PERSONS = ("1s", "2s", "3s", "1p", "2p", "3p")
MOODS = ("pres", "pret", "impf", "fut", "cond", "subj", "imp", "inf", "ger", "part")

Form: TypeAlias = tuple[str, str, str]  # mood, person (empty where there is none), and the form without accents
Endings: TypeAlias = tuple[Form, ...]


def _six(mood: str, endings: str, before: str = "") -> Endings:
    return tuple(
        (mood, person, before + ending.strip("-")) for person, ending in zip(PERSONS, endings.split(), strict=True)
    )


def _some(mood: str, endings: str) -> Endings:
    """Read endings written as `person:ending`."""
    pairs = (item.split(":") for item in endings.split())
    return tuple((mood, person, ending) for person, ending in pairs)


# The second person stands twice, once for "tú" and once for "vos": puedes, podés.
_ON_STRESSED = {
    "ar": (*_some("pres", "2s:as 3s:a 3p:an"),),
    "er": (*_some("pres", "2s:es 3s:e 3p:en"),),
    "ir": (*_some("pres", "2s:es 3s:e 3p:en"),),
}
_ON_PLAIN = {
    "ar": (*_some("pres", "1p:amos 2p:ais 2s:as"), *_some("imp", "2s:a 2p:ad")),
    "er": (*_some("pres", "1p:emos 2p:eis 2s:es"), *_some("imp", "2s:e 2p:ed")),
    "ir": (*_some("pres", "1p:imos 2p:is 2s:is"), *_some("imp", "2s:i 2p:id")),
}
_SUBJUNCTIVE_E = (*_some("subj", "1s:e 2s:es 3s:e 3p:en"), *_some("imp", "3s:e 3p:en"))
_SUBJUNCTIVE_A = (*_some("subj", "1s:a 2s:as 3s:a 3p:an"), *_some("imp", "3s:a 3p:an"))
_SUBJUNCTIVE_E_PLAIN = (*_some("subj", "1p:emos 2p:eis 2s:es"), *_some("imp", "1p:emos"))
_SUBJUNCTIVE_A_PLAIN = (*_some("subj", "1p:amos 2p:ais 2s:as"), *_some("imp", "1p:amos"))
_ON_PAST = tuple(form for tense in ("ra", "se", "re") for form in _six("subj", "- s - mos is n", before=tense))
_ON_FUTURE = (*_six("fut", "e as a emos eis an"), *_six("cond", "ia ias ia iamos iais ian"))
_IMPERFECT_AR = _six("impf", "aba abas aba abamos abais aban")
_IMPERFECT_ER = _six("impf", "ia ias ia iamos iais ian")
_IMPERFECT_SPECIAL = _six("impf", "a as a amos ais an")
_GENDERS = ("o", "a", "os", "as")


def conjugate(infinitive: str) -> list[Form]:
    """Return all simple forms of a verb, some of them more than once.

    Args:
        infinitive: without accents and without a pronoun at its end.
    """
    return [form for found in stems(infinitive) for form in _forms(found)]


def _forms(verb: Stems) -> list[Form]:
    preterite = _preterite(verb)
    on_stem, on_ending = (
        (_SUBJUNCTIVE_E, _SUBJUNCTIVE_E_PLAIN) if verb.kind == "ar" else (_SUBJUNCTIVE_A, _SUBJUNCTIVE_A_PLAIN)
    )
    forms = [
        *_named("pret", preterite),
        *_put(preterite[-1].removesuffix("ron"), _ON_PAST),
        *_present(verb),
        *_imperfect(verb),
        *_put(verb.subjunctive, on_stem),
        *_put(verb.subjunctive_plain, on_ending),
        *_imperative(verb),
        *_without_person(verb),
    ]
    for future in verb.special.future or (verb.infinitive,):
        forms += _put(future, _ON_FUTURE)
    return forms


def _put(stem: str, endings: Endings) -> list[Form]:
    return [(mood, person, stem + ending) for mood, person, ending in endings]


def _named(mood: str, texts: list[str]) -> list[Form]:
    return [(mood, person, text) for person, text in zip(PERSONS, texts, strict=True)]


def _present(verb: Stems) -> list[Form]:
    special = verb.special
    if not special.present:
        stressed, plain = _put(verb.stressed, _ON_STRESSED[verb.kind]), _put(verb.plain, _ON_PLAIN[verb.kind])
        return [("pres", "1s", verb.speaker), *stressed, *plain]
    forms = _named("pres", special.present.split())
    if special.also:
        person, text = special.also.split()
        forms.append(("pres", person, text))
    return forms


def _preterite(verb: Stems) -> list[str]:
    special, plain = verb.special, verb.plain
    if special.preterite:
        return special.preterite.split()
    if special.past:
        return _strong(special.past)
    if verb.kind == "ar":
        return [
            before_front(plain) + "e",
            plain + "aste",
            plain + "o",
            plain + "amos",
            plain + "asteis",
            plain + "aron",
        ]
    third = _light(verb.raised, "io"), _light(verb.raised, "ieron")
    return [plain + "i", plain + "iste", third[0], plain + "imos", plain + "isteis", third[1]]


def _strong(past: str) -> list[str]:
    third = past[:-1] + "zo" if past.endswith("c") else past + "o"
    thirds = past + ("eron" if past.endswith("j") else "ieron")
    return [past + "e", past + "iste", third, past + "imos", past + "isteis", thirds]


def _light(stem: str, ending: str) -> str:
    """Put an ending in io or ie to a stem, which may swallow the i or make it y: riñó, rio, leyó."""
    if stem.endswith(("i", "ñ", "ll", "y")):
        return stem + ending[1:]
    if stem.endswith(("a", "e", "o", "ü")) or (stem.endswith("u") and not stem.endswith(("gu", "qu"))):
        return f"{stem}y{ending[1:]}"
    return stem + ending


def _imperfect(verb: Stems) -> list[Form]:
    if verb.special.imperfect:
        return _put(verb.special.imperfect, _IMPERFECT_SPECIAL)
    return _put(verb.plain, _IMPERFECT_AR if verb.kind == "ar" else _IMPERFECT_ER)


def _imperative(verb: Stems) -> list[Form]:
    """Return what subjunctive and present have not brought."""
    if verb.infinitive == "ir":
        return [("imp", "2s", "ve"), ("imp", "2s", "anda"), ("imp", "1p", "vamos"), ("imp", "2p", "id")]
    if verb.infinitive == "ser":
        return [("imp", "2s", "se"), ("imp", "2p", "sed")]
    vowel = "a" if verb.kind == "ar" else "e"
    return [("imp", "2s", text) for text in verb.special.imperative or (verb.stressed + vowel,)]


def _without_person(verb: Stems) -> list[Form]:
    gerund = verb.plain + "ando" if verb.kind == "ar" else _light(verb.raised, "iendo")
    participles = [("part", "", stem + ending) for stem in verb.participles for ending in _GENDERS]
    return [("inf", "", verb.infinitive), ("ger", "", gerund), *participles]
