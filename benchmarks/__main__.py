"""`python -m benchmarks`: our answers beside their peers, loading and start, as ratios within one run."""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
from dataclasses import asdict
from pathlib import Path

from . import archives, check_sides, fresh, report, threads
from .peers import PEERS
from .sides import in_own_process


def main() -> int:
    """Measure, print the tables, and write the figures where asked; 1 where an answer in threads was wrong."""
    options = _options()
    rounds = 3 if options.quick else 15
    measured = {peer: in_own_process(peer, rounds) for peer in PEERS}
    started = fresh.starts([peer for peer, found in measured.items() if "times" in found], 3 if options.quick else 9)
    answers, wrong = threads.wrong_answers(1 if options.quick else 10)
    machine = f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} cores"
    lines = [f"{machine}; {rounds} rounds, medians, ratios within a round"]
    judged = {part: check_sides.in_own_process(part, 3 if options.quick else 7) for part in ("reply", "60", "1000")}
    lines += [*report.engines(measured), *report.starts(started), *report.threads(answers, wrong)]
    lines += report.checks(judged)
    for count, least in ((60, 35.0), (1000, 180.0)):
        found, left_out = archives.archives(count)
        lines += report.archive(found, left_out, count, least)
    lines += report.one_file(archives.one_file(3 if options.quick else 15))
    print("\n".join(lines))
    if options.out:
        figures = {
            "machine": machine,
            "rounds": rounds,
            "engines": measured,
            "starts": {name: asdict(start) for name, start in started.items()},
            "checks": judged,
            "threads": {"answers": answers, "wrong": wrong},
        }
        options.out.write_text(json.dumps(figures, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return 1 if wrong else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="few rounds: the figures are rough")
    parser.add_argument("--out", type=Path, metavar="FILE", help="write every figure as JSON")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
