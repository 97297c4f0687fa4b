"""Counters of a client, and hooks for a program's own monitoring.

No value here holds a secret, a URL or a body, so all of it can be logged.
"""

from __future__ import annotations

import asyncio
import inspect
import logging
from collections.abc import Callable
from typing import TypeVar

from attrs import frozen, mutable

from retroach_async.checks import check
from retroach_async.errors import RetroachError
from retroach_async.query import Query

_log = logging.getLogger("retroach_async")

E = TypeVar("E")


@mutable
class Stats:
    """Counters of a client since it was made; each sibling has its own.

    - `calls` that could be sent. For a batch that asks V2 for 100 ids at once, that is one call.
    - `attempts`: requests sent, `retries`: those of them that were sent again.
    - `coalesced`: calls answered by an identical one in flight; `cache_hits`: calls that the cache answered alone.
    - `waits`: requests that waited for the limit; `seconds_waited`: the seconds of all of them together.
    - `bytes_received`: the size of all bodies, after decompression.
    """

    calls: int = 0
    """Calls that were made and could be sent."""
    attempts: int = 0
    """Requests sent, the repeated ones included."""
    retries: int = 0
    """Requests that were sent again."""
    coalesced: int = 0
    """Calls answered by an identical one that was in flight already."""
    cache_hits: int = 0
    """Calls answered from the cache alone, fresh or stale: requests saved, not ids."""
    waits: int = 0
    """Requests that had to wait for the rate limit."""
    seconds_waited: float = 0.0
    """Seconds that requests waited for the rate limit, altogether."""
    bytes_received: int = 0
    """The size of all bodies, after decompression."""


@frozen
class RequestSent:
    """A request is handed to the transport. Waiting for the rate limit is over by then."""

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
    """The failure of that attempt."""
    seconds: float
    """Seconds until the next attempt."""


@frozen
class WaitBegun:
    """A request has to wait for the rate limit; told once, however long it takes."""

    query: Query
    seconds: float
    """Seconds that the request will wait, with the queue before it, as it looks now."""


def is_plain(hook: object) -> str | None:
    """The fault of a hook, in words that follow its name; None for a good one, or for none."""
    if hook is None:
        return None
    if not callable(hook):
        return "must be something to call"
    if any(inspect.iscoroutinefunction(what) for what in (hook, type(hook).__call__)):
        return "must be a plain function: nobody would await an async one"
    return None


@frozen(kw_only=True)
class Hooks:
    """Plain callables that are told what happens. They must be quick: the call waits for them.

    A hook that raises is logged, each time, and harms nothing. An async function is refused, because nobody
    would await it; a hook may start a task or put its event into a queue.
    """

    on_request: Callable[[RequestSent], object] | None = None
    on_response: Callable[[ResponseReceived], object] | None = None
    on_retry: Callable[[RetryPlanned], object] | None = None
    on_wait: Callable[[WaitBegun], object] | None = None

    def __attrs_post_init__(self) -> None:
        check(self, on_request=is_plain, on_response=is_plain, on_retry=is_plain, on_wait=is_plain)


def call_hook(hook: Callable[[E], object], event: E) -> None:
    """Call a hook, whatever it does."""
    try:
        result = hook(event)
    except (Exception, asyncio.CancelledError):  # noqa: BLE001  the latter from a hook that looks at a cancelled task
        _log.exception("a hook failed on %r", event)
        return
    if inspect.iscoroutine(result):
        result.close()
        _log.error("a hook gave a coroutine for %r, which nobody awaits", event)
