"""Patterns found in texts: forms, options, gaps, numbers, abbreviations, other spellings; noise changes nothing."""

from __future__ import annotations

import json
import sys
import threading
import unicodedata
from collections.abc import Iterable
from types import FrameType

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from manual_atencion.replies.folding import fold
from manual_atencion.replies.matching import Hit, PatternSet
from manual_atencion.replies.pattern_parsing import PatternError

FORMS = {
    "poder": ["puedo", "puede", "podemos", "pude", "podido", "poderlo"],
    "mierda": ["mierda", "mierdas"],
    "niño": ["nino", "ninos"],
    "acompañar": ["acompano", "acompanando", "acompaname"],
    "usted": ["usted", "ustedes"],
}
ABBREVIATIONS = {"usted": ["ud.", "vd."], "ustedes": ["uds."], "señor": ["sr."], "por": ["x"], "que": ["q"]}


def inflect(lemma: str, features: Iterable[str]) -> list[str]:
    return FORMS[lemma]


def build(*sources: str, disguised: Iterable[int] = ()) -> PatternSet:
    return PatternSet.build(sources, tuple(disguised), ABBREVIATIONS, inflect)


def found(source: str, text: str, *, disguised: bool = False) -> list[str]:
    hits = build(source, disguised=[0] if disguised else []).hits(fold(text))
    assert all(hit.pattern == 0 for hit in hits)
    return [text[hit.start : hit.end] for hit in hits]


@pytest.mark.parametrize(
    ("source", "text", "expected"),
    [
        ("mi amor", "Mi  amor, mi\namor y mi-amor", ["Mi  amor", "mi\namor", "mi-amor"]),
        (
            "mi amor",
            "«mi» (amor) mi… amor mi... amor mi...\namor",
            ["mi» (amor", "mi… amor", "mi... amor", "mi...\namor"],
        ),
        ("mi amor", "mi. amor mi! amor mi? amor mi\n\namor mi\n \namor mi.\namor", []),
        ("mi amor", "mi\u2028amor mi\u2029amor", ["mi\u2028amor"]),
        ("mi amor", "miamor amormi mi amores dormi amor mi_amor", ["mi_amor"]),
        ("mi amor", "mi 3 amor mi amor3", []),
        ("mi amor", "mi amor mi amor", ["mi amor", "mi amor"]),
        (
            "no {poder} hacer",
            "No puedo hacer. No pude hacer. No poderlo hacer",
            ["No puedo hacer", "No pude hacer", "No poderlo hacer"],
        ),
        (
            "no [le|les] [ya] digo",
            "no digo no les digo no le ya digo no ya le digo",
            ["no digo", "no les digo", "no le ya digo"],
        ),
        ("[mi] amor [mío]", "amor mi amor mi amor mío", ["amor", "mi amor", "mi amor mío"]),
        ("[muy [pero muy]] lindo", "lindo muy lindo muy pero muy lindo", ["lindo", "muy lindo", "muy pero muy lindo"]),
        ("(mi amor|cielo [mío])", "mi amor, cielo. Mi cielo mío", ["mi amor", "cielo", "cielo mío"]),
        (
            "no ~2 hacer",
            "no hacer no lo hacer no lo sé hacer no lo sé yo hacer",
            ["no hacer", "no lo hacer", "no lo sé hacer"],
        ),
        ("no ~3 hacer", "no puedo. Hacer", []),
        ("no ~4 hacer", "no puede la Lic. Pérez hacer", ["no puede la Lic. Pérez hacer"]),
        ("no ~3 hacer", "no lo señoñó hacer", ["no lo señoñó hacer"]),
        ("^ no sé", "No sé. Ya, no sé. No sé\n\n¿No sé? ... no sé", ["No sé", "No sé", "No sé", "no sé"]),
        ("no sé $", "no sé. no sé nada, no sé", ["no sé", "no sé"]),
        ("^ bueno $", "Bueno. Bueno, ya. ¡Bueno! Es bueno", ["Bueno", "Bueno"]),
    ],
)
def test_a_pattern_is_found_in_these_places(source: str, text: str, expected: list[str]) -> None:
    assert found(source, text) == expected


