"""How what fills a phrase agrees with the words around it: capitals, articles, and how the user is addressed."""

from __future__ import annotations

import re
from dataclasses import dataclass

_TITLES = {"femenino": ("señora", "la señora"), "masculino": ("señor", "el señor")}
_NEUTRAL = ("estimada persona usuaria", "la persona usuaria")
_ENDS_SENTENCE = re.compile(r"(?:^|[.!?…])[\s\"'«“”»()¿¡—-]*\Z")
_PREPOSITION = re.compile(r"(?:^|[\s¿¡(])(?:a|ante|con|de|en|hacia|para|por|según|sobre)\s\Z", re.IGNORECASE)
_CONTRACTS = re.compile(r"(?:^|[\s¿¡(])(?:a|de)\s\Z", re.IGNORECASE)
_ARTICLE = re.compile(r"(?:el|la|los|las)\s+")


@dataclass(frozen=True, slots=True, repr=False)
class Addressee:
    """What is known of the user for addressing them; nothing is guessed from a name.

    Args:
        gender: `femenino`, `masculino`, or anything else for the neutral form.
        name: the whole name; empty where it is not to be used.
        surname: the surname, which a title needs no more than; empty where it is not known or not to be used.
        name_due: whether a name belongs there, so that its place stays open where none is given.
        name_place: what stands for the name while it is open; empty where none is to be asked for.
    """

    gender: str = ""
    name: str = ""
    surname: str = ""
    name_due: bool = False
    name_place: str = ""

    def said_after(self, before: str) -> str:
        """Return how the user is addressed, or spoken of where a preposition stands before."""
        spoken_of = bool(_PREPOSITION.search(before))
        title = self.title_after(before)
        name = (self.surname or self.name) if title else (self.name or self.surname)
        if not name and (self.name_due or spoken_of):
            name = self.name_place
        said = f"{title} {name}".strip() or _NEUTRAL[spoken_of]
        return capital(said) if opens_sentence(before) else said

    def title_after(self, before: str) -> str:
        """Return the title alone, for a phrase that goes on with a name of its own; empty for the neutral form."""
        title = _TITLES.get(self.gender, ("", ""))[bool(_PREPOSITION.search(before))]
        return capital(title) if opens_sentence(before) else title


def joined(before: str, value: str, after: str) -> str:
    """Return a text with a value put after it, as Spanish writes the seam.

    Args:
        before: the text so far.
        value: what comes next, which may begin with its own article.
        after: what will follow it.
    """
    article = _ARTICLE.match(value)
    if article and opens_sentence(before):
        if after.startswith(","):  # announced, not spoken of: "Defensoría del Pueblo, buenas tardes"
            value = value[article.end() :]
        value = capital(value)
    elif value.startswith("el ") and _CONTRACTS.search(before):
        before, value = before.rstrip(), f"l {value[3:].lstrip()}"  # al, del
    if value.endswith(".") and after.startswith("."):
        value = value[:-1]
    return before + value


def opens_sentence(before: str) -> bool:
    """Return whether what comes after a text begins a sentence."""
    return bool(_ENDS_SENTENCE.search(before))


def capital(text: str) -> str:
    """Return a text with a capital first letter."""
    return text[:1].upper() + text[1:]


def small(text: str) -> str:
    """Return a text with a small first letter."""
    return text[:1].lower() + text[1:]
