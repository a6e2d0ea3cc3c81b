"""`lint` as people and programs call it: exact lines, exact exit codes, files that are corrected or left alone."""

# ruff: noqa: S603  # the only program run is this one, with arguments written here

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import time
from email.message import EmailMessage
from pathlib import Path
from typing import Any, Protocol

import pytest
import yaml
from tests.test_cli import OWN, SPANISH, call

from manual_atencion import Manual
from manual_atencion.cli.language import language_of
from manual_atencion.cli.linting.writing import write_atomically
from manual_atencion.cli.program import run

DRAFT = "Espere, mi amor. No puedo hacer nada.\n"
PERMIT = "<!-- manual-atencion: permitir trato.carino porque es una cita -->"
BOTH_FINDINGS = ["trato.carino", "trato.impotencia"]


class Lint(Protocol):
    """Run `lint` in this process, in a folder of its own, and return its code, output and error lines."""

    def __call__(self, *arguments: str, given: bytes = b"", lang: str = "es") -> tuple[int, str, list[str]]: ...


@pytest.fixture
def lint(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Lint:
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.chdir(tmp_path)

    def linted(*arguments: str, given: bytes = b"", lang: str = "es") -> tuple[int, str, list[str]]:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(given)))
        own = [] if "--manual" in arguments else ["--manual", OWN]
        code = run(["lint", *arguments, *own], language_of([], {"LANG": lang}))
        said = capsys.readouterr()
        return code, said.out, said.err.splitlines()

    return linted


def write(name: str, text: str | bytes) -> Path:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def rules(lint: Lint, *arguments: str, given: bytes = b"") -> list[str]:
    """Return the rules of the findings that count."""
    _, out, _ = lint(*arguments, "--format", "json", given=given)
    found = [finding for entry in json.loads(out)["files"] for finding in entry["findings"]]
    return [finding["rule"] for finding in found if finding["state"] == "active"]


# What a person reads


def test_a_finding_is_underlined_with_what_to_write_instead(lint: Lint) -> None:
    write("borrador.txt", DRAFT)
    code, out, err = lint("borrador.txt")
    assert (code, err) == (1, [])
    assert out.splitlines() == [
        "borrador.txt:1:9  error  trato.carino  No use expresiones de cariño (p. 29)",
        "  Espere, mi amor. No puedo hacer nada.",
        "          ^^^^^^^  En su lugar: «Señora {nombre_usuario}»",
        "",
        "borrador.txt:1:18  aviso  trato.impotencia  Diga qué sigue (p. 30)",
        "  Espere, mi amor. No puedo hacer nada.",
        "                   ^^^^^^^^^^^^^^^^^^^",
        "",
        "Hay reglas que no se comprobaron porque falta saber:",
        "  ¿Por qué canal llegó el caso? (--fact canal=…; reglas: 1)",
        "",
        "errores: 1 · avisos: 1 · consejos: 0 · archivos: 1",
    ]


def test_the_labels_are_english_where_asked(lint: Lint) -> None:
    write("borrador.txt", DRAFT)
    _, out, _ = lint("borrador.txt", "--fact", "canal=correo", lang="en")
    assert out.splitlines()[:3] == [
        "borrador.txt:1:1  error  lenguaje.falta_saludo  Empiece con un saludo (p. 6)",
        "  Espere, mi amor. No puedo hacer nada.",
        '  ^  Proposed: "Le saluda {institucion}."',
    ]
    assert out.splitlines()[-1] == "errors: 2 · warnings: 1 · advice: 0 · files: 1"


def test_an_acceptable_draft_passes(lint: Lint) -> None:
    write("borrador.txt", "Le saludo, señora Díaz.")
    code, out, err = lint("borrador.txt", "--fact", "canal=correo")
    assert (code, out, err) == (0, "errores: 0 · avisos: 0 · consejos: 0 · archivos: 1\n", [])


@pytest.mark.parametrize(
    ("text", "fail_on", "code"),
    [
        ("Espere, mi amor.", "error", 1),
        ("No puedo hacer nada.", "error", 0),
        ("No puedo hacer nada.", "warning", 1),
        ("Su expediente administrativo sigue.", "warning", 0),
        ("Su expediente administrativo sigue.", "advice", 1),
        ("Su caso sigue.", "advice", 0),
    ],
)
def test_the_exit_code_follows_the_chosen_severity(lint: Lint, text: str, fail_on: str, code: int) -> None:
    assert lint("-", "--fail-on", fail_on, given=text.encode())[0] == code