@pytest.mark.parametrize(
    "number",
    [
        "3",
        "24.5",
        "1,000",
        "1.000.000",
        "24",
        "un",
        "una",
        "uno",
        "dos",
        "quince",
        "veinticuatro",
        "veintiún",
        "treinta",
        "treinta y dos",
        "TREINTA Y UNA",
        "noventa y nueve",
        "cien",
        "ciento veinte",
        "mil",
        "dos mil",
        "treinta y dos mil",
    ],
)
def test_a_number_is_found_in_digits_and_words(number: str) -> None:
    text = f"Va en {number} horas."
    assert found("en # (hora|horas)", text) == [f"en {number} horas"]


@pytest.mark.parametrize("word", ["pocas", "las", "y", "tres3", "unas", "veinti"])
def test_other_words_are_no_numbers(word: str) -> None:
    assert found("en # horas", f"en {word} horas") == []


@pytest.mark.parametrize(
    ("source", "text", "expected"),
    [
        ("ano", "año AÑO an\u0303o ano", ["ano"]),
        ("año nuevo", "año nuevo, ano nuevo, AN\u0303O nuevo", ["año nuevo", "ano nuevo", "AN\u0303O nuevo"]),
        ("mi {niño}", "mi niño mi nino mi nin\u0303os", ["mi niño", "mi nino", "mi nin\u0303os"]),
        ("{acompañar} ya", "acompañando ya", ["acompañando ya"]),
        ("{poder} ya", "pueño ya", []),
        ("una cana", "una caña una cana", ["una cana"]),
        ("ando mal", "dañando mal", []),
    ],
)
def test_an_n_of_the_pattern_is_no_enye_of_the_text(source: str, text: str, expected: list[str]) -> None:
    assert found(source, text) == expected


@pytest.mark.parametrize(
    ("source", "text", "expected"),
    [
        (
            "usted no entiende",
            "Ud. no entiende, ud no entiende, VD.no entiende",
            ["Ud. no entiende", "ud no entiende", "VD.no entiende"],
        ),
        ("con usted", "con Ud. y con usted", ["con Ud.", "con usted"]),
        ("{usted} no", "uds. no ustedes no", ["uds. no", "ustedes no"]),
        ("señor loco", "Sr. loco señor loco senor loco", ["Sr. loco", "señor loco", "senor loco"]),
        ("por que sí", "x q sí", ["x q sí"]),
        ("mi amor", "mi Sr. amor", []),
    ],
)
def test_a_word_is_found_abbreviated(source: str, text: str, expected: list[str]) -> None:
    assert found(source, text) == expected


@pytest.mark.parametrize(
    ("source", "text", "expected"),
    [
        ("mi amor", "mi amoooor, miiii AMOOOR\u0301", ["mi amoooor", "miiii AMOOOR\u0301"]),
        ("mi amor", "mi amoor", []),
        ("llame más tarde", "llllame más tardeee", ["llllame más tardeee"]),
        ("un perro", "un perrrro un perooo", ["un perrrro"]),
        ("un pero", "un perrrro un perooo un perrooo", ["un perrrro", "un perooo"]),
        ("mi cariño", "mi cariñññooo", ["mi cariñññooo"]),
        ("mi ano", "mi añoooo", []),
        ("mi (amor|cielo)", "mi cielo. mi amoooor mi cieeelo", ["mi cielo", "mi amoooor", "mi cieeelo"]),
        ("mi amor ~3 ya", "mi amor, no ya tú yaaaa", ["mi amor, no ya tú yaaaa"]),
    ],
)
def test_a_stretched_word_is_found(source: str, text: str, expected: list[str]) -> None:
    assert found(source, text) == expected


