"""Data read from a file, with the place of everything in it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from .errors import Location

KeyPath = tuple[str | int, ...]


class Located(NamedTuple):
    """Plain data read from YAML, with the place of every key and value.

    Args:
        data: dictionaries, lists, text, numbers, booleans and None.
        values: the place of each value, by its path of keys and indexes; `()` is the whole.
        keys: the place of each mapping key, by the same path.
        within: the path under which `place` looks.
    """

    data: object
    values: Mapping[KeyPath, Location]
    keys: Mapping[KeyPath, Location]
    within: KeyPath = ()

    @property
    def mapping(self) -> dict[Any, Any]:
        """The data where it is a mapping; else an empty one."""
        return self.data if isinstance(self.data, dict) else {}

    def under(self, path: KeyPath) -> Located:
        """Return the same places, looked up under a path."""
        return self._replace(within=self.within + path)

    def place(self, path: KeyPath, *, key: bool = False) -> Location:
        """Return the place of a path, or of its nearest known parent."""
        path = self.within + path
        while True:
            found = (self.keys if key else self.values).get(path)
            if found is not None or not path:
                return found or self.values[()]
            path, key = path[:-1], False
