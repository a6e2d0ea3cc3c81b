"""The forms of a word: checked by hand, drawn from other people's dictionaries, and true of every word."""

from __future__ import annotations

import re
from collections import Counter
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from manual_atencion.replies.inflection import NOMINAL_FEATURES, VERB_FEATURES, InflectionError, forms
from manual_atencion.replies.spelling import folded, without_accents, words

DATA = Path(__file__).parent / "inflection"
FOLDED = re.compile("[a-z]+")
VERBS = words(
    """poder tener hacer decir venir poner ser ir haber estar dar ver oír reír caer caber asir erguir huir argüir
    seguir elegir reñir bullir tañer leer cruzar pagar buscar averiguar conocer mecer cocer conducir dormir adquirir
    jugar oler errar plegar roer yacer freír ponerse irse reírse quejarse"""
)
NOUNS = words(
    """amor vida mamá papi corazón reina café voz pez lunes régimen inglés israelí rey caso casa feliz amable
    paraguas día problema señor cliente español lengua novio té pie"""
)
ENDED = st.builds(str.__add__, st.text("abcdefghijlmnopqrstuvyzñü", min_size=0, max_size=8),
                  st.sampled_from(["ar", "er", "ir", "arse", "erse", "irse"]))  # fmt: skip
ANY_WORD = st.text("abcdefghijklmnopqrstuvwxyzáéíóúñü", min_size=1, max_size=12)


def rows(name: str, separator: str) -> list[list[str]]:
    lines = (DATA / name).read_text("utf-8").splitlines()
    return [[cell.strip() for cell in line.split(separator)] for line in lines if line and not line.startswith("#")]


CHECKED = rows("checked_forms.csv", "|")


@pytest.mark.parametrize(("lemma", "features", "has", "lacks"), CHECKED, ids=lambda cell: cell.split(" ")[0])
def test_checked_by_hand(lemma: str, features: str, has: str, lacks: str) -> None:
    found = forms(lemma, features.split())
    assert set(has.split()) - found == set()
    assert set(lacks.split()) & found == set()


def test_the_hand_checked_list_is_long() -> None:
    assert len(CHECKED) >= 200
    assert all(has.split() for _, _, has, _ in CHECKED)


def test_forms_nobody_looked_at_while_the_rules_were_written() -> None:
    missed: Counter[str] = Counter()
    unseen = rows("unseen_forms.csv", ",")
    for kind, lemma, form, features in unseen:
        missed[kind] += folded(without_accents(form)) not in forms(lemma, features.split())
    assert len(unseen) >= 300
    assert sum(missed.values()) <= 0.03 * len(unseen), missed


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("casa", "caso"), ("puerta", "puerto"), ("pudor", "poder"), ("amo", "amor"), ("vida", "vid"), ("pata", "pato"),
        ("cuento", "cuenta"), ("solo", "sol"), ("madera", "madero"), ("bolso", "bolsa"), ("derecho", "derecha"),
        ("ramo", "rama"), ("libro", "libra"), ("punto", "punta"), ("plazo", "plaza"), ("médico", "medio"),
        ("cargo", "carga"), ("pago", "paga"), ("acto", "acta"), ("tener", "temer"), ("decir", "dedicar"),
        ("hacer", "hallar"), ("pensar", "prensar"), ("venir", "vencer"), ("pesar", "pisar"), ("coser", "correr"),
        ("seguir", "segar"), ("sentir", "asentar"), ("llamar", "llanar"), ("haber", "hablar"),
    ],
)  # fmt: skip
def test_like_words_stay_apart(one: str, other: str) -> None:
    assert forms(one, ["n"] if one.endswith("or") else []).isdisjoint(forms(other))


def test_a_diminutive_stays_in_its_gender() -> None:
    assert forms("caso", ["dim"]).isdisjoint(forms("casa", ["dim"]))
    assert "medico" not in forms("medio", ["g", "dim"])


def test_no_imperative_with_a_pronoun_of_somebody_else() -> None:
    assert "dios" not in forms("decir")
    assert "dados" not in forms("dar", ["imp"])
    assert "ponos" not in forms("poner")


