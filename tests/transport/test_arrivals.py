"""Rate limits as the server sees them: counted by the moments at which requests arrive."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

import aiohttp
import pytest

from retroach_async import Client, Credentials, RateLimit, Transport
from retroach_async.transport.aiohttp import AiohttpTransport
from retroach_async.transport.httpx2 import Httpx2Transport
from tests.faults.server import FaultServer
from tests.transport.arrivals import Arrivals, ClosesSilently

LIMIT = RateLimit(5, 0.06)


@asynccontextmanager
async def _own(connections: int) -> AsyncIterator[Transport]:
    transport = AiohttpTransport(connections=connections)
    yield transport
    await transport.aclose()


@asynccontextmanager
async def _borrowed(connections: int) -> AsyncIterator[Transport]:
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=connections)) as session:
        yield AiohttpTransport(session)


@asynccontextmanager
async def _httpx2(connections: int) -> AsyncIterator[Transport]:
    transport = Httpx2Transport(connections=connections)
    yield transport
    await transport.aclose()


Carrier = Callable[[int], AbstractAsyncContextManager[Transport]]


@pytest.fixture(params=[_own, _borrowed, _httpx2], ids=["own", "borrowed", "httpx2"])
def carrier(request: pytest.FixtureRequest) -> Carrier:
    """A way to send, with so many connections at most."""
    made: Carrier = request.param
    return made


async def _ask(arrivals: Arrivals, carrier: Carrier, calls: int, connections: int, key: str, **options: Any) -> Client:
    async with (
        FaultServer(arrivals) as server,
        carrier(connections) as transport,
        Client(Credentials("Tester", key), base_url=server.url, transport=transport, rate_limit=LIMIT, **options) as ra,
    ):
        await ra.gather(ra.get_achievement_distribution, range(1, calls + 1))
    return ra


async def test_stall_with_few_connections_saves_up_no_permits(carrier: Carrier, canary: str) -> None:
    """Requests that waited for a free connection during a stall do not arrive all at once after it."""
    arrivals = Arrivals(slow=2, seconds=0.25)
    await _ask(arrivals, carrier, 16, 2, canary, concurrency=16)
    assert len(arrivals.moments) == 16
    assert arrivals.most_in_any(LIMIT.seconds) <= LIMIT.requests


async def test_answers_that_take_longer_than_a_window_do_not_loosen_the_limit(carrier: Carrier, canary: str) -> None:
    """A slow answer holds its permit until it comes, and for one window more."""
    arrivals = Arrivals(slow=10, seconds=0.1)
    await _ask(arrivals, carrier, 12, 20, canary, concurrency=12)
    assert len(arrivals.moments) == 12
    assert arrivals.most_in_any(LIMIT.seconds) <= LIMIT.requests


async def test_slow_name_server_does_not_push_two_windows_together(
    credentials: Credentials, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first requests, which wait until the host's name is known, do not arrive together with those of later."""
    loop, arrivals = asyncio.get_running_loop(), Arrivals()

    async def resolve(host: str, port: int, **_: Any) -> list[Any]:
        await asyncio.sleep(0.05)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]

    monkeypatch.setattr(loop, "getaddrinfo", resolve)
    async with (
        FaultServer(arrivals) as server,
        Client(credentials, base_url=f"http://localhost:{server.port}", rate_limit=LIMIT, concurrency=15) as ra,
    ):
        await ra.gather(ra.get_achievement_distribution, range(1, 16))
    assert len(arrivals.moments) == 15
    assert arrivals.most_in_any(LIMIT.seconds) <= LIMIT.requests


async def test_request_that_is_sent_again_is_counted_and_takes_a_permit(carrier: Carrier, canary: str) -> None:
    """When kept connections break, every sending arrives within the limit and stands in the statistics."""
    arrivals = ClosesSilently()
    ra = await _ask(arrivals, carrier, 10, 1, canary, concurrency=1, retry=None)
    assert ra.stats.attempts == len(arrivals.moments) > 10
    assert arrivals.most_in_any(LIMIT.seconds) <= LIMIT.requests


async def test_one_key_under_several_names_has_one_limit(canary: str) -> None:
    """The server knows a user by the key, so siblings with other names, or none, share the key's limit."""
    arrivals = Arrivals()
    async with (
        FaultServer(arrivals) as server,
        Client(Credentials("Tester", canary), base_url=server.url, rate_limit=LIMIT) as ra,
    ):
        named = [ra, *(ra.with_credentials(Credentials(name, canary)) for name in ("tester", "TESTER", ""))]
        await asyncio.gather(
            *(each.get_achievement_distribution(4 * game + at) for at, each in enumerate(named, 1) for game in range(4))
        )
    assert len(arrivals.moments) == 16
    assert arrivals.most_in_any(LIMIT.seconds) <= LIMIT.requests


async def test_many_clients_of_other_keys_on_few_connections_keep_their_limits(canary: str) -> None:
    """Each of several keys keeps to its own limit while all of them wait for the same connection."""
    arrivals = {f"{canary}{number}": Arrivals(slow=1, seconds=0.15) for number in range(3)}
    async with (
        FaultServer(lambda exchange: arrivals[exchange.request.params["y"]](exchange)) as server,
        _own(1) as transport,
        Client(Credentials("Tester", f"{canary}0"), base_url=server.url, transport=transport, rate_limit=LIMIT) as ra,
    ):
        friends = [ra.with_credentials(Credentials("Tester", key)) for key in arrivals]
        await asyncio.gather(*(each.gather(each.get_achievement_distribution, range(1, 9)) for each in friends))
    assert [len(each.moments) for each in arrivals.values()] == [8, 8, 8]
    assert max(each.most_in_any(LIMIT.seconds) for each in arrivals.values()) <= LIMIT.requests
