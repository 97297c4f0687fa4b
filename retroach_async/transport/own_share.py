"""The share of one process in a shared limit: a pure state, without asyncio and without a clock of its own.

A shared limit knows every permit, so a process needs no share while the limit answers. It needs one while nobody knows
what the other processes send:

    down        the shared limit does not answer: every process keeps to its share
    unsure      it answers again, but its knowledge is younger than a window: permits *and* the share count
    trusted     it knows of everything that was sent within a window: its permits count alone

    second        0            5             10                    22
    limit         answers      down          answers again         trusted again
    a process     permits      its share     permits and share     permits

Invariant: `processes` times the share is at most the limit, so together they stay below it without talking. When
the limit fails, what was left at its last answer is shared as well.
"""

from __future__ import annotations

from math import inf

from retroach_async.transport.window import Window


class OwnShare:
    """The permits that one of several processes may take without asking. All moments are of one monotonic clock.

    `seconds` is the length of a shared window, which is longer than that of the limit: see `process_share.py`.
    """

    def __init__(self, requests: int, processes: int, seconds: float) -> None:
        self._requests = requests
        self._processes = processes
        self._seconds = seconds
        self._trusted_from = -inf
        self._heard_at = -inf
        self._last_permit = 0

    def is_settled(self, now: float) -> bool:
        """True when everything that was heard is out of date."""
        return now >= self._trusted_from and now >= self._heard_at + self._seconds

    def hear(self, now: float, window: Window, *, trusted_from: float, left: int, has_permit: bool) -> None:
        """Learn an answer of the shared limit: since when it knows everything, and how many permits are left."""
        self._trusted_from = trusted_from
        if now >= trusted_from:
            self._heard_at = now
            self._last_permit = window.permits + left // self._processes + has_permit

    def wait_while_unsure(self, now: float, window: Window) -> float:
        """The seconds to wait, beside a permit, because nobody knows what the others sent."""
        left = self._trusted_from - now
        return min(self.wait(now, window), left) if left > 0 else 0.0

    def wait(self, now: float, window: Window) -> float:
        """The seconds until this process may send without knowing what the others do."""
        settled = self._heard_at + self._seconds
        if now < settled and window.permits >= self._last_permit:
            return settled - now  # of what was left at the last answer, the rest belongs to the others
        share, seconds = max(1, self._requests // self._processes), max(self._seconds, window.seconds)
        if self._processes > self._requests:
            seconds *= self._processes / self._requests
        return window.wait_within(now, share, seconds)
