"""Folders of YAML, an overlay over the packaged manual, to one frozen definition; all faults at once."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .building import build
from .definitions import Definition
from .errors import Fault, Location, ManualFileError
from .messages import Message, message
from .yaml_reader import KeyPath, Located, decode, read_bytes, read_text

PACKAGE = Path(__file__).parent
PACKAGED_COPY = PACKAGE / "packaged.json"

_SECTIONS = {
    "hechos": ("hechos", "incompatibles"),
    "pasos": ("procedimientos", "pasos", "actos", "responsables", "finales"),
    "enunciados": ("enunciados",),
    "diapositivas": ("diapositivas",),
    "calendario": ("calendario",),
}
_TABLE = "tabla_de_competencias"
_STEM = re.compile(r"[a-z][a-z0-9_]*\Z")


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file of a manual: its path, and the name to show for it."""

    path: Path
    shown: str


def load_definition(folder: str | Path | None = None) -> tuple[Definition, bool]:
    """Load the packaged manual, or a folder layered over it.

    Args:
        folder: an overlay, or with `base: ninguna` in its `manual.yaml` a manual of its own; None for the packaged one.

    Returns:
        The definition, and whether it was checked for contradictions when its packaged copy was written.

    Raises:
        ManualFileError: every fault of every file, with file, line and column.
    """
    if folder is not None:
        return define(sections_of(Path(folder))), False
    files = source_files(PACKAGE, shown="")
    kept = _read_copy(fingerprint(files))
    if kept is not None:
        places = {name: Location(*place) for name, place in kept["places"].items()}
        return build(kept["data"], _never, places, kept["digest"]), True
    return define(read_sections(files)), False


def sections_of(folder: Path | None) -> Located:
    """Return the merged sections of the packaged manual, or of a folder layered over it."""
    packaged = source_files(PACKAGE, shown="")
    if folder is None:
        return read_sections(packaged)
    own = read_sections(source_files(folder))
    assert isinstance(own.data, dict)
    head = own.data.get("manual")
    if isinstance(head, dict) and head.get("base") == "ninguna":
        return own
    from .overlays import overlay

    name = re.sub(r"[^a-z0-9_]+", "_", folder.resolve().name.lower()).strip("_") or "institucion"
    merged, faults = overlay(read_sections(packaged), own, name)
    if faults:
        raise ManualFileError(faults)
    return merged


def define(located: Located) -> Definition:
    """Check merged sections in full and return their definition, or raise all faults together."""
    from .references import reference_faults
    from .validation import schema_faults

    faults = schema_faults(located)
    if faults:
        raise ManualFileError(faults)

    def report(path: KeyPath, problem: Message, suggestion: str | None) -> None:
        faults.append(Fault(problem, located.place(path), suggestion))

    assert isinstance(located.data, dict)
    places = {path[1]: place for path, place in located.keys.items() if len(path) == 2 and path[0] == "reglas"}
    definition = build(located.data, report, places)  # type: ignore[arg-type]  # rule names are text after the schema
    faults += reference_faults(definition, located)
    if faults:
        raise ManualFileError(faults)
    return definition


def source_files(folder: Path, shown: str | None = None) -> tuple[SourceFile, ...]:
    """Return a manual folder's rule files, sorted by name.

    Raises:
        ManualFileError: the folder is missing, holds neither `rules` nor `phrases`, or holds files that would be overlooked.
    """
    name = str(folder) if shown is None else shown
    if not folder.is_dir():
        problem = message("es un archivo; se esperaba una carpeta con rules/") if folder.exists() else message("no existe la carpeta")
        raise ManualFileError([Fault(problem, Location(name))])
    rules = folder / "rules"
    if not rules.is_dir() and not (folder / "phrases").is_dir():
        raise ManualFileError([Fault(message("la carpeta no contiene rules/ ni phrases/"), Location(name))])
    prefix = f"{name}/" if name else ""
    found = sorted(rules.iterdir()) if rules.is_dir() else []
    faults = [fault for path in found for fault in _misnamed(path, f"{prefix}rules/{path.name}")]
    if faults:
        raise ManualFileError(faults)
    return tuple(SourceFile(path, f"{prefix}rules/{path.name}") for path in found if path.suffix == ".yaml")


