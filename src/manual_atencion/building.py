"""Valid file data to the runtime values of a manual: Spanish keys in, English names out."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise
from types import MappingProxyType
from typing import Any

from .condition_parsing import Report, parse
from .conditions import ALWAYS, Condition
from .definitions import Definition, Incompatibility, Procedure, Rule, Step, Terminal
from .entries import (
    MATTER,
    TABLE_RULES,
    Data,
    act_of,
    competence_rules,
    day_of,
    deadline_of,
    fact_of,
    is_yes,
    outcome,
    responsible_of,
    source_of,
    statements_of,
)
from .errors import Location
from .facts import Vocabulary
from .located import KeyPath
from .messages import message
from .phrase_definitions import Phrase
from .phrase_entries import PhraseReader, list_of, slot_of

GENERAL_ASSIGNMENT = "competencia.a_la_entidad_competente"  # what applies where no table says more


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
    facts = {name: fact_of(name, entry) for name, entry in data["hechos"].items()}
    table = data.get("tabla_de_competencias")
    if table and MATTER in facts:
        options = {**facts[MATTER].options, **{matter: entry["texto"] for matter, entry in table.items()}}
        facts[MATTER] = facts[MATTER]._replace(options=MappingProxyType(options))
    return Vocabulary(facts)


def digest_of(data: Data) -> str:
    """Return the SHA-256 of a manual's meaning, the same for any order of files and keys."""
    plain = json.loads(json.dumps(data))  # statement numbers and pages become text, as in the packaged copy
    canonical = json.dumps(plain, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()


class _Builder:
    def __init__(self, data: Data, vocabulary: Vocabulary, report: Report, places: Mapping[str, Location]) -> None:
        self._data = data
        self._vocabulary = vocabulary
        self._report = report
        self._places = places

    def definition(self, digest: str) -> Definition:
        head = self._data["manual"]
        self._check_relevance()
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
            responsibles=self._section("responsables", responsible_of),
            procedures=procedures,
            steps=self._steps(procedures),
            acts=self._section("actos", act_of),
            terminals=self._terminals(),
            rules=self._rules(),
            phrases=self._phrases(),
            slots=self._section("espacios", slot_of),
            abbreviations={word: tuple(short) for word, short in self._entries("abreviaturas")},
            lists={name: list_of(name, items, self._places) for name, items in self._entries("listas")},
            statements=statements_of(self._data.get("enunciados", {})),
            slides={int(page): text for page, text in self._data.get("diapositivas", {}).items()},
            calendar=self._data.get("calendario"),
        )

    def _entries(self, section: str) -> list[tuple[str, Data]]:
        return sorted(self._data.get(section, {}).items())

    def _section(self, section: str, make: Any) -> dict[str, Any]:
        return {name: make(name, entry) for name, entry in self._entries(section)}

    def _condition(self, data: object, *path: str | int) -> Condition:
        return parse(data, self._vocabulary, path, self._report)

    def _check_relevance(self) -> None:
        for name, fact in self._vocabulary.items():
            if fact.relevant:
                self._condition(dict(fact.relevant), "hechos", name, "pertinente")

    def _incompatibilities(self) -> dict[str, Incompatibility]:
        section = "incompatibles"
        return {
            name: Incompatibility(name, self._condition(entry["cuando"], section, name, "cuando"), entry["razon"])
            for name, entry in self._entries(section)
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
        ordered += sorted(entries.keys() - set(ordered))  # those of an unknown procedure, which the checks report
        return {name: self._step(name, entries[name], rank) for rank, name in enumerate(ordered)}

    def _step(self, name: str, entry: Data, rank: int) -> Step:
        return Step(
            id=name,
            text=entry["texto"],
            who=entry["quien"],
            procedure=entry["procedimiento"],
            rank=rank,
            done=self._condition(entry["cumplido"], "pasos", name, "cumplido"),
            as_act=entry.get("infinitivo", entry["texto"]),
            phrase=entry.get("frase", ""),
            pages=tuple(entry.get("paginas", ())),
            statements=tuple(entry.get("enunciados", ())),
        )

    def _order(self, before: Mapping[str, Iterable[str]], section: str, key: str) -> list[str]:
        """Sort names so that each stands before those it names; report where the files leave two unordered."""
        sorter: TopologicalSorter[str] = TopologicalSorter(dict.fromkeys(sorted(before), ()))
        for name, later in sorted(before.items()):
            for other in sorted(later):
                if other in before:
                    sorter.add(other, name)
        try:
            order = list(sorter.static_order())
        except CycleError as cycle:
            names = " → ".join(reversed(cycle.args[1]))
            self._report((section, cycle.args[1][0], key), message("hay un círculo en el orden: {names}", names=names))
            return sorted(before)
        for first, second in pairwise(order):
            if second not in before[first]:
                problem = message("no se dice cuál va antes, «{first}» o «{second}»; indíquelo con «{key}»",
                                  first=first, second=second, key=key)  # fmt: skip
                self._report((section, second), problem, key=True)
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

    def _phrases(self) -> dict[str, Phrase]:
        def read_condition(data: object, path: KeyPath) -> Condition:
            return self._condition(data, *path)

        reader = PhraseReader(read_condition, self._places)
        return self._section("frases", reader.read)

    def _rules(self) -> dict[str, Rule]:
        rules = {name: self._rule(name, entry) for name, entry in self._entries("reglas")}
        for matter, entry in self._entries("tabla_de_competencias"):
            condition = self._condition({MATTER: matter}, "tabla_de_competencias", matter)
            for rule in competence_rules(matter, entry, condition, self._places.get(f"{TABLE_RULES}.{matter}")):
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
            source=source_of(entry["fuente"]),
            **outcome(kind, entry["entonces"]),
            deadline=deadline_of(entry["plazo"]) if entry.get("plazo") else None,
            yields_to=tuple(sorted(set(entry.get("cede_ante", ())))),
            inalienable=is_yes(entry.get("irrenunciable")),
            valid_from=day_of(validity.get("desde")),
            valid_until=day_of(validity.get("hasta")),
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


def _let_table_decide(rules: dict[str, Rule]) -> None:
    """Put the table's assignments in the place of the manual's general one, before which other assignments yield."""
    rows = tuple(name for name in sorted(rules) if name.startswith(f"{TABLE_RULES}.") and rules[name].kind == "asigna")
    general = rules.get(GENERAL_ASSIGNMENT)
    if not rows or general is None:
        return
    for name in rows:
        rules[name] = rules[name]._replace(yields_to=general.yields_to)
    for name, rule in rules.items():
        if name == GENERAL_ASSIGNMENT or GENERAL_ASSIGNMENT in rule.yields_to:
            rules[name] = rule._replace(yields_to=(*rule.yields_to, *rows))
