"""Answers that need not be asked for again."""

from __future__ import annotations

import asyncio
import json
import logging

from attrs import evolve, field, frozen

from retroach_async.checks import number
from retroach_async.clock import Clock
from retroach_async.errors import NotFound, RetroachError
from retroach_async.patience import Wait
from retroach_async.query import Query, Reply
from retroach_async.secret import Secret
from retroach_async.transport.protocol import Judge, Request, Transport
from retroach_async.transport.stores import MemoryStore, Store

_log = logging.getLogger("retroach_async")

_SCHEMA = 1
"""The version of an entry's form; an entry of another version is a miss."""


@frozen(kw_only=True)
class CachePolicy:
    """Keep answers for as long as their endpoints say that they stay true.

    Entries belong to one key and are never shared between users, as the site's rules demand. A stale
    entry is given at once and refreshed behind the scenes.
    """

    store: Store = field(factory=MemoryStore)
    """Where entries are kept; `MemoryStore` or `SqliteStore`."""
    scale: float = field(default=1.0, validator=number())
    """What the ages of all endpoints are multiplied by."""
    not_found_seconds: float = field(default=60.0, validator=number())
    """How long "no such thing" is believed, in seconds; 0 for not at all."""


@frozen
class _Entry:
    reply: Reply | None
    missing: str | None
    status: int
    age: float


class Cache:
    """Gives what the store has, young or stale, and keeps what comes from inside.

    Whatever is wrong with the store or an entry, the call goes on as if there were none.
    """

    def __init__(self, inner: Transport, policy: CachePolicy, secret: Secret, judge: Judge, clock: Clock) -> None:
        self._inner = inner
        self._policy = policy
        self._secret = secret
        self._owner = secret.fingerprint()
        self._judge = judge
        self._clock = clock
        self._refreshing: dict[str, asyncio.Task[None]] = {}
        self._has_warned = False

    async def send(self, request: Request) -> Reply:
        """Give the entry, or ask and keep the answer."""
        age = request.age
        if age is None or request.cache == "off":
            return await self._inner.send(request)
        name = self._name(request.query)
        entry = await self._load(name) if request.cache == "use" else None
        scale = self._policy.scale
        if entry is not None and entry.missing is not None and entry.age < self._policy.not_found_seconds:
            request.stats.cache_hits += 1
            raise NotFound(entry.missing, status=entry.status)
        if entry is not None and entry.reply is not None and entry.age < (age.fresh + age.stale) * scale:
            request.stats.cache_hits += 1
            if entry.age >= age.fresh * scale:
                self._refresh(name, request)
            return entry.reply
        return await self._ask(name, request)

    async def disbelieve(self, query: Query, error: RetroachError) -> None:
        """Hear that an answer was nothing or nonsense, which only its reader can tell."""
        if isinstance(error, NotFound):
            await self._save_missing(self._name(query), error)
        else:
            await self._forget(self._name(query))

    async def end(self) -> None:
        """End what goes on behind the scenes."""
        tasks = list(self._refreshing.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def aclose(self) -> None:
        """End what goes on behind the scenes, and close what is inside."""
        await self.end()
        await self._inner.aclose()

    def _name(self, query: Query) -> str:
        return f"{self._owner} {query}"

    async def _ask(self, name: str, request: Request) -> Reply:
        try:
            reply = await self._inner.send(request)
        except NotFound as error:
            await self._save_missing(name, error)
            raise
        if self._secret.scrub(reply.body) == reply.body:  # a body that repeats the key is not written down
            await self._save(name, {"status": reply.status, "body": reply.body.decode()})
        return reply

    async def _save_missing(self, name: str, error: NotFound) -> None:
        if self._policy.not_found_seconds:
            await self._save(name, {"missing": error.message, "status": error.status})

    def _refresh(self, name: str, request: Request) -> None:
        """Ask behind the scenes, once at a time for each entry."""
        if name not in self._refreshing:
            task = self._refreshing[name] = asyncio.create_task(self._ask_quietly(name, request))
            task.add_done_callback(lambda _: self._refreshing.pop(name, None))

    async def _ask_quietly(self, name: str, request: Request) -> None:
        with Wait(request.wait.patience) as wait:
            try:
                await self._ask(name, evolve(request, wait=wait, attempts=0))
            except RetroachError as error:
                _log.debug("%s: not refreshed: %s", request.query, error.message)

    async def _load(self, name: str) -> _Entry | None:
        try:
            text = await self._policy.store.get(name)
        except Exception as problem:  # noqa: BLE001  a store may raise anything; none of it may harm a call
            self._warn(problem)
            return None
        if text is None:
            return None
        entry = self._read(text)
        if entry is None:
            await self._forget(name)
        return entry

    def _read(self, text: str) -> _Entry | None:
        """What an entry says; None when it is corrupt, of another version, or from the future."""
        try:
            facts = json.loads(text)
            if facts["schema"] != _SCHEMA:
                return None
            age = self._clock.now() - float(facts["stored"])
            if age < 0:
                return None
            if "missing" in facts:
                return _Entry(None, str(facts["missing"]), int(facts["status"]), age)
            reply = self._judge(Reply(int(facts["status"]), {}, facts["body"].encode()))
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return None
        return _Entry(reply, None, reply.status, age) if isinstance(reply, Reply) else None

    async def _save(self, name: str, facts: dict[str, object]) -> None:
        try:
            await self._policy.store.put(name, json.dumps({"schema": _SCHEMA, "stored": self._clock.now(), **facts}))
        except Exception as problem:  # noqa: BLE001  a store may raise anything; none of it may harm a call
            self._warn(problem)

    async def _forget(self, name: str) -> None:
        try:
            await self._policy.store.delete(name)
        except Exception as problem:  # noqa: BLE001  a store may raise anything; none of it may harm a call
            self._warn(problem)

    def _warn(self, problem: Exception) -> None:
        if not self._has_warned:
            self._has_warned = True
            _log.warning("the cache does not work and is left out: %s", type(problem).__name__)