# What is known of the case


def test_facts_come_from_settings_then_case_then_the_drafts_top_then_options(lint: Lint) -> None:
    write("borrador.txt", "Espere.")
    assert rules(lint, "borrador.txt") == []
    write("manual-atencion.toml", 'facts = {canal = "correo"}')
    assert rules(lint, "borrador.txt") == ["lenguaje.falta_saludo"]
    assert rules(lint, "borrador.txt", "--no-config") == []
    write("caso.yaml", "canal: presencial")
    assert rules(lint, "borrador.txt", "--case", "caso.yaml") == []
    write("borrador.txt", "---\ncanal: correo\n---\nEspere.")
    assert rules(lint, "borrador.txt", "--case", "caso.yaml") == ["lenguaje.falta_saludo"]
    assert rules(lint, "borrador.txt", "--fact", "canal=desconocido") == []


def test_slots_and_the_instant_can_stand_at_the_top(lint: Lint) -> None:
    top = '---\nespacios: {nombre_usuario: Rosa Díaz}\nahora: "2026-02-13T15:00:00-05:00"\n---\n'
    write("borrador.md", top + "Espere, mi amor.")
    _, out, _ = lint("borrador.md")
    assert "En su lugar: «Señora Rosa Díaz»" in out
    _, out, _ = lint("borrador.md", "--slot", "nombre_usuario=Ana Pérez")
    assert "En su lugar: «Señora Ana Pérez»" in out


@pytest.mark.parametrize(
    ("top", "said"),
    [
        ("canl: correo", "borrador.txt:2:1: no existe el hecho «canl». ¿Quiso decir «canal»?"),
        ("canal: [", "borrador.txt:3:1: no es YAML válido"),
        ("- canal", "borrador.txt:2:1: se esperaba un caso: líneas «hecho: valor»"),
        ("ahora: hoy", "borrador.txt:2:8: «ahora» no es una fecha y hora"),
        ("espacios: 3", "borrador.txt:2:11: «espacios» espera una tabla"),
        ("espacios: {nombre: 3}", "borrador.txt:1:1: no existe el espacio «nombre»"),
    ],
)
def test_a_wrong_top_is_told_with_its_place_and_the_other_files_are_judged(lint: Lint, top: str, said: str) -> None:
    write("borrador.txt", f"---\n{top}\n---\nEspere.")
    write("otro.txt", DRAFT)
    code, out, err = lint("borrador.txt", "otro.txt")
    assert code == 2
    assert err[0].startswith(f"error: {said}")
    assert "otro.txt:1:9" in out


# Files and folders


def test_folders_are_walked_in_order_without_what_is_hidden_or_unknown(lint: Lint) -> None:
    for name in ("r/b.md", "r/a.txt", "r/sub/c.html", "r/.hidden/d.txt", "r/.e.txt", "r/f.docx", "r/g.eml"):
        write(name, b"Subject: x\n\n" + DRAFT.encode() if name.endswith(".eml") else DRAFT)
    _, out, _ = lint("r", "r/a.txt", "--format", "json")
    entries = json.loads(out)["files"]
    assert [entry["path"] for entry in entries] == ["r/a.txt", "r/b.md", "r/g.eml", "r/sub/c.html"]
    assert all([finding["rule"] for finding in entry["findings"]] == BOTH_FINDINGS for entry in entries)
    assert [entry["findings"][0]["line"] for entry in entries] == [1, 1, 3, 1]


def test_what_cannot_be_judged_ends_with_two_and_the_rest_is_judged(lint: Lint) -> None:
    write("mal.txt", b"se\xf1ora")
    write("bien.txt", DRAFT)
    Path("vacia").mkdir()
    code, out, err = lint("mal.txt", "bien.txt", "nada.txt", "vacia", "--format", "jsonl")
    assert code == 2
    assert err == [
        "error: vacia:1:1: en la carpeta no hay nada que revisar",
        "error: mal.txt:1:3: el archivo no es texto UTF-8; guárdelo con codificación UTF-8",
        "error: nada.txt:1:1: no existe el archivo",
    ]
    lines = [json.loads(line) for line in out.splitlines()]
    assert [line["path"] for line in lines] == ["mal.txt", "bien.txt", "nada.txt"]
    assert lines[0]["error"]["faults"][0]["column"] == 3
    assert lines[1]["acceptable"] is False


