"""The answer to "is this reply acceptable?", as frozen values and as JSON. It holds places, never the draft."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Literal, NamedTuple

from ..answers import JsonObject, ManualReference, Missing, plain
from ..facts import Value
from ..messages import message
from ..phrase_definitions import Severity

SEVERITIES: tuple[Severity, ...] = ("advice", "warning", "error")  # from the mildest to the gravest


class Suggestion(NamedTuple):
    """Approved wording to put instead: the phrase's id, empty for a plain word, and its text with the slots filled."""

    id: str
    text: str

    def __repr__(self) -> str:
        return f"<Suggestion: {len(self.text)} characters>"

    def to_dict(self) -> JsonObject:
        """Return it as JSON-ready data."""
        return {"id": self.id or None, "text": self.text}


class Fix(NamedTuple):
    """A safe change of the draft: what to put in the place of a stretch of it."""

    start: int
    end: int
    text: str

    def __repr__(self) -> str:
        return f"<Fix: {len(self.text)} characters>"

    def to_dict(self) -> JsonObject:
        """Return it as JSON-ready data."""
        return {"start": self.start, "end": self.end, "text": self.text}


class Finding(NamedTuple):
    """One thing in a draft, or missing from it, that the manual speaks of.

    Args:
        rule: id of the phrase entry.
        family: the stable key of what it is about.
        severity: how grave it is.
        start: offset of the first character, in code points.
        end: offset after the last character; equal to `start` where wording is missing that should go there.
        line: line of `start`, counted from 1.
        column: column of `start`, counted from 1, in code points.
        message: what staff read, in the manual's language.
        suggestions: approved wording to put instead.
        page: the slide; None when the rule comes from another document.
        quote: the slide's literal words.
        wording: whether the draft has the slide's own example, or a reviewed variant; empty for what is missing.
        fix: a safe change that removes the finding; None where a person must rewrite.
        settled_by: facts that were not given and would tell whether this is wrong; empty where nothing is missing.
    """

    rule: str
    family: str
    severity: Severity
    start: int
    end: int
    line: int
    column: int
    message: str
    suggestions: tuple[Suggestion, ...]
    page: int | None
    quote: str
    wording: Literal["literal", "variant", ""]
    fix: Fix | None
    settled_by: tuple[Missing, ...] = ()

    def render(self, locale: str = "es") -> str:
        """Return the message, and where a fact would tell whether it holds, the question to ask.

        Args:
            locale: the language of our own words, `es` or `en`; the manual's are in its own.
        """
        if not self.settled_by:
            return self.message
        questions = " ".join(missing.question for missing in self.settled_by)
        return message("{message} Depende de un dato que falta: {questions}", message=self.message,
                       questions=questions).render(locale)  # fmt: skip

    def __repr__(self) -> str:
        return f"<Finding: {self.rule}, {self.severity}, {self.start}-{self.end}>"

    def to_dict(self) -> JsonObject:
        """Return it as JSON-ready data; its names and meaning are a contract with hosts."""
        return {
            "rule": self.rule,
            "family": self.family,
            "severity": self.severity,
            "start": self.start,
            "end": self.end,
            "line": self.line,
            "column": self.column,
            "message": self.message,
            "suggestions": [suggestion.to_dict() for suggestion in self.suggestions],
            "page": self.page,
            "quote": self.quote,
            "fix": self.fix.to_dict() if self.fix else None,
            "wording": self.wording or None,
            "settled_by": [missing.to_dict() for missing in self.settled_by],
        }


class Verdict(NamedTuple):
    """Whether a draft is acceptable, and why.

    Args:
        findings: what was found, in the order of the draft.
        missing: facts that were not given, on which it depends whether wording is missing from the draft.
        context: the facts of the case that the phrases' conditions use.
        manual: which manual judged.
    """

    findings: tuple[Finding, ...]
    missing: tuple[Missing, ...]
    context: Mapping[str, Value]
    manual: ManualReference

    @property
    def acceptable(self) -> bool:
        """Whether there is no finding of severity error."""
        return all(finding.severity != "error" for finding in self.findings)

    def at_least(self, severity: Severity) -> tuple[Finding, ...]:
        """Return the findings that are at least as grave as a severity."""
        counted = SEVERITIES[SEVERITIES.index(severity) :]
        return tuple(finding for finding in self.findings if finding.severity in counted)

    def fixed(self, text: str) -> str:
        """Return the draft with every safe change made; where two overlap, only the first.

        Args:
            text: the same draft that was checked.
        """
        return apply_fixes(text, (finding.fix for finding in self.findings if finding.fix))

    def to_dict(self) -> JsonObject:
        """Return the verdict as JSON-ready data; its names and meaning are a contract with hosts."""
        return {
            "acceptable": self.acceptable,
            "findings": [finding.to_dict() for finding in self.findings],
            "missing": [missing.to_dict() for missing in self.missing],
            "context": {name: plain(value) for name, value in self.context.items()},
            "manual": self.manual.to_dict(),
        }

    def to_json(self, indent: int | None = None) -> str:
        """Return the verdict as JSON text in UTF-8 letters, the same bytes for the same answer."""
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=indent)

    def __repr__(self) -> str:
        return f"<Verdict: {'acceptable' if self.acceptable else 'not acceptable'}, {len(self.findings)} findings>"


def apply_fixes(text: str, fixes: Iterable[Fix]) -> str:
    """Return a text with changes made; of changes that overlap or touch the same place, only the first is made."""
    parts = []
    position = 0
    last = -1
    for fix in sorted(fixes, key=lambda item: (item.start, item.end)):
        if fix.start < position or fix.start == last:
            continue
        parts += [text[position : fix.start], fix.text]
        position, last = fix.end, fix.start
    return "".join([*parts, text[position:]])
