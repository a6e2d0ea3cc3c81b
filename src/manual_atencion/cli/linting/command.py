"""The command `lint` and its options; what a run does is in `run` for files and in `stream` for lines of JSON."""

from __future__ import annotations

from typing import Any, NamedTuple

import click

from ...messages import mark, message
from ..case_files import STDIN
from ..case_options import case_option, fact_option, now_option, slot_option
from ..commands import Choice, SpokenCommand, manual_option, wrong_use
from ..language import Language
from .choices import FORMATS, KINDS, SEVERITY_NAMES


class Options(NamedTuple):
    """What the command line says; None or empty where it says nothing."""

    paths: tuple[str, ...] = ()
    jsonl: str | None = None
    case: str | None = None
    facts: tuple[str, ...] = ()
    slots: tuple[str, ...] = ()
    now: str | None = None
    output_format: str | None = None
    fix: bool = False
    diff: bool = False
    fail_on: str | None = None
    baseline: str | None = None
    new_baseline: str | None = None
    folder: str | None = None
    kind: str | None = None
    no_config: bool = False

    def refuse_contradictions(self) -> None:
        """Stop the run where options do not go together."""
        if self.jsonl is None:
            if not self.paths:
                wrong_use(message("falta la RUTA: un archivo, una carpeta, o «-» para leer de la entrada estándar"))
        elif self._has_options_of_files() or self.output_format not in (None, "jsonl"):
            wrong_use(message("«--jsonl» no admite rutas, ni opciones que son de archivos"))
        if self.fix and (self.diff or self.new_baseline):
            wrong_use(message("«--fix» no admite «--diff» ni «--write-baseline»"))
        if STDIN in self.paths and (self.fix or self.diff or self.case == STDIN):
            wrong_use(message("la entrada estándar no se puede corregir, ni ser a la vez el caso y el borrador"))

    def _has_options_of_files(self) -> bool:
        return any((self.paths, self.case, self.fix, self.diff, self.baseline, self.new_baseline, self.kind))


def lint_command(language: Language) -> SpokenCommand:
    """Return the command, in a language."""

    def lint(**given: Any) -> int:
        options = Options(**given)
        options.refuse_contradictions()
        if options.jsonl is not None:
            from .stream import lint_stream

            return lint_stream(options, options.jsonl, language)
        from .run import lint_files

        return lint_files(options, language)

    return SpokenCommand(
        "lint",
        language=language,
        callback=lint,
        options=_options(language),
        about=language(mark(
            "Revisa borradores de respuesta. Subraya lo que el manual no admite y dice lo que falta, con su página "
            "y una frase aprobada. RUTA es un texto, Markdown, HTML o correo (.eml, .mbox), una carpeta, o «-»."
        )),
        examples=[
            "manual-atencion lint borrador.txt --fact canal=correo",
            "manual-atencion lint respuestas/ --case caso.yaml --format sarif > hallazgos.sarif",
            "manual-atencion lint respuestas/ --write-baseline conocidos.json",
            "manual-atencion lint --jsonl borradores.jsonl > veredictos.jsonl",
        ],
    )  # fmt: skip


def _options(language: Language) -> list[click.Parameter]:
    many = mark(
        'Revisa muchos borradores: por cada línea {{"id", "text", "case"}}, una línea con su veredicto, en orden.'
    )
    return [
        click.Argument(["paths"], nargs=-1, metavar=language(mark("[RUTA]..."))),
        click.Option(["--jsonl"], metavar=language(mark("ARCHIVO|-")), help=language(message(many))),
        case_option(language),
        fact_option(language),
        slot_option(language),
        now_option(language, mark("Instante de la respuesta; sin él no se juzga lo que depende de la hora.")),
        _word(language, ["--format", "output_format"], FORMATS, mark("Cómo se escriben los hallazgos.")),
        _flag(language, "--fix", mark("Hace en los archivos los cambios seguros (solo texto y Markdown).")),
        _flag(language, "--diff", mark("Muestra los cambios que haría --fix, sin hacerlos.")),
        _word(language, ["--fail-on"], SEVERITY_NAMES, mark("Gravedad desde la que se termina con 1 (error).")),
        click.Option(["--baseline"], metavar=language(mark("ARCHIVO")),
                     help=language(mark("Hallazgos ya conocidos: se marcan y no cuentan."))),
        click.Option(["--write-baseline", "new_baseline"], metavar=language(mark("ARCHIVO")),
                     help=language(mark("Anota los hallazgos de ahora como ya conocidos."))),
        _word(language, ["--kind"], KINDS, mark("Cómo leer «-» y los archivos cuyo nombre no lo dice.")),
        _flag(language, "--no-config", mark("No busca ajustes en manual-atencion.toml ni en pyproject.toml.")),
        manual_option(language),
    ]  # fmt: skip


def _word(language: Language, names: list[str], words: tuple[str, ...], about: str) -> click.Option:
    return click.Option(names, type=Choice(words), metavar="|".join(words), help=language(about))


def _flag(language: Language, name: str, about: str) -> click.Option:
    return click.Option([name], is_flag=True, help=language(about))
