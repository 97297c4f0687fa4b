"""Failing on purpose."""

from __future__ import annotations

import asyncio

import aiohttp
import pytest

from retroach_async import Client, Credentials, DecodeError
from retroach_async.emulator import Emulator, Fault, World
from retroach_async.testing import FakeClock
from tests.emulator.conftest import Get


def url_of(emulator: Emulator) -> str:
    """The address of something that always has an answer."""
    return f"{emulator.base_url}/API_GetGame.php?i=1&y=key"


@pytest.mark.parametrize(
    ("fault", "status"), [(Fault.SERVER_ERROR, 500), (Fault.UNAVAILABLE, 503), (Fault.RATE_LIMITED, 429)]
)
async def test_failing_statuses(emulator: Emulator, get: Get, fault: Fault, status: int) -> None:
    """The server can be unwell in three ways, once each."""
    emulator.inject(fault)
    first, second = await get(url_of(emulator)), await get(url_of(emulator))
    assert (first.status, second.status) == (status, 200)
    assert ("Retry-After" in first.headers) == (status == 429)


async def test_a_crash_has_the_body_of_its_api(emulator: Emulator, get: Get) -> None:
    """V1 says one sentence, and so does V2 below its bare prefix; below the long one it gives an error document."""
    emulator.inject(Fault.SERVER_ERROR, times=3)
    v1 = await get(url_of(emulator))
    bare, v2 = [
        await get(f"{emulator.base_url.removesuffix('/API')}{prefix}/health", {"X-API-Key": "key"})
        for prefix in ("/v2", "/api/v2")
    ]
    assert v1.body == bare.body == {"message": "Server Error"}
    assert v2.body["errors"] == [{"status": "500", "code": "internal_server_error", "title": "Server Error"}]


async def test_a_page_instead_of_json(emulator: Emulator, get: Get) -> None:
    """HTML comes with 200, as a shield in front of a site sends it."""
    emulator.inject(Fault.HTML)
    answered = await get(url_of(emulator))
    assert answered.status == 200
    assert answered.headers["Content-Type"].startswith("text/html")
    assert answered.text.startswith("<!DOCTYPE html>")


async def test_a_dropped_connection(emulator: Emulator, get: Get) -> None:
    """There is no answer at all; aiohttp asks once more by itself, in vain."""
    emulator.inject(Fault.DROP, times=2)
    with pytest.raises(aiohttp.ClientConnectionError):
        await get(url_of(emulator))


async def test_a_truncated_body(emulator: Emulator, get: Get) -> None:
    """Less arrives than was promised."""
    emulator.inject(Fault.TRUNCATE)
    with pytest.raises(aiohttp.ClientPayloadError):
        await get(url_of(emulator))


async def test_a_slow_answer_is_good(world: World, get: Get, running_clock: FakeClock) -> None:
    """It comes late, by the emulator's clock, and whole."""
    async with Emulator(world=world, clock=running_clock) as emulator:
        emulator.inject(Fault.SLOW, seconds=12.5)
        answered = await get(url_of(emulator))
    assert answered.body["Title"] == world.games[1].title
    assert running_clock.sleeps == [12.5]


async def test_so_many_times(emulator: Emulator, get: Get) -> None:
    """A rule is used up; one without a number never is; what was done is counted."""
    rule = emulator.inject(Fault.UNAVAILABLE, times=2)
    statuses = [(await get(url_of(emulator))).status for _ in range(3)]
    endless = emulator.inject(Fault.SERVER_ERROR, times=None)
    statuses += [(await get(url_of(emulator))).status for _ in range(3)]
    emulator.heal()
    statuses.append((await get(url_of(emulator))).status)
    assert statuses == [503, 503, 200, 500, 500, 500, 200]
    assert (rule.hits, endless.hits) == (2, 3)
    assert emulator.faults == {Fault.UNAVAILABLE: 2, Fault.SERVER_ERROR: 3}


