"""What a host puts in the places of an approved phrase: each value read by its kind, and never repeated in an error."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from types import MappingProxyType

from ..entries import duration_of
from ..errors import CaseError, Fault
from ..fact_values import clock_minutes
from ..messages import Message, duration_in_words, long_date, message, nearest
from ..phrase_definitions import Slot, SlotKind

GENDERS = ("femenino", "masculino", "neutro")

_LONGEST = {"texto": 400, "nombre": 120}
_NAME = re.compile(r"[\w.-]{1,60}\Z")
_BLANKS = re.compile(r"[ \u00a0\u2007\u2009\u202f]+")
_NUMBER = re.compile(r"(?=.{1,40}\Z)(?=.*[0-9])[\w./-]+(?: [\w./-]+)*\Z")
_TELEPHONE = re.compile(r"(?=.{3,30}\Z)(?=(?:.*[0-9]){3})\+?[0-9(][0-9() ./-]*(?:ext\.? ?[0-9]{1,6})?\Z")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
_ISO_DURATION = re.compile(r"PT(?=[0-9])(?:[0-9]{1,6}H)?(?:[0-9]{1,6}M)?(?:[0-9]{1,6}S)?\Z")
_SPOKEN_DURATION = re.compile(
    r"([0-9]{1,4}) (minuto|hora|día|dia|semana|mes|año)(?:e?s)?(?: (h[áa]bil)(?:es)?)?\Z", re.IGNORECASE
)
_UNITS = {"dia": "día"}
_LONGEST_DURATION = timedelta(days=3660)


@dataclass(frozen=True, slots=True)
class SlotValues:
    """Slots whose values were read, as they are written in a phrase; the text form shows only how many."""

    texts: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def __repr__(self) -> str:
        return f"<SlotValues: {len(self.texts)} slots>"


def read_slots(declared: Mapping[str, Slot], given: Mapping[str, object]) -> SlotValues:
    """Read the values that a host gives; one that is None counts as left out.

    Args:
        declared: the slots of the manual, by name.
        given: slot names and values.

    Raises:
        CaseError: all wrong names and values together, without their contents.
    """
    texts: dict[str, str] = {}
    faults: list[Fault] = []
    for name, raw in given.items():
        slot = declared.get(name)
        if slot is None:
            faults.append(_unknown(name, declared))
        elif raw is not None:
            text = _READERS[slot.kind](raw)
            if text is None:
                problem = message("tiene un valor que no vale; se esperaba {expected}", expected=_expected(slot.kind))
                near = nearest(raw, GENDERS) if slot.kind == "genero" else None
                faults.append(Fault(message("el espacio «{name}» {problem}", name=name, problem=problem), None, near))
            else:
                texts[name] = text
    if faults:
        raise CaseError(faults)
    return SlotValues(MappingProxyType(texts))


def _unknown(name: object, declared: Mapping[str, Slot]) -> Fault:
    if not isinstance(name, str) or not _NAME.match(name):
        return Fault(message("hay un espacio cuyo nombre no es válido"))
    return Fault(message("no existe el espacio «{name}»", name=name), None, nearest(name, declared))


def _expected(kind: SlotKind) -> Message:
    return {
        "texto": message("un texto de una línea, sin llaves y de hasta {limit} caracteres", limit=_LONGEST["texto"]),
        "nombre": message("un nombre en una línea, sin llaves y de hasta {limit} caracteres", limit=_LONGEST["nombre"]),
        "numero": message("un número, como {example}", example="DP-2026-0147"),
        "fecha": message("una fecha, como 2026-11-02"),
        "hora": message("una hora del día, como 14:30"),
        "duracion": message("una duración, como «10 días hábiles» o PT24H"),
        "telefono": message("un teléfono, como 500-1234"),
        "genero": message("uno de: {values}", values=", ".join(GENDERS)),
    }[kind]


def _line(raw: object) -> str | None:
    """Return a text in one line, without braces, controls or invisible signs."""
    if not isinstance(raw, str) or len(raw) > 1000:
        return None
    text = _BLANKS.sub(" ", raw).strip()
    return text if text and text.isprintable() and not set(text) & set("{}") else None


def _text(raw: object) -> str | None:
    text = _line(raw)
    return text if text and len(text) <= _LONGEST["texto"] else None


def _name(raw: object) -> str | None:
    text = _line(raw)
    return text if text and len(text) <= _LONGEST["nombre"] and any(map(str.isalpha, text)) else None


def _number(raw: object) -> str | None:
    if isinstance(raw, int) and not isinstance(raw, bool):
        return str(raw) if 0 <= raw < 10**40 else None
    text = _line(raw)
    return text if text and _NUMBER.match(text) else None


def _date(raw: object) -> str | None:
    if isinstance(raw, str) and _DAY.match(raw):
        # not raised from there: that error repeats the text
        with suppress(ValueError):
            raw = date.fromisoformat(raw)
    return long_date(raw) if isinstance(raw, date) and not isinstance(raw, datetime) else None


def _hour(raw: object) -> str | None:
    if isinstance(raw, time):
        return f"{raw.hour}:{raw.minute:02d}"
    minutes = clock_minutes(raw) if isinstance(raw, str) else None
    return None if minutes is None else f"{minutes // 60}:{minutes % 60:02d}"


def _duration(raw: object) -> str | None:
    if isinstance(raw, str) and _ISO_DURATION.match(raw):
        raw = duration_of(raw)
    if isinstance(raw, timedelta):
        return duration_in_words(raw) if timedelta() < raw <= _LONGEST_DURATION else None
    found = _SPOKEN_DURATION.match(_line(raw) or "")
    return _spoken_duration(int(found[1]), found[2].lower(), bool(found[3])) if found and int(found[1]) else None


def _spoken_duration(amount: int, unit: str, working: bool) -> str:
    """Return a duration whose words agree in number with its amount."""
    unit = _UNITS.get(unit, unit)
    if amount == 1:
        return f"1 {unit} hábil" if working else f"1 {unit}"
    plural = "meses" if unit == "mes" else f"{unit}s"
    return f"{amount} {plural} hábiles" if working else f"{amount} {plural}"


def _telephone(raw: object) -> str | None:
    text = _line(raw)
    return text if text and _TELEPHONE.match(text) else None


def _gender(raw: object) -> str | None:
    return raw if isinstance(raw, str) and raw in GENDERS else None


_READERS: Mapping[SlotKind, Callable[[object], str | None]] = {
    "texto": _text,
    "nombre": _name,
    "numero": _number,
    "fecha": _date,
    "hora": _hour,
    "duracion": _duration,
    "telefono": _telephone,
    "genero": _gender,
}
