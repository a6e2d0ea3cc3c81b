"""`make false-alarms`: what the packaged manual finds in real Spanish prose that nobody wrote to a user of the service.

Every paragraph of the corpus is checked as a draft without a case. An error there is a false alarm, unless somebody
speaks and says just what is forbidden («mi amor» in a story): a person who has read such a place notes it in
`reviewed.txt`, by the fingerprint that the report prints, and it counts no more.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from time import process_time

from manual_atencion import Manual
from manual_atencion.replies.verdict import Finding

from .corpus import CORPUS, STORIES, read
from .timing import say

SEVERITIES = ("error", "warning", "advice")
MOST_ERRORS = 1.0  # a MB
REVIEWED = Path(__file__).parent / "reviewed.txt"
_AROUND = 80


@dataclass(frozen=True, slots=True)
class Alarm:
    """One finding in the corpus."""

    rule: str
    severity: str
    package: str
    before: str
    words: str
    after: str
    fingerprint: str

    def __str__(self) -> str:
        return f"  {self.fingerprint} {self.package:<20.20} {self.before}[[{self.words}]]{self.after}"


def alarms(corpus: Mapping[str, Sequence[str]]) -> tuple[list[Alarm], float]:
    """Check every paragraph as a draft of its own.

    Args:
        corpus: paragraphs by package.

    Returns:
        The findings, and the seconds of CPU time that checking took.
    """
    manual = Manual.load()
    manual.check("")  # what is made when first needed is made
    found: list[Alarm] = []
    start = process_time()
    for package, paragraphs in corpus.items():
        say(f"false alarms: {package}")
        for text in paragraphs:
            found += [_alarm(text, package, finding) for finding in manual.check(text).findings]
    return found, process_time() - start


def reviewed() -> frozenset[str]:
    """Return the fingerprints of the places where a person found the forbidden wording rightly found."""
    if not REVIEWED.exists():
        return frozenset()
    lines = REVIEWED.read_text(encoding="utf-8").splitlines()
    return frozenset(line.split()[0] for line in lines if line and not line.startswith("#"))


def report(found: Iterable[Alarm], sizes: Mapping[str, float], listed: Sequence[str]) -> list[str]:
    """Return the tables, and every finding to be shown with what stands around it.

    Args:
        found: the findings.
        sizes: MB of each package.
        listed: of which severities to show each finding.
    """
    known = reviewed()
    counted = [alarm for alarm in found if alarm.fingerprint not in known]
    rightly = len([alarm for alarm in found if alarm.fingerprint in known])
    groups = {"all": set(sizes), "stories, verses, jokes": set(STORIES), "other prose": set(sizes) - set(STORIES)}
    lines = [f"  {'findings a MB':<40}{'MB':>7}" + "".join(f"{severity:>10}" for severity in SEVERITIES)]
    for name, packages in groups.items():
        lines.append(f"  {name:<40}" + _rates((a for a in counted if a.package in packages), sizes, packages))
    lines += ["", f"  {'findings by rule':<47}" + "".join(f"{severity:>10}" for severity in SEVERITIES)]
    by_rule = Counter((alarm.rule, alarm.severity) for alarm in counted)
    rules = sorted(
        {rule for rule, _ in by_rule}, key=lambda rule: [-by_rule[rule, severity] for severity in SEVERITIES]
    )
    lines += [f"  {rule:<47}" + "".join(f"{by_rule[rule, severity]:>10}" for severity in SEVERITIES) for rule in rules]
    for severity in listed:
        for rule in rules:
            shown = [alarm for alarm in counted if (alarm.rule, alarm.severity) == (rule, severity)]
            lines += ["", f"== {severity} {rule}: {len(shown)}"] if shown else []
            lines += map(str, sorted(shown, key=lambda alarm: (alarm.words.lower(), alarm.fingerprint)))
    errors, total = sum(alarm.severity == "error" for alarm in counted), sum(sizes.values())
    verdict = "reached" if errors <= MOST_ERRORS * total else "NOT reached"
    return [
        *lines, "",
        f"  {rightly} findings are not counted: a person noted them as the forbidden wording itself, spoken in a story",
        f"  {verdict:<12} {errors / total:.2f} errors a MB (at most {MOST_ERRORS:g})",
    ]  # fmt: skip


def _alarm(text: str, package: str, finding: Finding) -> Alarm:
    start, end = finding.start, finding.end
    digest = sha256(f"{finding.rule}\n{start}\n{end}\n{text}".encode()).hexdigest()[:10]
    before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
    return Alarm(finding.rule, finding.severity, package, before, text[start:end], after, digest)


def _rates(found: Iterable[Alarm], sizes: Mapping[str, float], packages: Iterable[str]) -> str:
    size = sum(sizes.get(package, 0.0) for package in packages)
    counts = Counter(alarm.severity for alarm in found)
    rates = "".join(f"{counts[severity] / size:>10.2f}" if size else f"{'-':>10}" for severity in SEVERITIES)
    return f"{size:>7.2f}{rates}"


def main() -> int:
    """Print the report; 1 where there are more errors than the target allows."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.false_alarms", description=__doc__)
    parser.add_argument("--corpus", type=Path, default=CORPUS, metavar="FOLDER")
    parser.add_argument("--list", nargs="*", choices=SEVERITIES, default=["error"], help="show each of these findings")
    options = parser.parse_args()
    corpus = read(options.corpus)
    sizes = {package: sum(len(text.encode()) for text in texts) / 1e6 for package, texts in corpus.items()}
    found, seconds = alarms(corpus)
    lines = report(found, sizes, options.list)
    print("\n".join([*lines, f"  {sum(sizes.values()) / seconds:.2f} MB a second on one core"]))
    return int("NOT" in lines[-1])


if __name__ == "__main__":
    sys.exit(main())
