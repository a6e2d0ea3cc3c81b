"""Commands, options and choices that speak the language of the run, where click speaks English only."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NoReturn

import click

from ..errors import Fault
from ..messages import Message, mark, message, nearest
from .language import LANGUAGES, Language

_WIDTH = 100


class WrongUse(click.UsageError):
    """The command was called in a wrong way.

    Args:
        fault: what is wrong and what was expected.
        context: the command that was called.
    """

    def __init__(self, fault: Fault, context: click.Context | None = None) -> None:
        super().__init__(fault.message.template, context)
        self.fault = fault


def wrong_use(problem: Message, suggestion: str | None = None) -> NoReturn:
    """Stop the running command because it was called in a wrong way."""
    raise WrongUse(Fault(problem, suggestion=suggestion), click.get_current_context(silent=True))


class SpokenCommand(click.Command):
    """A command whose help is in the language of the run.

    Args:
        name: its name.
        language: the language of the run.
        callback: what it does.
        options: its arguments and options; --lang and --help are added.
        about: what it is for, in one paragraph; its first sentence stands in the list of commands.
        examples: command lines that show it.
    """

    def __init__(
        self,
        name: str,
        *,
        language: Language,
        callback: Callable[..., object],
        options: Iterable[click.Parameter] = (),
        about: str = "",
        examples: Sequence[str] = (),
        **settings: Any,
    ) -> None:
        self.language = language
        shown = "\n".join(f"  {example}" for example in examples)
        title = language(mark("Ejemplos:"))
        super().__init__(
            name,
            callback=callback,
            params=[*options, _lang_option(language), _help_option(language)],
            help=f"{about}\n\n\b\n{title}\n{shown}" if examples else about,
            short_help=about.split(". ", maxsplit=1)[0].rstrip("."),
            add_help_option=False,
            options_metavar=language(mark("[OPCIONES]")),
            context_settings={"max_content_width": _WIDTH},
            **settings,
        )

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse the arguments; one too many is told in the language of the run."""
        is_group = isinstance(self, click.Group)
        ctx.allow_extra_args = True
        try:
            left = super().parse_args(ctx, args)
        except click.UsageError as wrong:
            wrong.ctx = wrong.ctx or ctx
            raise
        if left and not is_group and not ctx.resilient_parsing:
            raise WrongUse(Fault(message("sobra el argumento «{name}»", name=left[0])), ctx)
        return left

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the line that shows how to call the command."""
        pieces = " ".join(self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, pieces, prefix=self.language(mark("Uso:")) + " ")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, and for a group its commands."""
        options = [option for option in self.get_params(ctx) if isinstance(option, click.Option)]
        records = [record for option in options if (record := option.get_help_record(ctx))]
        with formatter.section(self.language(mark("Opciones"))):
            formatter.write_dl(records)
        if isinstance(self, click.Group):
            self.format_commands(ctx, formatter)


class SpokenGroup(SpokenCommand, click.Group):
    """A command with commands of its own, each made when it is asked for.

    Args:
        name: its name.
        loaders: how each of its commands is made, by name.
        settings: what a command takes.
    """

    def __init__(
        self, name: str, *, loaders: Mapping[str, Callable[[Language], SpokenCommand]], **settings: Any
    ) -> None:
        super().__init__(name, **settings)
        self._loaders = loaders

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # click's signature
        """Return the names of the commands."""
        return sorted(self._loaders)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command by its name, or None where there is none."""
        if cmd_name not in self._loaders:
            return None
        if cmd_name not in self.commands:
            self.add_command(self._loaders[cmd_name](self.language))
        return super().get_command(ctx, cmd_name)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write each command with the first sentence of its help."""
        found = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
        with formatter.section(self.language(mark("Órdenes"))):
            formatter.write_dl([(name, command.get_short_help_str(_WIDTH)) for name, command in found if command])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:  # fmt: skip
        """Find the command that the arguments name; an unknown one is told with the nearest name."""
        name = args[0]
        if self.get_command(ctx, name) is None:
            suggestion = nearest(name, self.list_commands(ctx))
            raise WrongUse(Fault(message("no existe la orden «{name}»", name=name), suggestion=suggestion), ctx)
        return super().resolve_command(ctx, args)


class Choice(click.ParamType):  # type: ignore[type-arg]  # older releases of click take no parameter here
    """One of a few words; a wrong one is told with the nearest.

    Args:
        words: the words that can be chosen.
    """

    name = "choice"

    def __init__(self, words: Sequence[str]) -> None:
        self.words = tuple(words)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the word if it is one of those that can be chosen."""
        if value in self.words:
            return value
        name = param.opts[-1] if param else ""
        problem = message("«{name}» espera uno de: {values}", name=name, values=", ".join(self.words))
        raise WrongUse(Fault(problem, suggestion=nearest(value, self.words)), ctx)


def manual_option(language: Language) -> click.Option:
    """Return the option that names an institution's own manual."""
    about = language(mark("Carpeta con el manual propio de la institución, puesto sobre el empaquetado."))
    return click.Option(["--manual", "folder"], metavar=language(mark("CARPETA")), help=about)


def format_option(language: Language, about: str) -> click.Option:
    """Return the option that chooses text for people or JSON for programs."""
    words = Choice(["text", "json"])
    return click.Option(["--format", "output_format"], type=words, metavar="|".join(words.words), help=language(about))


def _lang_option(language: Language) -> click.Option:
    about = language(mark("Idioma de los mensajes; los textos del manual están siempre en español."))
    return click.Option(["--lang"], type=Choice(LANGUAGES), metavar="|".join(LANGUAGES), expose_value=False, help=about)


def _help_option(language: Language) -> click.Option:
    def show(ctx: click.Context, _option: click.Parameter, wanted: bool) -> None:
        if wanted and not ctx.resilient_parsing:
            click.echo(ctx.get_help())
            ctx.exit()

    about = language(mark("Muestra esta ayuda y termina."))
    return click.Option(["-h", "--help"], is_flag=True, is_eager=True, expose_value=False, callback=show, help=about)
