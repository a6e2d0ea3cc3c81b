"""YAML text to plain data, with the position of every key and value.

The only importer of PyYAML. Strict on purpose: YAML 1.2 core scalars (`no`, `14:30` and dates stay text),
no duplicate keys, anchors, aliases or tags, one document, bounded size and depth.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from .errors import Fault, Location, ManualFileError
from .messages import Message, mark, message

LARGEST_FILE = 4_000_000  # bytes; the whole packaged manual is a twentieth of it
DEEPEST_NESTING = 40
_LONGEST_NUMBER = 40

KeyPath = tuple[str | int, ...]

_NULL = frozenset({"", "~", "null", "Null", "NULL"})
_TRUE = frozenset({"true", "True", "TRUE"})
_FALSE = frozenset({"false", "False", "FALSE"})
_INTEGER = re.compile(r"[-+]?[0-9]+\Z")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\Z")

_PARSER: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_PROBLEMS = {
    "mapping values are not allowed": mark("hay un «:» donde no puede ir; si es parte de un texto, ponga el texto entre comillas"),
    "could not find expected ':'": mark("falta «:» después de la clave"),
    "did not find expected key": mark("la sangría o una coma no permiten reconocer la clave"),
    "did not find expected '-' indicator": mark("se esperaba otro elemento de la lista, con «-»"),
    "did not find expected ',' or ']'": mark("falta «,» o «]» en la lista"),
    "did not find expected ',' or '}'": mark("falta «,» o «}}» en el grupo"),
    "found unexpected end of stream": mark("faltan unas comillas de cierre"),
    "found character that cannot start any token": mark("hay un carácter que no puede empezar un valor (¿una tabulación, «@» o «`»?); póngalo entre comillas"),
    "found a tab character": mark("use espacios y no tabulaciones para la sangría"),
    "block sequence entries are not allowed": mark("hay un «-» donde no puede empezar una lista"),
    "found unknown escape character": mark("hay una barra inversa que no se entiende; use comillas simples"),
    "control characters are not allowed": mark("hay un carácter de control"),
}


@dataclass(frozen=True, slots=True)
class Located:
    """Plain data read from YAML, with the place of every key and value.

    Args:
        data: dictionaries, lists, text, numbers, booleans and None.
        values: the place of each value, by its path of keys and indexes; `()` is the whole.
        keys: the place of each mapping key, by the same path.
    """

    data: object
    values: Mapping[KeyPath, Location]
    keys: Mapping[KeyPath, Location]

    def place(self, path: KeyPath, *, key: bool = False) -> Location:
        """Return the place of a path, or of its nearest known parent."""
        while True:
            found = (self.keys if key else self.values).get(path)
            if found is not None or not path:
                return found or self.values[()]
            path, key = path[:-1], False


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


def read_bytes(path: Path, shown: str) -> bytes:
    """Read a file's bytes within the size limit; wrong files raise ManualFileError."""
    try:
        if path.is_dir():
            raise _refusal(shown, message("es una carpeta; se esperaba un archivo"))
        with path.open("rb") as stream:
            raw = stream.read(LARGEST_FILE + 1)
    except FileNotFoundError:
        raise _refusal(shown, message("no existe el archivo")) from None
    except OSError as error:
        raise _refusal(shown, message("no se puede leer el archivo ({reason})", reason=error.strerror or "")) from None
    if len(raw) > LARGEST_FILE:
        raise _refusal(shown, message("el archivo es demasiado grande; el máximo es {limit} bytes", limit=LARGEST_FILE))
    return raw


