"""`manual-atencion decide`: which step comes next for a case, or for a stream of cases."""

from __future__ import annotations

import sys
from datetime import datetime
from typing import TYPE_CHECKING

import click

from ..messages import mark, message
from .case_files import STDIN, case_of, clock, read_facts
from .case_options import instant_of, now_option
from .commands import Choice, SpokenCommand, format_option, manual_option, wrong_use
from .language import Language
from .streams import is_plain, width_of_output

if TYPE_CHECKING:
    from ..decisions.decision import Decision

DISAGREEMENT = 1
ENGINES = ("evaluator", "durable", "both")


def decide_command(language: Language) -> SpokenCommand:
    """Return the command, in a language."""

    def decide(
        case: str | None,
        jsonl: str | None,
        now: str | None,
        output_format: str | None,
        engine: str,
        folder: str | None,
        explain: bool,
    ) -> int:
        at = instant_of(now)
        if jsonl is not None:
            if case is not None or explain or output_format == "text":
                wrong_use(message("«--jsonl» no admite un CASO, ni «--explain», ni «--format text»"))
            return _decide_stream(jsonl, at, engine, folder, language)
        if case is None:
            wrong_use(message("falta el CASO: un archivo, o «-» para leerlo de la entrada estándar"))
        if explain and output_format == "json":
            wrong_use(message("«--explain» escribe texto y no admite «--format json»"))
        style = "explain" if explain else output_format or "text"
        return _decide_one(case, at or clock(), engine, folder, style, language)

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
    return [
        click.Argument(["case"], required=False, metavar=language(mark("[CASO]"))),
        click.Option(["--jsonl"], metavar=language(mark("ARCHIVO|-")), help=language(message(many))),
        now_option(language, at),
        format_option(language, mark("Texto para personas (por defecto) o JSON para programas.")),
        click.Option(
            ["--engine"], type=Choice(ENGINES), default=ENGINES[0], metavar="|".join(ENGINES), help=language(engine)
        ),
        click.Option(["--explain"], is_flag=True, help=language(explain)),
        manual_option(language),
    ]


def _decide_stream(name: str, now: datetime | None, engine: str, folder: str | None, language: Language) -> int:
    from .engines import Deciders
    from .json_lines import open_lines
    from .streaming import CaseStream

    deciders = Deciders(folder, engine)
    with open_lines(name, sys.stdin.buffer) as lines:
        return CaseStream(deciders, now or clock(), name, language).run(lines, flush=name == STDIN)


def _decide_one(case: str, now: datetime, engine: str, folder: str | None, style: str, language: Language) -> int:
    from .engines import Deciders

    facts = read_facts(case)
    deciders = Deciders(folder, engine)
    decision, difference = deciders.decide(case_of(facts, deciders.manual.facts), now)
    _print(decision, style, language)
    if difference is not None:
        problem = message("los motores no coinciden; la primera diferencia está en «{place}»", place=difference)
        click.echo(f"error: {language(problem)}", err=True)
        return DISAGREEMENT
    if engine == "both":
        agreed = language(mark("Los dos motores coinciden: evaluator y durable."))
        click.echo(agreed, err=style == "json")
    return 0


def _print(decision: Decision, style: str, language: Language) -> None:
    if style == "json":
        click.echo(decision.to_json(indent=2))
        return
    if style == "explain":
        from .paper import wrapped

        click.echo("\n".join(wrapped(decision.explain(), width_of_output())))
        return
    from .report import report

    for line in report(decision, language, width_of_output(), plain=is_plain(sys.stdout)):
        click.echo(line)
