"""One entry of a phrase file to its runtime value."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from .conditions import Condition
from .entries import Data, day_of, is_yes, source_of
from .errors import Location
from .located import KeyPath
from .phrase_definitions import Form, OfferExample, Phrase, PhraseExample, Severity, Slot, Wording

_SEVERITIES: dict[str, Severity] = {"error": "error", "aviso": "warning", "consejo": "advice"}
_USUAL: dict[str, Severity] = {"prohibida": "error", "exigida": "error", "desaconsejada": "warning"}

ReadCondition = Callable[[object, KeyPath], Condition]


class PhraseReader:
    """Turns entries of phrase files into phrases.

    Args:
        read_condition: reads a condition of an entry, at a path within it.
        places: where each entry and pattern stands, by `place_name`; may be empty.
    """

    def __init__(self, read_condition: ReadCondition, places: Mapping[str, Location]) -> None:
        self._read_condition = read_condition
        self._places = places

    def read(self, name: str, entry: Data) -> Phrase:
        """Return one entry as a phrase."""
        kind = entry["tipo"]
        validity = entry.get("vigencia") or {}
        examples = entry["ejemplos"]
        return Phrase(
            id=name,
            kind=kind,
            source=source_of(entry["fuente"]),
            family=entry.get("familia", ""),
            severity=_SEVERITIES.get(entry.get("gravedad", ""), _USUAL.get(kind, "error")),
            message=" ".join(entry.get("mensaje", "").split()),
            wordings=tuple(self._wordings(name, entry)),
            exceptions=self._patterns(name, entry, "salvo"),
            triggers=self._patterns(name, entry, "si_dice"),
            blockers=self._patterns(name, entry, "si_no_dice"),
            addressed=entry.get("uso") == "trato",
            quoting=entry.get("cita", "ignorar"),
            disguised=is_yes(entry.get("disfraz")),
            detector=entry.get("detecta"),
            condition=self._read_condition(entry.get("cuando", {}), ("frases", name, "cuando")),
            occurrences=entry.get("veces", 1),
            at_end=entry.get("lugar") == "final",
            suggests=tuple(entry.get("sugerir", ())),
            fixable=is_yes(entry.get("arreglo")),
            removable=is_yes(entry.get("quitar")),
            text=" ".join(entry.get("texto", "").split()),
            forms=tuple(self._forms(name, entry)),
            valid_from=day_of(validity.get("desde")),
            valid_until=day_of(validity.get("hasta")),
            marks=tuple(_example(item) for item in examples.get("marca", ())),
            passes=tuple(_example(item) for item in examples.get("no_marca", ())),
            offers=tuple(_offer(item) for item in examples.get("da", ())),
            location=self._places.get(name),
        )

    def _wordings(self, name: str, entry: Data) -> Iterator[Wording]:
        for pattern, place in self._written(name, entry, "literales"):
            yield Wording(pattern, literal=True, location=place)
        for pattern, place in self._written(name, entry, "patrones"):
            yield Wording(pattern, location=place)
        for pattern, plain in (entry.get("terminos") or {}).items():
            yield Wording(pattern, plain=plain, location=self._places.get(place_name(name, "terminos", pattern)))

    def _patterns(self, name: str, entry: Data, key: str) -> tuple[Wording, ...]:
        return tuple(Wording(pattern, location=place) for pattern, place in self._written(name, entry, key))

    def _written(self, name: str, entry: Data, key: str) -> Iterator[tuple[str, Location | None]]:
        for index, pattern in enumerate(entry.get(key) or ()):
            yield pattern, self._places.get(place_name(name, key, index))

    def _forms(self, name: str, entry: Data) -> Iterator[Form]:
        for index, form in enumerate(entry.get("formas") or ()):
            condition = self._read_condition(form["cuando"], ("frases", name, "formas", index, "cuando"))
            yield Form(condition, " ".join(form["texto"].split()))


def place_name(*path: str | int) -> str:
    """Return the name under which the place of a phrase, or of a part of it, is kept: its id, key and index."""
    return ":".join(map(str, path))


def slot_of(name: str, entry: Data) -> Slot:
    """Return one slot."""
    return Slot(name, entry["clase"], entry["texto"], entry["ejemplo"], is_yes(entry.get("de_la_persona")))


def list_of(name: str, items: Iterable[str], places: Mapping[str, Location]) -> tuple[Wording, ...]:
    """Return the items of one named list of words, each with its place."""
    return tuple(
        Wording(item, location=places.get(place_name("listas", name, index))) for index, item in enumerate(items)
    )


def _example(item: str | Mapping[str, Any]) -> PhraseExample:
    if isinstance(item, str):
        return PhraseExample(item, {})
    return PhraseExample(item["texto"], item.get("caso", {}), item.get("fragmento", ""))


def _offer(item: Mapping[str, Any]) -> OfferExample:
    return OfferExample(item.get("caso", {}), item.get("espacios", {}), item["texto"])
