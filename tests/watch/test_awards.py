"""Awards are told by the order of their arrival, whatever dates they carry."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from retroach_async import CachePolicy, Client, ConfigurationError, Credentials, NotFound, v2
from retroach_async.testing import FakeClock, MemoryTransport
from retroach_async.watch import MemoryCursors, NewAward, Watch
from tests.watch.play import HOUR, Play, follow
from tests.watch.site import AWARDS, DAY, SiteModel, ulid


def keys(told: list[NewAward]) -> list[str]:
    """The keys of events."""
    return [new.key for new in told]


@pytest.fixture
def site(site: SiteModel, running_clock: FakeClock) -> SiteModel:
    """A site with 300 awards."""
    for number in range(1, 301):
        site.award(number, "Tom", "mastered", running_clock.now() - 1_000_000 + number)
    return site


async def test_award_dated_a_year_ago_is_told_once(ra: Client, site: SiteModel, running_clock: FakeClock) -> None:
    """Whoever becomes a master because a set was revised gets an award with the date of the last unlock."""
    old = running_clock.now() - 365 * DAY
    play: Play = {HOUR: lambda: site.award(301, "Mara", "mastered", old)}
    [new] = await follow(ra.watch.awards(), running_clock, play, 9 * HOUR)
    assert (new.user, new.user_ulid, new.key, new.award.id) == ("Mara", ulid("Mara"), "award:301", 301)
    assert new.award.awarded_at.timestamp() == int(old)


async def test_awards_that_arrive_while_a_bot_is_down(ra: Client, site: SiteModel, running_clock: FakeClock) -> None:
    """After a restart everything that arrived is told, once each, and in the order of arrival."""
    cursors = MemoryCursors()
    await follow(ra.watch.awards(cursors=cursors), running_clock, {}, HOUR)
    for number in range(301, 901):
        site.award(number, "Mara", "beaten-casual", running_clock.now() - number * 3600)
    first = ra.watch.awards(cursors=cursors)
    told = []
    async with first:
        async for new in first:
            told.append(new)
            if len(told) == 250:
                break
    told += await follow(ra.watch.awards(cursors=cursors), running_clock, {}, HOUR)
    assert keys(told) == [f"award:{number}" for number in range(301, 901)]


async def test_cache_keeps_nothing_from_a_feed(
    site: SiteModel, credentials: Credentials, running_clock: FakeClock
) -> None:
    """A feed asks the site at every look, though the list has an age, and its requests are counted."""
    transport = MemoryTransport(site)
    async with Client(credentials, transport=transport, clock=running_clock, cache=CachePolicy()) as ra:
        await ra.v2.user_awards.list(sort="-id", page_size=100)
        play: Play = {HOUR: lambda: site.award(301, "Mara", "mastered", running_clock.now())}
        told = await follow(ra.watch.awards(), running_clock, play, HOUR + 150)
        assert keys(told) == ["award:301"]
        assert ra.stats.attempts == len(transport.queries) > 30


async def test_ids_that_arrive_out_of_order(ra: Client, site: SiteModel, running_clock: FakeClock) -> None:
    """A lower id may be committed after a higher one."""
    now = running_clock.now()
    play: Play = {HOUR: lambda: site.award(310, "Tom", "mastered", now)}
    play |= {
        2 * HOUR + number: lambda number=number: site.award(number, "Tom", "mastered", now)
        for number in range(301, 310)
    }  # type: ignore[misc]
    told = await follow(ra.watch.awards(), running_clock, play, 3 * HOUR)
    assert sorted(keys(told)) == [f"award:{number}" for number in range(301, 311)]


async def test_tier_that_is_raised_in_place_is_told_again(
    ra: Client, site: SiteModel, running_clock: FakeClock
) -> None:
    """An event's award keeps its id when its tier rises; the date is a part of its key."""
    now = int(running_clock.now())
    site.award(200, "Tom", "event", now - DAY)
    play: Play = {
        HOUR: lambda: site.award(301, "Mara", "event", now),
        2 * HOUR: lambda: site.award(200, "Tom", "event", now + 2 * HOUR),
        5 * HOUR: lambda: site.award(301, "Mara", "event", now + 5 * HOUR),
    }
    told = await follow(ra.watch.awards(), running_clock, play, 8 * HOUR)
    assert keys(told) == [f"award:301:{now}", f"award:200:{now + 7200}", f"award:301:{now + 18000}"]


