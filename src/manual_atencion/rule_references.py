"""Checks what each rule names, quotes and gives as examples, and that no rule repeats another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from .checking import Check
from .definitions import Definition, Rule
from .errors import CaseError, Fault
from .located import KeyPath, Located
from .messages import Message, mark, message, nearest, shown_word, some_of

_TARGETED = frozenset({"prohibido", "desaconsejado", "permitido", "recomendado"})
_CONCLUSIONS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "obligatorio": (frozenset({"paso"}), frozenset({"quien", "frase"})),
    "asigna": (frozenset({"responsable"}), frozenset()),
    "escala": (frozenset({"responsable"}), frozenset()),
    **{kind: (frozenset(), frozenset({"paso", "acto", "con"})) for kind in _TARGETED},
}


def rule_reference_faults(definition: Definition, located: Located, absent: frozenset[str]) -> list[Fault]:
    """Return what is wrong in the rules; the arguments are those of `references.reference_faults`."""
    check = _Rules(definition, located, absent)
    for name, entry in check.section("reglas").items():
        check.rule(definition.rules[name], entry, ("reglas", name))
    check.copies()
    return check.faults


class _Rules(Check):
    """The rules that files write out."""

    def rule(self, rule: Rule, entry: Mapping[str, Any], path: KeyPath) -> None:
        wrong = list(_conclusion_faults(entry))
        for key, problem, suggestion in wrong:
            self.fault((*path, "entonces", key) if key else (*path, "entonces"), problem, suggestion, key=True)
        if not wrong:
            self._conclusion(rule, (*path, "entonces"))
        for index, other in enumerate(entry.get("cede_ante", ())):
            self.name(other, self.manual.rules, mark("la regla"), (*path, "cede_ante", index))
        self._deadline(rule, (*path, "plazo"))
        self.quote(rule.source.page, rule.source.quote, (*path, "fuente"))
        self.statement_numbers(entry["fuente"].get("enunciados", ()), (*path, "fuente", "enunciados"))
        if rule.valid_from and rule.valid_until and rule.valid_until < rule.valid_from:
            self.fault((*path, "vigencia"), message("la vigencia termina antes de empezar"), key=True)
        for kind in ("aplica", "no_aplica"):
            for index, example in enumerate(entry["ejemplos"][kind]):
                self._example(example, (*path, "ejemplos", kind, index))

    def _conclusion(self, rule: Rule, path: KeyPath) -> None:
        if rule.kind == "deduce":
            self._deduction(rule, path)
        for value, known, what, key in (
            (rule.step, self.manual.steps, mark("el paso"), "paso"),
            (rule.with_step, {**self.manual.steps, **self.manual.procedures}, mark("el paso o procedimiento"), "con"),
            (rule.act, self.manual.acts, mark("el acto"), "acto"),
            (rule.who, self.manual.responsibles, mark("el responsable"), "quien"),
            (rule.responsible, self.manual.responsibles, mark("el responsable"), "responsable"),
        ):
            if value:
                self.name(value, known, what, (*path, key))

    def _deduction(self, rule: Rule, path: KeyPath) -> None:
        inner = (*path, rule.fact)
        if not self.name(rule.fact, self.manual.vocabulary, mark("el hecho"), inner, key=True):
            return
        fact = self.manual.vocabulary[rule.fact]
        if not fact.deducible:
            problem = message("el hecho «{name}» no se deduce; en hechos.yaml le falta «deducible: si»", name=rule.fact)
            self.fault(inner, problem, key=True)
        elif rule.value not in fact.values:
            problem = message("«{word}» no es un valor de «{name}»; se esperaba {expected}",
                              word=shown_word(rule.value), name=rule.fact, expected=fact.expected())  # fmt: skip
            self.fault(inner, problem, nearest(rule.value, fact.values))

    def _deadline(self, rule: Rule, path: KeyPath) -> None:
        if not rule.deadline:
            return
        if rule.kind != "obligatorio":
            self.fault(path, message("solo una regla de tipo «obligatorio» puede tener «plazo»"), key=True)
        for key, instant in (("desde", rule.deadline.start), ("hasta", rule.deadline.end)):
            if self.name(instant, self.manual.vocabulary, mark("el hecho"), (*path, key)):
                self.kind(self.manual.vocabulary[instant], "instante", (*path, key))

    def _example(self, example: Mapping[str, object], path: KeyPath) -> None:
        try:
            self.manual.vocabulary.case(example, self.located.under(path))
        except CaseError as error:
            for fault in error.faults:
                problem = message("el ejemplo no vale: {problem}", problem=fault.message)
                self.faults.append(Fault(problem, fault.location, fault.suggestion))

    def copies(self) -> None:
        seen: dict[object, Rule] = {}
        for name in sorted(self.section("reglas")):
            rule = self.manual.rules[name]
            first = seen.setdefault(_meaning(rule), rule)
            if first is not rule:
                problem = message("la regla «{name}» es igual que «{first}»: nunca cambiaría nada",
                                  name=name, first=first.id)  # fmt: skip
                self.faults.append(Fault(problem, rule.location, related=first.location))


def _meaning(rule: Rule) -> object:
    """Return all that decides what a rule does, and nothing of where it comes from."""
    concludes = (rule.step, rule.act, rule.with_step, rule.who, rule.phrase, rule.fact, rule.value, rule.responsible)
    return (rule.kind, rule.condition, concludes, rule.deadline, rule.valid_from, rule.valid_until)


def _conclusion_faults(entry: Mapping[str, Any]) -> Iterator[tuple[str, Message, str | None]]:
    """Yield what is wrong in a rule's `entonces` for its kind: the key or "", the problem, a near name."""
    kind, then = entry["tipo"], entry["entonces"]
    if kind == "deduce":
        if len(then) != 1:
            yield "", message("una regla de tipo «deduce» dice exactamente un hecho y su valor"), None
        return
    required, allowed = _CONCLUSIONS[kind]
    for key in sorted(set(then) - required - allowed):
        problem = message("«{key}» no corresponde a una regla de tipo «{kind}»; se esperaba {known}",
                          key=key, kind=kind, known=some_of(sorted(required | allowed)))  # fmt: skip
        yield key, problem, nearest(key, required | allowed)
    for key in sorted(required - set(then)):
        yield "", message("falta «{key}» en «entonces»", key=key), None
    for key in sorted(key for key, value in then.items() if isinstance(value, bool) and key in required | allowed):
        yield key, message("«{key}» espera un nombre, no «si» ni «no»", key=key), None
    if kind in _TARGETED and ("paso" in then) == ("acto" in then):
        yield "", message("«entonces» debe nombrar un «acto» o un «paso», uno de los dos"), None
