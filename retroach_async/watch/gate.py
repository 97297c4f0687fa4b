"""The requests that all watches of one key may make: few at once, and a share of the rate limit."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from typing import TypeVar
from weakref import WeakKeyDictionary

from retroach_async.clock import Clock
from retroach_async.transport.limits import LimitState

R = TypeVar("R")

_MOST_IN_FLIGHT = 2
"""Requests at once. The limiter is first in, first out: a bot's command waits for so many of ours at most."""


class Gate:
    """The gate of one key. Whoever comes first passes first."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._in_flight = asyncio.Semaphore(_MOST_IN_FLIGHT)
        self._turn = asyncio.Lock()
        self._passed: deque[float] = deque()

    async def ask(self, call: Callable[[], Awaitable[R]], limit: LimitState | None, share: float) -> R:
        """Make one request when the share of the limit has room for it."""
        async with self._in_flight:
            async with self._turn:
                await self._wait_for_room(limit, share)
            return await call()

    async def _wait_for_room(self, limit: LimitState | None, share: float) -> None:
        while limit is not None:
            now = self._clock.monotonic()
            while self._passed and now - self._passed[0] >= limit.seconds:
                self._passed.popleft()
            if len(self._passed) < most_of(limit, share):
                self._passed.append(now)
                return
            await self._clock.sleep(self._passed[0] + limit.seconds - now)


def most_of(limit: LimitState, share: float) -> int:
    """The requests of a watch in one window of the limit."""
    return max(1, int(limit.requests * share))


class Gates:
    """The gates of all keys, each as long as the key is in use."""

    def __init__(self) -> None:
        self._gates: WeakKeyDictionary[object, tuple[asyncio.AbstractEventLoop, Gate]] = WeakKeyDictionary()

    def of(self, key: object, clock: Clock) -> Gate:
        """The gate of a key in the running event loop."""
        loop = asyncio.get_running_loop()
        known = self._gates.get(key)
        if known is None or known[0] is not loop:
            known = self._gates[key] = loop, Gate(clock)
        return known[1]


GATES = Gates()
"""The gates of this process."""