async def test_masteries_of_some_games_and_users(ra: Client, site: SiteModel, running_clock: FakeClock) -> None:
    """What nobody wants is left out, and what is wanted comes once, also after a restart."""
    cursors, now = MemoryCursors(), running_clock.now()

    def arrive(first: int) -> None:
        site.award(first, "Mara", "mastered", now, game=14402)
        site.award(first + 1, "Mara", "completed", now, game=14402)
        site.award(first + 2, "Mara", "mastered", now, game=2)
        site.award(first + 3, "Tom", "mastered", now, game=14402)

    def watch() -> Watch[NewAward]:
        return ra.watch.masteries([14402], ["mara"], cursors=cursors)

    told = await follow(watch(), running_clock, {HOUR: lambda: arrive(301)}, 2 * HOUR)
    arrive(305)
    told += await follow(watch(), running_clock, {}, HOUR)
    assert keys(told) == ["award:301", "award:305"]


async def test_since_tells_awards_of_before_the_start(ra: Client, site: SiteModel, running_clock: FakeClock) -> None:
    """With `since`, a first look tells the awards from then on."""
    since = datetime.fromtimestamp(running_clock.now() - 1_000_000 + 150, UTC)
    told = await follow(ra.watch.awards(since=since), running_clock, {}, HOUR)
    assert keys(told) == [f"award:{number}" for number in range(150, 301)]
    later = await follow(ra.watch.awards(since=since + timedelta(days=30)), running_clock, {}, HOUR)
    assert later == []


async def test_everybody_costs_one_request_a_time(ra: Client, site: SiteModel, running_clock: FakeClock) -> None:
    """However many users there are, a look is one request, and every tenth two."""
    await follow(ra.watch.masteries(), running_clock, {}, 10 * HOUR)
    assert site.count(AWARDS) == pytest.approx(300, abs=3)


async def test_users_of_awards_are_looked_up(ra: Client, site: SiteModel, running_clock: FakeClock) -> None:
    """An unknown user is an error at the start; more users may join, unless everybody is watched anyway."""
    with pytest.raises(NotFound, match="no user Tmo"):
        async with ra.watch.awards(["Tmo"]):
            raise AssertionError("it was entered")
    watch = ra.watch.awards(["Tom"])
    async with watch:
        await watch.add("Mara")
        await running_clock.sleep(HOUR)
        site.award(301, "Mara", "mastered", running_clock.now())
        assert (await anext(watch)).user == "Mara"
    async with ra.watch.awards() as everybody:
        with pytest.raises(ConfigurationError, match="watches everybody"):
            await everybody.add("Mara")


async def test_other_kinds_may_be_chosen(ra: Client, site: SiteModel, running_clock: FakeClock) -> None:
    """Only awards of the kinds that were asked for are told."""
    now = running_clock.now()
    play: Play = {
        HOUR: lambda: site.award(301, "Mara", "mastered", now),
        2 * HOUR: lambda: site.award(302, "Mara", "beaten-hardcore", now),
    }
    watch = ra.watch.awards(kinds=[v2.UserAwardKind.BEATEN_HARDCORE])
    assert keys(await follow(watch, running_clock, play, 3 * HOUR)) == ["award:302"]


async def test_kinds_that_are_added_later_flood_nobody(ra: Client, site: SiteModel, running_clock: FakeClock) -> None:
    """When kinds that are raised in place join a saved cursor, their old awards stay old; what follows is told."""
    now = int(running_clock.now())
    for number in range(1, 61):
        site.award(number, "Tom", "event", now - 100 * DAY + number)
    cursors = MemoryCursors()
    mastered = [v2.UserAwardKind.MASTERED]
    await follow(ra.watch.awards(kinds=mastered, cursors=cursors), running_clock, {}, HOUR)
    site.award(301, "Mara", "event", now)
    play: Play = {HOUR: lambda: site.award(5, "Tom", "event", now + 2 * HOUR)}
    told = await follow(ra.watch.awards(cursors=cursors), running_clock, play, 2 * HOUR)
    assert keys(told) == [f"award:301:{now}", f"award:5:{int(now + 2 * HOUR)}"]


async def test_first_award_that_is_ever_raised(ra: Client, site: SiteModel, running_clock: FakeClock) -> None:
    """A look by the change that found nothing was one: what the next run finds by the change is new."""
    now = int(running_clock.now())
    cursors = MemoryCursors()
    await follow(ra.watch.awards(cursors=cursors), running_clock, {}, HOUR)
    site.award(1, "Tom", "event", now)
    told = await follow(ra.watch.awards(cursors=cursors), running_clock, {}, HOUR)
    assert keys(told) == [f"award:1:{now}"]
