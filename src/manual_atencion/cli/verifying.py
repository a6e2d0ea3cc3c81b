"""`manual-atencion verify`: is anything wrong with a manual, in any case that can be?"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from ..messages import Message, mark, message
from .commands import SpokenCommand, format_option, manual_option, wrong_use
from .language import Language
from .paper import Entry, laid_out
from .streams import is_plain, width_of_output

if TYPE_CHECKING:
    from ..authoring.flaws import Flaw
    from ..authoring.proof import Proof

FLAWED = 1

_NAMES = {
    "contradiction": mark("contradicción"),
    "never_applies": mark("regla imposible"),
    "shadowed": mark("regla sin efecto"),
    "duplicate": mark("regla repetida"),
    "no_way_on": mark("caso sin salida"),
    "deadline": mark("plazo imposible"),
    "unreachable_step": mark("paso inalcanzable"),
    "endless_step": mark("paso sin fin"),
    "loop": mark("vueltas sin fin"),
    "phrases_conflict": mark("frases que se contradicen"),
    "script_fails": mark("frase aprobada que falla"),
    "rights_floor": mark("derecho irrenunciable"),
}


def verify_command(language: Language) -> SpokenCommand:
    """Return the command, in a language."""

    def verify(target: str | None, output_format: str | None, folder: str | None) -> int:
        from ..authoring.proof import prove

        if target and folder:
            wrong_use(message("dé la carpeta una sola vez: como argumento o con «--manual»"))
        proof = prove(target or folder)
        if output_format == "json":
            click.echo(json.dumps(proof.to_dict(language.name), ensure_ascii=False, indent=2))
        else:
            for line in _lines(proof, language):
                click.echo(line)
        return 0 if proof.holds else FLAWED

    return SpokenCommand(
        "verify",
        language=language,
        callback=verify,
        options=[
            click.Argument(["target"], required=False, metavar=language(mark("[CARPETA]"))),
            format_option(language, mark("Texto para personas (por defecto) o JSON para programas.")),
            manual_option(language),
        ],
        about=language(mark(
            "Comprueba el manual entero, en todos los casos posibles. Busca reglas que se contradicen, que no se "
            "aplican nunca o que sobran; casos sin salida; plazos y pasos imposibles; vueltas sin fin; frases que se "
            "contradicen; y derechos que una institución quiso quitar. Cada falla lleva un caso que la muestra."
        )),
        examples=["manual-atencion verify", "manual-atencion verify mi_institucion/ --format json"],
    )  # fmt: skip


def _lines(proof: Proof, language: Language) -> Iterator[str]:
    width, plain = width_of_output(), is_plain(sys.stdout)
    for flaw in proof.flaws:
        yield f"{flaw.place or '-'}: {language(_NAMES[flaw.kind])}: {language(flaw.message)}"
        yield from laid_out(_entries(proof, flaw, language), width, plain=plain)
        yield from (f"    {line}" for line in proof.example(flaw).splitlines())
        yield ""
    for item in proof.undecided:
        subjects = ", ".join(item.subjects) or "-"
        undecided = message("Sin decidir, porque se agotó el presupuesto: {kind} ({subjects})",
                            kind=language(_NAMES[item.kind]), subjects=subjects)  # fmt: skip
        yield language(undecided)
    yield language(_agreed(proof))
    yield language(_summary(proof))


def _entries(proof: Proof, flaw: Flaw, language: Language) -> Iterator[Entry]:
    if flaw.related:
        yield Entry(language(mark("Véase")), [str(flaw.related)])
    story = proof.story(flaw, language.name)
    if story:
        yield Entry(language(mark("Caso")), [story])
        yield Entry(language(mark("Ejemplo")), [language(mark("para pegar en el archivo:"))])


def _agreed(proof: Proof) -> Message:
    found = proof.agreement
    if found.unavailable:
        return message("No se comparó con el segundo motor: {reason}", reason=found.unavailable)
    counts = {"examples": found.examples, "sampled": found.sampled}
    if found.difference:
        return message("Los motores NO coinciden; la primera diferencia está en «{place}», en el caso: {case}",
                       place=found.difference, case=json.dumps(found.case, ensure_ascii=False))  # fmt: skip
    return message("Los dos motores coinciden en {examples} ejemplos y en {sampled} casos al azar.", **counts)


def _summary(proof: Proof) -> Message:
    definition = proof.manual.definition
    proved = message("{rules} reglas y {steps} pasos revisados en todos los casos posibles",
                     rules=len(definition.rules), steps=len(definition.steps))  # fmt: skip
    if proof.flaws:
        return message("{proved}: {count} fallas.", proved=proved, count=len(proof.flaws))
    if proof.undecided:
        return message("{proved}: ninguna falla en lo que se pudo decidir.", proved=proved)
    return message("{proved}: ninguna falla.", proved=proved)
