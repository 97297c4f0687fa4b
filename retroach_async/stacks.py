"""What a client and its siblings share: one transport, and one tower for each key and API.

The order of the tower is known here and nowhere else: `Coalesce(Cache(Retry(Throttle(transport))))`. A
call that somebody else already makes costs nothing, nor does one from the cache; every retry takes its own permit.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from urllib.parse import urlsplit

from attrs import Factory, field, frozen

from retroach_async.clock import Clock
from retroach_async.credentials import Credentials
from retroach_async.query import Api
from retroach_async.transport.cache import Cache, CachePolicy
from retroach_async.transport.coalesce import Coalesce
from retroach_async.transport.protocol import Judge, KeyPlace, Site, Transport, checked_base_url
from retroach_async.transport.retry import Retry, RetryBudget, RetryPolicy
from retroach_async.transport.shared import ProcessShare, SharedLimitGuard
from retroach_async.transport.throttle import RateLimit, RateLimits, Throttle
from retroach_async.version import __version__
from retroach_async.wire import jsonapi, php

V1_BASE_URL = "https://retroachievements.org/API"
V2_BASE_URL = "https://api.retroachievements.org/v2"
BASE_URL_VARIABLE = "RETROACHIEVEMENTS_BASE_URL"
V2_BASE_URL_VARIABLE = "RETROACHIEVEMENTS_V2_BASE_URL"
PROJECT_URL = "https://github.com/retroach-async/retroach_async"

_JUDGES: Mapping[Api, Judge] = {"v1": php.judge, "v2": jsonapi.judge}


@frozen
class ApiStack:
    """Where an API lives, the tower on the stack there, and the parts of it that are looked at from outside."""

    site: Site
    tower: Transport
    cache: Cache | None
    throttle: Throttle | None


@frozen
class Stacks:
    """One transport, its sites and the stacks on top of it. A stack lives as long as this."""

    transport: Transport
    clock: Clock
    sites: Mapping[Api, Site]
    retry: RetryPolicy
    limits: RateLimits
    cache: CachePolicy | None
    _budget: RetryBudget = field(
        init=False, default=Factory(lambda self: RetryBudget(self.retry.budget), takes_self=True)
    )
    _guard: SharedLimitGuard | None = field(
        init=False, default=Factory(lambda self: self._make_guard(), takes_self=True), repr=False
    )
    _stacks: dict[tuple[Credentials, Api], ApiStack] = field(factory=dict, init=False, repr=False)

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
        if self.cache is not None:
            await self.cache.store.aclose()
        if self.limits.shared is not None:
            await self.limits.shared.aclose()
        if with_transport:
            await self.transport.aclose()

    def _build(self, credentials: Credentials, api: Api) -> ApiStack:
        limit = self.limits.v1 if api == "v1" else self.limits.v2
        judge, key = _JUDGES[api], credentials.api_key
        throttle = None if limit is None else self._throttle(limit, f"{api}:{key.fingerprint()}")
        retry = Retry(throttle or self.transport, self.retry, judge, self.clock, budget=self._budget, secret=key)
        cache = None if self.cache is None else Cache(retry, self.cache, key, judge, self.clock)
        return ApiStack(self.sites[api], Coalesce(cache or retry), cache, throttle)

    def _throttle(self, limit: RateLimit, name: str) -> Throttle:
        share = None if self._guard is None else ProcessShare(self._guard, name, limit.requests, limit.seconds)
        return Throttle(self.transport, limit, self.clock, share)

    def _make_guard(self) -> SharedLimitGuard | None:
        return None if self.limits.shared is None else SharedLimitGuard(self.limits.shared, self.clock)


def sites(base_url: str | None, v2_base_url: str | None, user_agent: str | None, key_in: KeyPlace) -> dict[Api, Site]:
    """Where the two APIs live.

    An address that is not given is read from the environment. When only V1's is known, V2 is looked for
    at the same host, below `/v2`, so that a key meant for a test server goes nowhere else. Raises
    `ConfigurationError`, naming the parameter.
    """
    v1 = checked_base_url("base_url", base_url or os.environ.get(BASE_URL_VARIABLE) or V1_BASE_URL)
    v2 = v2_base_url or os.environ.get(V2_BASE_URL_VARIABLE)
    if not v2:
        v2 = V2_BASE_URL if v1 == V1_BASE_URL else f"{urlsplit(v1).scheme}://{urlsplit(v1).netloc}/v2"
    agent = f"retroach_async/{__version__} (+{PROJECT_URL})" + (f" {user_agent}" if user_agent else "")
    # The second type of V2 is for its few documents, and all its errors, that are plain JSON.
    json, json_api = "application/json", "application/vnd.api+json, application/json;q=0.9"
    return {
        "v1": Site(v1, {"Accept": json, "User-Agent": agent}, "Authorization", key_in),
        "v2": Site(
            checked_base_url("v2_base_url", v2), {"Accept": json_api, "User-Agent": agent}, "X-API-Key", "header"
        ),
    }
