"""A real server that writes down when each request arrived, and answers as it is told."""

from __future__ import annotations

import asyncio
from collections import Counter
from time import monotonic

from tests.faults.server import Exchange, answer

WELL = answer(200, {"1": 5})
"""The answer of a server that is well."""


class Arrivals:
    """The moments at which requests arrived: `FaultServer(arrivals)`.

    The first `slow` requests are answered after `seconds`, which stalls every connection that they use.
    """

    def __init__(self, *, slow: int = 0, seconds: float = 0.0) -> None:
        self.moments: list[float] = []
        self._slow = slow
        self._seconds = seconds

    async def __call__(self, exchange: Exchange) -> None:
        """Write down the moment, and answer."""
        self.moments.append(monotonic())
        if len(self.moments) <= self._slow:
            await asyncio.sleep(self._seconds)
        await WELL(exchange)

    def most_in_any(self, seconds: float) -> int:
        """The number of requests in the fullest stretch of so many seconds."""
        return max(sum(start <= moment < start + seconds for moment in self.moments) for start in self.moments)


class ClosesSilently(Arrivals):
    """Answers one request on each connection, and ends the connection in place of the next answer."""

    def __init__(self) -> None:
        super().__init__()
        self._on: Counter[asyncio.StreamWriter] = Counter()

    async def __call__(self, exchange: Exchange) -> None:
        """Answer the first request of a connection only."""
        self._on[exchange.writer] += 1
        if self._on[exchange.writer] == 1:
            await super().__call__(exchange)
        else:
            self.moments.append(monotonic())
            exchange.hang_up()
