"""Named lists of words, which patterns of phrase files name as `@lista` instead of repeating their alternatives."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from .phrase_definitions import Wording

Lists = Mapping[str, tuple[Wording, ...]]

_NAMED = re.compile(r"@([a-z][a-z0-9_]*)")


def named_lists(pattern: str) -> Iterator[tuple[str, int]]:
    """Yield each list that a pattern names, with the offset of its name.

    Args:
        pattern: the pattern as its author wrote it.
    """
    for found in _NAMED.finditer(pattern):
        yield found[1], found.start()


def spelled_out(pattern: str, lists: Lists) -> str:
    """Return a pattern with the alternatives of its lists written out.

    Args:
        pattern: the pattern as its author wrote it.
        lists: the lists by name; one that a pattern names must be there, and none may lead back to itself.
    """
    return "".join(text for text, _ in _pieces(pattern, lists)) if "@" in pattern else pattern


def written_at(pattern: str, lists: Lists, offset: int) -> int:
    """Return where in a pattern as written stands what is found at an offset of it spelled out.

    Args:
        pattern: the pattern as its author wrote it.
        lists: the lists by name.
        offset: in the pattern spelled out.
    """
    start, length = 0, 0
    for text, start in _pieces(pattern, lists):
        if length + len(text) > offset:
            return start if text.startswith("(") and pattern.startswith("@", start) else start + offset - length
        length += len(text)
    return len(pattern)


def circular_lists(lists: Lists) -> list[str]:
    """Return the names of the lists that lead back to themselves, in order.

    Args:
        lists: the lists by name; names of lists that are not there are passed over.
    """
    return sorted(name for name in lists if name in _reached(name, lists))


def _pieces(pattern: str, lists: Lists) -> Iterator[tuple[str, int]]:
    """Yield the pieces of a pattern spelled out, each with its offset in the pattern as written."""
    end = 0
    for found in _NAMED.finditer(pattern):
        if found.start() > end:
            yield pattern[end : found.start()], end
        yield f"({'|'.join(spelled_out(item.pattern, lists) for item in lists[found[1]])})", found.start()
        end = found.end()
    if end < len(pattern):
        yield pattern[end:], end


def _reached(name: str, lists: Lists) -> set[str]:
    reached: set[str] = set()
    waiting = list(_named_in(lists[name]))
    while waiting:
        other = waiting.pop()
        if other not in reached:
            reached.add(other)
            waiting += _named_in(lists.get(other, ()))
    return reached


def _named_in(items: Iterable[Wording]) -> list[str]:
    return [name for item in items for name, _ in named_lists(item.pattern)]
