"""From opening to closing."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from retroach_async import (
    CachePolicy,
    Client,
    ClientClosed,
    ConfigurationError,
    Credentials,
    MemoryStore,
    Query,
    RateLimit,
    RateLimits,
    Reply,
)
from retroach_async.testing import FakeClock, MemoryTransport, json_reply
from retroach_async.transport.protocol import Request
from tests.faults.server import FaultServer, answer, raw_then_silence
from tests.transport.together import MemoryLimit

CALLS: dict[str, Callable[[Client], Awaitable[Any]]] = {
    "v1": lambda ra: ra.get_achievement_distribution(1),
    "v2": lambda ra: ra.v2.games.get(1),
    "fetch": lambda ra: ra.fetch(Query("v1", "API_GetGame.php", (("i", "1"),))),
    "gather": lambda ra: ra.gather(ra.get_game, [1]),
    "pages": lambda ra: anext(ra.pages(ra.get_user_completion_progress, "Tester")),
}


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
async def test_client_is_not_used_before_it_is_open(
    call: Callable[[Client], Awaitable[Any]], credentials: Credentials
) -> None:
    """Every way of asking says that the client is not open, and sends nothing."""
    async with FaultServer(answer()) as server:
        with pytest.raises(ClientClosed, match="async with"):
            await call(Client(credentials, base_url=server.url))
    assert server.connections == 0


async def test_client_with_a_borrowed_transport_is_open_from_the_start(
    transport: MemoryTransport, credentials: Credentials
) -> None:
    """There is nothing to open; closing ends it all the same."""
    ra = Client(credentials, transport=transport)
    assert (await ra.get_achievement_distribution(5))[1] == 5
    await ra.aclose()
    with pytest.raises(ClientClosed, match="closed"):
        await ra.get_achievement_distribution(5)


async def test_sibling_made_before_the_block_is_as_open_as_its_parent(credentials: Credentials) -> None:
    """A friend's client that was made early works as soon as, and as long as, the first client is open."""
    async with FaultServer(answer()) as server:
        ra = Client(credentials, base_url=server.url)
        friend = ra.with_credentials(Credentials("Friend", "another-key"))
        with pytest.raises(ClientClosed, match="not open"):
            await friend.get_achievement_distribution(1)
        async with ra:
            await friend.get_achievement_distribution(1)
        with pytest.raises(ClientClosed, match="is closed"):
            await friend.get_achievement_distribution(1)


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
async def test_client_is_not_used_after_it_is_closed(
    call: Callable[[Client], Awaitable[Any]], transport: MemoryTransport, credentials: Credentials
) -> None:
    """Every way of asking says that the client is closed, and sends nothing."""
    ra = Client(credentials, transport=transport)
    async with ra:
        pass
    with pytest.raises(ClientClosed, match="closed"):
        await call(ra)
    assert transport.queries == []


async def test_client_can_be_opened_and_closed_without_a_block(
    transport: MemoryTransport, credentials: Credentials
) -> None:
    """`open` and `aclose` do what `async with` does; doing either twice changes nothing."""
    ra = Client(credentials, transport=transport)
    assert await ra.open() is ra
    assert await ra.open() is ra
    assert (await ra.get_achievement_distribution(5))[1] == 5
    await ra.aclose()
    await ra.aclose()
    with pytest.raises(ClientClosed):
        await ra.get_achievement_distribution(5)


async def test_closing_what_was_never_opened_is_fine(credentials: Credentials) -> None:
    """A client that nobody used closes without complaint."""
    await Client(credentials).aclose()


async def test_closed_client_does_not_open_again(transport: MemoryTransport, credentials: Credentials) -> None:
    """A client is used up by closing it."""
    ra = Client(credentials, transport=transport)
    async with ra:
        pass
    with pytest.raises(ClientClosed, match="again"):
        await ra.open()


