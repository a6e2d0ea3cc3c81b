"""Named detectors for what a pattern of words cannot say: open slots, a person's name or number, hard reading."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from ..phrase_definitions import DetectorName
from .common_words import COMMON_WORDS
from .folding import Folded, fold

Span = tuple[int, int]
Names = tuple[str, ...]

_SLOT_WORDS = (
    "nombre|apellido|cargo|numero|fecha|hora|telefono|institucion|entidad|funcionari|usuari|direccion|correo|asunto|"
    "expediente|solicitud|unidad|oficina|plazo|monto|dias +tardes|completar|insertar|escrib|indicar|identificar|llenar|"
    "rellenar|dd|xx"
)
_BRACKETED = re.compile(
    r"\{[^{}\n]{1,60}\}|%[A-ZÁÉÍÓÚÑ][A-ZÁÉÍÓÚÑ_ ]{2,30}%|\[[^\[\]\n]{1,60}\]|<[^<>\n]{1,60}>|\([^()\n]{1,60}\)"
)
_BLANK = re.compile(r"_(?: ?_){2,}|\.{6,}|…{3,}|\b[xX]{4,}\b|\b[dD]{2}[/-][mM]{2}[/-][aA]{2,4}\b")
_LEFT_BLANK = ("__", "......", "……", "XXXX", "xxxx", "Xxxx", "dd/", "dd-", "DD/", "DD-", "Dd/", "Dd-")
_INSIDE = re.compile(rb"\A *(?:el |la |su |tu |aqui |poner |colocar )*(?:" + _SLOT_WORDS.encode() + rb")")

_DIGIT = re.compile(rb"[0-9]")
_TITLES = (
    rb"(?:senor|senora|senorita|sr|sra|srta|don|dona|licenciad[oa]|lic|licda|ingenier[oa]|estimad[oa]|apreciad[oa]"
    rb"|querid[oa]|distinguid[oa]|respetad[oa])"
)
_TITLE = re.compile(rb"\b" + _TITLES + rb"(?:[. ]{1,3}\n?" + _TITLES + rb")*[. ]{1,3}\n?([a-z_]{3,})")
_SHORT_TITLE = re.compile(rb"(?:sra?|srta|lic|licda)\b")
_APART = re.compile(r"[.]\s")
_GREETED = re.compile(
    r"(?i:\b(?:buen[oa]s (?:días|dias|tardes|noches)|hola|saludos|gracias))[, ]{1,2}"
    r"([A-ZÁÉÍÓÚÑ][a-záéíóúñ]{2,20}(?: [A-ZÁÉÍÓÚÑ][a-záéíóúñ]{2,20}){0,3})(?=[:,.\n])"
)
_OF_ANOTHER = re.compile(rb"\b(?:el|la|al|del|los|las|un|una|su|mi|nuestro|nuestra) +\Z")
_NO_NAMES = frozenset(
    b"usuario usuaria ciudadano ciudadana persona senor senora senorita cliente solicitante peticionario defensor "
    b"defensora director directora ministro ministra magistrado magistrada juez jueza alcalde alcaldesa presidente "
    b"presidenta secretario secretaria jefe jefa licenciado licenciada ingeniero ingeniera doctor doctora colega "
    b"amigo amiga vecino vecina lector lectora quejoso quejosa todos todas publico madre padre mio mia anonimo "
    b"anonima".split()
)
_DOCUMENT = re.compile(r"(?<![\w-])(?:\d{1,2}|PE|E|N|\d{1,2}-?(?:AV|PI))-\d{1,4}-\d{1,6}(?![\w-])", re.IGNORECASE)
_CONTACT = re.compile(
    r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}"
    r"|(?<![\w-])(?:\+507(?:-|[^\S\n]{0,3}))?(?:6\d{3}|[2-9]\d{2})(?:-|[^\S\n]{1,3})\d{4}(?![\w-])"
)
_INVISIBLE = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff]")
_OFFICIAL = ("gob", "gov", "defensor", "ombudsman")


def detect(name: DetectorName, folded: Folded, names: Names) -> list[Span]:
    """Return what a detector finds in a draft, as offsets of the original text.

    Args:
        name: the detector.
        folded: the draft.
        names: words that tell who the user is, as the host gave them.
    """
    return list(_DETECTORS[name](folded, names))


def named(folded: Folded, names: Iterable[str]) -> Iterator[Span]:
    """Yield where whole names or values of slots stand in a draft."""
    for name in names:
        wanted = b" ".join(fold(name).data.translate(_SEPARATED).split())
        if len(wanted) > 1:
            pattern = rb"(?<![a-z0-9_])" + re.escape(wanted).replace(rb"\ ", rb" +") + rb"(?![a-z0-9_])"
            for found in re.finditer(pattern, folded.data.translate(_SEPARATED)):
                yield folded.span(found.start(), found.end())


_SEPARATED = bytes(byte if byte not in b".!\n" else 0x20 for byte in range(256))


def _open_slots(folded: Folded, names: Names) -> Iterator[Span]:  # noqa: ARG001  # one signature for all detectors
    text = folded.text
    if any(sign in text for sign in "{[<(%"):
        for found in _BRACKETED.finditer(text):
            inside = fold(found.group()[1:-1]).data
            if found.group()[0] in "{%" or (_INSIDE.match(inside) and not _DIGIT.search(inside)):
                yield found.span()
    yield from (span for span, _ in _written(_BLANK, text, _LEFT_BLANK))


def _names(folded: Folded, names: Names) -> Iterator[Span]:
    yield from named(folded, names)
    yield from _greeted(folded)
    for found in _TITLE.finditer(folded.data):
        word = found[1]
        start, end = folded.span(found.start(), found.end(1))
        is_word = word in _NO_NAMES or word.decode() in COMMON_WORDS or word.endswith(b"mos")
        about_another = _OF_ANOTHER.search(folded.data, max(0, found.start() - 12), found.start())
        is_apart = _APART.search(folded.text, start, end) and not _SHORT_TITLE.match(found[0])
        if not is_word and not about_another and not is_apart and not set(folded.text[start:end]) & set(',;:»”")'):
            yield start, end


def _greeted(folded: Folded) -> Iterator[Span]:
    """Yield the names after a greeting: "Buenas noches, Silvana:"."""
    for found in _GREETED.finditer(folded.text):
        words = fold(found[1]).data.split()
        if not any(word in _NO_NAMES or word.decode() in COMMON_WORDS for word in words):
            yield found.span(1)


def _documents(folded: Folded, names: Names) -> Iterator[Span]:  # noqa: ARG001  # one signature for all detectors
    return (span for span, _ in _written(_DOCUMENT, folded.text))


def _contacts(folded: Folded, names: Names) -> Iterator[Span]:  # noqa: ARG001  # one signature for all detectors
    for span, contact in _written(_CONTACT, folded.text):
        if not any(word in contact.lower() for word in _OFFICIAL):
            yield span


def _written(pattern: re.Pattern[str], text: str, needed: Iterable[str] = ("",)) -> Iterator[tuple[Span, str]]:
    """Yield where a pattern stands and what is read there, as if the signs that nobody sees were not in the text.

    Args:
        pattern: what is looked for.
        text: the draft.
        needed: one of these stands in whatever the pattern finds.
    """
    seen = _INVISIBLE.sub("", text)
    if not any(part in seen for part in needed):
        return
    places = (
        range(len(text))
        if len(seen) == len(text)
        else [at for at, sign in enumerate(text) if not _INVISIBLE.match(sign)]
    )
    for found in pattern.finditer(seen):
        yield (places[found.start()], places[found.end() - 1] + 1), found.group()


def _hard_reading(folded: Folded, names: Names) -> Iterator[Span]:  # noqa: ARG001  # one signature for all detectors
    from .readability import is_hard_to_read

    if is_hard_to_read(folded.text):
        yield 0, len(folded.text)


_DETECTORS: Mapping[DetectorName, Callable[[Folded, Names], Iterable[Span]]] = {
    "espacio_sin_llenar": _open_slots,
    "nombre_de_la_persona": _names,
    "documento_de_identidad": _documents,
    "contacto_personal": _contacts,
    "lectura_dificil": _hard_reading,
}
