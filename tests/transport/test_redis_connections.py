"""Whose connections a limit that is kept by Redis uses, and what a client makes of it."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator
from typing import Any

import pytest
from fakeredis import FakeAsyncRedis
from redis.asyncio import Redis

from retroach_async import (
    Client,
    ConfigurationError,
    Credentials,
    RateLimit,
    RateLimited,
    RateLimits,
    RedisLimit,
    RetryPolicy,
)
from retroach_async.testing import FakeClock, MemoryTransport, json_reply
from tests.faults.leaks import assert_unseen, everything_said, everything_shown_by
from tests.transport.resp import PASSWORD, RespServer, old_server, take


@pytest.fixture
async def server() -> AsyncIterator[RespServer]:
    """A server in the event loop of the test."""
    async with old_server() as resp:
        yield resp


# Whose connections


async def test_own_connection_is_made_when_it_is_needed_and_closed(server: RespServer) -> None:
    """Building it connects to nothing; closing twice is fine, and used again it connects again."""
    limit = RedisLimit(server.url, processes=2)
    assert server.heard == []
    await limit.aclose()
    for _ in range(2):
        assert (await take(limit)).wait == 0.0
        assert server.connections == 1
        assert [b"AUTH", PASSWORD.encode()] in server.heard
        await limit.aclose()
        await limit.aclose()
    assert server.scripts() == [b"EVALSHA", b"EVAL", b"EVALSHA"]


async def test_many_keys_use_few_connections(server: RespServer) -> None:
    """However many ask at once."""
    limit = RedisLimit(server.url, processes=2)
    await asyncio.gather(*(limit.take(f"v1:{number}", "a", 1, 1.0, restart=False) for number in range(100)))
    assert server.connections <= 10
    await limit.aclose()


async def test_closing_waits_for_nobody_and_hurts_nobody(server: RespServer) -> None:
    """A question that another client has asked is still answered, and then the connection is closed."""
    limit = RedisLimit(server.url, processes=2)
    await take(limit)
    server.answering.clear()
    asking = asyncio.create_task(take(limit))
    await server.hears()
    await limit.aclose()
    assert server.connections == 1
    server.answering.set()
    assert (await asking).wait == 0.0


async def test_connection_that_was_lost_meanwhile_is_made_again(server: RespServer) -> None:
    """A restart between two questions is not noticed."""
    limit = RedisLimit(server.url, processes=2)
    await take(limit)
    await server.disconnect()
    assert (await take(limit)).wait == 0.0
    server.hang_ups = 1
    assert (await take(limit)).wait == 0.0
    assert (await take(limit)).wait > 0
    await limit.aclose()


async def test_cancelled_question_spoils_no_later_one(server: RespServer) -> None:
    """Its answer is not taken for that of the next."""
    limit = RedisLimit(server.url, processes=2)
    await take(limit)
    server.answering.clear()
    asking = asyncio.create_task(take(limit))
    await server.hears()
    asking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asking
    server.answering.set()
    other = await limit.take("v1:other", "a", 9, 1.0, restart=False)
    assert other.wait == 0.0
    await limit.aclose()


async def test_borrowed_client_is_never_closed(server: RespServer) -> None:
    """It belongs to somebody else, who goes on with it."""
    async with Redis.from_url(server.url, protocol=2) as redis:
        await redis.ping()  # it looks up its version in the file system
        limit = RedisLimit(redis, processes=4)
        await take(limit)
        await limit.aclose()
        assert server.connections == 1
        assert (await take(limit)).wait == 0.0


# As a client uses it


async def test_clients_share_a_limit_and_a_refusal(server: RespServer, canary: str, clock: FakeClock) -> None:
    """Clients share one count and one refusal; nobody sees the key, and the password is only in the AUTH command."""
    replies = [json_reply([])] * 3 + [json_reply({}, 429, {"Retry-After": "50"})]
    transport = MemoryTransport(replies)
    with everything_said() as said:
        options: dict[str, Any] = {"transport": transport, "clock": clock, "retry": RetryPolicy(attempts=1)}
        shared = RedisLimit(server.url, processes=1)
        limits = RateLimits(v1=RateLimit(4, 100.0), shared=shared)
        first = await Client(Credentials("Me", canary), rate_limit=limits, **options).open()
        second = await Client(Credentials("Me", canary), rate_limit=limits, **options).open()
        for game_id in (1, 2):
            await first.get_achievement_distribution(game_id)
        await second.get_achievement_distribution(3)
        with pytest.raises(Exception, match="429"):
            await second.get_achievement_distribution(4)
        answers = [await shared.take(name, "a", 9, 1.0, restart=False) for name in names(server)]
        assert [answer.wait for answer in answers] == [pytest.approx(50, abs=5)]
        await first.aclose()
        await second.aclose()
        texts = [*said(), repr(shared), repr(limits), repr(first), *map(repr, server.heard)]
    assert_unseen(canary, texts)
    assert_unseen(PASSWORD, [text for text in texts if "AUTH" not in text])


def names(server: RespServer) -> set[str]:
    """The names of the limits that were asked."""
    keys = {command[3].decode() for command in server.heard if command[0].startswith(b"EVAL")}
    return {key.removeprefix("{retroach_async}:") for key in keys}


async def test_silent_server_delays_a_call_by_a_window(server: RespServer, clock: FakeClock) -> None:
    """Then the call goes on with its share, and when the server answers again it is asked again."""
    server.answering.clear()
    limits = RateLimits(v1=RateLimit(4, 100.0), shared=RedisLimit(server.url, processes=2))
    transport = MemoryTransport(lambda request: json_reply([]))
    options: dict[str, Any] = {"transport": transport, "clock": clock, "timeout": 1000}
    async with Client(Credentials("Me", "key"), rate_limit=limits, **options) as ra:
        call = asyncio.create_task(ra.get_achievement_distribution(1))
        await server.hears()
        while not call.done():
            await clock.advance(1)
        await call
        assert 102 <= clock.monotonic() <= 130
        server.answering.set()
        await clock.advance(5)
        await ra.get_achievement_distribution(2)
        assert b"EVAL" in server.scripts()


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("redis://:{}@127.0.0.1:1/0", "127.0.0.1:1"),
        ("redis://{}:{}@127.0.0.1:1?db=2", "127.0.0.1:1"),
        ("unix://user:{}@/no-such-folder/socket", "/no-such-folder/socket"),
    ],
)
async def test_server_that_is_down_is_named_without_the_password(address: str, place: str, clock: FakeClock) -> None:
    """The warning has the place and the kind of the problem, and the error the kind alone."""
    shared = RedisLimit(*(address.format(text, text) for text in hidden(PASSWORD)), processes=2, when_down="raise")
    options: dict[str, Any] = {"transport": MemoryTransport([]), "clock": clock}
    with everything_said() as said:
        async with Client(Credentials("Me", "key"), rate_limit=RateLimits(shared=shared), **options) as ra:
            with pytest.raises(RateLimited) as caught:
                await ra.get_achievement_distribution(1)
        texts = [*said(), repr(shared), *everything_shown_by(caught.value)]
    assert_unseen(PASSWORD, texts)
    assert "the shared rate limit cannot be asked: ConnectionError (" in str(caught.value)
    warning = f"the shared rate limit at {place} does not work and is left alone for 5 s: ConnectionError ("
    assert any(warning in text for text in texts)
    assert place not in str(caught.value)


@pytest.mark.parametrize("address", ["redis://{}/and@127.0.0.1:1", "redis://{}?and@127.0.0.1", "redis://{}#@127.0.0.1"])
def test_password_that_looks_like_a_host_is_not_told(address: str) -> None:
    """A slash in it ends the host, so the host is the beginning of the password."""
    assert RedisLimit(address.format(PASSWORD), processes=2).address == ""


def test_borrowed_client_has_no_address() -> None:
    """Nobody knows where the password of somebody else's client stands."""
    assert RedisLimit(FakeAsyncRedis(), processes=2).address == ""


