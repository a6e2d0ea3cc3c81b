"""Pronouns written at the end of a Spanish infinitive, gerund or imperative: dígamelo, vámonos, ponete."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .conjugation import Form

TAKE_CLITICS = frozenset({"inf", "ger", "imp"})
_IT = ("lo", "la", "los", "las")
_THIRD = (*_IT, "le", "les")
_ME = ("me", *("me" + last for last in _THIRD))
_US = ("nos", *("nos" + last for last in _THIRD))
_TO_HIM = tuple("se" + last for last in _IT)
_AFTER_SELF = ("", "me", "nos", *_THIRD)
_YOU = tuple("te" + last for last in _AFTER_SELF)
_SELF = tuple("se" + last for last in _AFTER_SELF)
_YOU_ALL = tuple("os" + last for last in _AFTER_SELF)
_SELF_AND_YOU = ("sete", "seos")

# What follows a form as it stands, and what follows it without its last letter (vámo-nos, pone-os).
_ENDS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "any": ((*_THIRD, *_ME, *_US, *_YOU, *_YOU_ALL, *_SELF, *_SELF_AND_YOU), ()),
    "2s": ((*_THIRD, *_ME, *_US, *_YOU, *_TO_HIM), ()),
    "3s": ((*_THIRD, *_ME, *_US, *_SELF), ()),
    "1p": (_THIRD, (*_US, *_TO_HIM)),
    "2p": ((*_THIRD, *_ME, *_US, *_TO_HIM), _YOU_ALL),
}
_REFLEXIVE_ENDS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "any": ((*_ME, *_US, *_YOU, *_YOU_ALL, *_SELF, *_SELF_AND_YOU), ()),
    "2s": (_YOU, ()),
    "3s": (_SELF, ()),
    "1p": ((), _US),
    "2p": ((), _YOU_ALL),
}
_LIKE = {"": "any", "2s": "2s", "3s": "3s", "3p": "3s", "1p": "1p", "2p": "2p"}


def with_clitics(form: Form, reflexive: bool = False) -> list[str]:
    """Return a form with each pronoun, or pair of pronouns, that may be written at its end.

    Args:
        form: a simple form whose mood takes pronouns.
        reflexive: only pronouns that name the subject again: ponte, póngase, póngaseme.
    """
    _, person, text = form
    whole, shortened = (_REFLEXIVE_ENDS if reflexive else _ENDS)[_LIKE[person]]
    found = [text + end for end in whole]
    if shortened:
        shorter = text[:-1]
        found += [shorter + end for end in shortened]
    if text == "id":
        found.append("idos")
    return found
