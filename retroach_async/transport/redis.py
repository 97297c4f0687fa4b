"""A rate limit that several processes share through Redis or Valkey: `RedisLimit("redis://localhost", processes=4)`.

redis-py is imported when a limit is made, because the package does without it.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Mapping, Sequence
from hashlib import sha1
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from attrs import field, frozen

from retroach_async._lazy import OptionalModule
from retroach_async.checks import complaint
from retroach_async.errors import ConfigurationError
from retroach_async.secret import Secret
from retroach_async.transport.shared import LEASE, SECONDS_TO_ARRIVE, SharedAnswer, WhenDown

if TYPE_CHECKING:
    import redis.asyncio as aioredis
else:
    aioredis = OptionalModule("redis.asyncio")

_SECONDS_TO_ANSWER = 1.0
_MOST_CONNECTIONS = 10
_MICRO = 1_000_000


@frozen
class _Script:
    """A program that the server runs, all of it at one moment."""

    text: str
    name: str = field(init=False)
    """The name that the server gives the program once it has seen it."""

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "name", sha1(self.text.encode(), usedforsecurity=False).hexdigest())


# A sorted set knows all about a limit. Its members are the permits, each at the moment from which it counts for one
# more window, in microseconds by the server's clock: that of its return, or that at which it will be taken back. Below
# zero, where nobody takes them for permits, stand the moment since when the limit's own life goes on (`since`), the one
# since when every request is known (`born`), and the one until which nobody may send (`paused`).
#
# A hash knows for how long the server has remembered everything. Its life begins again whenever it may have forgotten
# something: when it is another server, or was restarted; when it is empty; when it is in an older state than an answer
# that this process has heard; when its clock was set back. A set that is missing in a long life was used by nobody.

_LIFE = """
local key, life, heard = KEYS[1], KEYS[2], tonumber(ARGV[1])

local function text(number) return string.format('%.0f', number) end
local function noted(member) return -(redis.call('ZSCORE', key, member) or 0) end

local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local info = redis.pcall('INFO', 'server')  -- which a server may refuse to tell
local run = type(info) == 'string' and string.match(info, 'run_id:(%x+)') or 'untold'
local known = redis.call('HMGET', life, 'run', 'since', 'last')
local since, last = tonumber(known[2] or 0), tonumber(known[3] or 0)
if known[1] ~= run or heard > last or last > now + 1000000 then
  since, last = now, now
end
now = math.max(now, last)
redis.call('HSET', life, 'run', run, 'since', text(since), 'last', text(now))
redis.call('PEXPIRE', life, '2592000000')
if noted('since') ~= since then
  redis.call('DEL', key)
  redis.call('ZADD', key, text(-since), 'since', text(-since), 'born')
end

local function keep(length)
  redis.call('PEXPIRE', key, text(math.max(86400000 + length / 1000, redis.call('PTTL', key))))
end
"""

_TAKE = _Script(
    _LIFE
    + f"""
local permit, requests, window, restart = ARGV[2], tonumber(ARGV[3]), tonumber(ARGV[4]), ARGV[5] == '1'
if restart then
  redis.call('ZADD', key, text(-now), 'born')
end

redis.call('ZREMRANGEBYSCORE', key, 0, text(now - window))
local forgotten = since + window + {SECONDS_TO_ARRIVE * _MICRO:.0f} - now
local wait = 0
if not redis.call('ZSCORE', key, permit) then
  local oldest = tonumber(redis.call('ZREVRANGE', key, requests - 1, requests - 1, 'WITHSCORES')[2] or 0)
  local free = math.min(oldest, now) + window  -- one that is in use may be given back at any moment
  wait = math.max(0, free - now, noted('paused') - now, forgotten)
  if wait == 0 then
    redis.call('ZADD', key, text(now + {LEASE * _MICRO:.0f}), permit)
  end
end
keep(window)
return {{now, wait, now - noted('born'), forgotten > 0 and 1 or 0}}
"""
)

_GIVE_BACK = _Script(
    _LIFE
    + """
for number = 2, #ARGV do
  redis.call('ZADD', key, text(now), ARGV[number])
end
keep(0)
return {now}
"""
)

_PAUSE = _Script(
    _LIFE
    + """
if now + ARGV[2] > noted('paused') then
  redis.call('ZADD', key, text(-now - ARGV[2]), 'paused')
