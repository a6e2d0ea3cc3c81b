"""The public surface is a short list."""

from __future__ import annotations

import inspect

import manual_atencion
from manual_atencion import Decision, Manual

NAMES = [
    "Case",
    "CaseError",
    "Decision",
    "EngineError",
    "Fault",
    "Finding",
    "Location",
    "Manual",
    "ManualError",
    "ManualFileError",
    "Offer",
    "Verdict",
]


def test_the_package_offers_these_names() -> None:
    assert manual_atencion.__all__ == NAMES
    assert [name for name in NAMES if not hasattr(manual_atencion, name)] == []


def test_the_manual_offers_these_questions() -> None:
    offered = [name for name, _ in inspect.getmembers(Manual) if not name.startswith("_")]
    assert offered == ["case", "check", "decide", "definition", "facts", "fix", "load", "match", "phrase", "record",
                       "replay"]  # fmt: skip


def test_every_public_name_is_documented() -> None:
    for name in NAMES:
        item = getattr(manual_atencion, name)
        assert item.__doc__, name
        for method, value in inspect.getmembers(item, inspect.isfunction):
            if not method.startswith("_") and method in vars(item):
                assert value.__doc__, (name, method)


def test_the_verdict_has_these_fields() -> None:
    verdict = Manual.load().check("Mi amor, no puedo hacer más nada.").to_dict()
    assert list(verdict) == ["acceptable", "findings", "missing", "context", "manual"]
    keys = ["rule", "family", "severity", "start", "end", "line", "column", "message", "suggestions", "page", "quote"]
    assert list(verdict["findings"][0]) == [*keys, "fix", "wording", "settled_by"]


def test_the_decision_has_these_fields() -> None:
    answers = [
        "next_step",
        "terminal",
        "due",
        "forbidden",
        "discouraged",
        "allowed",
        "advice",
        "assignee",
        "escalation",
    ]
    evidence = ["deadlines", "missing", "because", "set_aside", "derived", "manual"]
    assert list(Manual.load().decide({}).to_dict()) == answers + evidence
    assert Decision.explain.__doc__