def test_mail_says_where_its_places_are(lint: Lint) -> None:
    mail = EmailMessage()
    mail.set_content("Señora:\n\n" + DRAFT + "\n> mi amor\n", cte="base64")
    raw = b"From a@b Mon Feb  2 09:00:00 2026\n" + mail.as_bytes() + b"\n"
    write("buzon.mbox", raw * 2)
    _, out, _ = lint("buzon.mbox")
    assert [line for line in out.splitlines() if "trato.carino" in line] == [
        f"buzon.mbox (mensaje {number}, cuerpo):3:9  error  trato.carino  No use expresiones de cariño (p. 29)"
        for number in (1, 2)
    ]
    _, out, _ = lint("buzon.mbox", "--format", "json")
    assert [(entry["message"], entry["places_in"]) for entry in json.loads(out)["files"]] == [(1, "body"), (2, "body")]


def test_standard_input_is_read_as_asked(lint: Lint) -> None:
    assert rules(lint, "-", given=DRAFT.encode()) == BOTH_FINDINGS
    assert rules(lint, "-", "--kind", "md", given=b"> mi amor\n\n`mi amor`") == []
    assert rules(lint, "-", "--kind", "html", given=b"<p>mi&nbsp;<b>amor</b></p>") == ["trato.carino"]


# Permissions and baselines


def test_a_permission_counts_with_its_reason_and_is_shown_to_programs(lint: Lint) -> None:
    write("borrador.md", f"{PERMIT}\n\nEspere, mi amor.\n")
    code, out, _ = lint("borrador.md", "--format", "json")
    [finding] = json.loads(out)["files"][0]["findings"]
    assert (code, finding["rule"], finding["state"], finding["reason"]) == (
        0,
        "trato.carino",
        "permitted",
        "es una cita",
    )
    _, out, _ = lint("borrador.md")
    assert out.splitlines()[-1] == "errores: 0 · avisos: 0 · consejos: 0 · permitidos: 1 · archivos: 1"


@pytest.mark.parametrize(
    ("comment", "found", "said"),
    [
        ("permitir trato.carino", ["permiso.sin_motivo", "trato.carino"], "no da su motivo"),
        ("permite trato.carino", ["permiso.ilegible", "trato.carino"], "permitir REGLA porque MOTIVO"),
        ("permitir trato.impotencia porque sí", ["permiso.sin_uso", "trato.carino"], "no permite nada aquí"),
        ("permitir trato.cariño porque sí", ["permiso.sin_uso", "trato.carino"], "¿quiso decir «trato.carino»?"),
        ("permitir carino, nada.de_eso porque sí", ["permiso.sin_uso"], "no existe: «nada.de_eso»"),
        ("permitir carino porque sí", [], "permitidos: 1"),
    ],
)
def test_a_permission_that_does_nothing_is_a_warning(lint: Lint, comment: str, found: list[str], said: str) -> None:
    write("borrador.txt", f"Espere, mi amor. <!-- manual-atencion: {comment} -->")
    assert sorted(rules(lint, "borrador.txt")) == found
    _, out, _ = lint("borrador.txt")
    assert said in out


def test_a_baseline_marks_what_is_old_and_survives_edits(lint: Lint) -> None:
    write("r/a.txt", DRAFT)
    code, out, err = lint("r", "--write-baseline", "conocidos.json")
    assert (code, out, err) == (0, "", ["hallazgos anotados como ya conocidos: 2"])
    counts = {"r/a.txt": {"trato.carino": 1, "trato.impotencia": 1}}
    assert json.loads(Path("conocidos.json").read_text("utf-8")) == {"version": 1, "counts": counts}
    write("r/a.txt", "Buenos días.\n\n" + DRAFT)
    code, out, _ = lint("r", "--baseline", "conocidos.json", "--format", "json")
    data = json.loads(out)
    assert code == 0
    assert [finding["state"] for finding in data["files"][0]["findings"]] == ["baselined", "baselined"]
    assert data["files"][0]["acceptable"] is True
    assert data["summary"]["baselined"] == 2
    write("r/a.txt", DRAFT + "\nGracias, mi amor.")
    code, out, _ = lint("r", "--baseline", "conocidos.json")
    assert code == 1
    assert [line.split("  ")[0] for line in out.splitlines() if "trato." in line] == ["r/a.txt:3:10"]
    assert "de la línea base: 2" in out


