"""Checks that every name, quotation and example of a manual refers to something that is there."""

from __future__ import annotations

from collections.abc import Mapping
from graphlib import CycleError, TopologicalSorter
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from .calendar_documents import CalendarError, read_calendar
from .checking import Check, fold_spaces
from .definitions import Definition, Rule, Terminal
from .entries import MATTER
from .errors import Fault
from .located import Located
from .messages import Message, mark, message, nearest
from .phrase_references import phrase_reference_faults
from .rule_references import rule_reference_faults


def reference_faults(definition: Definition, located: Located, absent: frozenset[str] = frozenset()) -> list[Fault]:
    """Return every name that refers to nothing, quotation that is not on its slide, circle, and wrong example.

    Args:
        definition: the manual as built from the data.
        located: the same data with its places.
        absent: names left out because their own entries are wrong; to name them is no further fault.
    """
    check = _Sections(definition, located, absent)
    for part in (check.head, check.facts, check.procedures, check.steps, check.acts, check.terminals,
                 check.competences, check.statements, check.calendar, check.circles):  # fmt: skip
        part()
    return [*check.faults, *rule_reference_faults(definition, located, absent),
            *phrase_reference_faults(definition, located, absent)]  # fmt: skip


class _Sections(Check):
    """Every section but the rules."""

    def head(self) -> None:
        head = self.section("manual")
        for key in ("final_por_defecto", "final_si_faltan_datos"):
            self.name(head[key], self.manual.terminals, mark("el final"), ("manual", key))
        try:
            ZoneInfo(self.manual.zone)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            problem = message("no existe la zona horaria; se esperaba una como America/Panama")
            self.fault(("manual", "zona_horaria"), problem, nearest(self.manual.zone, available_timezones()))

    def facts(self) -> None:
        facts = self.manual.vocabulary
        for name, fact in facts.items():
            for key, instant in zip(("desde", "hasta"), fact.elapsed or (), strict=False):
                path = ("hechos", name, "calculo", key)
                if self.name(instant, facts, mark("el hecho"), path):
                    self.kind(facts[instant], "instante", path)
            deed = ("hechos", name, "registra")
            if fact.records and self.name(fact.records, facts, mark("el hecho"), deed):
                self.kind(facts[fact.records], "si_no", deed)
            self.statement_numbers(fact.statements, ("hechos", name, "enunciados"))

    def procedures(self) -> None:
        entries = self.section("procedimientos")
        for name, entry in entries.items():
            for index, other in enumerate(entry.get("interrumpe", ())):
                self.name(other, entries, mark("el procedimiento"), ("procedimientos", name, "interrumpe", index))

    def steps(self) -> None:
        entries = self.section("pasos")
        for name, entry in entries.items():
            self.name(entry["quien"], self.manual.responsibles, mark("el responsable"), ("pasos", name, "quien"))
            path = ("pasos", name, "procedimiento")
            self.name(entry["procedimiento"], self.section("procedimientos"), mark("el procedimiento"), path)
            for key in ("despues_de", "antes_de"):
                for index, other in enumerate(entry.get(key, ())):
                    self._neighbour(name, other, key, index)
            self.statement_numbers(entry.get("enunciados", ()), ("pasos", name, "enunciados"))

    def _neighbour(self, name: str, other: str, key: str, index: int) -> None:
        entries = self.section("pasos")
        path = ("pasos", name, key, index)
        if not self.name(other, entries, mark("el paso"), path):
            return
        if entries[other]["procedimiento"] != entries[name]["procedimiento"]:
            problem = message("el paso «{name}» es de otro procedimiento; se esperaba uno del mismo", name=other)
            self.fault(path, problem)

    def acts(self) -> None:
        for name, act in self.manual.acts.items():
            self.statement_numbers(act.statements, ("actos", name, "enunciados"))
            if name in self.section("pasos"):
                problem = message("«{name}» ya es un paso; dé otro nombre al acto", name=name)
                self.fault(("actos", name), problem, key=True)

    def terminals(self) -> None:
        for name, entry in self.section("finales").items():
            for index, other in enumerate(entry.get("cede_ante", ())):
                self.name(other, self.manual.terminals, mark("el final"), ("finales", name, "cede_ante", index))

    def competences(self) -> None:
        table = self.section("tabla_de_competencias")
        for matter, entry in table.items():
            path = ("tabla_de_competencias", matter)
            self.name(entry["responsable"], self.manual.responsibles, mark("el responsable"), (*path, "responsable"))
            source = entry["fuente"]
            self.quote(source.get("pagina"), fold_spaces(source["cita"]), (*path, "fuente"))
        facts = self.manual.vocabulary
        for fact in (MATTER, "competencia") if table else ():
            self.name(fact, facts, mark("el hecho"), ("tabla_de_competencias",), key=True)

    def statements(self) -> None:
        for number, statement in self.manual.statements.items():
            self.quote(statement.page, statement.quote, ("enunciados", number))

    def calendar(self) -> None:
        if self.manual.calendar is None:
            return
        try:
            read_calendar(self.manual.calendar)
        except CalendarError as error:
            for fault in error.faults:
                said = Message(fault.message.replace("{", "{{").replace("}", "}}"))
                problem = message("«{key}»: {problem}", key=fault.path[-1], problem=said)
                self.fault(("calendario", *fault.path), problem)

    def circles(self) -> None:
        groups: tuple[tuple[str, Mapping[str, Rule | Terminal]], ...] = (
            ("reglas", self.manual.rules),
            ("finales", self.manual.terminals),
        )
        for section, entries in groups:
            graph = {name: [other for other in entry.yields_to if other in entries]
                     for name, entry in sorted(entries.items())}  # fmt: skip
            try:
                TopologicalSorter(graph).prepare()
            except CycleError as cycle:
                # the sorter gives each name after one that it precedes: read backwards, each yields to the next
                names = list(reversed(cycle.args[1]))
                problem = message("hay un círculo de «cede_ante»: {names}", names=" → ".join(names))
                self.fault((section, names[0], "cede_ante"), problem, key=True)