@pytest.mark.parametrize("verb", sorted(VERBS))
def test_features_of_a_verb_choose_among_all_its_forms(verb: str) -> None:
    everything = forms(verb)
    seen: set[str] = set()
    for feature in VERB_FEATURES:
        chosen = forms(verb, [feature])
        assert chosen <= everything, feature
        seen |= chosen
    assert seen == everything


@pytest.mark.parametrize("verb", sorted(VERBS))
def test_person_and_mood_combine(verb: str) -> None:
    for person, mood in (("1s", "pres"), ("2s", "subj"), ("3p", "fut"), ("2s", "imp")):
        both = forms(verb, [person, mood])
        assert both <= forms(verb, [person]) & forms(verb, [mood])
        assert forms(verb, [person]) >= both


def test_more_persons_or_moods_give_more_forms() -> None:
    assert forms("poder", ["1s", "1p"]) == forms("poder", ["1s"]) | forms("poder", ["1p"])
    assert forms("poder", ["inf", "ger"]) == forms("poder", ["inf"]) | forms("poder", ["ger"])


@pytest.mark.parametrize("noun", sorted(NOUNS))
def test_features_of_a_noun_add_forms(noun: str) -> None:
    plain = forms(noun, ["n"])
    assert plain == forms(noun) or noun.endswith(("ar", "er", "ir"))
    for feature in NOMINAL_FEATURES:
        assert plain <= forms(noun, [feature])
    for first, second in combinations(NOMINAL_FEATURES, 2):
        assert forms(noun, [first]) | forms(noun, [second]) <= forms(noun, [first, second])


@given(ENDED, st.sets(st.sampled_from(VERB_FEATURES), max_size=3))
def test_whatever_ends_like_a_verb_gives_letters_or_one_error(lemma: str, features: set[str]) -> None:
    found = forms_or_problem(lemma, features)
    if isinstance(found, str):
        assert found.startswith("«{lemma}» no tiene formas")
        return
    assert found == forms(lemma, list(features))
    assert found <= forms(lemma)
    assert all(FOLDED.fullmatch(form) for form in found)


def forms_or_problem(lemma: str, features: set[str]) -> frozenset[str] | str:
    try:
        return forms(lemma, features)
    except InflectionError as error:
        return error.problem.template


@given(ANY_WORD, st.sets(st.sampled_from(NOMINAL_FEATURES), min_size=1))
def test_whatever_is_written_in_letters_has_forms_as_a_noun(lemma: str, features: set[str]) -> None:
    found = forms(lemma, features)
    assert found == forms(lemma.upper(), sorted(features))
    assert folded(without_accents(lemma)) in found
    assert all(FOLDED.fullmatch(form) for form in found)


def test_composed_and_decomposed_letters_are_the_same() -> None:
    assert forms("cari\u00f1o", ["dim"]) == forms("carin\u0303o", ["dim"])
    assert forms("raz\u00f3n") == forms("razo\u0301n")
    assert forms("re\u00f1ir") == forms("ren\u0303ir") != forms("renir")


@pytest.mark.parametrize("lemma", ["", " ", "mi amor", "covid19", "a-b", "señor/a", "x" * 41, "愛"])
def test_a_lemma_is_one_word_in_letters(lemma: str) -> None:
    with pytest.raises(InflectionError, match="una sola palabra"):
        forms(lemma)


@pytest.mark.parametrize("feature", ["4s", "", "plural", "1S", "vos"])
def test_an_unknown_feature_is_refused_with_the_known_ones(feature: str) -> None:
    with pytest.raises(InflectionError) as caught:
        forms("poder", [feature])
    assert caught.value.problem.values["feature"] == feature
    assert "1s" in str(caught.value)
    assert "no existe" in caught.value.render()


@pytest.mark.parametrize(
    ("lemma", "features"),
    [
        ("amor", ["1s"]), ("amor", ["sin"]), ("amor", ["dim", "pres"]), ("mujer", ["n", "1s"]),
        ("poder", ["1s", "imp"]), ("poder", ["1s", "inf"]), ("ponerse", ["imp", "sin"]), ("haber", ["1s", "part"]),
    ],
)  # fmt: skip
def test_features_that_no_form_has_together_are_refused(lemma: str, features: list[str]) -> None:
    with pytest.raises(InflectionError) as caught:
        forms(lemma, features)
    assert caught.value.problem.values == {"lemma": lemma, "features": ", ".join(sorted(features))}
    assert "juntos" in caught.value.render()
