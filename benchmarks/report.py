"""The figures as tables that a person can read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import median
from typing import Any

from .fresh import BARE, Start
from .sides import DECIDE, ENGINE, MATCH, PACKAGED, PACKAGED_RANDOM
from .timing import ratio

TABLE = "zen-engine, table"
OURS = (MATCH, DECIDE, ENGINE, PACKAGED, PACKAGED_RANDOM)
# Peer, our side, and how many times as long as ours the peer must at least take.
TARGETS = (
    ("CEL (Rust)", MATCH, 3.0),
    ("durable-rules", MATCH, 8.0),
    (TABLE, MATCH, 15.0),
    (TABLE, PACKAGED, 1.0),
    (TABLE, PACKAGED_RANDOM, 1.0),
)

Measured = Mapping[str, Mapping[str, Any]]


def engines(measured: Measured) -> list[str]:
    """Return the lines about the 40-rule problem.

    Args:
        measured: for each peer what `sides.in_own_process` found.
    """
    shown = {name: found["times"] for name, found in measured.items() if "times" in found}
    lines = ["", "40 rules, 145 conditions, 20 facts, all rules that hold; microseconds of CPU for one case", ""]
    for side in OURS:
        times = [median(found[side]) for found in shown.values()]
        if times:
            lines.append(f"  {side:<56}{median(times):>8.1f}")
    lines += ["", f"  {'bare peers: no input check, no reasons':<56}{'':>8}   times ours: reasons   decision   engine"]
    for name, found in shown.items():
        ratios = [ratio(found[name], found[side]) for side in (MATCH, DECIDE, ENGINE)]
        lines.append(f"  {name:<56}{median(found[name]):>8.1f}{ratios[0]:>23.1f}{ratios[1]:>11.1f}{ratios[2]:>9.0f}")
    lines += [f"  {name} is left out: {found['left_out']}" for name, found in measured.items() if "left_out" in found]
    return lines + _targets(shown)


def _targets(shown: Mapping[str, Mapping[str, Sequence[float]]]) -> list[str]:
    lines = ["", "  targets"]
    for name, side, least in TARGETS:
        if name in shown:
            found = ratio(shown[name][name], shown[name][side])
            verdict = "reached" if found >= least else "NOT reached"
            pair = f"{name} takes {found:.1f} times as long as {side.removeprefix('ours: ')}"
            lines.append(f"  {verdict:<12} {pair} (at least {least:g})")
    return lines


def starts(found: Mapping[str, Start]) -> list[str]:
    """Return the lines about fresh processes."""
    lines = ["", "Fresh processes from start to end", "", f"  {'':<56}{'CPU ms':>8}{'above Python':>14}{'peak MB':>9}"]
    bare = found[BARE]
    for name, start in found.items():
        lines.append(f"  {name:<56}{start.cpu:>8.0f}{start.cpu - bare.cpu:>14.0f}{start.memory:>9.0f}")
    return lines


def threads(answers: int, wrong: int) -> list[str]:
    """Return the lines about shared use."""
    return ["", f"One manual in 4 threads: {answers:,} decisions, {wrong} differ from a single thread's"]
