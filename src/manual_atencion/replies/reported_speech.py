"""Words that a draft reports without quotation marks: "usted indicó que…", "según la señora, …"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal
from unicodedata import normalize

from .folding import Folded
from .scanner import Scanner, scanner
from .sentences import INNER_DOT, prepared

Voice = Literal["theirs", "own", "unclear"]


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_REGULAR: Final = (
    "indic|senal|manifest|expres|coment|aleg|afirm|relat|cont|declar|asegur|inform|explic|mencion|"
    "report|denunci|plante|pregunt|consult|reclam|reiter|narr|argument|aclar|solicit|contest|comunic|"
    "notific|recalc|agreg|detall"
)
_IRREGULAR_THEIRS: Final = (
    "dice|dicen|dijo|dijeron|decia|decian|diciendo|escribe|escriben|escribio|escribieron|escribia|"
    "refiere|refieren|refirio|refirieron|pide|piden|pidio|sostiene|sostuvo|expone|expuso|describe|"
    "describio|cuenta|cuentan|manifiesta|manifiestan|responde|respondio|repite|repitio|advierte|"
    "advirtio"
)
_IRREGULAR_OWN: Final = (
    "digo|dije|dijimos|decimos|dire|diremos|decirle|decirles|repito|repetimos|repetirle|manifiesto|"
    "cuento|escribo|escribi|escribimos|respondo|respondi|respondemos|responderle|advierto|advertimos|"
    "recuerdo|recordamos|recordarle|indique|explique|comunique|notifique"
)
_PARTICIPLES: Final = "dicho|escrito|expuesto|descrito|referido|pedido"
_ENDINGS: Final = "a|an|o|aron|aba|aban|ando|ado|amos|are|aremos|arle|arles|e"
_INTRODUCTIONS: Final = "segun|palabras"
_OWN_FORMS: Final = frozenset(_IRREGULAR_OWN.split("|"))
_THEIR_FORMS: Final = frozenset(_IRREGULAR_THEIRS.split("|"))
_PARTICIPLE_FORMS: Final = frozenset(_PARTICIPLES.split("|"))

_OWN_SIDE: Final = _set(
    "yo nosotros nosotras jefe jefa director directora subdirector subdirectora companero companera companeros "
    "companeras institucion defensoria defensor oficina departamento sistema abogado abogada licenciado "
    "licenciada funcionario funcionaria area seccion direccion unidad supervisor supervisora coordinador "
    "coordinadora equipo personal recepcion ventanilla secretaria secretario oficial gerencia gerente entidad "
    "despacho superior superiores mesa informatica"
)
# What these say may be cited with quotation marks; without them it is the official's own reason.
_SOURCES: Final = _set(
    "ley reglamento manual articulo norma decreto resolucion protocolo procedimiento codigo documento expediente "
    "letrero"
)
_THEIR_SIDE: Final = _set(
    "usted ustedes ud uds vd usuario usuaria usuarios usuarias senor senora senores senoras senorita quejoso "
    "quejosa peticionario peticionaria solicitante denunciante afectado afectada vecino vecina ella ellos ellas "
    "cliente madre padre hijo hija esposo esposa persona victima paciente trabajador trabajadora don dona sr sra "
    "srta ciudadano ciudadana queja mensaje carta nota correo escrito llamada solicitud testigo medico medica"
)
_SPEAKERS: Final = _OWN_SIDE | _THEIR_SIDE | _SOURCES
_TO_US: Final = frozenset(("nos", "me"))
_TO_YOU: Final = frozenset(("le", "les", "te", "yo", "se"))
_PLURAL: Final = re.compile(r"(?:an|aron|aban|en|eron|ian)\Z")
_HAVING: Final[dict[str, Voice]] = {
    "ha": "theirs",
    "han": "theirs",
    "habia": "theirs",
    "habian": "theirs",
    "he": "own",
    "hemos": "own",
}
_NO_REPORT_BEFORE: Final = _set("en doy da dan dar darse di dio darme daba tomar la una por cuya de su esta")

_REACH: Final = 90  # bytes before and after a verb in which its subject and its words are looked for
SENTENCE_END: Final = re.compile(rb"[.!]|\n *\n")
_PLAIN: Final = bytes.maketrans(b"_" + INNER_DOT, b"n ")


@dataclass(frozen=True, slots=True)
class Report:
    """A word that reports, in folded offsets.

    Args:
        start: where it begins.
        end: where it ends.
        voice: whose words it brings.
        cited: whether it brings another's words only with quotation marks.
    """

    start: int
    end: int
    voice: Voice
    cited: bool = False


@lru_cache(maxsize=1)
def reporting_words() -> Scanner:
    """Return the scanner of all words that may report."""
    regular = rf"(?:{_REGULAR})(?:{_ENDINGS})"
    return scanner(rf"\b(?:{regular}|{_IRREGULAR_THEIRS}|{_IRREGULAR_OWN}|{_PARTICIPLES}|{_INTRODUCTIONS})\b")


def plain(folded: Folded) -> bytes:
    """Return the folded bytes of a draft in which only words, sentence ends, line breaks and blanks are left.

    Args:
        folded: the draft; the offsets are the same.
    """
    return prepared(folded).translate(_PLAIN)


def reports(folded: Folded, data: bytes) -> list[Report]:
    """Find the words that report, and whose words they bring.

    Args:
        folded: the draft.
        data: what `plain` gives for it.
    """
    found = (_report(folded, data, match.start(), match.end()) for match in reporting_words().finditer(data))
    return [report for report in found if report]


def _report(folded: Folded, data: bytes, start: int, end: int) -> Report | None:
    word = data[start:end].decode("ascii")
    before = _sentence_words_before(data, start)
    after = _sentence_words_after(data, end)
    if word == "segun":
        return _by_source(start, end, after)
    if word == "palabras":
        theirs = "sus" in before[:2] or (before[:1] == ["en"] and after[:1] == ["de"])
        return Report(start, end, "theirs") if theirs else None
    if word in ("cuenta", "expresa") and before[:1] and before[0] in _NO_REPORT_BEFORE:
        return None
    voice, subject = _voice(folded, (start, end), word, before)
    if voice == "theirs":
        return _with_subject_after((start, end), word, after, subject)
    return Report(start, end, voice)


def _by_source(start: int, end: int, after: list[str]) -> Report | None:
    for word in after[:6]:
        if word in _OWN_SIDE or word in _SOURCES:
            return Report(start, end, "own" if word in _OWN_SIDE else "theirs", cited=True)
        if word in _THEIR_SIDE or reporting_words().search(word.encode("ascii")):
            return Report(start, end, "theirs")
    return None


def _voice(folded: Folded, span: tuple[int, int], word: str, before: list[str]) -> tuple[Voice, str]:
    """Tell whose words a verb brings, and which word before it is its subject."""
    near = before[:2]
    subject = next((near for near in before[:6] if near in _SPEAKERS), "")
    if "se" in near and before[0] in ("le", "les", "lo"):
        return "own", subject
    held: Voice | None = _by_auxiliary(word, near)
    kind = held or _by_ending(folded, span, word, near, subject)
    if kind == "theirs" and not subject and "se" in near:
        return "own", subject
    return kind, subject


def _by_auxiliary(word: str, near: list[str]) -> Voice | None:
    if word.endswith("ado") or word in _PARTICIPLE_FORMS:
        return next((_HAVING[auxiliary] for auxiliary in near if auxiliary in _HAVING), "unclear")
    if word.endswith("ando") or word == "diciendo":
        return "own" if {"estoy", "estamos", "estaba"} & set(near) else "theirs"
    return None


def _by_ending(folded: Folded, span: tuple[int, int], word: str, near: list[str], subject: str) -> Voice:
    if word in _OWN_FORMS:
        return "own"
    if word in _THEIR_FORMS:
        return "theirs"
    if word.endswith("o"):
        return _by_accent(folded, span, near, subject)
    return "own" if word.endswith(("amos", "are", "aremos", "arle", "arles", "e")) else "theirs"


def _by_accent(folded: Folded, span: tuple[int, int], near: list[str], subject: str) -> Voice:
    """Indicó is another's; indico may be indicó without its accent."""
    start, end = folded.span(*span)
    if normalize("NFC", folded.text[start:end]).casefold().endswith("ó"):
        return "theirs"
    if near[:1] and near[0] in _TO_US:
        return "theirs"
    return "theirs" if subject and subject != "yo" and not _TO_YOU & set(near[:1]) else "own"


