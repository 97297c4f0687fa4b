"""The queue of a rate limit: first in, first out, one queue for each key and API.

A request is sent when three of them agree:

    window       ours: at most so many requests in any stretch of time (`window.py`, pure)
    allowance    the server's: what its answers say is left (`allowance.py`, pure)
    share        the other processes': a permit of the limit that they share (`process_share.py`)

A call whose permit is free passes without waiting. Otherwise it joins the queue. Only the call at the head of the
queue looks for a permit; it looks again when a permit should be free, and when an answer lands, because an answer may
tell more. A call that gives up leaves the queue and has taken no permit.

Invariants: calls leave the queue in the order in which they came. A request that is sent has a permit of its own from
each of the three. A limit of 2 in 10 s, with three calls at once and a fourth one later:

    second     0                         4                          10
    calls      1 and 2 sent, 3 queues    4 queues behind 3          3 and 4 sent
"""

from __future__ import annotations

import asyncio
import logging
from math import inf

from retroach_async.clock import Clock
from retroach_async.errors import RateLimited
from retroach_async.observe import WaitBegun, call_hook
from retroach_async.query import Reply
from retroach_async.transport.allowance import Allowance
from retroach_async.transport.call import Call, Layer, Sender
from retroach_async.transport.limits import LimitState, RateLimit
from retroach_async.transport.process_share import ProcessShare
from retroach_async.transport.window import Window

_log = logging.getLogger("retroach_async")

_LONG_WAIT = 5.0
"""A wait that is worth an INFO line, in seconds."""


class Throttle(Layer[Sender[Reply]]):
    """Holds calls back until the window, the server's allowance and the other processes have a permit."""

    def __init__(self, inner: Sender[Reply], limit: RateLimit, clock: Clock, share: ProcessShare | None = None) -> None:
        self._inner = inner
        self._limit = limit
        self._clock = clock
        self._window = Window(limit.requests, limit.seconds, adaptive=limit.adaptive)
        self._allowance = Allowance(limit.requests, limit.seconds)
        self._in_flight = 0
        self._share = share
        self._trying = asyncio.Lock()
        self._turn = asyncio.Lock()
        self._queued = 0
        self._landing: asyncio.Future[None] | None = None

    @property
    def state(self) -> LimitState:
        """The limit at this moment."""
        now, window = self._clock.monotonic(), self._window
        paused = max(0.0, window.paused_until - now)
        is_blocked = paused or (self._share is not None and now < self._share.until)
        spare = min(window.unused(now), self._allowance.spare(now, self._in_flight))
        available = 0 if is_blocked else max(0, int(spare))
        return LimitState(window.requests, window.seconds, available, self._queued, paused)

    async def send(self, call: Call) -> Reply:
        """Wait for a permit, send, and learn from the answer."""
        share = self._share
        if share is not None or self._queued or self._take_permit() > 0:
            await self._queue(call)
        sent, answer = self._window.taken[-1], None
        try:
            reply = answer = await self._inner.send(call)
        finally:
            self._learn(answer, sent)
        if share is not None and reply.status == 429:
            await share.pause(self._window.paused_until - self._clock.monotonic())
        return reply

    async def _queue(self, call: Call) -> None:
        """Take a permit as soon as one is free; a call that is cancelled has taken none of ours."""
        call.deadline.stage = "waiting for the rate limit"
        if self._share is None or not await self._try_at_once():
            await self._wait(call)

    async def _try_at_once(self) -> bool:
        """Take a permit of the shared limit as well, unless somebody waits for one already.

        Calls that come while the shared limit is asked stay behind: nobody knows yet whether they have to wait.
        """
        async with self._trying:
            return not self._queued and await self._try_permit() == 0

    async def _wait(self, call: Call) -> None:
        """Stand in line for a permit."""
        estimate = self._estimate()
        if self._limit.max_queue is not None and self._queued >= self._limit.max_queue:
            raise RateLimited(f"{self._queued} calls wait for the rate limit already", retry_after=estimate)
        if call.hooks.on_wait is not None:
            call_hook(call.hooks.on_wait, WaitBegun(call.query, estimate))
        self._queued += 1
        call.stats.waits += 1
        begun = self._clock.monotonic()
        try:
            # The lock is fair, and held while its owner waits: first in, first out.
            async with self._turn:
                is_told = False
                while (wait := await self._try_permit()) > 0:
                    if wait > _LONG_WAIT and not is_told:
                        is_told = True
                        _log.info("%s: waiting up to %.1f s for the rate limit", call.query, wait)
                    await self._wait_for(wait)
        finally:
            self._queued -= 1
            call.stats.seconds_waited += self._clock.monotonic() - begun

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
        """Take every permit that is needed and give 0, or give the seconds to wait before the next try."""
        if self._share is not None:
            wait = self._seconds_until_permit(self._clock.monotonic())
            if wait == 0:
                wait = await self._share.seconds_until_permit(self._window)
            if wait > 0:
                return wait
        # Anything may have been learnt since then, so our own comes last.
        return self._take_permit()

    def _take_permit(self) -> float:
        """Take a permit of our own and give 0, or give the seconds to wait before the next try."""
        now = self._clock.monotonic()
        wait = self._seconds_until_permit(now)
        if wait == 0:
            self._window.take(now)
            self._in_flight += 1
        return wait

    def _seconds_until_permit(self, now: float) -> float:
        """The seconds to wait for the window and for the server's allowance."""
        window, allowance = self._window, self._allowance
        wait = window.wait(now)
        if wait == 0 and not allowance.is_silent and window.taken:
            wait = allowance.wait(now, self._in_flight, window.taken[-1])
        return wait

    def _estimate(self) -> float:
        """Seconds that a call will wait if it joins the queue now; the server may see it differently."""
        now = self._clock.monotonic()
        moment = self._window.free_at(now, self._queued)
        rounds = self._queued // self._limit.requests * self._window.seconds
        if self._queued >= self._allowance.spare(now, self._in_flight):
            moment = max(moment, self._allowance.until + rounds)
        if self._share is not None:
            moment = max(moment, self._share.until + rounds)
        return moment - now

    def _learn(self, reply: Reply | None, sent: float) -> None:
        """Learn from the answer to what was sent at a moment, or from there being none."""
        self._in_flight -= 1
        allowance, window = self._allowance, self._window
        told = None if reply is None else reply.headers.get("x-ratelimit-remaining")
        if told is not None or not allowance.is_silent:
            now = self._clock.monotonic()
            allowance.learn(told, sent, now, window.requests - window.unused(now))
        if reply is not None:
            if reply.status == 429:
                self._learn_refusal(reply, sent)
            elif window.seconds > self._limit.seconds:
                window.recover(self._clock.monotonic())
        if self._landing is not None:
            self._look_again()

    def _learn_refusal(self, reply: Reply, sent: float) -> None:
        now, seconds = self._clock.monotonic(), self._limit.seconds
        pause = reply.seconds_to_wait(self._clock.now())
        self._allowance.use_up(inf if pause is None else now + pause)
        # Without a number the call that tries again finds out; nobody else should ask in the meantime.
        self._window.pause(now + (min(1.0, seconds) if pause is None else min(pause, 2 * seconds + 60)))
        self._window.slow_down(sent, now)
