"""Kept connections that the server closed without a word."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest

from retroach_async import Client, ConnectionFailed, Credentials, Hooks, RateLimit, RetryPolicy, Transport
from retroach_async.testing import FakeClock
from retroach_async.transport.aiohttp import AiohttpTransport
from retroach_async.transport.httpx2 import Httpx2Transport
from tests.faults.server import Behaviour, Exchange, FaultServer, answer, raw, raw_then_reset
from tests.transport.arrivals import ClosesSilently

CARRIERS = ("own", "borrowed", "httpx2")


@asynccontextmanager
async def _through(kind: str) -> AsyncIterator[Transport]:
    if kind == "borrowed":
        async with aiohttp.ClientSession() as session:
            yield AiohttpTransport(session)
    else:
        transport = AiohttpTransport() if kind == "own" else Httpx2Transport()
        yield transport
        await transport.aclose()


@asynccontextmanager
async def _client(kind: str, server: FaultServer, key: str, clock: FakeClock, **options: Any) -> AsyncIterator[Client]:
    async with (
        _through(kind) as transport,
        Client(
            Credentials("Tester", key),
            base_url=server.url,
            transport=transport,
            clock=clock,
            **{"rate_limit": None} | options,
        ) as ra,
    ):
        yield ra


@pytest.mark.parametrize("kind", CARRIERS)
@pytest.mark.parametrize("retry", [None, RetryPolicy(budget=0), RetryPolicy()], ids=["none", "no budget", "default"])
async def test_every_call_succeeds_on_connections_that_end(
    kind: str, retry: RetryPolicy | None, canary: str, clock: FakeClock
) -> None:
    """A call that meets a closed connection asks again without a wait, without budget, and with any policy."""
    arrivals = ClosesSilently()
    async with FaultServer(arrivals) as server, _client(kind, server, canary, clock, retry=retry) as ra:
        for game_id in range(1, 121):
            assert (await ra.get_achievement_distribution(game_id))[1] == 5
    assert clock.sleeps == []
    assert ra.stats.attempts == len(arrivals.moments) == 120 + ra.stats.retries


@pytest.mark.parametrize("kind", CARRIERS)
async def test_many_connections_that_end_at_once_lose_no_call(kind: str, canary: str, clock: FakeClock) -> None:
    """When a restarted server has ended every kept connection, the calls of the next moment succeed all the same."""
    async with FaultServer(ClosesSilently()) as server, _client(kind, server, canary, clock, retry=None) as ra:
        for start in (1, 100, 200):
            found = await ra.gather(ra.get_achievement_distribution, range(start, start + 8))
            assert len(found) == 8
    assert clock.sleeps == []


@pytest.mark.parametrize("kind", CARRIERS)
@pytest.mark.parametrize("ending", [raw(), raw_then_reset()], ids=["closed", "reset"])
async def test_server_that_never_answers_fails_after_the_policys_attempts(
    kind: str, ending: Behaviour, canary: str, running_clock: FakeClock
) -> None:
    """A connection that was new when it ended is an attempt like any other, so there is an end to them."""
    async with FaultServer(ending) as server:
        async with _client(kind, server, canary, running_clock, retry=RetryPolicy(attempts=3)) as ra:
            with pytest.raises(ConnectionFailed) as caught:
                await ra.get_achievement_distribution(1)
        assert caught.value.attempts == len(server.requests) == 3
    assert len(running_clock.sleeps) == 2


@pytest.mark.parametrize("kind", CARRIERS)
async def test_server_that_stops_answering_is_not_asked_without_end(
    kind: str, canary: str, running_clock: FakeClock
) -> None:
    """As many requests are sent again at once as connections could have been kept, and then the policy decides."""
    is_well = True

    async def behave(exchange: Exchange) -> None:
        if is_well:
            await answer(200, {"1": 5})(exchange)
        else:
            exchange.hang_up()

    async with (
        FaultServer(behave) as server,
        _client(kind, server, canary, running_clock, retry=RetryPolicy(attempts=2)) as ra,
    ):
        await ra.gather(ra.get_achievement_distribution, range(1, 6))
        is_well, before = False, len(server.requests)
        for game_id in range(10, 20):
            with pytest.raises(ConnectionFailed):
                await ra.get_achievement_distribution(game_id)
        assert len(server.requests) - before <= 5 + 10 * 2


async def test_each_sending_takes_a_permit(canary: str, running_clock: FakeClock) -> None:
    """A request that is sent again waits for the rate limit like any other."""
    moments: list[float] = []
    inner = ClosesSilently()

    async def behave(exchange: Exchange) -> None:
        moments.append(running_clock.monotonic())
        await inner(exchange)

    limit = RateLimit(2, 10.0)
    async with (
        FaultServer(behave) as server,
        _client("own", server, canary, running_clock, retry=None, rate_limit=limit) as ra,
    ):
        await ra.get_achievement_distribution(1)
        await ra.get_achievement_distribution(2)
    assert moments == [0.0, 0.0, pytest.approx(10.0)]


async def test_cancelled_call_on_a_closed_connection_is_cancelled(canary: str, clock: FakeClock) -> None:
    """A cancellation while the request waits for its second permit goes on, and takes none."""
    waits = asyncio.Event()
    options: dict[str, Any] = {
        "retry": None,
        "rate_limit": RateLimit(2, 10.0),
        "hooks": Hooks(on_wait=lambda _: waits.set()),
    }
    async with FaultServer(ClosesSilently()) as server, _client("own", server, canary, clock, **options) as ra:
        await ra.get_achievement_distribution(1)
        second = asyncio.create_task(ra.get_achievement_distribution(2))
        await server.received(2)
        await waits.wait()
        second.cancel()
        await asyncio.wait({second})
        assert second.cancelled()
        assert len(server.requests) == 2
