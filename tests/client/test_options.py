"""The options from which a client is made."""

from __future__ import annotations

import asyncio
import copy
import pickle
from typing import Any

import pytest

from retroach_async import (
    Client,
    ConfigurationError,
    Credentials,
    InvalidRequest,
    Query,
    RateLimit,
    RateLimits,
    RetryPolicy,
    ServerError,
    TimedOut,
    Timeouts,
    __version__,
)
from retroach_async.testing import FakeClock, MemoryTransport, json_reply
from tests.faults.server import FaultServer, answer

WRONG_OPTIONS: dict[str, tuple[dict[str, Any], str]] = {
    "credentials as text": ({"credentials": "Tester"}, "credentials"),
    "credentials as a pair": ({"credentials": ("Tester", "key")}, "credentials"),
    "no concurrency": ({"concurrency": 0}, "concurrency"),
    "negative concurrency": ({"concurrency": -3}, "concurrency"),
    "no body": ({"max_body_bytes": 0}, "max_body_bytes"),
    "unknown place of the key": ({"key_in": "cookie"}, "key_in"),
    "line break in the user agent": ({"user_agent": "bot\r\nX-Evil: 1"}, "user_agent"),
    "session and transport": ({"session": lambda: None, "transport": MemoryTransport([])}, "session"),
    "no time at all": ({"timeout": 0}, "timeout"),
    "negative time": ({"timeout": -1.0}, "timeout"),
    "time that is not a number": ({"timeout": float("nan")}, "timeout"),
    "text for a time": ({"timeout": "10"}, "timeout"),
}


@pytest.mark.parametrize(("options", "parameter"), WRONG_OPTIONS.values(), ids=WRONG_OPTIONS)
def test_unusable_option_is_named(options: dict[str, Any], parameter: str, credentials: Credentials) -> None:
    """An option that cannot work is a ConfigurationError, at once and by its name."""
    with pytest.raises(ConfigurationError, match=parameter):
        Client(**{"credentials": credentials} | options)


@pytest.mark.parametrize(
    ("make", "parameter"),
    [
        (lambda: RateLimit(0, 1.0), "requests"),
        (lambda: RateLimit(1, 0.0), "seconds"),
        (lambda: RateLimit(1, -1.0), "seconds"),
        (lambda: RetryPolicy(attempts=0), "attempts"),
        (lambda: RetryPolicy(first_wait=-1.0), "first_wait"),
        (lambda: RetryPolicy(longest_wait=-1.0), "longest_wait"),
        (lambda: RetryPolicy(max_retry_after=-1.0), "max_retry_after"),
        (lambda: RetryPolicy(budget=-1), "budget"),
        (lambda: RetryPolicy(attempts=1.5), "attempts"),
        (lambda: RetryPolicy(budget=1.5), "budget"),
        (lambda: Timeouts(total=0.0), "total"),
        (lambda: Timeouts(connect=0.0), "connect"),
        (lambda: Timeouts(attempt=-1.0), "attempt"),
    ],
)
def test_unusable_policy_is_named(make: Any, parameter: str) -> None:
    """A policy that cannot work is a ValueError, at once and by its name."""
    with pytest.raises(ValueError, match=parameter):
        make()


def test_timeouts_without_a_total_are_allowed(credentials: Credentials) -> None:
    """None means no limit, and is not refused as a number would be."""
    assert "open" not in repr(Client(credentials, timeout=Timeouts(total=None)))


async def test_number_is_the_time_of_a_whole_call(credentials: Credentials, running_clock: FakeClock) -> None:
    """`timeout=5` bounds a call with all of its waits."""
    transport = MemoryTransport(lambda request: json_reply({}, 503))
    policy = RetryPolicy(attempts=100, first_wait=3.0)
    async with Client(credentials, transport=transport, clock=running_clock, timeout=5, retry=policy) as ra:
        with pytest.raises(ServerError):
            await ra.get_achievement_distribution(1)
    assert running_clock.monotonic() < 5


async def test_deadline_in_the_middle_of_an_exchange_is_told(credentials: Credentials, clock: FakeClock) -> None:
    """A call that is out of time says how long it was given and what it was doing."""
    transport = MemoryTransport([json_reply([])])
    transport.hold()
    async with Client(credentials, transport=transport, clock=clock, timeout=5) as ra:
        with pytest.raises(TimedOut, match=r"within 5 s; .* waiting for the answer") as caught:
            await _while_time_passes(ra.get_achievement_distribution(1), clock, 5.1)
    assert caught.value.attempts == 1
    assert caught.value.query == Query("v1", "API_GetAchievementDistribution.php", (("i", "1"),))


