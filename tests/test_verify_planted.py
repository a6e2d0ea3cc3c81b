"""Faults planted in a small manual are found, with the right two places and a case that truly shows them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from tests.broken_manuals import BASE, copy_of_base, put

from manual_atencion import loading
from manual_atencion.authoring.flaws import Flaw
from manual_atencion.authoring.proof import Proof, prove
from manual_atencion.errors import Location
from manual_atencion.yaml_reader import read_text

RULE = """{name}:
  tipo: {kind}
  cuando: {condition}
  entonces: {then}
  fuente: {{documento: Circular 1, cita: palabras de la circular, lectura: literal}}
  ejemplos: {{aplica: [{{}}], no_aplica: [{{}}]}}
"""
STEP = (
    "  {name}: {{texto: {text}, quien: recepcion, procedimiento: acogida, despues_de: [{after}], cumplido: {done}}}\n"
)


def rule(name: str, kind: str, condition: str, then: str, more: str = "") -> str:
    return RULE.format(name=name, kind=kind, condition=condition, then=then) + more


def duty(name: str, condition: str, step: str, more: str = "") -> str:
    return rule(name, "obligatorio", condition, f"{{paso: {step}}}", more)


def step(name: str, done: str, after: str = "atender") -> tuple[str, str]:
    """An edit that adds a step."""
    return "pasos:\n", "pasos:\n" + STEP.format(name=name, text=f"Haga {name}", after=after, done=done)


def clash(name: str, condition: str) -> tuple[str, str]:
    """An edit that adds facts that exclude each other."""
    return "incompatibles:\n", f"incompatibles:\n  {name}: {{cuando: {condition}, razon: No puede ser.}}\n"


def fact(name: str, entry: str) -> tuple[str, str]:
    """An edit that adds a fact."""
    return "hechos:\n", f"hechos:\n  {name}: {entry}\n"


Shows = Callable[[Proof, Flaw], bool]


def both_apply(proof: Proof, flaw: Flaw) -> bool:
    return set(flaw.subjects) <= {reason.rule for reason in proof.manual.match(flaw.case or {})}


def does_not_apply(proof: Proof, flaw: Flaw) -> bool:
    return flaw.subjects[0] not in {reason.rule for reason in proof.manual.match(flaw.case or {})}


def set_aside(proof: Proof, flaw: Flaw) -> bool:
    return flaw.subjects[0] in {item.rule for item in proof.manual.decide(flaw.case or {}).set_aside}


def stops(proof: Proof, flaw: Flaw) -> bool:
    decision = proof.manual.decide(flaw.case or {})
    named = decision.terminal.id if decision.terminal else ""
    return named == "faltan_datos" and "puerta" not in [missing.fact for missing in decision.missing]


def clock_is_not_met(proof: Proof, flaw: Flaw) -> bool:
    found = {status.id: status.state for status in proof.manual.decide(flaw.case or {}).deadlines}
    return found[flaw.subjects[0]] in ("not_started", "no_data", "running")


def is_due_but_not_next(proof: Proof, flaw: Flaw) -> bool:
    due = [item.id for item in proof.manual.decide(flaw.case or {}).due]
    return flaw.subjects[0] in due[1:]


def is_not_due(proof: Proof, flaw: Flaw) -> bool:
    return flaw.subjects[0] not in [item.id for item in proof.manual.decide(flaw.case or {}).due]


def is_due(proof: Proof, flaw: Flaw) -> bool:
    return flaw.subjects[0] in [item.id for item in proof.manual.decide(flaw.case or {}).due]


def is_in_the_circle(proof: Proof, flaw: Flaw) -> bool:
    following = proof.manual.decide(flaw.case or {}).next_step
    return following is not None and following.id in flaw.subjects


def is_forbidden(proof: Proof, flaw: Flaw) -> bool:
    approved, forbidding = flaw.subjects
    offer = proof.manual.phrase(approved, flaw.case or {})
    verdict = proof.manual.check(offer.text, flaw.case or {})
    return forbidding in {finding.rule for finding in verdict.findings if finding.severity == "error"}


def still_applies(proof: Proof, flaw: Flaw) -> bool:
    return "atencion.saludar" in {reason.rule for reason in proof.manual.match(flaw.case or {})}


class Plant(NamedTuple):
    """A fault to plant: what is written or changed, and what must be found."""

    kind: str
    subjects: tuple[str, ...]
    place: str
    related: str
    shows: Shows
    rules: str = ""
    steps: tuple[tuple[str, str], ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    phrases: str = ""


DOOR = "{tipo: si_no, texto: la puerta, pregunta: ¿La puerta?, pertinente: {canal: telefono}}"
TURN = "{tipo: opcion, opciones: {a: uno, b: dos, c: tres}, texto: turno, pregunta: ¿Turno?}"
EXCLUDED = "{usuario_atendido: si, llegada: desconocido, canal: presencial, enojado: si}"
OFFER = "atencion.yaml ofrecer_agua"

PLANTS = {
    "two rules allow and forbid the same act": Plant(
        "contradiction", ("atencion.ofrecer_agua", "nuevas.sin_agua"), "nuevas.yaml sin_agua", OFFER, both_apply,
        rules=rule("sin_agua", "prohibido", '{minutos_de_espera: "> 20"}', "{acto: ofrecer_agua}"),
    ),
    "two rules escalate to different people": Plant(
        "contradiction", ("conflicto.superior", "nuevas.otro"), "nuevas.yaml otro", "conflicto.yaml superior",
        both_apply,
        rules=rule("otro", "escala", "{disculpa_debida: si, canal: correo, enojado: si}", "{responsable: recepcion}"),
    ),
    "a rule excludes itself": Plant(
        "never_applies", ("nuevas.nunca",), "nuevas.yaml nunca", "hechos.yaml canal", does_not_apply,
        rules=rule("nunca", "permitido", "{canal: correo, ninguna: [{canal: correo}]}", "{acto: interrumpir}"),
    ),
    "a rule asks for facts that exclude each other": Plant(
        "never_applies", ("nuevas.nunca",), "nuevas.yaml nunca", "hechos.yaml atendido_sin_llegar", does_not_apply,
        rules=rule("nunca", "recomendado", EXCLUDED, "{acto: ofrecer_agua}"),
    ),
    "a rule always yields": Plant(
        "shadowed", ("nuevas.cede",), "nuevas.yaml cede", "conflicto.yaml no_interrumpir", set_aside,
        rules=rule("cede", "recomendado", "{enojado: si, canal: correo}", "{acto: ofrecer_agua}",
                   "  cede_ante: [conflicto.no_interrumpir]\n"),
    ),
    "a rule adds nothing to a wider one": Plant(
        "shadowed", ("nuevas.menos", "atencion.ofrecer_agua"), "nuevas.yaml menos", OFFER, both_apply,
        rules=rule("menos", "permitido", '{minutos_de_espera: "> 30"}', "{acto: ofrecer_agua}"),
    ),
    "a rule is there twice, said the other way round": Plant(
        "duplicate", ("atencion.ofrecer_agua", "nuevas.otra_vez"), "nuevas.yaml otra_vez", OFFER, both_apply,
        rules=rule("otra_vez", "permitido", '{ninguna: [{minutos_de_espera: "<= 10"}]}', "{acto: ofrecer_agua}"),
    ),
    "a rule is there twice in other words": Plant(
        "duplicate", ("atencion.ofrecer_agua", "nuevas.otra_vez"), "nuevas.yaml otra_vez", OFFER, both_apply,
        rules=rule("otra_vez", "permitido", '{alguna: [{minutos_de_espera: "> 10"}, {minutos_de_espera: "> 40"}]}',
                   "{acto: ofrecer_agua}"),
    ),
    "a fact behind a deduced one is never asked for": Plant(
        "no_way_on", ("nuevas.abrir",), "nuevas.yaml abrir", "hechos.yaml puerta", stops,
        rules=rule("abierta", "deduce", "{canal: correo, puerta: si}", "{disculpa_debida: si}")
        + duty("abrir", "{canal: correo, disculpa_debida: si}", "abrir"), steps=(step("abrir", "{saludo_dado: si}"),),
        facts=(fact("puerta", DOOR),
               ("pregunta: ¿Se debe una disculpa?", "pregunta: ¿Se debe?")),
    ),
    "a fact that decides is never asked for": Plant(
        "no_way_on", ("nuevas.abrir",), "nuevas.yaml abrir", "hechos.yaml puerta", stops,
        rules=duty("abrir", "{canal: correo, puerta: si}", "abrir"), steps=(step("abrir", "{saludo_dado: si}"),),
        facts=(fact("puerta", DOOR),),
    ),
    "a deadline never starts": Plant(
        "deadline", ("nuevas.plazo",), "nuevas.yaml plazo", "hechos.yaml llegada", clock_is_not_met,
        rules=duty("plazo", "{canal: correo}", "atender",
                   "  plazo: {desde: llegada, hasta: atendido_desde, duracion: PT1H, borde: menor_o_igual}\n"),
        facts=(clash("sin_llegada", "{canal: correo, ninguna: [{llegada: desconocido}]}"),),
    ),
    "a deadline cannot be met": Plant(
        "deadline", ("nuevas.plazo",), "nuevas.yaml plazo", "hechos.yaml atendido_desde", clock_is_not_met,
        rules=duty("plazo", "{canal: telefono}", "atender",
                   "  plazo: {desde: llegada, hasta: atendido_desde, duracion: PT1H, borde: menor_o_igual}\n"),
        facts=(clash("sin_fin", "{canal: telefono, ninguna: [{atendido_desde: desconocido}]}"),),
    ),
    "a step always comes behind another": Plant(
        "unreachable_step", ("anotar",), "pasos.yaml anotar", "pasos.yaml escuchar", is_due_but_not_next,
        rules=duty("anotar", "{enojado: si, escuchado: no}", "anotar"),
        steps=(step("anotar", "{alternativas: \"> 3\"}"),),
    ),
    "a step is done before it is ordered": Plant(
        "unreachable_step", ("anotar",), "pasos.yaml anotar", "nuevas.yaml anotar", is_not_due,
        rules=duty("anotar", "{saludo_dado: si, canal: correo}", "anotar"),
        steps=(step("anotar", "{saludo_dado: si}"),),
    ),
    "nothing completes a step": Plant(
        "endless_step", ("anotar",), "pasos.yaml anotar", "nuevas.yaml anotar", is_due,
        rules=duty("anotar", "{canal: correo}", "anotar"),
        steps=(step("anotar", "{enojado: si, ninguna: [{enojado: si}]}"),),
    ),
    "what completes a step cannot be": Plant(
        "endless_step", ("anotar",), "pasos.yaml anotar", "nuevas.yaml anotar", is_due,
        rules=duty("anotar", "{canal: correo}", "anotar"),
        steps=(step("anotar", EXCLUDED),),
    ),
    "two steps undo each other": Plant(
        "loop", ("bajar", "subir"), "pasos.yaml subir", "pasos.yaml bajar", is_in_the_circle,
        rules=duty("subir", "{canal: correo}", "subir") + duty("bajar", "{canal: correo}", "bajar"),
        steps=(step("subir", '{alternativas: "> 5"}'), step("bajar", '{alternativas: "<= 5"}', "subir")),
    ),
    "three steps go round": Plant(
        "loop", ("paso_a", "paso_b", "paso_c"), "pasos.yaml paso_a", "pasos.yaml paso_c", is_in_the_circle,
        rules=duty("ra", "{turno: c}", "paso_a") + duty("rb", "{turno: a}", "paso_b")
        + duty("rc", "{turno: b}", "paso_c"),
        steps=(step("paso_c", "{turno: c}", "paso_b"), step("paso_b", "{turno: b}", "paso_a"),
               step("paso_a", "{turno: a}")),
        facts=(fact("turno", TURN),),
    ),
    "a phrase forbids what another approves": Plant(
        "phrases_conflict", ("trato.espera", "trato.carino"), "trato.yaml espera", "trato.yaml carino", is_forbidden,
        phrases="", rules="",
    ),
    "a phrase forbids what another approves in some cases": Plant(
        "phrases_conflict", ("trato.espera", "trato.carino"), "trato.yaml espera", "trato.yaml carino", is_forbidden,
        phrases="{canal: [correo, telefono]}",
    ),
}  # fmt: skip

APPROVED = """espera:
  tipo: aprobada
  texto: "Espere un momento, mi cielo."
  fuente: {documento: Circular 1, cita: palabras, lectura: literal}
  ejemplos: {da: [{caso: {}, texto: "Espere un momento, mi cielo."}]}
