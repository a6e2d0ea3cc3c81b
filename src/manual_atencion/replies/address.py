"""Whether an expression is said to the reader or mentions something: "espere, mi amor" against "mi amor propio"."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from .folding import Folded

_REACH = 160  # bytes looked at on each side; enough for the words that decide
_MOST_WORDS = 10
_PIECES = re.compile(rb"[a-z0-9]+|[.!]|\n[ \n]*\n")
_TRANSPARENT = frozenset("*_~`\"'«»“”„‘’‹›\u00ad\u200b\u200c\u200d\u2060\ufeff\ufe0f")


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_POSSESSIVES = _set("mi mis")
_FONDNESS = _set("querido querida estimado estimada apreciado apreciada adorado adorada")
_ABBREVIATED = _set("sr sra srta d dna dr dra lic licda licdo ing prof profa arq av avda")
_DOTTED = _ABBREVIATED | _set("ud uds vd")
_TITLES = _ABBREVIATED | _set(
    "senor senora senorita don dona doctor doctora licenciado licenciada ingeniero ingeniera profesor profesora "
    "magistrado magistrada juez jueza oficial nombre apellido apellidos apodo llama llamada llamado san santa"
)
_PLACES = _set(
    "avenida av avda calle barrio barriada residencial edificio local negocio restaurante tienda fonda hotel salon "
    "fundacion finca bar cancion pelicula novela corregimiento provincia playa escuela colegio llama llamada llamado"
)
_DETERMINERS = _set(
    "el la los las un una unos unas su sus tu tus nuestro nuestra nuestros nuestras este esta estos estas ese esa esos "
    "esas aquel aquella cada ningun ninguna algun alguna otro otra otros otras mucho mucha muchos muchas poco poca "
    "tanto tanta cuanto cuanta cualquier todo toda todos todas ambos dos tres varios varias cuyo cuya al del cuanta "
    "nuevo nueva actual antiguo antigua ex propio propia joven futura futuro verdadero verdadera falso falsa"
)
_QUANTIFIERS = _set("todo toda todos todas cada")
_PREPOSITIONS = _set(
    "a ante bajo con contra de desde durante en entre hacia hasta mediante para por segun sin sobre tras via excepto salvo"
)
_COPULAS = _set(
    "es soy eres son somos era eran fue fueron ser siendo sido sea sean sera seria quedo quedaron luce ve parece puso"
)
_DEGREES = _set("muy tan mas bastante demasiado bien menos como cual")
_POINTING = _set("asi eso esto aqui ahi alla que quien cual como donde cuando cuanto cuantos ya no si")
_ASKING = _set("que cual como cuanto cuando donde quien para le lo la")
_JOINING = _set("y e o u ni")
_TURNING = _set("que usted como cuando cuanto quien donde no si me le ya aqui")
_NAMING = _set(
    "palabra palabras expresion expresiones frase frases termino terminos apodo dijo dijeron dijera dijeran diga digan "
    "decir dice dicen diciendo dicho llamo llamaron llame llamen llamar llama llamaba decia decian trataron"
)
_COURTESIES = _set(
    "si no ok okey gracias ay hola buenas buenos dias tardes noches claro bueno dale listo lista bienvenido bienvenida "
    "perdon disculpe disculpa favor gusto oiga mire tranquilo tranquila calma ya bien pena permiso luego adios saludos "
    "perfecto entonces aja vale ve pues ahora momentito momento"
)
_COMPLEMENTS = _set(
    "propio propia privada laboral personal familiar sexual entera diaria cotidiana conyugal social profesional "
    "profesionales materno materna paterno paterna filial soltera soltero inmediato inmediata regional general abierto "
    "despejado nublado raso azul suyo suya mio mia tuyo politico politica biologica adoptiva adoptivo anterior actual "
    "misma mismo digna pasada futura eterna espiritual del"
)
_SET_PHRASES = _set(
    "nada verdad una inmediato todas todos parte acuerdo hecho antemano momento mi pronto seguro alma corazon nuevo igual"
)
_BELONGING = _set("mi mis su sus el la los las un una nuestro nuestra tu")
_FIRST_PERSON = ("o", "mos", "re")  # y la atiendo, y los llamamos, y la llamaré
_SUBJECT_OF = _set(
    "corre corria correra corrio peligra peligraba depende dependia vale valia cambio cambia cambiara termino empezo "
    "comenzo acabo transcurre transcurrio gira late latia sufre sufrio sufria murio sigue importa duele significa "
    "era fue sera seria estaba estuvo ha habia merece volvio convirtio"
)
_ASKED_OF_THE_READER = _set("podria deberia tendria querria gustaria seria necesitaba buscaba deseaba esperaba")
_PASSED_OVER = _set("no ya se me nos siempre nunca aun todavia tambien tampoco solo casi realmente jamas")
_AT_STAKE = _set("peligro riesgo juego manos ruinas pausa orden")
_OF_WHAT_IT_IS = _set("un una mi muy mas tan dificil dura triste imposible")
_HARMING = (
    "arruin destru destroz cambi salv proteg proteja amenaz perder perdi pierd lesion afect lastim quit complic danar "
    "danar dano perjudic arriesg cuidar cuido cuida marc defend empeor rompi viv dedi expuso expon pone poner puso temo "
    "atent invad termino acabo controlar controla"
)
_HARMS = tuple(_HARMING.split())
_GIVING = tuple(
    (
        "tengo tiene teng tenem tuv tener sient sent dar doy dan dio mostr muestr demostr demuestr brind recib ofrec pid "
        "pedi expres merec hay hubo habia habra falt quier quer necesit busc encontr inspir transmit"
    ).split()
)
_HAVING = _set("he ha han habia habian haber hemos")
_ENCLITIC = ("se", "me", "nos", "le", "les", "lo", "la", "los", "las")
_FEELINGS = _set("carino amor")
_DESCRIBING = _set("joven linda lindo bella bello preciosa precioso hermosa hermoso guapa guapo")
_DESCRIBED = _set(
    "persona personas mujer hombre poblacion gente letra adulto adulta publico trabajador trabajadora victima madre "
    "padre pareja muchacha muchacho casa voz imagen foto nina nino usuario usuaria"
)
_GIVEN_NAMES = _set("linda reina rey amor cielo bella dulce luz corazon angel preciosa")
_RELATIONS = _set(
    "jefe jefa madre padre amigo amiga hermano hermana hijo hija papa mama tio tia companero companera vecino vecina "
    "mamita papito mamacita abuela abuelo nina nino"
)
_LABELS = _set("parentesco nombre relacion ocupacion cargo apodo vinculo profesion asunto firma")


@dataclass(frozen=True, slots=True, repr=False)
class _Place:
    """An expression and what surrounds it in its sentence; `before` and `after` give the nearest word first."""

    words: list[str]
    before: list[str]
    after: list[str]
    gap_before: str
    gap_after: str
    named: bool

    @property
    def is_mine(self) -> bool:
        return self.words[0] in _POSSESSIVES

    @property
    def is_relation(self) -> bool:
        return self.is_mine and self.words[-1] in _RELATIONS

    @property
    def left(self) -> str:
        """The word right before, unless a sign or the limit of the sentence stands between."""
        return self.before[0] if self.before and not _sets_off(self.gap_before) else ""

    @property
    def right(self) -> str:
        """The word right after, unless a sign or the limit of the sentence stands between."""
        return self.after[0] if self.after and not _sets_off(self.gap_after) else ""


def _sets_off(gap: str) -> bool:
    return any(not (sign.isspace() or sign in _TRANSPARENT) for sign in gap)


def _follows_a_title(place: _Place) -> bool:
    """Doña Linda, Sr. Rey, señora Ana Reina, avenida Mi Amor."""
    near = place.before[:2] if place.named else place.before[:1]
    if not place.left and not set(near) & _ABBREVIATED:
        return False
    return bool(set(near) & (_PLACES if place.is_mine else _TITLES | _PLACES))


def _is_a_name(place: _Place) -> bool:
    return place.named and not place.is_mine and place.left not in _COURTESIES


def _has_a_determiner(place: _Place) -> bool:
    """La madre, su jefe, toda mi vida, por mi vida; but not the verb of "¿cómo está, linda?"."""
    if place.left in ("esta", "este"):
        asked = len(place.before) > 1 and place.before[1] in _POINTING
        return not asked and not place.is_mine
    return place.left in (_QUANTIFIERS if place.is_mine else _DETERMINERS) or place.left in _PREPOSITIONS


def _has_a_complement(place: _Place) -> bool:
    """Mi amor propio, el jefe de personal, mi amor por la justicia; but not "gracias, mi amor, por llamar"."""
    if place.right == "de":
        return not (len(place.after) > 1 and place.after[1] in _SET_PHRASES)
    if place.right in ("por", "hacia"):
        return place.left not in _COURTESIES
    described = not place.is_mine and not place.before and place.right.endswith(("ado", "ada", "ido", "ida"))
    return place.right in _COMPLEMENTS or described


def _is_joined(place: _Place) -> bool:
    """Mi vida y la de mis hijos; padre y madre; mi familia, mi vida, y mi trabajo."""
    if place.left in _JOINING and len(place.before) > 1:
        return True
    next_but_one = place.after[1] if len(place.after) > 1 else ""
    if place.right in _JOINING:
        is_verb = next_but_one in ("la", "las", "los") and place.after[2:3] and place.after[2].endswith(_FIRST_PERSON)
        return not is_verb and (next_but_one in _BELONGING or not (place.is_mine or next_but_one in _TURNING))
    is_listed = bool(place.after) and place.after[0] in _JOINING and not place.right
    return is_listed and place.is_mine and next_but_one in _POSSESSIVES


def _is_predicate(place: _Place) -> bool:
    """Es madre, muy joven, como madre; but not "así es, mi amor"."""
    before = place.before[1] if len(place.before) > 1 else ""
    if place.left in _COPULAS:
        return before not in _POINTING
    return place.left in _DEGREES and not (place.is_mine and place.left in ("bien", "mas"))


def _is_subject(place: _Place) -> bool:
    """Mi vida corre peligro, mi vida está en juego."""
    if not place.is_mine or not place.right:
        return False
    following = [word for word in place.after if word not in _PASSED_OVER] or [""]
    verb, then = following[0], following[1] if len(following) > 1 else ""
    if verb in ("es", "esta"):
        return then in _OF_WHAT_IT_IS or then.endswith(("ado", "ada", "ido", "ida")) or bool(_AT_STAKE & {*following[:4]})
    happens = verb.endswith(("ria", "aba", "aron")) and verb not in _ASKED_OF_THE_READER
    return happens or verb in _SUBJECT_OF or bool(_AT_STAKE & {*following[:5]})


def _is_object(place: _Place) -> bool:
    """Arruinó mi vida, le tengo cariño; but not "cuídese, mi vida" nor "¿qué quiere, cariño?"."""
    before = place.before[1] if len(place.before) > 1 else ""
    if place.is_mine and place.left.startswith(_HARMS):
        if place.left.endswith(("ado", "ada", "ido", "ida")):
            return before in _HAVING
        return not place.left.endswith(_ENCLITIC) and before not in ("le", "la", "lo", "se", "que")
    feels = place.words[0] in _FEELINGS and len(place.words) == 1
    return feels and place.left.startswith(_GIVING) and before not in ("que", "cual", "como", "la", "lo")


def _describes_someone(place: _Place) -> bool:
    """Una persona joven, los hombres jóvenes."""
    singular = {place.left, place.left.removesuffix("s"), place.left.removesuffix("es")}
    described = place.words[0].removesuffix("es") in _DESCRIBING
    return len(place.words) == 1 and described and not _DESCRIBED.isdisjoint(singular)


def _is_worded(place: _Place) -> bool:
    """La palabra cariño, le dijo mi amor a la usuaria."""
    return place.left in _NAMING


def _is_a_label(place: _Place) -> bool:
    return bool(place.before) and ":" in place.gap_before and place.before[0] in _LABELS


def _is_at_stake(place: _Place) -> bool:
    """Está en juego mi vida."""
    return place.is_mine and place.left in _AT_STAKE


def _is_my_relation(place: _Place) -> bool:
    """Lo firmó mi jefe, mi madre vive en Colón: other people, unless the words are set off."""
    return place.is_relation and place.left not in _COURTESIES and bool(place.left or place.right)


# Whatever none of these recognises is said to the reader: set off by signs, or without them as in a chat.
_MENTIONS: tuple[Callable[[_Place], bool], ...] = (
    _follows_a_title,
    _has_a_determiner,
    _is_a_name,
    _has_a_complement,
    _is_joined,
    _is_predicate,
    _is_subject,
    _is_object,
    _describes_someone,
    _is_worded,
    _is_a_label,
    _is_at_stake,
    _is_my_relation,
)


def is_address(folded: Folded, start: int, end: int) -> bool:
    """Tell whether the words at a span are said to the reader, as a vocative.

    Args:
        folded: the draft.
        start: where the expression begins in the text.
        end: where it ends in the text.

    Returns:
        False where it mentions something: an object, a person talked about, a name.
    """
    place = _place(folded, start, end)
    return bool(place.words) and not any(mentions(place) for mentions in _MENTIONS)


def _place(folded: Folded, start: int, end: int) -> _Place:
    first, last = folded.offset(start), folded.offset(end)
    words = [(found[0].decode("ascii"), found.start(), found.end()) for found in _PIECES.finditer(folded.data, first, last)]
    earlier = _earlier(folded.data, first)
    while words and earlier and _belongs(earlier[0][0], words[0][0]) and not _sets_off(_gap(folded, earlier[0][2], first)):
        words.insert(0, earlier.pop(0))
        first = words[0][1]
    later = _later(folded.data, last)
    return _Place(
        [word for word, _, _ in words],
        [word for word, _, _ in earlier],
        [word for word, _, _ in later],
        _gap(folded, earlier[0][2], first) if earlier else ".",
        _gap(folded, last, later[0][1]) if later else ".",
        named=bool(words) and _is_named(folded, words, earlier, later),
    )


def _belongs(word: str, first: str) -> bool:
    """Whether a word before an expression is part of it: mi querida reina."""
    return word in _FONDNESS or (word in _POSSESSIVES and first not in _POSSESSIVES)


_Word = tuple[str, int, int]  # with its offsets in the folded form


def _earlier(data: bytes, limit: int) -> list[_Word]:
    """Return the words of the sentence before an offset, the nearest first."""
    words: list[_Word] = []
    pieces = list(_PIECES.finditer(data, max(0, limit - _REACH), limit))
    for position in range(len(pieces) - 1, -1, -1):
        piece = pieces[position]
        if piece[0][:1].isalnum():
            words.append((piece[0].decode("ascii"), piece.start(), piece.end()))
        elif not (piece[0] == b"." and position and pieces[position - 1][0].decode("ascii") in _DOTTED):
            break
        if len(words) == _MOST_WORDS:
            break
    return words


def _later(data: bytes, limit: int) -> list[_Word]:
    """Return the words of the sentence after an offset, the nearest first."""
    words: list[_Word] = []
    for piece in _PIECES.finditer(data, limit, limit + _REACH):
        if not piece[0][:1].isalnum() or len(words) == _MOST_WORDS:
            break
        words.append((piece[0].decode("ascii"), piece.start(), piece.end()))
    return words


def _gap(folded: Folded, start: int, end: int) -> str:
    """Return the original signs between two offsets of the folded form."""
    first = folded.span(start - 1, start)[1] if start else 0
    return folded.text[first : folded.span(end, end + 1)[0]]


def _is_named(folded: Folded, words: list[_Word], earlier: list[_Word], later: list[_Word]) -> bool:
    """Whether the last of the words is a given name by its capital and a neighbour's: Ana Reina, Linda Pérez."""
    word, start, _ = words[-1]
    if word not in _GIVEN_NAMES or not _is_capital(folded, words[-1]):
        return False
    return len(words) > 1 or any(_is_capital(folded, near[0]) for near in (earlier, later) if near)


def _is_capital(folded: Folded, word: _Word) -> bool:
    start, end = folded.span(word[1], word[2])
    return folded.text[start:end].istitle()
