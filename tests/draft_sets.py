"""The draft replies that an independent examiner wrote, and how well the checker agrees with that examiner."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from manual_atencion import Manual
from manual_atencion.replies.verdict import Finding
from manual_atencion.yaml_reader import read_file

FOLDER = Path(__file__).parent / "drafts"
KEYS = {"id", "text", "case", "now", "errors", "warnings", "allowed", "spans"}

SetName = Literal["development", "held_out"]


@dataclass(frozen=True, slots=True)
class Draft:
    """One draft with the findings that a careful policy officer expects.

    Args:
        id: names the draft in reports.
        text: the reply.
        case: the facts given with it.
        now: the instant of the check.
        errors: the families expected as errors, no more and no fewer.
        warnings: further families expected as warnings.
        allowed: families on which fair officers could differ.
        spans: the exact words expected under a family.
    """

    id: str
    text: str = field(repr=False)
    case: Mapping[str, object]
    now: datetime | None
    errors: frozenset[str]
    warnings: frozenset[str]
    allowed: frozenset[str]
    spans: Mapping[str, str] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the checker found in one draft, by family."""

    draft: Draft
    acceptable: bool
    errors: frozenset[str]
    warnings: frozenset[str]
    wrong_spans: frozenset[str]

    @property
    def hits(self) -> frozenset[str]:
        """Expected errors that were found."""
        return self.draft.errors & self.errors

    @property
    def misses(self) -> frozenset[str]:
        """Expected errors that were not found."""
        return self.draft.errors - self.errors

    @property
    def false_alarms(self) -> frozenset[str]:
        """Errors that nobody expects; a family expected as a warning is not expected as an error."""
        return self.errors - self.draft.errors - self.draft.allowed

    @property
    def missed_warnings(self) -> frozenset[str]:
        """Expected warnings found neither as a warning nor as an error."""
        return self.draft.warnings - self.warnings - self.errors

    @property
    def surplus_warnings(self) -> frozenset[str]:
        """Unexpected warnings that no unknown fact excuses; reported, not judged."""
        return self.warnings - self.draft.errors - self.draft.warnings - self.draft.allowed

    @property
    def is_wrongly_refused(self) -> bool:
        """Whether the draft is acceptable to the examiner and not to the checker."""
        return not self.draft.errors and not self.acceptable and bool(self.false_alarms)


@dataclass(frozen=True, slots=True)
class Score:
    """Agreement over a number of (draft, family) pairs."""

    hits: int
    misses: int
    false_alarms: int

    @property
    def precision(self) -> float:
        """Share of the errors found that the examiner expects."""
        return _share(self.hits, self.hits + self.false_alarms)

    @property
    def recall(self) -> float:
        """Share of the errors expected that were found."""
        return _share(self.hits, self.hits + self.misses)


def load_drafts(name: SetName) -> tuple[Draft, ...]:
    """Read one set of drafts, in the order of the files.

    Raises:
        AssertionError: a draft has a key that the format does not know, or lacks one.
    """
    return tuple(_draft(entry) for path in sorted((FOLDER / name).glob("*.yaml")) for entry in _entries(path))


def check_drafts(manual: Manual, drafts: Iterable[Draft]) -> tuple[Outcome, ...]:
    """Check every draft with its case."""
    return tuple(_outcome(manual, draft) for draft in drafts)


def total(outcomes: Iterable[Outcome]) -> Score:
    """Score all families together."""
    outcomes = tuple(outcomes)
    return Score(*(sum(len(pairs(outcome)) for outcome in outcomes) for pairs in _PAIRS))


def by_family(outcomes: Iterable[Outcome]) -> dict[str, Score]:
    """Score each family that is expected or found as an error, in alphabetical order."""
    outcomes = tuple(outcomes)
    counts = [Counter(family for outcome in outcomes for family in pairs(outcome)) for pairs in _PAIRS]
    return {family: Score(*(count[family] for count in counts)) for family in sorted(set().union(*counts))}