def test_a_baseline_only_shrinks(lint: Lint) -> None:
    write("a.txt", DRAFT)
    lint("a.txt", "--write-baseline", "conocidos.json")
    write("a.txt", "Espere.")
    code, _, err = lint("a.txt", "--baseline", "conocidos.json")
    assert code == 0
    assert err == ["hallazgos de la línea base que ya no están: 2; vuelva a escribirla con --write-baseline"]


@pytest.mark.parametrize(
    "text", ["{", "[]", '{"version": 2, "counts": {}}', '{"version": 1, "counts": {"a": 1}}', "\0"]
)
def test_a_wrong_baseline_is_told(lint: Lint, text: str) -> None:
    write("a.txt", DRAFT)
    write("conocidos.json", text)
    code, out, err = lint("a.txt", "--baseline", "conocidos.json")
    assert (code, out) == (2, "")
    assert err[0].startswith("error: conocidos.json:1:")


# Settings


def test_settings_are_found_upward_and_options_come_first(lint: Lint) -> None:
    write(
        "pyproject.toml",
        '[tool.manual-atencion]\nfail_on = "warning"\nformat = "github"\nexclude = ["r/viejo", "*.md"]\n',
    )
    write("r/nuevo/a.txt", "No puedo hacer nada.")
    write("r/viejo/b.txt", DRAFT)
    write("r/c.md", DRAFT)
    code, out, err = lint("r")
    assert (code, err) == (1, [])
    assert (
        out
        == "::warning file=r/nuevo/a.txt,line=1,endLine=1,col=1,endColumn=20,title=trato.impotencia::Diga qué sigue.\n"
    )
    assert lint("r", "--fail-on", "error", "--format", "json")[0] == 0
    write("r/manual-atencion.toml", 'fail_on = "error"')
    code, out, _ = lint("r")
    assert code == 1
    assert "viejo/b.txt:1:9  error" in out


def test_paths_in_settings_are_counted_from_their_file(lint: Lint) -> None:
    write("p/a.txt", DRAFT)
    lint("p/a.txt", "--write-baseline", "p/conocidos.json")
    manual = os.path.relpath(OWN, Path("p").resolve())
    write("p/manual-atencion.toml", f'baseline = "conocidos.json"\nmanual = {json.dumps(manual)}\n')
    code, out, _ = lint("p/a.txt", "--manual", OWN)
    assert (code, out.splitlines()[-1].count("línea base: 2")) == (0, 1)
    assert run(["lint", "p/a.txt"], language_of([], {"LANG": "es"})) == 0


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('fail_on = "error"\nfial = 3', ":2:1: no existe el ajuste «fial»; se esperaba uno de: fail_on, format"),
        ('fial_on = "error"', ":1:1: no existe el ajuste «fial_on»; se esperaba uno de: fail_on, format"),
        ('\nfail_on = "errors"', ":2:1: «fail_on» espera uno de: error, warning, advice. ¿Quiso decir «error»?"),
        ("baseline = 3", ":1:1: «baseline» espera una ruta entre comillas"),
        ("facts = 3", ":1:1: «facts» espera una tabla de nombres y valores"),
        ('exclude = "a"', ":1:1: «exclude» espera una lista de textos"),
        ("[facts]\ncanl = 3", ":1:1: no existe el hecho «canl». ¿Quiso decir «canal»?"),
        ("format = ", ":1:10: no es TOML válido a partir de aquí"),
    ],
)  # fmt: skip
def test_wrong_settings_are_told_with_their_line(lint: Lint, tmp_path: Path, text: str, said: str) -> None:
    write("a.txt", DRAFT)
    write("manual-atencion.toml", text)
    code, out, err = lint("a.txt")
    assert (code, out) == (2, "")
    assert err[0].startswith(f"error: {tmp_path / 'manual-atencion.toml'}{said}")


def test_another_tools_pyproject_is_not_ours(lint: Lint) -> None:
    write("pyproject.toml", '[project]\nname = "x"\n[tool.other]\nfail_on = 3\n')
    write("a.txt", "Espere.")
    assert lint("a.txt")[0] == 0