async def _while_time_passes(call: Any, clock: FakeClock, seconds: float) -> Any:
    task = asyncio.ensure_future(call)
    await clock.advance(seconds)
    return await task


async def test_no_retry_means_one_attempt(credentials: Credentials) -> None:
    """`retry=None` gives up at the first failure."""
    transport = MemoryTransport([json_reply({}, 503)])
    async with Client(credentials, transport=transport, retry=None) as ra:
        with pytest.raises(ServerError) as caught:
            await ra.get_achievement_distribution(1)
    assert caught.value.attempts == 1


async def test_no_rate_limit_means_no_wait(credentials: Credentials, clock: FakeClock) -> None:
    """`rate_limit=None` sends at once."""
    transport = MemoryTransport(lambda request: json_reply([]))
    async with Client(credentials, transport=transport, rate_limit=None, clock=clock) as ra:
        await ra.gather(ra.get_achievement_distribution, range(1, 500))
    assert clock.sleeps == []


async def test_one_rate_limit_holds_for_each_api(credentials: Credentials, running_clock: FakeClock) -> None:
    """A single `RateLimit` is V1's and V2's, each counting for itself."""
    health = {"status": "ok"}
    transport = MemoryTransport(lambda request: json_reply([] if request.query.api == "v1" else health))
    limit = RateLimit(2, 10)
    async with Client(credentials, transport=transport, rate_limit=limit, clock=running_clock) as ra:
        for _ in range(2):
            await ra.fetch(Query("v1", "API_GetGame.php"))
            await ra.fetch(Query("v2", "health"))
        assert running_clock.sleeps == []
        await ra.fetch(Query("v1", "API_GetGame.php"))
    assert running_clock.monotonic() >= 10


async def test_each_api_may_have_a_limit_of_its_own(credentials: Credentials, running_clock: FakeClock) -> None:
    """`RateLimits` names them, and None is no limit."""
    transport = MemoryTransport(lambda request: json_reply([]))
    limits = RateLimits(v1=None, v2=RateLimit(1, 60))
    async with Client(credentials, transport=transport, rate_limit=limits, clock=running_clock) as ra:
        for _ in range(50):
            await ra.fetch(Query("v1", "API_GetGame.php"))
        await ra.fetch(Query("v2", "health"))
        assert running_clock.sleeps == []
        await ra.fetch(Query("v2", "health"))
    assert running_clock.monotonic() >= 60


async def test_server_is_told_who_asks(credentials: Credentials) -> None:
    """The user agent names the library, and the program behind it; JSON is asked for."""
    async with (
        FaultServer(answer()) as server,
        Client(credentials, base_url=server.url, user_agent="my-bot/1.2") as ra,
    ):
        await ra.get_achievement_distribution(1)
        await ra.fetch(Query("v2", "health"))
    for request in server.requests:
        assert request.headers["user-agent"].startswith(f"retroach_async/{__version__} ")
        assert request.headers["user-agent"].endswith(" my-bot/1.2")
    assert server.requests[0].headers["accept"] == "application/json"
    assert server.requests[1].headers["accept"].startswith("application/vnd.api+json")
    assert [request.path for request in server.requests] == ["/API_GetAchievementDistribution.php", "/v2/health"]


async def test_body_larger_than_allowed_is_refused(credentials: Credentials) -> None:
    """`max_body_bytes` bounds what is read into memory."""
    async with FaultServer(answer(200, ["x" * 2000])) as server:
        async with Client(credentials, base_url=server.url, max_body_bytes=1000) as ra:
            with pytest.raises(Exception, match="larger than 1000 bytes"):
                await ra.get_achievement_distribution(1)
        async with Client(credentials, base_url=server.url, max_body_bytes=3000) as ra:
            assert (await ra.fetch(Query("v1", "API_GetGame.php"))).json() == ["x" * 2000]


# Where the two APIs live


