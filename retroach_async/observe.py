"""What a client did and is doing: counters, and hooks for a program's own monitoring.

No value here holds a secret, a URL or a body, so all of it can be logged.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TypeVar

from attrs import frozen, mutable

from retroach_async.errors import RetroachError
from retroach_async.query import Query

_log = logging.getLogger("retroach_async")

E = TypeVar("E")


@mutable
class Stats:
    """What a client did since it was made."""

    calls: int = 0
    """Calls that were made and could be sent."""
    attempts: int = 0
    """Requests sent, the repeated ones included."""
    retries: int = 0
    """Requests that were sent again."""
    coalesced: int = 0
    """Calls answered by an identical one that was in flight already."""
    cache_hits: int = 0
    """Calls answered from the cache, fresh or stale."""
    waits: int = 0
    """Requests that had to wait for the rate limit."""
    seconds_waited: float = 0.0
    """How long they waited altogether."""
    bytes_received: int = 0
    """The size of all bodies, after decompression."""


@frozen
class RequestSent:
    """A request is about to be sent."""

    query: Query
    attempt: int
    """1 for the first time."""


@frozen
class ResponseReceived:
    """An answer came, good or bad."""

    query: Query
    attempt: int
    status: int
    size: int
    """Bytes of the body, after decompression."""


@frozen
class RetryPlanned:
    """A request failed and will be sent again."""

    query: Query
    attempt: int
    """The attempt that failed."""
    error: RetroachError
    """Why."""
    seconds: float
    """How long until the next attempt."""


@frozen
class WaitBegun:
    """A request has to wait for the rate limit."""

    query: Query
    seconds: float
    """How long, if nobody is before it in the queue."""


@frozen(kw_only=True)
class Hooks:
    """Callables that are told what happens; they must be quick. One that raises is logged and harms nothing."""

    on_request: Callable[[RequestSent], object] | None = None
    on_response: Callable[[ResponseReceived], object] | None = None
    on_retry: Callable[[RetryPlanned], object] | None = None
    on_wait: Callable[[WaitBegun], object] | None = None


def tell(hook: Callable[[E], object], event: E) -> None:
    """Call a hook, whatever it does."""
    try:
        hook(event)
    except Exception:  # noqa: BLE001  whatever a hook raises, the call goes on
        _log.exception("a hook failed on %r", event)
