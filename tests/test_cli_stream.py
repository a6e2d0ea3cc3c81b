"""`decide --jsonl`: one answer a line, in order, whatever the lines are."""

# ruff: noqa: S603  # the only program run is this one, with arguments written here

from __future__ import annotations

import io
import json
import resource
import signal
import subprocess
import sys
import time
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from tests.test_cli import NOW, OWN, call

from manual_atencion import Manual
from manual_atencion.cli.json_lines import LONGEST_LINE, lines_of

DEEP = '{"id": 1, "case": ' + "[" * 100_000 + "]" * 100_000 + "}"


def stream(lines: bytes, *arguments: str) -> tuple[int, list[dict[str, Any]], str]:
    ran = call("decide", "--jsonl", "-", "--manual", OWN, *arguments, given=lines)
    return ran.returncode, [json.loads(line) for line in ran.stdout.decode().split("\n")[:-1]], ran.stderr.decode()


def test_answers_are_decisions_in_order() -> None:
    cases: list[dict[str, object]] = [
        {"canal": "presencial"},
        {"canal": "correo"},
        {},
        {"canal": "presencial", "saludado": True},
    ]
    lines = "".join(json.dumps({"id": f"caso-{n}", "case": case, "now": NOW}) + "\n" for n, case in enumerate(cases))
    code, answers, said = stream(lines.encode())
    manual = Manual.load(OWN)
    assert (code, said) == (0, "")
    assert answers == [
        {"id": f"caso-{n}", **manual.decide(case, now=datetime.fromisoformat(NOW)).to_dict()}
        for n, case in enumerate(cases)
    ]


def test_now_comes_from_the_line_else_from_the_option() -> None:
    case = '"case": {"canal": "presencial", "llegada": "2026-02-13T14:50:00-05:00"}'
    lines = f'{{"id": 1, {case}}}\n{{"id": 2, {case}, "now": "2026-02-13T20:06:00Z"}}\n'
    _, answers, _ = stream(lines.encode(), "--now", NOW)
    assert [answer["deadlines"][0]["state"] for answer in answers] == ["running", "breached"]


@pytest.mark.parametrize(
    ("line", "known", "message"),
    [
        (b"nada", None, "no es JSON válido"),
        (b'{"id": 7, "case": {"canal": "correo"}', None, "no es JSON válido"),
        (b"[]", None, "se esperaba un objeto JSON con id, case, now"),
        (b'{"id": 7}', 7, "«case» espera un objeto JSON con los hechos del caso"),
        (b'{"id": 7, "case": []}', 7, "«case» espera un objeto JSON con los hechos del caso"),
        (b'{"id": 7, "case": {}, "nwo": 1}', 7,
         "hay una clave que sobra; se esperaba id, case, now. ¿Quiso decir «now»?"),
        (b'{"id": 7, "case": {"canal": "correo", "canal": "correo"}}', None, "hay una clave repetida"),
        (b'{"id": 7, "id": 7, "case": {}}', None, "hay una clave repetida"),
        (b'{"id": 7, "case": {"minutos_de_espera": NaN}}', None, "NaN e Infinity no son JSON"),
        (b'{"id": 7, "case": {"minutos_de_espera": -Infinity}}', None, "NaN e Infinity no son JSON"),
        (b'{"id": 7, "case": {"minutos_de_espera": 1e999}}', 7,
         "el hecho «minutos_de_espera» tiene un valor que no vale; se esperaba un número entre 0 y 100000"),
        (b'{"id": 7, "case": {"minutos_de_espera": ' + b"9" * 5000 + b"}}", None, "no es JSON válido"),
        (b'{"id": "\\ud800", "case": {}}', None, "«id» espera un texto de hasta 200 caracteres o un número entero"),
        (b'{"id": true, "case": {}}', None, "«id» espera un texto de hasta 200 caracteres o un número entero"),
        (b'{"id": [1], "case": {}}', None, "«id» espera un texto de hasta 200 caracteres o un número entero"),
        (b'{"id": 7, "case": {"\\udfff": "x"}}', 7, "hay un hecho cuyo nombre no es válido"),
        (b'{"id": 7, "case": {"canal": "\\udfff"}}', 7,
         "el hecho «canal» tiene un valor que no vale; se esperaba uno de: presencial, correo"),
        (b'{"id": 7, "case": {"canl": 1, "canal": 1}}', 7,
         "el hecho «canal» tiene un valor que no vale; se esperaba uno de: presencial, correo (y 1 más)"),
        (b'{"id": 7, "case": {}, "now": "2026-02-13T15:00:00"}', 7,
         "«now» no dice su zona horaria; se esperaba una fecha y hora como 2026-02-13T15:00:00-05:00"),
        (b'{"id": 7, "case": {}, "now": null}', 7,
         "«now» no es una fecha y hora; se esperaba algo como 2026-02-13T15:00:00-05:00"),
        (b'{"id": 7, "case": {"canal": "\xff"}}', None, "la línea no es texto UTF-8"),
        ('{"id": 7}'.encode("utf-16"), None, "la línea no es texto UTF-8"),
        (b'{"id": 7, "case": {"canal": "\0"}}', None, "no es JSON válido"),
        (DEEP.encode(), None, "no es JSON válido"),
        (b'{"id": 7, "case": {"canal": "' + b"x" * LONGEST_LINE + b'"}}', None,
         f"la línea es demasiado larga; el máximo es {LONGEST_LINE} bytes"),
    ],
)  # fmt: skip
def test_a_bad_line_is_answered_and_the_run_goes_on(line: bytes, known: object, message: str) -> None:
    good = b'{"id": "antes", "case": {"canal": "correo"}}'
    code, answers, said = stream(good + b"\n" + line + b"\n" + good.replace(b"antes", b"luego"))
    assert code == 2
    assert said == "error: 1 de 3 líneas no se pudieron decidir\n"
    assert [answer["id"] for answer in answers] == ["antes", known, "luego"]
    assert answers[0]["terminal"] == answers[2]["terminal"] == "nada_pendiente"
    error = answers[1]["error"]
    assert list(answers[1]) == ["id", "error"]
    assert error["message"] == message
    assert {(fault["file"], fault["line"]) for fault in error["faults"]} == {("-", 2)}


