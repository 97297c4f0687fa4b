"""The towers of a client and its siblings: one transport, and one stack of layers for each credential and API.

The order of the layers is known here and nowhere else: `Coalesce(Cache(Retry(Throttle(Attempt(transport)))))`, and
`Coalesce(Cache(Refresh(Retry(...))))` for a token. A call that an identical call makes already costs nothing, nor does
a call from the cache; every retry takes its own permit.
"""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable, Mapping
from weakref import WeakKeyDictionary, WeakSet, WeakValueDictionary

from attrs import define

from retroach_async.access import refusal
from retroach_async.clock import Clock
from retroach_async.credentials import folded
from retroach_async.deadlines import Deadlines
from retroach_async.errors import ConfigurationError, RetroachError
from retroach_async.oauth import Credential, OAuthToken
from retroach_async.query import Answer, Api
from retroach_async.secret import Secret
from retroach_async.transport.attempt import Attempt
from retroach_async.transport.cache import Cache, CachePolicy
from retroach_async.transport.call import Judge, Sender
from retroach_async.transport.coalesce import Coalesce
from retroach_async.transport.limits import RateLimits
from retroach_async.transport.process_share import ProcessShare, SharedLimitGuard
from retroach_async.transport.protocol import Timeouts, Transport
from retroach_async.transport.refresh import Refresh
from retroach_async.transport.retry import Retry, RetryBudget
from retroach_async.transport.site import Site
from retroach_async.transport.throttle import Throttle
from retroach_async.transport.token_in_use import WAITS_FOR_ITSELF, TokenInUse
from retroach_async.wire import jsonapi, php

_log = logging.getLogger("retroach_async")

_JUDGES: Mapping[Api, Judge] = {"v1": php.judge, "v2": jsonapi.judge}


_DROPPED_AT_ONCE = 200
"""Idle stacks that are dropped before other tasks have their turn."""


@define(eq=False)
class ApiStack:
    """The tower of layers above one API for one credential.

    Some layers are looked at from outside: the client tells the cache what its readers could not read, and shows the
    state of the limit.
    """

    credentials: Credential
    """The credential that the client was given."""

    site: Site
    tower: Coalesce
    cache: Cache | None
    throttle: Throttle | None
    in_use: TokenInUse | None = None
    """The token that follows upon a given one; None for an API key."""

    @property
    def current(self) -> Credential:
        """The credential that requests carry now."""
        given = self.credentials
        return given if self.in_use is None or not isinstance(given, OAuthToken) else self.in_use.after(given)

    def credential_for(self, api: Api, scope: str | None) -> Credential | RetroachError:
        """The credential for a call that needs a scope, or the reason why none may be sent."""
        if self.in_use is None and scope is None:
            return self.credentials  # an API key, for a call that any key may make: nearly always so
        current = self.current
        refused = refusal(current, api, scope)
        if refused is None and self.is_within_refresh:
            refused = ConfigurationError(WAITS_FOR_ITSELF)
        return refused or current

    @property
    def secrets(self) -> tuple[Secret, ...]:
        """The keys or tokens that a server may repeat, since they were sent."""
        given = self.credentials
        if self.in_use is not None and isinstance(given, OAuthToken):
            return self.in_use.secrets(given)
        return (given.secret,)

    @property
    def is_idle(self) -> bool:
        """True when a new stack would behave in the same way."""
        return (
            self.tower.is_idle
            and (self.cache is None or self.cache.is_idle)
            and (self.throttle is None or self.throttle.is_idle)
            and not (self.in_use is not None and self.in_use.is_refreshing)
        )

    @property
    def is_within_refresh(self) -> bool:
        """True for what the program does to refresh the token, which must not wait for the new one."""
        return self.in_use is not None and self.in_use.is_asked_here

    def forget_loop(self) -> None:
        """Drop what belongs to an event loop that is gone."""
        self.tower.forget_loop()
        if self.cache is not None:
            self.cache.forget_loop()
        if self.throttle is not None:
            self.throttle.forget_loop()
        if self.in_use is not None:
            self.in_use.forget_loop()


async def _close_quietly(name: str, close: Callable[[], Awaitable[None]]) -> None:
    """Close something of the program's own: its fault neither keeps connections open nor hides another exception."""
    try:
        await close()
    except Exception as problem:  # noqa: BLE001  a store or a limit may raise anything
        _log.warning("the %s could not be closed: %s", name, type(problem).__name__)


