"""YAML text to plain data, with the position of every key and value.

The only importer of PyYAML. Strict on purpose: YAML 1.2 core scalars (`no`, `14:30` and dates stay text),
no duplicate keys, anchors, aliases or tags, one document, bounded size and depth.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

from .errors import Fault, Location, ManualFileError
from .located import KeyPath, Located
from .messages import Message, message, shown_word
from .text_files import decode, read_bytes
from .yaml_problems import control_fault, parser_fault

DEEPEST_NESTING = 40
_LONGEST_NUMBER = 40

_NULL = frozenset({"", "~", "null", "Null", "NULL"})
_TRUE = frozenset({"true", "True", "TRUE"})
_FALSE = frozenset({"false", "False", "FALSE"})
_INTEGER = re.compile(r"[-+]?[0-9]+\Z")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\Z")

_PARSER: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_file(path: Path, shown: str | None = None) -> Located:
    """Read one YAML file.

    Args:
        path: the file.
        shown: the name to show in errors; by default the path as given.

    Raises:
        ManualFileError: the file is missing, a folder, too large, not UTF-8, or not strict YAML.
    """
    name = shown or str(path)
    return read_text(decode(read_bytes(path, name), name), name)


def read_text(text: str, shown: str) -> Located:
    """Read YAML text; every fault that reading can name is raised together as ManualFileError.

    Args:
        text: the text, without a byte order mark.
        shown: the name to show for it in errors.
    """
    control = control_fault(text, shown)
    if control:
        raise ManualFileError([control])
    composer = _Composer(shown)
    try:
        for event in yaml.parse(text, Loader=_PARSER):
            composer.take(event)
    except yaml.YAMLError as error:
        composer.faults.append(parser_fault(error, text, shown))
    if composer.faults:
        raise ManualFileError(composer.faults)
    return Located(composer.root, composer.values, composer.keys)


class _Composer:
    """Builds data from the parser's events without recursion, so that depth cannot exhaust the stack."""

    def __init__(self, shown: str) -> None:
        self.shown = shown
        self.faults: list[Fault] = []
        self.values: dict[KeyPath, Location] = {(): Location(shown)}
        self.keys: dict[KeyPath, Location] = {}
        self.root: object = None
        self._stack: list[_Open] = []
        self._documents = 0

    def take(self, event: Any) -> None:
        """Take the parser's next event (PyYAML's classes are untyped where it is written in C)."""
        if isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                raise self._stopped(event, message("hay más de un documento («---»); se esperaba uno"))
        elif isinstance(event, yaml.AliasEvent):
            raise self._stopped(event, message("no se admiten alias («*»); escriba el valor completo"))
        elif isinstance(event, (yaml.ScalarEvent, yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            self._refuse_extras(event)
            self._open(event)
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            self._stack.pop()

    def _refuse_extras(self, event: Any) -> None:
        if event.anchor is not None:
            raise self._stopped(event, message("no se admiten anclas («&»); escriba el valor donde haga falta"))
        if event.tag is not None and event.tag != "!":
            raise self._stopped(event, message("no se admiten etiquetas de tipo («!»)"))
        if len(self._stack) >= DEEPEST_NESTING:
            raise self._stopped(event, message("hay más de {limit} niveles de anidación", limit=DEEPEST_NESTING))

    def _open(self, event: Any) -> None:
        if self._stack and self._stack[-1].wants_key:
            self._key(event)
            return
        data, path = self._value(event), self._path()
        self.values[path] = self._place(event)
        if self._stack:
            self._stack[-1].add(data)
        else:
            self.root = data
        if isinstance(data, (dict, list)):
            self._stack.append(_Open(data, path))

    def _value(self, event: Any) -> object:
        if isinstance(event, yaml.MappingStartEvent):
            return {}
        if isinstance(event, yaml.SequenceStartEvent):
            return []
        return _scalar(event.value) if event.implicit[0] and not event.style else event.value

    def _key(self, event: Any) -> None:
        key = self._value(event) if isinstance(event, yaml.ScalarEvent) else None
        if not isinstance(key, (str, int)) or isinstance(key, bool):
            raise self._stopped(event, message("la clave debe ser un texto o un número entero; escriba «clave: valor»"))
        top = self._stack[-1]
        path = (*top.path, key)
        if key in top.seen:
            problem = message("la clave «{key}» está repetida; cada clave se escribe una sola vez", key=shown_word(key))
            self.faults.append(Fault(problem, self._place(event), related=self.keys.get(path)))
        else:
            self.keys[path] = self._place(event)
        top.take_key(key)

    def _path(self) -> KeyPath:
        return self._stack[-1].child_path() if self._stack else ()

    def _place(self, event: Any) -> Location:
        return Location(self.shown, event.start_mark.line + 1, event.start_mark.column + 1)

    def _stopped(self, event: Any, problem: Message) -> ManualFileError:
        return ManualFileError([*self.faults, Fault(problem, self._place(event))])


class _Open:
    """A mapping or list that is being filled."""

    def __init__(self, data: dict[str | int, object] | list[object], path: KeyPath) -> None:
        self.data = data
        self.path = path
        self.seen: set[str | int] = set()
        self.wants_key = isinstance(data, dict)
        self._key: str | int = ""

    def take_key(self, key: str | int) -> None:
        self.seen.add(key)
        self._key = key
        self.wants_key = False

    def child_path(self) -> KeyPath:
        return (*self.path, len(self.data) if isinstance(self.data, list) else self._key)

    def add(self, value: object) -> None:
        if isinstance(self.data, list):
            self.data.append(value)
        else:
            self.data[self._key] = value
            self.wants_key = True


def _scalar(text: str) -> object:
    if text in _NULL:
        return None
    if text in _TRUE:
        return True
    if text in _FALSE:
        return False
    if len(text) <= _LONGEST_NUMBER:
        if _INTEGER.match(text):
            return int(text)
        if _FLOAT.match(text):
            return float(text)
    return text
