"""Reads the pattern language of phrase files: words, forms of a lemma, optional parts, alternatives, gaps, numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple, NoReturn
from unicodedata import normalize

from ..messages import Message, message, shown_word
from .folding import fold
from .pattern_nodes import Choice, Gap, Lemma, Maybe, Number, Part, PatternNode, Word, is_obligatory

__all__ = ["PatternError", "PatternNode", "parse_pattern"]

MOST_WORDS_IN_A_GAP = 9
_DEEPEST = 8  # nobody reads deeper brackets
_TOKEN = re.compile(
    r"""(?P<blank>[\s,;:"'«»“”‘’¿¡…\-–—/]+)
      | \{(?P<lemma>[^{}\[\]()|]*)\}
      | ~(?P<gap>\d*)
      | (?P<sign>[\[\](){}|\#^$])
      | (?P<word>[^\s,;:"'«»“”‘’¿¡…\-–—/\[\](){}|\#^$~]+)""",  # noqa: RUF001
    re.VERBOSE,
)
_WORD = re.compile(rb"[a-z0-9_]+")
_PAIRS = {"[": "]", "(": ")"}


class PatternError(ValueError):
    """A pattern that cannot be used.

    Args:
        problem: what is wrong, in words for the author of the pattern.
        start: where in the pattern, as an offset.
        end: where that ends.
        pattern: the pattern's number, when several were given.
    """

    def __init__(self, problem: Message, start: int, end: int, pattern: int | None = None) -> None:
        super().__init__(problem.render())
        self.problem = problem
        self.start = start
        self.end = end
        self.pattern = pattern


def parse_pattern(source: str) -> PatternNode:
    """Read one pattern.

    Args:
        source: the pattern as its author wrote it.

    Raises:
        PatternError: when it is empty, unbalanced, or could not mean anything.
    """
    return _Parser(source).pattern()


class _Token(NamedTuple):
    kind: str
    text: str
    start: int
    end: int


def _tokens(source: str) -> Iterator[_Token]:
    for found in _TOKEN.finditer(source):
        kind = found.lastgroup or ""
        if kind != "blank":
            text = found[kind]
            yield _Token(text if kind == "sign" else kind, text, found.start(), found.end())


def _fail(problem: Message, start: int, end: int) -> NoReturn:
    raise PatternError(problem, start, end)


class _Parser:
    def __init__(self, source: str) -> None:
        self._source = source
        self._tokens = list(_tokens(source))
        self._at = 0

    def pattern(self) -> PatternNode:
        if not self._tokens:
            _fail(message("el patrón está vacío"), 0, len(self._source))
        at_start = self._take("^")
        parts = self._row(0)
        at_end = self._take("$")
        if self._at < len(self._tokens):
            self._refuse(self._tokens[self._at - at_end])
        self._check_row(parts, 0, len(self._source))
        return PatternNode(parts, at_start, at_end)

    def _take(self, kind: str) -> bool:
        taken = self._at < len(self._tokens) and self._tokens[self._at].kind == kind
        self._at += taken
        return taken

    def _row(self, depth: int) -> tuple[Part, ...]:
        parts: list[Part] = []
        while self._at < len(self._tokens):
            token = self._tokens[self._at]
            if token.kind in ("]", ")", "|", "^", "$", "{", "}"):
                break
            self._at += 1
            parts.append(self._part(token, depth))
        return tuple(parts)

    def _part(self, token: _Token, depth: int) -> Part:
        if token.kind in _PAIRS:
            return self._brackets(token, depth + 1)
        if token.kind == "lemma":
            return _lemma(token)
        if token.kind == "gap":
            return _gap(token)
        return Number() if token.kind == "#" else _word(token)

    def _brackets(self, opening: _Token, depth: int) -> Part:
        if depth > _DEEPEST:
            _fail(message("hay más de {limit} niveles de paréntesis", limit=_DEEPEST), opening.start, opening.end)
        branches = [self._branch(opening, depth)]
        while self._take("|"):
            branches.append(self._branch(opening, depth))
        if not self._take(_PAIRS[opening.kind]):
            if self._at < len(self._tokens):
                self._refuse(self._tokens[self._at])
            _fail(message("falta cerrar «{sign}»", sign=opening.text), opening.start, opening.end)
        inner = branches[0] if len(branches) == 1 else (Choice(tuple(branches)),)
        if opening.kind == "[":
            return Maybe(inner)
        return Choice(tuple(branches))

    def _branch(self, opening: _Token, depth: int) -> tuple[Part, ...]:
        start = self._tokens[self._at - 1].start
        parts = self._row(depth)
        end = self._tokens[self._at].end if self._at < len(self._tokens) else len(self._source)
        if not parts and self._at < len(self._tokens) and self._tokens[self._at].kind in ("|", _PAIRS[opening.kind]):
            _fail(message("hay una alternativa vacía; para algo que puede faltar escriba «[…]»"), start, end)
        if parts:
            self._check_row(parts, start, end)
        return parts

    def _check_row(self, parts: tuple[Part, ...], start: int, end: int) -> None:
        needed = [index for index, part in enumerate(parts) if is_obligatory(part)]
        for index, part in enumerate(parts):
            if isinstance(part, Gap) and not (needed and needed[0] < index < needed[-1]):
                _fail(message("el hueco «~» debe estar entre dos partes que no pueden faltar"), part.start, part.end)
            if isinstance(part, Gap) and isinstance(parts[index + 1], Gap):
                _fail(message("hay dos huecos «~» seguidos; escriba uno con la suma"), part.start, part.end)
        if not needed:
            _fail(message("todas las partes pueden faltar; al menos una palabra debe estar fuera de «[…]»"), start, end)

    def _refuse(self, token: _Token) -> NoReturn:
        if token.kind in ("]", ")"):
            problem = message("«{sign}» cierra algo que no se abrió", sign=token.text)
        elif token.kind in ("{", "}"):
            problem = message("falta la otra llave de «{{lema}}»; adentro va una sola palabra")
        elif token.kind == "|":
            problem = message("las alternativas van entre paréntesis: «(una|otra)»")
        elif token.kind == "^":
            problem = message("«^» solo puede estar al comienzo del patrón")
        else:
            problem = message("«$» solo puede estar al final del patrón")
        _fail(problem, token.start, token.end)


def _lemma(token: _Token) -> Lemma:
    lemma, _, listed = token.text.partition(":")
    folded = fold(lemma).marked.strip()
    if not _WORD.fullmatch(folded):
        _fail(message("entre llaves va una sola palabra, y sus rasgos tras «:»"), token.start, token.end)
    features = [feature.strip() for feature in listed.split(",")] if ":" in token.text else []
    if not all(features):
        _fail(message("falta un rasgo tras «:» o tras la coma"), token.start, token.end)
    written = normalize("NFC", lemma.strip().lower())
    return Lemma(written, tuple(sorted(set(features))), token.start, token.end)


def _gap(token: _Token) -> Gap:
    most = int(token.text) if token.text and len(token.text) == 1 else 0
    if not most:
        problem = message("tras «~» va cuántas palabras caben en el hueco, de 1 a {limit}", limit=MOST_WORDS_IN_A_GAP)
        _fail(problem, token.start, token.end)
    return Gap(most, token.start, token.end)


def _word(token: _Token) -> Word:
    folded = fold(token.text).marked
    if not _WORD.fullmatch(folded):
        if b"." in folded or b"!" in folded:
            problem = message("un patrón no pasa de una oración a otra; quite los puntos, «!» y «?»")
        else:
            problem = message("«{word}» tiene signos que nunca coinciden con el texto", word=shown_word(token.text))
        _fail(problem, token.start, token.end)
    return Word(folded.decode("ascii"), token.start, token.end)
