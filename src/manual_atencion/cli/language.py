"""In which language the command line speaks; the only place that reads the environment for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ..messages import DEFAULT_LOCALE, Message, translate

LANGUAGES = ("es", "en")
_SETTINGS = ("LC_ALL", "LC_MESSAGES", "LANG")


class Language(NamedTuple):
    """The language of one run.

    Args:
        name: `es` or `en`.
    """

    name: str = DEFAULT_LOCALE

    def __call__(self, sentence: str | Message) -> str:
        """Return a marked sentence or a message in this language."""
        return translate(sentence, self.name) if isinstance(sentence, str) else sentence.render(self.name)


def language_of(arguments: Sequence[str], environment: Mapping[str, str]) -> Language:
    """Return the language that the arguments ask for, else the environment's, else Spanish.

    Read before the arguments are parsed, so that mistakes in them are told in the right language.

    Args:
        arguments: the command line without the program's name.
        environment: the environment variables.
    """
    asked = _asked(arguments)
    if asked in LANGUAGES:
        return Language(asked)
    setting = next((environment[name] for name in _SETTINGS if environment.get(name)), "")
    return Language("en" if setting.lower().startswith("en") else DEFAULT_LOCALE)


def _asked(arguments: Sequence[str]) -> str:
    asked = ""
    for index, argument in enumerate(arguments):
        if argument == "--":
            break
        if argument.startswith("--lang="):
            asked = argument.removeprefix("--lang=")
        elif argument == "--lang" and index + 1 < len(arguments):
            asked = arguments[index + 1]
    return asked
