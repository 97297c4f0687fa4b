"""The sliding window of a rate limit: a pure state, without asyncio and without a clock of its own.

A permit counts from the moment at which it is taken until a window after the *answer* came. Between the two nobody
knows when the server gets the request: the request may wait for a connection, for a name or for the network. The
server has it when it answers, at the latest. So the server never sees more than the limit in a window, however long
requests are on their way.

Three things may forbid a request:

    full       `requests` permits are held, or their answers are younger than `seconds`
    slowed     an adaptive window that was refused is longer than configured, and recovers step by step
    paused     the server asked for a pause, and the pause is not over

Invariant: in any stretch of `seconds` at most `requests` requests arrive at the server. Nothing that is learnt allows
more than that. A limit of 3 in 10 s, with four calls at once:

    second     0        1        5        11       16       20
    permits    1 2 3                      4                       the 4th waits until the 1st answer is 10 s old
    answers             1 2      3        4
    refused                               429                     adaptive: the window is 20 s from here on
"""

from __future__ import annotations

from bisect import bisect_right
from math import inf

_SLOWER, _SLOWEST, _RECOVERY = 2.0, 16.0, 0.95
"""An adaptive window doubles at a refusal, up to sixteen times its length, and becomes 5 % shorter after each full
window without a refusal."""


class Window:
    """At most so many requests at the server in any stretch of so many seconds. All moments are of one monotonic clock.

    A caller takes a permit with `take`, and gives it back with `answered` as soon as an answer, or the news that there
    will be none, is there.
    """

    __slots__ = (
        "_adapted_at",
        "_answered",
        "_configured",
        "_is_adaptive",
        "held",
        "latest",
        "paused_until",
        "permits",
        "requests",
        "seconds",
    )

    def __init__(self, requests: int, seconds: float, *, adaptive: bool = False) -> None:
        self.requests = requests
        self.seconds = seconds
        """Length of the window now."""
        self.held = 0
        """Permits whose answers are not there yet."""
        self.latest = -inf
        """The moment of the latest permit."""
        self.paused_until = -inf
        """The moment before which nothing is sent, because the server refused."""
        self.permits = 0
        """The number of permits that were ever taken."""
        self._answered: list[float] = []
        # Of the moments of answers only the latest `requests` count.
        self._configured = seconds
        self._is_adaptive = adaptive
        self._adapted_at = -inf

    def wait(self, now: float, requests: int | None = None, seconds: float | None = None) -> float:
        """Seconds until a permit is free: 0.0 when one is free now, `inf` when only an answer can free one.

        `requests` and `seconds` are those of a stricter window than this one.
        """
        if now < self.paused_until:
            return self.paused_until - now
        free, answered = (self.requests if requests is None else requests) - self.held, self._answered
        if free <= 0:
            return inf
        if len(answered) < free:
            return 0.0
        return max(0.0, answered[-free] + (self.seconds if seconds is None else seconds) - now)

    def take(self, now: float) -> None:
        """Take a permit."""
        self.held += 1
        self.permits += 1
        self.latest = now

    def answered(self, now: float) -> None:
        """Give a permit back: from now on it is in use for one more window."""
        self.held -= 1
        self._answered.append(now)
        if len(self._answered) > 2 * self.requests:
            del self._answered[: -self.requests]

    def used(self, now: float) -> int:
        """Permits in use."""
        answered = self._answered
        count = len(answered)
        return self.held + count - bisect_right(answered, now - self.seconds, max(0, count - self.requests))

    def unused(self, now: float) -> int:
        """Permits that are free now, a pause aside."""
        return self.requests - self.used(now)

    def free_at(self, now: float, place: int) -> float:
        """The moment of the permit for a call with `place` others before it, if nothing is learnt until then.

        Permits go round: each comes back a window after its answer, and those who wait longer take theirs first.
        Answers that are not there yet are expected now.
        """
        rounds, place = divmod(place, self.requests)
        unused, answered = self.unused(now), self._answered
        young = self.requests - unused - self.held
        if place < unused:
            moment = now
        elif place < unused + young:
            moment = answered[len(answered) - young + place - unused] + self.seconds
        else:
            moment = now + self.seconds
        return max(moment, self.paused_until) + rounds * self.seconds

    def is_idle(self, now: float) -> bool:
        """True when the window knows nothing that matters any more.

        A slowed window matters for as long as it would take to recover, were there an answer in each window.
        """
        recovered_at = self._adapted_at + (self.seconds - self._configured) / (1 - _RECOVERY)
        return now >= max(self.paused_until, recovered_at) and not self.used(now)

    def pause(self, until: float) -> None:
        """Send nothing before a moment; a longer pause goes on."""
        self.paused_until = max(self.paused_until, until)

    def slow_down(self, sent: float, now: float) -> None:
        """Learn that the server refused what was sent at a moment: an adaptive window becomes longer.

        A request that was sent before the window became longer teaches nothing new.
        """
        if self._is_adaptive and sent > self._adapted_at:
            self.seconds, self._adapted_at = min(self.seconds * _SLOWER, self._configured * _SLOWEST), now

    def recover(self, now: float) -> None:
        """Learn that the server answered: a slowed window becomes a little shorter, once in each window."""
        if self.seconds > self._configured and now - self._adapted_at > self.seconds:
            self.seconds, self._adapted_at = max(self._configured, self.seconds * _RECOVERY), now
