"""`phrase`: approved wording for a case, its open slots told, and the list of all."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from tests.test_cli import OWN, call

from manual_atencion import Manual
from manual_atencion.cli.language import language_of
from manual_atencion.cli.program import run

Phrase = Callable[..., tuple[int, list[str], list[str]]]


@pytest.fixture
def phrase(capsys: pytest.CaptureFixture[str]) -> Phrase:
    def invoked(*arguments: str, lang: str = "es") -> tuple[int, list[str], list[str]]:
        code = run(["phrase", *arguments], language_of([], {"LANG": lang}))
        said = capsys.readouterr()
        return code, said.out.splitlines(), said.err.splitlines()

    return invoked


def test_a_phrase_is_written_with_its_slots_filled(phrase: Phrase) -> None:
    filled = phrase("trato.por_su_nombre", "--slot", "nombre_usuario=Rosa Díaz", "--manual", OWN)
    assert filled == (0, ["Señora Rosa Díaz"], [])


def test_open_slots_are_told_beside_the_phrase(phrase: Phrase) -> None:
    code, out, err = phrase("trato.por_su_nombre", "--manual", OWN)
    assert (code, out) == (0, ["Señora {nombre_usuario}"])
    assert err == ["falta nombre de la persona usuaria: --slot nombre_usuario=…"]


def test_programs_get_the_offer(phrase: Phrase) -> None:
    _, out, err = phrase("trato.por_su_nombre", "--format", "json", "--manual", OWN)
    assert json.loads("\n".join(out)) == {
        "id": "trato.por_su_nombre",
        "text": "Señora {nombre_usuario}",
        "open_slots": ["nombre_usuario"],
    }
    assert err == []


def test_the_list_holds_the_approved_phrases_only(phrase: Phrase) -> None:
    _, out, _ = phrase("--list", "--manual", OWN)
    assert out == [
        "lenguaje.saludo",
        "    Le saluda {institucion}.",
        "trato.por_su_nombre",
        "    Señora {nombre_usuario}",
    ]
    _, out, _ = phrase("--list", "--format", "json", "--manual", OWN)
    assert json.loads("\n".join(out))[1] == {
        "id": "trato.por_su_nombre",
        "text": "Señora {nombre_usuario}",
        "page": 25,
    }


@pytest.mark.parametrize(("hour", "greeting"), [("09:00", "Buenos días"), ("15:00", "Buenas tardes")])
def test_the_greeting_follows_the_instant(phrase: Phrase, hour: str, greeting: str) -> None:
    code, out, _ = phrase("saludos.recepcion", "--now", f"2026-02-13T{hour}:00-05:00")
    assert code == 0
    assert out[0].startswith(greeting)


def test_the_answer_is_the_librarys(phrase: Phrase, manual: Manual) -> None:
    approved = [name for name, item in manual.definition.phrases.items() if item.kind == "aprobada"]
    for name in approved[::20]:
        code, out, _ = phrase(name, "--fact", "hora=10:00", "--fact", "canal=correo", "--format", "json")
        offer = manual.phrase(name, {"hora": "10:00", "canal": "correo"})
        assert (code, json.loads("\n".join(out))["text"]) == (0, offer.text)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "se esperaba el ID de una frase, o «--list» para verlas todas"),
        (["trato.por_su_nombre", "--list"], "se esperaba el ID de una frase, o «--list» para verlas todas"),
        (["trato.por_su_nombr"], "no existe la frase «trato.por_su_nombr». ¿Quiso decir «trato.por_su_nombre»?"),
        (["trato.carino"], "«trato.carino» no es una frase aprobada. ¿Quiso decir «trato.por_su_nombre»?"),
        (["trato.por_su_nombre", "--slot", "nombr=x"], "no existe el espacio «nombr»"),
        (["trato.por_su_nombre", "--fact", "canal=corre"], "el hecho «canal» tiene un valor que no vale"),
    ],
)
def test_wrong_use_is_told(phrase: Phrase, arguments: list[str], said: str) -> None:
    code, out, err = phrase(*arguments, "--manual", OWN)
    assert (code, out) == (2, [])
    assert err[0].startswith(f"error: {said}")


def test_it_runs_as_a_program_of_its_own() -> None:
    ran = call("phrase", "trato.por_su_nombre", "--slot", "nombre_usuario=Ana", "--manual", OWN)
    assert (ran.returncode, ran.stdout.decode(), ran.stderr) == (0, "Señora Ana\n", b"")
