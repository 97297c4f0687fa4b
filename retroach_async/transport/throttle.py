"""Never more than the limit, in any window."""

from __future__ import annotations

import asyncio
import logging
from collections import deque

from attrs import field, frozen

from retroach_async.checks import number
from retroach_async.clock import Clock
from retroach_async.observe import WaitBegun, tell
from retroach_async.query import Reply
from retroach_async.transport.protocol import Request, Transport

_log = logging.getLogger("retroach_async")

_LONG_WAIT = 5.0
"""A wait that is worth an INFO line, in seconds."""


@frozen
class RateLimit:
    """At most so many requests in any stretch of so many seconds."""

    requests: int = field(validator=number(least=1))
    seconds: float = field(validator=number(above=True))


@frozen(kw_only=True)
class RateLimits:
    """The limits of the two APIs; None for no limit.

    V1 publishes none, so the default starts gently. V2 allows 60 in a minute that the server starts
    with the first request; the extra second makes up for the way that requests take.
    """

    v1: RateLimit | None = RateLimit(10, 8.0)
    v2: RateLimit | None = RateLimit(60, 61.0)


class Throttle:
    """Holds requests back so that no window ever has more than the limit; first in, first out.

    A 429 pauses everyone once. An answer that says that less is left than we think, because another
    program uses the same key, is believed.
    """

    def __init__(self, inner: Transport, limit: RateLimit, clock: Clock) -> None:
        self._inner = inner
        self._limit = limit
        self._clock = clock
        self._sent: deque[float] = deque()
        self._turn = asyncio.Lock()
        self._queued = 0
        self._not_before = 0.0

    async def send(self, request: Request) -> Reply:
        """Wait for a permit, send, and learn from the answer."""
        if self._queued or self._seconds_until_permit() > 0:
            await self._queue(request)
        reply = await self._inner.send(request)
        if reply.status == 429 or "x-ratelimit-remaining" in reply.headers:
            self._learn(reply)
        return reply

    async def _queue(self, request: Request) -> None:
        """Stand in line for a permit; one who is cancelled has taken none."""
        request.stage = "waiting for the rate limit"
        request.wait.attempt_until = float("inf")  # queueing is no part of an attempt
        self._queued += 1
        request.stats.waits += 1
        begun = self._clock.monotonic()
        try:
            # The lock is fair, and held while its owner waits: first in, first out.
            async with self._turn:
                while (wait := self._seconds_until_permit()) > 0:
                    if wait > _LONG_WAIT:
                        _log.info("%s: waiting %.1f s for the rate limit", request.query, wait)
                    if request.hooks.on_wait is not None:
                        tell(request.hooks.on_wait, WaitBegun(request.query, wait))
                    await self._clock.sleep(wait)
        finally:
            self._queued -= 1
            request.stats.seconds_waited += self._clock.monotonic() - begun
        request.stage = "waiting for the answer"
        request.wait.begin_attempt()

    async def aclose(self) -> None:
        """Close what is inside."""
        await self._inner.aclose()

    def _seconds_until_permit(self) -> float:
        """Take a permit and give 0, or give the seconds to wait before asking again."""
        now, sent = self._clock.monotonic(), self._sent
        if now < self._not_before:
            return self._not_before - now
        while sent and sent[0] <= now - self._limit.seconds:
            sent.popleft()
        if len(sent) < self._limit.requests:
            sent.append(now)
            return 0.0
        return sent[0] + self._limit.seconds - now

    def _learn(self, reply: Reply) -> None:
        if reply.status == 429:
            # Without a number the retrying call finds out; nobody else should ask in the meantime.
            pause = reply.seconds_to_wait()
            self._pause(min(1.0, self._limit.seconds) if pause is None else min(pause, 2 * self._limit.seconds + 60))
        elif (left := reply.headers.get("x-ratelimit-remaining", "")).isdecimal():
            surplus = self._limit.requests - len(self._sent) - int(left)
            self._sent.extend([self._clock.monotonic()] * surplus)

    def _pause(self, seconds: float) -> None:
        self._not_before = max(self._not_before, self._clock.monotonic() + seconds)
