"""The program `manual-atencion`: its commands, and how each run ends. It never ends with a traceback.

Exit codes: 0 fine, 1 findings or engines that disagree, 2 wrong use or wrong files, 130 interrupted.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from typing import NoReturn

import click

from ..errors import Fault, ManualError
from ..messages import Message, mark, message, nearest
from .commands import SpokenCommand, SpokenGroup, WrongUse
from .language import Language, language_of
from .streams import speak_utf8, stop_writing

PROGRAM = "manual-atencion"
WRONG = 2
INTERRUPTED = 130
_DEBUG = "MANUAL_ATENCION_DEBUG"


def _coverage(language: Language) -> SpokenCommand:
    from .covering import coverage_command

    return coverage_command(language)


def _decide(language: Language) -> SpokenCommand:
    from .deciding import decide_command

    return decide_command(language)


def _facts(language: Language) -> SpokenCommand:
    from .vocabulary import facts_command

    return facts_command(language)


def _lint(language: Language) -> SpokenCommand:
    from .linting.command import lint_command

    return lint_command(language)


def _phrase(language: Language) -> SpokenCommand:
    from .phrases import phrase_command

    return phrase_command(language)


def _replay(language: Language) -> SpokenCommand:
    from .replaying import replay_command

    return replay_command(language)


def _schema(language: Language) -> SpokenCommand:
    from .schemas import schema_command

    return schema_command(language)


def _verify(language: Language) -> SpokenCommand:
    from .verifying import verify_command

    return verify_command(language)


# Each command is imported only when it runs or its help is shown.
_COMMANDS = {
    "decide": _decide,
    "lint": _lint,
    "phrase": _phrase,
    "facts": _facts,
    "schema": _schema,
    "replay": _replay,
    "verify": _verify,
    "coverage": _coverage,
}


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and end the process.

    Args:
        arguments: the arguments without the program's name; by default those of the process.
    """
    given = list(sys.argv[1:] if arguments is None else arguments)
    speak_utf8()
    sys.exit(run(given, language_of(given, os.environ)))


def run(arguments: list[str], language: Language) -> int:
    """Run one command and return its exit code.

    Args:
        arguments: the arguments without the program's name.
        language: the language of the run.
    """
    program = application(language)
    try:
        code = _ending(lambda: _call(program, arguments), language)
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read the output has seen enough; that is no fault.
        stop_writing()
        return 0
    except KeyboardInterrupt:
        stop_writing()
        return INTERRUPTED
    except OSError as error:
        stop_writing()
        _tell([Fault(message("no se puede escribir la salida ({reason})", reason=error.strerror or ""))], language)
        return WRONG
    return code


def application(language: Language) -> SpokenGroup:
    """Return all commands, in a language."""
    return SpokenGroup(
        PROGRAM,
        language=language,
        callback=_without_command,
        options=[_version_option(language)],
        about=language(mark(
            "Dice qué paso sigue en la atención de un caso, según el manual de servicio al usuario, y por qué; y si el "
            "borrador de una respuesta es aceptable. El caso es un archivo YAML o JSON con lo que se sabe de él: en "
            "cada línea, un hecho y su valor."
        )),
        examples=[
            "manual-atencion decide examples/llamada_perdida.yaml",
            "manual-atencion lint borrador.txt --fact canal=correo",
            "manual-atencion facts canal",
            "manual-atencion decide --help",
        ],
        loaders=_COMMANDS,
        invoke_without_command=True,
        subcommand_metavar=language(mark("ORDEN [ARGUMENTOS]...")),
    )  # fmt: skip


def _call(program: SpokenGroup, arguments: list[str]) -> int:
    with program.make_context(PROGRAM, arguments) as context:
        code = program.invoke(context)
    return code if isinstance(code, int) else 0


def _ending(call: Callable[[], int], language: Language) -> int:
    try:
        return call()
    except click.exceptions.Exit as ended:
        return ended.exit_code
    except click.UsageError as wrong:
        _tell([_usage_fault(wrong)], language)
        command = wrong.ctx.command_path if wrong.ctx else PROGRAM
        click.echo(language(message("Vea cómo se usa: {command} --help", command=command)), err=True)
    except ManualError as error:
        for line in error.render(language.name).splitlines():
            click.echo(f"error: {line}", err=True)
    except OSError:
        raise
    except Exception as unexpected:
        if os.environ.get(_DEBUG) == "1":
            raise
        kind = type(unexpected).__name__
        problem = message("fallo interno ({kind}); con {setting}=1 se ve entero", kind=kind, setting=_DEBUG)
        _tell([Fault(problem)], language)
    return WRONG


def _tell(faults: list[Fault], language: Language) -> None:
    for fault in faults:
        click.echo(f"error: {fault.render(language.name)}", err=True)


def _usage_fault(wrong: click.UsageError) -> Fault:
    if isinstance(wrong, WrongUse):
        return wrong.fault
    if isinstance(wrong, click.NoSuchOption):
        known = [name for option in _options(wrong) for name in option.opts]
        suggestion = nearest(wrong.option_name, known)
        return Fault(message("no existe la opción «{name}»", name=wrong.option_name), suggestion=suggestion)
    if isinstance(wrong, click.BadOptionUsage):
        return Fault(_option_problem(wrong))
    return Fault(message("la orden no se puede entender así"))


def _option_problem(wrong: click.BadOptionUsage) -> Message:
    if any(option.is_flag for option in _options(wrong) if wrong.option_name in option.opts):
        return message("la opción «{name}» no lleva valor", name=wrong.option_name)
    return message("la opción «{name}» espera un valor", name=wrong.option_name)


def _options(wrong: click.UsageError) -> list[click.Option]:
    params = wrong.ctx.command.params if wrong.ctx else []
    return [param for param in params if isinstance(param, click.Option)]


def _without_command() -> None:
    context = click.get_current_context()
    if context.invoked_subcommand is None:
        click.echo(context.get_help(), err=True)
        context.exit(WRONG)


def _version_option(language: Language) -> click.Option:
    def show(ctx: click.Context, _option: click.Parameter, wanted: bool) -> None:
        if wanted and not ctx.resilient_parsing:
            from importlib.metadata import version

            click.echo(f"{PROGRAM} {version(PROGRAM)}")
            ctx.exit()

    about = language(mark("Muestra la versión y termina."))
    return click.Option(["--version"], is_flag=True, is_eager=True, expose_value=False, callback=show, help=about)