async def test_exception_inside_the_block_is_kept(transport: MemoryTransport, credentials: Credentials) -> None:
    """Closing does not replace the error that ended the block."""

    async def use() -> None:
        async with Client(credentials, transport=transport) as ra:
            call = asyncio.ensure_future(ra.get_achievement_distribution(1))
            await transport.arrived(1)
            call.add_done_callback(asyncio.Future.exception)
            raise ZeroDivisionError

    transport.hold()
    with pytest.raises(ZeroDivisionError):
        await use()
    assert transport.in_flight == 0


async def test_closing_ends_calls_in_flight(ra: Client, transport: MemoryTransport, running_clock: FakeClock) -> None:
    """Callers are told that the client was closed; when `aclose` returns nothing is in flight."""
    transport.hold()
    calls = [asyncio.create_task(ra.get_achievement_distribution(game_id)) for game_id in range(1, 5)]
    await transport.arrived(4)
    await ra.aclose()
    assert transport.in_flight == 0
    outcomes = await asyncio.gather(*calls, return_exceptions=True)
    assert [type(outcome) for outcome in outcomes] == [ClientClosed] * 4
    assert running_clock.alarms == 0


async def test_closing_ends_calls_that_share_one_request(ra: Client, transport: MemoryTransport) -> None:
    """Followers of an identical call are told as well, and none of them sends in its place."""
    transport.hold()
    calls = [asyncio.create_task(ra.get_achievement_distribution(1)) for _ in range(3)]
    await transport.arrived(1)
    await ra.aclose()
    outcomes = await asyncio.gather(*calls, return_exceptions=True)
    assert [type(outcome) for outcome in outcomes] == [ClientClosed] * 3
    assert len(transport.queries) == 1


async def test_closing_ends_calls_that_wait_for_the_limit(credentials: Credentials, clock: FakeClock) -> None:
    """A call that has not been sent yet is never sent."""
    transport = MemoryTransport(lambda request: json_reply([]))
    async with Client(credentials, transport=transport, clock=clock, rate_limit=RateLimit(1, 100)) as ra:
        await ra.get_achievement_distribution(1)
        calls = [asyncio.create_task(ra.get_achievement_distribution(game_id)) for game_id in (2, 3)]
        await clock.settle()
        await ra.aclose()
        outcomes = await asyncio.gather(*calls, return_exceptions=True)
    assert [type(outcome) for outcome in outcomes] == [ClientClosed] * 2
    assert len(transport.queries) == 1
    assert clock.sleepers == 0


async def test_closing_ends_calls_that_wait_to_try_again(credentials: Credentials, clock: FakeClock) -> None:
    """A call in its backoff does not come back."""
    transport = MemoryTransport(lambda request: json_reply({}, 503))
    async with Client(credentials, transport=transport, clock=clock) as ra:
        call = asyncio.create_task(ra.get_achievement_distribution(1))
        await clock.settle()
        assert clock.sleepers == 1
        await ra.aclose()
        with pytest.raises(ClientClosed) as caught:
            await call
    assert caught.value.attempts == 1
    assert len(transport.queries) == 1
    assert clock.sleepers == 0


async def test_closing_ends_exchanges_on_the_wire(credentials: Credentials) -> None:
    """With a real server that keeps silent, closing returns at once and drops the connections."""
    async with FaultServer(raw_then_silence()) as server:
        async with Client(credentials, base_url=server.url, rate_limit=None) as ra:
            calls = [asyncio.create_task(ra.get_achievement_distribution(game_id)) for game_id in (1, 2, 3)]
            await server.received(3)
        outcomes = await asyncio.gather(*calls, return_exceptions=True)
        assert [type(outcome) for outcome in outcomes] == [ClientClosed] * 3
        assert await server.everybody_gone()


async def test_closing_drops_idle_connections(credentials: Credentials) -> None:
    """Connections that were kept for the next call do not outlive the client."""
    async with FaultServer(answer()) as server:
        async with Client(credentials, base_url=server.url) as ra:
            await ra.get_achievement_distribution(1)
            await ra.get_achievement_distribution(2)
            assert server.connections == 1
        assert await server.everybody_gone()