def _misnamed(path: Path, shown: str) -> list[Fault]:
    if path.suffix == ".yml":
        return [Fault(message("el nombre debe terminar en «.yaml»"), Location(shown), f"{path.stem}.yaml")]
    if path.suffix == ".yaml" and not _STEM.match(path.stem):
        problem = message("el nombre del archivo debe estar en minúsculas sin tildes ni ñ, con letras, cifras y «_»")
        return [Fault(problem, Location(shown))]
    return []


def fingerprint(files: Iterable[SourceFile]) -> str:
    """Return a digest of the files' names and bytes; line ends do not change it."""
    total = hashlib.sha256()
    for file in files:
        content = file.path.read_bytes().replace(b"\r\n", b"\n")
        total.update(f"{file.path.name}\0{len(content)}\0".encode())
        total.update(content)
    return total.hexdigest()


def _read_copy(expected: str) -> dict[str, Any] | None:
    try:
        kept = json.loads(PACKAGED_COPY.read_bytes())
    except (OSError, ValueError):
        return None
    return kept if isinstance(kept, dict) and kept.get("fingerprint") == expected else None


def read_sections(files: Iterable[SourceFile]) -> Located:
    """Read files into one mapping of sections, with every place; all unreadable files are reported together."""
    gather = _Gather()
    faults: list[Fault] = []
    for file in files:
        try:
            located = read_text(decode(read_bytes(file.path, file.shown), file.shown), file.shown)
        except ManualFileError as error:
            faults += error.faults
            continue
        faults += gather.add(file.path.stem, located)
    if faults:
        raise ManualFileError(faults)
    return Located(gather.data, gather.values, gather.keys)


class _Gather:
    def __init__(self) -> None:
        self.data: dict[str, Any] = {}
        self.values: dict[KeyPath, Location] = {}
        self.keys: dict[KeyPath, Location] = {}

    def add(self, stem: str, located: Located) -> list[Fault]:
        self.values.setdefault((), located.place(()))
        if located.data is None:
            return []
        if not isinstance(located.data, dict):
            return [Fault(message("se esperaba un grupo de «clave: valor»"), located.place(()))]
        if stem == "manual":
            self._take(located, (), ("manual",), located.data)
            return []
        if stem in _SECTIONS:
            return self._sections(_SECTIONS[stem], located, located.data)
        return self._rules(stem, located, located.data)

    def _sections(self, expected: tuple[str, ...], located: Located, data: dict[Any, Any]) -> list[Fault]:
        faults = []
        for key, value in data.items():
            if key in expected:
                self._take(located, (key,), (key,), value)
            else:
                problem = message("no existe la sección «{key}» en este archivo; se esperaba {expected}",
                                  key=str(key)[:40], expected=", ".join(expected))  # fmt: skip
                faults.append(Fault(problem, located.place((key,), key=True)))
        return faults

    def _rules(self, stem: str, located: Located, data: dict[Any, Any]) -> list[Fault]:
        rules = self.data.setdefault("reglas", {})
        for key, value in data.items():
            if key == _TABLE and stem == "competencia":
                self._take(located, (key,), (key,), value)
                continue
            name = f"{stem}.{key}"
            rules[name] = value
            self._places(located, (key,), ("reglas", name))
        return []

    def _take(self, located: Located, path: KeyPath, target: KeyPath, value: object) -> None:
        self.data[str(target[0])] = value
        self._places(located, path, target)

    def _places(self, located: Located, path: KeyPath, target: KeyPath) -> None:
        length = len(path)
        for places, found in ((self.values, located.values), (self.keys, located.keys)):
            for inner, place in found.items():
                if inner[:length] == path:
                    places[target + inner[length:]] = place


def _never(path: KeyPath, problem: Message, suggestion: str | None) -> None:
    raise AssertionError(f"the packaged copy was checked when it was written: {path} {problem.template} {suggestion}")


def rule_places(definition: Definition) -> Mapping[str, list[object]]:
    """Return each rule's place as plain data, for the packaged copy."""
    return {
        name: [rule.location.file, rule.location.line, rule.location.column]
        for name, rule in definition.rules.items()
        if rule.location
    }
