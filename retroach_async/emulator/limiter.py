"""A rate limiter like Laravel's: the first request opens a fixed window."""

from __future__ import annotations

import math
from collections.abc import Hashable

from attrs import field, frozen, mutable, validators

from retroach_async.clock import Clock


@frozen
class RateRule:
    """At most so many requests in a window of so many seconds, for each key of V1 and for each account of V2."""

    requests: int = field(validator=validators.ge(1))
    seconds: float = field(validator=validators.gt(0.0))
    tells_wait: bool | None = None
    """True for refusals with `Retry-After` and `X-RateLimit-*`, False for refusals without; None as on the site, where
    V1 sends them and V2 does not."""


@frozen
class Verdict:
    """The limiter's decision about one request."""

    allowed: bool
    headers: dict[str, str]
    """The headers of the answer."""


@mutable
class _Window:
    opened: float
    hits: int = 0


class Limiter:
    """Counts the requests of each key or account in a window, which the first one opens; refused ones do not count."""

    def __init__(self, rule: RateRule, clock: Clock) -> None:
        self._rule = rule
        self._clock = clock
        self._windows: dict[Hashable, _Window] = {}

    def hit(self, key: Hashable, *, tells_wait: bool = True) -> Verdict:
        """Count one request, or refuse it; `tells_wait` is the site's way, which holds if the rule has none."""
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
        if not (tells_wait if rule.tells_wait is None else rule.tells_wait):
            return Verdict(False, {})
        wait = max(1, math.ceil(rule.seconds - (now - window.opened)))
        headers["Retry-After"] = str(wait)
        headers["X-RateLimit-Reset"] = str(math.ceil(self._clock.now()) + wait)
        return Verdict(False, headers)
