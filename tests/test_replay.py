"""A recorded decision is decided again exactly, as its manual stood on its day; what differs is told by its place."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.strategies import cases, instants
from tests.test_cli import call

from manual_atencion import CaseError, Manual

MANUAL = Manual.load()
NOW = datetime(2026, 2, 13, 20, tzinfo=UTC)
AT = ("--now", "2026-02-13T15:00:00-05:00")
CASE = {"canal": "telefono", "llamada": "perdida", "rol": "recepcion"}
RULE = """
{name}:
  tipo: prohibido
  cuando: {{canal: chat}}
  entonces: {{acto: sonreir}}
  fuente: {{documento: Circular de prueba, cita: "no", lectura: literal}}
  vigencia: {validity}
  ejemplos: {{aplica: [{{canal: chat}}], no_aplica: [{{canal: nota}}]}}
"""


@given(cases(MANUAL), st.none() | instants(), st.none() | st.dates(date(2025, 1, 1), date(2027, 1, 1)))
@settings(max_examples=200)
def test_a_record_is_met_after_a_journey_through_json(
    case: dict[str, Any], now: datetime | None, as_of: date | None
) -> None:
    record = json.loads(json.dumps(MANUAL.record(case, now=now, as_of=as_of)))
    replay = MANUAL.replay(record)
    assert (replay.difference, replay.same) == (None, True)
    assert replay.decision == MANUAL.decide(case, now=now, as_of=as_of)


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"terminal": "otro"}, "terminal"),
        ({"due": []}, "due"),
        ({"manual": {"id": "otro"}}, "manual.as_of"),
    ],
)
def test_the_first_difference_is_told_by_its_place(change: dict[str, Any], place: str) -> None:
    record = MANUAL.record(CASE, now=NOW)
    assert MANUAL.replay({**record, **change}).difference == place


def test_which_engine_decided_is_no_difference() -> None:
    record = MANUAL.record(CASE, now=NOW)
    assert MANUAL.replay({**record, "manual": {**record["manual"], "engine": "durable"}}).same


@pytest.mark.parametrize(
    "record",
    [{}, {"case": {}}, {"case": [], "manual": {}}, {"case": {}, "manual": {}, "now": "ayer"},
     {"case": {"secreto_9x": "si"}, "manual": {}}, {"case": {}, "manual": {"as_of": "2026-02-30"}}],
)  # fmt: skip
def test_what_is_no_record_is_refused(record: dict[str, Any]) -> None:
    with pytest.raises(CaseError):
        MANUAL.replay(record)


def test_rules_count_as_of_the_day_that_is_asked_for(tmp_path: Path) -> None:
    folder = tmp_path / "propio"
    (folder / "rules").mkdir(parents=True)
    rule = RULE.format(name="no_gritar_en_el_chat", validity="{desde: 2026-03-01, hasta: 2026-03-31}")
    (folder / "rules" / "chat.yaml").write_text(rule, "utf-8")
    own = Manual.load(folder)
    days = {day: [norm.rule for norm in own.decide({"canal": "chat"}, now=NOW, as_of=day).forbidden]
            for day in (date(2026, 2, 28), date(2026, 3, 1), date(2026, 3, 31), date(2026, 4, 1))}  # fmt: skip
    assert ["chat.no_gritar_en_el_chat" in rules for rules in days.values()] == [False, True, True, False]
    assert own.decide({}, now=NOW, as_of=date(2026, 3, 1)).manual.as_of == date(2026, 3, 1)
    assert own.check("Bien.", {}, now=NOW + timedelta(days=90), as_of=date(2026, 3, 2)).manual.as_of == date(2026, 3, 2)


def test_the_commands_record_and_replay(tmp_path: Path) -> None:
    first = call("decide", "-", "--record", *AT, given=json.dumps(CASE))
    lines = "".join(json.dumps({"id": n, "case": CASE, "now": "2026-02-13T20:00:00Z"}) + "\n" for n in (1, 2))
    second = call("decide", "--jsonl", "-", "--record", given=lines)
    kept = tmp_path / "decisiones.jsonl"
    kept.write_bytes(first.stdout + second.stdout)
    same = call("replay", str(kept))
    assert (same.returncode, same.stdout.decode()) == (0, "decisiones repetidas: 3; todas salen iguales\n")
    changed = kept.read_text("utf-8").replace('"due":[{"id":"', '"due":[{"id":"x', 1)
    other = call("replay", "-", given=changed)
    assert other.returncode == 1
    assert other.stdout.decode() == "-:2 (1): sale distinta en «due[0].id»\n"
    assert other.stderr.decode() == "error: 1 de 3 decisiones salen distintas\n"
    told = [json.loads(line) for line in call("replay", "-", "--format", "json", given=changed).stdout.splitlines()]
    assert [(line["id"], line["same"], line["difference"]) for line in told] == [
        (None, True, None), (1, False, "due[0].id"), (2, True, None)]  # fmt: skip


def test_wrong_records_are_told_by_line_and_never_repeated() -> None:
    bad = call("replay", "-", given='{"case": {"secreto_9x": "palabra_9x"}, "manual": {}}\nno\n')
    assert bad.returncode == 2
    assert b"palabra_9x" not in bad.stdout + bad.stderr
    assert b"Traceback" not in bad.stderr
