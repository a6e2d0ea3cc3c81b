"""Options by which a case is told on the command line: its facts, the slots of phrases, and the instant."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime

import click

from ..messages import Message, mark, message
from .case_files import instant
from .commands import wrong_use
from .language import Language

_WHOLE_NUMBER = re.compile(r"-?[0-9]{1,18}\Z")
_NUMBER = re.compile(r"-?[0-9]{1,18}\.[0-9]{1,9}\Z")


def case_option(language: Language) -> click.Option:
    """Return the option that names a file with the facts of the case."""
    about = language(mark("Archivo con los hechos del caso."))
    return click.Option(["--case"], metavar=language(mark("ARCHIVO")), help=about)


def fact_option(language: Language) -> click.Option:
    """Return the option that gives a fact of the case."""
    about = language(mark("Un hecho del caso, como canal=correo; se puede repetir."))
    return click.Option(["--fact", "facts"], multiple=True, metavar=language(mark("HECHO=VALOR")), help=about)


def slot_option(language: Language) -> click.Option:
    """Return the option that gives the value of a slot of approved phrases."""
    about = language(mark("El valor de un espacio de las frases, como nombre_usuario=«Rosa Díaz»; se puede repetir."))
    return click.Option(["--slot", "slots"], multiple=True, metavar=language(mark("ESPACIO=VALOR")), help=about)


def now_option(language: Language, about: str) -> click.Option:
    """Return the option that gives the instant of the question."""
    return click.Option(["--now"], metavar="ISO", help=language(about))


def as_of_option(language: Language) -> click.Option:
    """Return the option that gives the day as of which the manual is taken."""
    about = language(mark("Día según el cual rige el manual («vigencia»); sin él, el del instante."))
    return click.Option(["--as-of"], metavar=language(mark("AAAA-MM-DD")), help=about)


def day_of(given: str | None) -> date | None:
    """Return the day that `--as-of` gives, or None where it is not given."""
    if given is None:
        return None
    try:
        day = date.fromisoformat(given)
    except ValueError:
        wrong_use(message("«--as-of» no es una fecha; se esperaba algo como 2026-02-13"))
    return day


def facts_of(given: Iterable[str]) -> dict[str, object]:
    """Return the facts that `--fact` gives, numbers as numbers, as a case file would have them."""
    return {
        name: int(value) if _WHOLE_NUMBER.match(value) else float(value) if _NUMBER.match(value) else value
        for name, value in _pairs("--fact", given).items()
    }


def slots_of(given: Iterable[str]) -> dict[str, object]:
    """Return the slots that `--slot` gives."""
    return dict(_pairs("--slot", given))


def instant_of(given: str | None) -> datetime | None:
    """Return the instant that `--now` gives, or None where it is not given."""
    if given is None:
        return None
    found = instant(given)
    if isinstance(found, Message):
        wrong_use(message("«--now» {problem}", problem=found))
    return found


def _pairs(option: str, given: Iterable[str]) -> dict[str, str]:
    found = {}
    for pair in given:
        name, sign, value = pair.partition("=")
        if not sign or not name.strip():
            wrong_use(message("«{option}» espera nombre=valor", option=option))
        found[name.strip()] = value.strip()
    return found
