"""Named lists of words: what they stand for, what is wrong in them, and where."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from manual_atencion import Manual
from manual_atencion.errors import ManualFileError
from manual_atencion.phrase_definitions import Wording
from manual_atencion.phrase_lists import circular_lists, named_lists, spelled_out, written_at

LISTS = {
    "unidades": (Wording("la secretaría"), Wording("[el] archivo")),
    "todos": (Wording("@unidades"), Wording("{compañero:g}")),
}
ENTRY = """
culpa:
  tipo: prohibida
  familia: culpa_a_companero
  mensaje: Hable de «nosotros».
  patrones: ["{PATTERN}"]
  fuente: {documento: Circular de prueba, cita: "nosotros", lectura: literal}
  ejemplos: {marca: ["Fue culpa de la secretaría."], no_marca: ["Fue nuestra la demora."]}
"""


def test_a_list_stands_for_its_alternatives() -> None:
    assert spelled_out("culpa de @todos hoy", LISTS) == "culpa de ((la secretaría|[el] archivo)|{compañero:g}) hoy"
    assert list(named_lists("de @todos y @unidades")) == [("todos", 3), ("unidades", 12)]


@given(st.lists(st.sampled_from(["culpa", " ", "@unidades", "(a|b)", "@todos", "é"]), min_size=1))
def test_each_place_leads_back_to_where_it_was_written(pieces: list[str]) -> None:
    pattern = " ".join(pieces)
    spelled = spelled_out(pattern, LISTS)
    for offset, sign in enumerate(spelled):
        written = pattern[written_at(pattern, LISTS, offset)]
        assert written in (sign, "@")


def test_a_circle_is_found() -> None:
    assert circular_lists({**LISTS, "a": (Wording("x @b"),), "b": (Wording("@a"),), "c": (Wording("@b"),)}) == [
        "a",
        "b",
    ]


def overlay(folder: Path, pattern: str, lists: str) -> Path:
    (folder / "phrases").mkdir()
    (folder / "phrases" / "propias.yaml").write_text(ENTRY.replace("{PATTERN}", pattern), "utf-8")
    (folder / "phrases" / "listas.yaml").write_text(lists, "utf-8")
    return folder


def test_an_institution_uses_its_own_list(tmp_path: Path) -> None:
    own = overlay(
        tmp_path, "culpa de @mis_unidades", "mis_unidades: [la secretaría, '@mas']\nmas: [la mesa de partes]\n"
    )
    manual = Manual.load(own)
    text = "Eso fue culpa de la mesa de partes."
    found = [finding for finding in manual.check(text).findings if finding.rule == "propias.culpa"]
    assert [text[finding.start : finding.end] for finding in found] == ["culpa de la mesa de partes"]


@pytest.mark.parametrize(
    ("pattern", "lists", "place", "words"),
    [
        ("culpa de @unidade", "unidades_propias: [la secretaría]", "propias.yaml:6", "la lista «unidade»"),
        ("culpa de @una", "una: ['@otra']\notra: ['x @una']", "listas.yaml", "se nombra a sí misma"),
        ("culpa de @una", "una: ['(la secretaría']", "listas.yaml:1:7", "falta cerrar"),
        ("culpa de @una", "una: ['@dos']\ndos: [la secretaría, '{unidad:zz}']", "listas.yaml:2:22", "columna 1"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_where_it_stands(
    tmp_path: Path, pattern: str, lists: str, place: str, words: str
) -> None:
    with pytest.raises(ManualFileError) as caught:
        Manual.load(overlay(tmp_path, pattern, lists + "\n"))
    assert any(place in line and words in line for line in caught.value.render("es").splitlines()), caught.value
