"""The server's own window, as far as its answers tell: a pure state, without asyncio and without a clock of its own.

A server that counts opens a window with a first request, and forgets the window after so many seconds. Its answers say
in `X-RateLimit-Remaining` how many requests are left.

    unknown    no answer yet, or the window is over: a first few requests may go at once
    known      the last answer counts; each of our requests on the way takes one more
    shared     an answer told of requests that are not ours: the word of an answer is good for a twentieth of a window
    silent     the server never says what is left: nothing to learn

    second     0           0.3                10
    server     opens a     "left: 7"          forgets the window
    state      unknown     known: 7           unknown

Invariant: nothing that is learnt allows more than the client's own limit.
"""

from __future__ import annotations

from math import inf

_MOST_DIGITS = 9
"""Digits of the longest count that is believed."""
_YOUNG = 1 / 20
"""The part of a window for which an answer is believed while other programs use the same key."""
_REMEMBERED = 2
"""Windows for which we remember that other programs use the key."""
_BLIND = 10
"""Requests that may be sent at once in any case before the first answer; above that, half of the limit."""


class Allowance:
    """The rest of the server's window, and its latest end.

    An answer says what was left when it was made. Requests in flight may not have been counted by then, and nobody
    else tells of the requests of other programs.
    """

    __slots__ = (
        "_began",
        "_blind",
        "_left",
        "_requests",
        "_seconds",
        "_shared_until",
        "_told_at",
        "is_silent",
        "until",
    )

    def __init__(self, requests: int, seconds: float) -> None:
        self._requests = requests
        self._seconds = seconds
        self._blind: float = max(_BLIND, requests // 2)
        self._left = 0
        self._began = self._told_at = self._shared_until = -inf
        self.until = -inf
        """The latest end of the window, by the monotonic clock; after that nothing is known."""
        self.is_silent = False
        """True when the server answers but never says what is left."""

    def spare(self, now: float, in_flight: int) -> float:
        """Requests that the server still allows, to our knowledge."""
        if now >= self.until:
            return self._blind - in_flight
        # While one of ours is on its way, one of theirs may arrive before it.
        return self._left - in_flight * (2 if now < self._shared_until else 1)

    def wait(self, now: float, in_flight: int, latest: float) -> float:
        """Seconds to wait before sending, unless an answer comes first; `latest` is the moment of our last sending."""
        is_known, young = now < self.until, self._seconds * _YOUNG
        if self.spare(now, in_flight) <= 0:
            return self.until - now if is_known else young
        if in_flight and now < self._shared_until and (not is_known or now - self._told_at > young):
            # Nobody knows what the others have left. One of our requests is on its way to find out.
            return max(0.0, latest + young - now)
        return 0.0

    def learn(self, text: str | None, sent: float, now: float, ours: int) -> None:
        """Take in what an answer says is left, or that it says nothing.

        `sent` is when its request was sent, and `ours` how many we sent in the last window.
        """
        self._blind = inf
        is_count = text is not None and len(text) <= _MOST_DIGITS and text.isascii() and text.isdecimal()
        self.is_silent = not is_count and self._told_at == -inf
        if sent < self._began:
            return  # it may speak of the window before
        if text is None or not is_count:
            self._left -= 1
            return
        left, self._told_at = int(text), now
        if sent < self.until:
            self._left = min(self._left, left)
        else:
            # The window was open when this answer was made, so it is over, at the latest, a window later.
            self._began, self.until, self._left = self.until, now + self._seconds, left
        if self._requests - self._left > ours:
            self._shared_until = now + self._seconds * _REMEMBERED

    def use_up(self, until: float) -> None:
        """Take in that the server refused, and when it will not any more."""
        self._left, self.until = 0, min(self.until, until)
