"""The towers of a client and its siblings: one transport, and one stack of layers for each key and API.

The order of the layers is known here and nowhere else: `Coalesce(Cache(Retry(Throttle(Attempt(transport)))))`. A call
that an identical call makes already costs nothing, nor does a call from the cache; every retry takes its own permit.
"""

from __future__ import annotations

from collections.abc import Mapping

from attrs import frozen

from retroach_async.clock import Clock
from retroach_async.credentials import Credentials
from retroach_async.query import Answer, Api
from retroach_async.transport.attempt import Attempt
from retroach_async.transport.cache import Cache, CachePolicy
from retroach_async.transport.call import Judge, Sender
from retroach_async.transport.coalesce import Coalesce
from retroach_async.transport.limits import RateLimit, RateLimits
from retroach_async.transport.process_share import ProcessShare, SharedLimitGuard
from retroach_async.transport.protocol import Transport
from retroach_async.transport.retry import Retry, RetryBudget, RetryPolicy
from retroach_async.transport.site import Site
from retroach_async.transport.throttle import Throttle
from retroach_async.wire import jsonapi, php

_JUDGES: Mapping[Api, Judge] = {"v1": php.judge, "v2": jsonapi.judge}


@frozen
class ApiStack:
    """The tower of layers above one API for one key.

    Two layers are looked at from outside: the client tells the cache what its readers could not read, and shows the
    state of the limit.
    """

    site: Site
    tower: Sender[Answer]
    cache: Cache | None
    throttle: Throttle | None


class Stacks:
    """The stacks of all keys that a client and its siblings use, over one transport."""

    def __init__(
        self,
        transport: Transport,
        clock: Clock,
        sites: Mapping[Api, Site],
        *,
        retry: RetryPolicy,
        limits: RateLimits,
        cache: CachePolicy | None,
    ) -> None:
        self.clock = clock
        self.sites = sites
        self._transport = transport
        self._retry = retry
        self._limits = limits
        self._cache = cache
        self._budget = RetryBudget(retry.budget)
        self._guard = None if limits.shared is None else SharedLimitGuard(limits.shared, clock)
        self._stacks: dict[tuple[Credentials, Api], ApiStack] = {}

    def stack(self, credentials: Credentials, api: Api) -> ApiStack:
        """The stack of an API for a key; there is one for each key and API."""
        stack = self._stacks.get((credentials, api))
        if stack is None:
            stack = self._stacks[credentials, api] = self._build(credentials, api)
        return stack

    async def aclose(self, *, with_transport: bool) -> None:
        """End what caches do behind the scenes, close the stores, and the transport if it is ours."""
        for stack in self._stacks.values():
            if stack.cache is not None:
                await stack.cache.end()
        if self._cache is not None:
            await self._cache.store.aclose()
        if self._limits.shared is not None:
            await self._limits.shared.aclose()
        if with_transport:
            await self._transport.aclose()

    def _build(self, credentials: Credentials, api: Api) -> ApiStack:
        limit = self._limits.v1 if api == "v1" else self._limits.v2
        judge, key, attempt = _JUDGES[api], credentials.api_key, Attempt(self._transport)
        throttle = None if limit is None else self._throttle(attempt, limit, f"{api}:{key.fingerprint()}")
        retry = Retry(throttle or attempt, self._retry, judge, self.clock, budget=self._budget, secret=key)
        cache = None if self._cache is None else Cache(retry, self._cache, key, judge, self.clock)
        return ApiStack(self.sites[api], Coalesce(cache or retry), cache, throttle)

    def _throttle(self, attempt: Attempt, limit: RateLimit, name: str) -> Throttle:
        share = None if self._guard is None else ProcessShare(self._guard, name, limit.requests, limit.seconds)
        return Throttle(attempt, limit, self.clock, share)
