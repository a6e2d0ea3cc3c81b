"""`manual-atencion coverage`: what the slides say, and what the manual makes of each statement."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from ..manual import Manual
from ..messages import mark, message
from .commands import Choice, SpokenCommand, manual_option, wrong_use
from .language import Language
from .paper import wrapped
from .streams import width_of_output

if TYPE_CHECKING:
    from ..authoring.coverage import Coverage, CoveredStatement

UNCOVERED = 1
_FORMATS = ("text", "json", "html")
_STATES = {
    "literal": mark("literal"),
    "interpreted": mark("interpretado"),
    "vocabulary": mark("en el vocabulario"),
    "not_encodable": mark("no codificable"),
    "uncovered": mark("SIN CODIFICAR"),
}


def coverage_command(language: Language) -> SpokenCommand:
    """Return the command, in a language."""

    def cover(target: str | None, output_format: str, page: str | None, folder: str | None) -> int:
        from ..authoring.coverage import coverage

        if target and folder:
            wrong_use(message("dé la carpeta una sola vez: como argumento o con «--manual»"))
        definition = Manual.load(target or folder).definition
        found = coverage(definition)
        if page is not None:
            found = _of_page(found, page)
        if output_format == "html":
            from ..authoring.coverage_page import coverage_page

            click.echo(coverage_page(definition, found), nl=False)
        elif output_format == "json":
            click.echo(json.dumps(found.to_dict(), ensure_ascii=False, indent=2))
        else:
            for line in _lines(found, language):
                click.echo(line)
        return 0 if found.complete else UNCOVERED

    return SpokenCommand(
        "coverage",
        language=language,
        callback=cover,
        options=[
            click.Argument(["target"], required=False, metavar=language(mark("[CARPETA]"))),
            click.Option(
                ["--format", "output_format"], type=Choice(_FORMATS), default="text", metavar="|".join(_FORMATS),
                help=language(mark("Texto, JSON, o una página HTML con cada diapositiva al lado de sus reglas.")),
            ),
            click.Option(["--page"], metavar="N",
                         help=language(mark("Solo los enunciados de una diapositiva."))),
            manual_option(language),
        ],
        about=language(mark(
            "Dice qué hace el manual con cada enunciado de las diapositivas: qué reglas y frases lo recogen, si a la "
            "letra o por interpretación, y por qué algunos no se pueden codificar. Termina con 1 si falta alguno."
        )),
        examples=["manual-atencion coverage", "manual-atencion coverage --page 29",
                  "manual-atencion coverage --format html > cobertura.html"],
    )  # fmt: skip


def _of_page(found: Coverage, page: str) -> Coverage:
    """Return the coverage of one slide."""
    kept = tuple(item for item in found.statements if str(item.statement.page) == page)
    if not kept:
        wrong_use(
            message("«--page» espera una diapositiva con enunciados, como {page}", page=next(iter(found.pages()), 1))
        )
    return found._replace(statements=kept, without_statement=())


def _lines(found: Coverage, language: Language) -> Iterator[str]:
    width = width_of_output()
    for page, statements in found.pages().items():
        yield language(message("Diapositiva {page}", page=page))
        for item in statements:
            yield from ("  " + line for line in wrapped(_told(item, language), max(width - 2, 20)))
    counts = [f"{language(_STATES[state])}: {count}" for state, count in found.counts().items()]
    total = message("{count} enunciados ({counts})", count=len(found.statements), counts="; ".join(counts))
    yield language(total)
    if found.without_statement:
        names = ", ".join(item.id for item in found.without_statement)
        yield from wrapped(language(message("Sin enunciado propio: {names}", names=names)), width)


def _told(item: CoveredStatement, language: Language) -> str:
    named = ", ".join(citation.id for citation in item.citations) or item.statement.not_encodable
    number, state = item.statement.number, language(_STATES[item.state])
    return f"{number}. «{item.statement.quote}» [{state}] {named}"
