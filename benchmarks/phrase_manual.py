"""A manual of ours that forbids a list of plain expressions, each an entry of its own, as a rule of the peers is."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import yaml

from .own_manual import Data, write_manual
from .problem import make_rules


def write_phrase_manual(folder: Path, expressions: Sequence[str]) -> Path:
    """Write the manual.

    Args:
        folder: an empty folder, or one to be made.
        expressions: what it forbids; quoted words count, because the peers know no quotations.

    Returns:
        The folder, for `Manual.load`.
    """
    folder.mkdir(exist_ok=True)
    write_manual(folder, make_rules(1))
    (folder / "phrases").mkdir()
    entries = {f"e{number:04d}": _entry(expression) for number, expression in enumerate(expressions)}
    text = yaml.safe_dump(entries, allow_unicode=True, sort_keys=False, width=110)
    (folder / "phrases" / "lista.yaml").write_text(text, encoding="utf-8")
    return folder


def entry_id(number: int) -> str:
    """Return the id of the entry of an expression, by its place in the list."""
    return f"lista.e{number:04d}"


def _entry(expression: str) -> Data:
    return {
        "familia": "lista",
        "tipo": "prohibida",
        "mensaje": "Permítame revisar su caso",
        "patrones": [expression],
        "cita": "contar",
        "fuente": {"pagina": 1, "cita": expression, "lectura": "literal"},
        "ejemplos": {"marca": [f"Señora, {expression}."], "no_marca": ["Gracias por escribirnos."]},
    }
