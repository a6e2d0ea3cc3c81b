"""A point in the space of cases as a case file gives it, with the plainest values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import cast

from ..conditions import said_number
from ..decisions.cells import FactCells
from ..decisions.compiler import Compiled
from ..definitions import Definition
from .regions import Point

CaseFacts = Mapping[str, str | int | float]

_START = datetime.fromisoformat("2026-02-12T09:00:00-05:00")
_UNITS = {"minutos": timedelta(minutes=1), "horas": timedelta(hours=1), "cuenta": timedelta(0)}


class CaseWriter:
    """Writes points as cases.

    Args:
        definition: the manual.
        compiled: the same manual, compiled.
        defaults: for each fact the value that holds when nobody says.
    """

    def __init__(self, definition: Definition, compiled: Compiled, defaults: Sequence[int]) -> None:
        self._cells = compiled.cells
        self._names = compiled.program.facts
        self._defaults = defaults
        index = {name: number for number, name in enumerate(self._names)}
        self._ends = {index[fact.elapsed[1]]: index[name]
                      for name, fact in definition.vocabulary.items() if fact.elapsed}  # fmt: skip

    def case_of(self, point: Point) -> CaseFacts:
        """Return the facts of a point that are not what holds when nobody says."""
        return {
            name: self._said(fact, value, point)
            for fact, (name, value) in enumerate(zip(self._names, point, strict=True))
            if value != self._defaults[fact]
        }

    def _said(self, fact: int, value: int, point: Point) -> str | int | float:
        cells = self._cells[fact]
        if cells.fact.kind == "instante":
            return self._instant(fact, point).isoformat()
        if cells.fact.kind == "hora":
            return said_number(cast("int", cells.samples[value]), cells.fact)
        return _plain_number(cells, value) if cells.fact.kind == "numero" else str(cells.samples[value])

    def _instant(self, fact: int, point: Point) -> datetime:
        """Return an instant; one that ends a time is as late as the time elapsed, where that is known."""
        number = self._ends.get(fact)
        if number is None or point[number] >= self._cells[number].count:
            return _START
        cells = self._cells[number]
        return _START + _plain_number(cells, point[number]) * _UNITS[cells.fact.unit]


def _plain_number(cells: FactCells, value: int) -> int | float:
    """Return the plainest number of a cell: the smallest whole one beside a border, where there is one."""
    read = cells.reader()
    beside = [number for cut in cells.cuts for number in (int(cut), int(cut) + 1)]
    for number in (cells.fact.minimum, *beside):
        if cells.fact.minimum <= number <= cells.fact.maximum and read(number) == value:
            return number
    sample = cast("int | float | Decimal", cells.samples[value])
    return int(sample) if sample == int(sample) else float(sample)
