"""Never more than the limit, in any window."""

from __future__ import annotations

import asyncio
import logging
from bisect import bisect_right
from collections import deque
from math import inf

from attrs import field, frozen

from retroach_async.checks import fitting, number
from retroach_async.clock import Clock
from retroach_async.errors import RateLimited
from retroach_async.observe import WaitBegun, call_hook
from retroach_async.query import Reply
from retroach_async.transport.allowance import Allowance
from retroach_async.transport.protocol import Request, Transport
from retroach_async.transport.shared import ProcessShare, SharedLimit

_log = logging.getLogger("retroach_async")

_LONG_WAIT = 5.0
"""A wait that is worth an INFO line, in seconds."""
_SLOWER, _SLOWEST, _RECOVERY = 2.0, 16.0, 0.95
"""An adaptive limit doubles its window at a refusal, up to sixteenfold, and takes a twentieth off for every full
window without one."""


@frozen
class RateLimit:
    """At most so many requests in any stretch of so many seconds."""

    requests: int = field(validator=number(least=1, whole=True))
    seconds: float = field(validator=number(above=True))
    adaptive: bool = field(default=False, kw_only=True)
    """Whether to slow down when the server refuses, and to recover slowly: for a limit that is only a guess."""
    max_queue: int | None = field(default=None, kw_only=True, validator=number(whole=True, optional=True))
    """How many calls may wait; one more raises `RateLimited` at once. None for no bound."""


_MEMBERS = ("processes", "when_down", "take", "pause", "aclose")
_is_shared_limit = fitting("a RedisLimit or anything else that fits SharedLimit", *_MEMBERS, optional=True)