# Corrections


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_safe_changes_are_made_and_nothing_else_changes(lint: Lint, encoding: str) -> None:
    before = "---\r\ncanal: presencial\r\n---\r\nEspere, mi amor.\r\n\r\nSu expediente\r\nadministrativo sigue. ñ\r\n"
    path = write("a.txt", before.encode(encoding))
    path.chmod(0o640)
    code, out, err = lint("a.txt", "--fix")
    after = path.read_bytes().decode(encoding)
    assert after == before.replace(", mi amor", "").replace("expediente\r\nadministrativo", "caso")
    assert path.read_bytes()[:2] == before.encode(encoding)[:2]
    assert path.stat().st_mode & 0o777 == 0o640
    assert (code, err) == (0, [])
    assert out.splitlines()[:5] == ["--- a.txt", "+++ a.txt", "@@ -4 +4 @@", "-Espere, mi amor.", "+Espere."]
    assert out.splitlines()[-1] == "errores: 0 · avisos: 0 · consejos: 0 · archivos: 1"
    assert lint("a.txt", "--fix")[1] == "errores: 0 · avisos: 0 · consejos: 0 · archivos: 1\n"


def test_what_is_permitted_stays_as_it_is(lint: Lint) -> None:
    text = f"Espere, mi amor. {PERMIT}\n\nAdiós, mi amor.\n"
    write("a.md", text)
    lint("a.md", "--fix")
    assert Path("a.md").read_text("utf-8") == text.replace("Adiós, mi amor", "Adiós")


def test_in_markdown_only_what_stands_there_as_it_is_read_is_changed(lint: Lint) -> None:
    text = "Espere, **mi amor**.\n\nSu *expediente administrativo* sigue, mi amor.\n\n> Hola, mi amor.\n"
    write("a.md", text)
    code, _, _ = lint("a.md", "--fix")
    assert Path("a.md").read_text("utf-8") == text.replace("expediente administrativo", "caso").replace(
        " sigue, mi amor", " sigue"
    )
    assert code == 1


def test_a_difference_is_shown_and_nothing_is_written(lint: Lint) -> None:
    write("a.txt", "Espere, mi amor.\n")
    code, out, _ = lint("a.txt", "--diff")
    assert (code, out.splitlines()) == (1, ["--- a.txt", "+++ a.txt", "@@ -1 +1 @@", "-Espere, mi amor.", "+Espere."])
    assert Path("a.txt").read_text("utf-8") == "Espere, mi amor.\n"


def test_other_kinds_are_not_changed_and_it_is_said(lint: Lint) -> None:
    write("a.html", "<p>Espere, mi amor.</p>")
    write("a.eml", "Subject: x\n\nEspere, mi amor.")
    code, _, err = lint("a.html", "a.eml", "--fix")
    assert code == 1
    assert err == [f"{name}: aquí no se hacen cambios; solo en texto y Markdown" for name in ("a.html", "a.eml")]
    assert Path("a.html").read_text("utf-8") == "<p>Espere, mi amor.</p>"


def test_for_programs_the_changes_are_told_apart(lint: Lint) -> None:
    write("a.txt", "Espere, mi amor.")
    _, out, err = lint("a.txt", "--fix", "--format", "json")
    assert json.loads(out)["files"][0]["findings"] == []
    assert err[-1] == "+Espere."


def test_a_file_is_written_as_a_whole_or_not_at_all(tmp_path: Path) -> None:
    target, link = tmp_path / "a.txt", tmp_path / "b.txt"
    target.write_bytes(b"uno")
    link.symlink_to(target)
    write_atomically(link, b"dos")
    assert (target.read_bytes(), link.is_symlink()) == (b"dos", True)
    with pytest.raises(TypeError):
        write_atomically(target, "tres")  # type: ignore[arg-type]
    assert target.read_bytes() == b"dos"
    write_atomically(tmp_path / "new.txt", b"x")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.txt", "b.txt", "new.txt"]