@pytest.mark.parametrize(
    ("source", "text", "expected"),
    [
        ("{mierda}", "m1erd4 m13rd@$ M1ÉRDA", ["m1erd4", "m13rd@$", "M1ÉRDA"]),
        ("puta", "p u t a. p.u.t.a, p-u-t-a y P_U_T_A", ["p u t a", "p.u.t.a", "p-u-t-a", "P_U_T_A"]),
        ("puta", "y a p u t a o", ["p u t a"]),
        ("puta", "p*ta **p*t@** p*u*t*a p**a", ["p*ta", "p*t@", "p*u*t*a", "p**a"]),
        ("puta", "p*** *uta puto p u ta pu.ta p\n u\n t\n a", []),
        ("hijo de puta", "h1jo de p u 7 a", ["h1jo de p u 7 a"]),
        ("pelota", "pe1ota", ["pe1ota"]),
        ("{mierda}", "m1eeeerda", ["m1eeeerda"]),
        ("coño", "c0ño c.o.ñ.o con0", ["c0ño", "c.o.ñ.o", "con0"]),
        ("cono", "c0ño c0no", ["c0no"]),
        ("puta", "ana@gob.pa $500 24h 6 6 1 2", []),
    ],
)
def test_a_disguised_word_is_found_where_asked(source: str, text: str, expected: list[str]) -> None:
    assert found(source, text, disguised=True) == expected
    assert found(source, text) == []


def test_disguise_is_only_for_the_patterns_that_ask_for_it() -> None:
    patterns = build("tonto mío", "tonto", disguised=[1])
    assert patterns.hits(fold("t0nto mío")) == [Hit(1, 0, 5)]
    assert patterns.hits(fold("t0nto mío"), {0}) == []


def test_hits_are_sorted_and_only_those_wanted() -> None:
    patterns = build("amor mío", "mi amor", "mi amor mío", "amor")
    text = fold("mi amor mío")
    assert patterns.hits(text) == [Hit(1, 0, 7), Hit(2, 0, 11), Hit(3, 3, 7), Hit(0, 3, 11)]
    assert patterns.hits(text, {0, 3}) == [Hit(3, 3, 7), Hit(0, 3, 11)]
    assert patterns.hits(text, ()) == []


def test_the_first_fault_names_its_pattern() -> None:
    with pytest.raises(PatternError) as caught:
        build("mi amor", "mi (cielo")
    assert (caught.value.pattern, caught.value.start) == (1, 3)


SOURCES = ("mi amor", "no {poder} [ya] hacer (más nada|nada más)", "en # días", "^ sí pero", "{mierda}", "{niño} mío",
           "usted no ~2 entiende", "cariño $")  # fmt: skip
SET = build(*SOURCES, disguised=[4])
TEXTS = (
    "Mi amor, no puedo ya hacer más nada. Sí, pero Ud. no me entiende, cariño.",
    "En 15 días mi niño mío; m1erda. No pude hacer nada más: mi amoooor",
    "La Sra. Díaz espera en treinta y dos días. Usted no lo entiende. mi... amor",
)


def test_a_set_made_again_from_data_finds_the_same() -> None:
    data = json.loads(json.dumps(SET.to_data()))
    again = PatternSet.from_data(data)
    for text in TEXTS:
        assert SET.hits(fold(text)) == again.hits(fold(text)) != []
    assert again.to_data() == data
    assert repr(again) == f"PatternSet({len(SOURCES)} patterns)"


def test_an_empty_set_finds_nothing() -> None:
    assert build().hits(fold("mi amoooor m1erda")) == []


def test_making_a_set_from_data_inflects_and_compiles_nothing() -> None:
    called: list[str] = []

    def note(frame: FrameType, event: str, _argument: object) -> None:
        if event == "call":
            called.append(f"{frame.f_globals.get('__name__')}.{frame.f_code.co_name}")

    data = json.loads(json.dumps(SET.to_data()))
    sys.setprofile(note)
    try:
        PatternSet.from_data(data)
    finally:
        sys.setprofile(None)
    rooms = {name.rpartition(".")[0].rpartition(".")[2] for name in called}
    assert rooms <= {"matching", "word_index"} | {"_pytest", "threading", __name__.rpartition(".")[2]}


def mixed_case(text: str, choose: st.DataObject) -> str:
    upper = choose.draw(st.lists(st.booleans(), min_size=len(text), max_size=len(text)))
    return "".join(sign.upper() if up else sign for sign, up in zip(text, upper, strict=True))


def without_accents(text: str) -> str:
    kept = text.replace("ñ", "\ue001").replace("Ñ", "\ue002")
    bare = "".join(sign for sign in unicodedata.normalize("NFD", kept) if not unicodedata.combining(sign))
    return bare.replace("\ue001", "ñ").replace("\ue002", "Ñ")


