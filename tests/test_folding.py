"""Folding: what each character becomes, exact offsets back, sentences."""

from __future__ import annotations

import sys
import unicodedata
from itertools import pairwise
from types import FrameType

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from manual_atencion.replies.folding import Folded, fold, with_signs
from manual_atencion.replies.sentences import apart, sentences

HOSTILE = (
    "aAñÑn\u0303áe\u0301\u0323zZ09 .!?¿¡…,;\t\r\n\x00\x0b\x85\xadßÆæªº½²\u200b\u200d\u200e\u202b\u2028\u2029\ufeff"
    "\ud800\udc00\ue000\uf8ffﬁœŒĳ™Ⓐ①⅓ａＺ１．！\u0131İſKаѕο٣字\U0001f600\U0001d5ba\u3164\u115f@*$_‼‥"  # noqa: RUF001
)
texts = st.text(alphabet=st.one_of(st.sampled_from(HOSTILE), st.characters()), max_size=60)


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("Árbol ÑANDÚ pingüino", b"arbol nandu pinguino"),
        ("a.b!c?d…e\nf\rg\th", b"a.b!c!d e\nf g h"),
        ("¿Qué?, «así» (no) - _y_", b" que!   asi   no     y "),
        ("ca\xadri\u200bño", b"carino"),
        ("cari\u0303n\u0303o", b"carino"),
        ("ＭＩ　ａｍｏｒ", b"mi amor"),  # noqa: RUF001
        ("ﬁn œil Æra straße", b"fin oeil aera strasse"),
        ("Defensoría™ Ⓐ① 1º ½ ⅓", b"defensoria  a1 1o    "),
        ("a\u2028b\u2029c", b"a\nb\n\nc"),
        ("\ud800a\x00b\ue000c\U0001f600d", b" a b c d"),
        ("\u200fmi\u202e", b"mi"),
        ("саrіñо", b"carino"),  # noqa: RUF001
        ("٣ días。", b"3 dias."),
        ("", b""),
    ],
)
def test_a_text_folds_to_these_bytes(text: str, data: bytes) -> None:
    assert fold(text).data == data


def test_n_with_a_tilde_is_marked_however_it_is_written() -> None:
    for text in ("AÑO", "an\u0303o", "AN\u0303O", "an\u0323\u0303o", "an\u00ad\u0303o", "aｎ\u0303o"):  # noqa: RUF001
        assert fold(text).marked == b"a_o", text
        assert fold(text).data == b"ano"
    assert fold("ano a\u0303no \u0303").marked == b"ano ano "


@given(texts)
def test_any_text_folds_to_few_bytes_and_each_has_its_place(text: str) -> None:
    folded = fold(text)
    assert set(folded.data) <= set(b"abcdefghijklmnopqrstuvwxyz0123456789 .!\n")
    assert len(folded.marked) == len(folded.data) == len(with_signs(folded))
    assert folded.marked.replace(b"_", b"n") == folded.data
    last = 0
    for index in range(len(folded.data)):
        start, end = folded.span(index, index + 1)
        assert last <= start < end <= len(text)
        assert folded.offset(start) <= index < folded.offset(end)
        last = start


@given(texts, st.data())
@example("a\u0301\u200b\u0301b", None)
def test_a_span_begins_at_a_letter_and_takes_its_marks_along(text: str, data: st.DataObject | None) -> None:
    folded = fold(text)
    size = len(folded.data)
    start = data.draw(st.integers(0, size)) if data else 0
    end = data.draw(st.integers(start, size)) if data else 1
    first, last = folded.span(start, end)
    assert 0 <= first <= last <= len(text)
    if start < end:
        # Folding the slice alone gives the bytes asked for, but for a letter that is one of two in a ligature.
        assert folded.data[start:end] in fold(text[first:last]).data
        assert len(fold(text[first:last]).data) <= end - start + 3 * 18
        assert last == len(text) or not unicodedata.category(text[last]).startswith("M")


@given(texts)
def test_folding_one_character_at_a_time_gives_the_same(text: str) -> None:
    assert b"".join(fold(character).data for character in text) == fold(text).data


