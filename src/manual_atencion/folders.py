"""A folder of YAML files to one mapping of sections, with every place."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .errors import Fault, Location, ManualFileError
from .located import KeyPath, Located
from .messages import message, nearest, plain, shown_word

_SECTIONS = {
    "hechos": ("hechos", "incompatibles"),
    "pasos": ("procedimientos", "pasos", "actos", "responsables", "finales"),
    "enunciados": ("enunciados",),
    "diapositivas": ("diapositivas",),
    "calendario": ("calendario",),
}
_PHRASE_SECTIONS = frozenset({"espacios", "abreviaturas", "listas"})  # files of phrases/ whose keys are no phrases
_TABLE = "tabla_de_competencias"
_HOMES = {section: stem for stem, sections in _SECTIONS.items() for section in sections} | {_TABLE: "competencia"}
_STEM = re.compile(r"[a-z][a-z0-9_]*\Z")


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file of a manual: its path, the name to show for it, and whether it holds phrases instead of rules."""

    path: Path
    shown: str
    phrases: bool = False


def source_files(folder: Path, shown: str | None = None) -> tuple[tuple[SourceFile, ...], list[Fault]]:
    """Return a manual folder's rule and phrase files, sorted, and the faults of those that would be overlooked.

    Args:
        folder: the folder that holds `rules` or `phrases`.
        shown: the name to show for it; by default its path.

    Raises:
        ManualFileError: the folder is missing, or holds neither.
    """
    name = str(folder) if shown is None else shown
    rules, phrases = folder / "rules", folder / "phrases"
    problem = None
    if not folder.exists():
        problem = message("no existe la carpeta")
    elif not folder.is_dir():
        problem = message("es un archivo; se esperaba una carpeta con rules/")
    elif not rules.is_dir() and not phrases.is_dir():
        problem = message("la carpeta no contiene rules/ ni phrases/")
    if problem:
        raise ManualFileError([Fault(problem, Location(name))])
    prefix = f"{name}/" if name else ""
    astray = message("este archivo no se leería; póngalo en rules/ o en phrases/")
    outside = [Fault(astray, Location(f"{prefix}{path.name}")) for path in _entries(folder, name) if _is_yaml(path)]
    files: list[SourceFile] = []
    for room in (rules, phrases):
        found, wrong = _files_of(room, prefix)
        files += found
        outside += wrong
    return tuple(files), outside


def _files_of(room: Path, prefix: str) -> tuple[list[SourceFile], list[Fault]]:
    files: list[SourceFile] = []
    wrong: list[Fault] = []
    for path in _entries(room, f"{prefix}{room.name}") if room.is_dir() else []:
        fault = _misplaced(path, room.name, f"{prefix}{room.name}/{path.name}")
        if fault:
            wrong.append(fault)
        elif path.suffix == ".yaml":
            files.append(SourceFile(path, f"{prefix}{room.name}/{path.name}", room.name == "phrases"))
    return files, wrong


def _entries(folder: Path, shown: str) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    except OSError:
        pass
    raise ManualFileError([Fault(message("no hay permiso para leer la carpeta"), Location(shown))])


def _is_yaml(path: Path) -> bool:
    return path.suffix.lower() in (".yaml", ".yml")


def _misplaced(path: Path, room: str, shown: str) -> Fault | None:
    if path.is_dir():
        return Fault(message("es una carpeta; los archivos van directamente en {room}/", room=room), Location(shown))
    if not _is_yaml(path):
        return None
    if path.suffix != ".yaml":
        problem = message("el nombre del archivo debe terminar en «.yaml»")
        return Fault(problem, Location(shown), f"{plain(path.stem)}.yaml")
    if not _STEM.match(path.stem):
        problem = message("el nombre del archivo debe estar en minúsculas sin tildes ni ñ, con letras, cifras y «_»")
        near = plain(path.stem)
        return Fault(problem, Location(shown), f"{near}.yaml" if _STEM.match(near) else None)
    if path.exists() and not path.is_file():
        return Fault(message("no es un archivo corriente"), Location(shown))
    return None


def fingerprint(files: Iterable[SourceFile]) -> str:
    """Return a digest of the files' names and bytes; line ends do not change it."""
    total = hashlib.sha256()
    for file in files:
        content = file.path.read_bytes().replace(b"\r\n", b"\n")
        total.update(f"{file.path.parent.name}/{file.path.name}\0{len(content)}\0".encode())
        total.update(content)
    return total.hexdigest()


def read_sections(files: Iterable[SourceFile], shown: str = "rules") -> tuple[Located, list[Fault]]:
    """Read files into one mapping of sections, with every place, and return the faults of those that cannot be read.

    Args:
        files: the files.
        shown: the name to show for their folder, for what is missing in all of them.
    """
    from .yaml_reader import read_file

    gather = _Gather(shown)
    for file in files:
        try:
            gather.add(file, read_file(file.path, file.shown))
        except ManualFileError as error:
            gather.faults += error.faults
    return Located(gather.data, gather.values, gather.keys), gather.faults


class _Gather:
    def __init__(self, shown: str) -> None:
        self.data: dict[str, Any] = {}
        self.values: dict[KeyPath, Location] = {(): Location(shown)}
        self.keys: dict[KeyPath, Location] = {}
        self.faults: list[Fault] = []

    def add(self, file: SourceFile, located: Located) -> None:
        """Add what one file holds, under the names of its sections, as rules or as phrases."""
        if located.data is None:
            return
        if not isinstance(located.data, dict):
            self.faults.append(Fault(message("se esperaba un grupo de «clave: valor»"), located.place(())))
            return
        stem = file.path.stem
        targets: dict[str | int, KeyPath] = {}
        for key, value in located.data.items():
            path = _phrase_target(stem, key) if file.phrases else self._target(stem, key, located)
            if path is not None:
                targets[key] = path
                self._put(path, value)
        if stem == "manual" and not file.phrases:
            self.values["manual",] = self.keys["manual",] = located.place(())
        for places, found in ((self.values, located.values), (self.keys, located.keys)):
            places.update((targets[path[0]] + path[1:], place) for path, place in found.items()
                          if path and path[0] in targets)  # fmt: skip

    def _target(self, stem: str, key: str | int, located: Located) -> KeyPath | None:
        """Return where a file's key belongs, or None where it does not belong in that file."""
        if stem == "manual":
            return ("manual", key)
        home = _HOMES.get(str(key))
        if home == stem:
            return (key,)
        if home is None and stem not in _SECTIONS:
            return ("reglas", f"{stem}.{key}")
        place = located.place((key,), key=True)
        if home is not None:
            problem = message("la sección «{key}» va en rules/{home}.yaml", key=key, home=home)
            self.faults.append(Fault(problem, place))
        else:
            expected = _SECTIONS[stem]
            problem = message("no existe la sección «{key}» en este archivo; se esperaba {expected}",
                              key=shown_word(key), expected=", ".join(expected))  # fmt: skip
            self.faults.append(Fault(problem, place, nearest(key, expected)))
        return None

    def _put(self, path: KeyPath, value: object) -> None:
        if len(path) == 1:
            self.data[str(path[0])] = value
        else:
            self.data.setdefault(str(path[0]), {})[path[1]] = value


def _phrase_target(stem: str, key: str | int) -> KeyPath:
    return (stem, key) if stem in _PHRASE_SECTIONS else ("frases", f"{stem}.{key}")
