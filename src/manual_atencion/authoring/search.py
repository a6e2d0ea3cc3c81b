"""Is there a case in all of many regions? Searched without building their meet, which may be far too large."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from .regions import EVERYWHERE, NOWHERE, Point, Region, Regions

MOST_STEPS = 200_000

_Parts = frozenset[Region]


class UndecidedError(Exception):
    """The search used up its budget without an answer."""


class Search:
    """Looks for points that lie in all of many regions.

    Regions that share no fact are looked at one by one, and what was found empty once is not looked at again.

    Args:
        regions: the algebra.
        preferred: for each fact its values, those first that a point should rather have.
        most_steps: how many steps one question may take.
    """

    def __init__(self, regions: Regions, preferred: Sequence[Sequence[int]], most_steps: int = MOST_STEPS) -> None:
        self._regions = regions
        self._preferred = preferred
        self._most_steps = most_steps
        self._left = 0
        self._empty: set[_Parts] = set()

    def any_point(self, parts: Iterable[Region]) -> Point | None:
        """Return a point that lies in all regions, with few facts away from their preferred values, or None.

        Raises:
            UndecidedError: the budget did not suffice.
        """
        asked = frozenset(parts)
        found = self._asked(asked)
        if found is None:
            return None
        point = [values[0] for values in self._preferred]
        for fact, value in found.items():
            point[fact] = value
        return self._plainer(point, asked)

    def is_possible(self, parts: Iterable[Region]) -> bool:
        """Return whether some point lies in all regions.

        Raises:
            UndecidedError: the budget did not suffice.
        """
        return self._asked(frozenset(parts)) is not None

    def _asked(self, parts: _Parts) -> dict[int, int] | None:
        self._left = self._most_steps
        return self._found(parts)

    def _found(self, parts: _Parts) -> dict[int, int] | None:
        """Return values that suffice for all parts, or None where there are none."""
        parts = parts - {EVERYWHERE}
        if NOWHERE in parts or parts in self._empty:
            return None
        found: dict[int, int] = {}
        for component in self._components(parts):
            values = self._within(component)
            if values is None:
                self._empty.add(parts)
                return None
            found |= values
        return found

    def _within(self, parts: _Parts) -> dict[int, int] | None:
        if parts in self._empty:
            return None
        self._left -= 1
        if self._left < 0:
            raise UndecidedError
        fact = self._branch(parts)
        for value in self._preferred[fact]:
            values = self._found(frozenset([self._regions.restrict(part, fact, value) for part in parts]))
            if values is not None:
                return {fact: value, **values}
        self._empty.add(parts)
        return None

    def _branch(self, parts: _Parts) -> int:
        """Choose the fact to decide next: of the part that depends on the fewest, the one that most parts test."""
        supports = [self._regions.support(part) for part in parts]
        narrowest = min(supports, key=lambda support: (support.bit_count(), support))
        return max(_bits(narrowest), key=lambda fact: (sum(support >> fact & 1 for support in supports), -fact))

    def _components(self, parts: _Parts) -> list[_Parts]:
        """Split parts into groups that share no fact; the smallest first."""
        groups: list[tuple[int, list[Region]]] = []
        for part in parts:
            support, members = self._regions.support(part), [part]
            apart = []
            for bits, others in groups:
                if bits & support:
                    support |= bits
                    members += others
                else:
                    apart.append((bits, others))
            groups = [*apart, (support, members)]
        return [frozenset(members) for _, members in sorted(groups, key=lambda group: group[0].bit_count())]

    def _plainer(self, point: list[int], parts: _Parts) -> Point:
        """Give each fact, where it does not matter, a more preferred value."""
        contains = self._regions.contains
        again = True
        while again:
            again = False
            for fact, values in enumerate(self._preferred):
                for value in values[: values.index(point[fact])]:
                    tried = [*point[:fact], value, *point[fact + 1 :]]
                    if all(contains(part, tried) for part in parts):
                        point, again = tried, True
                        break
        return tuple(point)


def _bits(support: int) -> Iterable[int]:
    while support:
        lowest = support & -support
        yield lowest.bit_length() - 1
        support ^= lowest
