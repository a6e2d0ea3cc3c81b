"""One entry of a manual's files to its runtime value."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any

from .conditions import Condition
from .definitions import Act, Deadline, Responsible, Rule, Source, Statement
from .errors import Location
from .facts import NO, YES, Fact

Data = Mapping[str, Any]

MATTER = "materia"  # the fact whose values are the rows of a table of competences
TABLE_RULES = "competencia.tabla"

_DURATION = re.compile(r"PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?\Z")
_DESIGNATED = {
    "paso": "step", "acto": "act", "con": "with_step", "quien": "who", "frase": "phrase", "responsable": "responsible",
}  # fmt: skip


def is_yes(value: object) -> bool:
    """Return whether a yes/no value of a file means yes."""
    return value is True or value == YES


def fact_of(name: str, entry: Data) -> Fact:
    """Return one fact of the vocabulary."""
    elapsed = entry.get("calculo")
    return Fact(
        name=name,
        kind=entry["tipo"],
        text=entry["texto"],
        question=entry["pregunta"],
        negated=entry.get("negado", ""),
        pages=tuple(entry.get("paginas", ())),
        statements=tuple(entry.get("enunciados", ())),
        options=MappingProxyType(dict(entry.get("opciones") or {})),
        closed_value=NO if "si_no_consta" in entry else None,
        deducible=is_yes(entry.get("deducible")),
        unit=entry.get("unidad", "cuenta"),
        minimum=entry.get("minimo", 0),
        maximum=entry.get("maximo", 1_000_000),
        elapsed=(elapsed["desde"], elapsed["hasta"]) if isinstance(elapsed, dict) else None,
        from_now=elapsed == "ahora",
        records=entry.get("registra"),
        relevant=MappingProxyType(dict(entry.get("pertinente") or {})),
    )


def outcome(kind: str, then: Data) -> dict[str, str]:
    """Return what a rule concludes, by the names of `Rule`; keys of another kind are left to the checks."""
    if kind == "deduce":
        fact, value = next(iter(then.items()))
        return {"fact": fact, "value": (YES if value else NO) if isinstance(value, bool) else value}
    return {_DESIGNATED[key]: value for key, value in then.items() if key in _DESIGNATED}


def source_of(entry: Data) -> Source:
    """Return where a rule or a row comes from."""
    return Source(
        page=entry.get("pagina"),
        quote=" ".join(entry["cita"].split()),
        reading=entry["lectura"],
        reason=entry.get("razon", ""),
        statements=tuple(sorted(set(entry.get("enunciados", ())))),
        document=entry.get("documento", ""),
    )


def deadline_of(entry: Data) -> Deadline:
    """Return the term of an obligation."""
    return Deadline(
        start=entry["desde"],
        end=entry["hasta"],
        duration=duration_of(entry["duracion"]),
        inclusive=entry["borde"] == "menor_o_igual",
        working=entry.get("computo") == "habil",
    )


def duration_of(text: str) -> timedelta:
    """Read a duration such as PT15M or PT24H."""
    found = _DURATION.match(text)
    hours, minutes, seconds = (int(part or 0) for part in found.groups()) if found else (0, 0, 0)
    return timedelta(hours=hours, minutes=minutes, seconds=seconds)


def day_of(text: str | None) -> date | None:
    """Read a date such as 2026-01-31; None stays None."""
    return date.fromisoformat(text) if text else None


def responsible_of(name: str, entry: Data) -> Responsible:
    """Return one who can be responsible."""
    kind = entry.get("clase", "funcionario")
    return Responsible(name, entry["texto"], kind, entry.get("decir", ""), entry.get("acudir", ""))


def act_of(name: str, entry: Data) -> Act:
    """Return one act."""
    return Act(name, entry["texto"], tuple(entry.get("paginas", ())), tuple(entry.get("enunciados", ())))


def competence_rules(matter: str, entry: Data, condition: Condition, place: Location | None) -> list[Rule]:
    """Return the rules of a row of the table of competences: whether the institution is competent, and who responds."""
    source = source_of(entry["fuente"])
    example: tuple[Mapping[str, object], ...] = ({MATTER: matter},)
    decides = Rule(f"{TABLE_RULES}.{matter}", "deduce", condition, source, fact="competencia",
                   value=entry["competencia"], applies_to=example, location=place)  # fmt: skip
    assigns = Rule(f"{TABLE_RULES}.{matter}.responsable", "asigna", condition, source,
                   responsible=entry["responsable"], applies_to=example, location=place)  # fmt: skip
    return [decides, assigns]


def statements_of(entries: Data) -> dict[int, Statement]:
    """Return the statements by number."""
    return {
        int(number): Statement(
            number=int(number),
            page=entry["pagina"],
            quote=" ".join(entry["cita"].split()),
            kind=entry["clase"],
            binds=entry["obliga_a"],
            decided_from=entry["decidido_de"],
            phrase=entry.get("frase", ""),
            not_encodable=entry.get("no_codificable", ""),
            note=entry.get("nota", ""),
        )
        for number, entry in sorted(entries.items(), key=lambda item: int(item[0]))
    }
