"""Never more than the limit, in any window."""

from __future__ import annotations

import asyncio
import logging
from collections import deque

from attrs import field, frozen

from retroach_async.checks import number
from retroach_async.clock import Clock
from retroach_async.errors import RateLimited
from retroach_async.observe import WaitBegun, tell
from retroach_async.query import Reply
from retroach_async.transport.protocol import Request, Transport

_log = logging.getLogger("retroach_async")

_LONG_WAIT = 5.0
"""A wait that is worth an INFO line, in seconds."""
_SLOWER, _SLOWEST, _RECOVERY = 2.0, 16.0, 0.95
"""An adaptive limit doubles its window at a refusal, up to sixteenfold, and takes a twentieth off for every full
window without one."""


@frozen
class RateLimit:
    """At most so many requests in any stretch of so many seconds."""

    requests: int = field(validator=number(least=1))
    seconds: float = field(validator=number(above=True))
    adaptive: bool = field(default=False, kw_only=True)
    """Whether to slow down when the server refuses, and to recover slowly: for a limit that is only a guess."""
    max_queue: int | None = field(default=None, kw_only=True, validator=number(optional=True))
    """How many calls may wait; one more raises `RateLimited` at once. None for no bound."""


@frozen(kw_only=True)
class RateLimits:
    """The limits of the two APIs; None for no limit.

    V1 publishes none, so the default starts gently and adapts. V2 allows 60 in a minute that the server
    starts with the first request; the extra second makes up for the way that requests take.
    """

    v1: RateLimit | None = RateLimit(10, 8.0, adaptive=True)
    v2: RateLimit | None = RateLimit(60, 61.0)


@frozen
class LimitState:
    """A rate limit at this moment."""

    requests: int
    """How many requests a window may hold."""
    seconds: float
    """How long a window is now; longer than configured while an adaptive limit recovers from a refusal."""
    available: int
    """How many requests could be sent at once."""
    queued: int
    """How many calls wait."""
    paused: float
    """Seconds for which nobody sends because the server refused; 0.0 for not paused."""


class Throttle:
    """Holds requests back so that no window ever has more than the limit; first in, first out.

    A 429 pauses everyone once. An answer that says that less is left than we think, because another
    program uses the same key, is believed.
    """

    def __init__(self, inner: Transport, limit: RateLimit, clock: Clock) -> None:
        self._inner = inner
        self._limit = limit
        self._clock = clock
        self._window = limit.seconds
        self._sent: deque[float] = deque()
        self._turn = asyncio.Lock()
        self._queued = 0
        self._not_before = 0.0
        self._slowed_at = 0.0

    @property
    def state(self) -> LimitState:
        """The limit at this moment."""
        now = self._clock.monotonic()
        self._forget(now)
        paused = max(0.0, self._not_before - now)
        available = 0 if paused else self._limit.requests - len(self._sent)
        return LimitState(self._limit.requests, self._window, available, self._queued, paused)

    async def send(self, request: Request) -> Reply:
        """Wait for a permit, send, and learn from the answer."""
        if self._queued or self._seconds_until_permit() > 0:
            await self._queue(request)
        reply = await self._inner.send(request)
        if reply.status == 429:
            self._learn_refusal(reply)
        elif "x-ratelimit-remaining" in reply.headers:
            self._learn_remaining(reply.headers["x-ratelimit-remaining"])
        return reply

    async def aclose(self) -> None:
        """Close what is inside."""
        await self._inner.aclose()

    async def _queue(self, request: Request) -> None:
        """Stand in line for a permit; one who is cancelled has taken none."""
        request.stage = "waiting for the rate limit"
        request.withdraw_attempt()
        if self._limit.max_queue is not None and self._queued >= self._limit.max_queue:
            raise RateLimited(f"{self._queued} calls wait for the rate limit already", retry_after=self._window)
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
        request.begin_attempt()

    def _seconds_until_permit(self) -> float:
        """Take a permit and give 0, or give the seconds to wait before asking again."""
        now, sent = self._clock.monotonic(), self._sent
        if now < self._not_before:
            return self._not_before - now
        self._forget(now)
        if len(sent) < self._limit.requests:
            sent.append(now)
            return 0.0
        return sent[0] + self._window - now

    def _forget(self, now: float) -> None:
        """Drop what the window no longer holds; a full window without a refusal lets a slowed limit recover."""
        while self._sent and self._sent[0] + self._window <= now:  # the very sum that a wait is made of
            self._sent.popleft()
        if self._window > self._limit.seconds and now - self._slowed_at > self._window:
            self._window = max(self._limit.seconds, self._window * _RECOVERY)
            self._slowed_at = now

    def _learn_refusal(self, reply: Reply) -> None:
        now = self._clock.monotonic()
        # Without a number the call that tries again finds out; nobody else should ask in the meantime.
        pause = reply.seconds_to_wait(self._clock.now())
        pause = min(1.0, self._limit.seconds) if pause is None else min(pause, 2 * self._limit.seconds + 60)
        if self._limit.adaptive and now >= self._not_before:  # refusals of one burst count once
            self._window = min(self._window * _SLOWER, self._limit.seconds * _SLOWEST)
            self._slowed_at = now
        self._not_before = max(self._not_before, now + pause)

    def _learn_remaining(self, remaining: str) -> None:
        if remaining.isascii() and remaining.isdecimal():
            self._forget(now := self._clock.monotonic())
            surplus = self._limit.requests - len(self._sent) - int(remaining)
            self._sent.extend([now] * surplus)
