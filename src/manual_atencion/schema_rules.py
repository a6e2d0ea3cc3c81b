"""What a rule may contain, and a row of an institution's own table of competences."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from .schema_values import (
    Conclusion,
    ConditionData,
    Day,
    Duration,
    FileModel,
    GivenFacts,
    Name,
    Page,
    RuleName,
    StatementNumber,
    Text,
    YesNo,
)


class SourceEntry(FileModel):
    """Where a rule comes from."""

    pagina: Page | None = None
    documento: Text | None = None
    enunciados: list[StatementNumber] = Field(default_factory=list)
    cita: Text
    lectura: Literal["literal", "interpretacion"]
    razon: Text | None = None

    @model_validator(mode="after")
    def _says_where(self) -> SourceEntry:
        if (self.pagina is None) == (self.documento is None):
            raise PydanticCustomError("pagina_o_documento", "pagina_o_documento")
        if self.lectura == "interpretacion" and not self.razon:
            raise PydanticCustomError("falta_razon", "falta_razon")
        return self


class DeadlineEntry(FileModel):
    """The term of an obligation."""

    desde: Name
    hasta: Name
    duracion: Duration
    borde: Literal["menor_o_igual", "menor"]
    computo: Literal["transcurrido", "habil"] = "transcurrido"


class Validity(FileModel):
    """First and last day on which a rule is in force."""

    desde: Day | None = None
    hasta: Day | None = None


class Examples(FileModel):
    """Cases to which a rule applies, and cases to which it does not."""

    aplica: Annotated[list[GivenFacts], Field(min_length=1)]
    no_aplica: Annotated[list[GivenFacts], Field(min_length=1)]


class RuleEntry(FileModel):
    """One rule."""

    tipo: Literal["obligatorio", "prohibido", "desaconsejado", "permitido", "recomendado", "deduce", "asigna", "escala"]
    cuando: ConditionData
    entonces: Annotated[dict[Name, Conclusion], Field(min_length=1)]
    plazo: DeadlineEntry | None = None
    fuente: SourceEntry
    vigencia: Validity | None = None
    cede_ante: list[RuleName] = Field(default_factory=list)
    irrenunciable: YesNo = False
    ejemplos: Examples
    motivo: Text | None = None


class CompetenceEntry(FileModel):
    """One matter of an institution's own table of competences."""

    texto: Text
    competencia: Literal["si", "no", "compartida"]
    responsable: Name
    fuente: SourceEntry
