"""Checks what each phrase names, quotes and gives as examples, and that what names a phrase finds one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from string import Formatter
from typing import Any

from .checking import Check, fold_spaces
from .definitions import Definition
from .errors import CaseError, Fault
from .located import KeyPath, Located
from .messages import mark, message
from .phrase_definitions import Phrase
from .phrase_lists import circular_lists, named_lists

BUILT_IN_SLOTS = frozenset({"saludo", "tratamiento"})  # filled from the case, never by the host
_PATTERN_KEYS = ("literales", "patrones", "salvo", "si_dice", "si_no_dice")
_SIGNS = re.compile(r"[^\w]+")


def phrase_reference_faults(definition: Definition, located: Located, absent: frozenset[str]) -> list[Fault]:
    """Return what is wrong in the phrases; the arguments are those of `references.reference_faults`."""
    check = _Phrases(definition, located, absent)
    for name, entry in check.section("frases").items():
        check.phrase(definition.phrases[name], entry, ("frases", name))
    check.lists()
    if definition.phrases:
        check.named_elsewhere()
    return check.faults


class _Phrases(Check):
    """The entries of the phrase files."""

    def phrase(self, phrase: Phrase, entry: Mapping[str, Any], path: KeyPath) -> None:
        self.quote(phrase.source.page, phrase.source.quote, (*path, "fuente"))
        self.statement_numbers(entry["fuente"].get("enunciados", ()), (*path, "fuente", "enunciados"))
        if phrase.valid_from and phrase.valid_until and phrase.valid_until < phrase.valid_from:
            self.fault((*path, "vigencia"), message("la vigencia termina antes de empezar"), key=True)
        for index, other in enumerate(phrase.suggests):
            self._suggestion(other, (*path, "sugerir", index))
        self._literals(phrase, entry, path)
        self._lists_named(entry, path)
        for key, text in self._texts(phrase, entry):
            self._slots(text, (*path, *key))
        for kind, examples in entry["ejemplos"].items():
            for index, example in enumerate(examples):
                if isinstance(example, dict):
                    self._case(example.get("caso", {}), (*path, "ejemplos", kind, index, "caso"))

    def lists(self) -> None:
        """Check what the named lists of words name."""
        for name, items in self.section("listas").items():
            for index, item in enumerate(items):
                self._lists_of(item, ("listas", name, index))
        for name in circular_lists(self.manual.lists):
            self.fault(("listas", name), message("la lista «{name}» se nombra a sí misma", name=name), key=True)

    def _lists_named(self, entry: Mapping[str, Any], path: KeyPath) -> None:
        for key in _PATTERN_KEYS:
            for index, pattern in enumerate(entry.get(key) or ()):
                self._lists_of(pattern, (*path, key, index))
        for pattern in entry.get("terminos") or ():
            self._lists_of(pattern, (*path, "terminos", pattern), key=True)

    def _lists_of(self, pattern: str, path: KeyPath, *, key: bool = False) -> None:
        for name, _ in named_lists(pattern):
            self.name(name, self.manual.lists, mark("la lista"), path, key=key)

    def _suggestion(self, name: str, path: KeyPath) -> None:
        known = self.name(name, self.manual.phrases, mark("la frase"), path)
        if known and self.manual.phrases[name].kind != "aprobada":
            self.fault(path, message("«{name}» no es una frase aprobada", name=name))

    def _literals(self, phrase: Phrase, entry: Mapping[str, Any], path: KeyPath) -> None:
        slide = self.manual.slides.get(phrase.source.page or 0)
        if slide is None:
            return
        words = _bare(slide)
        for index, pattern in enumerate(entry.get("literales") or ()):
            if f" {_bare(pattern).strip()} " not in words:
                problem = message(
                    "estas palabras no están en la diapositiva {page}; si es una variante, va en «patrones»",
                    page=phrase.source.page,
                )
                self.fault((*path, "literales", index), problem)

    def _texts(self, phrase: Phrase, entry: Mapping[str, Any]) -> list[tuple[KeyPath, str]]:
        texts: list[tuple[KeyPath, str]] = [(("texto",), phrase.text)] if "texto" in entry else []
        return texts + [(("formas", index, "texto"), form.text) for index, form in enumerate(phrase.forms)]

    def _slots(self, text: str, path: KeyPath) -> None:
        try:
            names = [name for _, name, form, conversion in Formatter().parse(text)
                     if name is not None and not self._plain(name, form, conversion)]  # fmt: skip
        except ValueError:
            names = [""]
        if names:
            self.fault(path, message("hay llaves mal escritas; un espacio se escribe {example}", example="{nombre}"))
            return
        for _, name, _, _ in Formatter().parse(text):
            if name is not None and name not in BUILT_IN_SLOTS:
                self.name(name, self.manual.slots, mark("el espacio"), path)

    def _plain(self, name: str, form: str | None, conversion: str | None) -> bool:
        return name.isidentifier() and not form and not conversion

    def _case(self, case: Mapping[str, object], path: KeyPath) -> None:
        try:
            self.manual.vocabulary.case(case, self.located.under(path))
        except CaseError as error:
            for fault in error.faults:
                problem = message("el ejemplo no vale: {problem}", problem=fault.message)
                self.faults.append(Fault(problem, fault.location, fault.suggestion))

    def named_elsewhere(self) -> None:
        what = mark("la frase")
        phrases = self.manual.phrases
        for number, statement in self.manual.statements.items():
            if statement.phrase:
                self.name(statement.phrase, phrases, what, ("enunciados", number, "frase"))
        for name, step in self.manual.steps.items():
            if step.phrase:
                self.name(step.phrase, phrases, what, ("pasos", name, "frase"))
        for name, rule in self.manual.rules.items():
            if rule.phrase:
                self.name(rule.phrase, phrases, what, ("reglas", name, "entonces", "frase"))


def _bare(text: str) -> str:
    """Return a text in lower case with one blank for each run of signs, and at both ends."""
    return f" {_SIGNS.sub(' ', fold_spaces(text).lower()).strip()} "
