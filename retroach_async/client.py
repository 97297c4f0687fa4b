"""The client."""

from __future__ import annotations

import asyncio
import weakref
from collections.abc import Callable, Coroutine, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NoReturn, Self

from retroach_async._lazy import LazyModule
from retroach_async.clock import Clock
from retroach_async.deadlines import Deadline
from retroach_async.endpoint import Endpoint
from retroach_async.errors import ClientClosed, ConfigurationError, RetroachError, TimedOut
from retroach_async.fetching import plain, problem_of
from retroach_async.lifecycle import Lifecycle
from retroach_async.lookups import Lookups, LookupTools
from retroach_async.many_calls import ManyCalls
from retroach_async.oauth import Credential, OAuthToken
from retroach_async.observe import Hooks, Stats
from retroach_async.options import (
    UNCHANGED,
    Unchanged,
    check_way,
    checked_cache,
    checked_clock,
    checked_credentials,
    checked_hooks,
    checked_limits,
    checked_number,
    checked_retry,
    checked_timeouts,
    refuse,
)
from retroach_async.query import Answer, Api, Parts, Query, Reply
from retroach_async.registry import Namespace
from retroach_async.stacks import ApiStack, Stacks
from retroach_async.transport.cache import CachePolicy
from retroach_async.transport.call import CacheUse, Call
from retroach_async.transport.limits import LimitState, RateLimit, RateLimits
from retroach_async.transport.policy import RetryPolicy
from retroach_async.transport.protocol import Timeouts, Transport, make_request
from retroach_async.transport.site import KeyPlace, sites
from retroach_async.v1 import V1

if TYPE_CHECKING:
    import aiohttp

    from retroach_async import watch
    from retroach_async.v2 import root as v2_root
else:
    # Each takes longer to load than the rest of a small program, which may never need it.
    aiohttp = LazyModule("aiohttp")
    v2_root = LazyModule("retroach_async.v2.root")
    watch = LazyModule("retroach_async.watch")

_SMALLEST = Query("v1", "API_GetTopTenUsers.php")
"""A query whose answer is small and always there, for any key."""
_HEALTH = Query("v2", "health")
"""The same for a token, which V1 does not take."""


