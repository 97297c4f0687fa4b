"""Closing that nothing cuts short."""

from __future__ import annotations

import asyncio
import gc
import threading
from collections.abc import Coroutine
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from retroach_async import CachePolicy, Client, Credentials, SqliteStore
from retroach_async.finish import finish
from retroach_async.transport.httpx2 import Httpx2Transport
from tests.faults.server import FaultServer, answer


async def _cancelled_again_and_again(closing: Coroutine[Any, Any, Any]) -> int:
    """Run something that is cancelled in every turn of the event loop; gives the number of times."""
    task, times = asyncio.ensure_future(closing), 0
    await asyncio.sleep(0)
    while not task.done():
        task.cancel()
        times += 1
        await asyncio.sleep(0)
    assert task.cancelled()
    return times


async def test_result_is_waited_for() -> None:
    """Without a cancellation it is a plain await."""
    steps: list[int] = []

    async def close() -> None:
        for number in range(3):
            await asyncio.sleep(0)
            steps.append(number)

    await finish(close())
    assert steps == [0, 1, 2]


async def test_exception_comes_out() -> None:
    """An exception that closing raises comes out."""

    async def close() -> None:
        raise OSError("the file is gone")

    with pytest.raises(OSError, match="the file is gone"):
        await finish(close())


async def test_every_step_is_done_however_often_it_is_cancelled() -> None:
    """The caller is cancelled, and only after the last step."""
    steps: list[int] = []

    async def close() -> None:
        for number in range(10):
            await asyncio.sleep(0)
            steps.append(number)

    assert await _cancelled_again_and_again(finish(close())) > 5
    assert steps == list(range(10))


async def test_exception_beside_a_cancellation_is_not_complained_of() -> None:
    """The cancellation is the one that is raised; nothing says that an exception was never retrieved."""

    async def close() -> None:
        await asyncio.sleep(0)
        raise OSError

    assert await _cancelled_again_and_again(finish(close())) > 0
    gc.collect()


async def test_timeout_of_the_caller_is_its_own() -> None:
    """A caller with a limit of its own gets its TimeoutError when everything is closed."""
    closed = False

    async def close() -> None:
        nonlocal closed
        await asyncio.sleep(0.02)
        closed = True

    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.001):
            await finish(close())
    assert closed


async def test_session_and_connections_are_closed_however_often_that_is_cancelled(
    credentials: Credentials, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A client whose closing is cancelled in every turn has closed its session and every connection."""
    close = aiohttp.TCPConnector.close

    async def close_slowly(self: aiohttp.TCPConnector, **options: Any) -> None:
        for _ in range(5):
            await asyncio.sleep(0)
        await close(self, **options)

    monkeypatch.setattr(aiohttp.TCPConnector, "close", close_slowly)
    async with FaultServer(answer()) as server:
        ra = await Client(credentials, base_url=server.url).open()
        await ra.gather(ra.get_achievement_distribution, range(1, 6))
        assert await _cancelled_again_and_again(ra.aclose()) > 0
        assert await server.everybody_gone()


async def test_block_that_is_cancelled_while_it_closes_leaves_nothing(credentials: Credentials) -> None:
    """`async with` closes everything when the task is cancelled in the block, and again on its way out."""
    entered = asyncio.Event()

    async def use(url: str) -> None:
        async with Client(credentials, base_url=url) as ra:
            await ra.get_achievement_distribution(1)
            entered.set()
            await asyncio.get_running_loop().create_future()

    async with FaultServer(answer()) as server:
        task = asyncio.create_task(use(server.url))
        await entered.wait()
        while not task.done():
            task.cancel()
            await asyncio.sleep(0)
        assert task.cancelled()
        assert await server.everybody_gone()


async def test_thread_of_a_store_ends_however_often_that_is_cancelled(credentials: Credentials, tmp_path: Path) -> None:
    """The SQLite thread is gone, and its file can be opened again."""
    threads = threading.active_count()
    async with FaultServer(answer()) as server:
        store = SqliteStore(tmp_path / "answers.db")
        ra = await Client(credentials, base_url=server.url, cache=CachePolicy(store=store)).open()
        await ra.get_achievement_distribution(1)
        assert threading.active_count() == threads + 1
        await _cancelled_again_and_again(ra.aclose())
        assert threading.active_count() == threads


async def test_httpx2_is_closed_however_often_that_is_cancelled(credentials: Credentials) -> None:
    """The transport's own connections are closed."""
    async with FaultServer(answer()) as server:
        transport = Httpx2Transport()
        async with Client(credentials, base_url=server.url, transport=transport) as ra:
            await ra.gather(ra.get_achievement_distribution, range(1, 6))
        await _cancelled_again_and_again(transport.aclose())
        assert await server.everybody_gone()
    assert repr(transport).endswith("closed>")
