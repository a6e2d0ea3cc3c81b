"""What schemas are made of: closed mappings, and single values that say what was expected where they find another."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Annotated, Any

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictInt,
    StrictStr,
    StringConstraints,
    field_validator,
)
from pydantic_core import PydanticCustomError

from .conditions import CONNECTIVES
from .facts import UNKNOWN

NAME = re.compile(r"[a-z][a-z0-9_]*\Z")
_VERSION = re.compile(r"[0-9]+\.[0-9]+\.[0-9]+(\+[A-Za-z0-9.+_-]+)?\Z")
_DURATION = re.compile(r"PT(?=[0-9])(?:[0-9]{1,6}H)?(?:[0-9]{1,6}M)?(?:[0-9]{1,6}S)?\Z")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
RESERVED = frozenset({UNKNOWN, *CONNECTIVES})


def is_name(word: object) -> bool:
    """Return whether a word is an id: lower case letters without accents, digits and "_"."""
    return isinstance(word, str) and bool(NAME.match(word))


def is_version(word: object) -> bool:
    """Return whether a word is a version such as 1.0.0."""
    return isinstance(word, str) and bool(_VERSION.match(word))


def _is_rule_name(text: str) -> bool:
    parts = text.split(".")
    return len(parts) > 1 and all(NAME.match(part) for part in parts)


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return bool(_DAY.match(text))


def _must(test: Callable[[str], object], kind: str) -> BeforeValidator:
    """Return a check of a text that fails with one kind of error, whatever else the value is."""

    def check(value: object) -> object:
        if isinstance(value, str) and test(value):
            return value
        raise PydanticCustomError(kind, kind)

    return BeforeValidator(check)


def _yes_no(value: object) -> object:
    return {"si": True, "no": False}.get(value, value) if isinstance(value, str) else value


def _conclusion(value: object) -> object:
    if isinstance(value, bool) or (isinstance(value, str) and (is_name(value) or _is_rule_name(value))):
        return value
    raise PydanticCustomError("conclusion", "conclusion")


def _option_name(text: str) -> bool:
    return is_name(text) and text != UNKNOWN


def _free_name(text: str) -> bool:
    return is_name(text) and text not in RESERVED


Name = Annotated[StrictStr, _must(is_name, "nombre")]
FreeName = Annotated[StrictStr, _must(_free_name, "nombre_libre")]
OptionName = Annotated[StrictStr, _must(_option_name, "nombre_de_opcion")]
RuleName = Annotated[StrictStr, _must(_is_rule_name, "nombre_de_regla")]
Text = Annotated[StrictStr, StringConstraints(min_length=1, max_length=4000, strip_whitespace=True)]
Day = Annotated[StrictStr, _must(_is_day, "fecha")]
Duration = Annotated[StrictStr, _must(_DURATION.match, "duracion")]
Version = Annotated[StrictStr, _must(is_version, "version")]
YesNo = Annotated[
    bool, BeforeValidator(_yes_no), Field(strict=True, json_schema_extra={"enum": ["si", "no", True, False]})
]  # fmt: skip
Conclusion = Annotated[StrictStr | bool, BeforeValidator(_conclusion)]
Page = Annotated[StrictInt, Field(ge=1, le=9999)]
StatementNumber = Annotated[StrictInt, Field(ge=1, le=9999)]
ConditionData = dict[str, Any]
GivenFacts = dict[str, Any]


class FileModel(BaseModel):
    """A closed mapping: a key that is not listed is a mistake."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    @field_validator("*", mode="before")
    @classmethod
    def _is_not_empty(cls, value: object) -> object:
        if value is None:
            raise PydanticCustomError("vacio", "vacio")
        return value