def _with_subject_after(span: tuple[int, int], word: str, after: list[str], subject: str) -> Report:
    """Look at who speaks: the words before the verb, else those between it and what it brings."""
    start, end = span
    if not subject or subject in _SOURCES:
        until = after.index("que") if "que" in after[:6] else 3
        subject = next((near for near in after[:until] if near in _OWN_SIDE or near in _THEIR_SIDE), subject)
    if subject in _OWN_SIDE:
        return Report(start, end, "own")
    said_by_nobody = not subject and bool(_PLURAL.search(word))  # dicen que…: hearsay
    return Report(start, end, "theirs", cited=said_by_nobody or subject in _SOURCES)


def _sentence_words_before(data: bytes, limit: int) -> list[str]:
    """Return the words of the sentence before an offset, the nearest first."""
    stretch = data[max(0, limit - _REACH) : limit]
    last = max(stretch.rfind(b"."), stretch.rfind(b"!"), stretch.rfind(b"\n\n")) + 1
    return stretch[last:].decode("ascii").split()[::-1]


def _sentence_words_after(data: bytes, limit: int) -> list[str]:
    stretch = data[limit : limit + _REACH]
    end = SENTENCE_END.search(stretch)
    return (stretch[: end.start()] if end else stretch).decode("ascii").split()
