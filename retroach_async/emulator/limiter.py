"""A limiter as Laravel has it: a fixed window that the first hit opens."""

from __future__ import annotations

import math
from collections.abc import Hashable

from attrs import field, frozen, mutable, validators

from retroach_async.clock import Clock


@frozen
class RateRule:
    """So many requests in so many seconds, for each key and API."""

    requests: int = field(validator=validators.ge(1))
    seconds: float = field(validator=validators.gt(0.0))
    tells_wait: bool = True
    """Whether a refusal says how long to wait; the site's own V2 does not."""


@frozen
class Verdict:
    """What the limiter says to one request."""

    allowed: bool
    headers: dict[str, str]
    """What it tells the client."""


@mutable
class _Window:
    opened: float
    hits: int = 0


class Limiter:
    """Counts the hits of each key in a window that its first hit opens; a refused hit counts as none."""

    def __init__(self, rule: RateRule, clock: Clock) -> None:
        self._rule = rule
        self._clock = clock
        self._windows: dict[Hashable, _Window] = {}

    def hit(self, key: Hashable) -> Verdict:
        """Count one request, or refuse it."""
        rule, now = self._rule, self._clock.monotonic()
        window = self._windows.get(key)
        if window is None or now - window.opened >= rule.seconds:
            window = self._windows[key] = _Window(now)
        allowed = window.hits < rule.requests
        window.hits += allowed
        headers = {
            "X-RateLimit-Limit": str(rule.requests),
            "X-RateLimit-Remaining": str(rule.requests - window.hits),
        }
        if allowed:
            return Verdict(True, headers)
        if not rule.tells_wait:
            return Verdict(False, {})
        wait = max(1, math.ceil(rule.seconds - (now - window.opened)))
        headers["Retry-After"] = str(wait)
        headers["X-RateLimit-Reset"] = str(math.ceil(self._clock.now()) + wait)
        return Verdict(False, headers)
