"""Valid file data to the runtime values of a manual: Spanish keys in, English names out."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from graphlib import CycleError, TopologicalSorter
from types import MappingProxyType
from typing import Any

from .conditions import ALWAYS, Condition, Report, parse
from .definitions import (
    Act,
    Deadline,
    Definition,
    Incompatibility,
    Procedure,
    Responsible,
    Rule,
    Source,
    Statement,
    Step,
    Terminal,
)
from .errors import Location
from .facts import NO, YES, Fact, Vocabulary
from .messages import message
from .yaml_reader import KeyPath

Data = Mapping[str, Any]

MATTER = "materia"  # the fact whose values are the rows of a table of competences

TABLE_RULES = "competencia.tabla"
GENERAL_ASSIGNMENT = "competencia.a_la_entidad_competente"  # what applies where no table says more

_DURATION = re.compile(r"PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?\Z")
_DESIGNATED = {"paso": "step", "acto": "act", "con": "with_step", "quien": "who", "frase": "phrase"}


def build(
    data: Data, report: Report, places: Mapping[str, Location] | None = None, digest: str | None = None
) -> Definition:
    """Turn a manual's merged and validated data into its definition.

    Args:
        data: the sections of the manual, as `schema.ManualFiles` describes them.
        report: takes each fault of a condition or of an order.
        places: where each rule is written, by rule id.
        digest: the data's digest where it is known already.
    """
    builder = _Builder(data, build_vocabulary(data), report, places or {})
    return builder.definition(digest or digest_of(data))


def build_vocabulary(data: Data) -> Vocabulary:
    """Build the vocabulary of facts from the section `hechos`."""
    facts = {name: _fact(name, entry) for name, entry in data["hechos"].items()}
    table = data.get("tabla_de_competencias")
    if table and MATTER in facts:
        options = {**facts[MATTER].options, **{matter: entry["texto"] for matter, entry in table.items()}}
        facts[MATTER] = replace(facts[MATTER], options=MappingProxyType(options))
    return Vocabulary(facts)


def digest_of(data: Data) -> str:
    """Return the SHA-256 of a manual's meaning, the same for any order of files and keys."""
    plain = json.loads(json.dumps(data))  # statement numbers and pages become text, as in the packaged copy
    canonical = json.dumps(plain, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()


def is_yes(value: object) -> bool:
    """Return whether a yes/no value of a file means yes."""
    return value is True or value == YES


def _fact(name: str, entry: Data) -> Fact:
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


class _Builder:
    def __init__(self, data: Data, vocabulary: Vocabulary, report: Report, places: Mapping[str, Location]) -> None:
        self._data = data
        self._vocabulary = vocabulary
        self._report = report
        self._places = places

    def definition(self, digest: str) -> Definition:
        head = self._data["manual"]
        procedures = self._procedures()
        return Definition(
            id=head["id"],
            version=head["version"],
            title=head["titulo"],
            zone=head.get("zona_horaria", "UTC"),
            digest=digest,
            default_terminal=head["final_por_defecto"],
            undecided_terminal=head["final_si_faltan_datos"],
            vocabulary=self._vocabulary,
            incompatibilities=self._incompatibilities(),
            responsibles=self._section("responsables", _responsible),
            procedures=procedures,
            steps=self._steps(procedures),
            acts=self._section("actos", _act),
            terminals=self._terminals(),
            rules=self._rules(),
            statements=_statements(self._data.get("enunciados", {})),
            slides={int(page): text for page, text in self._data.get("diapositivas", {}).items()},
            calendar=self._data.get("calendario"),
        )

    def _entries(self, section: str) -> list[tuple[str, Data]]:
        return sorted(self._data.get(section, {}).items())

    def _section(self, section: str, make: Any) -> dict[str, Any]:
        return {name: make(name, entry) for name, entry in self._entries(section)}

    def _condition(self, data: object, *path: str | int) -> Condition:
        return parse(data, self._vocabulary, path, self._report)

    def _incompatibilities(self) -> dict[str, Incompatibility]:
        return {
            name: Incompatibility(name, self._condition(entry["cuando"], "incompatibles", name, "cuando"), entry["razon"])
            for name, entry in self._entries("incompatibles")
        }

    def _procedures(self) -> dict[str, Procedure]:
        entries = dict(self._entries("procedimientos"))
        edges = {name: entry.get("interrumpe", ()) for name, entry in entries.items()}
        order = self._order(edges, "procedimientos", "interrumpe")
        return {name: Procedure(name, entries[name]["texto"], rank) for rank, name in enumerate(order)}

    def _steps(self, procedures: Mapping[str, Procedure]) -> dict[str, Step]:
        entries = dict(self._entries("pasos"))
        ordered: list[str] = []
        for procedure in procedures:
            members = {name: entry for name, entry in entries.items() if entry["procedimiento"] == procedure}
            ordered += self._order(_before(members), "pasos", "despues_de")
        return {name: self._step(name, entries[name], rank) for rank, name in enumerate(ordered)}

    def _step(self, name: str, entry: Data, rank: int) -> Step:
        return Step(
            id=name,
            text=entry["texto"],
            who=entry["quien"],
            procedure=entry["procedimiento"],
            rank=rank,
            done=self._condition(entry["cumplido"], "pasos", name, "cumplido"),
            phrase=entry.get("frase", ""),
            pages=tuple(entry.get("paginas", ())),
            statements=tuple(entry.get("enunciados", ())),
        )

    def _order(self, before: Mapping[str, Iterable[str]], section: str, key: str) -> list[str]:
        """Sort names so that each stands before those it names; report where the files leave two unordered."""
        sorter: TopologicalSorter[str] = TopologicalSorter({name: () for name in sorted(before)})
        for name, later in sorted(before.items()):
            for other in sorted(later):
                if other in before:
                    sorter.add(other, name)
        try:
            order = list(sorter.static_order())
        except CycleError as cycle:
            names = " → ".join(reversed(cycle.args[1]))
            self._report((section, cycle.args[1][0], key), message("hay un círculo en el orden: {names}", names=names), None)
            return sorted(before)
        for first, second in zip(order, order[1:], strict=False):
            if second not in before[first]:
                problem = message("no se dice cuál va antes, «{first}» o «{second}»; indíquelo con «{key}»",
                                  first=first, second=second, key=key)  # fmt: skip
                self._report((section, second), problem, None)
        return order

    def _terminals(self) -> dict[str, Terminal]:
        return {
            name: Terminal(
                name,
                entry["texto"],
                self._condition(entry["cuando"], "finales", name, "cuando") if "cuando" in entry else ALWAYS,
                tuple(sorted(entry.get("cede_ante", ()))),
                "cuando" in entry,
            )
            for name, entry in self._entries("finales")
        }

    def _rules(self) -> dict[str, Rule]:
        rules = {name: self._rule(name, entry) for name, entry in self._entries("reglas")}
        for matter, entry in self._entries("tabla_de_competencias"):
            for rule in _competence_rules(matter, entry, self._condition({MATTER: matter}, "tabla_de_competencias", matter)):
                rules[rule.id] = rule
        _let_table_decide(rules)
        return {name: rules[name] for name in sorted(rules)}

    def _rule(self, name: str, entry: Data) -> Rule:
        kind = entry["tipo"]
        examples = entry["ejemplos"]
        validity = entry.get("vigencia") or {}
        return Rule(
            id=name,
            kind=kind,
            condition=self._condition(entry["cuando"], "reglas", name, "cuando"),
            source=_source(entry["fuente"]),
            **_outcome(kind, entry["entonces"]),
            deadline=_deadline(entry["plazo"]) if entry.get("plazo") else None,
            yields_to=tuple(sorted(set(entry.get("cede_ante", ())))),
            inalienable=is_yes(entry.get("irrenunciable")),
            valid_from=_day(validity.get("desde")),
            valid_until=_day(validity.get("hasta")),
            applies_to=tuple(examples["aplica"]),
            not_applies_to=tuple(examples["no_aplica"]),
            location=self._places.get(name),
        )


def _before(members: Mapping[str, Data]) -> dict[str, list[str]]:
    before: dict[str, list[str]] = {name: list(entry.get("antes_de", ())) for name, entry in members.items()}
    for name, entry in members.items():
        for earlier in entry.get("despues_de", ()):
            if earlier in before:
                before[earlier].append(name)
    return before


def _outcome(kind: str, then: Data) -> dict[str, str]:
    if kind == "deduce":
        ((fact, value),) = then.items()
        return {"fact": fact, "value": (YES if value else NO) if isinstance(value, bool) else value}
    if kind in ("asigna", "escala"):
        return {"responsible": then["responsable"]}
    return {_DESIGNATED[key]: value for key, value in then.items() if key in _DESIGNATED}


def _source(entry: Data) -> Source:
    return Source(
        page=entry.get("pagina"),
        quote=" ".join(entry["cita"].split()),
        reading=entry["lectura"],
        reason=entry.get("razon", ""),
        statements=tuple(sorted(set(entry.get("enunciados", ())))),
        document=entry.get("documento", ""),
    )


def _deadline(entry: Data) -> Deadline:
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


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _responsible(name: str, entry: Data) -> Responsible:
    return Responsible(name, entry["texto"], entry.get("clase", "funcionario"), entry.get("decir", ""), entry.get("acudir", ""))


def _act(name: str, entry: Data) -> Act:
    return Act(name, entry["texto"], tuple(entry.get("paginas", ())), tuple(entry.get("enunciados", ())))


def _competence_rules(matter: str, entry: Data, condition: Condition) -> list[Rule]:
    source = _source(entry["fuente"])
    example: tuple[Mapping[str, object], ...] = ({MATTER: matter},)
    decides = Rule(f"{TABLE_RULES}.{matter}", "deduce", condition, source, fact="competencia",
                   value=entry["competencia"], applies_to=example)  # fmt: skip
    assigns = Rule(f"{TABLE_RULES}.{matter}.responsable", "asigna", condition, source,
                   responsible=entry["responsable"], applies_to=example)  # fmt: skip
    return [decides, assigns]


def _let_table_decide(rules: dict[str, Rule]) -> None:
    """Put the table's assignments in the place of the manual's general one, before which other assignments yield."""
    rows = tuple(name for name in sorted(rules) if name.startswith(f"{TABLE_RULES}.") and rules[name].kind == "asigna")
    general = rules.get(GENERAL_ASSIGNMENT)
    if not rows or general is None:
        return
    for name in rows:
        rules[name] = replace(rules[name], yields_to=general.yields_to)
    for name, rule in rules.items():
        if name == GENERAL_ASSIGNMENT or GENERAL_ASSIGNMENT in rule.yields_to:
            rules[name] = replace(rule, yields_to=(*rule.yields_to, *rows))


def _statements(entries: Data) -> dict[int, Statement]:
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