class Client(Lifecycle, V1, ManyCalls, Lookups):
    """The RetroAchievements web API: V1 as methods of the client, V2 below `client.v2`.

        async with Client(Credentials("MaxMilyin", "web-api-key"), user_agent="my-bot/1.2") as ra:
            spread = await ra.get_achievement_distribution(14402, hardcore=True)

    Building it does no I/O and needs no running event loop. It is used inside `async with`, or
    between `await client.open()` and `await client.aclose()`.

    - `credentials`: whose key is used, or an `OAuthToken` of V2; None reads RETROACHIEVEMENTS_API_KEY
      and RETROACHIEVEMENTS_USERNAME.
    - `base_url`, `v2_base_url`: where the two APIs live; None reads RETROACHIEVEMENTS_BASE_URL and
      RETROACHIEVEMENTS_V2_BASE_URL. https only, except to this machine.
    - `session`: an `aiohttp.ClientSession`, or a callable that gives one for each call. It is
      borrowed: never closed and never reconfigured.
    - `transport`: anything that fits the `Transport` protocol, in place of aiohttp; also borrowed.
    - `user_agent`: your program, e.g. `my-bot/1.2`; the site asks for it.
    - `timeout`: seconds for a whole call, with queueing and retries, or `Timeouts`.
    - `retry`, `rate_limit`: a policy, or None for off. A `RateLimit` holds for both APIs.
    - `cache`: a `CachePolicy`, or None for none. Identical calls in flight share one request in any case.
    - `concurrency`: how many calls a batch has in flight.
    - `max_body_bytes`: the largest answer accepted, after decompression.
    - `key_in`: V1's key travels in the query, as documented, or in a header, which keeps it out of
      URLs. V2's always travels in a header.
    - `hooks`: callables that are told what happens; `client.stats` counts it in any case.
    - `clock`: what to use for time; only tests give one.

    Every call raises errors below `RetroachError` and nothing else, except TypeError for a call that
    Python itself would refuse.
    """

    v2 = Namespace(lambda: v2_root.V2)
    """The methods of V2, by group: `client.v2.games.get`, `client.v2.users.awards`."""

    def __init__(
        self,
        credentials: Credential | None = None,
        *,
        base_url: str | None = None,
        v2_base_url: str | None = None,
        session: aiohttp.ClientSession | Callable[[], aiohttp.ClientSession] | None = None,
        transport: Transport | None = None,
        user_agent: str | None = None,
        timeout: float | Timeouts = Timeouts(),
        retry: RetryPolicy | None = RetryPolicy(),
        rate_limit: RateLimit | RateLimits | None = RateLimits(),
        cache: CachePolicy | None = None,
        concurrency: int = 10,
        max_body_bytes: int = 32 * 2**20,
        key_in: KeyPlace = "query",
        hooks: Hooks | None = None,
        clock: Clock | None = None,
    ) -> None:
        check_way(session, transport, user_agent, key_in)
        mine = checked_credentials(credentials)
        if isinstance(mine, ConfigurationError):
            del credentials
            raise mine
        self._credentials = mine
        self._timeouts = checked_timeouts(timeout)
        self._retry = checked_retry(retry)
        self._hooks = checked_hooks(hooks)
        self._concurrency = checked_number("concurrency", concurrency)
        checked_number("max_body_bytes", max_body_bytes)
        limits, store, time = checked_limits(rate_limit), checked_cache(cache), checked_clock(clock)
        where = sites(base_url, v2_base_url, user_agent, key_in)
        self._owns_transport = transport is None
        if transport is None:
            # Imported here because it takes longer than everything else together, and models need none of it.
            from retroach_async.transport.aiohttp import AiohttpTransport  # noqa: PLC0415  see above

            transport = AiohttpTransport(session, timeouts=self._timeouts, max_body_bytes=max_body_bytes)
        self._shared = Stacks(transport, time, where, budget=self._retry.budget, limits=limits, cache=store)
        self._cache_use: CacheUse = "use"
        self._is_borrowing = session is not None or not self._owns_transport
        self._state = "open" if self._is_borrowing else "new"
        self._prepare()

    def _prepare(self) -> None:
        """Set up what belongs to this client alone, however much it shares with its siblings."""
        shared = self._shared
        self._stacks: dict[Api, ApiStack] = {api: shared.stack(self._credentials, api) for api in shared.sites}
        self._deadlines = shared.deadlines(self._timeouts)
        self._siblings = weakref.WeakSet()
        self._lookup = LookupTools(shared.clock, shared.sites["v1"].base_url)
        self._stats = Stats()

    # Siblings

    def with_credentials(self, credentials: Credential) -> Self:
        """A client for another user, or another key or token, over the same connections, with own limits and cache.

        V2 counts the requests of an account, so credentials with one name share V2's limit.

        It is as open as this one and closes with it; closing it leaves this one open.
        """
        theirs = checked_credentials(credentials)
        if isinstance(theirs, ConfigurationError):
            del credentials
            raise theirs
        sibling = self._copy()
        sibling._credentials = theirs
        sibling._prepare()
        return self._joined(sibling)

    def with_options(
        self,
        *,
        timeout: float | Timeouts | None = None,
        cache: CacheUse | None = None,
        retry: RetryPolicy | Unchanged | None = UNCHANGED,
    ) -> Self:
        """The same client with other options: `await ra.with_options(cache="refresh").get_game(1)`.

        `timeout` and `retry` are as for the client: `retry=None` tries once, for a form that checks a key. `cache` is
        the permission of a cache: `"use"` it, `"refresh"` it with a new answer, or leave it `"off"`. The new client
        shares everything else, closes with this one, and counts its calls in its own `stats`.
        """
        refuse(cache not in (None, "use", "refresh", "off"), "cache must be 'use', 'refresh' or 'off'")
        sibling = self._copy()
        sibling._timeouts = self._timeouts if timeout is None else checked_timeouts(timeout)
        sibling._retry = self._retry if isinstance(retry, Unchanged) else checked_retry(retry)
        sibling._cache_use = cache or self._cache_use
        sibling._prepare()
        return self._joined(sibling)

    def _copy(self) -> Self:
        sibling = object.__new__(type(self))
        for name, value in vars(self).items():
            setattr(sibling, name, value)
        return sibling

    @property
    def stats(self) -> Stats:
        """The counters of this client: calls, requests, retries, waits, bytes."""
        return self._stats

    @property
    def limits(self) -> Mapping[Api, LimitState | None]:
        """The rate limits of this key as they are now, by API: `ra.limits["v1"]`; None for no limit."""
        return {api: None if stack.throttle is None else stack.throttle.state for api, stack in self._stacks.items()}

    def changed_games(
        self, user: str, *, since: datetime | None = None, cursors: watch.CursorStore | None = None
    ) -> watch.ChangedGames:
        """The games in which a user's progress has moved, each a `CompletionProgress`, the latest unlock first.

        `async for game in ra.changed_games("MaxMilyin", since=yesterday)`. `user` is a name or a ULID, `since` an aware
        datetime. With `cursors`, a store as for feeds, a reading goes on from the last one that came to its end;
        `since` then counts for the very first reading only. Without both, all games are given. What cannot be found
        is listed at `retroach_async.watch.ChangedGames`, such as games with fewer than six achievements.

        Raises `ConfigurationError` for a moment without a zone, for cursors that are no store and, from the iteration,
        for those that cannot be read or that another process uses; `NotFound` for an unknown user, and the errors of
        any other call.
        """
        return watch.ChangedGames(self, user, since, cursors)

    @property
    def watch(self) -> watch.Feeds:
        """Feeds of new unlocks, awards and more: `async with ra.watch.unlocks(["MaxMilyin"]) as watch:`.

        A feed takes no answer from the cache.
        """
        site = self.with_options(cache="off")
        site._stats = self._stats
        # mypy checks that a client fits; pyright does not look through the descriptors of the namespaces.
        return watch.Feeds(site, self._shared.clock, self._stacks["v1"])  # pyright: ignore[reportArgumentType]

    async def check_key(self) -> None:
        """Make the smallest request that needs a key, once. Raises `AuthenticationFailed` when the key is not known.

        For an `OAuthToken` it asks for the health of V2, since V1 takes no tokens. Raises the other errors of any call
        when the server cannot tell; the policy for retries holds.

        https://api-docs.retroachievements.org/v1/get-top-ten-users.html
        """
        await self._exchange(_HEALTH if isinstance(self._credentials, OAuthToken) else _SMALLEST)

    # Calling

    def _invoke(
        self, endpoint: Endpoint, bound: Mapping[str, Any], parts: Parts | None = None
    ) -> Coroutine[Any, Any, Any]:
        """Make one request of a declared endpoint; every method ends here."""
        return self._exchange(endpoint.compile(bound), endpoint, bound, parts)

    def _without_key(
        self, error: RetroachError, endpoint: Endpoint, answer: Answer, bound: Mapping[str, object]
    ) -> RetroachError:
        """The same error, read once more from an answer without the key, should the server have repeated it."""
        payload = answer.payload
        again: object = error
        for secret in self._stacks[endpoint.api].secrets:
            if secret.is_in(answer.reply.body):
                payload = secret.scrub_payload(payload)
                again = endpoint.reader(payload, bound)
        return again if isinstance(again, RetroachError) else error

    async def fetch(self, query: Query) -> Reply:
        """The reply to a query for which nobody has declared a method yet, through the same tower.

        `await ra.fetch(Query("v1", "API_GetGame.php", (("i", "1"),)))`. The reply is a good one; its `json()` gives
        the parsed body. Raises the errors of any other call.
        """
        secrets = self._stacks["v2"].secrets
        problem = problem_of(query, secrets)
        if problem is not None:
            del query  # it may hold the key
            raise problem
        reply: Reply = await self._exchange(query)
        return plain(reply, self._stacks["v2"].secrets)  # a token may be another one by now

    async def _exchange(
        self,
        query: Query,
        endpoint: Endpoint | None = None,
        bound: Mapping[str, Any] = MappingProxyType({}),
        parts: Parts | None = None,
    ) -> Any:
        """The result of an endpoint, or the bare reply without one."""
        if self._state != "open" or self._parent is not None:
            self._refuse_unopened(query)
        shared, loop = self._shared, asyncio.get_running_loop()
        if shared.loop is not loop:
            shared.enter(loop)
        self._stats.calls += 1
        stack = self._stacks[query.api]
        credentials = stack.credential_for(query.api, None if endpoint is None else endpoint.scope)
        if isinstance(credentials, RetroachError):
            self._fail(credentials, query, attempts=0)
        answer: Answer | None = None
        failure: RetroachError | None = None
        deadline = Deadline(self._deadlines)
        request = make_request(query, stack.site, credentials, deadline)
        age = None if endpoint is None else endpoint.age
        call = Call(request, deadline, age, self._cache_use, self._retry, self._stats, self._hooks, parts)
        with deadline:
            try:
                answer = await stack.tower.send(call)
            except RetroachError as error:
                failure = error
            finally:
                shared.keep(stack)
        if answer is None:
            # Raised outside the except block, so that it has no context.
            failure = failure or self._timed_out(deadline)
            if endpoint is not None:
                endpoint.name_the_missing(failure, bound)
            self._fail(failure, query, call.attempts)
        if endpoint is None:
            return answer.reply
        result = endpoint.reader(answer.payload, bound)
        if isinstance(result, RetroachError):
            result = self._without_key(result, endpoint, answer, bound)
            endpoint.name_the_missing(result, bound)
            if stack.cache is not None and endpoint.age is not None:
                await stack.cache.forget_unreadable(query, result, parts)
            self._fail(result, query, attempts=1)
        return result if parts is None else (result, answer.unknown)

    def _timed_out(self, deadline: Deadline) -> RetroachError:
        if self._is_closed:
            return ClientClosed("the client was closed while the call was in flight")
        return TimedOut(f"no answer within {self._deadlines.total:g} s; the call was {deadline.stage}")

    def _fail(self, error: RetroachError, query: Query, attempts: int) -> NoReturn:
        """Raise an error with its facts."""
        error.query = query
        error.attempts = error.attempts or attempts
        raise error

    # Representation, and no pickling

    def __repr__(self) -> str:
        if "_state" not in self.__dict__:
            return f"<{type(self).__name__}, not built>"  # seen in a traceback with locals when an option is refused
        site = self._shared.sites["v1"].base_url
        return f"<{type(self).__name__} of {self._credentials.username!r} at {site}, {self._state}>"

    def __reduce__(self) -> NoReturn:
        raise TypeError("a client does not pickle: make one in the other process, or send it the results")
