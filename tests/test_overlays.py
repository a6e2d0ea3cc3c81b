"""An institution's own manual over the one below: add, change, retire, extend, and never weaken a right."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.broken_manuals import BASE, FINE, complaints, put

from manual_atencion import Manual, ManualFileError, loading

RULE = """
  tipo: {kind}
  cuando: {condition}
  entonces: {then}
  fuente: {{documento: Circular 1, cita: palabras de la circular, lectura: literal}}
  ejemplos: {{aplica: [{{canal: correo}}], no_aplica: [{{canal: telefono}}]}}
"""


def rule(
    kind: str = "permitido", condition: str = "{canal: correo}", then: str = "{acto: ofrecer_agua}", more: str = ""
) -> str:
    return RULE.format(kind=kind, condition=condition, then=then) + more


@pytest.fixture(autouse=True)
def _small_manual_below(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading, "PACKAGE", BASE)


def over(room: Path, **files: str) -> Path:
    return put(room / "mi_institucion", {f"rules/{stem}.yaml": text for stem, text in files.items()})


def load(room: Path, **files: str) -> Manual:
    return Manual.load(over(room, **files))


def test_nothing_changes_but_the_name_when_the_overlay_is_empty(tmp_path: Path) -> None:
    manual = load(tmp_path, propias="")
    below = Manual.load(BASE).definition
    assert manual.definition.id == "pequeno__mi_institucion"
    assert manual.definition.version == below.version
    assert manual.definition.rules.keys() == below.rules.keys()


def test_an_overlay_says_who_it_is(tmp_path: Path) -> None:
    manual = load(tmp_path, manual='id: alcaldia\nversion: "2.1.0"\ntitulo: El nuestro\nzona_horaria: America/Bogota\n')
    definition = manual.definition
    assert (definition.id, definition.version) == ("pequeno__alcaldia", "1.0.0+2.1.0")
    assert (definition.title, definition.zone) == ("El nuestro", "America/Bogota")
    assert definition.default_terminal == "nada_pendiente"


def test_a_new_rule_is_added(tmp_path: Path) -> None:
    manual = load(tmp_path, propias="agua:" + rule())
    added = manual.definition.rules["propias.agua"]
    assert added.source.document == "Circular 1"
    assert str(added.location).endswith("mi_institucion/rules/propias.yaml:1:1")
    assert [norm.rule for norm in manual.decide({"canal": "correo"}).allowed] == ["propias.agua"]


def test_a_rule_is_changed_with_its_reason(tmp_path: Path) -> None:
    changed = load(
        tmp_path,
        conflicto="no_interrumpir:"
        + rule("desaconsejado", "{enojado: si}", "{acto: interrumpir}", "  motivo: Más suave.\n"),
    )
    assert changed.definition.rules["conflicto.no_interrumpir"].kind == "desaconsejado"
    decision = changed.decide({"enojado": "si"})
    assert ([norm.id for norm in decision.forbidden], [norm.id for norm in decision.discouraged]) == (
        [],
        ["interrumpir"],
    )


def test_a_rule_is_retired_with_its_reason_and_nobody_yields_to_it_any_more(tmp_path: Path) -> None:
    room = tmp_path / "con"
    yielding = "cede:" + rule(
        "prohibido",
        '{enojado: si, minutos_de_espera: "> 15"}',
        "{acto: ofrecer_agua}",
        "  cede_ante: [atencion.ofrecer_agua]\n",
    )
    below = put(tmp_path / "debajo", {f"rules/{path.name}": path.read_bytes() for path in (BASE / "rules").iterdir()})
    put(below, {"rules/otras.yaml": yielding})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(loading, "PACKAGE", below)
        manual = load(room, atencion="ofrecer_agua: {retirar: si, motivo: No hay agua.}\n")
    assert "atencion.ofrecer_agua" not in manual.definition.rules
    assert manual.definition.rules["otras.cede"].yields_to == ()


def test_options_are_extended_and_texts_changed_without_touching_the_rest(tmp_path: Path) -> None:
    manual = load(
        tmp_path,
        hechos="hechos:\n  canal:\n    opciones: {chat: por chat}\n    pregunta: ¿Cómo llegó?\n",
        pasos="pasos:\n  saludar: {texto: Dé los buenos días}\nresponsables:\n  recepcion: {texto: la ventanilla}\n",
        propias="por_chat:" + rule(condition="{canal: chat}").replace("canal: correo", "canal: chat"),
    )
    fact = manual.facts["canal"]
    assert (fact.values, fact.question) == (("presencial", "telefono", "correo", "chat"), "¿Cómo llegó?")
    assert fact.text == "canal por el que llega el caso"
    step = manual.definition.steps["saludar"]
    assert (step.text, step.who, step.procedure) == ("Dé los buenos días", "recepcion", "acogida")
    assert manual.definition.responsibles["recepcion"].text == "la ventanilla"


def test_a_table_of_competences_becomes_rules(tmp_path: Path) -> None:
    table = """tabla_de_competencias:
  agua_potable:
    texto: servicio de agua potable
    competencia: no
    responsable: otra_entidad
    fuente: {documento: Convenio 4, cita: el agua corresponde a la empresa, lectura: literal}
