"""One request for identical calls in flight."""

from __future__ import annotations

import asyncio
import copy
from collections import deque

from retroach_async.errors import RetroachError
from retroach_async.query import Answer
from retroach_async.transport.call import Call, Layer, Sender
from retroach_async.transport.waiting_line import can_be_told

_Key = tuple[str, str, str, int, bool]
_Outcome = Answer | RetroachError | None
_Flights = dict[_Key, deque["asyncio.Future[_Outcome]"] | None]
"""The requests in flight, each with the line of those who wait for its outcome; None where nobody does."""


class Coalesce(Layer[Sender[Answer]]):
    """Lets identical calls in flight share one request.

    The first caller sends; the others wait for its outcome and each get their own copy of an error.
    When the first one is cancelled or runs out of time, the next in line sends in its place, so it
    never harms the others. Nothing is kept once the flight has landed, and no task is made.
    """

    def __init__(self, inner: Sender[Answer]) -> None:
        self._inner = inner
        self._flights: _Flights = {}

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
        # A cache may answer for many ids with a document that it has put together, and keeps the answer for each.
        flights, key = self._flights, (query.path, query.text, call.cache, id(call.retry), call.parts is None)
        if key not in flights:
            flights[key] = None
        else:
            outcome = await _join(flights, key, call)
            if isinstance(outcome, Answer):
                call.stats.coalesced += 1
                return outcome
            if outcome is not None:
                raise outcome
        landed: _Outcome = None
        try:
            answer = landed = await self._inner.send(call)
        except RetroachError as error:
            landed = error
            raise
        finally:
            if landed is None:
                _hand_over(flights, key)
            else:
                for follower in flights.pop(key) or ():
                    if can_be_told(follower):
                        follower.set_result(copy.copy(landed) if isinstance(landed, RetroachError) else landed)
        return answer


async def _join(flights: _Flights, key: _Key, call: Call) -> _Outcome:
    """The outcome of the request in flight; None when that request came to nothing and is ours to make."""
    follower: asyncio.Future[_Outcome] = asyncio.get_running_loop().create_future()
    line = flights[key] = flights[key] or deque()
    line.append(follower)
    call.deadline.stage = "waiting for an identical call"
    try:
        return await follower
    except BaseException:
        if not follower.done():
            line.remove(follower)
        elif not follower.cancelled() and follower.result() is None:
            _hand_over(flights, key)  # cancelled in the moment in which its turn came
        raise


def _hand_over(flights: _Flights, key: _Key) -> None:
    """Have the next in line send; it alone is told, so that a long line can be cancelled one by one."""
    line = flights[key]
    while line:
        if can_be_told(follower := line.popleft()):
            follower.set_result(None)
            return
    del flights[key]
