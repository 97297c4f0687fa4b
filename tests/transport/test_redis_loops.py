"""A limit that is kept by Redis, in several event loops: each has connections of its own, which end with it."""

from __future__ import annotations

import asyncio
import gc
import threading
import warnings
from collections.abc import AsyncGenerator, Coroutine, Iterator
from contextlib import contextmanager
from typing import Any
from weakref import ReferenceType, ref

import pytest

from retroach_async import Client, Credentials, RateLimit, RateLimits, RedisLimit
from retroach_async.testing import MemoryTransport, json_reply
from tests.transport.resp import RespServer, old_server, take


@pytest.fixture
def beside() -> Iterator[RespServer]:
    """A server that lives beside all event loops of the test."""
    context, loop = old_server(), asyncio.new_event_loop()
    resp = loop.run_until_complete(context.__aenter__())
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    try:
        yield resp
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.run_until_complete(context.__aexit__(None, None, None))
        loop.close()


def run(job: Coroutine[Any, Any, Any]) -> Any:
    """Run a job in an event loop of its own; one that hangs fails."""
    return asyncio.run(asyncio.wait_for(job, 10))


@contextmanager
def loop_that_is_only_closed() -> Iterator[asyncio.AbstractEventLoop]:
    """An event loop whose end nothing is told of. asyncio complains of what was open in it, when that is collected."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        loop = asyncio.new_event_loop()
        yield loop
        loop.close()
        del loop
        gc.collect()


def test_connections_of_a_loop_end_with_it(beside: RespServer) -> None:
    """Each loop has its own, and closes them before it ends, also when nobody closes the limit."""
    limit, loops = RedisLimit(beside.url, processes=2), list[ReferenceType[asyncio.AbstractEventLoop]]()

    async def ask() -> float:
        loops.append(ref(asyncio.get_running_loop()))
        return (await take(limit)).wait

    for _ in range(3):
        assert run(ask()) == 0.0
    assert run(ask()) > 0
    gc.collect()  # it would say what is open
    assert [loop() for loop in loops[:3]] == [None] * 3
    assert len([command for command in beside.heard if command[0] == b"AUTH"]) == 4


def test_loop_that_was_only_closed_does_not_hurt_the_next(beside: RespServer) -> None:
    """Its connections are let go of; at the end of the test the server has none."""
    limit = RedisLimit(beside.url, processes=2)
    with loop_that_is_only_closed() as loop:
        assert loop.run_until_complete(take(limit)).wait == 0.0
        loop.close()
        assert run(take(limit)).wait == 0.0


def test_limit_is_closed_in_another_loop_than_it_was_used(beside: RespServer) -> None:
    """As a client is that a program closes at its very end."""
    limit = RedisLimit(beside.url, processes=2)
    with loop_that_is_only_closed() as loop:
        loop.run_until_complete(take(limit))
        loop.close()
        run(limit.aclose())


@pytest.mark.parametrize("turns", range(6))
def test_program_may_close_a_limit_while_its_loop_ends(
    turns: int, beside: RespServer, caplog: pytest.LogCaptureFixture
) -> None:
    """An asynchronous generator that was left open closes it at the same moment as the loop, or a few turns later."""
    limit, left_open = RedisLimit(beside.url, processes=2), list[AsyncGenerator[None]]()

    async def using() -> AsyncGenerator[None]:
        try:
            yield
        finally:
            for _ in range(turns):
                await asyncio.sleep(0)
            await limit.aclose()

    async def program() -> None:
        await take(limit)
        left_open.append(using())
        await anext(left_open[0])

    run(program())
    assert caplog.records == []


def test_two_loops_may_share_a_limit_at_the_same_time(beside: RespServer) -> None:
    """Two threads, each with a client and an event loop: neither closes or uses a connection of the other."""
    limit = RedisLimit(beside.url, processes=2)

    async def other() -> None:
        for _ in range(2):
            assert (await take(limit, 9)).wait == 0.0
        await limit.aclose()

    async def first() -> None:
        assert (await take(limit, 9)).wait == 0.0
        await asyncio.to_thread(run, other())
        assert (await take(limit, 9)).wait == 0.0
        await limit.aclose()

    run(first())
    assert len([command for command in beside.heard if command[0] == b"AUTH"]) == 2


def test_client_goes_on_in_a_second_loop(beside: RespServer, caplog: pytest.LogCaptureFixture) -> None:
    """It asks the limit there, and does not take it for dead."""
    limits = RateLimits(v1=RateLimit(4, 100.0), shared=RedisLimit(beside.url, processes=2))
    ra = Client(
        Credentials("Me", "key"),
        transport=MemoryTransport(lambda request: json_reply([])),
        rate_limit=limits,
        retry=None,
    )
    for game_id in (1, 2):
        asked = len(beside.scripts())
        run(ra.get_achievement_distribution(game_id))
        assert len(beside.scripts()) > asked
    run(ra.aclose())
    assert caplog.records == []
