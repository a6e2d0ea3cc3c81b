"""Findings as a person reads them on a terminal: the line, what is underlined in it, and what to write instead."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from unicodedata import combining, east_asian_width

import click

from ...messages import mark, message
from ..language import Language
from .results import FileResult, PartResult, Place, Report, counted

_COLOURS = {"error": "red", "warning": "yellow", "advice": "cyan"}
_SUGGESTIONS = 2  # how many are shown
_QUESTIONS = 3
_INDENT = "  "


class TextFormat:
    """Writes results as text.

    Args:
        language: language of the labels; the manual's texts are Spanish.
        width: columns of a line.
        plain: whether letters must not be set off.
    """

    def __init__(self, language: Language, width: int, *, plain: bool) -> None:
        self._say = language
        self._width = width
        self._plain = plain

    def lines(self, results: Sequence[FileResult]) -> Iterable[str]:
        """Yield the lines for all results, and how many findings there are."""
        for result in results:
            for part in result.parts:
                for report in part.reports:
                    if report.counts:
                        yield from self._report(result.name, part, report)
                        yield ""
        yield from self._questions(results)
        yield self._summary(results)

    def _report(self, name: str, part: PartResult, report: Report) -> Iterable[str]:
        finding, place = report.finding, report.place
        page = f" ({self._say(message('p. {page}', page=finding.page))})" if finding.page else ""
        severity = self._styled(self._severity(finding.severity), fg=_COLOURS[finding.severity], bold=True)
        where = f"{_printable(name)}{self._within(part)}:{place.line}:{place.column}"
        said = finding.render(self._say.name).rstrip(".")
        yield f"{where}  {severity}  {finding.rule}  {said}{page}"
        shown, before, marked = excerpt(part.part.source, place, self._width - len(_INDENT))
        underline = _INDENT + " " * before + "^" * marked
        offers = self._offers(report)
        yield _INDENT + shown
        beside = f"{underline}  {offers[0]}" if offers else underline
        if len(beside) <= self._width:
            yield self._underlined(underline) + beside[len(underline) :]
            offers = offers[1:]
        else:
            yield self._underlined(underline)
        if offers:
            yield from self._wrapped(offers)

    def _wrapped(self, offers: Sequence[str]) -> Iterable[str]:
        from textwrap import wrap

        for offer in offers:
            yield from wrap(offer, max(self._width, 40), initial_indent=_INDENT, subsequent_indent=_INDENT * 2)

    def _within(self, part: PartResult) -> str:
        said = []
        if part.part.number is not None:
            said.append(self._say(message("mensaje {number}", number=part.part.number)))
        if part.part.is_body:
            said.append(self._say(mark("cuerpo")))
        return f" ({', '.join(said)})" if said else ""

    def _offers(self, report: Report) -> list[str]:
        suggestions = report.finding.suggestions
        template = (
            mark("Se propone: «{text}»") if report.place.start == report.place.end else mark("En su lugar: «{text}»")
        )
        offers = [
            self._say(message(template, text=" ".join(suggestion.text.split())))
            for suggestion in suggestions[:_SUGGESTIONS]
        ]
        if len(suggestions) > _SUGGESTIONS:
            offers.append(self._say(message("… y {count} más (--format json)", count=len(suggestions) - _SUGGESTIONS)))
        return offers

    def _questions(self, results: Sequence[FileResult]) -> Iterable[str]:
        """Yield what was not judged because a fact is missing, the fact that decides most first."""
        open_: dict[str, tuple[str, set[str]]] = {}
        for result in results:
            for part in result.parts:
                for item in part.missing:
                    open_.setdefault(item.fact, (item.question, set()))[1].update(item.would_settle)
        ordered = sorted(open_.items(), key=lambda pair: (-len(pair[1][1]), pair[0]))
        if ordered:
            yield self._say(mark("Hay reglas que no se comprobaron porque falta saber:"))
        for fact, (question, rules) in ordered[:_QUESTIONS]:
            told = self._say(message("--fact {fact}=…; reglas: {count}", fact=fact, count=len(rules)))
            yield f"{_INDENT}{question} ({told})"
        if len(ordered) > _QUESTIONS:
            yield _INDENT + self._say(message("… y {count} más (--format json)", count=len(ordered) - _QUESTIONS))
        if ordered:
            yield ""

    def _summary(self, results: Sequence[FileResult]) -> str:
        counts = counted(results)
        said = [
            self._say(message("errores: {count}", count=counts["error"])),
            self._say(message("avisos: {count}", count=counts["warning"])),
            self._say(message("consejos: {count}", count=counts["advice"])),
        ]
        if counts["baselined"]:
            said.append(self._say(message("de la línea base: {count}", count=counts["baselined"])))
        if counts["permitted"]:
            said.append(self._say(message("permitidos: {count}", count=counts["permitted"])))
        said.append(self._say(message("archivos: {count}", count=sum(not result.faults for result in results))))
        return " · ".join(said)

    def _severity(self, severity: str) -> str:
        return self._say({"error": mark("error"), "warning": mark("aviso"), "advice": mark("consejo")}[severity])

    def _underlined(self, text: str) -> str:
        marker = text.lstrip(" ")
        return text[: len(text) - len(marker)] + self._styled(marker, fg="green", bold=True)

    def _styled(self, text: str, *, fg: str, bold: bool) -> str:
        return text if self._plain else click.style(text, fg=fg, bold=bold)


def excerpt(source: str, place: Place, width: int) -> tuple[str, int, int]:
    """Return the line of a place as a terminal may show it, cut to a width, and its mark's first column and length.

    Args:
        source: the text of the place.
        place: the place.
        width: columns of the line.
    """
    start = place.start - (place.column - 1)
    end = source.find("\n", start)
    end = len(source) if end < 0 else end - source.endswith("\r", place.start, end)
    last = max(min(place.end, end), place.start)
    window = max(width - 2, 20)  # two for the dots
    first = max(start, place.start - max(window - (last - place.start), window // 4))
    shown_before = _fit(source[first : place.start], window * 3 // 4, from_end=True)
    marked = _fit(source[place.start : last], max(window - _columns(shown_before), 1))
    left = window - _columns(shown_before) - _columns(marked)
    after = _fit(source[last : min(end, last + window)], left) if len(marked) == last - place.start else ""
    first = place.start - len(shown_before)
    head = "…" if first > start else ""
    tail = "…" if place.start + len(marked) + len(after) < end and source[last:end].strip() else ""
    shown = f"{head}{_printable(shown_before + marked + after)}{tail}".rstrip()
    return shown, len(head) + _columns(shown_before), max(_columns(marked), 1)


def _fit(text: str, width: int, *, from_end: bool = False) -> str:
    """Return as much of a text's beginning, or end, as fits in some columns."""
    used = 0
    for count, letter in enumerate(reversed(text) if from_end else text):
        used += _column(letter)
        if used > width:
            return text[len(text) - count :] if from_end else text[:count]
    return text


def _columns(text: str) -> int:
    return sum(map(_column, text))


def _column(letter: str) -> int:
    """Return how many columns a letter takes on a terminal; what cannot be printed is shown as a blank."""
    if combining(letter):
        return 0
    return 2 if letter > "\u10ff" and east_asian_width(letter) in "WF" else 1


def _printable(text: str) -> str:
    """Return a text without what would move a terminal's cursor or change its colours."""
    return "".join(letter if letter.isprintable() else " " for letter in text)
