"""What each kind of file may contain. Field names are the files' own Spanish keys."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictInt,
    StrictStr,
    StringConstraints,
    model_validator,
)
from pydantic_core import PydanticCustomError

NAME = re.compile(r"[a-z][a-z0-9_]*\Z")
_DURATION = re.compile(r"PT(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,6})S)?\Z")


def _name(text: str) -> str:
    if not NAME.match(text):
        raise PydanticCustomError("nombre", "nombre")
    return text


def _rule_name(text: str) -> str:
    parts = text.split(".")
    if len(parts) < 2 or not all(NAME.match(part) for part in parts):
        raise PydanticCustomError("nombre_de_regla", "nombre_de_regla")
    return text


def _day(text: str) -> str:
    try:
        date.fromisoformat(text)
    except ValueError:
        raise PydanticCustomError("fecha", "fecha") from None
    return text


def _duration(text: str) -> str:
    found = _DURATION.match(text)
    if not found or not any(found.groups()):
        raise PydanticCustomError("duracion", "duracion")
    return text


def _yes_no(value: object) -> object:
    return {"si": True, "no": False}.get(value, value) if isinstance(value, str) else value


Name = Annotated[StrictStr, AfterValidator(_name)]
RuleName = Annotated[StrictStr, AfterValidator(_rule_name)]
Text = Annotated[StrictStr, StringConstraints(min_length=1, max_length=4000, strip_whitespace=True)]
Day = Annotated[StrictStr, AfterValidator(_day)]
Duration = Annotated[StrictStr, AfterValidator(_duration)]
YesNo = Annotated[bool, BeforeValidator(_yes_no), Field(strict=True, json_schema_extra={"enum": ["si", "no", True, False]})]
Page = Annotated[StrictInt, Field(ge=1, le=9999)]
StatementNumber = Annotated[StrictInt, Field(ge=1, le=9999)]
ConditionData = dict[str, Any]
GivenFacts = dict[str, Any]


class FileModel(BaseModel):
    """A closed mapping: a key that is not listed is a mistake."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


class ManualHead(FileModel):
    """`manual.yaml`: which manual this is."""

    id: Name
    version: Annotated[StrictStr, StringConstraints(pattern=r"^\d+\.\d+\.\d+(\+[A-Za-z0-9.+_-]+)?$")]
    titulo: Text
    zona_horaria: Text = "UTC"
    final_por_defecto: Name
    final_si_faltan_datos: Name
    base: Literal["empaquetado", "ninguna"] = "empaquetado"


class Elapsed(FileModel):
    """Between which instants a number of minutes or hours runs."""

    desde: Name
    hasta: Name


class FactEntry(FileModel):
    """One fact of `hechos.yaml`."""

    tipo: Literal["si_no", "opcion", "numero", "instante", "hora"]
    texto: Text
    pregunta: Text
    negado: Text | None = None
    opciones: dict[Name, Text] | None = None
    si_no_consta: Literal["no"] | None = None
    deducible: YesNo = False
    unidad: Literal["minutos", "horas", "cuenta"] | None = None
    minimo: StrictInt | None = None
    maximo: StrictInt | None = None
    calculo: Elapsed | Literal["ahora"] | None = None
    registra: Name | None = None
    pertinente: ConditionData | None = None
    paginas: list[Page] = []
    enunciados: list[StatementNumber] = []

    @model_validator(mode="after")
    def _fits_its_kind(self) -> FactEntry:
        allowed = {
            "si_no": {"negado", "si_no_consta"},
            "opcion": {"opciones"},
            "numero": {"unidad", "minimo", "maximo", "calculo"},
            "instante": {"registra"},
            "hora": {"calculo"},
        }
        special = {"negado", "si_no_consta", "opciones", "unidad", "minimo", "maximo", "calculo", "registra"}
        for key in sorted(special - allowed[self.tipo]):
            if getattr(self, key) is not None:
                raise PydanticCustomError("clave_de_otro_tipo", "clave", {"clave": key, "tipo": self.tipo})
        if self.tipo == "opcion" and not self.opciones:
            raise PydanticCustomError("faltan_opciones", "opciones")
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
    interrumpe: list[Name] = []


class StepEntry(FileModel):
    """One step of `pasos.yaml`."""

    texto: Text
    quien: Name
    procedimiento: Name
    despues_de: list[Name] = []
    antes_de: list[Name] = []
    cumplido: ConditionData
    frase: RuleName | None = None
    paginas: list[Page] = []
    enunciados: list[StatementNumber] = []


class ActEntry(FileModel):
    """One act that rules forbid, permit or advise."""

    texto: Text
    paginas: list[Page] = []
    enunciados: list[StatementNumber] = []


class TerminalEntry(FileModel):
    """A named state in which no step is due."""

    texto: Text
    cuando: ConditionData | None = None
    cede_ante: list[Name] = []


class SourceEntry(FileModel):
    """Where a rule comes from."""

    pagina: Page | None = None
    documento: Text | None = None
    enunciados: list[StatementNumber] = []
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
    entonces: Annotated[dict[Name, Name | RuleName | YesNo], Field(min_length=1)]
    plazo: DeadlineEntry | None = None
    fuente: SourceEntry
    vigencia: Validity | None = None
    cede_ante: list[RuleName] = []
    irrenunciable: YesNo = False
    ejemplos: Examples
    motivo: Text | None = None


class CompetenceEntry(FileModel):
    """One matter of an institution's own table of competences."""

    texto: Text
    competencia: Literal["si", "no", "compartida"]
    responsable: Name
    fuente: SourceEntry


class StatementEntry(FileModel):
    """One statement of the slides."""

    pagina: Page
    cita: Text
    clase: Literal["obligacion", "prohibicion", "permiso", "recomendacion", "guion", "definicion", "diagnostico", "principio"]
    obliga_a: Name
    decidido_de: Literal["hechos", "texto", "hechos_y_texto", "orientacion"]
    frase: RuleName | None = None
    no_codificable: Text | None = None
    nota: Text | None = None


class DayException(FileModel):
    """A day on which the office does not keep its weekly hours."""

    clase: Literal["cerrado", "reducido", "extendido"]
    horario: list[Text] = []
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
    excepciones: dict[Day, DayException] = {}
    cobertura: Coverage
    revision: Text
    fuente: Text
    nota: Text | None = None


class ManualFiles(FileModel):
    """All sections of a manual, after its overlay was laid over it."""

    manual: ManualHead
    hechos: dict[Name, FactEntry]
    incompatibles: dict[Name, IncompatibleEntry] = {}
    responsables: dict[Name, ResponsibleEntry] = {}
    procedimientos: dict[Name, ProcedureEntry] = {}
    pasos: dict[Name, StepEntry] = {}
    actos: dict[Name, ActEntry] = {}
    finales: dict[Name, TerminalEntry]
    reglas: dict[RuleName, RuleEntry] = {}
    tabla_de_competencias: dict[Name, CompetenceEntry] = {}
    enunciados: dict[StatementNumber, StatementEntry] = {}
    diapositivas: dict[Page, Text] = {}
    calendario: CalendarEntry | None = None
