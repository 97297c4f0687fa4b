"""A rate limit that several processes share through Redis or Valkey: `RedisLimit("redis://localhost", processes=4)`.

redis-py is imported when a limit is made, because the package does without it.
"""

from __future__ import annotations

from hashlib import sha1
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from retroach_async._lazy import OptionalModule
from retroach_async.checks import complaint
from retroach_async.errors import ConfigurationError
from retroach_async.secret import Secret
from retroach_async.transport.shared import SharedAnswer, WhenDown

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


# One sorted set knows all about a limit, so that it is lost as a whole or not at all. Its members are the permits,
# each at the moment when it was taken, in microseconds by the server's clock; below zero, where nobody takes them for
# permits, stand the moment since when everything is known and the one until which nobody may send.

_TAKE = _Script("""
local key, requests, window, latest, restart =
  KEYS[1], tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3]), ARGV[4] == '1'

local function text(number) return string.format('%.0f', number) end
local function noted(member) return -(redis.call('ZSCORE', key, member) or 0) end
local function ranked(place) return tonumber(redis.call('ZREVRANGE', key, place, place, 'WITHSCORES')[2] or 0) end

local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local born, newest = noted('born'), ranked(0)
if math.max(born, newest) > now + 1000000 then  -- the clock was set back: nothing can be told from these moments
  redis.call('DEL', key)
  born, newest = 0, 0
end
now = math.max(now, newest + 1)
if latest > math.max(born, now - window) and not redis.call('ZSCORE', key, text(latest)) then
  born = 0  -- permits that were taken are missing, as after the failover to a server that did not have them yet
end
if born == 0 or restart then
  born = now
  redis.call('ZADD', key, text(-born), 'born')
end

redis.call('ZREMRANGEBYSCORE', key, 0, text(now - window))
local wait = math.max(ranked(requests - 1) + window, noted('paused')) - now
if wait <= 0 then
  wait = 0
  redis.call('ZADD', key, text(now), text(now))
end
redis.call('PEXPIRE', key, text(86400000 + window / 1000))
return {wait, math.max(0, requests - redis.call('ZCOUNT', key, 0, '+inf')), now - born, now}
""")

_PAUSE = _Script("""
local time = redis.call('TIME')
local until_when = time[1] * 1000000 + time[2] + ARGV[1]
if until_when > -(redis.call('ZSCORE', KEYS[1], 'paused') or 0) then
  redis.call('ZADD', KEYS[1], string.format('%.0f', -until_when), 'paused')
end
redis.call('PEXPIRE', KEYS[1], string.format('%.0f', 86400000 + ARGV[1] / 1000))
""")


class RedisLimit:
    """A limit that several processes, on one machine or many, share through Redis or Valkey.

    - `server`: a URL, `redis://`, `rediss://` or `unix://`, for a connection of its own, which is closed with
      the client; or a `redis.asyncio.Redis`, which is borrowed and never closed.
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
        self._client: _Client | None = None
        self._latest: dict[str, int] = {}
        wrong = _complaint(given, processes, when_down, prefix)
        if wrong:
            raise ConfigurationError(wrong)

    @property
    def processes(self) -> int:
        """The number of processes that use a key."""
        return self._processes

    @property
    def when_down(self) -> WhenDown:
        """The behaviour while the server is down."""
        return self._when_down

    async def take(self, name: str, requests: int, seconds: float, *, restart: bool) -> SharedAnswer:
        """Take a permit of the limit of that name, or tell how long there is none."""
        # The latest permit that we had should still be there.
        values = (requests, round(seconds * _MICRO), self._latest.get(name, 0), int(restart))
        wait, left, age, now = await self._run(_TAKE, name, *values)
        if not wait:
            self._latest[name] = now
        return SharedAnswer(wait / _MICRO, left, age / _MICRO)

    async def pause(self, name: str, seconds: float) -> None:
        """Give nobody a permit for so many seconds; a longer pause that there is goes on."""
        await self._run(_PAUSE, name, round(seconds * _MICRO))

    async def aclose(self) -> None:
        """Close the connections, if they are our own. Calling it twice is fine, and so is using the limit again."""
        client, self._client = self._client, None
        if client is not None:
            await client.aclose()

    async def _run(self, script: _Script, name: str, *values: int) -> Any:
        if self._client is None:
            is_owned = isinstance(self._server, Secret)
            self._client = _Client(_connected(self._server), is_owned=is_owned)
        return await self._client.run(script, f"{self._prefix}:{name}", values)

    def __repr__(self) -> str:
        return f"<RedisLimit for {self._processes} processes>"


class _Client:
    """A client of the library. Our own one is closed by its last user after the end."""

    def __init__(self, redis: aioredis.Redis | aioredis.RedisCluster, *, is_owned: bool) -> None:
        self._redis: Any = redis
        self._is_owned = is_owned
        self._is_over = False
        self._users = 0

    async def run(self, script: _Script, key: str, values: tuple[int, ...]) -> Any:
        """The answer of a script."""
        from redis.exceptions import NoScriptError  # noqa: PLC0415  the package does without it

        self._users += 1
        try:
            try:
                return await self._redis.evalsha(script.name, 1, key, *values)
            except NoScriptError:  # the server is new, or has been restarted
                return await self._redis.eval(script.text, 1, key, *values)
        finally:
            self._users -= 1
            await self._close_if_unused()

    async def aclose(self) -> None:
        """Close the client as soon as its last user has left."""
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
    if not isinstance(prefix, str) or not prefix.isprintable():
        return "prefix must be printable text"
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
