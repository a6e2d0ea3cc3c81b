"""`manual-atencion phrase`: approved wording with its slots filled, ready to be said or pasted."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from ..facts import Case
from ..messages import mark, message
from .case_files import case_of, clock, over, read_facts
from .case_options import case_option, fact_option, facts_of, instant_of, now_option, slot_option, slots_of
from .commands import SpokenCommand, format_option, manual_option, wrong_use
from .language import Language

if TYPE_CHECKING:
    from ..manual import Manual
    from ..replies.offers import Offer


class _Options(NamedTuple):
    name: str | None
    is_list: bool
    case: str | None
    facts: tuple[str, ...]
    slots: tuple[str, ...]
    now: str | None
    output_format: str | None
    folder: str | None

    @property
    def as_json(self) -> bool:
        return self.output_format == "json"


def phrase_command(language: Language) -> SpokenCommand:
    """Return the command, in a language."""

    def phrase(**given: Any) -> None:
        options = _Options(**given)
        if options.is_list == (options.name is not None):
            wrong_use(message("se esperaba el ID de una frase, o «--list» para verlas todas"))
        from ..manual import Manual

        manual = Manual.load(options.folder)
        if options.name is None:
            _print_list(manual, as_json=options.as_json)
        else:
            _print_offer(_offer(manual, options.name, options), manual, language, as_json=options.as_json)

    return SpokenCommand(
        "phrase",
        language=language,
        callback=phrase,
        options=_options(language),
        about=language(mark(
            "Escribe una frase aprobada para un caso, con sus espacios llenos. Un espacio cuyo valor no se da queda "
            "entre llaves, y se dice cuáles faltan. Con --list, todas las frases."
        )),
        examples=[
            "manual-atencion phrase --list",
            "manual-atencion phrase saludos.recepcion --slot institucion='la Defensoría del Pueblo'",
        ],
    )  # fmt: skip


def _options(language: Language) -> list[click.Parameter]:
    return [
        click.Argument(["name"], required=False, metavar="[ID]"),
        click.Option(["--list", "is_list"], is_flag=True, help=language(mark("Muestra las frases aprobadas."))),
        case_option(language),
        fact_option(language),
        slot_option(language),
        now_option(language, mark("Instante en que se dice, del que depende el saludo; sin él, este momento.")),
        format_option(language, mark("Texto para personas (por defecto) o JSON para programas.")),
        manual_option(language),
    ]  # fmt: skip


def _offer(manual: Manual, name: str, options: _Options) -> Offer:
    case = case_of(read_facts(options.case), manual.facts) if options.case is not None else Case({})
    case = over(case, facts_of(options.facts), manual.facts)
    return manual.phrase(name, case, now=instant_of(options.now) or clock(), **slots_of(options.slots))


def _print_offer(offer: Offer, manual: Manual, language: Language, *, as_json: bool) -> None:
    if as_json:
        data = {"id": offer.id, "text": offer.text, "open_slots": list(offer.open_slots)}
        click.echo(json.dumps(data, ensure_ascii=False, indent=2))
        return
    click.echo(offer.text)
    for name in offer.open_slots:
        slot = manual.definition.slots.get(name)
        said = message("falta {what}: --slot {name}=…", what=slot.text, name=name) if slot else None
        click.echo(language(said or message("no se sabe qué va en «{name}»", name=name)), err=True)


def _print_list(manual: Manual, *, as_json: bool) -> None:
    phrases = [phrase for phrase in manual.definition.phrases.values() if phrase.kind == "aprobada"]
    if as_json:
        data = [{"id": phrase.id, "text": phrase.text, "page": phrase.source.page} for phrase in phrases]
        click.echo(json.dumps(data, ensure_ascii=False, indent=2))
        return
    for phrase in phrases:
        click.echo(f"{phrase.id}\n    {phrase.text}")
