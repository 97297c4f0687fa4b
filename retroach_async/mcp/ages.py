"""The moments at which the site was asked, so that each answer can tell its age."""

from __future__ import annotations

from collections import OrderedDict

from retroach_async.clock import Clock
from retroach_async.observe import ResponseReceived
from retroach_async.query import Query

_MOST_QUERIES = 10_000


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
