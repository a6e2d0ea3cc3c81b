"""A permission in a file: the comment by which its author lets a rule be broken there, and says why."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

# Bounded, so that a file full of comments that never end is read in linear time.
_COMMENT = re.compile(r"<!--[ \t]{0,9}manual-atencion[ \t]{0,9}:((?:(?!-->).){0,600})-->", re.DOTALL | re.IGNORECASE)
_PERMITS = re.compile(r"permitir\s+(?P<names>\S.*?)(?:\s+porque\b(?P<reason>.*))?\Z", re.DOTALL | re.IGNORECASE)
_BETWEEN_NAMES = re.compile(r"[\s,]+")


class Permission(NamedTuple):
    """What a comment such as `<!-- manual-atencion: permitir trato.carino porque es una cita -->` permits.

    Args:
        names: ids of rules, or their families; empty where the comment cannot be understood.
        reason: why; empty where the author gave none, and then nothing is permitted.
        start: offset of the comment in the source of its part.
        end: offset after the comment.
        covers: first and last offset in the source of the paragraph that it stands in, or of the next one where it
            stands alone; None where no paragraph follows.
    """

    names: tuple[str, ...]
    reason: str
    start: int
    end: int
    covers: tuple[int, int] | None = None

    def permits(self, rule: str, family: str, start: int, end: int) -> bool:
        """Return whether the permission holds for a finding.

        Args:
            rule: id of the rule.
            family: the rule's family.
            start: first offset of the finding in the source.
            end: offset after it.
        """
        if not self.reason or self.covers is None or not (rule in self.names or family in self.names):
            return False
        return self.covers[0] <= start and end <= self.covers[1]

    def __repr__(self) -> str:
        return f"<Permission of {len(self.names)} rules>"


def permissions_in(source: str, start: int, end: int) -> Iterator[Permission]:
    """Yield the permissions written in a stretch of a file, in their order."""
    for found in _COMMENT.finditer(source, start, end):
        said = _PERMITS.match(found[1].strip())
        names = tuple(name for name in _BETWEEN_NAMES.split(said["names"]) if name) if said else ()
        reason = " ".join((said["reason"] or "").split()) if said else ""
        yield Permission(names, reason, found.start(), found.end())