class Stacks:
    """The stacks of all keys and tokens that a client and its siblings use, over one transport.

    V1 knows a user by the key, so there is one stack for each key, whatever name comes with the key. V2 counts the
    requests of an account, so stacks whose users have one name share one limit. Caches are never shared by a name,
    which anybody can claim.

    A client and each of its calls hold their stack. After a call the stack is also kept here until it is idle, which
    is when its window is empty and nothing goes on behind the scenes: a user whose client is forgotten and who comes
    back within the window does not get the window's permits twice. The calls of all users drop what is idle, so no
    timer is needed.
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
        self._known: WeakValueDictionary[Hashable, ApiStack] = WeakValueDictionary()
        self._kept: OrderedDict[ApiStack, None] = OrderedDict()
        self._throttles: WeakValueDictionary[str, Throttle] = WeakValueDictionary()
        self._in_use: WeakKeyDictionary[OAuthToken, TokenInUse] = WeakKeyDictionary()
        self._deadlines: WeakSet[Deadlines] = WeakSet()
        self.loop: asyncio.AbstractEventLoop | None = None
        """The event loop in which the client is used."""

    def stack(self, credentials: Credential, api: Api) -> ApiStack:
        """The stack of an API for a key or a token."""
        identity = credentials if isinstance(credentials, OAuthToken) else credentials.secret
        name = identity, api, _account(credentials, api)
        stack = self._known.get(name)
        if stack is None:
            stack = self._known[name] = self._build(credentials, api)
        return stack

    def deadlines(self, timeouts: Timeouts) -> Deadlines:
        """The deadlines of one client."""
        deadlines = Deadlines(timeouts.total, timeouts.attempt, self.clock)
        self._deadlines.add(deadlines)
        return deadlines

    def keep(self, stack: ApiStack) -> None:
        """Keep the stack of a call that is over until it is idle, and drop those that are idle."""
        self._kept[stack] = None
        if len(self._kept) > 1:
            self._kept.move_to_end(stack)
            self._drop_idle()

    def _drop_idle(self) -> None:
        """Drop idle stacks, the longest unused first, as far as the first one that is not idle."""
        kept = self._kept
        for _ in range(min(len(kept), _DROPPED_AT_ONCE)):
            oldest = next(iter(kept))
            if not oldest.is_idle:
                kept.move_to_end(oldest)  # so that one with a long pause hides nothing behind it
                return
            del kept[oldest]
        if kept and self.loop is not None and not self.loop.is_closed():
            self.loop.call_soon(self._drop_idle)

    def enter(self, loop: asyncio.AbstractEventLoop) -> None:
        """Note that the client is used in an event loop.

        Raises `ConfigurationError` when calls are in flight in another loop that runs. What belongs to a loop that is
        gone is dropped.
        """
        if self.loop is loop:
            return
        groups = [group for group in self._deadlines if group.calls]
        if groups and self.loop is not None and self.loop.is_running():
            raise ConfigurationError(
                "the client has calls in flight in another running event loop: use one client in one loop at a time"
            )
        self.loop = loop
        for group in list(self._deadlines):
            group.forget_loop()
        for stack in list(self._known.values()):
            stack.forget_loop()

    @property
    def is_within_refresh(self) -> bool:
        """True within the refresh of any token."""
        return any(stack.is_within_refresh for stack in self._known.values())

    async def aclose(self, *, with_transport: bool) -> None:
        """End what goes on behind the scenes, close the stores, and the transport if it is ours."""
        for stack in list(self._known.values()):
            if stack.in_use is not None:
                await stack.in_use.end()
            if stack.cache is not None:
                await stack.cache.end()
        if self._cache is not None:
            await _close_quietly("store of the cache", self._cache.store.aclose)
        if self._guard is not None:
            await self._guard.end()
        if self._limits.shared is not None:
            await _close_quietly("shared limit", self._limits.shared.aclose)
        if with_transport:
            await self._transport.aclose()

    def _build(self, credentials: Credential, api: Api) -> ApiStack:
        judge, attempt = _JUDGES[api], Attempt(self._transport)
        throttle = self._throttle(attempt, credentials, api)
        tower: Sender[Answer] = Retry(throttle or attempt, judge, self.clock, budget=self._budget)
        in_use = None
        if isinstance(credentials, OAuthToken):
            in_use = self._in_use.setdefault(credentials, TokenInUse())
            tower = Refresh(tower, credentials, in_use)
        cache = None
        if self._cache is not None:
            tower = cache = Cache(tower, self._cache, credentials.secret.fingerprint(), judge, self.clock)
        return ApiStack(credentials, self.sites[api], Coalesce(tower), cache, throttle, in_use)

    def _throttle(self, attempt: Attempt, credentials: Credential, api: Api) -> Throttle | None:
        """The limit of a user: that of the account where it is known, otherwise that of the key or token."""
        limit = self._limits.v1 if api == "v1" else self._limits.v2
        if limit is None:
            return None
        account, own = _account(credentials, api), f"{api}:{credentials.secret.fingerprint()}"
        names = [own] if account is None else [f"{api}:{Secret(account).fingerprint()}", own]
        throttle = next(filter(None, map(self._throttles.get, names)), None)
        if throttle is None:
            share = None
            if self._guard is not None:
                share = ProcessShare(self._guard, names[0], limit.requests, limit.seconds)
            throttle = Throttle(attempt, limit, self.clock, share)
        for name in names:
            self._throttles.setdefault(name, throttle)
        return throttle


def _account(credentials: Credential, api: Api) -> str | None:
    """A name for the account whose requests an API counts; None where it counts those of a key, or nobody is named."""
    name = folded(credentials.username) if api == "v2" else ""
    # With a character that no key can hold, so that no account has the fingerprint of a key.
    return f"account\n{name}" if name else None
