"""A museum of broken files: each piece is one mistake, and says exactly what the person who made it is told."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.broken_manuals import BASE, BROKEN, FINE, complaint, complaints, copy_of_base, put

from manual_atencion import CaseError, Fault, Manual, ManualFileError, loading
from manual_atencion.yaml_reader import read_file

PIECES = sorted(path for room in ("manual", "overlay", "case") for path in (BROKEN / room).glob("*.yaml"))
_PLACE = re.compile(r"[\w./]+:\d+:\d+: ")
# Words of the libraries underneath, and of Python, that no civil servant should meet.
_FOREIGN = re.compile(
    r"\b(None|True|False|dict|list|str|int|float|bool|type|error|expected|found|mapping|token|block|input|valid|value|"
    r"pydantic|yaml\.|Literal|Error|Exception|Traceback|object|class)\b|[{\[]'"
)

# The faults of notes/bench-engines/probe_errors.py, each by the piece that holds it.
PROBED = {
    "rule: fact name misspelt": "manual/hecho_mal_escrito",
    "rule: value outside the vocabulary": "manual/valor_fuera_del_vocabulario",
    "rule: text against a number": "manual/texto_contra_un_numero",
    "rule: syntax error": "manual/comparacion_mal_escrita",
    "rule: can never hold": "manual/condicion_imposible",
    "rules: second is a copy of the first (unreachable)": "manual/copia_de_otra_regla",
    "rules: same id twice": "manual/regla_repetida",
    "case: null fact": "case/valor_vacio",
    "case: number as text": "case/numero_como_texto",
    "case: value outside the vocabulary": "case/valor_mal_escrito",
    "case: key misspelt (and the right one missing)": "case/hecho_mal_escrito",
}


def expected(piece: Path) -> str:
    data = read_file(piece).data
    assert isinstance(data, dict)
    return str(data["mensaje"]).rstrip("\n")


def test_the_small_manual_is_sound() -> None:
    assert complaints(BASE) == FINE


def test_the_museum_is_large() -> None:
    assert len(PIECES) >= 40


@pytest.mark.parametrize("piece", PIECES, ids=lambda piece: f"{piece.parent.name}/{piece.stem}")
def test_each_mistake_is_told_as_its_piece_says(piece: Path) -> None:
    assert complaint(piece) == expected(piece)


@pytest.mark.parametrize("piece", PIECES, ids=lambda piece: f"{piece.parent.name}/{piece.stem}")
def test_each_line_has_its_place_and_no_words_of_the_machinery(piece: Path) -> None:
    for line in expected(piece).splitlines():
        assert _PLACE.match(line), line
        said = re.sub(r"«[^»]*»", "", line.split(": ", 1)[1])
        assert not _FOREIGN.search(said.replace("es YAML válido", "")), line


def test_one_mistake_is_one_fault() -> None:
    several = {piece.stem for piece in PIECES if len(expected(piece).splitlines()) > 1}
    assert several == {"acto_obligatorio", "todos_los_errores_juntos"}


@pytest.mark.parametrize("fault", PROBED)
def test_the_probed_faults_are_noticed(fault: str) -> None:
    piece = BROKEN / f"{PROBED[fault]}.yaml"
    assert complaint(piece) == expected(piece) != FINE


def test_the_twelfth_probed_fault_a_missing_fact_is_asked_for() -> None:
    decision = Manual.load(BASE).decide({"canal": "telefono"})
    assert "enojado" in {missing.fact for missing in decision.missing}


def test_the_faults_of_all_files_come_together_sorted_by_place(tmp_path: Path) -> None:
    rule = """  tipo: permitido
  cuando: {{{condition}}}
  entonces: {{acto: {act}}}
  fuente: {{pagina: 1, cita: palabras, lectura: {reading}}}
  ejemplos: {{aplica: [{{canal: correo}}], no_aplica: [{{canal: telefono}}]}}