# What is refused


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        ({"processes": 0}, "processes must be a whole number of at least 1"),
        ({"processes": 1.5}, "processes must be a whole number"),
        ({"processes": True}, "processes must be a whole number"),
        ({"processes": 2, "when_down": "wait"}, "when_down must be"),
        ({"processes": 2, "prefix": "a\nb"}, "prefix must be printable"),
        ({"processes": 2, "prefix": b"a"}, "prefix must be printable"),
    ],
)
async def test_option_that_cannot_be_right_is_refused(options: dict[str, Any], reason: str) -> None:
    """By its name, when the limit is made."""
    with pytest.raises(ConfigurationError, match=reason):
        RedisLimit("redis://localhost", **options)


@pytest.mark.parametrize("server", ["http", "redis", "redis://h:port/0?socket_timeout=", "redis://h?unknown=1&x="])
def test_address_that_cannot_be_right_is_refused_unseen(server: str) -> None:
    """The error says what an address looks like and shows nothing of this one, not even in its traceback."""
    address = server.replace("://", f"://:{PASSWORD}@", 1) if "://" in server else f"{server}:{PASSWORD}@host"
    with pytest.raises(ConfigurationError, match="server is not an address") as caught:
        RedisLimit(*hidden(address), processes=2)
    assert caught.value.__cause__ is caught.value.__context__ is None
    error = caught.value.with_traceback(caught.value.__traceback__ and caught.value.__traceback__.tb_next)
    assert_unseen(PASSWORD, everything_shown_by(error))


def hidden(address: str) -> list[str]:
    """The address in a list, so that the test itself does not show it by its name."""
    return [address]


@pytest.mark.parametrize("server", [None, object(), 6379, FakeAsyncRedis])
def test_what_is_no_client_is_refused(server: Any) -> None:
    """A client that blocks, a class and anything else."""
    with pytest.raises(ConfigurationError, match="server must be a URL"):
        RedisLimit(server, processes=2)


def test_missing_library_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without redis-py the limit says which extra brings it."""
    monkeypatch.setitem(sys.modules, "redis.asyncio", None)
    with pytest.raises(ConfigurationError, match=r"retroach_async\[redis\]") as caught:
        RedisLimit("redis://localhost", processes=2)
    assert caught.value.__context__ is None