async def test_only_what_matches(emulator: Emulator, get: Get) -> None:
    """A rule can look at the path and at the parameters."""
    emulator.inject(Fault.SERVER_ERROR, match=lambda path, params: path == "API_GetGame.php" and params.get("i") == "2")
    base = emulator.base_url
    answers = [
        await get(f"{base}/API_GetGame.php", i="1", y="key"),
        await get(f"{base}/API_GetGameHashes.php", i="2", y="key"),
        await get(f"{base}/API_GetGame.php", i="2", y="key"),
        await get(f"{base}/API_GetGame.php", i="2", y="key"),
    ]
    assert [answered.status for answered in answers] == [200, 200, 500, 200]


@pytest.mark.parametrize(("wish", "status"), [("500", 500), ("503", 503), ("429", 429), (" HTML ", 200)])
async def test_a_request_can_wish_for_a_fault(emulator: Emulator, get: Get, wish: str, status: int) -> None:
    """One header, and the emulator in another process fails that request."""
    answered = await get(url_of(emulator), {"X-Emulator-Fault": wish})
    assert answered.status == status
    assert sum(emulator.faults.values()) == 1


async def test_a_wish_for_a_slow_answer_says_how_slow(world: World, get: Get, running_clock: FakeClock) -> None:
    """The number stands behind the word."""
    async with Emulator(world=world, clock=running_clock) as emulator:
        await get(url_of(emulator), {"X-Emulator-Fault": "slow=0.5"})
    assert running_clock.sleeps == [0.5]


@pytest.mark.parametrize("seconds", ["nan", "inf", "-inf", "-1", "1e400", "x"])
async def test_a_wish_without_a_sensible_delay_is_refused(emulator: Emulator, get: Get, seconds: str) -> None:
    """A delay that no clock can wait for is told, and the request meets no fault."""
    answered = await get(url_of(emulator), {"X-Emulator-Fault": f"slow={seconds}"})
    assert answered.status == 400
    assert answered.body["message"] == "X-Emulator-Fault must be a fault, or one with seconds such as slow=0.5"
    assert not emulator.faults


@pytest.mark.parametrize("seconds", [float("nan"), float("inf"), -0.1])
def test_a_delay_must_be_a_number_of_seconds(world: World, seconds: float) -> None:
    """`inject` refuses a delay that no clock can wait for."""
    with pytest.raises(ValueError, match="seconds must be a number from 0 on"):
        Emulator(world=world).inject(Fault.SLOW, seconds=seconds)


@pytest.mark.parametrize("wish", ["", "please"])
async def test_other_wishes_are_not_granted(emulator: Emulator, get: Get, wish: str) -> None:
    """A word that is no fault changes nothing."""
    assert (await get(url_of(emulator), {"X-Emulator-Fault": wish})).status == 200
    assert not emulator.faults


async def test_a_client_gets_over_them(emulator: Emulator, running_clock: FakeClock) -> None:
    """With its own retries, a real client does not notice three faults in a row."""
    for fault in (Fault.UNAVAILABLE, Fault.TRUNCATE, Fault.DROP):
        emulator.inject(fault)
    credentials = Credentials("MaxMilyin", "key")
    async with Client(credentials, base_url=emulator.base_url, clock=running_clock) as ra:
        spread = await ra.get_achievement_distribution(14402, hardcore=True)
    assert spread.mastery_count == 8
    assert sum(emulator.faults.values()) >= 3


async def test_a_client_names_them(emulator: Emulator) -> None:
    """Without retries the fault is an error of the library."""
    emulator.inject(Fault.HTML)
    async with Client(Credentials("MaxMilyin", "key"), base_url=emulator.base_url, retry=None) as ra:
        with pytest.raises(DecodeError, match="HTML"):
            await ra.get_game(1)


async def test_closing_ends_slow_answers(world: World, get: Get, clock: FakeClock) -> None:
    """A client that waits for a slow answer loses the connection, and does not hold up the end."""
    asleep = asyncio.Event()
    async with Emulator(world=world, clock=clock) as emulator:
        emulator.inject(Fault.SLOW, times=None, match=lambda *_: asleep.set() is None)
        waiting = asyncio.create_task(get(url_of(emulator)))
        await asleep.wait()
    with pytest.raises(aiohttp.ClientConnectionError):
        await waiting
