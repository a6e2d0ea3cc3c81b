"""Print how well the checker agrees with the examiner: `python -m tests.report_drafts [--held-out] [--texts]`."""

from __future__ import annotations

import argparse
import sys

from tests.draft_sets import check_drafts, load_drafts, report

from manual_atencion import Manual


def main() -> None:
    """Check one set of drafts and print the table and each disagreement."""
    parser = argparse.ArgumentParser(prog="python -m tests.report_drafts")
    parser.add_argument("--held-out", action="store_true", help="the set that nobody who writes phrases has seen")
    parser.add_argument("--texts", action="store_true", help="show the drafts, not only their ids")
    arguments = parser.parse_args()
    outcomes = check_drafts(Manual.load(), load_drafts("held_out" if arguments.held_out else "development"))
    sys.stdout.write(report(outcomes, with_texts=arguments.texts) + "\n")


if __name__ == "__main__":
    main()
