"""Every sentence of ours is in both catalogues, and says the same in both."""

from __future__ import annotations

import ast
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.extract import extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

import manual_atencion
from manual_atencion.messages import duration_in_words, in_a_row, long_instant, message, translate

PACKAGE = Path(manual_atencion.__file__).parent
ENGLISH = PACKAGE / "locale" / "en" / "LC_MESSAGES" / "manual_atencion.po"
MODULES = sorted(PACKAGE.rglob("*.py"))


def written() -> dict[str, str]:
    """Return every template in the source with its module, as Python itself reads them."""
    found = {}
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id in ("message", "mark")
                and node.args
            ):
                first = node.args[0]
                if isinstance(first, ast.Constant):
                    found[str(first.value)] = path.name
    return found


def translated() -> dict[str, str]:
    with ENGLISH.open("rb") as source:
        return {str(entry.id): str(entry.string) for entry in read_po(source, locale="en") if entry.id}


def fields(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name is not None}


def test_the_collector_finds_every_template() -> None:
    collected = {str(text) for path in MODULES for _, text, _, _ in
                 extract_from_file("python", path, keywords={"message": None, "mark": None})}  # fmt: skip
    assert written().keys() - collected == set()


def test_every_template_is_in_the_english_catalogue() -> None:
    assert sorted((place, text) for text, place in written().items() if not translated().get(text)) == []


def test_the_english_catalogue_holds_nothing_else() -> None:
    assert sorted(translated().keys() - written().keys()) == []


def test_placeholders_are_the_same_in_both_languages() -> None:
    differing = [text for text, english in translated().items() if fields(text) != fields(english)]
    assert differing == []


def test_the_english_is_english() -> None:
    spanish = re.compile(r"[áéíóúñ¿¡«»]|\b(el|los|las|una|del|que|por)\b")
    excepted = {"vale"}
    left = [
        english
        for english in translated().values()
        if spanish.search(english.replace("ñ,", ",")) and english not in excepted
    ]
    assert left == []


def test_english_is_used_and_any_other_language_is_spanish(tmp_path: Path) -> None:
    sentence = message("no existe el hecho «{name}»", name="canl")
    assert sentence.render() == sentence.render("es_PA") == sentence.render("de") == "no existe el hecho «canl»"
    assert sentence.render("en") == sentence.render("en-US") == 'there is no fact "canl"'
    assert translate("esto no está en el catálogo", "en") == "esto no está en el catálogo"


def test_the_compiled_catalogue_is_the_written_one(tmp_path: Path) -> None:
    with ENGLISH.open("rb") as source, (tmp_path / "fresh.mo").open("wb") as target:
        write_mo(target, read_po(source, locale="en"))
    assert ENGLISH.with_suffix(".mo").read_bytes() == (tmp_path / "fresh.mo").read_bytes(), "run make messages"


@pytest.mark.parametrize(
    ("seconds", "spanish", "english"),
    [
        (0, "0 minutos", "0 minutes"),
        (0.9, "0 minutos", "0 minutes"),
        (1, "1 segundo", "1 second"),
        (299.9, "4 minutos y 59 segundos", "4 minutes and 59 seconds"),
        (900, "15 minutos", "15 minutes"),
        (5404, "1 hora y 30 minutos", "1 hour and 30 minutes"),
        (86400, "24 horas", "24 hours"),
        (71 * 3600, "71 horas", "71 hours"),
        (72 * 3600, "3 días", "3 days"),
        (98.5 * 3600, "4 días y 2 horas", "4 days and 2 hours"),
    ],
)
def test_durations_are_said_in_two_units_and_never_rounded_up(seconds: float, spanish: str, english: str) -> None:
    assert duration_in_words(timedelta(seconds=seconds)) == spanish
    assert duration_in_words(timedelta(seconds=seconds), "en") == english


def test_lists_are_read_aloud() -> None:
    assert in_a_row(["agua"]) == "agua"
    assert in_a_row(["agua", "pan", "vino"]) == "agua, pan y vino"
    assert in_a_row(["padres", "hijos"]) == "padres e hijos"
    assert in_a_row(["agua", "hielo"]) == "agua y hielo"
    assert in_a_row(["water", "ice"], "en") == "water and ice"


def test_instants_are_said_in_the_institutions_zone() -> None:
    instant = datetime(2026, 2, 14, 1, 5, tzinfo=UTC)
    assert long_instant(instant, "America/Panama") == "viernes, 13 de febrero de 2026, 20:05"
    assert long_instant(instant.replace(second=7), "America/Panama", "en") == "Friday, February 13, 2026, 20:05:07"
