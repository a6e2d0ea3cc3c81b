"""What only a fresh process can tell: import, loading, the start of the command, and memory."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from manual_atencion.loading import load_definition

from .own_manual import write_manual
from .peers import PEERS
from .problem import make_rules
from .timing import say

BARE = "Python itself"
_LOAD = "from manual_atencion import Manual; Manual.load({})"
_PEER = "from benchmarks import peers, problem; peers.PEERS[{!r}](problem.make_rules())"
# A process is charged with the memory of the one that started it, so a small one starts each.
_LAUNCHER = """
import os, sys
silent = os.open(os.devnull, os.O_WRONLY)
process = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ, file_actions=[(os.POSIX_SPAWN_DUP2, silent, 1)])
_, status, usage = os.wait4(process, 0)
print(usage.ru_utime + usage.ru_stime, usage.ru_maxrss)
sys.exit(os.waitstatus_to_exitcode(status))
"""
_NOW = "2026-02-13T15:00:00-05:00"


@dataclass(frozen=True, slots=True)
class Start:
    """One process from start to end: CPU time of all its threads in milliseconds, and the most memory it held in MB."""

    cpu: float
    memory: float


def starts(peers: Sequence[str], rounds: int) -> dict[str, Start]:
    """Run each start in a fresh process, in turn, and return the medians.

    Args:
        peers: the peers that work here.
        rounds: how often to run each.
    """
    with TemporaryDirectory() as folder:
        return _medians(_commands(Path(folder), peers), rounds)


def _medians(commands: Mapping[str, Sequence[str]], rounds: int) -> dict[str, Start]:
    found: dict[str, list[Start]] = {name: [] for name in commands}
    for number in range(rounds):
        say(f"fresh processes, round {number + 1} of {rounds}")
        for name, command in commands.items():
            found[name].append(run_process(name, command))
    return {
        name: Start(median(start.cpu for start in runs), median(start.memory for start in runs))
        for name, runs in found.items()
    }


def _commands(folder: Path, peers: Sequence[str]) -> dict[str, Sequence[str]]:
    (folder / "problem").mkdir()
    problem = write_manual(folder / "problem", make_rules())
    packaged = _packaged_as_files(folder / "packaged")
    case = folder / "caso.yaml"
    case.write_text("canal: telefono\nllamada: perdida\n", encoding="utf-8")
    python = [sys.executable, "-c"]
    commands: dict[str, Sequence[str]] = {
        BARE: [*python, "pass"],
        "ours: import": [*python, "import manual_atencion"],
        f"ours: import, load the packaged manual{_copy_note()}": [*python, _LOAD.format("")],
        "ours: import, load it from its YAML": [*python, _LOAD.format(repr(str(packaged)))],
        "ours: import, load the 40 rules from YAML": [*python, _LOAD.format(repr(str(problem)))],
        "ours: manual-atencion decide, one case": [
            sys.executable, "-m", "manual_atencion", "decide", str(case), "--now", _NOW,
        ],
    }  # fmt: skip
    return commands | {
        f"{peer}: import, load the 40 rules": [*python, _PEER.format(peer)] for peer in peers if peer in PEERS
    }


def _copy_note() -> str:
    _, is_copy = load_definition()
    return "" if is_copy else " (STALE COPY)"


def _packaged_as_files(folder: Path) -> Path:
    """Copy the packaged manual's YAML as a manual of its own, so that nothing but YAML is there to load it from."""
    shutil.copytree(str(files("manual_atencion") / "rules"), folder / "rules")
    head = folder / "rules" / "manual.yaml"
    head.write_text(head.read_text(encoding="utf-8") + "\nbase: ninguna\n", encoding="utf-8")
    return folder


def run_process(name: str, command: Sequence[str], endings: Sequence[int] = (0,)) -> Start:
    """Run a command in a fresh process and return what it needed.

    Args:
        name: what it is called in an error.
        command: the command.
        endings: the exit codes with which it may end.
    """
    launcher = [sys.executable, "-I", "-S", "-c", _LAUNCHER, *command]
    done = subprocess.run(launcher, capture_output=True, text=True, check=False)  # noqa: S603  # our own commands
    if done.returncode not in endings:
        raise RuntimeError(f"this start failed: {name}: {done.stderr[-300:]}")
    cpu, memory = done.stdout.split()
    return Start(float(cpu) * 1e3, int(memory) / (1e6 if sys.platform == "darwin" else 1e3))
