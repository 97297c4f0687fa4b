"""The towers of a client and its siblings: one transport, and one stack of layers for each key and API.

The order of the layers is known here and nowhere else: `Coalesce(Cache(Retry(Throttle(Attempt(transport)))))`. A call
that an identical call makes already costs nothing, nor does a call from the cache; every retry takes its own permit.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from weakref import WeakSet, WeakValueDictionary

from attrs import define

from retroach_async.clock import Clock
from retroach_async.credentials import Credentials
from retroach_async.deadlines import Deadlines
from retroach_async.errors import ConfigurationError
from retroach_async.query import Api
from retroach_async.secret import Secret
from retroach_async.transport.attempt import Attempt
from retroach_async.transport.cache import Cache, CachePolicy
from retroach_async.transport.call import Judge
from retroach_async.transport.coalesce import Coalesce
from retroach_async.transport.limits import RateLimit, RateLimits
from retroach_async.transport.process_share import ProcessShare, SharedLimitGuard
from retroach_async.transport.protocol import Timeouts, Transport
from retroach_async.transport.retry import Retry, RetryBudget
from retroach_async.transport.site import Site
from retroach_async.transport.throttle import Throttle
from retroach_async.wire import jsonapi, php

_log = logging.getLogger("retroach_async")

_JUDGES: Mapping[Api, Judge] = {"v1": php.judge, "v2": jsonapi.judge}


_FEWEST_TO_LOOK = 64
"""Stacks that may be there before somebody looks for idle ones."""
_LOOK_EVERY = 60.0
"""Seconds after which a new stack is a reason to look again."""


@define(eq=False)
class ApiStack:
    """The tower of layers above one API for one key.

    Some layers are looked at from outside: the client tells the cache what its readers could not read, and shows the
    state of the limit.
    """

    site: Site
    tower: Coalesce
    cache: Cache | None
    throttle: Throttle | None

    @property
    def is_idle(self) -> bool:
        """True when a new stack would behave in the same way."""
        return (
            self.tower.is_idle
            and (self.cache is None or self.cache.is_idle)
            and (self.throttle is None or self.throttle.is_idle)
        )

    def forget_loop(self) -> None:
        """Drop what belongs to an event loop that is gone."""
        self.tower.forget_loop()
        if self.cache is not None:
            self.cache.forget_loop()
        if self.throttle is not None:
            self.throttle.forget_loop()


async def _close_quietly(name: str, close: Callable[[], Awaitable[None]]) -> None:
    """Close something of the program's own: its fault neither keeps connections open nor hides another exception."""
    try:
        await close()
    except Exception as problem:  # noqa: BLE001  a store or a limit may raise anything
        _log.warning("the %s could not be closed: %s", name, type(problem).__name__)


class Stacks:
    """The stacks of all keys that a client and its siblings use, over one transport.

    The server knows a user by the key, so there is one stack for each key and API, whatever name comes with the key. A
    stack that no client uses any more is dropped when it is idle: when its window is empty and nobody waits.
    """

    def __init__(
        self,
        transport: Transport,
        clock: Clock,
        sites: Mapping[Api, Site],
        *,
        budget: int,
        limits: RateLimits,
        cache: CachePolicy | None,
    ) -> None:
        self.clock = clock
        self.sites = sites
        self._transport = transport
        self._limits = limits
        self._cache = cache
        self._budget = RetryBudget(budget)
        self._guard = None if limits.shared is None else SharedLimitGuard(limits.shared, clock)
        self._known: WeakValueDictionary[tuple[Secret, Api], ApiStack] = WeakValueDictionary()
        self._kept: dict[tuple[Secret, Api], ApiStack] = {}
        self._look_at, self._looked_at = _FEWEST_TO_LOOK, clock.monotonic()
        self._deadlines: WeakSet[Deadlines] = WeakSet()
        self._loop: asyncio.AbstractEventLoop | None = None

    def stack(self, credentials: Credentials, api: Api) -> ApiStack:
        """The stack of an API for a key."""
        name = credentials.api_key, api
        stack = self._known.get(name)
        if stack is None:
            self._drop_idle()
            stack = self._known[name] = self._build(credentials.api_key, api)
        self._kept[name] = stack
        return stack

    def deadlines(self, timeouts: Timeouts) -> Deadlines:
        """The deadlines of one client."""
        deadlines = Deadlines(timeouts.total, timeouts.attempt, self.clock)
        self._deadlines.add(deadlines)
        return deadlines

    def enter(self, loop: asyncio.AbstractEventLoop) -> None:
        """Note that a call begins in an event loop.

        Raises `ConfigurationError` when calls are in flight in another loop that runs. What belongs to a loop that is
        gone is dropped.
        """
        if self._loop is loop:
            return
        groups = [group for group in self._deadlines if group.calls]
        if groups and self._loop is not None and self._loop.is_running():
            raise ConfigurationError(
                "the client has calls in flight in another running event loop: use one client in one loop at a time"
            )
        self._loop = loop
        for group in list(self._deadlines):
            group.forget_loop()
        for stack in list(self._known.values()):
            stack.forget_loop()

    async def aclose(self, *, with_transport: bool) -> None:
        """End what caches do behind the scenes, close the stores, and the transport if it is ours."""
        for stack in list(self._known.values()):
            if stack.cache is not None:
                await stack.cache.end()
        if self._cache is not None:
            await _close_quietly("store of the cache", self._cache.store.aclose)
        if self._limits.shared is not None:
            await _close_quietly("shared limit", self._limits.shared.aclose)
        if with_transport:
            await self._transport.aclose()

    def _drop_idle(self) -> None:
        """Let go of idle stacks, now and then; a client that uses one holds it as well."""
        count, now = len(self._kept), self.clock.monotonic()
        if count >= self._look_at or (count >= _FEWEST_TO_LOOK and now - self._looked_at >= _LOOK_EVERY):
            self._kept = {name: stack for name, stack in self._kept.items() if not stack.is_idle}
            self._look_at, self._looked_at = max(_FEWEST_TO_LOOK, 2 * len(self._kept)), now

    def _build(self, key: Secret, api: Api) -> ApiStack:
        limit = self._limits.v1 if api == "v1" else self._limits.v2
        judge, attempt = _JUDGES[api], Attempt(self._transport)
        throttle = None if limit is None else self._throttle(attempt, limit, f"{api}:{key.fingerprint()}")
        retry = Retry(throttle or attempt, judge, self.clock, budget=self._budget, secret=key)
        cache = None if self._cache is None else Cache(retry, self._cache, key, judge, self.clock)
        return ApiStack(self.sites[api], Coalesce(cache or retry), cache, throttle)

    def _throttle(self, attempt: Attempt, limit: RateLimit, name: str) -> Throttle:
        share = None if self._guard is None else ProcessShare(self._guard, name, limit.requests, limit.seconds)
        return Throttle(attempt, limit, self.clock, share)