@given(texts)
def test_offset_counts_the_folded_bytes_before(text: str) -> None:
    folded = fold(text)
    for position in range(len(text) + 1):
        assert folded.offset(position) == len(fold(text[:position]).data)


def test_the_text_is_not_shown() -> None:
    folded = fold("mi secreto")
    assert repr(folded) == "Folded(10 characters, 10 bytes)"
    assert "secreto" not in f"{folded} {folded!r}"


def test_signs_stand_for_themselves_only_where_asked() -> None:
    folded = fold("m*erd@ $\u200b＊")  # noqa: RUF001
    assert folded.data == b"m erd    "
    assert with_signs(folded) == b"m*erd@ $*"


def steps(text: str) -> int:
    """Return how many calls it takes to fold a text and to find where its bytes stand."""
    count = 0

    def note(_frame: FrameType, _event: str, _argument: object) -> None:
        nonlocal count
        count += 1

    sys.setprofile(note)
    try:
        folded = fold(text)
        folded.span(0, len(folded.data))
        sentences(folded)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize(
    "piece", ["a\u0301\u0323", "a\u200b", "n\u0303", "\U0001f600", "sr. ", "a.", "“no” ", " \n", "\u0301", "ﬁ", "ß\xad"]
)
def test_work_grows_with_the_length_only(piece: str) -> None:
    steps(piece * 10)  # what is looked up once
    short, long = steps(piece * 200), steps(piece * 2000)
    assert long <= 11 * short + 100


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(fold(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hola. ¿Qué tal? ¡Bien!", ["Hola.", "¿Qué tal?", "¡Bien!"]),
        ("La SRA. Díaz y el sr. Paz. Fin", ["La SRA. Díaz y el sr. Paz.", "Fin"]),
        ("Ud. vea la pág. 3, art. 5 y núm. 7.", ["Ud. vea la pág. 3, art. 5 y núm. 7."]),
        ("Son 24.5 y 1.000.000. Ya", ["Son 24.5 y 1.000.000.", "Ya"]),
        ("No. Ya. No. 24 sí", ["No.", "Ya.", "No. 24 sí"]),
        ("J. R. Pérez vino. Bien", ["J. R. Pérez vino.", "Bien"]),
        ("No sé... luego vemos… Sí.", ["No sé... luego vemos… Sí."]),
        ("Atentamente,\n\nAna\nDíaz", ["Atentamente,", "Ana\nDíaz"]),
        ("a\n \r\n b", ["a", "b"]),
        ("Dijo «no.» (Sí.) Ya", ["Dijo «no.»", "(Sí.)", "Ya"]),
        ("¿¡Cómo!? ... ¡Ah!", ["¿¡Cómo!? ...", "¡Ah!"]),
        ("Dn\u0303a. Ana", ["Dn\u0303a. Ana"]),
        ("... !! \n\n.", []),
        ("", []),
    ],
)
def test_sentences_end_where_a_reader_says(text: str, expected: list[str]) -> None:
    assert cut(text) == expected


@given(texts)
def test_sentences_are_slices_in_order_and_hold_every_letter(text: str) -> None:
    folded = fold(text)
    found = sentences(folded)
    assert all(start < end for start, end in found)
    assert all(before[1] <= after[0] for before, after in pairwise(found))
    letters = [index for index, byte in enumerate(folded.data) if bytes([byte]).isalnum()]
    inside = [folded.span(index, index + 1)[0] for index in letters]
    assert all(any(start <= place < end for start, end in found) for place in inside)


@pytest.mark.parametrize("text", ["ya. no", "ya! no", "ya\n\nno", "ya\n \n no", "ya. — no"])
def test_a_full_stop_stands_where_a_sentence_ends(text: str) -> None:
    assert b"." in apart(fold(text))


@pytest.mark.parametrize("text", ["ya no", "ya, no", "ya\nno", "ya... no", "sr. no", "ya.. no", "el art. 5"])
def test_no_full_stop_stands_where_none_ends(text: str) -> None:
    assert b"." not in apart(fold(text))


def test_folded_texts_are_equal_when_their_texts_are() -> None:
    first, second = fold("an\u0303o"), fold("an\u0303o")
    first.span(0, 2)
    assert first == second
    assert isinstance(first, Folded)
