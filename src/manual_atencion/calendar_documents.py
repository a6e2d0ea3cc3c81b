"""Reads the mapping of a calendar file (`calendario.yaml`) into plain values, with every fault it has."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any, Literal, NamedTuple, cast
from zoneinfo import ZoneInfo

Stretch = tuple[int, int]
DayKind = Literal["cerrado", "reducido", "extendido"]

WEEKDAYS = ("lunes", "martes", "miercoles", "jueves", "viernes", "sabado", "domingo")
DAY_MINUTES = 24 * 60

_STRETCH = re.compile(r"([01]\d|2[0-4]):([0-5]\d)-([01]\d|2[0-4]):([0-5]\d)", re.ASCII)
_YEARS = range(1900, 2200)


@dataclass(frozen=True, slots=True)
class CalendarFault:
    """One thing wrong in a calendar file: path of keys, stable code of the problem, Spanish message."""

    path: tuple[str, ...]
    code: str
    message: str


class CalendarError(ValueError):
    """A calendar file that cannot be used; `faults` lists everything found wrong in it."""

    def __init__(self, faults: Sequence[CalendarFault]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(f"{'.'.join(fault.path)}: {fault.message}" for fault in self.faults))


@dataclass(frozen=True, slots=True)
class DayException:
    """The hours of one date that differ from its weekday, in place of the weekday's, with reason and legal source."""

    kind: DayKind
    stretches: tuple[Stretch, ...]
    reason: str
    source: str


class CalendarParts(NamedTuple):
    """What a calendar file says: the fields of a Calendar, in their order."""

    zone: str
    week: tuple[tuple[Stretch, ...], ...]
    exceptions: dict[date, DayException]
    first: date
    last: date
    revision: str
    source: str


def read_calendar(document: Mapping[str, Any]) -> CalendarParts:
    """Read the mapping under `calendario:`; raises CalendarError with every fault at once."""
    return _Reader(document).parts()


class _Reader:
    """Turns one calendar mapping into values and gathers what is wrong on the way."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self.document = document
        self.faults: list[CalendarFault] = []

    def parts(self) -> CalendarParts:
        document = self.document
        zone, week = self._zone(), self._week()
        first, last = (self._date(("cobertura", key), document["cobertura"][key]) for key in ("desde", "hasta"))
        if last < first:
            self._fault(("cobertura", "hasta"), "coverage_reversed", "es anterior a «desde»")
        exceptions = {}
        for text, entry in (document.get("excepciones") or {}).items():
            path = ("excepciones", str(text))
            day = self._date(path, text)
            exceptions[day] = self._exception(path, entry, week[day.weekday()])
            if not first <= day <= last:
                self._fault(path, "outside_coverage", "la fecha está fuera de la cobertura")
        if self.faults:
            raise CalendarError(self.faults)
        return CalendarParts(zone, week, exceptions, first, last, str(document["revision"]), str(document["fuente"]))

    def _fault(self, path: tuple[str, ...], code: str, message: str) -> None:
        self.faults.append(CalendarFault(path, code, message))

    def _zone(self) -> str:
        name = str(self.document["zona"])
        try:
            ZoneInfo(name)
        except (KeyError, ValueError, OSError):
            self._fault(("zona",), "unknown_zone", "no es una zona horaria conocida, como America/Panama")
        return name

    def _date(self, path: tuple[str, ...], text: object) -> date:
        try:
            day = date.fromisoformat(str(text))
        except ValueError:
            day = date.min
        if day.year not in _YEARS:
            self._fault(path, "bad_date", "se espera una fecha AAAA-MM-DD entre los años 1900 y 2199")
        return day

    def _week(self) -> tuple[tuple[Stretch, ...], ...]:
        week = self.document["semana"]
        for name in week:
            if name not in WEEKDAYS:
                self._fault(("semana", str(name)), "unknown_weekday", f"se espera uno de: {', '.join(WEEKDAYS)}")
        for name in WEEKDAYS:
            if name not in week:
                self._fault(("semana", name), "missing_weekday", "falta el día; escriba [] si no se atiende")
        return tuple(self._stretches(("semana", name), week.get(name, ())) for name in WEEKDAYS)

    def _stretches(self, path: tuple[str, ...], texts: Iterable[object]) -> tuple[Stretch, ...]:
        stretches = []
        for text in texts:
            match = _STRETCH.fullmatch(str(text))
            opening, closing = _minutes(match) if match else (0, 0)
            if not 0 <= opening < closing <= DAY_MINUTES:
                self._fault(path, "bad_stretch", "se espera un tramo como «08:00-16:00», hasta «24:00»")
            stretches.append((opening, closing))
        stretches.sort()
        if any(following[0] < stretch[1] for stretch, following in pairwise(stretches)):
            self._fault(path, "overlapping_stretches", "los tramos se solapan")
        return tuple(stretches)

    def _exception(self, path: tuple[str, ...], entry: Mapping[str, Any], usual: tuple[Stretch, ...]) -> DayException:
        kind = str(entry["clase"])
        stretches = self._stretches((*path, "horario"), entry.get("horario") or ())
        worked, ordinary = _length(stretches), _length(usual)
        if kind not in ("cerrado", "reducido", "extendido"):
            self._fault((*path, "clase"), "unknown_kind", "se espera cerrado, reducido o extendido")
        elif kind == "cerrado" and stretches:
            self._fault((*path, "horario"), "closed_with_stretches", "un día cerrado no lleva horario")
        elif kind != "cerrado" and not stretches:
            self._fault((*path, "horario"), "missing_stretches", "falta el horario en que se atiende ese día")
        elif (kind == "reducido" and worked > ordinary) or (kind == "extendido" and worked < ordinary):
            self._fault((*path, "horario"), "contradicts_kind", f"el horario no deja un día {kind}")
        return DayException(cast(DayKind, kind), stretches, str(entry["razon"]), str(entry["fuente"]))


def _minutes(match: re.Match[str]) -> Stretch:
    hour, minute, closing_hour, closing_minute = (int(group) for group in match.groups())
    return hour * 60 + minute, closing_hour * 60 + closing_minute


def _length(stretches: Iterable[Stretch]) -> int:
    return sum(closing - opening for opening, closing in stretches)
