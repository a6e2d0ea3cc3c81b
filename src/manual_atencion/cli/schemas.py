"""`manual-atencion schema`: JSON Schema of case files and of a manual's files, for editors and other programs."""

from __future__ import annotations

import json

import click

from ..messages import mark, message, nearest
from .commands import SpokenCommand, manual_option, wrong_use
from .language import Language

CASE = "caso"


def schema_command(language: Language) -> SpokenCommand:
    """Return the command, in a language."""

    def schema(kind: str | None, folder: str | None) -> None:
        if kind is None:
            click.echo("\n".join(f"{name:<14}{language(about)}" for name, about in _kinds().items()))
            return
        if kind not in _kinds():
            known = ", ".join(_kinds())
            problem = message("no existe el esquema «{name}»; se esperaba uno de: {values}", name=kind, values=known)
            wrong_use(problem, nearest(kind, _kinds()))
        from ..manual import Manual
        from .case_schema import case_schema

        vocabulary = Manual.load(folder).facts
        if kind == CASE:
            found = case_schema(vocabulary)
        else:
            from .file_schema import file_schema

            found = file_schema(kind, vocabulary)
        click.echo(json.dumps(found, ensure_ascii=False, indent=2))

    return SpokenCommand(
        "schema",
        language=language,
        callback=schema,
        options=[click.Argument(["kind"], required=False, metavar=language(mark("[CLASE]"))), manual_option(language)],
        about=language(mark(
            "Escribe el JSON Schema (2020-12) de una clase de archivo. Así un editor completa y comprueba lo que se "
            "escribe. Sin CLASE, muestra las que hay."
        )),
        examples=[
            "manual-atencion schema caso > caso.schema.json",
            "manual-atencion schema reglas > reglas.schema.json",
        ],
    )  # fmt: skip


def _kinds() -> dict[str, str]:
    return {
        CASE: mark("los hechos de un caso, como los recibe decide"),
        "manual": mark("rules/manual.yaml: qué manual es"),
        "hechos": mark("rules/hechos.yaml: el vocabulario"),
        "pasos": mark("rules/pasos.yaml: pasos, actos, responsables y finales"),
        "reglas": mark("los demás archivos de rules/: las reglas"),
        "competencia": mark("rules/competencia.yaml: reglas y la tabla propia de la institución"),
        "calendario": mark("rules/calendario.yaml: horario y días especiales"),
        "enunciados": mark("rules/enunciados.yaml: los enunciados del manual"),
        "diapositivas": mark("rules/diapositivas.yaml: el texto de las diapositivas"),
    }
