"""Writes what the package ships but git does not hold: compiled message catalogues and the manual already checked.

Both are caches of files in the package, so a build without them still gives a package that works, only slower or
in Spanish alone. `python hatch_build.py` writes them in place; the build backend calls the hook below.
"""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

PACKAGE = Path("src") / "manual_atencion"


class PackagedFilesHook(BuildHookInterface):  # type: ignore[type-arg]  # its parameter is only the builder's own settings
    """Writes the caches before a wheel or an editable installation is made."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002  # hatchling's signature
        """Write both caches under the project's root.

        Args:
            version: "standard" or "editable"; both need the same files.
            build_data: hatchling's settings for this build, left as they are.
        """
        write_all(Path(self.root))


def write_all(root: Path) -> None:
    """Write the catalogues and the packaged manual.

    Args:
        root: the folder that holds pyproject.toml.
    """
    compile_catalogues(root)
    write_packaged_manual(root)


def compile_catalogues(root: Path) -> None:
    """Compile every catalogue of messages beside its source.

    Args:
        root: the folder that holds pyproject.toml.
    """
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    for source in sorted((root / PACKAGE / "locale").glob("*/LC_MESSAGES/*.po")):
        with source.open("rb") as text:
            catalogue = read_po(text, locale=source.parent.parent.name)
        with source.with_suffix(".mo").open("wb") as compiled:
            write_mo(compiled, catalogue)


def write_packaged_manual(root: Path) -> None:
    """Write the packaged manual as the package itself would, or leave it out and say why in one line.

    Args:
        root: the folder that holds pyproject.toml.
    """
    target = root / PACKAGE / "packaged.json"
    sys.path.insert(0, str(root / "src"))
    try:
        importlib.import_module("manual_atencion.packaging").write_packaged(target)
    except ModuleNotFoundError as missing:
        target.unlink(missing_ok=True)
        if missing.name != "manual_atencion.packaging":
            _say_left_out(missing)
    except Exception as fault:  # noqa: BLE001  # a cache: whatever is wrong is told properly when the manual is loaded
        target.unlink(missing_ok=True)
        _say_left_out(fault)
    finally:
        sys.path.remove(str(root / "src"))


def _say_left_out(fault: Exception) -> None:
    lines = str(fault).strip().splitlines() or [type(fault).__name__]
    print(f"hatch_build: packaged.json left out, the manual will be read from its files: {lines[0]}", file=sys.stderr)


if __name__ == "__main__":
    write_all(Path(__file__).resolve().parent)
