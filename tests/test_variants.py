"""Sixty expressions of bad service, each in the thirteen ways people write it: all found, with exact spans."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

from manual_atencion.replies.folding import fold
from manual_atencion.replies.matching import Hit, PatternSet

EXPRESSIONS = Path(__file__).with_name("service_expressions.txt").read_text("utf-8").splitlines()
SET = PatternSet.build(EXPRESSIONS)


def without_accents(text: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFD", text) if not unicodedata.combining(sign))


def inside_a_word(text: str, sign: str) -> str:
    """Put a sign in the middle of the longest word."""
    word = max(text.replace(",", " ").split(), key=len)
    place = text.index(word) + len(word) // 2
    return text[:place] + sign + text[place:]


def other_punctuation(text: str) -> str:
    return text.replace(",", " …") if "," in text else text.replace(" ", ", ", 1)


def full_width(text: str) -> str:
    return "".join(chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign for sign in text)


SPELLINGS = {
    "as it is": lambda text: text,
    "at the start of a sentence": lambda text: text[0].upper() + text[1:],
    "in capitals": str.upper,
    "without accents": without_accents,
    "in capitals without accents": lambda text: without_accents(text).upper(),
    "decomposed": lambda text: unicodedata.normalize("NFD", text),
    "two blanks": lambda text: text.replace(" ", "  ", 1),
    "line break": lambda text: text.replace(" ", "\n", 1),
    "no-break space": lambda text: text.replace(" ", "\u00a0"),
    "zero width": lambda text: inside_a_word(text, "\u200b"),
    "soft hyphen": lambda text: inside_a_word(text, "\u00ad"),
    "other punctuation": other_punctuation,
    "full width": full_width,
}
SURROUNDINGS = (
    ("", ""),
    ("Le digo: ", ", y nada más."),
    ("Según consta, señora Ñáñez…\n«", "»; dijo la Lic. Díaz. Adiós."),
    ("e\u0301l dijo \u200b", "\u200b\u00ad! \U0001f600"),
    ("\ud800 ß ﬁ ", " ™"),
)


def variants() -> Iterator[tuple[int, str]]:
    for number, expression in enumerate(EXPRESSIONS):
        for spell in SPELLINGS.values():
            yield number, spell(expression)


def test_there_are_seven_hundred_and_eighty() -> None:
    assert len(set(EXPRESSIONS)) == 60
    assert len(list(variants())) == 780


@pytest.mark.parametrize(("before", "after"), SURROUNDINGS)
def test_every_spelling_is_found_with_its_exact_span(before: str, after: str) -> None:
    found = 0
    for number, variant in variants():
        hits = SET.hits(fold(before + variant + after))
        start = len(before)
        assert Hit(number, start, start + len(variant)) in hits, (EXPRESSIONS[number], variant)
        found += 1
    assert found == 780


@pytest.mark.parametrize("sign", [". ", "! ", "? ", "\n\n", "\n \n"])
def test_none_is_found_across_a_sentence_end(sign: str) -> None:
    for number, expression in enumerate(EXPRESSIONS):
        words = expression.replace(",", "").split()
        for cut in range(1, len(words)):
            if sign == ". " and len(words[cut - 1]) == 1:
                continue  # an initial
            text = " ".join(words[:cut]) + sign + " ".join(words[cut:])
            assert number not in {hit.pattern for hit in SET.hits(fold(text))}, text


def test_none_is_found_inside_longer_words() -> None:
    for number, expression in enumerate(EXPRESSIONS):
        for text in (
            expression + "x",
            "x" + expression,
            expression.replace(", ", "").replace(" ", "", 1),
            expression + "ñ",
        ):
            assert number not in {hit.pattern for hit in SET.hits(fold(text))}, text
