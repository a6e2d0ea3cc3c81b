"""Checks that every name, quotation and example of a manual refers to something that is there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from .calendar_documents import CalendarError, read_calendar
from .definitions import Definition, Rule
from .errors import CaseError, Fault
from .facts import NO, YES, Fact
from .messages import Message, message, nearest
from .yaml_reader import KeyPath, Located

_TARGETED = frozenset({"prohibido", "desaconsejado", "permitido", "recomendado"})
_CONCLUSIONS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "obligatorio": (frozenset({"paso"}), frozenset({"quien", "frase"})),
    "asigna": (frozenset({"responsable"}), frozenset()),
    "escala": (frozenset({"responsable"}), frozenset()),
    **{kind: (frozenset(), frozenset({"paso", "acto", "con"})) for kind in _TARGETED},
}


def reference_faults(definition: Definition, located: Located) -> list[Fault]:
    """Return every name that refers to nothing, quotation that is not on its slide, circle, and wrong example.

    Args:
        definition: the manual as built from the data.
        located: the same data with its places.
    """
    check = _Check(definition, located)
    for part in (check.head, check.facts, check.procedures, check.steps, check.terminals, check.rules,
                 check.competences, check.statements, check.calendar, check.circles, check.copies):  # fmt: skip
        part()
    return check.faults


def conclusion_faults(entry: Mapping[str, Any]) -> Iterator[tuple[str | None, Message]]:
    """Yield what is wrong with the keys of a rule's `entonces` for its kind, with the key where there is one."""
    kind, then = entry["tipo"], entry["entonces"]
    if kind == "deduce":
        if len(then) != 1:
            yield None, message("una regla que deduce dice exactamente un hecho y su valor")
        return
    required, allowed = _CONCLUSIONS[kind]
    for key in sorted(set(then) - required - allowed):
        yield key, message("«{key}» no corresponde a una regla de tipo «{kind}»", key=key, kind=kind)
    for key in sorted(required - set(then)):
        yield None, message("falta «{key}» en «entonces»", key=key)
    if kind in _TARGETED and ("paso" in then) == ("acto" in then):
        yield None, message("«entonces» debe nombrar un «acto» o un «paso», uno de los dos")


def fold_spaces(text: str) -> str:
    """Return a text with every run of white space as one blank."""
    return " ".join(text.split())


