"""The shared limit on a real server, which loses what it knew in every way that there is."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from retroach_async import Client, Credentials, RateLimit, RateLimits, RedisLimit
from retroach_async.clock import Clock, SystemClock
from tests.faults.server import FaultServer
from tests.transport.arrivals import Arrivals
from tests.transport.real_redis import SERVERS, RealRedis
from tests.transport.resp import take


@pytest.fixture(params=SERVERS)
async def server(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[RealRedis]:
    """A server that has remembered everything for long."""
    async with RealRedis(request.param, tmp_path / "server") as server:
        await server.age()
        yield server


async def _forgets(*limits: RedisLimit) -> bool:
    """True when none of these gets a permit now, nor before a window and a second are over."""
    answers = [await take(limit) for limit in limits]
    for limit in limits:
        await limit.aclose()
    return all(answer.has_forgotten and answer.wait > 10 for answer in answers)


async def test_restart_is_noticed_by_everybody(server: RealRedis) -> None:
    """By a process that goes on as by one that is new."""
    limit = server.limit()
    assert (await take(limit)).wait == 0.0
    await server.kill()
    await server.start()
    assert await _forgets(server.limit(), limit)


async def test_restart_with_an_old_file_is_noticed_by_everybody(server: RealRedis) -> None:
    """What the file has is older than what was permitted."""
    limit = server.limit()
    await take(limit)
    async with server.client() as redis:
        await redis.save()
    await take(limit)
    await server.kill()
    await server.start()
    async with server.client() as redis:
        assert await redis.exists("{retroach_async}") == 1
    assert await _forgets(server.limit(), limit)


async def test_emptied_server_is_noticed_by_everybody(server: RealRedis) -> None:
    """As FLUSHALL leaves it."""
    limit = server.limit()
    await take(limit)
    async with server.client() as redis:
        await redis.flushall()
    assert await _forgets(server.limit(), limit)


async def test_failover_is_noticed_by_everybody(server: RealRedis, tmp_path: Path, request: Any) -> None:
    """The replica may not have had the latest permits."""
    limit = server.limit()
    program = request.node.callspec.params["server"]
    async with RealRedis(program, tmp_path / "replica", "--replicaof", f"127.0.0.1 {server.port}") as replica:
        await take(limit)
        async with server.client() as redis, replica.client() as other:
            while not await redis.wait(1, 100):  # type: ignore[no-untyped-call]
                await take(limit)
            await server.kill()
            await other.replicaof("NO", "ONE")
            assert await other.exists("{retroach_async}") == 1
        assert await _forgets(replica.limit())
    await limit.aclose()


async def test_question_that_is_sent_twice_is_one_permit(server: RealRedis) -> None:
    """The programs do on a real server what they do on an imitation."""
    limit = server.limit()
    for _ in range(3):
        assert (await take(limit, 1, permit="a")).wait == 0.0
    assert (await take(limit, 1)).wait == pytest.approx(10, abs=0.1)
    await limit.pause("v1:fingerprint", 30.0)
    assert (await take(limit, 9)).wait == pytest.approx(30, abs=1)
    await limit.aclose()


class _Ahead(SystemClock):
    """A clock that is five seconds ahead."""

    def now(self) -> float:  # type: ignore[override]
        """Wall-clock time as Unix seconds."""
        return SystemClock.now() + 5

    def monotonic(self) -> float:  # type: ignore[override]
        """Seconds that never go backwards."""
        return SystemClock.monotonic() + 5


async def test_no_window_has_more_while_redis_is_restarted(server: RealRedis, canary: str) -> None:
    """One process uses the whole limit; Redis is restarted, and three others begin, which cannot know of that."""
    arrivals, limit = Arrivals(), RateLimit(20, 0.3)

    def process(clock: Clock) -> Client:
        limits = RateLimits(v1=limit, shared=server.limit())
        return Client(Credentials("Me", canary), base_url=there.url, rate_limit=limits, clock=clock, concurrency=20)

    async with FaultServer(arrivals) as there, AsyncExitStack() as stack:
        first, *others = [await stack.enter_async_context(process(clock)) for clock in (_Ahead(), *[SystemClock()] * 3)]
        await first.gather(first.get_achievement_distribution, range(1, 61))
        await server.kill()
        await server.start()
        await asyncio.gather(
            *(
                ra.gather(ra.get_achievement_distribution, range(100 * number, 100 * number + 30))
                for number, ra in enumerate((first, *others), 1)
            )
        )
    assert len(arrivals.moments) == 60 + 4 * 30
    assert arrivals.most_in_any(limit.seconds) <= limit.requests


async def test_no_window_has_more_in_loop_after_loop(
    server: RealRedis, canary: str, caplog: pytest.LogCaptureFixture
) -> None:
    """A program runs one loop after another with one client: each asks Redis, and none more than the limit."""
    arrivals, limit = Arrivals(), RateLimit(5, 0.3)
    limits = RateLimits(v1=limit, shared=server.limit())
    sessions: list[aiohttp.ClientSession] = []
    async with FaultServer(arrivals) as there:
        ra = Client(Credentials("Me", canary), base_url=there.url, rate_limit=limits, session=lambda: sessions[-1])

        async def ask(games: range) -> None:
            async with asyncio.timeout(20), aiohttp.ClientSession() as session:
                sessions.append(session)
                await ra.gather(ra.get_achievement_distribution, games)

        for first in (100, 200, 300):
            await asyncio.to_thread(asyncio.run, ask(range(first, first + 8)))
        async with server.client() as redis:
            assert len(await redis.client_list()) == 1  # only this one
        await asyncio.to_thread(asyncio.run, ra.aclose())
    await asyncio.get_running_loop().shutdown_default_executor()
    assert len(arrivals.moments) == 24
    assert arrivals.most_in_any(limit.seconds) <= limit.requests
    assert [record for record in caplog.records if record.name == "retroach_async"] == []


_STOPS_ITSELF = """
import asyncio, os, signal, sys
from retroach_async import Client, Credentials, Hooks, RateLimit, RateLimits, RedisLimit

