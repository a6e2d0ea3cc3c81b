"""Settings of a project: `manual-atencion.toml`, or `[tool.manual-atencion]` in `pyproject.toml`, found upward."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple, NoReturn, cast

from ...errors import Fault, Location, ManualFileError
from ...messages import Message, message, nearest, shown_word
from ...text_files import decode, read_bytes
from .choices import FORMATS, SEVERITY_NAMES

OWN_FILE, SHARED_FILE = "manual-atencion.toml", "pyproject.toml"
_TABLE = "manual-atencion"
_KEYS = ("fail_on", "format", "manual", "facts", "slots", "baseline", "exclude")


class Settings(NamedTuple):
    """What a project's settings say of `lint`; whatever the command line says comes before it.

    Args:
        name: the file as errors show it; empty where there is none.
        folder: the folder of the file, from which its paths are counted.
        fail_on: from which severity on findings fail the run.
        output_format: the output format.
        manual: the folder of the institution's own manual.
        facts: facts of every case.
        slots: slots of every case.
        baseline: the baseline file.
        exclude: patterns of paths that are not judged; `*` stands for any characters.
    """

    name: str = ""
    folder: Path = Path()
    fail_on: str | None = None
    output_format: str | None = None
    manual: str | None = None
    facts: Mapping[str, object] = MappingProxyType({})
    slots: Mapping[str, object] = MappingProxyType({})
    baseline: str | None = None
    exclude: tuple[str, ...] = ()


def find_settings(start: Path) -> Settings:
    """Return the settings of the nearest folder that has some, from a folder upward.

    Args:
        start: the folder to begin with.

    Raises:
        ManualFileError: the settings cannot be read, or say what cannot be.
    """
    begin = start.resolve()
    for folder in (begin, *begin.parents):
        own = folder / OWN_FILE
        if own.is_file():
            return _settings(own, _parsed(own), "")
        shared = folder / SHARED_FILE
        if shared.is_file() and _TABLE.encode() in read_bytes(shared, str(shared)):
            tools = _parsed(shared).get("tool")
            table = tools.get(_TABLE) if isinstance(tools, dict) else None
            if isinstance(table, dict):
                return _settings(shared, table, f"tool.{_TABLE}")
    return Settings()


def _parsed(path: Path) -> dict[str, Any]:
    import tomllib

    name = str(path)
    text = decode(read_bytes(path, name), name)
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"line (\d+), column (\d+)", str(error))
        line, column = (int(found[1]), int(found[2])) if found else (text.count("\n") + 1, len(text) - text.rfind("\n"))
        raise ManualFileError([Fault(message("no es TOML válido a partir de aquí"), Location(name, line, column))]) \
            from None  # fmt: skip


def _settings(path: Path, table: Mapping[str, Any], section: str) -> Settings:
    reader = _Reader(path, table, section)
    reader.refuse_unknown()
    return Settings(
        name=str(path),
        folder=path.parent,
        fail_on=reader.word("fail_on", SEVERITY_NAMES),
        output_format=reader.word("format", FORMATS),
        manual=reader.path("manual"),
        facts=reader.mapping("facts"),
        slots=reader.mapping("slots"),
        baseline=reader.path("baseline"),
        exclude=reader.texts("exclude"),
    )


class _Reader:
    def __init__(self, path: Path, table: Mapping[str, Any], section: str) -> None:
        self._path = path
        self._table = table
        self._section = section

    def refuse_unknown(self) -> None:
        for key in self._table:
            if key not in _KEYS:
                problem = message("no existe el ajuste «{name}»; se esperaba uno de: {values}", name=shown_word(key),
                                  values=", ".join(_KEYS))  # fmt: skip
                self._refuse(key, problem, nearest(key, _KEYS))

    def word(self, key: str, words: tuple[str, ...]) -> str | None:
        value = self._table.get(key)
        if value is None or value in words:
            return cast("str | None", value)
        problem = message("«{name}» espera uno de: {values}", name=key, values=", ".join(words))
        return self._refuse(key, problem, nearest(value, words))

    def path(self, key: str) -> str | None:
        value = self._table.get(key)
        if value is None:
            return None
        if not isinstance(value, str) or not value:
            self._refuse(key, message("«{name}» espera una ruta entre comillas", name=key))
        return str(self._path.parent / value)

    def mapping(self, key: str) -> Mapping[str, object]:
        value = self._table.get(key, {})
        if not isinstance(value, dict):
            self._refuse(key, message("«{name}» espera una tabla de nombres y valores", name=key))
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        value = self._table.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            self._refuse(key, message("«{name}» espera una lista de textos", name=key))
        return tuple(value)

    def _refuse(self, key: str, problem: Message, suggestion: str | None = None) -> NoReturn:
        raise ManualFileError([Fault(problem, self._place(key), suggestion)])

    def _place(self, key: str) -> Location:
        """Return where a key is written: TOML's parser tells no places."""
        text = decode(read_bytes(self._path, ""), "")
        begins = text.find(f"[{self._section}]") if self._section else 0
        pattern = re.compile(rf"^[ \t]*\[?[\"']?(?:{re.escape(self._section)}\.)?{re.escape(key)}\b", re.MULTILINE)
        found = pattern.search(text, max(begins, 0))
        line = text.count("\n", 0, found.start()) + 1 if found else 1
        return Location(str(self._path), line)
