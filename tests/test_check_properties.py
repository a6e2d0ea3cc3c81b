"""What holds for every draft: it is judged, spans are exact, noise and acceptable neighbours change nothing."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st

from manual_atencion import Manual
from manual_atencion.replies.verdict import SEVERITIES, Finding, Verdict


def unaccented(text: str) -> str:
    """Leave out accents, but not the tilde of ñ, which is a letter of its own."""
    kept = "".join(sign for sign in unicodedata.normalize("NFD", text.replace("ñ", "\0").replace("Ñ", "\1"))
                   if not unicodedata.combining(sign))  # fmt: skip
    return kept.replace("\0", "ñ").replace("\1", "Ñ")


MANUAL = Manual.load()
JUDGING = [phrase for phrase in MANUAL.definition.phrases.values() if phrase.kind != "aprobada"]
EXAMPLES = [(example.text, dict(example.case)) for phrase in JUDGING for example in (*phrase.marks, *phrase.passes)]
ACCEPTABLE = sorted({
    text for text, _ in EXAMPLES
    if text[-1:] in ".!?" and "\n" not in text and '"' not in text and MANUAL.check(text).acceptable
})  # fmt: skip
NOISE: dict[str, Callable[[str], str]] = {
    "upper": str.upper,
    "title": str.title,
    "no accents": unaccented,
    "decomposed": lambda text: unicodedata.normalize("NFD", text),
    "two blanks": lambda text: text.replace(" ", "  "),
    "no-break blanks": lambda text: text.replace(" ", "\u00a0"),
    "zero width": lambda text: "".join(f"{sign}\u200b" if sign.isalpha() else sign for sign in text),
    "soft hyphens": lambda text: "".join(f"{sign}\u00ad" if sign.isalpha() else sign for sign in text),
}

drafts = st.sampled_from(EXAMPLES)
noises = st.sampled_from(sorted(NOISE))
anything = st.text(st.characters(), max_size=120) | st.lists(
    st.sampled_from(
        [*ACCEPTABLE[:40], "mi amor", "«", "»", '"', "—", "\n", "\n>", " dijo: ", "\u200b", "\ud800", "\0"]
    ),
    max_size=12,
).map(" ".join)


def meaning(verdict: Verdict) -> list[tuple[object, ...]]:
    """All of the findings but places, and what is built from the draft's own letters."""
    return sorted(
        (item.rule, item.family, item.severity, item.message, item.page, item.wording, item.settled_by, bool(item.fix),
         [suggestion.id for suggestion in item.suggestions])
        for item in verdict.findings
    )  # fmt: skip


def bare(text: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFKD", text).casefold() if sign.isalnum())


@given(text=anything)
@settings(max_examples=300)
def test_any_text_is_judged_and_its_spans_are_slices(text: str) -> None:
    verdict = MANUAL.check(text)
    for finding in verdict.findings:
        assert 0 <= finding.start <= finding.end <= len(text)
        assert finding.severity in SEVERITIES
        lines = text[: finding.start].split("\n")
        assert (finding.line, finding.column) == (len(lines), len(lines[-1]) + 1)
    assert verdict.acceptable == all(finding.severity != "error" for finding in verdict.findings)
    assert MANUAL.check(text) == verdict


@given(draft=drafts)
def test_a_span_holds_words_and_nothing_around_them(draft: tuple[str, dict[str, object]]) -> None:
    text, case = draft
    for finding in MANUAL.check(text, case).findings:
        words = text[finding.start : finding.end]
        if words and finding.rule not in DETECTED:
            assert words[0].isalnum()
            assert words[-1].isalnum() or words[-1] == "." or unicodedata.combining(words[-1])


DETECTED = {phrase.id for phrase in JUDGING if phrase.detector}


@given(draft=drafts, noise=noises)
@settings(max_examples=400)
def test_noise_changes_nothing_but_the_places(draft: tuple[str, dict[str, object]], noise: str) -> None:
    text, case = draft
    plain, noisy = MANUAL.check(text, case), MANUAL.check(NOISE[noise](text), case)
    assert meaning(noisy) == meaning(plain)
    for one, other in zip(plain.findings, noisy.findings, strict=True):
        was, is_now = text[one.start : one.end], NOISE[noise](text)[other.start : other.end]
        assert bare(is_now) == bare(was)


@given(parts=st.lists(st.sampled_from(ACCEPTABLE), min_size=2, max_size=5))
@settings(max_examples=200)
def test_acceptable_sentences_stay_acceptable_together(parts: list[str]) -> None:
    def forbidden(findings: tuple[Finding, ...]) -> list[str]:
        return [item.rule for item in findings if item.severity == "error" and item.start < item.end]

    assert forbidden(MANUAL.check(" ".join(parts)).findings) == []


@given(draft=drafts)
@settings(max_examples=300)
def test_fixing_leaves_nothing_to_fix(draft: tuple[str, dict[str, object]]) -> None:
    text, case = draft
    fixed = MANUAL.fix(text, case)
    assert MANUAL.fix(fixed, case) == fixed
    before, after = MANUAL.check(text, case), MANUAL.check(fixed, case)
    assert len(after.at_least("error")) <= len(before.at_least("error"))
