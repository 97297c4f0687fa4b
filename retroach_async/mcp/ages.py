"""The moments at which the site was asked, so that each answer can tell its age."""

from __future__ import annotations

from collections import OrderedDict

from retroach_async.clock import Clock
from retroach_async.mcp.answers import Part
from retroach_async.observe import ResponseReceived
from retroach_async.query import Query

_MOST_QUERIES = 10_000
_MOST_PARTS = 16
_LONGEST = 600.0
"""Seconds for which the rest of a list is kept."""


class Ages:
    """The moment of the latest good answer to each query; `note` is the hook of the client that tells it."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._fetched: OrderedDict[Query, float] = OrderedDict()

    def now(self) -> float:
        """The present moment, by the clock."""
        return self._clock.now()

    def note(self, response: ResponseReceived) -> None:
        """Hear of an answer of the site; answers of the cache are not told here."""
        if 200 <= response.status < 300:
            self._fetched[response.query] = self._clock.now()
            self._fetched.move_to_end(response.query)
            if len(self._fetched) > _MOST_QUERIES:
                self._fetched.popitem(last=False)

    def fetched(self, query: Query) -> float:
        """The moment at which the answer to a query came from the site."""
        return self._fetched.get(query, self._clock.now())


class Rests:
    """Lists of which an answer showed only some rows, so that the others are those of the same list."""

    def __init__(self, ages: Ages) -> None:
        self._ages = ages
        self._parts: OrderedDict[object, Part] = OrderedDict()

    def keep(self, call: object, part: Part) -> None:
        """Keep a list under the call that gave it."""
        self._parts[call] = part
        self._parts.move_to_end(call)
        if len(self._parts) > _MOST_PARTS:
            self._parts.popitem(last=False)

    def find(self, call: object, offset: int) -> Part | None:
        """The list of a call, if it holds the row of this offset and is not too old."""
        part = self._parts.get(call)
        if part is None or not part.has(offset) or self._ages.now() - part.fetched > _LONGEST:
            return None
        return part
