"""How a fact's cells are told to durable-rules: as whole numbers in facts, as comparisons of them in rules.

A fact is sent as the lowest and the highest number that it can be: cell c as c + 1 twice; unknown as 0 and as one more
than the last cell's. So an interval of cells, with or without "unknown", is at most two comparisons.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from manual_atencion.decisions.durable_cage import check_fact

Condition = dict[str, object]


def conditions(fact: int, cells: int, allowed: int) -> list[Condition]:
    """Say "the fact's cell is one of these" in the fewest conditions that must all hold.

    Args:
        fact: index of the fact.
        cells: its number of cells.
        allowed: bit set of the allowed cells, neither empty nor full; bit *cells* allows "unknown".
    """
    lowest, highest = _lowest_key(fact), _highest_key(fact)
    excluded = [cell for cell in range(cells + 1) if not allowed >> cell & 1]
    by_exclusion: list[Condition] = [{"$neq": {lowest: _lowest(cell, cells)}} for cell in excluded]
    known = [cell for cell in range(cells) if allowed >> cell & 1]
    with_unknown = bool(allowed >> cells & 1)
    if not known or (len(known) == 1 and not with_unknown):
        return [{lowest: known[0] + 1 if known else 0}]
    first, last = known[0], known[-1]
    by_interval: list[Condition] = []
    if not with_unknown:
        by_interval.append({"$gte": {lowest: first + 1}})
    elif first > 0:
        by_interval.append({"$gte": {highest: first + 1}})
    if last < cells - 1:
        by_interval.append({"$lte": {lowest: last + 1}})
    by_interval += [{"$neq": {lowest: cell + 1}} for cell in excluded if first < cell < last]
    return min(by_exclusion, by_interval, key=len)


def _lowest_key(fact: int) -> str:
    return f"f{fact}_min"


def _highest_key(fact: int) -> str:
    return f"f{fact}_max"


def _lowest(cell: int, cells: int) -> int:
    return 0 if cell == cells else cell + 1


def values(fact: int, cells: int, keys: frozenset[str]) -> dict[int, str]:
    """Write down, for each cell of a fact, the JSON members that say so to the rules.

    Args:
        fact: index of the fact.
        cells: its number of cells; that number itself stands for "unknown".
        keys: the keys that the rules read.

    Raises:
        EngineError: a member must not reach the C code.
    """
    texts = {}
    for cell in range(cells + 1):
        members = {_lowest_key(fact): _lowest(cell, cells), _highest_key(fact): cell + 1}
        sent = {key: value for key, value in members.items() if key in keys}
        check_fact(sent)
        texts[cell] = json.dumps(sent)[1:-1]
    return texts


def keys_of(condition: Condition) -> Iterator[str]:
    """Return the keys that a condition reads."""
    for name, value in condition.items():
        yield from value if isinstance(value, dict) else (name,)
