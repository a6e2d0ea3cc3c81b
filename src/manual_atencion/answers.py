"""What both answers share: which manual answered, what it would need to know, and how JSON writes a value."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from .facts import Value

JsonObject = dict[str, Any]


class Missing(NamedTuple):
    """A fact that nobody gave: what to ask, and the steps, acts and responsibles that the answer would settle."""

    fact: str
    question: str
    would_settle: tuple[str, ...]

    def to_dict(self) -> JsonObject:
        """Return it as JSON-ready data."""
        return {"fact": self.fact, "question": self.question, "would_settle": list(self.would_settle)}


class ManualReference(NamedTuple):
    """Which manual decided: id, version, digest, the day as of which, and the engine."""

    id: str
    version: str
    digest: str
    as_of: date | None
    engine: str

    def to_dict(self) -> JsonObject:
        """Return it as JSON-ready data."""
        return {
            "id": self.id,
            "version": self.version,
            "digest": self.digest,
            "as_of": self.as_of.isoformat() if self.as_of else None,
            "engine": self.engine,
        }


def plain(value: Value | None) -> str | int | float:
    """Return a fact's value as JSON writes it; unknown as "desconocido"."""
    if value is None:
        return "desconocido"
    if isinstance(value, datetime):
        return instant_text(value) or ""
    if isinstance(value, Decimal):
        return int(value) if value == int(value) else float(value)
    return value


def instant_text(instant: datetime | None) -> str | None:
    """Return an aware instant as ISO 8601 in UTC, with microseconds only when there are any."""
    return None if instant is None else instant.astimezone(UTC).isoformat().replace("+00:00", "Z")
