"""An exact algebra of sets of cases: each region is one canonical decision diagram over finitely many facts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import reduce
from math import prod
from typing import NewType

Region = NewType("Region", int)
Point = Sequence[int]  # the value of each fact, by its index

NOWHERE, EVERYWHERE = Region(0), Region(1)


class Regions:
    """All regions over the same facts. Equal regions are the same number, so comparing them costs nothing.

    A region is made by `where`, combined by `meet`, `join`, `minus` and `outside`, and asked with `contains`, `count`
    and the like. The object remembers what it has computed: use it in one thread at a time.

    Args:
        sizes: how many values each fact has, by its index.
        order: the indexes of the facts in the order in which diagrams test them; by default as they come.
    """

    def __init__(self, sizes: Sequence[int], order: Sequence[int] | None = None) -> None:
        self.sizes = tuple(sizes)
        self._order = tuple(range(len(sizes)) if order is None else order)
        self._level = {fact: level for level, fact in enumerate(self._order)}
        bottom = len(self.sizes)
        self._levels = [bottom, bottom]  # of each node; the two constants lie below all facts
        self._children: list[tuple[Region, ...]] = [(), ()]
        self._supports = [0, 0]
        self._known: dict[tuple[int, tuple[Region, ...]], Region] = {}
        self._meets: dict[tuple[Region, Region], Region] = {}
        self._complements: dict[Region, Region] = {NOWHERE: EVERYWHERE, EVERYWHERE: NOWHERE}
        self._restricted: dict[tuple[Region, int, int], Region] = {}

    def where(self, fact: int, allowed: int) -> Region:
        """Return the region in which a fact has one of the values of a bit set."""
        return self._node(self._level[fact], tuple([Region(allowed >> value & 1) for value in range(self.sizes[fact])]))

    def box(self, tests: Mapping[int, int]) -> Region:
        """Return the region in which each fact has one of the values of its bit set."""
        facts = sorted(tests, key=self._level.__getitem__, reverse=True)
        return self.meet(*[self.where(fact, tests[fact]) for fact in facts])

    def meet(self, *regions: Region) -> Region:
        """Return what lies in all regions."""
        return reduce(self._both, regions, EVERYWHERE)

    def join(self, *regions: Region) -> Region:
        """Return what lies in some of the regions."""
        return self.outside(self.meet(*map(self.outside, regions)))

    def minus(self, region: Region, other: Region) -> Region:
        """Return what lies in a region and not in the other."""
        return self._both(region, self.outside(other))

    def outside(self, region: Region) -> Region:
        """Return what does not lie in a region."""
        found = self._complements.get(region)
        if found is None:
            children = tuple([self.outside(child) for child in self._children[region]])
            found = self._complements[region] = self._node(self._levels[region], children)
            self._complements[found] = region
        return found

    def lies_within(self, region: Region, other: Region) -> bool:
        """Return whether all of a region lies in the other."""
        return self.minus(region, other) == NOWHERE

    def restrict(self, region: Region, fact: int, value: int) -> Region:
        """Return what is left of a region, as a region over the other facts, when a fact has a value."""
        if not self._supports[region] >> fact & 1:
            return region
        key = (region, fact, value)
        found = self._restricted.get(key)
        if found is None:
            children = self._children[region]
            if self._order[self._levels[region]] == fact:
                found = children[value]
            else:
                found = self._node(self._levels[region], tuple([self.restrict(one, fact, value) for one in children]))
            self._restricted[key] = found
        return found

    def some(self, region: Region, facts: Iterable[int]) -> Region:
        """Return where the region can be reached by giving some facts any values: those facts no longer matter."""
        for fact in facts:
            if self._supports[region] >> fact & 1:
                region = self.join(*[self.restrict(region, fact, value) for value in range(self.sizes[fact])])
        return region

    def support(self, region: Region) -> int:
        """Return the facts on which a region depends, as a bit set."""
        return self._supports[region]

    def contains(self, region: Region, point: Point) -> bool:
        """Return whether a point lies in a region."""
        while region > EVERYWHERE:
            region = self._children[region][point[self._order[self._levels[region]]]]
        return region == EVERYWHERE

    def count(self, region: Region) -> int:
        """Return how many points lie in a region."""
        found: dict[Region, int] = {}

        def below(node: Region) -> int:  # points over the facts from the node's own level down
            if node <= EVERYWHERE:
                return int(node)
            if node not in found:
                level = self._levels[node]
                found[node] = sum(below(child) * self._between(level + 1, child) for child in self._children[node])
            return found[node]

        return below(region) * self._between(0, region)

    def boxes(self, region: Region) -> Iterator[dict[int, int]]:
        """Yield disjoint boxes that make up a region: for each fact that matters the bit set of its values."""
        if region <= EVERYWHERE:
            if region == EVERYWHERE:
                yield {}
            return
        fact = self._order[self._levels[region]]
        branches: dict[Region, int] = {}
        for value, child in enumerate(self._children[region]):
            branches[child] = branches.get(child, 0) | 1 << value
        for child, allowed in branches.items():
            for box in self.boxes(child):
                yield {fact: allowed, **box}

    def nodes(self, region: Region) -> int:
        """Return how large the diagram of a region is."""
        seen: set[Region] = set()
        waiting = [region]
        while waiting:
            node = waiting.pop()
            if node > EVERYWHERE and node not in seen:
                seen.add(node)
                waiting += self._children[node]
        return len(seen)

    def _between(self, level: int, node: Region) -> int:
        return prod(self.sizes[self._order[skipped]] for skipped in range(level, self._levels[node]))

    def _node(self, level: int, children: tuple[Region, ...]) -> Region:
        first = children[0]
        if children.count(first) == len(children):
            return first
        key = (level, children)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = Region(len(self._levels))
            self._levels.append(level)
            self._children.append(children)
            supports = self._supports
            supports.append(reduce(lambda bits, child: bits | supports[child], children, 1 << self._order[level]))
        return found

    def _both(self, left: Region, right: Region) -> Region:
        if right in (left, EVERYWHERE):
            return left
        if left > right:
            left, right = right, left
        if left <= EVERYWHERE:
            return right if left == EVERYWHERE else NOWHERE
        key = (left, right)
        found = self._meets.get(key)
        if found is None:
            found = self._meets[key] = self._met(left, right)
        return found

    def _met(self, left: Region, right: Region) -> Region:
        both, level, other = self._both, self._levels[left], self._levels[right]
        if level == other:
            pairs = zip(self._children[left], self._children[right], strict=True)
            return self._node(level, tuple([both(one, two) for one, two in pairs]))
        if level > other:
            left, right, level = right, left, other
        return self._node(level, tuple([both(child, right) for child in self._children[left]]))
