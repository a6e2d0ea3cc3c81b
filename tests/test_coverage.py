"""The statements of the slides against the manual, both ways: in words, as JSON, and as a page of HTML."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from pathlib import Path

import pytest
from tests.test_cli import call

from manual_atencion import Manual
from manual_atencion.authoring.coverage import coverage
from manual_atencion.authoring.coverage_page import coverage_page
from manual_atencion.cli.language import language_of
from manual_atencion.cli.program import run

RULE = """
sin_gritos:
  tipo: prohibido
  cuando: {canal: chat}
  entonces: {acto: sonreir}
  fuente: {documento: Circular de prueba, cita: "no", lectura: literal}
  ejemplos: {aplica: [{canal: chat}], no_aplica: [{canal: nota}]}
"""


class Page(HTMLParser):
    """Gathers what a browser would need: the anchors, the links to them, and the text."""

    def __init__(self) -> None:
        super().__init__()
        self.anchors: list[str] = []
        self.links: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.anchors += [given["id"]] if given.get("id") else []  # type: ignore[list-item]
        self.links += [given["href"]] if tag == "a" and given.get("href") else []  # type: ignore[list-item]

    def handle_data(self, data: str) -> None:
        self.text += data


def test_every_statement_is_taken_up_or_has_its_reason(manual: Manual) -> None:
    found = coverage(manual.definition)
    assert found.complete
    assert sum(found.counts().values()) == len(found.statements) == 234
    assert found.counts()["uncovered"] == 0
    for item in found.statements:
        assert bool(item.citations) != bool(item.statement.not_encodable), item.statement.number


def test_it_holds_both_ways(manual: Manual) -> None:
    found = coverage(manual.definition)
    cited = {(item.statement.number, citation.id) for item in found.statements for citation in item.citations}
    rules, phrases = manual.definition.rules, manual.definition.phrases
    sources = {
        **{name: rule.source for name, rule in rules.items()},
        **{name: phrase.source for name, phrase in phrases.items()},
    }
    for name, source in sources.items():
        assert {(number, name) for number in source.statements} <= cited
    for number, name in cited:
        if name in rules and name not in phrases:
            assert number in rules[name].source.statements


def test_a_statement_is_as_literal_as_its_most_literal_entry(manual: Manual) -> None:
    for item in coverage(manual.definition).statements:
        readings = {citation.reading for citation in item.citations}
        assert (item.state == "literal") == ("literal" in readings)
        assert (item.state == "interpreted") == ("interpretacion" in readings and "literal" not in readings)


def test_what_nobody_takes_up_is_told_and_ends_with_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "enunciados.yaml").write_text(
        "enunciados:\n  166: {no_codificable: null}\n  1:\n    no_codificable: ''\n", "utf-8"
    )
    assert run(["coverage", str(tmp_path)], language_of([], {"LANG": "es"})) == 2  # an empty reason is refused
    capsys.readouterr()
    (tmp_path / "rules" / "enunciados.yaml").unlink()
    (tmp_path / "rules" / "chat.yaml").write_text(RULE, "utf-8")
    assert run(["coverage", str(tmp_path), "--format", "json"], language_of([], {"LANG": "es"})) == 0
    told = json.loads(capsys.readouterr().out)
    assert {"kind": "rule", "id": "chat.sin_gritos"} in told["without_statement"]


def test_the_command_tells_one_slide() -> None:
    told = call("coverage", "--page", "29")
    assert told.returncode == 0
    text = " ".join(told.stdout.decode().split())
    assert "171. «" in text
    assert "negativas.impotencia" in text
    assert "Diapositiva 28" not in text
    wrong = call("coverage", "--page", "99")
    assert (wrong.returncode, wrong.stdout) == (2, b"")
    assert "«--page» espera" in wrong.stderr.decode()


def test_the_page_lays_every_slide_beside_its_rules(manual: Manual) -> None:
    definition = manual.definition
    page = Page()
    page.feed(coverage_page(definition, coverage(definition)))
    assert len(page.anchors) == len(set(page.anchors))
    assert {link.removeprefix("#") for link in page.links} <= set(page.anchors)
    assert {f"e{number}" for number in definition.statements} <= set(page.anchors)
    for rule in definition.rules.values():
        assert not rule.source.statements or rule.id in page.text
    assert definition.slides[29].split()[0] in page.text
