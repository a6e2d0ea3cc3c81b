"""What can be wrong with the writing of a YAML file, in words for people who do not know the parser's."""

from __future__ import annotations

import re

from .errors import Fault, Location
from .messages import Message, mark, message

_DIRECTIVE = mark("no se admiten directivas («%»)")
_TABULATION = mark("use espacios y no tabulaciones para la sangría")
# What the parser says (in C, and in Python where it has other words), and what that means to who wrote the file.
_PROBLEMS = (
    (("mapping values are not allowed",),
     mark("hay un «:» donde no puede ir: falta «:» en la línea anterior, o es de un texto que va entre comillas")),
    (("could not find expected ':'",), mark("falta «:» después de la clave")),
    (("did not find expected key", "expected <block end>"),
     mark("la sangría, unas comillas o una coma no dejan reconocer la clave")),
    (("did not find expected '-' indicator",), mark("se esperaba otro elemento de la lista, con «-»")),
    (("expected ',' or ']'",), mark("falta «,» o «]» en la lista")),
    (("expected ',' or '}'",), mark("falta «,» o «}}» en el grupo")),
    (("found unexpected end of stream",), mark("faltan las comillas de cierre de un texto")),
    (("found unexpected document indicator",), mark("hay «---» o «...» dentro de un texto entre comillas")),
    (("tab character", "character '\\t'"), _TABULATION),
    (("cannot start any token",),
     mark("un valor no puede empezar con este carácter; ponga el texto entre comillas")),
    (("block sequence entries are not allowed", "sequence entries are not allowed"),
     mark("hay un «-» donde no puede empezar una lista")),
    (("mapping keys are not allowed",), mark("hay un «?» donde no puede ir; ponga el texto entre comillas")),
    (("escape",), mark("hay una barra inversa «\\» que no se entiende; use comillas simples")),
    (("hexdecimal", "hexadecimal"), mark("hay una barra inversa «\\» que no se entiende; use comillas simples")),
    (("did not find expected node content", "expected the node content"), mark("falta un valor")),
    (("<document start>", "document start"), mark("este texto está fuera de lugar; revise la sangría y las comillas")),
    (("indentation indicator", "comment or line break", "expected chomping"),
     mark("después de «|» o «>» el texto empieza en la línea siguiente")),
    (("directive", "YAML document", "%TAG"), _DIRECTIVE),
    (("alphabetic or numeric character",),
     mark("no se admiten anclas («&») ni alias («*»); ponga el texto entre comillas")),
    (("tag",), mark("no se admiten etiquetas de tipo («!»); ponga el texto entre comillas")),
)  # fmt: skip
_UNCLEAR = mark("no se entiende a partir de aquí; revise la sangría, las comillas y los dos puntos")
_BEGUN_EARLIER = ("could not find expected ':'", "found unexpected end of stream")  # noticed far after the slip
_BRACKETS = ("expected ',' or ']'", "expected ',' or '}'")
_CONTROL = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def parser_fault(error: Exception, text: str, shown: str) -> Fault:
    """Say in words of ours what the YAML parser found wrong, at the place where it was written.

    Args:
        error: the parser's error, with `problem`, `problem_mark` and `context_mark`.
        text: the text that it read.
        shown: the name to show for the file.
    """
    said = str(getattr(error, "problem", None) or "")
    noticed = _place(getattr(error, "problem_mark", None), shown)
    begun = _place(getattr(error, "context_mark", None), shown)
    place = begun if begun and said.startswith(_BEGUN_EARLIER) else noticed or begun or Location(shown)
    related = begun if begun != place and any(words in said for words in _BRACKETS) else None
    meaning = _TABULATION if _is_at_tabulation(noticed, text) else _meaning(said)
    if "directive" in str(getattr(error, "context", None)):
        meaning = _DIRECTIVE
    return Fault(message("no es YAML válido: {problem}", problem=Message(meaning)), place, related=related)


def control_fault(text: str, shown: str) -> Fault | None:
    """Return the first character that no text file should hold as a fault, or None."""
    found = _CONTROL.search(text)
    if not found:
        return None
    line = text.count("\n", 0, found.start()) + 1
    column = found.start() - text.rfind("\n", 0, found.start())
    problem = message("hay un carácter de control que no se ve (U+{code}); bórrelo", code=f"{ord(found[0]):04X}")
    return Fault(problem, Location(shown, line, column))


def _is_at_tabulation(place: Location | None, text: str) -> bool:
    lines = text.splitlines()
    return place is not None and place.line <= len(lines) and lines[place.line - 1][place.column - 1 :].startswith("\t")


def _meaning(said: str) -> str:
    return next((meaning for signs, meaning in _PROBLEMS if any(sign in said for sign in signs)), _UNCLEAR)


def _place(where: object, shown: str) -> Location | None:
    line, column = getattr(where, "line", None), getattr(where, "column", None)
    return Location(shown, line + 1, column + 1) if isinstance(line, int) and isinstance(column, int) else None
