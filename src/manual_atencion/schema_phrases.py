"""What an entry of a phrase file may contain."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Discriminator, Field, StrictInt, Tag, model_validator
from pydantic_core import PydanticCustomError

from .phrase_definitions import DetectorName, PhraseKind, Quoting, SlotKind
from .schema_rules import SourceEntry, Validity
from .schema_values import ConditionData, FileModel, GivenFacts, Name, RuleName, Text, YesNo

Patterns = Annotated[list[Text], Field(min_length=1)]
_ONLY_APPROVED = ("texto", "formas")
_NOT_APPROVED = (
    "familia", "gravedad", "mensaje", "literales", "patrones", "terminos", "salvo", "uso", "cita", "disfraz", "si_dice",
    "si_no_dice", "veces", "detecta", "lugar", "sugerir", "arreglo", "quitar",
)  # fmt: skip
_WAYS = ("patrones", "literales", "terminos", "detecta")


class FormEntry(FileModel):
    """Another form of an approved phrase."""

    cuando: ConditionData
    texto: Text


class MarkedExample(FileModel):
    """A draft with its case."""

    texto: Text
    caso: GivenFacts = Field(default_factory=dict)
    fragmento: Text | None = None


def _is_written_as(value: object) -> str:
    return "texto" if isinstance(value, str) else "caso"


Example = Annotated[
    Annotated[MarkedExample, Tag("caso")] | Annotated[Text, Tag("texto")], Discriminator(_is_written_as)
]  # fmt: skip


class GivenExample(FileModel):
    """What an approved phrase says for a case and its slots."""

    caso: GivenFacts = Field(default_factory=dict)
    espacios: GivenFacts = Field(default_factory=dict)
    texto: Text


class PhraseExamples(FileModel):
    """Drafts that an entry marks and drafts that it does not; or what an approved phrase says."""

    marca: list[Example] = Field(default_factory=list)
    no_marca: list[Example] = Field(default_factory=list)
    da: list[GivenExample] = Field(default_factory=list)


class PhraseEntry(FileModel):
    """One entry of a phrase file."""

    tipo: PhraseKind
    familia: Name | None = None
    gravedad: Literal["error", "aviso", "consejo"] | None = None
    mensaje: Text | None = None
    literales: Patterns | None = None
    patrones: Patterns | None = None
    terminos: Annotated[dict[Text, Text], Field(min_length=1)] | None = None
    detecta: DetectorName | None = None
    salvo: Patterns | None = None
    si_dice: Patterns | None = None
    si_no_dice: Patterns | None = None
    uso: Literal["trato", "libre"] | None = None
    cita: Quoting | None = None
    disfraz: YesNo | None = None
    veces: Annotated[StrictInt, Field(ge=1, le=99)] | None = None
    cuando: ConditionData = Field(default_factory=dict)
    lugar: Literal["inicio", "final"] | None = None
    sugerir: list[RuleName] | None = None
    arreglo: YesNo | None = None
    quitar: YesNo | None = None
    texto: Text | None = None
    formas: list[FormEntry] | None = None
    fuente: SourceEntry
    vigencia: Validity | None = None
    ejemplos: PhraseExamples
    motivo: Text | None = None

    @model_validator(mode="after")
    def _fits_its_kind(self) -> PhraseEntry:
        approved = self.tipo == "aprobada"
        for key in _NOT_APPROVED if approved else _ONLY_APPROVED:
            if getattr(self, key) is not None:
                raise PydanticCustomError("clave_de_otra_frase", "clave", {"clave": key, "tipo": self.tipo})
        for key in ("texto",) if approved else ("familia", "mensaje"):
            if getattr(self, key) is None:
                raise PydanticCustomError("falta_en_frase", "falta", {"clave": key, "tipo": self.tipo})
        if (
            not approved
            and sum(getattr(self, key) is not None for key in _WAYS[2:]) + bool(self.patrones or self.literales) != 1
        ):
            raise PydanticCustomError("una_manera", "una_manera")
        examples = self.ejemplos
        if not (examples.da if approved else examples.marca and examples.no_marca):
            raise PydanticCustomError("faltan_ejemplos", "faltan_ejemplos")
        return self


class SlotEntry(FileModel):
    """One place that the host fills in approved phrases."""

    clase: SlotKind
    texto: Text
    ejemplo: Text
    de_la_persona: YesNo = False
