"""The limiter: a window that the first hit opens."""

from __future__ import annotations

import pytest

from retroach_async import Client, Credentials, OAuthToken, RateLimited
from retroach_async.emulator import Emulator, RateRule, World
from retroach_async.emulator.limiter import Limiter
from retroach_async.testing import FakeClock
from tests.emulator.conftest import Get


def test_so_many_are_allowed() -> None:
    """The hits count down, then everything is refused."""
    limiter = Limiter(RateRule(3, 60), FakeClock())
    verdicts = [limiter.hit("key") for _ in range(5)]
    assert [verdict.allowed for verdict in verdicts] == [True, True, True, False, False]
    assert [verdict.headers["X-RateLimit-Remaining"] for verdict in verdicts] == ["2", "1", "0", "0", "0"]
    assert {verdict.headers["X-RateLimit-Limit"] for verdict in verdicts} == {"3"}


async def test_the_window_is_opened_by_the_first_hit() -> None:
    """It does not slide: all of its hits are forgotten at once, a whole window after the first."""
    clock = FakeClock()
    limiter = Limiter(RateRule(2, 60), clock)
    assert limiter.hit("key").allowed
    await clock.advance(59)
    assert limiter.hit("key").allowed
    await clock.advance(0.9)
    assert not limiter.hit("key").allowed
    await clock.advance(0.1)
    assert [limiter.hit("key").allowed for _ in range(3)] == [True, True, False]


async def test_a_refusal_says_how_long() -> None:
    """Whole seconds, rounded up, at least one, and the moment on the wall clock."""
    clock = FakeClock(start=1_000_000.0)
    limiter = Limiter(RateRule(1, 60), clock)
    limiter.hit("key")
    await clock.advance(10.5)
    first = limiter.hit("key").headers
    await clock.advance(49.4)
    last = limiter.hit("key").headers
    assert (first["Retry-After"], first["X-RateLimit-Reset"]) == ("50", "1000061")
    assert last["Retry-After"] == "1"


def test_a_refusal_may_say_nothing() -> None:
    """A rule can keep the wait to itself, as the site's V2 does."""
    limiter = Limiter(RateRule(1, 60, tells_wait=False), FakeClock())
    limiter.hit("key")
    assert limiter.hit("key").headers == {}


@pytest.mark.parametrize(
    ("rule", "site", "tells"), [(None, True, True), (None, False, False), (True, False, True), (False, True, False)]
)
def test_a_rule_without_a_word_does_as_the_site(rule: bool | None, site: bool, tells: bool) -> None:
    """The rule decides if it says anything, otherwise the way of the API that was asked."""
    limiter = Limiter(RateRule(1, 60, tells_wait=rule), FakeClock())
    limiter.hit("key", tells_wait=site)
    assert ("Retry-After" in limiter.hit("key", tells_wait=site).headers) == tells


@pytest.mark.parametrize(("rule", "tells"), [(RateRule(1, 60), False), (RateRule(1, 60, tells_wait=True), True)])
async def test_v2_says_nothing_unless_it_is_told_to(
    rule: RateRule, tells: bool, world: World, get: Get, clock: FakeClock
) -> None:
    """V1's refusal has its four headers; V2's has none of them, unless the rule wants them."""
    names = {"Retry-After", "X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset"}
    async with Emulator(world=world, limit=rule, clock=clock) as emulator:
        v1, v2 = f"{emulator.base_url}/API_GetGame.php", f"{emulator.v2_base_url}/health"
        first = [await get(v1, y="key", i="1") for _ in range(2)]
        second = [await get(v2, {"X-API-Key": "key"}) for _ in range(2)]
    assert [answered.status for answered in (*first, *second)] == [200, 429] * 2
    assert names & set(first[1].headers) == names
    assert names & set(second[1].headers) == (names if tells else set())
    assert second[0].headers["X-RateLimit-Remaining"] == "0"


def test_every_key_has_its_own_window() -> None:
    """One key's hits are nothing to another."""
    limiter = Limiter(RateRule(1, 60), FakeClock())
    assert limiter.hit("one").allowed
    assert limiter.hit("other").allowed
    assert not limiter.hit("one").allowed


@pytest.mark.parametrize(("requests", "seconds"), [(0, 1.0), (1, 0.0)])
def test_a_rule_must_make_sense(requests: int, seconds: float) -> None:
    """No rule without a request or without time."""
    with pytest.raises(ValueError, match="must be"):
        RateRule(requests, seconds)


async def test_the_server_refuses_and_counts(world: World, get: Get, clock: FakeClock) -> None:
    """The third of two is 429 with every header; the next window is open again."""
    async with Emulator(world=world, limit=RateRule(2, 60), clock=clock) as emulator:
        url = f"{emulator.base_url}/API_GetGame.php"
        answers = [await get(url, i="1", y="key") for _ in range(3)]
        await clock.advance(60)
        later = await get(url, i="1", y="key")
    assert [answered.status for answered in answers] == [200, 200, 429]
    assert [answered.headers["X-RateLimit-Remaining"] for answered in answers] == ["1", "0", "0"]
    assert answers[2].headers["Retry-After"] == "60"
    assert answers[2].body["errors"][0]["code"] == "too_many_requests"
    assert later.status == 200
    assert (emulator.requests, emulator.rejected) == (4, 1)


async def test_failures_count_but_strangers_do_not(world: World, get: Get, clock: FakeClock) -> None:
    """A wrong argument costs a hit; a missing key is stopped before the limiter."""
    async with Emulator(world=world, limit=RateRule(1, 60), clock=clock) as emulator:
        url = f"{emulator.base_url}/API_GetGameExtended.php"
        answers = [await get(url), await get(url), await get(url, y="key"), await get(url, y="key", i="1")]
    assert [answered.status for answered in answers] == [401, 401, 422, 429]
    assert "X-RateLimit-Limit" not in answers[0].headers
    assert answers[2].headers["X-RateLimit-Remaining"] == "0"


async def test_the_two_apis_have_their_own_windows(world: World, get: Get, clock: FakeClock) -> None:
    """Requests that V1 has used up are still left for V2."""
    async with Emulator(world=world, limit=RateRule(1, 60), clock=clock) as emulator:
        first = await get(f"{emulator.base_url}/API_GetGame.php", y="key")
        second = await get(f"{emulator.v2_base_url}/health", {"X-API-Key": "key"})
        third = await get(f"{emulator.v2_base_url}/health", {"X-API-Key": "key"})
    assert [first.status, second.status, third.status] == [200, 200, 429]


async def test_client_waits_out_a_refusal_without_a_word(world: World, running_clock: FakeClock) -> None:
    """As on the site: the key has used up V2's minute, so the token of the same account waits for the next one."""
    async with Emulator(world=world, limit=RateRule(60, 60), clock=running_clock) as emulator:
        options = {"base_url": emulator.base_url, "clock": running_clock}
        async with Client(Credentials("Scott", "key"), rate_limit=None, **options) as other:
            for _ in range(60):
                await other.v2.health()
        token = OAuthToken(emulator.token("MaxMilyin"))
        async with Client(token, **options) as ra:
            with pytest.raises(RateLimited) as caught:
                await ra.with_options(timeout=60).v2.health()
            assert caught.value.retry_after == 61.0
            assert running_clock.monotonic() == 0
            assert (await ra.v2.health()).status == "ok"
            assert 61.0 <= running_clock.monotonic() < 62.0
    assert (emulator.requests, emulator.rejected) == (62, 1)
