"""Our check beside bare matching engines in one process: places compared first, then times in turn."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from manual_atencion import Manual

from .drafts import Reply, make_replies, prose, usual_ones
from .expressions import EXPRESSIONS, thousand
from .phrase_manual import entry_id, write_phrase_manual
from .scanners import RE2, SCANNERS, Scan
from .sides import NOW, random_value
from .timing import Contender, measure, say

FULL = "ours: check, packaged manual, every fact of the case"
READY = "ours: the same, the case validated before"
WITHOUT = "ours: check, packaged manual, no case"
LIST = "ours: check, the same expressions as a manual"
PLAIN = re.compile(r"[^\W\d_]+(?:[ ,]+[^\W\d_]+)+")
_USUAL = 40
_MEGABYTES = 4.0
_SECONDS = 900


def in_own_process(part: str, rounds: int) -> dict[str, Any]:
    """Measure one part, `reply` or a number of expressions, in a fresh process.

    Returns:
        `{"times": {name: microseconds a round}, "about": what was measured with, "left_out": {name: why}}`.

    Raises:
        RuntimeError: an expression was not found where it stands.
    """
    say(f"check, {part}, in a process of its own")
    command = [sys.executable, "-m", __spec__.name, part, str(rounds)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, timeout=_SECONDS, check=False)  # noqa: S603  # our own module
    if done.returncode:
        raise RuntimeError(f"the process that measures the check ({part}) failed")
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def expressions(count: int, paragraphs: Sequence[str]) -> tuple[str, ...]:
    """Return the 60 expressions, or the thousand."""
    return EXPRESSIONS if count == len(EXPRESSIONS) else thousand(paragraphs[:20_000])


def list_manual(count: int, paragraphs: Sequence[str]) -> Manual:
    """Write the expressions as a manual of their own and load it."""
    with TemporaryDirectory() as folder:
        return Manual.load(write_phrase_manual(Path(folder), expressions(count, paragraphs)))


def hold_to_places(manual: Manual, replies: Sequence[Reply], listed: Sequence[str]) -> int:
    """Hold our findings against where the expressions were put, in whatever spelling; return how many there are."""
    ids = {expression: entry_id(number) for number, expression in enumerate(listed)}
    seeded = [reply for reply in replies if reply.expression]
    for reply in seeded:
        found = {(finding.rule, finding.start, finding.end) for finding in manual.check(reply.text).findings}
        if (ids[reply.expression], reply.start, reply.end) not in found:
            raise RuntimeError("an expression in a reply was not found at its place")
    return len(seeded)


def plain_wordings(manual: Manual) -> tuple[str, ...]:
    """Return the wordings of a manual that are words only, without any sign of the pattern language."""
    wordings = (wording.pattern for phrase in manual.definition.phrases.values() for wording in phrase.wordings)
    return tuple(dict.fromkeys(pattern for pattern in wordings if PLAIN.fullmatch(pattern)))


def _reply(rounds: int) -> dict[str, Any]:
    paragraphs, kind = prose()
    usual = usual_ones(make_replies(paragraphs, _MEGABYTES), _USUAL)
    manual = Manual.load()
    wordings = plain_wordings(manual)
    case = _full_case(manual)
    ready = manual.case(case)
    contenders = {
        FULL: Contender(lambda text: manual.check(text, case, now=NOW), usual),
        READY: Contender(lambda text: manual.check(text, ready, now=NOW), usual),
        WITHOUT: Contender(manual.check, usual),
    }
    scanners, left_out = _scanners({"the 60": EXPRESSIONS, f"the manual's {len(wordings)} plain ones": wordings})
    contenders |= {name: Contender(scan, usual) for name, scan in scanners.items()}
    about = {
        "replies": len(usual), "characters": sum(map(len, usual)) / len(usual), "prose": kind, "facts": len(case),
        "findings": sum(len(manual.check(text, ready, now=NOW).findings) for text in usual) / len(usual),
        "wordings": sum(len(phrase.wordings) for phrase in manual.definition.phrases.values()),
    }  # fmt: skip
    return {"times": measure(contenders, rounds), "about": about, "left_out": left_out}


def _full_case(manual: Manual) -> dict[str, object]:
    """Return a value for every fact that a condition of a phrase uses."""
    draw = Random(5)
    every = {fact.name: random_value(fact, draw) for fact in manual.facts.values()}
    used = manual.check("", every, now=NOW).context
    return {name: value for name, value in every.items() if name in used}


def _scanners(lists: Mapping[str, Sequence[str]]) -> tuple[dict[str, Scan], dict[str, str]]:
    found: dict[str, Scan] = {}
    left_out: dict[str, str] = {}
    for name, build in SCANNERS.items():
        for title, listed in lists.items():
            try:
                found[f"{name}, {title}" if title else name] = build(listed)
            except ImportError as missing:
                left_out[name] = str(missing)
    return found, left_out


def _list(count: int, rounds: int) -> dict[str, Any]:
    paragraphs, kind = prose()
    replies = make_replies(paragraphs, 1.2)[:1000]
    listed = expressions(count, paragraphs)
    manual = list_manual(count, paragraphs)
    seeded = hold_to_places(manual, replies, listed)
    scanners, left_out = _scanners({"": listed})
    found = {name: _found(scan, replies) for name, scan in scanners.items()}
    texts = [reply.text for reply in replies]
    contenders = {
        LIST: Contender(manual.check, texts),
        **{name: Contender(scan, texts) for name, scan in scanners.items()},
    }
    size = sum(len(text.encode()) for text in texts)
    about = {"replies": len(texts), "bytes": size, "prose": kind, "seeded": seeded, "found": {LIST: seeded, **found}}
    return {"times": measure(contenders, rounds, 1.0), "about": about, "left_out": left_out}


def _found(scan: Scan, replies: Sequence[Reply]) -> int:
    """Return how many of the seeded expressions a scanner finds at their place."""
    return sum((reply.start, reply.end) in scan(reply.text) for reply in replies if reply.expression)


if __name__ == "__main__":
    _part, _rounds = sys.argv[1], int(sys.argv[2])
    print(json.dumps(_reply(_rounds) if _part == "reply" else _list(int(_part), _rounds)))


__all__ = ["FULL", "LIST", "RE2", "READY", "WITHOUT", "in_own_process"]