def decode(raw: bytes, shown: str) -> str:
    """Decode UTF-8 with or without a byte order mark; anything else raises ManualFileError with its line."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise _refusal(shown, message("el archivo no es texto UTF-8; guárdelo con codificación UTF-8"), line) from None
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise _refusal(shown, message("el archivo es binario; se esperaba texto"), line)
    return text


def read_text(text: str, shown: str) -> Located:
    """Read YAML text; every fault that reading can name is raised together as ManualFileError."""
    composer = _Composer(shown)
    try:
        for event in yaml.parse(text, Loader=_PARSER):
            composer.take(event)
    except yaml.YAMLError as error:
        composer.faults.append(Fault(_problem(error), _error_place(error, shown)))
    if composer.faults:
        raise ManualFileError(composer.faults)
    return Located(composer.root, composer.values, composer.keys)


class _Composer:
    """Builds data from the parser's events without recursion, so that depth cannot exhaust the stack."""

    def __init__(self, shown: str) -> None:
        self.shown = shown
        self.faults: list[Fault] = []
        self.values: dict[KeyPath, Location] = {}
        self.keys: dict[KeyPath, Location] = {}
        self.root: object = None
        self._stack: list[_Open] = []
        self._documents = 0

    def take(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                self._stop(event, message("hay más de un documento («---»); se esperaba uno"))
            self.values[()] = self._place(event)
        elif isinstance(event, yaml.AliasEvent):
            self._stop(event, message("no se admiten alias («*»); escriba el valor completo"))
        elif isinstance(event, (yaml.ScalarEvent, yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            self._refuse_extras(event)
            self._open(event)
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            self._stack.pop()

    def _refuse_extras(self, event: yaml.NodeEvent) -> None:
        if event.anchor is not None:
            self._stop(event, message("no se admiten anclas («&»); escriba el valor donde haga falta"))
        if event.tag is not None and event.tag != "!":
            self._stop(event, message("no se admiten etiquetas de tipo («!»)"))
        if len(self._stack) >= DEEPEST_NESTING:
            self._stop(event, message("hay más de {limit} niveles de anidación", limit=DEEPEST_NESTING))

    def _open(self, event: yaml.NodeEvent) -> None:
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

    def _value(self, event: yaml.NodeEvent) -> object:
        if isinstance(event, yaml.MappingStartEvent):
            return {}
        if isinstance(event, yaml.SequenceStartEvent):
            return []
        assert isinstance(event, yaml.ScalarEvent)
        return _scalar(event.value) if event.implicit[0] and not event.style else event.value

    def _key(self, event: yaml.NodeEvent) -> None:
        key = self._value(event) if isinstance(event, yaml.ScalarEvent) else None
        if not isinstance(key, (str, int)) or isinstance(key, bool):
            self._stop(event, message("la clave debe ser un texto"))
            return
        top = self._stack[-1]
        path = (*top.path, key)
        if key in top.seen:
            self.faults.append(
                Fault(message("la clave «{key}» está repetida", key=key), self._place(event), related=self.keys.get(path))
            )
        else:
            self.keys[path] = self._place(event)
        top.take_key(key)

    def _path(self) -> KeyPath:
        return self._stack[-1].child_path() if self._stack else ()

    def _place(self, event: yaml.Event) -> Location:
        return Location(self.shown, event.start_mark.line + 1, event.start_mark.column + 1)

    def _stop(self, event: yaml.Event, problem: Message) -> None:
        raise ManualFileError([*self.faults, Fault(problem, self._place(event))])


class _Open:
    """A mapping or list that is being filled."""

    def __init__(self, data: dict[str | int, object] | list[object], path: KeyPath) -> None:
        self.data = data
        self.path = path
        self.seen: set[str | int] = set()
        self._key: str | int | None = None

    @property
    def wants_key(self) -> bool:
        return isinstance(self.data, dict) and self._key is None

    def take_key(self, key: str | int) -> None:
        self.seen.add(key)
        self._key = key

    def child_path(self) -> KeyPath:
        if isinstance(self.data, list):
            return (*self.path, len(self.data))
        assert self._key is not None
        return (*self.path, self._key)

    def add(self, value: object) -> None:
        if isinstance(self.data, list):
            self.data.append(value)
        else:
            assert self._key is not None
            self.data[self._key] = value
            self._key = None


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


def _problem(error: yaml.YAMLError) -> Message:
    said = str(getattr(error, "problem", "") or getattr(error, "reason", "") or error)
    for start, template in _PROBLEMS.items():
        if start in said:
            return message("no es YAML válido: {problem}", problem=Message(template))
    return message("no es YAML válido: {problem}", problem=said.split("\n")[0])


def _error_place(error: yaml.YAMLError, shown: str) -> Location:
    where = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    return Location(shown, where.line + 1, where.column + 1) if where else Location(shown)


def _refusal(shown: str, problem: Message, line: int = 1) -> ManualFileError:
    return ManualFileError([Fault(problem, Location(shown, line))])
