"""What each kind of file may contain. Field names are the files' own Spanish keys."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Discriminator, Field, StrictInt, Tag, model_validator
from pydantic_core import PydanticCustomError

from .schema_phrases import Patterns, PhraseEntry, SlotEntry
from .schema_rules import CompetenceEntry, RuleEntry
from .schema_values import (
    ConditionData,
    Day,
    FileModel,
    FreeName,
    Name,
    OptionName,
    Page,
    RuleName,
    StatementNumber,
    Text,
    Version,
    YesNo,
)


class ManualHead(FileModel):
    """`manual.yaml`: which manual this is."""

    id: Name
    version: Version
    titulo: Text
    zona_horaria: Text = "UTC"
    final_por_defecto: Name
    final_si_faltan_datos: Name
    base: Literal["empaquetado", "ninguna"] = "empaquetado"


class Elapsed(FileModel):
    """Between which instants a number of minutes or hours runs."""

    desde: Name
    hasta: Name


def _is_computed_from(value: object) -> str:
    return "ahora" if isinstance(value, str) else "instantes"


Computation = Annotated[
    Annotated[Elapsed, Tag("instantes")] | Annotated[Literal["ahora"], Tag("ahora")], Discriminator(_is_computed_from)
]  # fmt: skip
_KEYS_OF_KIND = {
    "si_no": {"negado", "si_no_consta"},
    "opcion": {"opciones"},
    "numero": {"unidad", "minimo", "maximo", "calculo"},
    "instante": {"registra"},
    "hora": {"calculo"},
}


class FactEntry(FileModel):
    """One fact of `hechos.yaml`."""

    tipo: Literal["si_no", "opcion", "numero", "instante", "hora"]
    texto: Text
    pregunta: Text
    negado: Text | None = None
    opciones: dict[OptionName, Text] | None = None
    si_no_consta: Literal["no"] | None = None
    deducible: YesNo = False
    unidad: Literal["minutos", "horas", "cuenta"] | None = None
    minimo: StrictInt | None = None
    maximo: StrictInt | None = None
    calculo: Computation | None = None
    registra: Name | None = None
    pertinente: ConditionData | None = None
    paginas: list[Page] = Field(default_factory=list)
    enunciados: list[StatementNumber] = Field(default_factory=list)

    @model_validator(mode="after")
    def _fits_its_kind(self) -> FactEntry:
        for key in sorted(set().union(*_KEYS_OF_KIND.values()) - _KEYS_OF_KIND[self.tipo]):
            if getattr(self, key) is not None:
                raise PydanticCustomError("clave_de_otro_tipo", "clave", {"clave": key, "tipo": self.tipo})
        if self.tipo == "opcion" and not self.opciones:
            raise PydanticCustomError("faltan_opciones", "opciones")
        if self.deducible and self.tipo not in ("si_no", "opcion"):
            raise PydanticCustomError("no_deducible", "deducible", {"clave": "deducible"})
        if self.calculo is not None and (self.calculo == "ahora") != (self.tipo == "hora"):
            raise PydanticCustomError("calculo_de_hora", "calculo", {"clave": "calculo"})
        if self.calculo is not None and self.tipo == "numero" and self.unidad not in ("minutos", "horas"):
            raise PydanticCustomError("calculo_sin_unidad", "calculo", {"clave": "calculo"})
        if (self.minimo or 0) > (1_000_000 if self.maximo is None else self.maximo):
            raise PydanticCustomError("limites", "minimo", {"clave": "maximo"})
        return self


class IncompatibleEntry(FileModel):
    """Facts that cannot be true together."""

    cuando: ConditionData
    razon: Text


class ResponsibleEntry(FileModel):
    """Someone who can be responsible for a step or a case."""

    texto: Text
    clase: Literal["funcionario", "unidad", "entidad"] = "funcionario"
    decir: Text | None = None
    acudir: Text | None = None


class ProcedureEntry(FileModel):
    """A procedure and those that it interrupts."""

    texto: Text
    interrumpe: list[Name] = Field(default_factory=list)


class StepEntry(FileModel):
    """One step of `pasos.yaml`."""

    texto: Text
    quien: Name
    procedimiento: Name
    despues_de: list[Name] = Field(default_factory=list)
    antes_de: list[Name] = Field(default_factory=list)
    cumplido: ConditionData
    infinitivo: Text | None = None
    frase: RuleName | None = None
    paginas: list[Page] = Field(default_factory=list)
    enunciados: list[StatementNumber] = Field(default_factory=list)


class ActEntry(FileModel):
    """One act that rules forbid, permit or advise."""

    texto: Text
    paginas: list[Page] = Field(default_factory=list)
    enunciados: list[StatementNumber] = Field(default_factory=list)


class TerminalEntry(FileModel):
    """A named state in which no step is due."""

    texto: Text
    cuando: ConditionData | None = None
    cede_ante: list[Name] = Field(default_factory=list)


class StatementEntry(FileModel):
    """One statement of the slides."""

    pagina: Page
    cita: Text
    clase: Literal[
        "obligacion", "prohibicion", "permiso", "recomendacion", "guion", "definicion", "diagnostico", "principio"
    ]
    obliga_a: Name
    decidido_de: Literal["hechos", "texto", "hechos_y_texto", "orientacion"]
    frase: RuleName | None = None
    no_codificable: Text | None = None
    nota: Text | None = None


class DayException(FileModel):
    """A day on which the office does not keep its weekly hours."""

    clase: Literal["cerrado", "reducido", "extendido"]
    horario: list[Text] = Field(default_factory=list)
    razon: Text
    fuente: Text
    aprobado_por: Text | None = None
    nota: Text | None = None


class Coverage(FileModel):
    """First and last day for which the calendar was reviewed."""

    desde: Day
    hasta: Day


class CalendarEntry(FileModel):
    """`calendario.yaml`: office hours and the days that differ."""

    zona: Text
    semana: dict[Literal["lunes", "martes", "miercoles", "jueves", "viernes", "sabado", "domingo"], list[Text]]
    excepciones: dict[Day, DayException] = Field(default_factory=dict)
    cobertura: Coverage
    revision: Text
    fuente: Text
    nota: Text | None = None


class ManualFiles(FileModel):
    """All sections of a manual, after its overlay was laid over it."""

    manual: ManualHead
    hechos: dict[FreeName, FactEntry]
    incompatibles: dict[Name, IncompatibleEntry] = Field(default_factory=dict)
    responsables: dict[Name, ResponsibleEntry] = Field(default_factory=dict)
    procedimientos: dict[Name, ProcedureEntry] = Field(default_factory=dict)
    pasos: dict[Name, StepEntry] = Field(default_factory=dict)
    actos: dict[Name, ActEntry] = Field(default_factory=dict)
    finales: dict[Name, TerminalEntry]
    reglas: dict[RuleName, RuleEntry] = Field(default_factory=dict)
    tabla_de_competencias: dict[Name, CompetenceEntry] = Field(default_factory=dict)
    frases: dict[RuleName, PhraseEntry] = Field(default_factory=dict)
    espacios: dict[Name, SlotEntry] = Field(default_factory=dict)
    abreviaturas: dict[Text, list[Text]] = Field(default_factory=dict)
    listas: dict[Name, Patterns] = Field(default_factory=dict)
    enunciados: dict[StatementNumber, StatementEntry] = Field(default_factory=dict)
    diapositivas: dict[Page, Text] = Field(default_factory=dict)
    calendario: CalendarEntry | None = None
