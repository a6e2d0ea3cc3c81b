"""What a person hears or reads: every decision can be said, with words and never with ids."""

from __future__ import annotations

import random
import re
from datetime import datetime, timedelta

import pytest
from tests.strategies import NOON, random_case

from manual_atencion import Manual
from manual_atencion.cli.language import Language
from manual_atencion.cli.report import report
from manual_atencion.decisions.deadlines import DeadlineStatus
from manual_atencion.decisions.decision import Decision
from manual_atencion.decisions.wording import Wording, told_deadlines, uncapitalised

ID = re.compile(r"\b[a-z]+_[a-z_]+\b")


@pytest.fixture(scope="module")
def manual() -> Manual:
    return Manual.load()


@pytest.fixture(scope="module")
def decisions(manual: Manual) -> list[Decision]:
    rng = random.Random(20260213)
    return [manual.decide(random_case(manual, rng), now=NOON) for _ in range(300)]


def test_every_decision_can_be_explained_in_words(manual: Manual, decisions: list[Decision]) -> None:
    for decision in decisions:
        *said, last = decision.explain().splitlines()
        assert last == f"Así lo dice el manual «{decision.manual.id}», versión {decision.manual.version}."
        assert said[0].startswith(("El siguiente paso es este: ", "No hay ningún paso que dar. "))
        assert ID.findall("\n".join(said)) == []
        assert [line for line in said if not line.endswith((".", ":", "?"))] == []
        assert ".." not in "".join(said).replace("...", "")


def test_every_decision_can_be_reported_in_words(manual: Manual, decisions: list[Decision]) -> None:
    for decision in decisions:
        lines = report(decision, Language("es"), 100, plain=True)
        assert ID.findall("\n".join(lines)) == []
        assert max(map(len, lines)) <= 100
        english = report(decision, Language("en"), 100, plain=True)
        assert english[0].startswith(("Next step ", "State "))


def test_the_step_who_takes_it_why_and_what_is_forbidden(manual: Manual) -> None:
    decision = manual.decide({"canal": "telefono", "llamada": "perdida"}, now=NOON)
    said = decision.explain()
    assert decision.next_step
    assert f"{uncapitalised(decision.next_step.text)}. Le corresponde a quien atendió la llamada." in said
    assert f"la diapositiva {decision.next_step.page} dice «" in said
    for norm in decision.forbidden:
        assert uncapitalised(norm.text) in said


def deadline(state: str, **times: object) -> DeadlineStatus:
    kept: dict[str, object] = {"due_at": None, "elapsed": None, "remaining": None, "working_due_at": None, **times}
    return DeadlineStatus(id="correo.primer_contacto", state=state, rule="correo.primer_contacto", page=40, **kept)  # type: ignore[arg-type]  # as given below


DUE = datetime.fromisoformat("2026-02-14T09:00:00-05:00")
LATER = datetime.fromisoformat("2026-02-23T09:00:00-05:00")


@pytest.mark.parametrize(
    ("status", "spanish", "english"),
    [
        (deadline("not_applicable"), None, None),
        (deadline("no_data"), None, None),
        (deadline("met", due_at=DUE), None, None),
        (deadline("not_started"), "el plazo todavía no empezó a correr", "its time has not begun to run"),
        (deadline("running", remaining=timedelta(minutes=5)), "quedan 5 minutos", "5 minutes left"),
        (deadline("running", remaining=timedelta(0), due_at=DUE), "vence en este momento", "due at this very moment"),
        (
            deadline("running", remaining=timedelta(hours=18), due_at=DUE, working_due_at=DUE),
            "a más tardar el sábado, 14 de febrero de 2026, 09:00 (quedan 18 horas)",
            "by Saturday, February 14, 2026, 09:00 (18 hours left)",
        ),
        (
            deadline("running", due_at=DUE, working_due_at=LATER),
            (
                "a más tardar el sábado, 14 de febrero de 2026, 09:00; contando solo el horario de la institución, "
                "lunes, 23 de febrero de 2026, 09:00"
            ),
            "by Saturday, February 14, 2026, 09:00; counting office hours only, Monday, February 23, 2026, 09:00",
        ),
        (
            deadline("breached", due_at=DUE),
            "venció el sábado, 14 de febrero de 2026, 09:00",
            "was due on Saturday, February 14, 2026, 09:00",
        ),
        (deadline("breached"), "el plazo ya venció", "its time is over"),
    ],
)
def test_where_a_deadline_stands(
    manual: Manual, status: DeadlineStatus, spanish: str | None, english: str | None
) -> None:
    assert Wording(manual.definition).deadline(status) == spanish
    assert Wording(manual.definition, "en").deadline(status) == english


def test_the_next_steps_deadline_is_told_first_then_what_is_overdue() -> None:
    def of(rule: str, state: str) -> DeadlineStatus:
        return DeadlineStatus(rule, state, None, None, None, rule, None, None)  # type: ignore[arg-type]  # as given below

    every = (of("a", "running"), of("b", "breached"), of("c", "not_started"), of("d", "not_started"), of("e", "met"))
    assert [status.rule for status in told_deadlines(every, "c", "a")] == ["c", "b", "a"]


def test_a_sentence_within_another_keeps_its_capitals_where_they_mean_something() -> None:
    assert [uncapitalised(text) for text in ("Salude", "A la persona", "DNI a mano", "«Buenos» días", "")] == [
        "salude", "a la persona", "DNI a mano", "«Buenos» días", "",
    ]  # fmt: skip
