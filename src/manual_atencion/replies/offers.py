"""The manual's approved wording, with the form that the case asks for and its slots filled."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from string import Formatter
from types import MappingProxyType

from ..conditions import Condition
from ..errors import CaseError, Fault
from ..fact_values import YES, Value
from ..facts import Vocabulary
from ..messages import message, nearest, shown_word
from ..phrase_definitions import Phrase, Slot
from .agreement import Addressee, capital, joined, opens_sentence, small
from .slots import SlotValues, read_slots

GREETING, ADDRESS = "saludo", "tratamiento"  # filled from the case, never by the host

_GREETING_FACT = "saludo_segun_hora"
_GENDER, _NAME, _SURNAME = "genero", "nombre_usuario", "apellido_usuario"
_HIDDEN = frozenset({"anonima", "reservada"})


@dataclass(frozen=True, slots=True)
class Offer:
    """Approved wording for one case; its text form shows only how long it is.

    Args:
        id: the phrase's id.
        text: the wording; a slot that is still open stands in it between braces.
        open_slots: the names of those slots, in their order.
    """

    id: str
    text: str
    open_slots: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return f"<Offer {self.id}: {len(self.text)} characters, {len(self.open_slots)} open slots>"


class Offers:
    """Fills the approved phrases of a manual; holds no case and no slot, so one serves every thread.

    Args:
        phrases: the entries of the phrase files, by id; those that are not approved are not offered.
        slots: the places that hosts fill, by name.
        vocabulary: the facts, of which one says the greeting of each hour.
    """

    def __init__(self, phrases: Mapping[str, Phrase], slots: Mapping[str, Slot], vocabulary: Vocabulary) -> None:
        self._phrases = phrases
        self._slots = slots
        fact = vocabulary.get(_GREETING_FACT)
        self._greetings = {name: text.strip("«»") for name, text in fact.options.items()} if fact else {}
        self._named = frozenset(name for name, slot in slots.items() if slot.kind == "nombre" and slot.personal)

    def read(self, given: Mapping[str, object]) -> SlotValues:
        """Read the slots that a host gives, once for many phrases.

        Args:
            given: slot names and values; one that is None counts as left out.

        Raises:
            CaseError: all wrong names and values together, without their contents.
        """
        return read_slots(self._slots, given)

    def fill(
        self,
        phrase_id: str,
        holds: Callable[[Condition], bool | None],
        facts: Mapping[str, Value],
        slots: Mapping[str, object] | SlotValues = MappingProxyType({}),
    ) -> Offer:
        """Return an approved phrase for a case.

        Args:
            phrase_id: the phrase's id.
            holds: whether a condition is true in the case; None where it is not known.
            facts: the known facts of the case, deduced ones included.
            slots: what to put in its slots. A slot that tells who the user is stays open for a user who is anonymous,
                or whose identity is kept.

        Raises:
            CaseError: there is no such approved phrase, or slots are wrong; never with their contents.
        """
        phrase = self._approved(phrase_id)
        given = slots if isinstance(slots, SlotValues) else self.read(slots)
        form = next((form for form in phrase.forms if holds(form.condition) is True), None)
        return self._filled(phrase.id, form.text if form else phrase.text, facts, given)

    def _approved(self, phrase_id: str) -> Phrase:
        phrase = self._phrases.get(phrase_id)
        if phrase is None:
            near = nearest(phrase_id, [name for name, other in self._phrases.items() if other.kind == "aprobada"])
            raise CaseError([Fault(message("no existe la frase «{name}»", name=shown_word(phrase_id)), None, near)])
        if phrase.kind != "aprobada":
            problem = message("«{name}» no es una frase aprobada", name=phrase.id)
            raise CaseError([Fault(problem, None, next(iter(phrase.suggests), None))])
        return phrase

    def _filled(self, phrase_id: str, template: str, facts: Mapping[str, Value], given: SlotValues) -> Offer:
        hidden = facts.get("identidad") in _HIDDEN
        values = {name: text for name, text in given.texts.items() if not (hidden and self._slots[name].personal)}
        addressee = self._addressee(facts, values, hidden)
        text = ""
        left_open: dict[str, None] = {}
        for words, name, after, following in _parts(template):
            text += words if text else words.lstrip()
            if name == GREETING:
                value = self._greeting(facts, text)
            elif name == ADDRESS and after.isspace() and following in self._named:
                title = addressee.title_after(text)
                text = joined(text, title, after) if title else text.removesuffix(" ")
                continue
            elif name == ADDRESS:
                value = addressee.said_after(text)
            else:
                value = values.get(name, "")
            if name and not value:
                left_open[name] = None
            elif addressee.name_place and addressee.name_place in value:
                left_open[_NAME] = None
            text = joined(text, value or (f"{{{name}}}" if name else ""), after)
        return Offer(phrase_id, text, tuple(left_open))

    def _greeting(self, facts: Mapping[str, Value], before: str) -> str:
        greeting = self._greetings.get(str(facts.get(_GREETING_FACT)), "")
        return capital(greeting) if opens_sentence(before) else small(greeting)

    def _addressee(self, facts: Mapping[str, Value], values: Mapping[str, str], hidden: bool) -> Addressee:
        known = facts.get("identidad") == "identificada" or facts.get("nombre_conocido") == YES
        asked_for = _NAME in self._named and not hidden
        return Addressee(
            gender=values.get(_GENDER, ""),
            name=values.get(_NAME, "") if asked_for else "",
            surname=values.get(_SURNAME, "") if not hidden else "",
            name_due=known and asked_for,
            name_place=f"{{{_NAME}}}" if asked_for else "",
        )


def _parts(template: str) -> Iterator[tuple[str, str, str, str]]:
    """Yield each stretch of words with the slot after it, and the words and the slot that follow; "" for none."""
    parts = [(words, name or "") for words, name, _, _ in Formatter().parse(template)]
    yield from ((*part, *following) for part, following in zip(parts, [*parts[1:], ("", "")], strict=True))
