"""Whether an expression is said to the reader or mentions something: "espere, mi amor" against "mi amor propio"."""

from __future__ import annotations

from collections.abc import Callable

from .address_evidence import is_old_spanish, is_unaddressed
from .address_place import Place, place_of
from .address_words import (
    ABBREVIATED,
    ASKED_OF_THE_READER,
    AT_STAKE,
    BELONGING,
    COMPLEMENTS,
    COPULAS,
    COURTESIES,
    DEGREES,
    DESCRIBED,
    DESCRIBING,
    DETERMINERS,
    ENCLITIC,
    FEELINGS,
    FIRST_PERSON,
    GIVING,
    HARMS,
    HAVING,
    JOINING,
    LABELS,
    NAMING,
    OF_WHAT_IT_IS,
    PASSED_OVER,
    PLACES,
    POINTING,
    POSSESSIVES,
    PREPOSITIONS,
    QUANTIFIERS,
    SET_PHRASES,
    SUBJECT_OF,
    TITLES,
    TURNING,
)
from .folding import Folded


def _follows_a_title(place: Place) -> bool:
    """Doña Linda, Sr. Rey, señora Ana Reina, avenida Mi Amor."""
    near = place.before[:2] if place.named else place.before[:1]
    if not place.left and not set(near) & ABBREVIATED:
        return False
    return bool(set(near) & (PLACES if place.is_mine else TITLES | PLACES))


def _is_a_name(place: Place) -> bool:
    return place.named and not place.is_mine and place.left not in COURTESIES


def _has_a_determiner(place: Place) -> bool:
    """La madre, su jefe, toda mi vida, por mi vida; but not the verb of "¿cómo está, linda?"."""
    if place.left in ("esta", "este"):
        asked = len(place.before) > 1 and place.before[1] in POINTING
        return not asked and not place.is_mine
    return place.left in (QUANTIFIERS if place.is_mine else DETERMINERS) or place.left in PREPOSITIONS


def _has_a_complement(place: Place) -> bool:
    """Mi amor propio, el jefe de personal, mi amor por la justicia; but not "gracias, mi amor, por llamar"."""
    if place.right == "de":
        return not (len(place.after) > 1 and place.after[1] in SET_PHRASES)
    if place.right in ("por", "hacia"):
        return place.left not in COURTESIES
    described = not place.is_mine and not place.before and place.right.endswith(("ado", "ada", "ido", "ida"))
    return place.right in COMPLEMENTS or described


def _is_joined(place: Place) -> bool:
    """Mi vida y la de mis hijos; padre y madre; mi familia, mi vida, y mi trabajo."""
    if place.left in JOINING and len(place.before) > 1:
        return True
    next_but_one = place.after[1] if len(place.after) > 1 else ""
    if place.right in JOINING:
        is_verb = next_but_one in ("la", "las", "los") and place.after[2:3] and place.after[2].endswith(FIRST_PERSON)
        return not is_verb and (next_but_one in BELONGING or not (place.is_mine or next_but_one in TURNING))
    is_listed = bool(place.after) and place.after[0] in JOINING and not place.right
    return is_listed and place.is_mine and next_but_one in POSSESSIVES


def _is_predicate(place: Place) -> bool:
    """Es madre, muy joven, como madre; but not "así es, mi amor"."""
    before = place.before[1] if len(place.before) > 1 else ""
    if place.left in COPULAS:
        return before not in POINTING
    return place.left in DEGREES and not (place.is_mine and place.left in ("bien", "mas"))


def _is_subject(place: Place) -> bool:
    """Mi vida corre peligro, mi vida está en juego."""
    if not place.is_mine or not place.right:
        return False
    following = [word for word in place.after if word not in PASSED_OVER] or [""]
    verb, then = following[0], following[1] if len(following) > 1 else ""
    if verb in ("es", "esta"):
        return then in OF_WHAT_IT_IS or then.endswith(("ado", "ada", "ido", "ida")) or bool(AT_STAKE & {*following[:4]})
    happens = verb.endswith(("ria", "aba", "aron")) and verb not in ASKED_OF_THE_READER
    return happens or verb in SUBJECT_OF or bool(AT_STAKE & {*following[:5]})


def _is_object(place: Place) -> bool:
    """Arruinó mi vida, le tengo cariño; but not "cuídese, mi vida" nor "¿qué quiere, cariño?"."""
    before = place.before[1] if len(place.before) > 1 else ""
    if place.is_mine and place.left.startswith(HARMS):
        if place.left.endswith(("ado", "ada", "ido", "ida")):
            return before in HAVING
        return not place.left.endswith(ENCLITIC) and before not in ("le", "la", "lo", "se", "que")
    feels = place.words[0] in FEELINGS and len(place.words) == 1
    return feels and place.left.startswith(GIVING) and before not in ("que", "cual", "como", "la", "lo")


def _describes_someone(place: Place) -> bool:
    """Una persona joven, los hombres jóvenes."""
    singular = {place.left, place.left.removesuffix("s"), place.left.removesuffix("es")}
    described = place.words[0].removesuffix("es") in DESCRIBING
    return len(place.words) == 1 and described and not DESCRIBED.isdisjoint(singular)


def _is_worded(place: Place) -> bool:
    """La palabra cariño, le dijo mi amor a la usuaria."""
    return place.left in NAMING


def _is_a_label(place: Place) -> bool:
    return bool(place.before) and ":" in place.gap_before and place.before[0] in LABELS


def _is_at_stake(place: Place) -> bool:
    """Está en juego mi vida."""
    return place.is_mine and place.left in AT_STAKE


def _is_my_relation(place: Place) -> bool:
    """Lo firmó mi jefe, mi madre vive en Colón: other people, unless the words are set off."""
    return place.is_relation and place.left not in COURTESIES and bool(place.left or place.right)


# Whatever none of these recognises is said to the reader: set off by signs, or without them as in a chat.
_MENTIONS: tuple[Callable[[Place], bool], ...] = (
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
    is_unaddressed,
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
    if is_old_spanish(folded.text, start, end):
        return False
    place = place_of(folded, start, end)
    return bool(place.words) and not any(mentions(place) for mentions in _MENTIONS)
