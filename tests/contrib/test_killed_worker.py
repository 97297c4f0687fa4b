"""Real workers at a real Redis, one of which is killed within a slice."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections import Counter
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import pytest
import redis

from retroach_async import Client
from retroach_async.emulator import Emulator, Fault, RateRule
from tests.contrib.workers import IN_A_SECOND, KEY, SLICE, broker_of, tasks_on
from tests.faults.leaks import assert_unseen
from tests.transport.real_redis import SERVERS, RealRedis

ROOT = Path(__file__).parents[2]
IDS = range(1, 61)


@pytest.fixture
async def address(tmp_path: Path) -> AsyncIterator[str]:
    """The address of a server of Redis that only this test knows."""
    async with RealRedis(SERVERS[0], tmp_path / "redis") as server:
        yield server.url


async def _until(is_so: Callable[[], bool]) -> None:
    """Wait for something in another process."""
    while not is_so():  # noqa: ASYNC110  another process sets no event
        await asyncio.sleep(0.02)


def _are_ready(log: Path) -> bool:
    return log.read_text().count("Listening started") == 2


def _kept(address: str) -> list[str]:
    """Everything that is in the server."""
    with redis.Redis.from_url(address) as client:
        read = {
            b"string": client.get,
            b"hash": client.hgetall,
            b"stream": client.xrange,
            b"list": lambda name: client.lrange(name, 0, -1),
            b"zset": lambda name: client.zrange(name, 0, -1),
        }
        return [repr((name, read[client.type(name)](name))) for name in client.scan_iter()]


@asynccontextmanager
async def _process(*command: str, log: Path | None = None, **variables: str) -> AsyncIterator[None]:
    """A process, and the processes that it starts, for the time of the block."""
    with (log or Path(os.devnull)).open("ab") as file:
        process = await asyncio.create_subprocess_exec(
            *command, cwd=ROOT, env={**os.environ, **variables}, stdout=file, stderr=file, start_new_session=True
        )
    try:
        yield
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        await process.wait()


class Killer:
    """Kills the worker that is the first to have had half of a slice."""

    def __init__(self) -> None:
        self.requests: Counter[int] = Counter()
        self.killed: int | None = None

    def __call__(self, _: str, params: Mapping[str, str]) -> bool:
        """Look at a request before it has its answer, which is never a fault."""
        worker = int(params["z"].removeprefix("worker"))
        self.requests[worker] += 1
        if self.killed is None and self.requests[worker] == SLICE // 2:
            self.killed = worker
            os.kill(worker, signal.SIGKILL)
        return False


@pytest.mark.parametrize("kind", ["stream", "list"])
async def test_killed_worker_loses_no_id(kind: str, address: str, tmp_path: Path, canary: str) -> None:
    """Each id has its value once, whether the broker delivers the slice again or the sender sends it again."""
    killer, log = Killer(), tmp_path / "log"
    async with AsyncExitStack() as stack, asyncio.timeout(40):
        emulator = await stack.enter_async_context(
            Emulator(limit=RateRule(IN_A_SECOND, 1.0), keys={canary: "MaxMilyin"})
        )
        emulator.inject(Fault.DROP, None, killer)
        worker = (sys.executable, "-m", "taskiq", "worker", "tests.contrib.workers:broker")
        options = ("--workers", "1", "--max-async-tasks", "1", "--log-level", "DEBUG")
        site = {"KIND": kind, "REDIS": address, "SITE": emulator.base_url}
        broker = broker_of(kind, address)
        await broker.startup()
        stack.push_async_callback(broker.shutdown)
        for _ in range(2):
            await stack.enter_async_context(_process(*worker, *options, log=log, **site))
        await _until(lambda: _are_ready(log))
        async with tasks_on(broker, kind).batch(Client.get_achievement_distribution, IDS) as outcomes:
            found = [(outcome.key, outcome.value.game_id) async for outcome in outcomes]
        told = [log.read_text(), *_kept(address)]

    assert sorted(found) == [(number, number) for number in IDS]
    assert killer.killed is not None
    assert killer.requests[killer.killed] == SLICE // 2
    assert len(killer.requests) > 1
    assert len(IDS) + SLICE // 2 <= killer.requests.total() <= len(IDS) + 2 * SLICE
    assert emulator.rejected == 0
    assert canary == KEY
    assert len(told) > len(IDS) // SLICE
    assert_unseen(canary, told)
