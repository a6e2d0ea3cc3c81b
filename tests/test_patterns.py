"""The pattern language: what it says, what it refuses and where, which patterns say the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from manual_atencion.messages import Message, message
from manual_atencion.replies.anchors import Anchors
from manual_atencion.replies.common_words import COMMON_WORDS, commonness
from manual_atencion.replies.inflection import InflectionError
from manual_atencion.replies.pattern_comparison import covered, needless
from manual_atencion.replies.pattern_nodes import Choice, Gap, Lemma, Maybe, Number, PatternNode, Word
from manual_atencion.replies.pattern_parsing import PatternError, parse_pattern
from manual_atencion.replies.patterns import Abbreviations, Lexicon, check_pattern, read_abbreviations

FORMS = {"poder": ["puedo", "puede", "podemos"], "dar": ["doy", "dios", "dalo"], "niño": ["nino", "ninos"], "vacío": []}


def inflect(lemma: str, features: object) -> list[str]:
    if "raro" in list(features):  # type: ignore[call-overload]
        raise InflectionError(message("no existe el rasgo"))
    return FORMS.get(lemma, [lemma])


def lexicon() -> Lexicon:
    return Lexicon(inflect=inflect)


def words(text: str) -> tuple[Word, ...]:
    return tuple(map(Word, text.split()))


@pytest.mark.parametrize(
    ("source", "parts"),
    [
        ("mi amor", words("mi amor")),
        ("Sí, PERO", words("si pero")),
        ("¿en qué «puedo» servir", words("en que puedo servir")),
        ("y/o auto-servicio", words("y o auto servicio")),
        ("cariño an\u0303o nin\u0303o", words("cari_o a_o ni_o")),
        ("{poder}", (Lemma("poder"),)),
        ("{Poder: pres, 1s}", (Lemma("poder", ("1s", "pres")),)),
        ("{oír}", (Lemma("oír"),)),
        ("no [le|les] digo", (Word("no"), Maybe((Choice((words("le"), words("les"))),)), Word("digo"))),
        ("[por favor] ya", (Maybe(words("por favor")), Word("ya"))),
        ("(a|b c) d", (Choice((words("a"), words("b c"))), Word("d"))),
        ("a ~2 b # días", (Word("a"), Gap(2), Word("b"), Number(), Word("dias"))),
        ("a(b[c])d", (Word("a"), Choice(((Word("b"), Maybe(words("c"))),)), Word("d"))),
    ],
)
def test_a_pattern_is_read(source: str, parts: tuple[object, ...]) -> None:
    assert parse_pattern(source) == PatternNode(parts)  # type: ignore[arg-type]


def test_the_places_of_sentences_are_read() -> None:
    assert parse_pattern("^ si pero $") == PatternNode(words("si pero"), at_start=True, at_end=True)
    assert parse_pattern("^si") == PatternNode(words("si"), at_start=True)


@pytest.mark.parametrize(
    ("source", "start", "end", "said"),
    [
        ("", 0, 0, "vacío"),
        ("  ", 0, 2, "vacío"),
        ("[mi amor]", 0, 9, "pueden faltar"),
        ("^ [a] $", 0, 7, "pueden faltar"),
        ("mi (amor", 3, 4, "falta cerrar"),
        ("mi [amor", 3, 4, "falta cerrar"),
        ("mi (amor|", 3, 4, "falta cerrar"),
        ("mi amor)", 7, 8, "no se abrió"),
        ("mi (amor]", 8, 9, "no se abrió"),
        ("mi [amor)", 8, 9, "no se abrió"),
        ("mi (amor|)", 8, 10, "alternativa vacía"),
        ("mi (|amor)", 3, 5, "alternativa vacía"),
        ("mi ()", 3, 5, "alternativa vacía"),
        ("mi (amor|[cielo])", 8, 17, "pueden faltar"),
        ("amor | cielo", 5, 6, "entre paréntesis"),
        ("mi ^ amor", 3, 4, "comienzo"),
        ("mi (^ amor)", 4, 5, "comienzo"),
        ("mi $ amor", 3, 4, "final"),
        ("~3 amor", 0, 2, "hueco"),
        ("amor ~3", 5, 7, "hueco"),
        ("[mi] ~3 amor", 5, 7, "hueco"),
        ("mi (~2 a|b)", 4, 6, "hueco"),
        ("mi ~2 ~3 amor", 3, 5, "seguidos"),
        ("mi ~ amor", 3, 4, "cuántas"),
        ("mi ~0 amor", 3, 5, "cuántas"),
        ("mi ~10 amor", 3, 6, "cuántas"),
        ("mi {} amor", 3, 5, "una sola palabra"),
        ("mi {dos palabras}", 3, 17, "una sola palabra"),
        ("mi {dar:}", 3, 9, "rasgo"),
        ("mi {dar:1s,}", 3, 12, "rasgo"),
        ("mi {dar", 3, 4, "llave"),
        ("mi dar}", 6, 7, "llave"),
        ("adiós. amor", 0, 6, "oración"),
        ("qué tal?", 4, 8, "oración"),
        ("mi & amor", 3, 4, "nunca coinciden"),
        ("50 %", 3, 4, "nunca coinciden"),
        ("любовь mía", 0, 6, "nunca coinciden"),
        ("a_b", 0, 3, "nunca coinciden"),
        ("(" * 9 + "a", 8, 9, "niveles"),
    ],
)
def test_a_pattern_is_refused_where_it_is_wrong(source: str, start: int, end: int, said: str) -> None:
    with pytest.raises(PatternError) as caught:
        parse_pattern(source)
    assert (caught.value.start, caught.value.end) == (start, end)
    assert said in caught.value.problem.render()


@pytest.mark.parametrize(
    ("source", "start", "end", "said"),
    [
        ("nada", 0, 4, "«nada»"),
        ("Como", 0, 4, "«como»"),
        ("(mi amor|[muy] este)", 15, 19, "«este»"),
        ("año", 0, 3, "«año»"),
        ("{dar}", 0, 5, "«dios»"),
        ("[no] {dar}", 5, 10, "«dios»"),
        ("^ nada", 2, 6, "«nada»"),
        ("#", 0, 1, "número"),
        ("[en] # #", 0, 8, "número"),
        ("(amor|#)", 0, 8, "número"),
        ("no {dar:raro}", 3, 13, "no existe el rasgo"),
        ("no {vacío}", 3, 10, "ninguna forma"),
    ],
)
def test_a_pattern_that_would_mark_anything_or_nothing_is_refused(source: str, start: int, end: int, said: str) -> None:
    known = lexicon()
    with pytest.raises(PatternError) as caught:
        Anchors(known, {}).rows(check_pattern(source, known))
    assert (caught.value.start, caught.value.end) == (start, end)
    assert said in caught.value.problem.render()
    assert isinstance(caught.value.problem, Message)


@pytest.mark.parametrize("source", ["ano", "^ nada $", "nada más", "{poder} nada", "gracias", "(tú|te|ti)", "# días"])
def test_a_pattern_of_one_word_is_taken_where_the_word_is_telling(source: str) -> None:
    assert check_pattern(source, lexicon()).parts


@given(st.text(alphabet="ab{}[]()|~3#^$ ,.:ñ", max_size=20))
def test_any_source_is_read_or_refused_within_itself(source: str) -> None:
    fault = None
    try:
        assert parse_pattern(source).parts
    except PatternError as error:
        fault = error
    if fault:
        assert 0 <= fault.start <= fault.end <= len(source)
        assert fault.problem.render()


def words_of(source: str, abbreviations: Abbreviations | None = None) -> list[list[str]]:
    rows = Anchors(lexicon(), abbreviations or {}).rows(parse_pattern(source))
    return [[slot.words for slot in row] for row in rows]


def test_a_pattern_needs_the_words_of_one_of_its_branches_the_rarest_first() -> None:
    assert words_of("no {poder} hacer (más nada|milagros) [señora]") == [
        ["hacer", "nada", "<poder:>", "mas"],
        ["milagros", "hacer", "<poder:>", "no"],
    ]
    assert words_of("# (a|#) b") == [["b"]]


def test_an_abbreviation_is_looked_for_too() -> None:
    short = read_abbreviations({"usted": ["ud.", "vd."], "por ejemplo": ["p. ej."]})
    assert short == {"usted": (("ud",), ("vd",)), "por ejemplo": (("p", "ej"),)}
    assert words_of("usted", short) == [["usted ud vd"]]


def test_common_words_are_about_three_hundred_and_folded() -> None:
    assert 250 <= len(COMMON_WORDS) <= 400
    assert all(word.isascii() and word.islower() for word in COMMON_WORDS)
    assert {"para", "como", "nada", "este", "dios", "a_o"} <= COMMON_WORDS
    assert commonness("de") > commonness("usted") > commonness("amor")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("mi amor", "Mi,  AMOR"),
        ("(a|b) zorro", "(b zorro|a zorro)"),
        ("[por] favor", "(favor|por favor)"),
        ("mi [muy] [muy] amor", "mi [muy [muy]] amor"),
        ("{poder:1s,pres} más", "{poder:pres,1s} más"),
    ],
)
def test_of_two_patterns_that_match_the_same_the_later_one_is_needless(one: str, other: str) -> None:
    assert needless([parse_pattern(one), parse_pattern(other)], lexicon()) == {1: 0}
    assert covers(one, other)
    assert covers(other, one)


def covers(wide: str, narrow: str) -> bool:
    return covered([parse_pattern(narrow)], [parse_pattern(wide)], lexicon()) == {0: 0}


def test_several_patterns_together_may_make_one_needless() -> None:
    patterns = [parse_pattern(source) for source in ("mi amor", "mi (amor|cielo)", "(mi|tu) cielo", "mi sol")]
    assert needless(patterns, lexicon()) == {1: 0}


@pytest.mark.parametrize(
    ("wide", "narrow"),
    [
        ("mi (amor|cielo)", "mi cielo"),
        ("{poder} hacer", "puedo hacer"),
        ("{poder} hacer", "(puedo|puede) hacer"),
        ("no ~3 hacer", "no puedo hacer"),
        ("no ~3 hacer", "no hacer"),
        ("no ~3 hacer", "no ~2 hacer"),
        ("no ~3 hacer", "no le {poder} hacer"),
        ("mi amor", "^ mi amor $"),
        ("año nuevo", "ano nuevo"),
        ("{niño} lindo", "niño lindo"),
        ("# días", "15 días"),
    ],
)
def test_a_wider_pattern_covers_a_narrower_one(wide: str, narrow: str) -> None:
    assert covers(wide, narrow)
    assert not covers(narrow, wide)
    assert needless([parse_pattern(narrow), parse_pattern(wide)], lexicon()) == {0: 1}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("mi amor", "mi cielo"),
        ("mi amor", "mi amor lindo"),
        ("no ~1 hacer", "no lo puedo hacer"),
        ("no ~1 hacer", "no # hacer"),
        ("^ mi amor", "mi amor $"),
        ("{poder} hacer", "dar hacer"),
        ("# días", "pocos días"),
    ],
)
def test_different_patterns_do_not_cover_each_other(one: str, other: str) -> None:
    assert not covers(one, other)
    assert not covers(other, one)


def test_a_pattern_with_very_many_readings_is_compared_as_written() -> None:
    many, other = (parse_pattern(" ".join([words] * 8)) for words in ("(a|b|c)", "a"))
    assert needless([many, other, many], lexicon()) == {2: 0}
    assert covered([other], [many], lexicon()) == {}