@pytest.mark.parametrize(
    ("environment", "options", "expected"),
    [
        ({}, {}, ("https://retroachievements.org/API", "https://api.retroachievements.org/v2")),
        ({"BASE_URL": "http://localhost:7/API/"}, {}, ("http://localhost:7/API", "http://localhost:7/v2")),
        ({}, {"base_url": "https://ra.example/x/API"}, ("https://ra.example/x/API", "https://ra.example/v2")),
        (
            {"BASE_URL": "https://a.example"},
            {"base_url": "https://b.example"},
            ("https://b.example", "https://b.example/v2"),
        ),
        ({"V2_BASE_URL": "https://c.example"}, {}, ("https://retroachievements.org/API", "https://c.example")),
        (
            {"V2_BASE_URL": "https://a.example"},
            {"v2_base_url": "https://b.example/v2"},
            ("https://retroachievements.org/API", "https://b.example/v2"),
        ),
    ],
)
async def test_addresses_come_from_the_option_or_the_environment(
    environment: dict[str, str],
    options: dict[str, Any],
    expected: tuple[str, str],
    credentials: Credentials,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """An option beats the environment, and V2 is looked for where V1 is unless somebody says otherwise."""
    for name, text in environment.items():
        monkeypatch.setenv(f"RETROACHIEVEMENTS_{name}", text)
    seen: dict[str, str] = {}

    def answered(request: Any) -> Any:
        seen[request.query.api] = request.site.base_url
        return json_reply([])

    async with Client(credentials, transport=MemoryTransport(answered), **options) as ra:
        await ra.fetch(Query("v1", "API_GetGame.php"))
        await ra.fetch(Query("v2", "health"))
    assert (seen["v1"], seen["v2"]) == expected


@pytest.mark.parametrize("name", ["BASE_URL", "V2_BASE_URL"])
def test_wrong_address_in_the_environment_is_named(
    name: str, credentials: Credentials, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An unsafe address is refused wherever it comes from."""
    monkeypatch.setenv(f"RETROACHIEVEMENTS_{name}", "http://example.org")
    with pytest.raises(ConfigurationError, match=f"^RETROACHIEVEMENTS_{name} "):
        Client(credentials)


async def test_credentials_come_from_the_environment(monkeypatch: pytest.MonkeyPatch, canary: str) -> None:
    """Without credentials a client reads the two variables."""
    monkeypatch.setenv("RETROACHIEVEMENTS_API_KEY", canary)
    monkeypatch.setenv("RETROACHIEVEMENTS_USERNAME", "Somebody")
    async with FaultServer(answer()) as server, Client(base_url=server.url) as ra:
        await ra.get_achievement_distribution(1)
    assert server.requests[0].params == {"i": "1", "z": "Somebody", "y": canary}


async def test_username_may_be_missing(monkeypatch: pytest.MonkeyPatch, canary: str) -> None:
    """The key alone is enough, as the server does not read the name."""
    monkeypatch.setenv("RETROACHIEVEMENTS_API_KEY", canary)
    async with FaultServer(answer()) as server, Client(base_url=server.url) as ra:
        await ra.get_achievement_distribution(1)
    assert server.requests[0].params == {"i": "1", "y": canary}


# Calls that nobody declared


async def test_fetch_gives_the_reply_as_it_came(credentials: Credentials) -> None:
    """An undeclared endpoint goes through the same tower, and its parsed JSON is in the reply."""
    async with (
        FaultServer(answer(503, {}), answer(200, {"Anything": [1]})) as server,
        Client(credentials, base_url=server.url, clock=FakeClock(auto=True)) as ra,
    ):
        reply = await ra.fetch(Query("v1", "API_New.php", (("a b", "c&d"), ("e[]", "ü"))))
    assert (reply.status, reply.json(), reply.body) == (200, {"Anything": [1]}, b'{"Anything": [1]}')
    request = server.requests[1]
    assert request.path == "/API_New.php"
    assert {name: text for name, text in request.params.items() if name not in "yz"} == {"a b": "c&d", "e[]": "ü"}


@pytest.mark.parametrize(
    "path",
    ["", "/", "../API", "a/../b", "a//b", "/a", "a?b=1", "a#b", "a b", "//host", "http://host/", "a\r\nb", "a%2fb"],
)
async def test_fetch_stays_below_the_api(path: str, credentials: Credentials) -> None:
    """A path that leads elsewhere is refused before anything is sent."""
    transport = MemoryTransport([])
    async with Client(credentials, transport=transport) as ra:
        with pytest.raises(InvalidRequest, match="path"):
            await ra.fetch(Query("v1", path))
    assert transport.queries == []


# What a client is not


def test_client_does_not_pickle_or_copy(credentials: Credentials) -> None:
    """A client holds connections and a key, so it neither pickles nor copies, and says what to do instead."""
    ra = Client(credentials)
    for duplicate in (pickle.dumps, copy.copy, copy.deepcopy):
        with pytest.raises(TypeError, match="other process"):
            duplicate(ra)


def test_client_prints_as_whose_and_where(credentials: Credentials) -> None:
    """Its repr says whose it is, where it goes and whether it is open."""
    text = repr(Client(credentials, base_url="http://localhost:7/API"))
    assert text == "<Client of 'Tester' at http://localhost:7/API, new>"
