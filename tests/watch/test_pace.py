"""A watch stays below its share, asks idle users less, and lets nobody wait behind one who fails."""

from __future__ import annotations

import asyncio
import gc
import itertools
import tracemalloc

import pytest

from retroach_async import AuthenticationFailed, Blocked, Client, Credentials, RateLimit, RateLimits
from retroach_async.testing import FakeClock, MemoryTransport, html_reply, json_reply
from retroach_async.watch import MemoryCursors, NewUnlock, Trouble, Watch
from tests.watch.play import HOUR, Play, follow
from tests.watch.site import EARNED_BETWEEN, SiteModel, ulid


async def test_idle_user_costs_little(ra: Client, site: SiteModel, running_clock: FakeClock) -> None:
    """Somebody who does not play is asked for at most 14 times an hour, and seen within six minutes."""
    seen: list[float] = []
    watch = ra.watch.unlocks(["Tom"])
    moment = 10 * HOUR + 7

    async def run() -> None:
        async with watch:
            async for _ in watch:
                seen.append(running_clock.monotonic())
                watch.stop()

    running = asyncio.create_task(run())
    begun = running_clock.monotonic()
    await running_clock.sleep(moment)
    assert site.count(EARNED_BETWEEN, since=begun + HOUR) <= 9 * 14
    assert watch.state.requests_per_hour == pytest.approx(12)
    site.unlock("Tom", 1)
    await running
    assert seen[0] - begun - moment < 360


async def test_busy_user_is_asked_more_often(ra: Client, site: SiteModel, running_clock: FakeClock) -> None:
    """After news the next look comes within a minute, whatever was before."""
    play: Play = {9 * HOUR: lambda: site.unlock("Tom", 1), 9 * HOUR + 320: lambda: site.unlock("Tom", 2)}
    watch = ra.watch.unlocks(["Tom"])
    state: list[float] = []
    play[9 * HOUR + 330] = lambda: state.append(watch.state.users[0].failures)
    await follow(watch, running_clock, play, 9 * HOUR + 420)
    moments = [moment for moment, query in site.asked if query.path == EARNED_BETWEEN and moment > 9 * HOUR]
    assert min(second - first for first, second in itertools.pairwise(moments)) <= 60
    assert state == [0]


async def test_failing_user_delays_nobody(ra: Client, site: SiteModel, running_clock: FakeClock) -> None:
    """While one user fails for an hour, another one's unlocks are seen as soon as ever; both lose nothing."""
    troubles: list[Trouble] = []
    site.fault = lambda query: (
        json_reply({"message": "down"}, 503)
        if query.path == EARNED_BETWEEN
        and dict(query.params)["u"] == ulid("Tom")
        and HOUR < running_clock.monotonic() < 2 * HOUR
        else None
    )
    delays: list[float] = []
    told: list[NewUnlock] = []
    watch = ra.watch.unlocks(["Tom", "Mara"], on_trouble=troubles.append)

    async def run() -> None:
        async with watch:
            async for new in watch:
                told.append(new)
                delays.append(running_clock.now() - new.unlock.unlocked_at.timestamp())

    running = asyncio.create_task(run())
    for achievement in range(18):
        await running_clock.sleep(600)
        site.unlock("Tom", achievement)
        site.unlock("Mara", achievement)
    await running_clock.sleep(HOUR)
    watch.stop()
    await running
    assert len(told) == len({new.key for new in told}) == 36
    assert max(delay for new, delay in zip(told, delays, strict=True) if new.user == "Mara") < 420
    assert troubles
    assert all(str(trouble).startswith("Tom: ") for trouble in troubles)
    assert [user.failures for user in watch.state.users] == [0, 0]