def test_errors_do_not_repeat_what_a_case_contains() -> None:
    secrets = [
        {"canal": "María Pérez"},
        {"María Pérez, cédula 8-1": "si"},
        {"llegada": "María"},
        {"canal": {"María": 1}},
    ]
    lines = "".join(json.dumps({"id": n, "case": case}) + "\n" for n, case in enumerate(secrets))
    lines += '{"id": 9, "case": {}, "María": 1}\n{"María": 1,, }\n'
    code, answers, said = stream(lines.encode())
    assert code == 2
    assert len(answers) == 6
    assert "Mar" not in json.dumps(answers, ensure_ascii=False) + said


def test_blank_lines_windows_ends_and_a_byte_order_mark_do_not_matter() -> None:
    code, answers, _ = stream(
        b'\xef\xbb\xbf{"id": 1, "case": {}}\r\n\r\n   \n{"case": {}}\r\n\t\n{"id": "\xc3\xb1", "case": {}}'
    )
    assert code == 0
    assert [answer["id"] for answer in answers] == [1, None, "ñ"]


def test_nothing_in_nothing_out() -> None:
    assert stream(b"") == (0, [], "")
    assert stream(b"\n \r\n") == (0, [], "")


def test_a_line_of_exactly_the_limit_is_read() -> None:
    line = b"x" * LONGEST_LINE
    assert list(lines_of(io.BytesIO(line + b"\n" + line))) == [(1, line), (2, line)]
    assert list(lines_of(io.BytesIO(b"y" + line + b"\nz\n" + line + b"yy"))) == [(1, None), (2, b"z"), (3, None)]


@pytest.mark.parametrize(
    ("name", "error"), [("nada.jsonl", "no existe el archivo"), (".", "es una carpeta; se esperaba un archivo")]
)
def test_a_file_that_cannot_be_read_is_wrong_use(name: str, error: str) -> None:
    ran = call("decide", "--jsonl", name, "--manual", OWN)
    assert (ran.returncode, ran.stdout, ran.stderr.decode()) == (2, b"", f"error: {name}:1:1: {error}\n")


def test_each_answer_leaves_at_once_for_a_program_that_waits() -> None:
    command = [sys.executable, "-m", "manual_atencion", "decide", "--jsonl", "-", "--manual", OWN]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as program:
        assert program.stdin
        assert program.stdout
        for number in range(3):
            program.stdin.write(b'{"id": %d, "case": {}}\n' % number)
            program.stdin.flush()
            assert json.loads(program.stdout.readline())["id"] == number
        program.stdin.close()
        assert program.wait(30) == 0


def test_an_interruption_is_quiet_and_leaves_whole_lines() -> None:
    command = [sys.executable, "-m", "manual_atencion", "decide", "--jsonl", "-", "--manual", OWN]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as program:
        assert program.stdin
        assert program.stdout
        assert program.stderr
        program.stdin.write(b'{"id": 1, "case": {}}\n')
        program.stdin.flush()
        first = program.stdout.readline()
        time.sleep(0.1)
        program.send_signal(signal.SIGINT)
        assert program.wait(30) == 130
        assert json.loads(first)["id"] == 1
        assert (program.stdout.read(), program.stderr.read()) == (b"", b"")


def test_a_reader_that_leaves_is_no_fault() -> None:
    program = '"$0" -m manual_atencion decide --jsonl - --manual "$1"'
    script = f'yes "{{\\"case\\": {{}}}}" | {program} | head -n 1; exit "${{PIPESTATUS[1]}}"'
    ran = subprocess.run(["bash", "-c", script, sys.executable, OWN], capture_output=True, check=False, timeout=60)  # noqa: S607
    assert (ran.returncode, ran.stderr, ran.stdout.count(b"\n")) == (0, b"", 1)


@pytest.mark.slow
def test_memory_stays_flat(tmp_path: Path) -> None:
    peaks = []
    for count in (2_000, 20_000):
        file = tmp_path / f"{count}.jsonl"
        file.write_text('{"id": 1, "case": {"canal": "presencial"}}\nnada\n' * (count // 2))
        code = (
            "import resource, sys\n"
            "from manual_atencion.cli.language import Language\n"
            "from manual_atencion.cli.program import run\n"
            f"run(['decide', '--jsonl', {str(file)!r}, '--manual', {OWN!r}], Language())\n"
            "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)"
        )
        ran = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, timeout=120)
        assert ran.stdout.count(b"\n") == count
        peaks.append(int(ran.stderr.split()[-1]))
    assert peaks[1] - peaks[0] < 2_000 * resource.getpagesize() // 4096  # kilobytes
