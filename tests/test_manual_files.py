"""The packaged manual's own files: examples both ways, quotations, statements, names that later parts rely on."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from manual_atencion import Manual
from manual_atencion.definitions import Rule
from manual_atencion.loading import PACKAGED_COPY
from manual_atencion.packaging import write_packaged

EXAMPLES = Path(__file__).parent.parent / "examples"
MANUAL = Manual.load()
RULES = MANUAL.definition.rules

# Hosts pass these; other systems rely on the names.
FIXED_FACTS = {
    "canal",
    "rol",
    "atiende_publico",
    "hora",
    "lugar",
    "usuario_atendido",
    "minutos_de_espera",
    "llegada",
    "atendido_desde",
    "conocido_por",
    "comunicado_a_recepcion",
    "caso_en_sistema",
    "numero_entregado",
    "saludo_dado",
    "comentarios_en_formulario",
    "necesidad_comprendida",
    "alternativas",
    "competencia",
    "resoluble_ahora",
    "explicado",
    "usuario_entendio",
    "usuario_de_acuerdo",
    "quien_erro",
    "respuesta_al_reclamo",
    "puede_dar_solucion",
    "institucion_tiene_razon",
    "hay_alternativa",
    "disculpa_dada",
    "excepcion_por_escrito",
    "promesa_cumplible",
    "companero_acusado",
    "animo",
    "desahogandose",
    "palabras_obscenas",
    "perdida_de_respeto",
    "situacion_extrema",
    "usuario_de_pie",
    "funcionario_sentado",
    "contacto_fisico",
    "pregunta_conflictiva",
    "puede_manejarlo",
    "superior_disponible",
    "superior_intervino",
    "acuerdo_logrado",
    "voluntad_pacifica",
    "etapa_de_mediacion",
    "clima_de_confianza",
    "reglas_y_agenda",
    "mediador_idoneo",
    "recuerda_el_caso",
    "apuntes_revisados",
    "llamada",
    "asunto_de_su_area",
    "nombre_conocido",
    "telefono_conocido",
    "identidad",
    "linea_libre",
    "traslado_atendido",
    "correo_al_competente",
    "llamada_devuelta",
    "persona_presente",
    "recado_dejado",
    "recibido_por_recepcion",
    "copia_con_acuse",
    "recibo_confirmado",
    "via_confirmacion",
    "horas_desde_confirmacion",
    "confirmacion_enviada",
    "contacto_en",
    "contacto_logrado",
    "via_contacto",
    "identificado_como_asignado",
    "informacion_pasada",
    "pidio_apersonarse",
    "resoluble_a_distancia",
    "acompana_al_usuario",
    "celular_en_uso",
    "proposito",
}

# Slides that state one thing twice, or over two slides: the rule quotes one of them.
TOGETHER = [
    {34, 35, 37, 39}, {24, 28}, {23, 28}, {11, 12}, {2, 12}, {2, 7}, {3, 17}, {3, 10}, {3, 28}, {6, 8, 11}, {4, 5},
    {15, 33}, {25, 26},
    {30, 31}, {7, 41}, {8, 23, 27}, {21, 24},
]  # fmt: skip
SAME_MATTER = {(one, other) for pages in TOGETHER for one in pages for other in pages}


def applies(rule: Rule, case: dict[str, object]) -> bool:
    """Whether a rule applies to a case; a duty applies while its step is due."""
    if rule.kind == "obligatorio" and all(step.id != rule.step for step in MANUAL.decide(case).due):
        return False
    return rule.id in {reason.rule for reason in MANUAL.match(case)}


@pytest.mark.parametrize("name", RULES)
def test_the_examples_of_a_rule_hold_both_ways(name: str) -> None:
    rule = RULES[name]
    for example in rule.applies_to:
        assert applies(rule, dict(example)), example
    for example in rule.not_applies_to:
        assert not applies(rule, dict(example)), example


def test_the_facts_that_hosts_pass_are_there() -> None:
    assert set(MANUAL.facts) >= FIXED_FACTS


def test_there_are_234_statements_and_each_has_a_home_or_a_reason() -> None:
    statements = MANUAL.definition.statements
    assert sorted(statements) == list(range(1, 235))
    cited = {number for items in (
        (rule.source.statements for rule in RULES.values()),
        (fact.statements for fact in MANUAL.facts.values()),
        (step.statements for step in MANUAL.definition.steps.values()),
        (act.statements for act in MANUAL.definition.acts.values()),
    ) for numbers in items for number in numbers}  # fmt: skip
    homeless = [n for n, item in statements.items() if n not in cited and not item.phrase and not item.not_encodable]
    by_facts = [n for n, item in statements.items() if item.decided_from.startswith("hechos") and n not in cited]
    twice = [n for n, item in statements.items() if n in cited and item.not_encodable]
    assert (homeless, by_facts, twice) == ([], [], [])


def test_every_citation_of_a_statement_is_on_the_statements_slide() -> None:
    statements = MANUAL.definition.statements
    elsewhere = {
        (rule.id, number, statements[number].page)
        for rule in RULES.values()
        for number in rule.source.statements
        if rule.source.reading == "literal"
        and (rule.source.page, statements[number].page) not in SAME_MATTER
        and rule.source.page != statements[number].page
    }
    assert elsewhere == set()


def test_every_interpretation_gives_its_reason() -> None:
    interpreted = {rule.id for rule in RULES.values() if rule.source.reading == "interpretacion"}
    assert {rule.id for rule in RULES.values() if rule.source.reason} == interpreted


def test_the_rights_floor_is_marked() -> None:
    floor = {rule.id for rule in RULES.values() if rule.inalienable}
    reception = {f"recepcion.{name}" for name in (
        "nadie_ignorado", "comunicar", "introducir", "solicitar_numero", "entregar_numero",
    )}  # fmt: skip
    others = {
        "competencia.explicar_y_orientar",
        "telefono.guardar_identidad",
        "telefono.seguir_sin_nombre",
        "atencion.respuesta_a_todos",
    }
    assert reception | others <= floor


def test_the_packaged_copy_says_what_the_files_say(tmp_path: Path) -> None:
    fresh = tmp_path / "packaged.json"
    write_packaged(fresh)
    kept = json.loads(fresh.read_text("utf-8"))
    assert kept["digest"] == MANUAL.definition.digest
    if PACKAGED_COPY.exists() and json.loads(PACKAGED_COPY.read_text("utf-8"))["fingerprint"] == kept["fingerprint"]:
        assert PACKAGED_COPY.read_bytes() == fresh.read_bytes()


def test_the_hash_seed_changes_nothing() -> None:
    facts = "{'canal': 'presencial', 'animo': 'enojado'}"
    program = f"from manual_atencion import Manual; print(Manual.load().decide({facts}).to_json())"
    said = set()
    for seed in ("0", "1", "4242"):
        asked = [sys.executable, "-c", program]
        ran = subprocess.run(asked, env={"PYTHONHASHSEED": seed}, capture_output=True, check=True)  # noqa: S603 - our own program
        said.add(ran.stdout)
    assert len(said) == 1
    assert b"next_step" in said.pop()


def test_the_example_institution_routes_by_its_own_table() -> None:
    institution = Manual.load(EXAMPLES / "institucion_de_ejemplo")
    routed = {}
    for matter in ("agua_potable", "transporte", "pension_alimenticia"):
        decision = institution.decide({"canal": "presencial", "rol": "recepcion", "materia": matter})
        assert decision.assignee
        assert decision.assignee.say
        routed[matter] = (decision.derived["competencia"], decision.assignee.kind, decision.assignee.rule)
    assert routed == {
        "agua_potable": ("si", "unidad", "competencia.tabla.agua_potable.responsable"),
        "transporte": ("compartida", "unidad", "competencia.tabla.transporte.responsable"),
        "pension_alimenticia": ("no", "entidad", "competencia.tabla.pension_alimenticia.responsable"),
    }


def test_what_is_forbidden_or_allowed_is_worded_as_an_act() -> None:
    for rule in RULES.values():
        if rule.kind in ("prohibido", "desaconsejado", "permitido") and rule.step:
            step = MANUAL.definition.steps[rule.step]
            assert step.as_act != step.text, rule.id
