"""The cache: answers that need not be asked for again."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from typing import Any

from attrs import Factory, evolve, field, frozen

from retroach_async.checks import check, fitting, number
from retroach_async.clock import Clock
from retroach_async.deadlines import Deadline, Deadlines
from retroach_async.errors import NotFound, RetroachError
from retroach_async.finish import stop_for
from retroach_async.query import Age, Answer, Parts, Query, Reply
from retroach_async.transport.asking import Asking
from retroach_async.transport.call import Call, Judge, Layer, Sender
from retroach_async.transport.entry import Entry
from retroach_async.transport.guarded_store import GuardedStore
from retroach_async.transport.stores import MemoryStore, Store

_log = logging.getLogger("retroach_async")

_MOST_REFRESHES = 10
"""The most entries that are refreshed at once; one more is refreshed the next time that it is asked for."""

_Fetch = Callable[[Call, Asking], Awaitable[Answer]]
"""Asks, and keeps what comes."""

_is_store = fitting("a MemoryStore, a SqliteStore or anything else that fits Store", "get", "put", "delete", "aclose")


@frozen(kw_only=True)
class CachePolicy:
    """Keep answers for as long as their endpoints say that they stay true.

    Entries belong to one key and are never shared between users, as the site's rules demand. A stale
    entry is given at once and refreshed behind the scenes; while that fails it is given until it is too
    old even so.
    """

    store: Store = field(factory=MemoryStore)
    """The place of the entries; `MemoryStore` or `SqliteStore`."""
    scale: float = 1.0
    """A factor for the ages of all endpoints."""
    not_found_seconds: float = 60.0
    """Seconds for which "not found" is believed; 0 for not at all."""
    guarded_store: GuardedStore = field(
        init=False, repr=False, eq=False, default=Factory(lambda self: GuardedStore(self.store), takes_self=True)
    )
    """The store as caches use it, one for all that share this policy."""

    def __attrs_post_init__(self) -> None:
        check(self, store=_is_store, scale=number(), not_found_seconds=number())


@frozen
class _Kept:
    """The answer that the store has to a query, young or stale."""

    answer: Answer | NotFound
    is_stale: bool = False


class Cache(Layer[Sender[Answer]]):
    """Gives what the store has, young or stale, and keeps what comes from inside.

    An answer for many ids is kept as one entry for each id, the same that a call for that id alone has. A call for many
    ids gets what the entries know, without a request, or else the server's answer for all: never a mixture.

    Only the latest request for an entry writes it, so no answer takes the place of a newer one.
    """

    def __init__(self, inner: Sender[Answer], policy: CachePolicy, owner: str, judge: Judge, clock: Clock) -> None:
        self._inner = inner
        self._policy = policy
        self._store = policy.guarded_store
        self._owner = owner
        self._base_url = ""
        self._judge = judge
        self._clock = clock
        self._asking: dict[str, Asking] = {}
        self._refreshing: set[asyncio.Task[None]] = set()

    async def send(self, call: Call) -> Answer:
        """Give the entry, or ask and keep the answer."""
        self._base_url = call.request.site.base_url  # always the same one
        age = call.age
        if age is None or call.cache == "off":
            return await self._inner.send(call)
        if call.parts is not None:
            return await self._send_parts(call, call.parts, age)
        name = self._name(call.query)
        if call.cache == "use":
            call.deadline.stage = "waiting for the cache"
            answer = await self._recall(name, call, age)
            if answer is not None:
                return answer
        with Asking(self._asking, [name]) as asking:
            return await self._fetch(name, call, asking)

    async def forget_unreadable(self, query: Query, error: RetroachError, parts: Parts | None = None) -> None:
        """Hear that an answer was nothing or nonsense, which only its reader can tell."""
        name = self._name(query)
        if parts is not None:  # nobody knows which of them it is
            for own in parts.ids:
                await self._store.delete(self._name(parts.query_of(own)), self._clock.now())
        elif not isinstance(error, NotFound):
            await self._store.delete(name, self._clock.now())
        elif self._policy.not_found_seconds:
            await self._keep_missing(name, error)

    @property
    def is_idle(self) -> bool:
        """True when nothing goes on behind the scenes."""
        return not self._refreshing

    def forget_loop(self) -> None:
        """Drop the refreshes of an event loop that is gone."""
        self._refreshing.clear()
        self._asking.clear()

    async def end(self) -> None:
        """End what goes on behind the scenes."""
        tasks = list(self._refreshing)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _name(self, query: Query) -> str:
        # With the address in it, because an emulator's answers are not the site's.
        return f"{self._owner} {self._base_url} {query}"

    async def _send_parts(self, call: Call, parts: Parts, age: Age) -> Answer:
        """Give what the entries know, or ask for all ids when they know nothing."""
        if call.cache == "use":
            call.deadline.stage = "waiting for the cache"
            answer = await self._recall_parts(call, parts, age)
            if answer is not None:
                return answer
        with Asking(self._asking, map(self._name, map(parts.query_of, parts.ids))) as asking:
            return await self._fetch_parts(parts, parts.ids, call, asking)

    async def _recall_parts(self, call: Call, parts: Parts, age: Age) -> Answer | None:
        """The answers in the store in one document, and the ids of which it knows nothing; None if it knows none."""
        known, unknown, stale = list[Any](), list[str](), dict[str, str]()
        for own in parts.ids:
            name = self._name(parts.query_of(own))
            kept = await self._kept(name, age)
            if kept is None:
                unknown.append(own)
            elif isinstance(kept.answer, Answer):
                known.append(kept.answer.payload)
                if kept.is_stale:
                    stale[own] = name
        if len(unknown) == len(parts.ids):
            return None
        ids = [own for own, name in stale.items() if name not in self._asking]
        names = [stale[own] for own in ids]
        self._refresh(names, call, lambda again, asking: self._fetch_parts(parts, ids, again, asking))
        call.stats.cache_hits += 1
        return Answer(Reply(200), parts.together(known), tuple(unknown))

    async def _fetch_parts(self, parts: Parts, ids: Sequence[str], call: Call, asking: Asking) -> Answer:
        """Ask for some ids at once, and keep the answer for each; an id without an answer has no entry any more."""
        call.request = evolve(call.request, query=parts.query_for(ids))
        answer = await self._inner.send(call)
        call.deadline.stage = "waiting for the cache"
        payloads = parts.apart(answer.payload)
        for own in ids:
            name = self._name(parts.query_of(own))
            if own not in payloads:
                await self._drop(name, asking)
                continue
            with suppress(RecursionError):  # nested so deeply that it can be read, but not written
                body = json.dumps(payloads[own]).encode()
                await self._keep(name, Reply(answer.reply.status, {}, body), call, asking)
        return answer

    async def _recall(self, name: str, call: Call, age: Age) -> Answer | None:
        """The answer in the store, if it is not too old; raises `NotFound` if that was the answer."""
        kept = await self._kept(name, age)
        if kept is None:
            return None
        if kept.is_stale:
            self._refresh([name], call, lambda again, asking: self._fetch(name, again, asking))
        call.stats.cache_hits += 1
        if isinstance(kept.answer, NotFound):
            raise kept.answer
        return kept.answer

    async def _kept(self, name: str, age: Age) -> _Kept | None:
        """The answer that the store has, if it is not too old."""
        now, scale = self._clock.now(), self._policy.scale
        entry = await self._store.load(name, now)
        if entry is None:
            return None
        old = now - entry.stored
        if entry.is_missing:
            if old >= self._policy.not_found_seconds:
                return None
            return _Kept(NotFound(entry.body, status=entry.status))
        if old >= (age.fresh + age.stale) * scale:
            return None
        answer = self._judge(Reply(entry.status, {}, entry.body.encode()))
        if not isinstance(answer, Answer):
            await self._store.delete(name, now)
            return None
        return _Kept(answer, is_stale=old >= age.fresh * scale)

    async def _fetch(self, name: str, call: Call, asking: Asking) -> Answer:
        """Ask, and keep the answer in place of an older one."""
        answer: Answer | NotFound
        try:
            answer = await self._inner.send(call)
        except NotFound as error:
            answer = error
        call.deadline.stage = "waiting for the cache"
        if isinstance(answer, Answer):
            await self._keep(name, answer.reply, call, asking)
            return answer
        if not self._policy.not_found_seconds:
            if call.cache == "refresh":
                await self._drop(name, asking)
        elif asking.is_latest_for(name):
            await self._keep_missing(name, answer)
        raise answer

    async def _keep(self, name: str, reply: Reply, call: Call, asking: Asking) -> None:
        now, body, secret = self._clock.now(), reply.body, call.request.credentials.secret
        try:
            # A body that repeats the key or the token is not written down.
            text = body.decode() if secret.scrub(body) == body else None
        except UnicodeDecodeError:
            text = None
        if text is None:
            await self._drop(name, asking)
        elif asking.is_latest_for(name):
            await self._store.save(name, Entry(now, reply.status, False, text))

    async def _drop(self, name: str, asking: Asking) -> None:
        if asking.is_latest_for(name):
            await self._store.delete(name, self._clock.now())

    async def _keep_missing(self, name: str, error: NotFound) -> None:
        await self._store.save(name, Entry(self._clock.now(), error.status or 404, True, error.message))

    def _refresh(self, names: Sequence[str], call: Call, fetch: _Fetch) -> None:
        """Ask behind the scenes, unless somebody asks for these entries already."""
        if set(names) - self._asking.keys() and len(self._refreshing) < _MOST_REFRESHES:
            asking = Asking(self._asking, names)
            task = asyncio.create_task(self._refresh_quietly(call, asking, fetch))
            self._refreshing.add(task)
            task.add_done_callback(lambda _: asking.end())
            task.add_done_callback(self._refreshing.discard)

    async def _refresh_quietly(self, call: Call, asking: Asking, fetch: _Fetch) -> None:
        # As patient as the call, but not a part of it: the call is over, and its client may be as well.
        deadlines = Deadlines(call.deadline.group.total, call.deadline.group.attempt, self._clock)
        try:
            with Deadline(deadlines) as deadline:
                request = evolve(call.request, deadline=deadline)
                await fetch(evolve(call, request=request, deadline=deadline, attempts=0), asking)
        except RetroachError as error:
            _log.debug("%s: not refreshed: %s", call.query, error.message)
        except asyncio.CancelledError:
            raise
        except BaseException as problem:  # noqa: BLE001  asyncio would print what nobody retrieves, with what is in it
            stop_for(problem)
            _log.debug("%s: not refreshed: %s", call.query, type(problem).__name__)
        finally:
            await deadlines.expire_all()
