"""One request for identical calls in flight."""

from __future__ import annotations

import asyncio
import copy

from retroach_async.errors import RetroachError
from retroach_async.query import Answer
from retroach_async.transport.call import Call, Layer, Sender

_Flight = list["asyncio.Future[Answer | RetroachError | None]"]


class Coalesce(Layer[Sender[Answer]]):
    """Lets identical calls in flight share one request.

    The first caller sends; the others wait for its outcome and each get their own copy of an error.
    When the first one is cancelled or runs out of time, the next in line sends in its place, so it
    never harms the others. Nothing is kept once the flight has landed, and no task is made.
    """

    def __init__(self, inner: Sender[Answer]) -> None:
        self._inner = inner
        self._flights: dict[tuple[str, str, str, int], _Flight] = {}

    @property
    def is_idle(self) -> bool:
        """True when nothing is in flight."""
        return not self._flights

    def forget_loop(self) -> None:
        """Drop the flights of an event loop that is gone."""
        self._flights = {}

    async def send(self, call: Call) -> Answer:
        """Send, or wait for the identical request in flight."""
        query = call.request.query
        flights, key = self._flights, (query.path, query.text, call.cache, id(call.retry))
        followers: _Flight = []
        while (flight := flights.setdefault(key, followers)) is not followers:
            outcome = await self._join(flight, call)
            if isinstance(outcome, Answer):
                call.stats.coalesced += 1
                return outcome
            if outcome is not None:
                raise outcome
        landed: Answer | RetroachError | None = None
        try:
            answer = landed = await self._inner.send(call)
        except RetroachError as error:
            landed = error
            raise
        finally:
            flights.pop(key, None)
            for follower in followers:
                if not follower.done():
                    follower.set_result(copy.copy(landed) if isinstance(landed, RetroachError) else landed)
        return answer

    async def _join(self, flight: _Flight, call: Call) -> Answer | RetroachError | None:
        """The outcome of the request in flight; None when that request came to nothing and is ours to make."""
        follower: asyncio.Future[Answer | RetroachError | None] = asyncio.get_running_loop().create_future()
        flight.append(follower)
        call.deadline.stage = "waiting for an identical call"
        return await follower
