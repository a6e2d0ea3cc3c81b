"""What the library says to people: Spanish source texts, other languages by catalogue, long dates and durations."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple, Protocol
from unicodedata import combining, normalize
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from collections.abc import Iterable

DEFAULT_LOCALE = "es"
_DOMAIN = "manual_atencion"
_HOURS_SAID_AS_DAYS = 72  # the manual's own terms run to 24 hours and are said in hours
_BEGINS_WITH_I = re.compile(r"h?[ií](?![aeou])", re.IGNORECASE)


class _Translations(Protocol):
    def gettext(self, message: str) -> str: ...


class Message(NamedTuple):
    """A sentence to a person, kept apart from its language.

    Args:
        template: the Spanish sentence, with `{name}` where a value goes.
        values: what to put there; never the contents of a case or of a draft.
    """

    template: str
    values: Mapping[str, object] = MappingProxyType({})

    def render(self, locale: str = DEFAULT_LOCALE) -> str:
        """Return the sentence in a language.

        Args:
            locale: `es` or `en`, or a longer name that begins with one of them; any other gives Spanish.
        """
        said = {name: value.render(locale) if isinstance(value, Message) else value
                for name, value in self.values.items()}  # fmt: skip
        return translate(self.template, locale).format_map(said)


def message(template: str, **values: object) -> Message:
    """Build a message; the name by which its template is found for the catalogues."""
    return Message(template, MappingProxyType(values))


def mark(template: str) -> str:
    """Mark a sentence for the catalogues where it is written, to be translated later."""
    return template


def translate(template: str, locale: str) -> str:
    """Return a sentence of ours in a language, or as it is where the catalogue does not know it."""
    language = locale.replace("-", "_").split("_")[0].lower()
    if language == DEFAULT_LOCALE:
        return template
    return _catalogue(language).gettext(template)


@lru_cache(maxsize=8)
def _catalogue(language: str) -> _Translations:
    from babel.support import Translations

    return Translations.load(Path(__file__).parent / "locale", [language], _DOMAIN)


def long_instant(instant: datetime, zone: str, locale: str = DEFAULT_LOCALE) -> str:
    """Write an instant as a person reads it, in the institution's time zone."""
    from babel.dates import format_date

    local = instant.astimezone(ZoneInfo(zone))
    day = format_date(local, "full", locale=locale)
    pattern = translate(mark("{day}, {time}"), locale)
    return pattern.format(day=day, time=local.strftime("%H:%M:%S" if local.second else "%H:%M"))


def long_date(day: date, locale: str = DEFAULT_LOCALE) -> str:
    """Write a day without its weekday, the month in letters: 2 de noviembre de 2026."""
    from babel.dates import format_date

    return format_date(day, "long", locale=locale)


def duration_in_words(duration: timedelta, locale: str = DEFAULT_LOCALE) -> str:
    """Write a duration, zero or more, in its two largest units, cut and never rounded up: 1 hour and 30 minutes."""
    from babel.units import format_unit

    minutes, seconds = divmod(duration // timedelta(seconds=1), 60)
    hours, minutes = divmod(minutes, 60)
    days, hours = divmod(hours, 24) if hours >= _HOURS_SAID_AS_DAYS else (0, hours)
    amounts = [
        (days, "duration-day"),
        (hours, "duration-hour"),
        (minutes, "duration-minute"),
        (seconds, "duration-second"),
    ]
    first = next((index for index, (amount, _) in enumerate(amounts) if amount), len(amounts))
    largest = [pair for pair in amounts[first : first + 2] if pair[0]] or [(0, "duration-minute")]
    return in_a_row((format_unit(amount, unit, locale=locale) for amount, unit in largest), locale)


def in_a_row(items: Iterable[str], locale: str = DEFAULT_LOCALE) -> str:
    """Join phrases as one reads them aloud, with "y", or "e" where it would run into the same vowel."""
    *earlier, last = items
    if not earlier:
        return last
    joined = mark("{first} e {last}") if _BEGINS_WITH_I.match(last) else mark("{first} y {last}")
    return translate(joined, locale).format(first=", ".join(earlier), last=last)


def nearest(word: object, known: Iterable[str]) -> str | None:
    """Return the known name most like a word, or None where none is near; case and accents make no difference."""
    if not isinstance(word, str) or len(word) > 80:
        return None
    folded: dict[str, str] = {}
    for name in sorted(known):
        folded.setdefault(plain(name), name)
    matches = get_close_matches(plain(word), folded, n=1, cutoff=0.6)
    return folded[matches[0]] if matches else None


def plain(word: str) -> str:
    """Return a word as ids are written: lower case, without accents or ñ, with "_" for blanks and hyphens."""
    year = word.strip().lower().replace("año", "anio")  # without its tilde it is another word
    bare = "".join(sign for sign in normalize("NFD", year) if not combining(sign))
    return bare.replace(" ", "_").replace("-", "_")


def shown_word(word: object) -> str:
    """Return a word from a file as a message may quote it: one line, bounded, and as the file writes it."""
    if isinstance(word, (dict, list)):
        return "[…]" if isinstance(word, list) else "{…}"
    if word is None or isinstance(word, bool):
        return {None: "", True: "true", False: "false"}[word]
    text = " ".join("".join(sign if sign.isprintable() else " " for sign in str(word)).split())
    return text if len(text) <= 40 else text[:39] + "…"


def some_of(names: Iterable[str], limit: int = 12) -> str:
    """List names for a message, cut where the list is long."""
    ordered = list(names)
    shown = ", ".join(ordered[:limit])
    return f"{shown}, …" if len(ordered) > limit else shown
