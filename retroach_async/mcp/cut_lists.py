"""Lists that were too long for one answer, kept so that all parts are of one list."""

from __future__ import annotations

from collections import OrderedDict

from retroach_async.mcp.ages import Ages
from retroach_async.mcp.answers import Part

_MOST = 16
_LONGEST = 600.0
"""Seconds for which a list is kept."""


class CutLists:
    """Lists of which an answer showed only some rows, so that the others are those of the same list."""

    def __init__(self, ages: Ages) -> None:
        self._ages = ages
        self._parts: OrderedDict[object, Part] = OrderedDict()

    def keep(self, call: object, part: Part) -> None:
        """Keep a list under the call that gave it."""
        self._parts[call] = part
        self._parts.move_to_end(call)
        if len(self._parts) > _MOST:
            self._parts.popitem(last=False)

    def find(self, call: object, offset: int) -> Part | None:
        """The list of a call, if it holds the row of this offset and is not too old."""
        part = self._parts.get(call)
        if part is None or not part.has(offset) or self._ages.now() - part.fetched > _LONGEST:
            return None
        return part
