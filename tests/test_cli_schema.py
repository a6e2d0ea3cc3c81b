"""`schema` accepts what the manual's own files and cases hold, and refuses what `decide` refuses."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from tests.test_cli import EXAMPLES, OWN, call

from manual_atencion import Manual
from manual_atencion.cli.case_schema import case_schema
from manual_atencion.cli.file_schema import file_schema
from manual_atencion.loading import PACKAGE
from manual_atencion.yaml_reader import read_file

KINDS = ["manual", "hechos", "pasos", "reglas", "competencia", "calendario", "enunciados", "diapositivas"]
FACTS = Manual.load(OWN).facts


def validator(schema: dict[str, Any]) -> Draft202012Validator:
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def as_json(data: object) -> object:
    return json.loads(json.dumps(data, ensure_ascii=False))


@pytest.mark.parametrize("kind", ["caso", *KINDS])
def test_each_kind_is_a_valid_schema(kind: str) -> None:
    ran = call("schema", kind, "--manual", OWN)
    assert (ran.returncode, ran.stderr) == (0, b"")
    schema = json.loads(ran.stdout)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    validator(schema)


def test_without_a_kind_the_kinds_are_listed() -> None:
    assert [line.split()[0] for line in call("schema").stdout.decode().splitlines()] == ["caso", *KINDS]


@pytest.mark.parametrize("path", sorted((PACKAGE / "rules").glob("*.yaml")), ids=lambda path: path.stem)
def test_the_packaged_files_fit(path: Path) -> None:
    kind = path.stem if path.stem in KINDS else "reglas"
    schema = validator(file_schema(kind, Manual.load().facts))
    faults = [f"{'/'.join(map(str, fault.absolute_path))}: {fault.message[:200]}"
              for fault in schema.iter_errors(as_json(read_file(path).data))]  # fmt: skip
    assert faults == []


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_examples_fit(path: Path) -> None:
    assert list(validator(case_schema(Manual.load().facts)).iter_errors(read_file(path).data)) == []


@pytest.mark.parametrize(
    ("case", "fits"),
    [
        ({}, True),
        ({"canal": "correo", "saludado": True, "enojado": "no", "atendido": "desconocido"}, True),
        (
            {"canal": "desconocido", "minutos_de_espera": 12.5, "hora": "9:30", "llegada": "2026-02-13T15:00:00-05:00"},
            True,
        ),
        ({"llegada": "2026-02-13T20:00:00.250Z"}, True),
        ({"llegada": "2026-02-13T15:00:00"}, False),
        ({"hora": "24:00"}, False),
        ({"minutos_de_espera": -1}, False),
        ({"minutos_de_espera": "12"}, False),
        ({"canal": "corre"}, False),
        ({"canal": True}, False),
        ({"saludado": 1}, False),
        ({"saludado": None}, False),
        ({"saludo": "si"}, False),
    ],
)
def test_the_case_schema_accepts_what_the_vocabulary_accepts(case: dict[str, object], fits: bool) -> None:
    from manual_atencion import CaseError

    assert validator(case_schema(FACTS)).is_valid(case) is fits
    try:
        FACTS.case(case)
    except CaseError:
        assert not fits
    else:
        assert fits


def rule(**changes: object) -> dict[str, object]:
    return {"regla": {
        "tipo": "prohibido", "cuando": {"canal": "correo"}, "entonces": {"acto": "ignorar"},
        "fuente": {"pagina": 7, "cita": "nadie", "lectura": "literal"},
        "ejemplos": {"aplica": [{"canal": "correo"}], "no_aplica": [{"canal": "presencial"}]}, **changes,
    }}  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "fits"),
    [
        ({}, True),
        ({"cuando": {"minutos_de_espera": "> 10 y <= 24", "ninguna": [{"canal": ["correo", "desconocido"]}]}}, True),
        ({"cuando": {"hora": "< 12:00", "llegada": "desconocido", "minutos_de_espera": 15}}, True),
        ({"cuando": {"canl": "correo"}}, False),
        ({"cuando": {"canal": "corre"}}, False),
        ({"cuando": {"alguna": [{"canal": "corre"}]}}, False),
        ({"cuando": {"alguna": {"canal": "correo"}}}, False),
        ({"tipo": "prohibida"}, False),
        ({"ejemplos": {"aplica": [{"canal": "corre"}], "no_aplica": [{}]}}, False),
        ({"ejemplos": {"aplica": [], "no_aplica": [{}]}}, False),
        ({"nota": "x"}, False),
    ],
)
def test_the_rule_schema_knows_the_manuals_facts(changes: dict[str, object], fits: bool) -> None:
    assert validator(file_schema("reglas", FACTS)).is_valid(rule(**changes)) is fits


def test_descriptions_are_spanish() -> None:
    said = json.dumps(file_schema("reglas", FACTS), ensure_ascii=False)
    assert "Condiciones que deben cumplirse todas" in said
    assert "One rule" not in said
    assert "Cases to which" not in said
