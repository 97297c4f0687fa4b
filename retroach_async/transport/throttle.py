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

from attrs import evolve

from retroach_async.clock import Clock
from retroach_async.errors import RateLimited
from retroach_async.observe import WaitBegun, call_hook
from retroach_async.query import Reply
from retroach_async.transport.allowance import Allowance
from retroach_async.transport.call import Call, Layer, Sender
from retroach_async.transport.limits import LimitState, RateLimit
from retroach_async.transport.process_share import ProcessShare
from retroach_async.transport.waiting_line import Place, WaitingLine, can_be_told
from retroach_async.transport.window import Window

_log = logging.getLogger("retroach_async")

_FULL = {
    0: "the rate limit is used up, and no call may wait for it",
    1: "1 call waits for the rate limit already",
}
"""Messages for a call that finds no place in the queue, by the number of calls that wait there."""
_STAGE = "waiting for the rate limit"
_LONG_WAIT = 5.0
"""A wait that is worth an INFO line, in seconds."""
_LONGEST_WINDOW = 60.0
"""The longest window that a server is known to have, in seconds; the limit of a client may be a shorter one."""


class Throttle(Layer[Sender[Reply]]):
    """Holds calls back until the window, the server's allowance and the other processes have a permit."""

    def __init__(self, inner: Sender[Reply], limit: RateLimit, clock: Clock, share: ProcessShare | None = None) -> None:
        self._inner = inner
        self._limit = limit
        self._clock = clock
        self._window = Window(limit.requests, limit.seconds, adaptive=limit.adaptive)
        self._allowance = Allowance(limit.requests, limit.seconds)
        self._share = share
        self._line = WaitingLine()
        self._trying = WaitingLine()
        self._landing: asyncio.Future[None] | None = None
        self._loops = 0
        self._refusals = 0
        self._refused_at = -inf

    @property
    def state(self) -> LimitState:
        """The limit at this moment."""
        now, window = self._clock.monotonic(), self._window
        paused = max(0.0, window.paused_until - now)
        is_blocked = paused or (self._share is not None and now < self._share.until)
        spare = min(window.unused(now), self._allowance.spare(now, window.held))
        available = 0 if is_blocked else max(0, int(spare))
        return LimitState(window.requests, window.seconds, available, len(self._line.places), paused)

    @property
    def is_idle(self) -> bool:
        """True when a new throttle would behave in the same way."""
        now = self._clock.monotonic()
        share = self._share
        is_settled = now >= self._allowance.until and (share is None or share.is_settled)
        return is_settled and not self._line.places and self._window.is_idle(now)

    def forget_loop(self) -> None:
        """Drop what belongs to an event loop that is gone: those who waited in it, and the answers on their way."""
        self._line.clear()
        self._trying.clear()
        self._landing = None
        self._loops += 1
        while self._window.held:  # nobody knows whether those requests arrived
            self._window.answered(self._clock.monotonic())
        if self._share is not None:
            self._share.settle(self._window)

    async def send(self, call: Call) -> Reply:
        """Wait for a permit, send, and learn from the answer."""
        share, window = self._share, self._window
        if share is not None or self._line.places or self._take_permit() > 0:
            await self._queue(call)
        sent, loops, answer = window.latest, self._loops, None
        try:
            reply = answer = await self._inner.send(call)
        finally:
            if loops == self._loops:
                self._learn(answer, sent)
        if reply.status == 429:
            pause = window.paused_until - self._clock.monotonic()
            if share is not None:
                await share.pause(pause)
            if not self._limit.adaptive and reply.seconds_to_wait(self._clock.now()) is None:
                # What the server has not told is known all the same, and the layers above go by the header.
                told = {name.lower(): text for name, text in reply.headers.items()}
                return evolve(reply, headers=told | {"retry-after": f"{max(0.0, pause):.3f}"})
        return reply

    async def _queue(self, call: Call) -> None:
        """Take a permit as soon as one is free; a call that is cancelled has taken none of ours."""
        call.deadline.stage = _STAGE
        if self._share is None or not await self._try_at_once():
            await self._wait(call)

    async def _try_at_once(self) -> bool:
        """Take a permit of the shared limit as well, unless somebody waits for one already.

        Calls that come while the shared limit is asked stay behind: nobody knows yet whether they have to wait.
        """
        async with Place(self._trying):
            return not self._line.places and await self._try_permit() == 0

    async def _wait(self, call: Call) -> None:
        """Stand in line for a permit."""
        self._refuse_if_paused(call)
        self._tell_reason(call)
        estimate, queued = self._estimate(), len(self._line.places)
        if self._limit.max_queue is not None and queued >= self._limit.max_queue:
            message = _FULL.get(queued, f"{queued} calls wait for the rate limit already")
            raise RateLimited(message, retry_after=estimate)
        if call.hooks.on_wait is not None:
            call_hook(call.hooks.on_wait, WaitBegun(call.query, estimate))
        call.stats.waits += 1
        begun = self._clock.monotonic()
        try:
            async with Place(self._line, lambda: self._refuse_if_paused(call)):
                is_told = False
                while (wait := await self._try_permit()) > 0:
                    self._refuse_if_paused(call)
                    self._tell_reason(call)
                    if wait > _LONG_WAIT and not is_told:
                        is_told = True
                        _log.info("%s: waiting up to %.1f s for the rate limit", call.query, wait)
                    await self._wait_for(wait)
        finally:
            call.stats.seconds_waited += self._clock.monotonic() - begun

    def _tell_reason(self, call: Call) -> None:
        """Have a call that times out say that the shared limit makes it wait, where that is so."""
        if self._share is not None:
            call.deadline.stage = _STAGE + self._share.reason

    def _refuse_if_paused(self, call: Call) -> None:
        """Raise `RateLimited`, with the seconds that are left, when a call cannot outlast the server's pause."""
        now = self._clock.monotonic()
        left = self._window.paused_until - now
        if left > 0 and (left > call.retry.max_retry_after or now + left >= call.deadline.ends_at):
            raise RateLimited("the server asked for a pause that takes longer than the call may", retry_after=left)

    async def _wait_for(self, seconds: float) -> None:
        """Wait, but look again when an answer lands: it may tell more."""
        if not self._window.held:
            await self._clock.sleep(seconds)
            return
        self._landing = landing = asyncio.get_running_loop().create_future()
        timer = None if seconds == inf else self._clock.call_later(seconds, self._look_again)
        try:
            await landing
        finally:
            if self._landing is landing:
                self._landing = None
            if timer is not None:
                timer.cancel()

    def _look_again(self) -> None:
        if self._landing is not None and can_be_told(self._landing):
            self._landing.set_result(None)

    async def _try_permit(self) -> float:
        """Take every permit that is needed and give 0, or give the seconds to wait before the next try."""
        share, window = self._share, self._window
        if share is None:
            return self._take_permit()
        wait = self._seconds_until_permit(self._clock.monotonic()) or await share.seconds_until_permit(window)
        # Anything may have been learnt since then, so our own comes last.
        wait = wait or self._take_permit()
        share.settle(window)
        return wait

    def _take_permit(self) -> float:
        """Take a permit of our own and give 0, or give the seconds to wait before the next try."""
        now, window = self._clock.monotonic(), self._window
        wait = window.wait(now) if self._allowance.is_silent else self._seconds_until_permit(now)
        if wait == 0:
            window.take(now)
        return wait

    def _seconds_until_permit(self, now: float) -> float:
        """The seconds to wait for the window and for the server's allowance."""
        window, allowance = self._window, self._allowance
        wait = window.wait(now)
        if wait == 0 and not allowance.is_silent and window.permits:
            wait = allowance.wait(now, window.held, window.latest)
        return wait

    def _estimate(self) -> float:
        """Seconds that a call will wait if it joins the queue now; the server may see it differently."""
        now, queued = self._clock.monotonic(), len(self._line.places)
        moment = self._window.free_at(now, queued)
        rounds = queued // self._limit.requests * self._window.seconds
        if queued >= self._allowance.spare(now, self._window.held):
            moment = max(moment, self._allowance.until + rounds)
        if self._share is not None:
            moment = max(moment, self._share.until + rounds)
        return moment - now

    def _learn(self, reply: Reply | None, sent: float) -> None:
        """Learn from the answer to what was sent at a moment, or from there being none."""
        allowance, window = self._allowance, self._window
        now = self._clock.monotonic()
        window.answered(now)
        if self._share is not None:
            self._share.settle(window)
        told = None if reply is None else reply.headers.get("x-ratelimit-remaining")
        if told is not None or not allowance.is_silent:
            allowance.learn(told, sent, now, window.used(now))
        if reply is not None:
            if reply.status == 429:
                self._learn_refusal(reply, sent)
            else:
                self._refusals = 0
                if window.seconds > self._limit.seconds:
                    window.recover(now)
        if self._landing is not None:
            self._look_again()

    def _learn_refusal(self, reply: Reply, sent: float) -> None:
        now = self._clock.monotonic()
        pause = reply.seconds_to_wait(self._clock.now())
        self._allowance.use_up(inf if pause is None else now + pause)
        self._window.pause(now + (self._untold_pause(sent, now) if pause is None else pause))
        self._window.slow_down(sent, now)
        self._line.review()

    def _untold_pause(self, sent: float, now: float) -> float:
        """The seconds for which nobody asks after a refusal that does not say, of what was sent at a moment."""
        if self._limit.adaptive:
            # A guess at a limit knows no window. The call that tries again finds out, and nobody else should ask.
            return min(1.0, self._limit.seconds)
        # The server's window ends when its answers told so, and otherwise within a whole window from now.
        if (left := self._allowance.until - now) > 0:
            return left
        if sent > self._refused_at:  # not one of several that were on their way together
            self._refusals, self._refused_at = self._refusals + 1, now
        # Refused again and again, the server's window is longer than ours.
        seconds = self._limit.seconds
        return max(seconds, min(seconds * 2.0 ** min(self._refusals - 1, 60), _LONGEST_WINDOW))