"""
FORBIDDEN = """carino:
  familia: carino
  tipo: prohibida
  mensaje: No use expresiones de cariño.
  patrones: [mi cielo]
  fuente: {documento: Circular 1, cita: palabras, lectura: literal}
  ejemplos: {marca: ["Hola, mi cielo."], no_marca: ["El cielo."]}
"""


def written_at(place: Location | None) -> str:
    """Return the file of a place and the key that stands there."""
    assert place is not None
    line = Path(place.file).read_text("utf-8").splitlines()[place.line - 1]
    return f"{Path(place.file).name} {line[place.column - 1 :].split(':')[0]}"


def planted(plant: Plant, room: Path) -> Proof:
    folder = copy_of_base(room / "manual")
    for name, edits in (("pasos.yaml", plant.steps), ("hechos.yaml", plant.facts)):
        path = folder / "rules" / name
        text = path.read_text("utf-8")
        for old, new in edits:
            assert old in text
            text = text.replace(old, new, 1)
        path.write_text(text, "utf-8")
    if plant.rules:
        put(folder, {"rules/nuevas.yaml": plant.rules})
    if plant.kind == "phrases_conflict":
        condition = f"  cuando: {plant.phrases}\n" if plant.phrases else ""
        put(folder, {"phrases/trato.yaml": APPROVED + FORBIDDEN + condition})
    return prove(folder, sample=5)


@pytest.mark.parametrize("plant", PLANTS.values(), ids=PLANTS)
def test_a_planted_fault_is_found_with_its_places_and_a_case(plant: Plant, tmp_path: Path) -> None:
    proof = planted(plant, tmp_path)
    found = [flaw for flaw in proof.flaws if flaw.kind == plant.kind]
    assert [flaw.subjects for flaw in found] == [plant.subjects], proof.flaws
    flaw = found[0]
    assert (written_at(flaw.place), written_at(flaw.related)) == (plant.place, plant.related)
    assert flaw.case is not None
    assert plant.shows(proof, flaw), flaw.case
    assert proof.story(flaw).startswith("Un caso")
    assert "ejemplos" in read_text(proof.example(flaw), "ejemplo.yaml").mapping
    assert not proof.holds


FLOOR = {
    "retired": ("atencion", "saludar: {retirar: si, motivo: Sobra.}\n", ("atencion.saludar",), "atencion.yaml saludar"),
    "its step is never done": (
        "pasos",
        "pasos:\n  saludar: {cumplido: {enojado: si}}\n",
        ("saludar",),
        "pasos.yaml cumplido",
    ),
}


@pytest.mark.parametrize(("stem", "text", "subjects", "place"), FLOOR.values(), ids=FLOOR)
def test_what_an_overlay_would_take_from_the_rights_floor_is_told_with_a_case(
    stem: str, text: str, subjects: tuple[str, ...], place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loading, "PACKAGE", BASE)
    proof = prove(put(tmp_path / "mi_institucion", {f"rules/{stem}.yaml": text}), sample=5)
    flaw = next(flaw for flaw in proof.flaws if flaw.kind == "rights_floor")
    assert flaw.subjects == subjects
    assert written_at(flaw.place) == place
    assert "mi_institucion" in str(flaw.place)
    assert flaw.related is not None
    assert "mi_institucion" not in str(flaw.related)
    assert still_applies(proof, flaw)


def test_the_small_manual_itself_is_without_fault() -> None:
    proof = prove(BASE, sample=20)
    assert proof.holds, proof.flaws


def test_a_proof_without_budget_says_what_it_could_not_decide() -> None:
    proof = prove(BASE, most_steps=0, sample=1)
    assert not proof.holds
    assert proof.undecided
