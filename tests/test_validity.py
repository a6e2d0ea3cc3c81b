"""A rule, and its clock, count only on the days on which the rule is in force."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from manual_atencion import Decision, Manual

OVERLAY = """
contacto_en_doce_horas:
  tipo: obligatorio
  cuando: {canal: correo, recibo_confirmado: si}
  entonces: {paso: contactar_por_telefono}
  plazo: {desde: confirmacion_enviada, hasta: contacto_en, duracion: PT12H, borde: menor_o_igual}
  fuente: {documento: Circular 1, cita: doce horas, lectura: literal}
  vigencia: {desde: 2026-03-01, hasta: 2026-03-31}
  ejemplos: {aplica: [{canal: correo, recibo_confirmado: si}], no_aplica: [{canal: telefono}]}
"""
NAME = "circular.contacto_en_doce_horas"
CASE = {"canal": "correo", "confirmacion_enviada": "2026-02-01T08:00:00-05:00"}


@pytest.fixture(scope="module")
def institution(tmp_path_factory: pytest.TempPathFactory) -> Manual:
    folder = tmp_path_factory.mktemp("institucion")
    (folder / "rules").mkdir()
    (folder / "rules" / "circular.yaml").write_text(OVERLAY, "utf-8")
    return Manual.load(Path(folder))


def state(decision: Decision) -> str:
    return next(deadline.state for deadline in decision.deadlines if deadline.rule == NAME)


@pytest.mark.parametrize(
    ("now", "in_force"),
    [
        (datetime(2026, 3, 1, 4, 59, tzinfo=UTC), False),  # still 28 February in Panama
        (datetime(2026, 3, 1, 5, 0, tzinfo=UTC), True),
        (datetime(2026, 4, 1, 4, 59, tzinfo=UTC), True),  # still 31 March in Panama
        (datetime(2026, 4, 1, 5, 0, tzinfo=UTC), False),
    ],
)
def test_the_first_and_the_last_day_count_in_the_institutions_zone(
    institution: Manual, now: datetime, in_force: bool
) -> None:
    assert (NAME in {reason.rule for reason in institution.match(CASE, now=now)}) is in_force
    assert state(institution.decide(CASE, now=now)) == ("breached" if in_force else "not_applicable")


def test_without_a_day_only_rules_without_an_end_count(institution: Manual) -> None:
    assert NAME not in {reason.rule for reason in institution.match(CASE)}
