"""V2's limit belongs to an account, V1's to a key, and a cache to nobody else."""

from __future__ import annotations

import asyncio

import pytest

from retroach_async import CachePolicy, Client, Credentials, OAuthToken, RateLimit, RateLimits
from retroach_async.oauth import Credential
from retroach_async.query import Reply
from retroach_async.testing import FakeClock, MemoryTransport, json_reply
from retroach_async.transport.protocol import Request
from tests.private import PrivateClient
from tests.transport.renewing import DISTRIBUTION, Server, ask
from tests.transport.together import MemoryLimit

KEY, TOKEN = "a-key", "a-token"

ONE_ACCOUNT: dict[str, tuple[Credential, Credential]] = {
    "a key and a token": (Credentials("Max", KEY), OAuthToken(TOKEN, username="max")),
    "a token and a key": (OAuthToken(TOKEN, username="MAX"), Credentials("Max", KEY)),
    "two keys": (Credentials("Max", KEY), Credentials("Max", "another")),
    "names with space around them": (Credentials(" Max", KEY), OAuthToken(TOKEN, username="MAX ")),
    "two tokens": (OAuthToken(TOKEN, username="Max"), OAuthToken("another", username="Max")),
    "one key without a name": (Credentials("", KEY), Credentials("Max", KEY)),
    "one key whose name came first": (Credentials("Max", KEY), Credentials("", KEY)),
    "one token that says more": (OAuthToken(TOKEN), OAuthToken(TOKEN, scopes=["data:read"])),
}
TWO_ACCOUNTS: dict[str, tuple[Credential, Credential]] = {
    "two names": (Credentials("Max", KEY), OAuthToken(TOKEN, username="Moritz")),
    "no names": (Credentials("", KEY), OAuthToken(TOKEN)),
    "names of space alone": (Credentials(" ", KEY), OAuthToken(TOKEN, username=" ")),
    "one name": (Credentials("Max", KEY), OAuthToken(TOKEN)),
}


def client(first: Credential, clock: FakeClock) -> Client:
    """A client whose limits are one request in ten seconds, for each API."""
    transport = MemoryTransport(lambda request: json_reply(DISTRIBUTION if request.query.api == "v2" else {}))
    limits = RateLimits(v1=RateLimit(1, 10.0), v2=RateLimit(1, 10.0))
    return Client(first, transport=transport, clock=clock, rate_limit=limits)


@pytest.mark.parametrize(("first", "second"), ONE_ACCOUNT.values(), ids=ONE_ACCOUNT)
async def test_one_account_has_one_limit_in_v2(first: Credential, second: Credential, clock: FakeClock) -> None:
    """The server counts the requests of an account, however they prove whose they are."""
    async with client(first, clock) as ra:
        other = ra.with_credentials(second)
        await ask(ra, 1)
        waiting = asyncio.create_task(ask(other, 2))
        await clock.advance(9.9)
        assert not waiting.done()
        await clock.advance(0.2)
        await waiting


@pytest.mark.parametrize(("first", "second"), TWO_ACCOUNTS.values(), ids=TWO_ACCOUNTS)
async def test_accounts_that_are_not_known_to_be_one_have_two(
    first: Credential, second: Credential, clock: FakeClock
) -> None:
    """One user's full window does not hold up another user."""
    async with client(first, clock) as ra:
        await ask(ra, 1)
        await ask(ra.with_credentials(second), 2)
    assert clock.sleeps == []


async def test_v1_counts_each_key(clock: FakeClock) -> None:
    """Two keys have two limits in V1, although one name comes with both."""
    async with client(Credentials("Max", KEY), clock) as ra:
        await ra.get_achievement_distribution(1)
        await ra.with_credentials(Credentials("Max", "another")).get_achievement_distribution(2)
    assert clock.sleeps == []


async def test_refreshed_token_keeps_its_limit(clock: FakeClock) -> None:
    """A new token begins no new window, for an account that nobody has named either."""
    server = Server()
    options = {"transport": server.transport, "clock": clock, "rate_limit": RateLimit(2, 10.0)}
    async with Client(server.token(), **options) as ra:
        await ask(ra, 1)
        waiting = asyncio.create_task(ask(ra, 2))
        await clock.advance(9.9)
        assert server.carried == ["old", "new"]
        await clock.advance(0.2)
        await waiting


async def test_cache_is_not_shared_by_a_name(clock: FakeClock) -> None:
    """Whoever claims somebody's name gets nothing of what that one may see; each has what was kept for it alone."""
    transport = MemoryTransport(lambda request: json_reply({"status": "ok", "timestamp": "2026-01-01T00:00:00+00:00"}))
    token = OAuthToken(TOKEN, username="Max")
    async with PrivateClient(token, transport=transport, clock=clock, cache=CachePolicy()) as ra:
        for credentials in (token, Credentials("Max", KEY), OAuthToken("another", username="Max")) * 2:
            await ra.with_credentials(credentials).private.kept_health()
    assert len(transport.queries) == 3


async def test_refreshed_token_keeps_its_cache(clock: FakeClock) -> None:
    """What was kept for a token is there for the token that follows upon it."""
    sent: list[str] = []

    def answer(request: Request) -> Reply:
        sent.append(request.credentials.secret.reveal())
        is_good = sent[-1] == "new" or len(sent) == 1
        return json_reply({"status": "ok", "timestamp": "2026-01-01T00:00:00+00:00"}, 200 if is_good else 401)

    token = OAuthToken("old", refresh=lambda: "new")
    options = {"transport": MemoryTransport(answer), "clock": clock, "cache": CachePolicy(), "rate_limit": None}
    async with PrivateClient(token, **options) as ra:
        await ra.private.kept_health()
        await ra.v2.health()
        await ra.private.kept_health()
    assert sent == ["old", "old", "new"]


async def test_processes_share_the_limit_of_an_account(clock: FakeClock) -> None:
    """A limit that processes share hears one name for an account, and neither the key nor the user's name."""
    shared = MemoryLimit(clock, 1)
    transport = MemoryTransport(lambda request: json_reply(DISTRIBUTION))
    for credentials in (Credentials("Max", KEY), OAuthToken(TOKEN, username="max")):
        limits = RateLimits(shared=shared)
        async with Client(credentials, transport=transport, clock=clock, rate_limit=limits) as ra:
            await ask(ra)
    assert len(shared.asked) == 2
    (name,) = shared.logs
    assert not any(word in name.lower() for word in ("max", KEY, TOKEN))
