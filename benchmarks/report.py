"""The figures as tables that a person can read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import median
from typing import Any

from .archives import ONE_OURS, ONE_PROSELINT, OURS_LISTED, PEER_TEXTLINT, Archive
from .check_sides import FULL, RE2
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


def checks(measured: Measured) -> list[str]:
    """Return the lines about judging drafts.

    Args:
        measured: for `reply` and each number of expressions what `check_sides.in_own_process` found.
    """
    lines: list[str] = []
    for part, found in measured.items():
        title = "one reply of 600 characters" if part == "reply" else f"1,000 replies, {part} expressions"
        lines += ["", f"Check: {title} ({found['about']['prose']}); microseconds of CPU for one reply", ""]
        places = found["about"].get("found", {})
        for name, times in found["times"].items():
            told = f"   finds {places[name]} of {found['about']['seeded']}" if name in places else ""
            lines.append(f"  {name:<62}{median(times):>9.1f}{told}")
        lines += [f"  {name} is left out: {why}" for name, why in found["left_out"].items()]
    reply = measured["reply"]["times"]
    bare = next(name for name in reply if name.startswith(RE2))
    lines += ["", "  targets", _most("check of one reply", "a bare RE2 scan", ratio(reply[FULL], reply[bare]), 12.0)]
    return lines


def archive(found: Mapping[str, Archive], left_out: Mapping[str, str], count: int, least: float) -> list[str]:
    """Return the lines about whole commands over an archive, and how many times as fast as textlint ours must be."""
    lines = ["", f"Archive, {count} expressions: whole commands, without their start", ""]
    lines += [f"  {name:<62}{1e6 / item.microseconds:>9.0f} replies a second, {item.memory_few:.0f} to "
              f"{item.memory_many:.0f} MB" for name, item in found.items()]  # fmt: skip
    lines += [f"  {name} is left out: {why}" for name, why in left_out.items()]
    if PEER_TEXTLINT in found:
        times = found[PEER_TEXTLINT].microseconds / found[OURS_LISTED].microseconds
        verdict = "reached" if times >= least else "NOT reached"
        lines.append(f"  {verdict:<12} textlint takes {times:.1f} times as long as ours (at least {least:g})")
    return lines


def one_file(found: Mapping[str, Start]) -> list[str]:
    """Return the lines about the start of the linters."""
    lines = ["", "One short file: CPU ms from start to end", ""]
    lines += [f"  {name:<62}{start.cpu:>9.0f}" for name, start in found.items()]
    return [*lines, _most("lint of one file", "proselint", found[ONE_OURS].cpu / found[ONE_PROSELINT].cpu, 1.0)]


def _most(what: str, peer: str, times: float, most: float) -> str:
    verdict = "reached" if times <= most else "NOT reached"
    return f"  {verdict:<12} {what} takes {times:.1f} times as long as {peer} (at most {most:g})"


def threads(answers: int, wrong: int) -> list[str]:
    """Return the lines about shared use."""
    return ["", f"One manual in 4 threads: {answers:,} decisions, {wrong} differ from a single thread's"]