async def test_two_tasks_may_close_at_once(ra: Client, transport: MemoryTransport) -> None:
    """Both return when everything is gone."""
    transport.hold()
    call = asyncio.create_task(ra.get_achievement_distribution(1))
    await transport.arrived(1)
    await asyncio.gather(ra.aclose(), ra.aclose())
    assert transport.in_flight == 0
    with pytest.raises(ClientClosed):
        await call


async def test_caller_cancelled_while_the_client_closes_is_cancelled(ra: Client, transport: MemoryTransport) -> None:
    """A task that somebody cancelled ends as cancelled, whoever else ended its call."""
    transport.hold()
    call = asyncio.create_task(ra.get_achievement_distribution(1))
    await transport.arrived(1)
    closing = asyncio.create_task(ra.aclose())
    call.cancel()
    await closing
    with pytest.raises(asyncio.CancelledError):
        await call


async def test_borrowed_transport_stays_open(transport: MemoryTransport, credentials: Credentials) -> None:
    """A transport that was given is somebody else's to close."""
    async with Client(credentials, transport=transport):
        pass
    assert not transport.is_closed


def test_client_is_made_without_an_event_loop_and_used_in_one(transport: MemoryTransport) -> None:
    """Building a client needs no running loop; a later loop can use it."""
    ra = Client(Credentials("Tester", "key"), transport=transport)

    async def use() -> int:
        async with ra:
            return (await ra.get_achievement_distribution(3))[1]

    assert asyncio.run(use()) == 3


def test_client_with_its_own_transport_is_made_without_an_event_loop() -> None:
    """The same holds for the real transport, which opens nothing until it is used."""
    ra = Client(Credentials("Tester", "key"), base_url="http://127.0.0.1:9")
    asyncio.run(ra.aclose())


class StuckStore(MemoryStore):
    """A store that cannot be closed."""

    async def aclose(self) -> None:
        """Fail."""
        raise OSError("the disk is gone")


class StuckLimit(MemoryLimit):
    """A shared limit that cannot be closed."""

    async def aclose(self) -> None:
        """Close, and fail."""
        await super().aclose()
        raise OSError("the disk is gone")


STUCK: dict[str, Callable[[], dict[str, Any]]] = {
    "store of the cache": lambda: {"cache": CachePolicy(store=StuckStore())},
    "shared limit": lambda: {"rate_limit": RateLimits(shared=StuckLimit(FakeClock(), 1))},
}


@pytest.mark.parametrize("name", STUCK)
async def test_fault_of_closing_neither_hides_an_exception_nor_leaves_a_connection(
    name: str, credentials: Credentials, caplog: pytest.LogCaptureFixture
) -> None:
    """The exception of the block comes out, the connections are closed, and one warning tells the fault."""
    caplog.set_level(logging.WARNING, "retroach_async")

    async def fail_within(client: Client) -> None:
        async with client as ra:
            await ra.get_achievement_distribution(1)
            caplog.clear()
            raise LookupError("mine")

    async with FaultServer(answer()) as server:
        with pytest.raises(LookupError, match="mine") as caught:
            await fail_within(Client(credentials, base_url=server.url, **STUCK[name]()))
        assert await server.everybody_gone()
    assert caught.value.__context__ is None
    assert [record.getMessage() for record in caplog.records] == [f"the {name} could not be closed: OSError"]


@pytest.mark.parametrize("caller", ["client", "sibling"])
async def test_client_is_not_closed_from_within_its_own_call(caller: str, credentials: Credentials) -> None:
    """It would wait for itself: the call is told so, and the client stays open for others."""
    clients: list[Client] = []

    async def close_it(request: Request) -> Reply:
        if not transport.queries[1:]:
            await clients[0].aclose()
        return json_reply({"1": 5})

    transport = MemoryTransport(close_it)
    async with Client(credentials, transport=transport, retry=None) as ra:
        clients.append(ra)
        asks = ra if caller == "client" else ra.with_options(timeout=1)
        with pytest.raises(ConfigurationError, match="from within one of its own calls"):
            await asks.get_achievement_distribution(1)
        assert (await ra.get_achievement_distribution(1))[1] == 5
