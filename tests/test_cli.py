"""The command line as people and programs call it: exact lines, exact exit codes."""

# ruff: noqa: S603  # the only program run is this one, with arguments written here

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Protocol

import pytest
from click.testing import CliRunner, Result

from manual_atencion.cli.language import Language, language_of
from manual_atencion.cli.program import application, run
from manual_atencion.decisions.durable import available
from manual_atencion.decisions.records import difference

HERE = Path(__file__).parent
OWN = str(HERE / "cli_manual")
EXAMPLES = sorted((HERE.parent / "examples").glob("*.yaml"))
NOW = "2026-02-13T15:00:00-05:00"
EXPECTED_INSTANT = "se esperaba una fecha y hora como 2026-02-13T15:00:00-05:00"
WRONG_CHANNEL = "el hecho «canal» tiene un valor que no vale; se esperaba uno de: presencial, correo"
KINDS = "caso, manual, hechos, pasos, reglas, competencia, calendario, enunciados, diapositivas"
VISIT = '{canal: presencial, llegada: "2026-02-13T14:50:00-05:00"}\n'
SPANISH = {"LANG": "es_PA.UTF-8"}


def call(
    *arguments: str, given: str | bytes = b"", env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Run the command as a process of its own."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG", "PYTHON", "COLUMNS"))
    }
    return subprocess.run(
        [sys.executable, "-m", "manual_atencion", *arguments],
        input=given.encode() if isinstance(given, str) else given,
        capture_output=True, check=False, timeout=60, env={**kept, **(env or SPANISH)},
    )  # fmt: skip


class Invoke(Protocol):
    """Run the command in this process and return its code, output lines and error lines."""

    def __call__(
        self, *arguments: str, case: str | None = None, lang: str = "es"
    ) -> tuple[int, list[str], list[str]]: ...