def warning_recall(outcomes: Iterable[Outcome]) -> float:
    """Share of the warnings expected that were found, as warnings or as errors."""
    outcomes = tuple(outcomes)
    expected = sum(len(outcome.draft.warnings) for outcome in outcomes)
    return _share(expected - sum(len(outcome.missed_warnings) for outcome in outcomes), expected)


def acceptable_share(outcomes: Iterable[Outcome]) -> float:
    """Share of the drafts without expected errors that the checker lets pass."""
    fine = [outcome for outcome in outcomes if not outcome.draft.errors]
    return _share(sum(not outcome.is_wrongly_refused for outcome in fine), len(fine))


def report(outcomes: Iterable[Outcome], *, with_texts: bool = False) -> str:
    """Return the table of families and one line for each disagreement.

    Args:
        outcomes: what the checker found.
        with_texts: whether the lines also show the drafts.
    """
    outcomes = tuple(outcomes)
    lines = [f"{'family':26}{'expected':>9}{'found':>7}{'precision':>11}{'recall':>9}"]
    lines += [_row(family, score) for family, score in (*by_family(outcomes).items(), ("total", total(outcomes)))]
    lines.append(f"warnings expected and found: {warning_recall(outcomes):.3f}")
    lines.append(f"acceptable drafts that pass: {acceptable_share(outcomes):.3f}")
    lines += [line for outcome in outcomes for line in _disagreements(outcome, with_texts=with_texts)]
    return "\n".join(lines)


_PAIRS: tuple[Callable[[Outcome], frozenset[str]], ...] = (
    lambda outcome: outcome.hits,
    lambda outcome: outcome.misses,
    lambda outcome: outcome.false_alarms,
)


def _entries(path: Path) -> list[dict[str, Any]]:
    data = read_file(path, path.name).data
    assert isinstance(data, list), path.name
    return data


def _draft(entry: Mapping[str, Any]) -> Draft:
    assert {"id", "text", "case", "errors"} <= entry.keys() <= KEYS, entry.get("id")
    now = entry.get("now")
    return Draft(
        id=entry["id"],
        text=entry["text"],
        case=entry["case"],
        now=datetime.fromisoformat(now) if now else None,
        errors=frozenset(entry["errors"]),
        warnings=frozenset(entry.get("warnings", ())),
        allowed=frozenset(entry.get("allowed", ())),
        spans=entry.get("spans", {}),
    )


def _misplaced(draft: Draft, found: Iterable[Finding]) -> Iterator[str]:
    """Yield the families that were found, but nowhere in the words that the examiner names."""
    for family, words in draft.spans.items():
        start = draft.text.find(words)
        places = [finding for finding in found if finding.family == family]
        if places and not any(place.start < start + len(words) and start < place.end for place in places):
            yield family


def _outcome(manual: Manual, draft: Draft) -> Outcome:
    verdict = manual.check(draft.text, draft.case, now=draft.now)
    found = [finding for finding in verdict.findings if finding.severity != "advice"]
    return Outcome(
        draft=draft,
        acceptable=verdict.acceptable,
        errors=frozenset(finding.family for finding in found if finding.severity == "error"),
        warnings=frozenset(finding.family for finding in found if _is_plain_warning(finding, draft)),
        wrong_spans=frozenset(_misplaced(draft, found)),
    )


def _is_plain_warning(finding: Finding, draft: Draft) -> bool:
    expected = finding.family in draft.warnings
    return finding.severity == "warning" and (expected or not finding.settled_by)


def _disagreements(outcome: Outcome, *, with_texts: bool) -> list[str]:
    kinds = {
        "missed": outcome.misses,
        "false alarm": outcome.false_alarms,
        "missed warning": outcome.missed_warnings,
        "surplus warning": outcome.surplus_warnings,
        "other words": outcome.wrong_spans,
    }
    lines = [f"{outcome.draft.id:20} {kind:16} {', '.join(sorted(found))}" for kind, found in kinds.items() if found]
    return [*lines, f"    {outcome.draft.text.strip()}"] if lines and with_texts else lines


def _row(family: str, score: Score) -> str:
    expected, found = score.hits + score.misses, score.hits + score.false_alarms
    return f"{family:26}{expected:>9}{found:>7}{score.precision:>11.3f}{score.recall:>9.3f}"


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0
