"""What every check of a manual's names shares: where a fault lies, and which names there are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from .definitions import Definition
from .errors import MOST_FAULTS, Fault, ManualFileError
from .facts import Fact
from .located import KeyPath, Located
from .messages import Message, message, nearest, shown_word


class Check:
    """Gathers the faults of one part of a manual.

    Args:
        definition: the manual as built from the data.
        located: the same data with its places.
        absent: names left out because their own entries are wrong; to name them is no further fault.
    """

    def __init__(self, definition: Definition, located: Located, absent: frozenset[str] = frozenset()) -> None:
        self.manual = definition
        self.located = located
        self.data: Mapping[str, Any] = located.mapping
        self.faults: list[Fault] = []
        self._absent = absent
        self._slides = {page: fold_spaces(text) for page, text in definition.slides.items()}

    def section(self, name: str) -> Mapping[str, Any]:
        """Return the entries of a section of the data."""
        found: Mapping[str, Any] = self.data.get(name, {})
        return found

    def fault(self, path: KeyPath, problem: Message, suggestion: str | None = None, *, key: bool = False) -> None:
        """Note a fault at a value, or at its key; with MOST_FAULTS of them, stop and raise them as ManualFileError."""
        self.faults.append(Fault(problem, self.located.place(path, key=key), suggestion))
        if len(self.faults) >= MOST_FAULTS:
            raise ManualFileError(self.faults)

    def name(self, name: object, known: Iterable[str], what: str, path: KeyPath, *, key: bool = False) -> bool:
        """Return whether a name refers to something, and note a fault where it does not."""
        names = list(known)
        if name in names:
            return True
        if name not in self._absent:
            problem = message("no existe {what} «{name}»", what=Message(what), name=shown_word(name))
            self.fault(path, problem, nearest(name, names), key=key)
        return False

    def kind(self, fact: Fact, kind: str, path: KeyPath) -> None:
        """Note a fault where a fact is not of a kind."""
        if fact.kind != kind:
            self.fault(path, message("«{name}» es de tipo «{found}»; se esperaba un hecho de tipo «{kind}»",
                                     name=fact.name, found=fact.kind, kind=kind))  # fmt: skip

    def statement_numbers(self, numbers: Iterable[int], path: KeyPath) -> None:
        """Note each number that is not one of the manual's statements, where the manual lists them."""
        if not self.manual.statements:
            return
        for index, number in enumerate(numbers):
            if number not in self.manual.statements:
                self.fault((*path, index), message("no existe el enunciado {number}", number=number))

    def quote(self, page: int | None, quote: str, path: KeyPath) -> None:
        """Note a quotation whose words are not on its slide, where the manual holds the slides' text."""
        if page is None or not self._slides:
            return
        if page not in self._slides:
            self.fault((*path, "pagina"), message("no existe la diapositiva {page}", page=page))
        elif not _stands_in(quote, self._slides[page]):
            self.fault((*path, "cita"), message("estas palabras no están en la diapositiva {page}", page=page))


def fold_spaces(text: str) -> str:
    """Return a text with every run of white space as one blank."""
    return " ".join(text.split())


def _stands_in(quote: str, slide: str) -> bool:
    """Return whether a quotation stands on a slide in whole words."""
    start = slide.find(quote)
    while start >= 0:
        end = start + len(quote)
        cut_before = slide[:start][-1:].isalnum() and quote[:1].isalnum()
        cut_after = slide[end:][:1].isalnum() and quote[-1:].isalnum()
        if not (cut_before or cut_after):
            return True
        start = slide.find(quote, start + 1)
    return False