# Wrong use


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "falta la RUTA: un archivo, una carpeta, o «-» para leer de la entrada estándar"),
        (["a.txt", "--jsonl", "-"], "«--jsonl» no admite rutas, ni opciones que son de archivos"),
        (["--jsonl", "-", "--fix"], "«--jsonl» no admite rutas, ni opciones que son de archivos"),
        (["--jsonl", "-", "--format", "json"], "«--jsonl» no admite rutas, ni opciones que son de archivos"),
        (["a.txt", "--fix", "--diff"], "«--fix» no admite «--diff» ni «--write-baseline»"),
        (["-", "--fix"], "la entrada estándar no se puede corregir, ni ser a la vez el caso y el borrador"),
        (["a.txt", "--fact", "canal"], "«--fact» espera nombre=valor"),
        (["a.txt", "--slot", "=x"], "«--slot» espera nombre=valor"),
        (["a.txt", "--fact", "canl=x"], "no existe el hecho «canl». ¿Quiso decir «canal»?"),
        (["a.txt", "--now", "hoy"],
         "«--now» no es una fecha y hora; se esperaba algo como 2026-02-13T15:00:00-05:00"),
        (["a.txt", "--format", "sarfi"],
         "«--format» espera uno de: text, json, jsonl, sarif, github, junit. ¿Quiso decir «sarif»?"),
        (["a.txt", "--case", "nada.yaml"], "nada.yaml:1:1: no existe el archivo"),
        (["a.txt", "--baseline", "nada.json"], "nada.json:1:1: no existe el archivo"),
    ],
)  # fmt: skip
def test_wrong_use_is_told(lint: Lint, arguments: list[str], said: str) -> None:
    write("a.txt", DRAFT)
    code, out, err = lint(*arguments)
    assert (code, out, err[0]) == (2, "", f"error: {said}")


def test_the_help_names_the_options(capsys: pytest.CaptureFixture[str]) -> None:
    for language, words in (("es", "Revisa borradores"), ("en", "Checks draft replies")):
        assert run(["lint", "--help"], language_of([], {"LANG": language})) == 0
        shown = capsys.readouterr().out
        assert words in shown
        assert all(option in shown for option in ("--fail-on", "--baseline", "--fix", "--jsonl", "--no-config"))


# Streams


def stream(lines: bytes, *arguments: str) -> tuple[int, list[dict[str, Any]], str]:
    ran = call("lint", "--jsonl", "-", "--no-config", "--manual", OWN, *arguments, given=lines)
    return ran.returncode, [json.loads(line) for line in ran.stdout.decode().split("\n")[:-1]], ran.stderr.decode()


def test_a_stream_answers_as_the_library_does_and_in_order() -> None:
    manual = Manual.load(OWN)
    drafts: list[dict[str, Any]] = [
        {"text": DRAFT},
        {"text": "Espere.", "case": {"canal": "correo"}},
        {"text": "mi amor", "slots": {"nombre_usuario": "Rosa Díaz"}},
        {"text": ""},
    ]
    lines = "".join(json.dumps({"id": number, **draft}) + "\n" for number, draft in enumerate(drafts))
    code, answers, said = stream(lines.encode())
    assert (code, said) == (1, "")
    expected = [manual.check(draft["text"], draft.get("case"), slots=draft.get("slots")).to_dict() for draft in drafts]
    assert answers == [{"id": number, **verdict} for number, verdict in enumerate(expected)]
    assert stream(b'{"text": "No puedo hacer nada."}\n')[0] == 0
    assert stream(b'{"text": "No puedo hacer nada."}\n', "--fail-on", "warning")[0] == 1


