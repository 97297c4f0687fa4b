"""Rate limits as a program configures them and looks at them."""

from __future__ import annotations

from attrs import field, frozen

from retroach_async.checks import check, fitting, number, one_of
from retroach_async.transport.shared import SharedLimit


@frozen
class RateLimit:
    """At most so many requests in any stretch of so many seconds."""

    requests: int
    seconds: float
    adaptive: bool = field(default=False, kw_only=True)
    """Slow down when the server refuses, and recover slowly: for a limit that is only a guess."""
    max_queue: int | None = field(default=None, kw_only=True)
    """The most calls that may wait; one more raises `RateLimited` at once. None for no bound."""

    def __attrs_post_init__(self) -> None:
        check(self, requests=number(least=1, whole=True), seconds=number(above=True, finite=True))
        check(self, max_queue=number(whole=True, optional=True))


_MEMBERS = ("processes", "when_down", "take", "give_back", "pause", "aclose")
_is_shared_limit = fitting("a RedisLimit or anything else that fits SharedLimit", *_MEMBERS, optional=True)


@frozen(kw_only=True)
class RateLimits:
    """The limits of the two APIs; None for no limit.

    V1 publishes none, so the default starts gently and adapts. V2 allows 60 in a minute that the server
    starts with the first request; the extra second compensates for network latency.
    """

    v1: RateLimit | None = RateLimit(15, 12.0, adaptive=True)
    v2: RateLimit | None = RateLimit(60, 61.0)
    shared: SharedLimit | None = None
    """A limit for all processes that use a key, such as a `RedisLimit`; None when there is one process only."""

    def __attrs_post_init__(self) -> None:
        is_limit = one_of(RateLimit, "RateLimit(4, 1.0)")
        check(self, v1=is_limit, v2=is_limit, shared=_is_shared_limit)


@frozen
class LimitState:
    """A rate limit at this moment."""

    requests: int
    """Requests that a window may hold."""
    seconds: float
    """Length of a window now; longer than configured while an adaptive limit recovers from a refusal."""
    available: int
    """Requests that could be sent at once."""
    queued: int
    """Calls that wait."""
    paused: float
    """Seconds for which nobody sends because the server refused; 0.0 for not paused."""
