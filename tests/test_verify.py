"""`verify`: the packaged manual holds up, and what a person and a program are told."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.broken_manuals import BASE, copy_of_base, put
from tests.test_verify_planted import rule

from manual_atencion.authoring.flaws import Ground
from manual_atencion.authoring.proof_deadlines import deadline_flaws
from manual_atencion.authoring.proof_loops import loop_flaws
from manual_atencion.authoring.proof_rules import rule_flaws
from manual_atencion.authoring.proof_steps import step_flaws
from manual_atencion.authoring.situations import Situations, periods
from manual_atencion.authoring.stories import tell
from manual_atencion.cli.language import language_of
from manual_atencion.cli.program import run
from manual_atencion.loading import define, sections_of

Verify = Callable[..., tuple[int, str]]


@pytest.fixture
def verify(capsys: pytest.CaptureFixture[str]) -> Verify:
    def invoked(*arguments: object, lang: str = "es") -> tuple[int, str]:
        code = run(["verify", *map(str, arguments)], language_of([], {"LANG": lang}))
        return code, capsys.readouterr().out

    return invoked


@pytest.fixture
def contradicting(tmp_path: Path) -> Path:
    more = rule("sin_agua", "prohibido", '{minutos_de_espera: "> 20"}', "{acto: ofrecer_agua}")
    return put(copy_of_base(tmp_path / "manual"), {"rules/nuevas.yaml": more})


def test_the_rules_of_the_packaged_manual_hold_in_every_case() -> None:
    located, *_ = sections_of(None)
    ground = Ground(Situations(define(located)), located)
    assert [found for check in (rule_flaws, step_flaws, deadline_flaws, loop_flaws) for found in check(ground)] == []


def test_a_manual_without_fault_says_so(verify: Verify) -> None:
    code, said = verify(BASE)
    assert code == 0
    assert said.endswith("7 reglas y 3 pasos revisados en todos los casos posibles: ninguna falla.\n")


def test_a_fault_is_told_with_places_story_and_example(verify: Verify, contradicting: Path) -> None:
    code, said = verify("--manual", contradicting)
    assert code == 1
    assert "nuevas.yaml:1:1: contradicción: las reglas" in said
    assert "atencion.yaml:15:1" in said
    assert "Un caso así: minutos de espera: 21 minutos." in said
    assert "    - minutos_de_espera: 21" in said


def test_programs_get_the_same(verify: Verify, contradicting: Path) -> None:
    code, said = verify(contradicting, "--format", "json", lang="en")
    found = json.loads(said)
    assert (code, found["holds"], found["undecided"]) == (1, False, [])
    (flaw,) = found["flaws"]
    assert (flaw["kind"], flaw["case"]) == ("contradiction", {"minutos_de_espera": 21})
    assert flaw["subjects"] == ["atencion.ofrecer_agua", "nuevas.sin_agua"]
    assert flaw["place"]["line"] == 1
    assert flaw["message"].startswith("the rules")


def test_rules_of_different_periods_do_not_contradict_each_other(contradicting: Path, verify: Verify) -> None:
    path = contradicting / "rules" / "nuevas.yaml"
    later = path.read_text("utf-8") + "  vigencia: {desde: 2027-01-01}\n"
    path.write_text(later, "utf-8")
    code, said = verify(contradicting)
    assert (code, said.count("contradicción")) == (1, 1)
    old = contradicting / "rules" / "atencion.yaml"
    text = old.read_text("utf-8").replace(
        "  entonces: {acto: ofrecer_agua}\n", "  entonces: {acto: ofrecer_agua}\n  vigencia: {hasta: 2026-12-31}\n"
    )
    old.write_text(text, "utf-8")
    located, *_ = sections_of(contradicting)
    assert len(periods(define(located))) == 2
    assert verify(contradicting)[0] == 0


def test_the_folder_is_given_once(verify: Verify) -> None:
    assert verify(BASE, "--manual", BASE)[0] == 2


def test_a_case_is_told_in_the_words_of_the_vocabulary() -> None:
    located, *_ = sections_of(BASE)
    definition = define(located)
    said = tell(definition, {"canal": "correo", "saludo_dado": "no", "minutos_de_espera": 16})
    assert said == (
        "Un caso así: canal por el que llega el caso: por correo; todavía no se ha saludado a la persona usuaria; "
        "minutos de espera: 16 minutos."
    )
    assert tell(definition, {}) == "Un caso del que todavía no se sabe nada."
