"""The sliding window of a rate limit: a pure state, without asyncio and without a clock of its own.

Three things may forbid a request:

    full       `requests` permits were taken within the last `seconds`
    slowed     an adaptive window that was refused is longer than configured, and recovers step by step
    paused     the server asked for a pause, and the pause is not over

Invariant: in any stretch of `seconds`, with the length that the window had at its end, at most `requests` permits
are taken. Nothing that is learnt allows more than that. A limit of 3 in 10 s, with four calls at once:

    second     0        5        10       15       20
    permits    1 2 3             4                          the 4th waits until the 1st is 10 s old
    refused             429                                 adaptive: the window is 20 s from here on
    permits                                        5        the 5th waits until the 2nd is 20 s old
"""

from __future__ import annotations

from bisect import bisect_right
from collections import deque
from math import inf

_SLOWER, _SLOWEST, _RECOVERY = 2.0, 16.0, 0.95
"""An adaptive window doubles at a refusal, up to sixteen times its length, and becomes 5 % shorter after each full
window without a refusal."""


class Window:
    """At most so many permits in any stretch of so many seconds. All moments are of one monotonic clock."""

    __slots__ = ("_adapted_at", "_configured", "_is_adaptive", "paused_until", "requests", "seconds", "taken")

    def __init__(self, requests: int, seconds: float, *, adaptive: bool = False) -> None:
        self.requests = requests
        self.seconds = seconds
        """Length of the window now."""
        self.taken: deque[float] = deque(maxlen=requests)
        """The moments of the latest permits, as many as a window may hold."""
        self.paused_until = -inf
        """The moment before which nothing is sent, because the server refused."""
        self._configured = seconds
        self._is_adaptive = adaptive
        self._adapted_at = -inf

    def wait(self, now: float) -> float:
        """Seconds until a permit is free; 0.0 when one is free now."""
        if now < self.paused_until:
            return self.paused_until - now
        taken = self.taken
        return max(0.0, taken[0] + self.seconds - now) if len(taken) == self.requests else 0.0

    def take(self, now: float) -> None:
        """Take a permit."""
        self.taken.append(now)

    def unused(self, now: float) -> int:
        """Permits that are free now, a pause aside."""
        return self.requests - len(self.taken) + bisect_right(self.taken, now - self.seconds)

    def free_at(self, now: float, place: int) -> float:
        """The moment of the permit for a call with `place` others before it, if nothing is learnt until then.

        Permits go round: each comes back a window after it was taken, and those who wait longer take theirs first.
        """
        rounds, place = divmod(place, self.requests)
        moment = now if place < self.unused(now) else self.taken[len(self.taken) - self.requests + place] + self.seconds
        return max(moment, self.paused_until) + rounds * self.seconds

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