class _Check:
    def __init__(self, definition: Definition, located: Located) -> None:
        assert isinstance(located.data, dict)
        self._manual = definition
        self._located = located
        self._data: dict[str, Any] = located.data
        self._slides = {page: fold_spaces(text) for page, text in definition.slides.items()}
        self.faults: list[Fault] = []

    def _fault(self, path: KeyPath, problem: Message, suggestion: str | None = None, *, key: bool = False) -> None:
        self.faults.append(Fault(problem, self._located.place(path, key=key), suggestion))

    def _name(self, name: str, known: Iterable[str], what: str, *path: str | int) -> bool:
        names = list(known)
        if name in names:
            return True
        self._fault(path, message("no existe {what} «{name}»", what=Message(what), name=name), nearest(name, names))
        return False

    def head(self) -> None:
        head = self._data["manual"]
        for key in ("final_por_defecto", "final_si_faltan_datos"):
            self._name(head[key], self._manual.terminals, "el final", "manual", key)
        try:
            ZoneInfo(self._manual.zone)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            self._fault(("manual", "zona_horaria"), message("no existe la zona horaria; se esperaba una como America/Panama"))

    def facts(self) -> None:
        facts = self._manual.vocabulary
        for name, fact in facts.items():
            for index, instant in enumerate(fact.elapsed or ()):
                key = ("desde", "hasta")[index]
                if self._name(instant, facts, "el hecho", "hechos", name, "calculo", key):
                    self._kind(facts[instant], "instante", "hechos", name, "calculo", key)
            if fact.records and self._name(fact.records, facts, "el hecho", "hechos", name, "registra"):
                self._kind(facts[fact.records], "si_no", "hechos", name, "registra")
            self._statement_numbers(fact.statements, "hechos", name, "enunciados")

    def _kind(self, fact: Fact, kind: str, *path: str | int) -> None:
        if fact.kind != kind:
            self._fault(path, message("«{name}» es de tipo «{found}»; se esperaba «{kind}»",
                                      name=fact.name, found=fact.kind, kind=kind))  # fmt: skip

    def _statement_numbers(self, numbers: Iterable[int], *path: str | int) -> None:
        if not self._manual.statements:
            return
        for number in numbers:
            if number not in self._manual.statements:
                self._fault(path, message("no existe el enunciado {number}", number=number))

    def procedures(self) -> None:
        for name, entry in self._data.get("procedimientos", {}).items():
            for index, other in enumerate(entry.get("interrumpe", ())):
                known = self._data["procedimientos"]
                self._name(other, known, "el procedimiento", "procedimientos", name, "interrumpe", index)

    def steps(self) -> None:
        entries = self._data.get("pasos", {})
        for name, entry in entries.items():
            self._name(entry["quien"], self._manual.responsibles, "el responsable", "pasos", name, "quien")
            known = self._data.get("procedimientos", {})
            self._name(entry["procedimiento"], known, "el procedimiento", "pasos", name, "procedimiento")
            for key in ("despues_de", "antes_de"):
                for index, other in enumerate(entry.get(key, ())):
                    path = ("pasos", name, key, index)
                    if self._name(other, entries, "el paso", *path) and (
                        entries[other]["procedimiento"] != entry["procedimiento"]
                    ):
                        self._fault(path, message("«{name}» es de otro procedimiento", name=other))
            self._statement_numbers(entry.get("enunciados", ()), "pasos", name, "enunciados")
        for name, act in self._manual.acts.items():
            self._statement_numbers(act.statements, "actos", name, "enunciados")
            if name in entries:
                self._fault(("actos", name), message("«{name}» ya es un paso", name=name), key=True)

    def terminals(self) -> None:
        for name, terminal in self._manual.terminals.items():
            for other in terminal.yields_to:
                self._name(other, self._manual.terminals, "el final", "finales", name, "cede_ante")

    def rules(self) -> None:
        for name, rule in self._manual.rules.items():
            if name in self._data.get("reglas", {}):
                self._rule(rule, self._data["reglas"][name], "reglas", name)

    def _rule(self, rule: Rule, entry: Mapping[str, Any], *path: str | int) -> None:
        wrong = list(conclusion_faults(entry))
        for key, problem in wrong:
            self._fault((*path, "entonces", key) if key else (*path, "entonces"), problem, key=bool(key))
        if not wrong:
            self._conclusion(rule, *path, "entonces")
        for index, other in enumerate(entry.get("cede_ante", ())):
            self._name(other, self._manual.rules, "la regla", *path, "cede_ante", index)
        self._deadline(rule, *path, "plazo")
        self._quote(rule.source.page, rule.source.quote, *path, "fuente")
        self._statement_numbers(rule.source.statements, *path, "fuente", "enunciados")
        if rule.valid_from and rule.valid_until and rule.valid_until < rule.valid_from:
            self._fault((*path, "vigencia"), message("la vigencia termina antes de empezar"))
        for kind in ("aplica", "no_aplica"):
            for index, example in enumerate(entry["ejemplos"][kind]):
                self._example(example, *path, "ejemplos", kind, index)

    def _conclusion(self, rule: Rule, *path: str | int) -> None:
        if rule.kind == "deduce":
            self._deduction(rule, *path)
        for value, known, what, key in (
            (rule.step, self._manual.steps, "el paso", "paso"),
            (rule.with_step, {**self._manual.steps, **self._manual.procedures}, "el paso", "con"),
            (rule.act, self._manual.acts, "el acto", "acto"),
            (rule.who, self._manual.responsibles, "el responsable", "quien"),
            (rule.responsible, self._manual.responsibles, "el responsable", "responsable"),
        ):
            if value:
                self._name(value, known, what, *path, key)

    def _deduction(self, rule: Rule, *path: str | int) -> None:
        if not self._name(rule.fact, self._manual.vocabulary, "el hecho", *path, rule.fact):
            return
        fact = self._manual.vocabulary[rule.fact]
        if not fact.deducible:
            self._fault((*path, rule.fact), message("el hecho «{name}» no es deducible", name=rule.fact), key=True)
        values = (YES, NO) if fact.kind == "si_no" else fact.values
        self._name(rule.value, values, "el valor", *path, rule.fact)

    def _deadline(self, rule: Rule, *path: str | int) -> None:
        if not rule.deadline:
            return
        if rule.kind != "obligatorio":
            self._fault(path, message("solo una regla «obligatorio» puede tener «plazo»"), key=True)
        for key, instant in (("desde", rule.deadline.start), ("hasta", rule.deadline.end)):
            if self._name(instant, self._manual.vocabulary, "el hecho", *path, key):
                self._kind(self._manual.vocabulary[instant], "instante", *path, key)

    def _quote(self, page: int | None, quote: str, *path: str | int) -> None:
        if page is None or not self._slides:
            return
        if page not in self._slides:
            self._fault((*path, "pagina"), message("no existe la diapositiva {page}", page=page))
        elif quote not in self._slides[page]:
            self._fault((*path, "cita"), message("estas palabras no están en la diapositiva {page}", page=page))

    def _example(self, example: Mapping[str, object], *path: str | int) -> None:
        try:
            self._manual.vocabulary.case(example)
        except CaseError as error:
            for fault in error.faults:
                self._fault(path, message("el ejemplo no vale: {problem}", problem=fault.message), fault.suggestion)

    def competences(self) -> None:
        table = self._data.get("tabla_de_competencias", {})
        for matter, entry in table.items():
            path = ("tabla_de_competencias", matter)
            self._name(entry["responsable"], self._manual.responsibles, "el responsable", *path, "responsable")
            source = entry["fuente"]
            self._quote(source.get("pagina"), fold_spaces(source["cita"]), *path, "fuente")

    def statements(self) -> None:
        for number, statement in self._manual.statements.items():
            self._quote(statement.page, statement.quote, "enunciados", number)

    def calendar(self) -> None:
        if self._manual.calendar is None:
            return
        try:
            read_calendar(self._manual.calendar)
        except CalendarError as error:
            for fault in error.faults:
                self._fault(("calendario", *fault.path), Message(fault.message.replace("{", "{{").replace("}", "}}")))

    def circles(self) -> None:
        for section, entries in (("reglas", self._manual.rules), ("finales", self._manual.terminals)):
            graph = {name: [other for other in entry.yields_to if other in entries]
                     for name, entry in sorted(entries.items())}  # fmt: skip
            try:
                TopologicalSorter(graph).prepare()
            except CycleError as cycle:
                names = " → ".join(cycle.args[1])
                self._fault((section, cycle.args[1][0], "cede_ante"), message("hay un círculo de «cede_ante»: {names}", names=names))

    def copies(self) -> None:
        seen: dict[str, str] = {}
        for name, entry in sorted(self._data.get("reglas", {}).items()):
            meaning = repr((entry["tipo"], _sorted(entry["cuando"]), _sorted(entry["entonces"]), _sorted(entry.get("vigencia"))))
            first = seen.setdefault(meaning, name)
            if first != name:
                self.faults.append(
                    Fault(
                        message("la regla «{name}» es igual que «{first}»: nunca cambiaría nada", name=name, first=first),
                        self._located.place(("reglas", name), key=True),
                        related=self._located.place(("reglas", first), key=True),
                    )
                )


def _sorted(data: object) -> object:
    if isinstance(data, dict):
        return sorted((str(key), _sorted(value)) for key, value in data.items())
    return [_sorted(item) for item in data] if isinstance(data, list) else data
