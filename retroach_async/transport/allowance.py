"""What the server says is left."""

from __future__ import annotations

from math import inf

_MOST_DIGITS = 9
"""Of a count that is believed."""
_YOUNG = 1 / 20
"""For what part of a window an answer is believed while other programs use the same key."""
_REMEMBERED = 2
"""For how many windows we remember that they do."""
_BLIND = 10
"""How many requests may be sent at once in any case before the first answer; above that, half of the limit."""


class Allowance:
    """The server's own window, as far as its answers tell: what is left of it, and when it is over at the latest.

    A server that counts opens a window with a first request, ours or that of another program with the same
    key, and forgets it after so many seconds. An answer says what was left when it was made: requests in
    flight may not have been counted by then, and those of other programs are told by nobody else.
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
        """When the window is over at the latest, by the monotonic clock; after that nothing is known."""
        self.is_silent = False
        """Whether the server answers, but never says what is left, so that there is nothing to learn here."""

    def spare(self, now: float, in_flight: int) -> float:
        """How many more requests the server allows, to our knowledge."""
        if now >= self.until:
            return self._blind - in_flight
        # While one of ours is on its way, one of theirs may arrive before it.
        return self._left - in_flight * (2 if now < self._shared_until else 1)

    def wait(self, now: float, in_flight: int, latest: float) -> float:
        """Seconds for which it is wiser not to send, unless an answer comes first; `latest` is when we last sent."""
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
