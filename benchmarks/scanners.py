"""The matching engines that other checkers are built on, on plain expressions and raw text: no fold, no context.

A scanner is a function from expressions to a function from a text to the places that it found.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

Places = list[tuple[int, int]]
Scan = Callable[[str], Places]


def alternation(expressions: Sequence[str]) -> Scan:
    """Python's own `re`: one caseless alternation, the longest first."""
    pattern = re.compile(rf"\b(?:{_either(expressions)})\b", re.IGNORECASE)
    return lambda text: [found.span() for found in pattern.finditer(text)]


def bare_re2(expressions: Sequence[str]) -> Scan:
    """google-re2: one caseless alternation."""
    import re2  # type: ignore[import-untyped]

    options = re2.Options()
    options.case_sensitive = False
    options.max_mem = 256 << 20
    pattern = re2.compile(f"(?:{_either(expressions)})", options)
    return lambda text: [found.span() for found in pattern.finditer(text)]


def phrase_matcher(expressions: Sequence[str]) -> Scan:
    """The PhraseMatcher of spaCy on lower case words, with its blank Spanish pipeline."""
    import spacy
    from spacy.matcher import PhraseMatcher

    pipeline = spacy.blank("es")
    matcher = PhraseMatcher(pipeline.vocab, attr="LOWER")
    matcher.add("lista", list(pipeline.pipe(expressions)))

    def scan(text: str) -> Places:
        document = pipeline(text)
        return [
            (document[start].idx, document[end - 1].idx + len(document[end - 1])) for _, start, end in matcher(document)
        ]

    return scan


RE2 = "google-re2, bare alternation"
SCANNERS: dict[str, Callable[[Sequence[str]], Scan]] = {
    RE2: bare_re2,
    "Python's re, bare alternation": alternation,
    "spaCy PhraseMatcher, blank es": phrase_matcher,
}


def _either(expressions: Sequence[str]) -> str:
    return "|".join(re.escape(expression) for expression in sorted(expressions, key=len, reverse=True))
