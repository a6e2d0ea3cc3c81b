"""Cases for hypothesis, and seeded random ones for long runs."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from manual_atencion import Manual
from manual_atencion.facts import UNKNOWN, Fact

NOON = datetime(2026, 2, 13, 20, 0, tzinfo=UTC)  # 15:00 in Panama, the Friday before Carnival

_NUMBERS = (0, 1, 2, 14, 15, 15.000001, 16, 23, 24, 24.000001, 25, 600)
_MINUTES = (-1500, -1440.0000001, -1440, -60, -16, -15, 0, 10, 15, 60)


def cases(manual: Manual) -> st.SearchStrategy[dict[str, Any]]:
    """Any mixture of valid facts, unknown ones included."""
    return st.fixed_dictionaries({}, optional={name: values(fact) for name, fact in manual.facts.items()})


def instants() -> st.SearchStrategy[datetime]:
    """Instants within some days of NOON, to the microsecond."""
    return st.integers(-5 * 86_400_000_000, 5 * 86_400_000_000).map(lambda us: NOON + timedelta(microseconds=us))


def values(fact: Fact) -> st.SearchStrategy[Any]:
    """Valid values of one fact, "unknown" among them."""
    unknown = st.just(UNKNOWN)
    if fact.kind == "si_no":
        return st.sampled_from(["si", "no", True, False, UNKNOWN])
    if fact.kind == "opcion":
        return st.sampled_from([*fact.values, UNKNOWN])
    if fact.kind == "hora":
        return unknown | st.times().map(lambda time: f"{time.hour:02d}:{time.minute:02d}")
    if fact.kind == "instante":
        return unknown | instants()
    whole = st.integers(fact.minimum, fact.maximum)
    if fact.unit == "cuenta":
        return unknown | whole
    return unknown | whole | st.floats(fact.minimum, fact.maximum) | st.sampled_from(_NUMBERS)


def random_case(manual: Manual, rng: random.Random) -> dict[str, Any]:
    """One random case; sparse, dense or in between."""
    density = rng.choice((0.05, 0.15, 0.3, 0.6, 0.9))
    return {name: _random_value(fact, rng) for name, fact in manual.facts.items() if rng.random() < density}


def _random_value(fact: Fact, rng: random.Random) -> Any:
    if fact.kind in ("si_no", "opcion"):
        return rng.choice([*fact.values, UNKNOWN])
    if fact.kind == "hora":
        return f"{rng.randrange(24):02d}:{rng.randrange(60):02d}"
    if fact.kind == "instante":
        return NOON + timedelta(minutes=rng.choice(_MINUTES))
    return rng.choice([value for value in _NUMBERS if fact.unit != "cuenta" or isinstance(value, int)])
