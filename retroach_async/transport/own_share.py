"""The share of one process in a shared limit: a pure state, without asyncio and without a clock of its own.

A shared limit knows every permit, so a process needs no share while the limit answers. It needs one while nobody knows
what the other processes send:

    silent      the shared limit does not answer any more: what others sent with its last permits still counts
    down        that is a window ago: every process keeps to its share
    unsure      it answers again, but may not know of every request: permits *and* the share count
    trusted     it knows of everything that was sent within a window: its permits count alone

    second        0            5         16            22                    45
    limit         answers      down      down          answers again         trusted again
    a process     permits      silent    its share     permits and share     permits

Invariant: `processes` times the share is at most the limit, so together they stay below it without talking.
"""

from __future__ import annotations

from math import inf

from retroach_async.transport.shared import SECONDS_TO_ARRIVE
from retroach_async.transport.window import Window


class OwnShare:
    """The permits that one of several processes may take without asking. All moments are of one monotonic clock."""

    def __init__(self, requests: int, processes: int, seconds: float) -> None:
        self._requests = requests
        self._processes = processes
        self._seconds = seconds
        self._trusted_from = -inf
        self._silent_until = -inf
        self.is_in_touch = True
        """False from the moment at which the shared limit did not answer until it gives permits again."""

    def is_settled(self, now: float) -> bool:
        """True when everything that was heard is out of date."""
        return now >= self._trusted_from

    def hear(self, trusted_from: float) -> None:
        """Learn an answer of the shared limit, and from when on the limit knows everything that counts."""
        self._trusted_from = trusted_from
        self.is_in_touch = True

    def lose_touch(self, now: float) -> None:
        """Learn that the shared limit does not answer. What it gave to others until now still counts for a window."""
        if self.is_in_touch:
            self.is_in_touch = False
            self._silent_until = now + self._seconds + SECONDS_TO_ARRIVE

    def wait_while_unsure(self, now: float, window: Window) -> float:
        """The seconds to wait, beside a permit, because nobody knows what the others sent."""
        left = self._trusted_from - now
        return min(self._wait_for_share(now, window), left) if left > 0 else 0.0

    def wait(self, now: float, window: Window) -> float:
        """The seconds until this process may send without knowing what the others do."""
        return max(self._silent_until - now, self._wait_for_share(now, window))

    def _wait_for_share(self, now: float, window: Window) -> float:
        share, seconds = max(1, self._requests // self._processes), max(self._seconds, window.seconds)
        if self._processes > self._requests:
            seconds *= self._processes / self._requests
        # A request that is on its way may be answered at any moment, and then counts for one more window.
        return min(window.wait(now, share, seconds), seconds)