@pytest.mark.parametrize(
    ("reply", "error"),
    [
        (json_reply({"message": "Unauthenticated."}, 401), AuthenticationFailed),
        (
            html_reply("Attention Required! | Cloudflare", 403, {"server": "cloudflare", "cf-mitigated": "challenge"}),
            Blocked,
        ),
    ],
    ids=["key", "shield"],
)
async def test_error_that_all_users_would_meet_ends_the_watch(
    ra: Client, site: SiteModel, running_clock: FakeClock, reply: object, error: type[Exception]
) -> None:
    """What landed before is told, then the error is raised, and nobody is asked any more."""
    told: list[int] = []
    watch = ra.watch.unlocks(["Tom"])

    def unlock() -> None:
        site.unlock("Tom", 5)

    def fail() -> None:
        site.fault = lambda _: reply  # type: ignore[assignment,return-value]

    running_clock.call_later(HOUR, unlock)
    running_clock.call_later(2 * HOUR, fail)

    async def run() -> None:
        async with watch:
            async for new in watch:
                told.append(new.unlock.achievement_id)  # noqa: PERF401  what came before the error counts

    with pytest.raises(error):
        await run()
    assert told == [5]
    assert running_clock.sleepers == 0


async def test_thousand_users_stay_below_the_share(credentials: Credentials, running_clock: FakeClock) -> None:
    """In any window of V1's limit a watch of a thousand users makes at most its share of the requests."""
    site = SiteModel(running_clock)
    names = [f"P{number}" for number in range(1000)]
    site.players(*names)
    limits = RateLimits(v1=RateLimit(10, 8.0))
    async with Client(
        credentials, transport=MemoryTransport(site), clock=running_clock, rate_limit=limits, retry=None
    ) as ra:
        watch = ra.watch.unlocks(names, cursors=MemoryCursors(), share=0.7)
        gc.collect()
        tracemalloc.start()
        told = await follow(watch, running_clock, {0.7 * HOUR: lambda: site.unlock("P500", 1)}, 1.3 * HOUR)
        size, _ = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert site.most_within(8.0) <= 7
    assert [new.user for new in told] == ["P500"]
    assert watch.state.requests_per_hour <= 3150
    assert size < 20_000_000


async def test_command_waits_for_two_requests_at_most(ra: Client, site: SiteModel, running_clock: FakeClock) -> None:
    """However many users are due, and in however many watches, at most two requests of feeds are in flight."""
    names = [f"P{number}" for number in range(30)]
    site.players(*names)
    async with ra.watch.unlocks(names[:15]) as first, ra.watch.unlocks(names[15:]) as second:
        transport = ra._shared._transport
        assert isinstance(transport, MemoryTransport)
        transport.most_in_flight = 0
        site.seconds_to_answer = 2.0
        await running_clock.sleep(200)
        assert transport.most_in_flight == 2
        for watch in (first, second):
            assert isinstance(watch, Watch)
            watch.stop()


async def test_first_looks_come_at_once(ra: Client, site: SiteModel, running_clock: FakeClock) -> None:
    """Nobody waits for a first look: what the last of several users unlocks ten seconds after the start is told."""
    names = [f"User{number}" for number in range(4)]
    site.players(*names)
    for name in names:
        site.unlock(name, 99)
    begun: list[float] = []
    watch = ra.watch.unlocks(names)

    async def run() -> list[NewUnlock]:
        async with watch:
            begun.append(running_clock.monotonic())
            return [new async for new in watch]

    running = asyncio.create_task(run())
    while not begun:
        await running_clock.sleep(1)
    await running_clock.sleep(10)
    for name in names:
        site.unlock(name, 1)
    await running_clock.sleep(HOUR)
    watch.stop()
    assert sorted(new.user for new in await running) == sorted(names)


async def test_silent_first_look_slows_nobody_down(ra: Client, site: SiteModel, running_clock: FakeClock) -> None:
    """The second look comes after `every`: a first one cannot tell that somebody does not play."""
    site.unlock("Tom", 1)
    await follow(ra.watch.unlocks(["Tom"], every=60), running_clock, {}, 300)
    first, second, third = [moment for moment, query in site.asked if query.path == EARNED_BETWEEN][:3]
    assert second - first == pytest.approx(60, abs=1)
    assert third - second == pytest.approx(90, abs=1)
