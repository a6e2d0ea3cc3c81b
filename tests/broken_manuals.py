"""The small valid manual that tests break, and the complaints about what is broken in it."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Any

import pytest

from manual_atencion import Manual, ManualError, loading
from manual_atencion.yaml_reader import read_file

BROKEN = Path(__file__).parent / "broken"
BASE = BROKEN / "base"
FINE = "ningún error"


def copy_of_base(to: Path) -> Path:
    """Copy the small manual to a new folder, and return it."""
    shutil.copytree(BASE, to)
    return to


def put(folder: Path, files: dict[str, str | bytes]) -> Path:
    """Write files into a folder, and return the folder."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def complaints(folder: Path) -> str:
    """Load a folder and return what is said to be wrong, with places relative to the folder."""
    try:
        Manual.load(folder)
    except ManualError as error:
        return str(error).replace(f"{folder.parent}/", "").replace("manual/rules", "rules").replace("manual/", "")
    return FINE


def complaint(piece: Path) -> str:
    """Put one piece of the museum in its place, and return what is said of it."""
    data: Any = read_file(piece).data
    with tempfile.TemporaryDirectory() as room:
        if piece.parent.name == "case":
            return _case_complaint(put(Path(room), {data["archivo"]: data["texto"]}))
        if piece.parent.name == "overlay":
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(loading, "PACKAGE", BASE)
                return complaints(put(Path(room) / "mi_institucion", {data["archivo"]: data["texto"]}))
        folder = copy_of_base(Path(room) / "manual")
        text = data.get("texto") or (folder / data["archivo"]).read_text("utf-8").replace(data["cambia"], data["por"])
        return complaints(put(folder, {data["archivo"]: text}))


def _case_complaint(folder: Path) -> str:
    facts = Manual.load(BASE).facts
    try:
        located = read_file(folder / "caso.yaml")
        facts.case(located.data, located)  # type: ignore[arg-type]  # a case file may hold anything
    except ManualError as error:
        return str(error).replace(f"{folder}/", "")
    return FINE
