"""`manual-atencion decide`: which step comes next for a case, or for a stream of cases."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from ..messages import mark, message
from .case_files import STDIN, case_of, clock, read_facts
from .case_options import as_of_option, day_of, instant_of, now_option
from .commands import Choice, SpokenCommand, format_option, manual_option, wrong_use
from .engines import Asked
from .language import Language
from .streams import is_plain, width_of_output

if TYPE_CHECKING:
    from ..decisions.decision import Decision

DISAGREEMENT = 1
ENGINES = ("evaluator", "durable", "both")


class Options(NamedTuple):
    """What the command line says."""

    case: str | None
    jsonl: str | None
    now: str | None
    as_of: str | None
    output_format: str | None
    engine: str
    folder: str | None
    explain: bool
    record: bool

    def style(self) -> str:
        """Return how one decision is written; options that exclude each other end the run."""
        if self.explain and (self.record or self.output_format == "json"):
            wrong_use(message("«--explain» escribe texto y no admite «--format json» ni «--record»"))
        if self.record and self.output_format == "text":
            wrong_use(message("«--record» escribe JSON y no admite «--format text»"))
        if self.explain:
            return "explain"
        return "json" if self.record else self.output_format or "text"


def decide_command(language: Language) -> SpokenCommand:
    """Return the command, in a language."""

    def decide(**given: Any) -> int:
        options = Options(**given)
        asked = Asked(instant_of(options.now) or clock(), day_of(options.as_of), records=options.record)
        if options.jsonl is not None:
            if options.case is not None or options.explain or options.output_format == "text":
                wrong_use(message("«--jsonl» no admite un CASO, ni «--explain», ni «--format text»"))
            return _decide_stream(options.jsonl, asked, options, language)
        if options.case is None:
            wrong_use(message("falta el CASO: un archivo, o «-» para leerlo de la entrada estándar"))
        return _decide_one(options.case, asked, options, language)

    return SpokenCommand(
        "decide",
        language=language,
        callback=decide,
        options=_options(language),
        about=language(mark(
            "Dice qué paso sigue en un caso. También quién lo da, hasta cuándo, qué no se debe hacer, qué falta "
            "saber y por qué, con la diapositiva y sus palabras. CASO es un archivo YAML o JSON con los hechos, o «-»."
        )),
        examples=[
            "manual-atencion decide examples/llamada_perdida.yaml",
            "manual-atencion decide caso.yaml --now 2026-02-13T15:00:00-05:00 --format json",
            "echo '{canal: telefono, llamada: perdida}' | manual-atencion decide - --explain",
            "manual-atencion decide --jsonl casos.jsonl > decisiones.jsonl",
        ],
    )  # fmt: skip


def _options(language: Language) -> list[click.Parameter]:
    many = mark('Decide muchos casos: por cada línea {{"id", "case", "now"}}, una línea con su decisión, en orden.')
    at = mark("Instante de la pregunta, con su zona horaria; sin él, este momento.")
    engine = mark("Motor que evalúa las condiciones; «both» usa los dos y comprueba que coinciden.")
    explain = mark("Explica la decisión en prosa, para leerla en voz alta.")
    record = mark("Agrega al JSON el caso y el instante, para repetir la decisión más adelante con «replay».")
    return [
        click.Argument(["case"], required=False, metavar=language(mark("[CASO]"))),
        click.Option(["--jsonl"], metavar=language(mark("ARCHIVO|-")), help=language(message(many))),
        now_option(language, at),
        as_of_option(language),
        format_option(language, mark("Texto para personas (por defecto) o JSON para programas.")),
        click.Option(
            ["--engine"], type=Choice(ENGINES), default=ENGINES[0], metavar="|".join(ENGINES), help=language(engine)
        ),
        click.Option(["--explain"], is_flag=True, help=language(explain)),
        click.Option(["--record"], is_flag=True, help=language(record)),
        manual_option(language),
    ]


def _decide_stream(name: str, asked: Asked, options: Options, language: Language) -> int:
    from .engines import Deciders
    from .json_lines import open_lines
    from .streaming import CaseStream

    deciders = Deciders(options.folder, options.engine)
    with open_lines(name, sys.stdin.buffer) as lines:
        return CaseStream(deciders, asked, name, language).run(lines, flush=name == STDIN)


def _decide_one(case: str, asked: Asked, options: Options, language: Language) -> int:
    from .engines import Deciders

    style = options.style()
    facts = read_facts(case)
    deciders = Deciders(options.folder, options.engine)
    read = case_of(facts, deciders.manual.facts)
    decision, difference = deciders.decide(read, asked.now, asked.as_of)
    if style == "json":
        # A record is one line, so that records can be gathered in one file.
        click.echo(json.dumps(asked.answer(decision, read), ensure_ascii=False, indent=None if asked.records else 2))
    else:
        _print(decision, style, language)
    if difference is not None:
        problem = message("los motores no coinciden; la primera diferencia está en «{place}»", place=difference)
        click.echo(f"error: {language(problem)}", err=True)
        return DISAGREEMENT
    if options.engine == "both":
        agreed = language(mark("Los dos motores coinciden: evaluator y durable."))
        click.echo(agreed, err=style == "json")
    return 0


def _print(decision: Decision, style: str, language: Language) -> None:
    if style == "explain":
        from .paper import wrapped

        click.echo("\n".join(wrapped(decision.explain(), width_of_output())))
        return
    from .report import report

    for line in report(decision, language, width_of_output(), plain=is_plain(sys.stdout)):
        click.echo(line)