end
keep(ARGV[2])
return {now}
"""
)


class RedisLimit:
    """A limit that several processes, on one machine or many, share through Redis or Valkey.

    - `server`: a URL, `redis://`, `rediss://` or `unix://`, for connections of its own, which are closed with the
      client or at the end of the event loop; or a `redis.asyncio.Redis`, which is borrowed and never closed.
    - `processes`: how many of them use a key at the same time.
    - `when_down`: what happens while the server cannot be asked. Each process keeps to its `"share"` of the
      limit, or calls `"raise"` `RateLimited`.
    - `prefix`: what the names of its keys begin with.

    All moments are measured by the server's clock. The server holds no API key, only a fingerprint of it. Needs the
    extra `[redis]`. Several clients may share one.
    """

    def __init__(
        self,
        server: str | aioredis.Redis | aioredis.RedisCluster,
        *,
        processes: int,
        when_down: WhenDown = "share",
        prefix: str = "retroach_async",
    ) -> None:
        given: Any = Secret(server) if isinstance(server, str) else server
        del server  # a traceback with locals would show the password in it
        self._server: Secret | aioredis.Redis | aioredis.RedisCluster = given
        self._processes = processes
        self._when_down: WhenDown = when_down
        self._prefix = prefix
        self._clients: dict[asyncio.AbstractEventLoop, _Client] = {}
        self._heard = 0
        wrong = _complaint(given, processes, when_down, prefix)
        if wrong:
            raise ConfigurationError(wrong)
        self._address = _told(given) if isinstance(given, Secret) else ""

    @property
    def address(self) -> str:
        """The host and the port, or the path of the socket, for the log; empty for a borrowed client."""
        return self._address

    @property
    def processes(self) -> int:
        """The number of processes that use a key."""
        return self._processes

    @property
    def when_down(self) -> WhenDown:
        """The behaviour while the server is down."""
        return self._when_down

    async def take(self, name: str, permit: str, requests: int, seconds: float, *, restart: bool) -> SharedAnswer:
        """Take a permit of the limit of that name, or tell how long there is none."""
        values = permit, requests, round(seconds * _MICRO), int(restart)
        wait, age, has_forgotten = await self._run(_TAKE, name, *values)
        return SharedAnswer(wait / _MICRO, age / _MICRO, bool(has_forgotten))

    async def give_back(self, name: str, permits: Sequence[str]) -> None:
        """Have permits count for one more window from now on."""
        await self._run(_GIVE_BACK, name, *permits)

    async def pause(self, name: str, seconds: float) -> None:
        """Give nobody a permit for so many seconds; a longer pause that there is goes on."""
        await self._run(_PAUSE, name, round(seconds * _MICRO))

    async def aclose(self) -> None:
        """Close the connections of this event loop, if they are our own.

        Calling it twice is fine, and so is using the limit again.
        """
        client = self._clients.pop(asyncio.get_running_loop(), None)
        if client is not None:
            await client.aclose()
        self._forget_ended_loops()

    async def _run(self, script: _Script, name: str, *values: int | str) -> list[int]:
        """The answer of a script, without the moment with which each begins."""
        client = self._clients.get(asyncio.get_running_loop()) or await self._new_client()
        # A part in braces has a cluster keep both keys on one server.
        keys = f"{{{self._prefix}}}:{name}", f"{{{self._prefix}}}"
        answer: list[int] = await client.run(script, keys, (self._heard, *values))
        self._heard = answer[0]
        return answer[1:]

    async def _new_client(self) -> _Client:
        """A client for this event loop; the connections of another one cannot be used here."""
        client = _Client(_connected(self._server), is_owned=isinstance(self._server, Secret))
        self._clients[asyncio.get_running_loop()] = client
        await client.open()
        self._forget_ended_loops()
        return client

    def _forget_ended_loops(self) -> None:
        for loop in [*self._clients]:
            if loop.is_closed():  # nothing can be closed in it any more
                self._clients.pop(loop, None)

    def __repr__(self) -> str:
        return f"<RedisLimit for {self._processes} processes>"


class _Client:
    """A client of the library, for one event loop. Our own one is closed by its last user after the end."""

    def __init__(self, redis: aioredis.Redis | aioredis.RedisCluster, *, is_owned: bool) -> None:
        self._redis: Any = redis
        self._is_owned = is_owned
        self._is_over = False
        self._users = 0
        self._life = self._live()

    async def open(self) -> None:
        """Have the connections closed with the event loop at the latest."""
        if self._is_owned:
            await anext(self._life)

    async def _live(self) -> AsyncGenerator[None]:
        """Wait for the end of the event loop: before it ends, it closes every generator that was begun in it."""
        try:
            yield
        finally:
            await self._end()

    async def run(self, script: _Script, keys: tuple[str, ...], values: tuple[int | str, ...]) -> Any:
        """The answer of a script."""
        from redis.exceptions import NoScriptError  # noqa: PLC0415  the package does without it

        self._users += 1
        try:
            try:
                return await self._redis.evalsha(script.name, len(keys), *keys, *values)
            except NoScriptError:  # the server is new, or has been restarted
                return await self._redis.eval(script.text, len(keys), *keys, *values)
        finally:
            self._users -= 1
            await self._close_if_unused()

    async def aclose(self) -> None:
        """Close the client as soon as its last user has left."""
        if not self._is_over:  # otherwise the event loop is closing it
            await self._end()
            await self._life.aclose()

    async def _end(self) -> None:
        if not self._is_over:
            self._is_over = True
            await self._close_if_unused()

    async def _close_if_unused(self) -> None:
        if self._is_owned and self._is_over and not self._users:
            await self._redis.aclose()


def _complaint(server: Any, processes: Any, when_down: Any, prefix: Any) -> str | None:
    """The complaint about an option, as a sentence without the address; None when all is well."""
    wrong = complaint(processes, least=1, whole=True)
    if wrong:
        return f"processes {wrong}"
    if when_down not in ("share", "raise"):
        return "when_down must be 'share' or 'raise'"
    if not isinstance(prefix, str) or not prefix or not prefix.isprintable() or {*"{}"} & {*prefix}:
        return "prefix must be printable text without braces"
    return _complaint_of_server(server)


def _complaint_of_server(server: Any) -> str | None:
    try:
        from redis.asyncio import Redis, RedisCluster  # noqa: PLC0415  the package does without it
    except ImportError:
        return "RedisLimit needs redis-py: install retroach_async[redis]"
    if not isinstance(server, Secret):
        is_client = isinstance(server, Redis | RedisCluster)
        return None if is_client else "server must be a URL such as redis://localhost, or a redis.asyncio.Redis"
    return None if _is_address(server) else "server is not an address such as redis://localhost:6379/0"


def _is_address(server: Secret) -> bool:
    try:
        _connected(server).connection_pool.make_connection()
    except Exception:  # noqa: BLE001  whatever it is, its text may hold the address
        return False
    return "://" in server.reveal()


def _told(server: Secret) -> str:
    """The part of an address that is no secret."""
    if "@" in "".join(urlsplit(server.reveal())[2:]):
        return ""  # a slash in a password, and what looks like the host is the beginning of the password
    found: Mapping[str, Any] = _connected(server).connection_pool.connection_kwargs
    return str(found.get("path") or f"{found.get('host', 'localhost')}:{found.get('port', 6379)}")


def _connected(server: Secret | aioredis.Redis | aioredis.RedisCluster) -> Any:
    """The client to use; one of our own makes its connections when it is used."""
    if not isinstance(server, Secret):
        return server
    import redis  # noqa: PLC0415  the package does without it
    from redis.asyncio import BlockingConnectionPool, Redis  # noqa: PLC0415
    from redis.asyncio.retry import Retry  # noqa: PLC0415
    from redis.backoff import NoBackoff  # noqa: PLC0415
    from redis.exceptions import ConnectionError as Disconnected  # noqa: PLC0415

    # Newer versions look themselves up in the file system for every connection, unless they are told.
    driver = getattr(redis, "DriverInfo", None)
    pool = BlockingConnectionPool.from_url(
        server.reveal(),
        max_connections=_MOST_CONNECTIONS,
        timeout=_SECONDS_TO_ANSWER,
        socket_timeout=_SECONDS_TO_ANSWER,
        socket_connect_timeout=_SECONDS_TO_ANSWER,
        protocol=2,
        # Once, because a connection may have been closed while nobody used it.
        retry=Retry(NoBackoff(), 1, supported_errors=(Disconnected,)),
        retry_on_error=[Disconnected],
        **({"driver_info": driver(lib_version=redis.__version__)} if driver else {}),
    )
    return Redis.from_pool(pool)