"""
    manual = load(tmp_path, competencia=table)
    assert manual.facts["materia"].values == ("sin_clasificar", "agua_potable")
    decision = manual.decide({"materia": "agua_potable"})
    assert decision.derived["competencia"] == "no"
    assert decision.assignee is not None
    assert decision.assignee.id == "otra_entidad"
    decides = manual.definition.rules["competencia.tabla.agua_potable"]
    assert str(decides.location).endswith("rules/competencia.yaml:2:3")


def test_an_overlay_brings_its_own_calendar_and_slides(tmp_path: Path) -> None:
    week = '{lunes: ["08:00-16:00"], martes: [], miercoles: [], jueves: [], viernes: [], sabado: [], domingo: []}'
    manual = load(
        tmp_path,
        calendario=f"""calendario:
  zona: America/Panama
  revision: propia
  fuente: Reglamento
  cobertura: {{desde: 2026-01-01, hasta: 2026-12-31}}
  semana: {week}
""",
        propias="",
    )
    assert manual.definition.calendar is not None
    assert manual.definition.calendar["revision"] == "propia"


FLOOR = {
    "retire": {"atencion": "saludar: {retirar: si, motivo: No hay tiempo.}\n"},
    "change": {"atencion": "saludar:" + rule("recomendado", "{canal: presencial}", "{paso: saludar}", "  motivo: x\n")},
    "narrow": {
        "atencion": "saludar:"
        + rule(
            "obligatorio", "{canal: presencial, enojado: no}", "{paso: saludar}", "  motivo: x\n  irrenunciable: si\n"
        )
    },
    "keep, but no longer as a right": {"atencion": "saludar: {motivo: x, irrenunciable: no}\n"},
    "call the step done": {"pasos": "pasos:\n  saludar: {cumplido: {canal: presencial}}\n"},
    "move the step": {"pasos": "pasos:\n  saludar: {procedimiento: conflicto}\n"},
    "empty the step": {"pasos": "pasos:\n  saludar:\n"},
    "call the deed done": {"hechos": "hechos:\n  saludo_dado: {deducible: si}\n"},
    "empty the fact": {"hechos": "hechos:\n  canal: 3\n"},
    "exclude the fact": {"hechos": "incompatibles:\n  nunca: {cuando: {alguna: [{canal: presencial}]}, razon: No.}\n"},
}


@pytest.mark.parametrize("way", FLOOR)
def test_a_right_cannot_be_weakened(tmp_path: Path, way: str) -> None:
    said = complaints(over(tmp_path, **FLOOR[way]))
    assert "irrenunciable" in said
    assert said.startswith("mi_institucion/rules/")
    assert "(véase rules/" in said or way == "exclude the fact"


def test_what_a_right_yields_to_cannot_be_widened(tmp_path: Path) -> None:
    below = put(tmp_path / "debajo", {f"rules/{path.name}": path.read_bytes() for path in (BASE / "rules").iterdir()})
    text = (BASE / "rules/atencion.yaml").read_text("utf-8")
    put(
        below,
        {
            "rules/atencion.yaml": text.replace(
                "  irrenunciable: si\n", "  irrenunciable: si\n  cede_ante: [otras.no_saludar]\n"
            ),
            "rules/otras.yaml": "no_saludar:"
            + rule("prohibido", "{canal: presencial, enojado: si}", "{paso: saludar}"),
        },
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(loading, "PACKAGE", below)
        wider = "no_saludar:" + rule("prohibido", "{canal: presencial}", "{paso: saludar}", "  motivo: Siempre.\n")
        said = complaints(over(tmp_path, otras=wider))
    assert said == (
        "mi_institucion/rules/otras.yaml:1:1: la regla «otras.no_saludar» sostiene una regla irrenunciable: "
        "no se puede retirar ni cambiar (véase rules/otras.yaml:1:1)"
    )


def test_the_texts_of_a_right_may_be_put_in_other_words(tmp_path: Path) -> None:
    assert (
        complaints(
            over(
                tmp_path,
                pasos="pasos:\n  saludar: {texto: Dé los buenos días}\n",
                hechos="hechos:\n  canal: {opciones: {chat: por chat}, pregunta: ¿Cómo?}\n",
            )
        )
        == FINE
    )


def test_to_repeat_what_the_manual_says_changes_nothing(tmp_path: Path) -> None:
    folder = over(
        tmp_path, **{path.stem: path.read_text("utf-8") for path in (BASE / "rules").iterdir() if path.stem != "manual"}
    )
    assert complaints(folder) == FINE
    assert Manual.load(folder).definition.rules.keys() == Manual.load(BASE).definition.rules.keys()


def test_the_packaged_rights_floor_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    floor = [name for name, item in Manual.load().definition.rules.items() if item.inalienable]
    files: dict[str, str] = {}
    for name in floor:
        stem, key = name.split(".")
        files[stem] = files.get(stem, "") + f"{key}: {{retirar: si, motivo: Sobra.}}\n"
    with pytest.raises(ManualFileError) as raised:
        load(tmp_path, **files)
    assert len(raised.value.faults) == len(floor) > 0
    assert all(fault.location and fault.related for fault in raised.value.faults)


def test_all_that_is_refused_is_told_together_with_all_that_is_wrong(tmp_path: Path) -> None:
    said = complaints(
        over(
            tmp_path,
            atencion="saludar: {retirar: si, motivo: No.}\nofrecer_agua: {retirar: si}\n",
            propias="agua:" + rule(kind="permitida"),
        )
    )
    assert [line.split(" ")[0] for line in said.splitlines()] == [
        "mi_institucion/rules/atencion.yaml:1:1:",
        "mi_institucion/rules/atencion.yaml:2:1:",
        "mi_institucion/rules/propias.yaml:2:9:",
    ]