def noisy(text: str, choose: st.DataObject) -> str:
    """Write a text with other blanks and invisible signs, none of which a reader minds."""
    parts = []
    for place, sign in enumerate(text):
        if sign == " ":
            blanks = (
                [" ", "  ", "\u00a0", "\t ", "\n", " , ", " \u2013 "] if text[place - 1] not in ".!?" else [" ", "  "]
            )
            parts.append(choose.draw(st.sampled_from(blanks)))
        else:
            parts.append(sign)
            inside = text[place + 1 : place + 2].isalpha() and sign.isalpha()
            parts.append(choose.draw(st.sampled_from(["", "", "", "\u200b", "\u00ad", "\u200f"])) if inside else "")
    return "".join(parts)


def full_width(text: str) -> str:
    return "".join(chr(ord(sign) + 0xFEE0) if "a" <= sign.lower() <= "z" else sign for sign in text)


def letters(text: str, hit: Hit) -> tuple[int, bytes]:
    folded = fold(text[hit.start : hit.end])
    return hit.pattern, bytes(byte for byte in folded.data if bytes([byte]).isalnum())


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(TEXTS), st.data())
def test_noise_changes_no_hit(text: str, choose: st.DataObject) -> None:
    noise = text
    for change in choose.draw(st.permutations([mixed_case, noisy])):
        noise = change(noise, choose)
    for plain in choose.draw(st.lists(st.sampled_from([without_accents, full_width]), max_size=2, unique=True)):
        noise = plain(noise)
    if choose.draw(st.booleans()):
        noise = unicodedata.normalize("NFD", noise)
    hits = SET.hits(fold(noise))
    assert [letters(noise, hit) for hit in hits] == [letters(text, hit) for hit in SET.hits(fold(text))]
    for hit in hits:
        assert noise[hit.start].isalnum()
        assert hit.end == len(noise) or not unicodedata.combining(noise[hit.end])


@given(st.text(alphabet="miamornoñ\u0303 .,!\n\u200bpuedhacrtt*1@ßﬁ\ud800\u0301", max_size=80))
@example("mmmi aamor")
def test_any_text_gives_slices_that_do_not_overlap_within_a_pattern(text: str) -> None:
    hits = SET.hits(fold(text))
    assert hits == sorted(hits, key=lambda hit: (hit.start, hit.end, hit.pattern))
    last: dict[int, int] = {}
    for hit in hits:
        assert last.get(hit.pattern, 0) <= hit.start < hit.end <= len(text)
        last[hit.pattern] = hit.end


def steps(patterns: PatternSet, text: str) -> int:
    """Return how many calls it takes to look for patterns."""
    count = 0

    def note(_frame: FrameType, _event: str, _argument: object) -> None:
        nonlocal count
        count += 1

    sys.setprofile(note)
    try:
        patterns.hits(fold(text))
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize(
    "piece",
    [
        "no ",
        "mi ",
        "mi amor ",
        "no puedo ya ",
        " ",
        "\n",
        "amooor ",
        "mmm",
        "aaabbb",
        "m i e r d ",
        "a ",
        "m1",
        "m1 ",
        "m*r ",
        "mi\u0301\u0301 amor ",
        "usted no ",
        "en 1 ",
        "en treinta y ",
        "sr. ",
        ". ",
        "... ",
        "ñ",
        "n\u0303",
        "a\u200b",
        "1a@*",
    ],
)
def test_work_grows_with_the_length_only(piece: str) -> None:
    SET.hits(fold(piece * 40))  # what is compiled once
    short, long = steps(SET, piece * 200), steps(SET, piece * 2000)
    assert long <= 11 * short + 200


def test_threads_find_the_same() -> None:
    fresh = PatternSet.from_data(SET.to_data())
    expected = [SET.hits(fold(text)) for text in TEXTS]
    results: list[list[list[Hit]]] = []
    start = threading.Barrier(8)

    def look() -> None:
        start.wait()
        results.append([fresh.hits(fold(text)) for text in TEXTS])

    threads = [threading.Thread(target=look) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [expected] * 8