@frozen(kw_only=True)
class RateLimits:
    """The limits of the two APIs; None for no limit.

    The site publishes no limit for V1, so the default starts gently and adapts. V2 allows 60 requests in a minute,
    which begins at the server with the first request; the extra second compensates for network latency.
    """

    v1: RateLimit | None = RateLimit(10, 8.0, adaptive=True)
    v2: RateLimit | None = RateLimit(60, 61.0)
    shared: SharedLimit | None = field(default=None, validator=_is_shared_limit)
    """What keeps count for all processes that use a key, such as a `RedisLimit`; None when there is but this one."""


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

    A 429 pauses everyone once. What answers say is left is believed: it holds us back when another program uses
    the same key, and tells when the server's own window is over. Nothing that is learnt allows more than the limit.
    With a share in a limit of several processes, a request needs a permit of each.
    """

    def __init__(self, inner: Transport, limit: RateLimit, clock: Clock, share: ProcessShare | None = None) -> None:
        self._inner = inner
        self._limit = limit
        self._clock = clock
        self._window = limit.seconds
        # As many moments of sending as a window may hold; when the oldest is a window old, there is a permit.
        self._sent: deque[float] = deque(maxlen=limit.requests)
        self._allowance = Allowance(limit.requests, limit.seconds)
        self._in_flight = 0
        self._share = share
        self._trying = asyncio.Lock()
        self._turn = asyncio.Lock()
        self._queued = 0
        self._landing: asyncio.Future[None] | None = None
        self._not_before = -inf
        self._adapted_at = -inf

    @property
    def state(self) -> LimitState:
        """The limit at this moment."""
        now = self._clock.monotonic()
        paused = max(0.0, self._not_before - now)
        is_blocked = paused or (self._share is not None and now < self._share.until)
        spare = min(self._unused(now), self._allowance.spare(now, self._in_flight))
        available = 0 if is_blocked else max(0, int(spare))
        return LimitState(self._limit.requests, self._window, available, self._queued, paused)

    async def send(self, request: Request) -> Reply:
        """Wait for a permit, send, and learn from the answer."""
        share = self._share
        if share is not None or self._queued or self._seconds_until_permit() > 0:
            await self._queue(request)
        sent, answer = self._sent[-1], None
        try:
            reply = answer = await self._inner.send(request)
        finally:
            self._learn(answer, sent)
        if share is not None and reply.status == 429:
            await share.pause(self._not_before - self._clock.monotonic())
        return reply

    async def aclose(self) -> None:
        """Close what is inside."""
        await self._inner.aclose()

    async def _queue(self, request: Request) -> None:
        """Take a permit as soon as there is one; one who is cancelled has taken none of ours."""
        request.stage = "waiting for the rate limit"
        request.withdraw_attempt()
        if self._share is None or not await self._try_at_once():
            await self._wait(request)
        request.begin_attempt()

    async def _try_at_once(self) -> bool:
        """Take a permit of the limit that others share as well, unless somebody waits for one already.

        Those who come while it is asked stay behind; whether they have to wait is not known yet.
        """
        async with self._trying:
            return not self._queued and await self._try_permit() == 0

    async def _wait(self, request: Request) -> None:
        """Stand in line for a permit."""
        estimate = self._estimate()
        if self._limit.max_queue is not None and self._queued >= self._limit.max_queue:
            raise RateLimited(f"{self._queued} calls wait for the rate limit already", retry_after=estimate)
        if request.hooks.on_wait is not None:
            call_hook(request.hooks.on_wait, WaitBegun(request.query, estimate))
        self._queued += 1
        request.stats.waits += 1
        begun = self._clock.monotonic()
        try:
            # The lock is fair, and held while its owner waits: first in, first out.
            async with self._turn:
                is_told = False
                while (wait := await self._try_permit()) > 0:
                    if wait > _LONG_WAIT and not is_told:
                        is_told = True
                        _log.info("%s: waiting up to %.1f s for the rate limit", request.query, wait)
                    await self._wait_for(wait)
        finally:
            self._queued -= 1
            request.stats.seconds_waited += self._clock.monotonic() - begun

    async def _wait_for(self, seconds: float) -> None:
        """Wait, but look again when an answer lands: it may tell more."""
        if not self._in_flight:
            await self._clock.sleep(seconds)
            return
        self._landing = landing = asyncio.get_running_loop().create_future()
        timer = self._clock.call_later(seconds, self._look_again)
        try:
            await landing
        finally:
            self._landing = None
            timer.cancel()

    def _look_again(self) -> None:
        if self._landing is not None and not self._landing.done():
            self._landing.set_result(None)

    async def _try_permit(self) -> float:
        """Take every permit that is needed and give 0, or give the seconds to wait before asking again."""
        if self._share is not None:
            wait = self._seconds_until_permit(take=False)
            if wait == 0:
                wait = await self._share.seconds_until_permit(self._sent, self._window)
            if wait > 0:
                return wait
        # Anything may have been learnt since then, so our own comes last.
        return self._seconds_until_permit()

    def _seconds_until_permit(self, take: bool = True) -> float:
        """Take a permit of our own and give 0, or give the seconds to wait before asking again."""
        now, sent = self._clock.monotonic(), self._sent
        if now < self._not_before:
            return self._not_before - now
        if len(sent) == sent.maxlen and (free := sent[0] + self._window) > now:
            return free - now
        allowance = self._allowance
        if not allowance.is_silent and sent and (wait := allowance.wait(now, self._in_flight, sent[-1])) > 0:
            return wait
        if take:
            sent.append(now)
            self._in_flight += 1
        return 0.0

    def _unused(self, now: float) -> int:
        """How many more requests the window may hold."""
        return self._limit.requests - len(self._sent) + bisect_right(self._sent, now - self._window)

    def _estimate(self) -> float:
        """How long somebody who joins the queue now will wait, as it looks; the server may see it differently."""
        now, requests, sent = self._clock.monotonic(), self._limit.requests, self._sent
        # The permits go round: each comes back a window after it was taken, and those before us take theirs first.
        rounds, place = divmod(self._queued, requests)
        moment = now if place < self._unused(now) else sent[len(sent) - requests + place] + self._window
        if self._queued >= self._allowance.spare(now, self._in_flight):
            moment = max(moment, self._allowance.until)
        if self._share is not None:
            moment = max(moment, self._share.until)
        return max(moment, self._not_before) + rounds * self._window - now

    def _learn(self, reply: Reply | None, sent: float) -> None:
        """Learn from the answer to what was sent at a moment, or from there being none."""
        self._in_flight -= 1
        allowance = self._allowance
        told = None if reply is None else reply.headers.get("x-ratelimit-remaining")
        if told is not None or not allowance.is_silent:
            now = self._clock.monotonic()
            allowance.learn(told, sent, now, self._limit.requests - self._unused(now))
        if reply is not None:
            if reply.status == 429:
                self._learn_refusal(reply, sent)
            elif self._window > self._limit.seconds:
                self._recover()
        if self._landing is not None:
            self._look_again()

    def _learn_refusal(self, reply: Reply, sent: float) -> None:
        now, seconds = self._clock.monotonic(), self._limit.seconds
        pause = reply.seconds_to_wait(self._clock.now())
        self._allowance.use_up(inf if pause is None else now + pause)
        # Without a number the call that tries again finds out; nobody else should ask in the meantime.
        pause = min(1.0, seconds) if pause is None else min(pause, 2 * seconds + 60)
        self._not_before = max(self._not_before, now + pause)
        if self._limit.adaptive and sent > self._adapted_at:  # what was sent before tells nothing new
            self._window, self._adapted_at = min(self._window * _SLOWER, seconds * _SLOWEST), now

    def _recover(self) -> None:
        """Take a slowed limit back a little, once for every window without a refusal."""
        now = self._clock.monotonic()
        if now - self._adapted_at > self._window:
            self._window, self._adapted_at = max(self._limit.seconds, self._window * _RECOVERY), now
