"""Several users on one set of connections."""

from __future__ import annotations

import asyncio
import gc
import weakref

import pytest

from retroach_async import Client, ClientClosed, ConfigurationError, Credentials, RateLimit
from retroach_async.query import Reply
from retroach_async.testing import FakeClock, MemoryTransport, json_reply
from retroach_async.transport.protocol import Request
from tests.faults.server import FaultServer, answer

FRIEND = Credentials("Friend", "another-key")


async def test_friend_asks_with_own_key_over_the_same_connection(credentials: Credentials, canary: str) -> None:
    """Two users share the connection, and each request carries its own user's key."""
    async with FaultServer(answer()) as server, Client(credentials, base_url=server.url) as ra:
        friend = ra.with_credentials(FRIEND)
        await ra.get_achievement_distribution(1)
        await friend.get_achievement_distribution(1)
    assert server.connections == 1
    assert [request.params["y"] for request in server.requests] == [canary, "another-key"]
    assert [request.params["z"] for request in server.requests] == ["Tester", "Friend"]


async def test_friend_has_own_limits(credentials: Credentials, clock: FakeClock) -> None:
    """One user's full window does not hold up another user."""
    transport = MemoryTransport(lambda request: json_reply([]))
    async with Client(credentials, transport=transport, clock=clock, rate_limit=RateLimit(1, 10)) as ra:
        friend = ra.with_credentials(FRIEND)
        await ra.get_achievement_distribution(1)
        waiting = asyncio.create_task(ra.get_achievement_distribution(2))
        await friend.get_achievement_distribution(3)
        await clock.settle()
        assert not waiting.done()
        await clock.advance(11)
        assert (await waiting).total_players == 0


async def test_same_credentials_share_one_limit(credentials: Credentials, clock: FakeClock, canary: str) -> None:
    """Two clients of one user are one user to the server."""
    transport = MemoryTransport(lambda request: json_reply([]))
    async with Client(credentials, transport=transport, clock=clock, rate_limit=RateLimit(1, 10)) as ra:
        again = ra.with_credentials(Credentials("Tester", canary))
        await ra.get_achievement_distribution(1)
        waiting = asyncio.create_task(again.get_achievement_distribution(2))
        await clock.settle()
        assert len(transport.queries) == 1
        await clock.advance(11)
        await waiting


async def test_identical_calls_of_two_users_are_two_requests(credentials: Credentials) -> None:
    """Answers may differ by user, so they are never shared."""

    def by_user(request: Request) -> Reply:
        return json_reply({"1": len(request.credentials.username)})

    transport = MemoryTransport(by_user)
    transport.hold()
    async with Client(credentials, transport=transport) as ra:
        friend = ra.with_credentials(Credentials("Al", "another-key"))
        both = asyncio.gather(ra.get_achievement_distribution(1), friend.get_achievement_distribution(1))
        await transport.arrived(2)
        transport.release()
        assert [spread[1] for spread in await both] == [6, 2]


async def test_friend_closes_with_the_client(ra: Client, transport: MemoryTransport) -> None:
    """Closing the client ends its friends' calls and closes them."""
    friend = ra.with_credentials(FRIEND)
    transport.hold()
    call = asyncio.create_task(friend.get_achievement_distribution(1))
    await transport.arrived(1)
    await ra.aclose()
    assert transport.in_flight == 0
    with pytest.raises(ClientClosed):
        await call
    with pytest.raises(ClientClosed):
        await friend.get_achievement_distribution(1)


async def test_friend_of_a_friend_closes_with_the_client(ra: Client, transport: MemoryTransport) -> None:
    """However far the relation goes and whoever in between is forgotten, closing the client ends all."""
    friend = ra.with_credentials(FRIEND).with_credentials(Credentials("Third", "third-key"))
    gc.collect()
    transport.hold()
    call = asyncio.create_task(friend.get_achievement_distribution(1))
    await transport.arrived(1)
    try:
        await ra.aclose()
        assert transport.in_flight == 0
        with pytest.raises(ClientClosed):
            await call
    finally:
        call.cancel()


async def test_closing_a_friend_leaves_the_client_open(ra: Client, transport: MemoryTransport) -> None:
    """A friend's end is its own, although the connections are shared."""
    transport.hold()
    call = asyncio.create_task(ra.get_achievement_distribution(2))
    await transport.arrived(1)
    async with ra.with_credentials(FRIEND) as friend:
        pass
    with pytest.raises(ClientClosed):
        await friend.get_achievement_distribution(1)
    transport.release()
    assert (await call)[1] == 2


async def test_friend_of_a_real_client_closes_no_connection(credentials: Credentials) -> None:
    """The session stays open for the client that owns it."""
    async with FaultServer(answer()) as server, Client(credentials, base_url=server.url) as ra:
        async with ra.with_credentials(FRIEND) as friend:
            await friend.get_achievement_distribution(1)
        assert (await ra.get_achievement_distribution(1))[1] == 5
        assert server.connections == 1


async def test_friend_is_checked_like_a_client(ra: Client) -> None:
    """Something other than credentials is refused."""
    with pytest.raises(ConfigurationError, match="credentials"):
        ra.with_credentials("another-key")  # type: ignore[arg-type]


async def test_forgotten_friends_are_not_kept(ra: Client) -> None:
    """A server with many short-lived users does not collect their clients."""
    friends = [weakref.ref(ra.with_credentials(Credentials(f"User{number}", "key"))) for number in range(5)]
    gc.collect()
    assert [friend() for friend in friends] == [None] * 5


class BotClient(Client):
    """A client with something of its own."""

    greeting = "hello"


async def test_siblings_of_a_subclass_are_of_the_subclass(credentials: Credentials) -> None:
    """A program's own client stays one, for other users and with other options, and for their siblings too."""
    async with BotClient(credentials, transport=MemoryTransport([])) as ra:
        siblings = [ra.with_options(timeout=1), ra.with_credentials(FRIEND)]
        siblings += [sibling.with_options(cache="off") for sibling in siblings]
        assert [type(sibling) for sibling in siblings] == [BotClient] * 4
        assert {sibling.greeting for sibling in siblings} == {"hello"}
