"""Each feed against the emulator, users who join and leave, and options that make no sense."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from retroach_async import Client, ConfigurationError, Credentials, NotFound, RateLimits
from retroach_async.emulator import Emulator
from retroach_async.testing import FakeClock
from retroach_async.watch import MemoryCursors, Trouble
from tests.watch.play import HOUR, follow
from tests.watch.site import SiteModel, ulid

LONG_AGO = datetime(2013, 1, 1, tzinfo=UTC)
FEEDS = {
    "unlocks": ((["MaxMilyin"],), r"unlock:\w{26}:\d+:[01]:\d+"),
    "awards": ((), r"award:\d+(:\d+)?"),
    "sets": ((), r"set:\d+"),
    "claims": ((), r"claim:\d+"),
    "tickets": ((), r"ticket:\d+"),
}


@pytest.mark.parametrize("name", FEEDS)
async def test_feed_tells_what_the_emulator_has(name: str, credentials: Credentials) -> None:
    """Every feed makes events of real answers, each with a key of its own and as plain values."""
    args, pattern = FEEDS[name]
    limits = RateLimits(v1=None, v2=None)
    async with (
        Emulator() as emulator,
        Client(credentials, base_url=emulator.base_url, rate_limit=limits) as ra,
        getattr(ra.watch, name)(*args, since=LONG_AGO) as watch,
    ):
        told = [await anext(watch) for _ in range(3)]
    keys = [new.key for new in told]
    assert len(set(keys)) == 3
    assert all(re.fullmatch(pattern, key) for key in keys), keys
    assert [json.loads(json.dumps(new.to_dict()))["key"] for new in told] == keys


async def test_week_of_the_emulator(credentials: Credentials) -> None:
    """Both APIs of the emulator speak of one week, which is told after another one."""
    cursors = MemoryCursors()
    await cursors.save("achievement_of_the_week", {"week": '{"v":1,"place":1,"source":2}'})
    async with (
        Emulator() as emulator,
        Client(credentials, base_url=emulator.base_url) as ra,
        ra.watch.achievement_of_the_week(cursors=cursors) as watch,
    ):
        new = await anext(watch)
        week = await ra.v2.event_achievements.achievement_of_the_week()
    assert (new.previous, new.key) == (2, f"week:{week.id}")
    assert new.achievement.id in {week.source_achievement_id, week.event_achievement_id}


async def test_clock_of_a_test_waits_for_a_real_server(credentials: Credentials, running_clock: FakeClock) -> None:
    """With a clock that moves by itself and a server on a socket, hours of a feed pass at once."""
    troubles: list[Trouble] = []
    async with (
        Emulator(clock=running_clock) as emulator,
        Client(credentials, base_url=emulator.base_url, clock=running_clock) as ra,
    ):
        users = ["MaxMilyin", "Scott"]
        await follow(ra.watch.unlocks(users, on_trouble=troubles.append), running_clock, {}, 5 * HOUR)
        assert emulator.requests > 60
    assert troubles == []


async def test_user_who_joins(ra: Client, site: SiteModel, running_clock: FakeClock) -> None:
    """A user is added while a watch runs, silently at first; the call alone is enough."""
    watch = ra.watch.unlocks(["Tom"])
    site.unlock("Mara", 1)
    play = {HOUR: lambda: watch.add("Mara"), 2 * HOUR: lambda: site.unlock("Mara", 2)}
    told = await follow(watch, running_clock, play, 3 * HOUR)
    assert [(new.user, new.unlock.achievement_id) for new in told] == [("Mara", 2)]


async def test_unknown_user_who_joins(ra: Client, running_clock: FakeClock) -> None:
    """Who awaits `add` gets the error, and `on_trouble` is told in any case."""
    troubles: list[Trouble] = []
    async with ra.watch.unlocks(["Tom"], on_trouble=troubles.append) as watch:
        watch.add("Tmo")
        with pytest.raises(NotFound):
            await watch.add("Nobody")
        assert sorted(map(str, troubles)) == ["Nobody: no user Nobody", "Tmo: no user Tmo"]
        assert [user.user for user in watch.state.users] == ["Tom"]


@pytest.mark.parametrize("is_news", [False, True], ids=["silent", "news"])
async def test_store_that_fails_once(ra: Client, site: SiteModel, running_clock: FakeClock, is_news: bool) -> None:
    """A save that fails at a first look is told and made up for; the feed goes on, and loses nothing."""

    class Own(MemoryCursors):
        failures = 0

        async def save(self, watch: str, changes: Mapping[str, str | None]) -> None:
            if self.failures:
                self.failures -= 1
                raise OSError("the disk is full")
            await super().save(watch, changes)

    cursors, troubles = Own(), list[Trouble]()
    cursors.failures = 1
    begin = datetime(2020, 1, 1, tzinfo=UTC) if is_news else None
    if is_news:
        site.unlock("Tom", 1)
    async with ra.watch.unlocks(["Tom"], cursors=cursors, since=begin, on_trouble=troubles.append) as watch:
        await running_clock.sleep(HOUR)
        assert set(await cursors.load("unlocks")) == {ulid("Tom")}
        assert list(map(str, troubles)) == ["Tom: the cursor was not saved: OSError"]
        assert watch.state.users[0].failures == 0
        site.unlock("Tom", 2)
        told = [(await anext(watch)).unlock.achievement_id for _ in range(1 + is_news)]
    assert told == ([1, 2] if is_news else [2])


async def test_user_who_leaves(ra: Client, site: SiteModel, running_clock: FakeClock) -> None:
    """Nobody asks for a removed user any more; who comes back begins anew."""
    cursors = MemoryCursors()
    async with ra.watch.unlocks(["Tom", "Mara"], cursors=cursors) as watch:
        await running_clock.sleep(HOUR)
        site.unlock("Tom", 1)
        await running_clock.sleep(HOUR)
        assert watch.state.waiting == 1
        await watch.remove("tom")
        assert watch.state.waiting == 0
        assert set(await cursors.load("unlocks")) == {ulid("Mara")}
        asked = len(site.asked)
        await running_clock.sleep(HOUR)
        assert all(dict(query.params)["u"] == ulid("Mara") for _, query in site.asked[asked:])
        await watch.add("Tom")
        await running_clock.sleep(HOUR)
        assert watch.state.waiting == 0


async def test_state_says_what_goes_on(ra: Client, site: SiteModel, running_clock: FakeClock) -> None:
    """The users with their last success, the waiting events, the next look and the cost of an hour."""
    async with ra.watch.unlocks(["Tom"]) as watch:
        assert watch.state.users[0].last_success is None
        await running_clock.sleep(HOUR)
        state = watch.state
        assert (state.users[0].user, state.users[0].user_ulid, state.waiting) == ("Tom", ulid("Tom"), 0)
        last = state.users[0].last_success
        assert last
        now = datetime.fromtimestamp(running_clock.now(), UTC)
        assert timedelta(0) <= now - last <= timedelta(minutes=5)
        assert state.due is not None
        assert 0 <= state.due <= 300


async def test_trouble_is_logged_when_nobody_wants_to_know(
    ra: Client, running_clock: FakeClock, caplog: pytest.LogCaptureFixture
) -> None:
    """Without `on_trouble` a warning of the log names the user."""
    with caplog.at_level(logging.WARNING, "retroach_async"):
        async with ra.watch.unlocks(["Tom"]) as watch:
            with pytest.raises(NotFound):
                await watch.add("Nobody")
    assert "Nobody: no user Nobody" in caplog.text


async def _async_note(trouble: Trouble) -> None:
    """A function that nobody would await."""


WRONG: dict[str, dict[str, Any]] = {
    "share": {"share": 2},
    "share ": {"share": 0},
    "every": {"every": 0},
    "slowest": {"slowest": "long"},
    "since": {"since": datetime(2024, 5, 1)},  # noqa: DTZ001  that is what is wrong with it
    "on_trouble": {"on_trouble": 5},
    "on_trouble ": {"on_trouble": _async_note},
    "users": {"users": ["Tom", ""]},
}


@pytest.mark.parametrize("name", WRONG)
async def test_wrong_option_is_named(ra: Client, name: str) -> None:
    """An option that makes no sense is refused at once."""
    with pytest.raises(ConfigurationError, match=f"^{name.strip()} "):
        ra.watch.unlocks(**{"users": ["Tom"], **WRONG[name]})


@pytest.mark.parametrize("options", [{"games": 5}, {"games": ["x"]}, {"kinds": "mastered"}, {"kinds": ["mastered"]}])
async def test_wrong_choice_of_awards_is_named(ra: Client, options: dict[str, Any]) -> None:
    """Games are ids and kinds are kinds, several of each."""
    with pytest.raises(ConfigurationError, match=f"^{next(iter(options))} must be a list"):
        ra.watch.awards(**options)
