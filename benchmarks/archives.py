"""Whole commands over an archive of replies: ours, textlint with prh, proselint; CPU time and memory of the process."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import yaml

from .check_sides import expressions
from .drafts import Reply, make_replies, prose, write_files, write_lines
from .fresh import Start, run_process
from .phrase_manual import write_phrase_manual
from .timing import say

_NODE_MODULES = Path("build/textlint/node_modules")
TEXTLINT = _NODE_MODULES / ".bin" / "textlint"
OURS_PACKAGED = "ours: lint --jsonl, packaged manual"
OURS_LISTED = "ours: lint --jsonl, the same expressions"
PEER_TEXTLINT = "textlint + prh"
ONE_OURS = "ours: lint of one short file"
ONE_PROSELINT = "proselint: one short file"
_FEW, _MANY = 20, 1400
_FOUND_SOMETHING = (0, 1)  # how linters end


@dataclass(frozen=True, slots=True)
class Archive:
    """What one command needs for a reply, its start taken off, and the most memory that it held for few and many."""

    microseconds: float
    memory_few: float
    memory_many: float


def archives(count: int) -> tuple[dict[str, Archive], dict[str, str]]:
    """Lint an archive with each command, with a list of so many expressions.

    Args:
        count: 60 or 1000.

    Returns:
        What each command needs, and why others are left out.
    """
    say(f"an archive, {count} expressions")
    paragraphs, _ = prose()
    replies = make_replies(paragraphs, 1.2)[:_MANY]
    left_out = {} if _textlint() else {PEER_TEXTLINT: f"{TEXTLINT} and node are needed: see docs/developers.md"}
    with TemporaryDirectory() as name:
        folder = Path(name)
        manual = write_phrase_manual(folder / "manual", expressions(count, paragraphs))
        found = {OURS_LISTED: _ours(folder, replies, ["--manual", str(manual)])}
        if count == len(expressions(60, paragraphs)):
            found[OURS_PACKAGED] = _ours(folder, replies, [])
        if not left_out:
            found[PEER_TEXTLINT] = _theirs(folder, replies, expressions(count, paragraphs))
    return found, left_out


def one_file(rounds: int) -> dict[str, Start]:
    """Lint one short file with ours and with proselint, in turn, and return the CPU time and memory of each."""
    say("lint of one short file")
    with TemporaryDirectory() as name:
        draft = Path(name) / "borrador.txt"
        draft.write_text("Buenos días, señora Díaz. Mi amor, espere un momento.\n", encoding="utf-8")
        commands = {
            ONE_OURS: [sys.executable, "-m", "manual_atencion", "lint", str(draft)],
            ONE_PROSELINT: [sys.executable, "-m", "proselint", "check", str(draft)],
        }
        runs: dict[str, list[Start]] = {title: [] for title in commands}
        for _ in range(rounds):
            for title, command in commands.items():
                runs[title].append(run_process(title, command, endings=_FOUND_SOMETHING))
    return {title: sorted(found, key=lambda start: start.cpu)[len(found) // 2] for title, found in runs.items()}


def _ours(folder: Path, replies: Sequence[Reply], options: Sequence[str]) -> Archive:
    command = [sys.executable, "-m", "manual_atencion", "lint", "--jsonl"]
    sizes = {}
    for size in (_FEW, _MANY):
        lines = write_lines(replies[:size], folder / f"{size}.jsonl")
        sizes[size] = run_process("lint --jsonl", [*command, str(lines), *options], endings=_FOUND_SOMETHING)
    return _archive(sizes)


def _theirs(folder: Path, replies: Sequence[Reply], listed: Sequence[str]) -> Archive:
    rules = {"version": 1, "rules": [{"expected": "•", "pattern": f"/{text}/i"} for text in listed]}
    (folder / "prh.yml").write_text(yaml.safe_dump(rules, allow_unicode=True), encoding="utf-8")
    settings = folder / ".textlintrc.json"
    settings.write_text(f'{{"rules": {{"prh": {{"rulePaths": ["{folder / "prh.yml"}"]}}}}}}', encoding="utf-8")
    command = [str(_textlint()), str(TEXTLINT.resolve()), "--config", str(settings), "--format", "json"]
    command += ["--rules-base-directory", str(_NODE_MODULES.resolve())]
    sizes = {}
    for size in (_FEW, _MANY):
        paths = write_files(replies[:size], folder / f"texts{size}")
        sizes[size] = run_process(PEER_TEXTLINT, [*command, *map(str, paths)], endings=_FOUND_SOMETHING)
    return _archive(sizes)


def _archive(sizes: Mapping[int, Start]) -> Archive:
    few, many = sizes[_FEW], sizes[_MANY]
    return Archive((many.cpu - few.cpu) / (_MANY - _FEW) * 1e3, few.memory, many.memory)


def _textlint() -> str | None:
    return shutil.which("node") if TEXTLINT.exists() else None