@pytest.mark.parametrize(
    ("line", "known", "message"),
    [
        (b"nada", None, "no es JSON válido"),
        (b'{"id": 7}', 7, "«text» espera el texto del borrador"),
        (b'{"id": 7, "text": 3}', 7, "«text» espera el texto del borrador"),
        (b'{"id": 7, "text": "\\ud800"}', 7, "«text» tiene medio carácter (un sustituto suelto) y no es texto"),
        (b'{"id": 7, "text": "secreto", "txt": 1}', 7,
         "hay una clave que sobra; se esperaba id, text, case, now, slots. ¿Quiso decir «text»?"),
        (b'{"id": 7, "text": "x", "case": []}', 7, "«case» espera un objeto JSON con los hechos del caso"),
        (b'{"id": 7, "text": "x", "slots": []}', 7, "«slots» espera un objeto JSON con los espacios de las frases"),
        (b'{"id": 7, "text": "x", "slots": {"nombr": 1}}', 7, "no existe el espacio «nombr»"),
        (b'{"id": 7, "text": "x", "now": 3}', 7,
         "«now» no es una fecha y hora; se esperaba algo como 2026-02-13T15:00:00-05:00"),
        (b'{"id": 7, "text": "x", "case": {"canl": "secreto"}}', 7, "no existe el hecho «canl». ¿Quiso decir «canal»?"),
        (b'[1]', None, "se esperaba un objeto JSON con id, text, case, now, slots"),
    ],
)  # fmt: skip
def test_a_bad_line_is_answered_and_the_run_goes_on(line: bytes, known: int | None, message: str) -> None:
    code, answers, said = stream(line + b'\n{"id": 8, "text": "Espere."}\n')
    assert code == 2
    assert answers[0]["id"] == known
    assert answers[0]["error"]["message"].startswith(message)
    assert (answers[1]["id"], answers[1]["acceptable"]) == (8, True)
    assert said == "error: 1 de 2 líneas no se pudieron decidir\n"
    assert "secreto" not in json.dumps(answers)


def test_any_text_in_a_stream_is_judged() -> None:
    texts = ["a" * 900_000, "\u0000\u0001", "\n" * 1000, "🙂" * 1000, "é" * 1000, "mi\u200b amor", "\ufeff", "﷽"]
    code, answers, said = stream("".join(json.dumps({"text": text}) + "\n" for text in texts).encode())
    assert (len(answers), said) == (len(texts), "")
    assert code in (0, 1)


# As a program of its own


def test_a_run_is_a_program_of_its_own(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(DRAFT, "utf-8")
    ran = call("lint", str(file), "--no-config", "--manual", OWN)
    assert (ran.returncode, ran.stderr) == (1, b"")
    assert b"\x1b" not in ran.stdout
    assert ran.stdout.decode().startswith(f"{file}:1:9  error  trato.carino")


def test_a_reader_that_leaves_is_no_fault(tmp_path: Path) -> None:
    for number in range(200):
        (tmp_path / f"{number}.txt").write_text(DRAFT * 50, "utf-8")
    command = [sys.executable, "-m", "manual_atencion", "lint", str(tmp_path), "--no-config", "--manual", OWN]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**os.environ, **SPANISH}
    ) as ran:
        assert ran.stdout is not None
        assert ran.stderr is not None
        ran.stdout.readline()
        ran.stdout.close()
        assert ran.stderr.read() == b""
        assert ran.wait(60) == 0


def test_an_interruption_is_quiet() -> None:
    command = [sys.executable, "-m", "manual_atencion", "lint", "--jsonl", "-", "--no-config", "--manual", OWN]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**os.environ, **SPANISH}
    ) as ran:  # fmt: skip
        assert ran.stdin is not None
        assert ran.stdout is not None
        assert ran.stderr is not None
        ran.stdin.write(b'{"id": 1, "text": "Espere."}\n')
        ran.stdin.flush()
        assert json.loads(ran.stdout.readline())["id"] == 1
        time.sleep(0.1)
        ran.send_signal(signal.SIGINT)
        assert ran.wait(30) == 130
        assert ran.stderr.read() == b""


def test_what_heavy_formats_need_is_not_imported_for_plain_text(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(DRAFT, "utf-8")
    ran = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "manual_atencion", "lint", str(file), "--no-config"],
        capture_output=True, check=False, env={**os.environ, **SPANISH},
    )  # fmt: skip
    imported = {line.rpartition(b"|")[2].strip().decode() for line in ran.stderr.splitlines()}
    assert "manual_atencion.cli.linting.run" in imported
    heavy = {
        "email",
        "html.parser",
        "xml.etree.ElementTree",
        "tomllib",
        "pydantic",
        "babel",
        "pyromark",
        "yaml",
        "tempfile",
    }
    assert heavy & imported == set()


def test_the_hook_for_commits_runs_this_command() -> None:
    [hook] = yaml.safe_load((Path(__file__).parent.parent / ".pre-commit-hooks.yaml").read_text("utf-8"))
    assert hook["id"] == "manual-atencion-lint"
    assert hook["entry"] == "manual-atencion lint"
    assert (hook["language"], hook["types_or"]) == ("python", ["plain-text", "markdown", "html"])
