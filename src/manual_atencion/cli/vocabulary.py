"""`manual-atencion facts`: the closed vocabulary, as whoever writes a case or a host system needs it."""

from __future__ import annotations

import json
import sys
from typing import Any

import click

from ..errors import CaseError, Fault
from ..facts import Fact
from ..messages import in_a_row, mark, message, nearest
from .commands import SpokenCommand, format_option, manual_option
from .language import Language
from .paper import Entry, laid_out
from .streams import is_plain, width_of_output


def facts_command(language: Language) -> SpokenCommand:
    """Return the command, in a language."""

    def facts(names: tuple[str, ...], output_format: str | None, folder: str | None) -> None:
        from ..manual import Manual

        known = Manual.load(folder).facts
        unknown = [Fault(message("no existe el hecho «{name}»", name=name), suggestion=nearest(name, known))
                   for name in names if name not in known]  # fmt: skip
        if unknown:
            raise CaseError(unknown)
        chosen = [known[name] for name in dict.fromkeys(names or known)]
        if output_format == "json":
            click.echo(json.dumps([_as_data(fact) for fact in chosen], ensure_ascii=False, indent=2))
            return
        click.echo("\n\n".join("\n".join(_lines(fact, language)) for fact in chosen))

    return SpokenCommand(
        "facts",
        language=language,
        callback=facts,
        options=[
            click.Argument(["names"], nargs=-1, metavar=language(mark("[HECHO]..."))),
            format_option(language, mark("Texto para personas (por defecto) o JSON para programas.")),
            manual_option(language),
        ],
        about=language(mark(
            "Muestra los hechos que un caso puede dar. De cada uno: sus valores y lo que significan, la pregunta que "
            "se hace cuando falta, y las diapositivas. Sin HECHO, todos."
        )),
        examples=["manual-atencion facts canal llamada", "manual-atencion facts --format json"],
    )  # fmt: skip


def _as_data(fact: Fact) -> dict[str, Any]:
    """Return a fact as JSON-ready data, with the same keys for every kind."""
    is_number = fact.kind == "numero"
    return {
        "name": fact.name,
        "type": fact.kind,
        "text": fact.text,
        "negated": fact.negated or None,
        "question": fact.question,
        "values": dict(fact.options) if fact.options else list(fact.values) or None,
        "unit": fact.unit if is_number else None,
        "minimum": fact.minimum if is_number else None,
        "maximum": fact.maximum if is_number else None,
        "closed_value": fact.closed_value,
        "deducible": fact.deducible,
        "records": fact.records,
        "elapsed": {"from": fact.elapsed[0], "to": fact.elapsed[1]} if fact.elapsed else None,
        "from_now": fact.from_now,
        "pages": list(fact.pages),
        "statements": list(fact.statements),
    }


def _lines(fact: Fact, language: Language) -> list[str]:
    pages = [in_a_row(map(str, fact.pages), language.name)] if fact.pages else []
    entries = [
        Entry(fact.name, [fact.text]),
        Entry("  " + language(mark("valores")), _values(fact, language)),
        Entry("  " + language(mark("si falta")), [_absence(fact, language)]),
        Entry("  " + language(mark("pregunta")), [fact.question]),
        Entry("  " + language(mark("diapositivas")), pages),
    ]
    return laid_out(entries, width_of_output(), plain=is_plain(sys.stdout))


def _values(fact: Fact, language: Language) -> list[str]:
    if fact.kind == "si_no":
        return [f"si: {fact.text}", f"no: {fact.negated}" if fact.negated else "no"]
    if fact.options:
        return [f"{value}: {meaning}" for value, meaning in fact.options.items()]
    expected = language(fact.expected())
    return [f"{expected} ({fact.unit})" if fact.kind == "numero" else expected]


def _absence(fact: Fact, language: Language) -> str:
    if fact.closed_value is not None:
        return language(message("cuenta como «{value}»: lo que nadie anotó no está hecho", value=fact.closed_value))
    if fact.elapsed:
        start, end = fact.elapsed
        return language(message("se calcula desde «{start}» hasta «{end}» o hasta ahora", start=start, end=end))
    if fact.from_now:
        return language(mark("se toma del instante de la pregunta"))
    if fact.deducible:
        return language(mark("se deduce de otros hechos donde se puede"))
    return language(mark("queda desconocido"))