"""
    folder = put(
        copy_of_base(tmp_path / "manual"),
        {
            "rules/zeta.yaml": "a:\n" + rule.format(condition="cannal: correo", act="ofrecer_agua", reading="literal"),
            "rules/alfa.yaml": "b:\n"
            + rule.format(condition="canal: correo", act="ofrecer_agua", reading="literalmente")
            + "c:\n"
            + rule.format(condition="enojado: quizas", act="ofrecer_vino", reading="literal"),
        },
    )
    lines = complaints(folder).splitlines()
    places = [re.match(r"rules/(\w+)\.yaml:(\d+):(\d+)", line) for line in lines]
    assert [place.groups() for place in places if place] == [
        ("alfa", "5", "48"),
        ("alfa", "9", "21"),
        ("alfa", "10", "20"),
        ("zeta", "3", "12"),
    ]


def test_a_rule_left_out_for_its_own_fault_is_no_fault_of_those_that_name_it(tmp_path: Path) -> None:
    folder = put(
        copy_of_base(tmp_path / "manual"),
        {
            "rules/prueba.yaml": """a:
  tipo: permitida
  cuando: {canal: correo}
  entonces: {acto: ofrecer_agua}
  fuente: {pagina: 1, cita: palabras, lectura: literal}
  ejemplos: {aplica: [{canal: correo}], no_aplica: [{canal: telefono}]}
b:
  tipo: prohibido
  cuando: {canal: correo}
  entonces: {acto: ofrecer_agua}
  cede_ante: [prueba.a]
  fuente: {pagina: 1, cita: palabras, lectura: literal}
  ejemplos: {aplica: [{canal: correo}], no_aplica: [{canal: telefono}]}
"""
        },
    )
    assert len(complaints(folder).splitlines()) == 1


def test_a_file_that_cannot_be_read_does_not_hide_the_faults_of_the_others(tmp_path: Path) -> None:
    folder = put(
        copy_of_base(tmp_path / "manual"),
        {
            "rules/hechos.yaml": "hechos: [",
            "rules/manual.yaml": (BASE / "rules/manual.yaml").read_text("utf-8").replace("1.0.0", "uno"),
        },
    )
    lines = complaints(folder).splitlines()
    assert [line.split(":")[0] for line in lines] == ["rules/hechos.yaml", "rules/manual.yaml"]


def test_faults_can_be_read_in_english_and_as_data() -> None:
    with pytest.raises(CaseError) as raised:
        Manual.load(BASE).case(cannal="correo")
    (fault,) = raised.value.faults
    assert fault.suggestion == "canal"
    assert fault.to_dict("en")["suggestion"] == "canal"
    assert "canal" in raised.value.render("en")


_JUNK: list[Any] = [None, "", True, -1, 1.5, 10**30, "x", "si", "ñandú", [], {}, [None], {"a": None}, "desconocido"]
_JUNK += ["<= 3", {"canal": "correo"}, "atencion.saludar", "a" * 5000, {5: 6}]


def _paths(data: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield path
    for key, value in data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ():
        yield from _paths(value, (*path, key))


def _damage(data: Any, rng: random.Random) -> Any:
    """Put junk in the place of one value, or take one away, or give it another key."""
    path = rng.choice(list(_paths(data))[1:])
    parent = data
    for key in path[:-1]:
        parent = parent[key]
    way = rng.randrange(3)
    if way == 0:
        parent[path[-1]] = rng.choice(_JUNK)
    else:
        value = parent.pop(path[-1])
        if way == 1 and isinstance(parent, dict):
            parent[rng.choice(["nuevo", "si", "hechos", "Ñ", 7, "cuando", "texto"])] = value
    return data


@pytest.mark.parametrize("overlaid", [False, True])
def test_whatever_is_damaged_is_told_with_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, overlaid: bool
) -> None:
    """A manual damaged at random loads and decides, or each of its faults has a place; nothing else ever happens."""
    monkeypatch.setattr(loading, "PACKAGE", BASE)
    rng = random.Random(20260213)
    faults: list[Fault] = []
    for number in range(120):
        folder = tmp_path / str(number)
        if not overlaid:
            copy_of_base(folder)
        piece = rng.choice([path for path in (BASE / "rules").iterdir() if not (overlaid and path.stem == "manual")])
        put(folder, {f"rules/{piece.name}": json.dumps(_damage(read_file(piece).data, rng))})
        try:
            Manual.load(folder).decide({"canal": "presencial", "enojado": "si"}).to_json()
        except ManualFileError as error:
            faults += error.faults
    assert faults
    assert [fault.render() for fault in faults if fault.location is None] == []