async def main(base_url, redis_url, key):
    hooks = Hooks(on_request=lambda event: os.kill(os.getpid(), signal.SIGSTOP))
    limits = RateLimits(v1=RateLimit(3, 0.2), shared=RedisLimit(redis_url, processes=4))
    async with Client(Credentials("Me", key), base_url=base_url, rate_limit=limits, hooks=hooks) as ra:
        await ra.get_achievement_distribution(1)

asyncio.run(main(*sys.argv[1:]))
"""


async def test_process_that_is_stopped_before_it_sends_keeps_its_permit(server: RealRedis, canary: str) -> None:
    """The others go on with what is left, so that its request does no harm when it arrives at last."""
    arrivals, limit = Arrivals(), RateLimit(3, 0.2)
    limits = RateLimits(v1=limit, shared=server.limit())
    async with (
        FaultServer(arrivals) as there,
        Client(Credentials("Me", canary), base_url=there.url, rate_limit=limits) as ra,
    ):
        arguments = "-c", _STOPS_ITSELF, there.url, server.url, canary
        pid = os.spawnv(os.P_NOWAIT, sys.executable, [sys.executable, *arguments])  # noqa: ASYNC220  asyncio tells no stop
        _, status = await asyncio.to_thread(os.waitpid, pid, os.WUNTRACED)
        assert os.WIFSTOPPED(status)
        await ra.gather(ra.get_achievement_distribution, range(100, 106))
        os.kill(pid, signal.SIGCONT)
        await ra.gather(ra.get_achievement_distribution, range(200, 206))
        assert await asyncio.to_thread(os.waitpid, pid, 0) == (pid, 0)
    await asyncio.get_running_loop().shutdown_default_executor()
    moments = arrivals.moments
    assert len(moments) == 13
    assert arrivals.most_in_any(limit.seconds) <= limit.requests
    # Two at a time went while the third permit was held.
    assert moments[4] - moments[0] >= 2 * limit.seconds