@pytest.fixture
def invoke(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Invoke:
    monkeypatch.setenv("COLUMNS", "100")

    def invoked(*arguments: str, case: str | None = None, lang: str = "es") -> tuple[int, list[str], list[str]]:
        given = list(arguments)
        if case is not None:
            file = tmp_path / "caso.yaml"
            file.write_text(case, "utf-8")
            given = [str(file) if argument == "CASE" else argument for argument in given]
        code = run(given, language_of(given, {"LANG": lang}))
        said = capsys.readouterr()
        return code, said.out.splitlines(), [line.replace(f"{tmp_path}/", "") for line in said.err.splitlines()]

    return invoked


# What a person reads


def test_a_decision_in_spanish(invoke: Invoke) -> None:
    code, out, err = invoke("decide", "CASE", "--manual", OWN, "--now", NOW, case=VISIT)
    assert (code, err) == (0, [])
    assert out == [
        "Siguiente paso  Salude a la persona",
        "Quién           la recepción",
        "Plazo           atienda a la persona: a más tardar el viernes, 13 de febrero de 2026, 15:05 (quedan",
        "                5 minutos) (p. 7)",
        "Después         1. Atienda a la persona (el técnico de turno)",
        "No debe         ignorar a la persona (p. 7)",
        "Falta saber     ¿Está enojada la persona? (decide: «discutir»)",
        "Por qué         p. 6 «Salude siempre»",
        "                Interpretación: vale para quien viene en persona",
        "                Se aplica porque consta: canal del caso: en persona",
    ]


def test_a_decision_with_english_labels_and_the_manuals_spanish(invoke: Invoke) -> None:
    code, out, _ = invoke("decide", "CASE", "--manual", OWN, "--now", NOW, "--lang", "en", case=VISIT)
    assert code == 0
    assert out[:4] == [
        "Next step      Salude a la persona",
        "Who            la recepción",
        "Deadline       atienda a la persona: by Friday, February 13, 2026, 15:05 (5 minutes left) (p. 7)",
        "Afterwards     1. Atienda a la persona (el técnico de turno)",
    ]


def test_an_overdue_step_says_since_when(invoke: Invoke) -> None:
    case = VISIT.replace("}", ", saludado: si, enojado: si}")
    _, out, _ = invoke("decide", "CASE", "--manual", OWN, "--now", "2026-02-13T16:35:00-05:00", case=case)
    assert out[:6] == [
        "Siguiente paso  Atienda a la persona",
        "Quién           el técnico de turno",
        "Plazo vencido   venció el viernes, 13 de febrero de 2026, 15:05, hace 1 hora y 30 minutos (p. 7)",
        "No debe         ignorar a la persona (p. 7)",
        "Evite           discutir (p. 28)",
        "Por qué         p. 7 «no más de 15 minutos»",
    ]


def test_the_zone_of_now_does_not_change_the_deadline_shown(invoke: Invoke) -> None:
    shown = [invoke("decide", "CASE", "--manual", OWN, "--now", now, case=VISIT)
             for now in (NOW, "2026-02-13T20:00:00Z", "2026-02-14T05:00:00+09:00")]  # fmt: skip
    assert shown[0] == shown[1] == shown[2]


def test_a_terminal_state_and_where_the_case_goes(invoke: Invoke) -> None:
    _, out, _ = invoke(
        "decide", "CASE", "--manual", OWN, "--now", NOW, case="{canal: correo, enojado: no, atendido: si}"
    )
    assert out == [
        "Estado   No queda nada pendiente",
        "A cargo  la otra entidad (p. 12)",
        "         Qué decir: El caso es de otra entidad.",
        "         A dónde acudir: Calle 50",
        "Por qué  p. 12 «otra entidad»",
        "         Se aplica porque consta: canal del caso: por correo electrónico",
    ]


def test_the_explanation_is_spanish_prose(invoke: Invoke) -> None:
    _, out, _ = invoke("decide", "CASE", "--manual", OWN, "--now", NOW, "--explain", "--lang", "en", case=VISIT)
    assert out == [
        "El siguiente paso es este: salude a la persona. Le corresponde a la recepción.",
        "Plazo para «atienda a la persona»: a más tardar el viernes, 13 de febrero de 2026, 15:05 (quedan 5",
        "minutos).",
        "La razón: la diapositiva 6 dice «Salude siempre». Es una interpretación: vale para quien viene en",
        "persona. Se aplica porque consta lo siguiente: canal del caso: en persona.",
        "Después, en este orden:",
        "1. Atienda a la persona. Le corresponde al técnico de turno.",
        "Mientras tanto no se debe: ignorar a la persona (diapositiva 7).",
        "Falta saber:",
        "– ¿Está enojada la persona? De la respuesta depende: «discutir».",
        "Así lo dice el manual «manual_de_prueba», versión 1.2.0.",
    ]


@pytest.mark.parametrize("columns", [40, 57, 80, 100, 120])
@pytest.mark.parametrize("style", [[], ["--explain"]])
def test_no_line_is_wider_than_the_terminal(
    columns: int, style: list[str], invoke: Invoke, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    for example in EXAMPLES:
        code, out, _ = invoke("decide", str(example), "--now", NOW, *style)
        assert code == 0
        assert max(map(len, out)) <= columns


def test_letters_are_set_off_only_where_a_person_looks() -> None:
    from manual_atencion.cli.paper import Entry, laid_out

    entry = [Entry("No debe", ["ignorar"], warning=True), Entry("Quién", [])]
    assert laid_out(entry, 80, plain=True) == ["No debe  ignorar"]
    assert laid_out(entry, 80, plain=False) == ["\x1b[31m\x1b[1mNo debe  \x1b[0mignorar"]
    assert b"\x1b" not in call("decide", "-", "--manual", OWN, "--now", NOW, given=VISIT).stdout


# What a program reads


def test_json_is_the_decision_itself(invoke: Invoke) -> None:
    from datetime import datetime

    from manual_atencion import Manual

    code, out, err = invoke("decide", "CASE", "--manual", OWN, "--now", NOW, "--format", "json", case=VISIT)
    decided = Manual.load(OWN).decide(
        {"canal": "presencial", "llegada": "2026-02-13T14:50:00-05:00"}, now=datetime.fromisoformat(NOW)
    )
    assert (code, err) == (0, [])
    assert "\n".join(out) == json.dumps(decided.to_dict(), ensure_ascii=False, indent=2)


@pytest.mark.parametrize(
    "given", [VISIT, VISIT.replace("{", "{\n\t"), '{"canal":"presencial",\r\n"llegada":"2026-02-13T19:50:00Z"}']
)
def test_standard_input_may_be_yaml_or_json(given: str) -> None:
    ran = call("decide", "-", "--manual", OWN, "--now", NOW, "--format", "json", given=given)
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert json.loads(ran.stdout)["deadlines"][0]["state"] == "running"


def test_without_now_the_clock_is_read() -> None:
    ran = call("decide", "-", "--manual", OWN, "--format", "json", given=VISIT)
    assert json.loads(ran.stdout)["deadlines"][0]["state"] == "breached"


def test_output_is_utf8_whatever_the_locale() -> None:
    ran = call(
        "decide", "-", "--manual", OWN, "--now", NOW, given=VISIT, env={"LC_ALL": "C", "PYTHONIOENCODING": "latin-1"}
    )
    assert ran.stdout.decode("utf-8").splitlines()[1] == "Quién           la recepción"


@pytest.mark.durable
@pytest.mark.skipif(not available(), reason="durable-rules is not available here")
def test_both_engines_agree_and_say_so(invoke: Invoke) -> None:
    agreed = "Los dos motores coinciden: evaluator y durable."
    assert invoke("decide", "CASE", "--manual", OWN, "--now", NOW, "--engine", "both", case=VISIT)[1][-1] == agreed
    _, out, err = invoke(
        "decide", "CASE", "--manual", OWN, "--now", NOW, "--engine", "both", "--format", "json", case=VISIT
    )
    assert json.loads("\n".join(out))["manual"]["engine"] == "evaluator"
    assert err == [agreed]
    _, out, _ = invoke(
        "decide", "CASE", "--manual", OWN, "--now", NOW, "--engine", "durable", "--format", "json", case=VISIT
    )
    assert json.loads("\n".join(out))["manual"]["engine"] == "durable"


def test_engines_that_disagree_end_with_one(invoke: Invoke, monkeypatch: pytest.MonkeyPatch) -> None:
    from manual_atencion.cli.engines import Deciders

    decide = Deciders.decide
    monkeypatch.setattr(Deciders, "decide", lambda self, case, now, day: (decide(self, case, now, day)[0], "due[0].id"))
    code, out, err = invoke("decide", "CASE", "--manual", OWN, "--now", NOW, case=VISIT)
    assert (code, out[0]) == (1, "Siguiente paso  Salude a la persona")
    assert err == ["error: los motores no coinciden; la primera diferencia está en «due[0].id»"]


@pytest.mark.parametrize(
    ("one", "other", "place"),
    [
        ({"a": 1}, {"a": 1}, None),
        ({"a": 1, "b": [1, {"c": 2}]}, {"a": 1, "b": [1, {"c": 3}]}, "b[1].c"),
        ({"a": [1]}, {"a": [1, 2]}, "a"),
        ({"a": 1}, {"a": True}, "a"),
        ({}, {"a": None}, None),
        ({"z": 1, "a": 1}, {"z": 2, "a": 2}, "a"),
    ],
)
def test_the_first_difference_is_named_by_its_path(one: object, other: object, place: str | None) -> None:
    assert difference(one, other) == place


def test_facts_as_text_and_json(invoke: Invoke) -> None:
    assert invoke("facts", "canal", "saludado", "--manual", OWN)[1] == [
        "canal           canal del caso",
        "  valores       presencial: en persona",
        "                correo: por correo electrónico",
        "  si falta      queda desconocido",
        "  pregunta      ¿Por qué canal llegó el caso?",
        "  diapositivas  7 y 33",
        "",
        "saludado        ya se saludó",
        "  valores       si: ya se saludó",
        "                no: todavía no se saludó",
        "  si falta      cuenta como «no»: lo que nadie anotó no está hecho",
        "  pregunta      ¿Ya se saludó?",
        "  diapositivas  6",
    ]
    told = json.loads("\n".join(invoke("facts", "--manual", OWN, "--format", "json")[1]))
    assert [fact["name"] for fact in told] == sorted(fact["name"] for fact in told)
    by_name = {fact["name"]: fact for fact in told}
    assert by_name["canal"]["values"] == {"presencial": "en persona", "correo": "por correo electrónico"}
    assert by_name["saludado"]["closed_value"] == "no"
    assert by_name["minutos_de_espera"]["elapsed"] == {"from": "llegada", "to": "atendido_desde"}
    assert len({tuple(fact) for fact in told}) == 1


# Wrong use and wrong files: two, one line a fault


@pytest.mark.parametrize(
    ("arguments", "error", "hint"),
    [
        (["decide"], "falta el CASO: un archivo, o «-» para leerlo de la entrada estándar", "decide"),
        (["decide", "a", "b"], "sobra el argumento «b»", "decide"),
        (["decide", "a", "--nwo", "x"], "no existe la opción «--nwo». ¿Quiso decir «--now»?", "decide"),
        (["decide", "a", "--now"], "la opción «--now» espera un valor", "decide"),
        (["decide", "a", "--explain=si"], "la opción «--explain» no lleva valor", "decide"),
        (
            ["decide", "a", "--engine", "duable"],
            "«--engine» espera uno de: evaluator, durable, both. ¿Quiso decir «durable»?",
            "decide",
        ),
        (["decide", "a", "--format", "xml"], "«--format» espera uno de: text, json", "decide"),
        (["decide", "a", "--lang", "fr"], "«--lang» espera uno de: es, en", "decide"),
        (
            ["decide", "a", "--explain", "--format", "json"],
            "«--explain» escribe texto y no admite «--format json» ni «--record»",
            "decide",
        ),
        (["decide", "a", "--jsonl", "b"], "«--jsonl» no admite un CASO, ni «--explain», ni «--format text»", "decide"),
        (
            ["decide", "a", "--now", "2026-02-13T15:00:00"],
            f"«--now» no dice su zona horaria; {EXPECTED_INSTANT}",
            "decide",
        ),
        (
            ["decide", "a", "--now", "ayer"],
            "«--now» no es una fecha y hora; se esperaba algo como 2026-02-13T15:00:00-05:00",
            "decide",
        ),
        (["decid"], "no existe la orden «decid». ¿Quiso decir «decide»?", ""),
        (["--verison"], "no existe la opción «--verison». ¿Quiso decir «--version»?", ""),
        (["schema", "cas"], f"no existe el esquema «cas»; se esperaba uno de: {KINDS}. ¿Quiso decir «caso»?", "schema"),
    ],
)
def test_wrong_use(invoke: Invoke, arguments: list[str], error: str, hint: str) -> None:
    code, out, err = invoke(*arguments)
    assert (code, out) == (2, [])
    command = f"manual-atencion {hint}".strip()
    assert err == [f"error: {error}", f"Vea cómo se usa: {command} --help"]


@pytest.mark.parametrize(
    ("case", "errors"),
    [
        (
            "canl: correo\ncanal: corre\n",
            ["1:1: no existe el hecho «canl». ¿Quiso decir «canal»?", f"2:8: {WRONG_CHANNEL}. ¿Quiso decir «correo»?"],
        ),
        ("", ["1:1: se esperaba un caso: líneas «hecho: valor»"]),
        ("- canal\n", ["1:1: se esperaba un caso: líneas «hecho: valor»"]),
        ("llegada: 2026-02-13T15:00:00\n", [f"1:10: el hecho «llegada» no dice su zona horaria; {EXPECTED_INSTANT}"]),
    ],
)
def test_a_wrong_case_is_told_with_its_places(invoke: Invoke, case: str, errors: list[str]) -> None:
    code, out, err = invoke("decide", "CASE", "--manual", OWN, case=case)
    assert (code, out) == (2, [])
    assert err == [f"error: caso.yaml:{error}" for error in errors]


def test_an_error_never_repeats_what_a_case_contains(invoke: Invoke) -> None:
    person = "María Pérez 8-123-456"
    for case in (
        f"canal: {person}",
        f"{person}, {person}: si",
        f'{{"canal": ["{person}"]}}',
        f"llegada: {person}",
        f"minutos_de_espera: {person}",
    ):
        code, out, err = invoke("decide", "CASE", "--manual", OWN, case=case)
        assert (code, out) == (2, [])
        assert not any(part in line for line in err for part in ("María", "8-123"))


def test_wrong_files_are_named(invoke: Invoke, tmp_path: Path) -> None:
    (tmp_path / "binario.yaml").write_bytes(b"\x00\x01canal")
    (tmp_path / "latin.yaml").write_bytes("canal: teléfono".encode("latin-1"))
    (tmp_path / "grande.yaml").write_bytes(b"a" * 10_000_000)
    (tmp_path / "repetido.json").write_text('{"canal": "correo", "canal": "correo"}')
    (tmp_path / "bomba.yaml").write_text("a: &a [x, x]\nb: *a\n")
    for name in ("nada.yaml", ".", "binario.yaml", "latin.yaml", "grande.yaml", "repetido.json", "bomba.yaml"):
        code, out, err = invoke("decide", str(tmp_path / name), "--manual", OWN)
        assert (code, out, len(err)) == (2, [], 1), name
        assert re.match(r"error: \S+:\d+:\d+: \S", err[0].replace(str(tmp_path), "carpeta")), err
    code, out, err = invoke("facts", "--manual", str(tmp_path / "sin_manual"))
    assert (code, out, err) == (2, [], ["error: sin_manual:1:1: no existe la carpeta"])


def test_an_unknown_fact_is_told_with_the_nearest(invoke: Invoke) -> None:
    assert invoke("facts", "canl", "--manual", OWN) == (
        2,
        [],
        ["error: no existe el hecho «canl». ¿Quiso decir «canal»?"],
    )
    assert invoke("facts", "canl", "--manual", OWN, lang="en_US") == (
        2,
        [],
        ['error: there is no fact "canl". Did you mean "canal"?'],
    )


def test_an_unexpected_failure_is_one_line_without_contents(invoke: Invoke, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("María Pérez")

    monkeypatch.setattr("manual_atencion.manual.Manual.decide", broken)
    code, out, err = invoke("decide", "CASE", "--manual", OWN, case=VISIT)
    assert (code, out, err) == (
        2,
        [],
        ["error: fallo interno (ZeroDivisionError); con MANUAL_ATENCION_DEBUG=1 se ve entero"],
    )
    monkeypatch.setenv("MANUAL_ATENCION_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        invoke("decide", "CASE", "--manual", OWN, case=VISIT)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device here")
def test_a_full_disk_is_an_error() -> None:
    with Path("/dev/full").open("wb") as full:
        ran = subprocess.run([sys.executable, "-m", "manual_atencion", "--lang", "es", "facts", "--manual", OWN],
                             stdout=full, stderr=subprocess.PIPE, check=False, timeout=60)  # fmt: skip
    assert ran.returncode == 2
    assert re.fullmatch(r"error: no se puede escribir la salida \(.+\)\n", ran.stderr.decode())


# Help, in both languages


@pytest.mark.parametrize(
    "arguments", [["--help"], ["-h"], ["decide", "--help"], ["decide", "-h"], ["facts", "-h"], ["schema", "-h"]]
)
def test_help_speaks_one_language(arguments: list[str]) -> None:
    runner = CliRunner()
    spanish: Result = runner.invoke(application(Language("es")), arguments)
    english: Result = runner.invoke(application(Language("en")), arguments)
    assert (spanish.exit_code, english.exit_code) == (0, 0)
    assert spanish.output.startswith("Uso: manual-atencion")
    assert english.output.startswith("Usage: manual-atencion")
    assert "Ejemplos:\n    manual-atencion" in spanish.output
    assert "Examples:\n    manual-atencion" in english.output
    assert not re.search(r"Options|Usage|Commands|Show|\[OPTIONS\]", spanish.output)
    assert not re.search(r"Opciones|Uso:|Órdenes|Muestra|[áéíóúñ¿«]", english.output)


def test_a_bare_call_teaches_and_is_wrong_use(invoke: Invoke) -> None:
    code, out, err = invoke()
    assert (code, out) == (2, [])
    assert err[0] == "Uso: manual-atencion [OPCIONES] ORDEN [ARGUMENTOS]..."


@pytest.mark.parametrize(
    ("arguments", "environment", "language"),
    [
        ([], {}, "es"),
        ([], {"LANG": "en_US.UTF-8"}, "en"),
        ([], {"LC_ALL": "es_ES", "LANG": "en_US"}, "es"),
        ([], {"LC_ALL": "", "LANG": "en_GB"}, "en"),
        ([], {"LANG": "C.UTF-8"}, "es"),
        (["decide", "--lang", "en"], {"LANG": "es"}, "en"),
        (["--lang=es", "decide"], {"LANG": "en"}, "es"),
        (["--lang", "fr"], {"LANG": "en"}, "en"),
        (["decide", "--", "--lang", "en"], {}, "es"),
    ],
)
def test_the_language_is_asked_for_or_found(arguments: list[str], environment: dict[str, str], language: str) -> None:
    assert language_of(arguments, environment).name == language


def test_the_version_is_told(invoke: Invoke) -> None:
    code, out, _ = invoke("--version")
    assert code == 0
    assert re.fullmatch(r"manual-atencion \d+\.\d+\.\d+", out[0])


def test_a_broken_pipe_is_quiet() -> None:
    script = '"$0" -m manual_atencion facts --manual "$1" --format json | head -c 10; exit "${PIPESTATUS[0]}"'
    ran = subprocess.run(["bash", "-c", script, sys.executable, OWN], capture_output=True, check=False, timeout=60)  # noqa: S607
    assert (ran.returncode, ran.stderr) == (0, b"")


def test_the_packaged_manual_decides_without_reading_yaml_or_importing_pydantic() -> None:
    from manual_atencion.loading import load_definition

    if not load_definition()[1]:
        pytest.skip("the packaged copy is not the files'")
    code = (
        "import sys; from manual_atencion.cli import main\n"
        "try: main(['decide', sys.argv[1], '--now', sys.argv[2]])\n"
        "except SystemExit as end: assert end.code == 0, end.code\n"
        "print(sorted(name for name in sys.modules if name in ('pydantic', 'pydantic_core')), file=sys.stderr)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code, str(EXAMPLES[0]), NOW], capture_output=True, check=True, timeout=60
    )
    assert ran.stderr.decode() == "[]\n"


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_the_examples_are_decided(example: Path, invoke: Invoke) -> None:
    code, out, err = invoke("decide", str(example), "--now", NOW)
    assert (code, err) == (0, [])
    assert out[0].startswith("Siguiente paso  ")
    assert any(line.startswith("Por qué ") for line in out)
