"""Nothing is lost or doubled, however a watch is left, and nothing runs after it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from pathlib import Path

import pytest

from retroach_async import Client, ConfigurationError
from retroach_async.testing import FakeClock
from retroach_async.watch import CursorStore, FileCursors, MemoryCursors, SqliteCursors, Watch
from retroach_async.watch.events import NewUnlock
from tests.watch.play import HOUR, follow
from tests.watch.site import DAY, EARNED_BETWEEN, SiteModel


class Died(Exception):
    """The end of a body."""


@pytest.fixture
def cursors(request: pytest.FixtureRequest, tmp_path: Path) -> CursorStore:
    """A store of ours: in memory, unless a test names another one."""
    stores: dict[str, Callable[[], CursorStore]] = {
        "memory": MemoryCursors,
        "file": lambda: FileCursors(tmp_path / "cursors.json"),
        "sqlite": lambda: SqliteCursors(tmp_path / "bot.db"),
    }
    return stores[getattr(request, "param", "memory")]()


of_any_kind = pytest.mark.parametrize("cursors", ["memory", "file", "sqlite"], indirect=True)


@pytest.fixture
async def burst(ra: Client, site: SiteModel, running_clock: FakeClock, cursors: CursorStore) -> list[int]:
    """Tom's 200 unlocks, forty of them in one second, since a bot with these cursors was stopped."""
    site.unlock("Tom", 1)
    await follow(ra.watch.unlocks(["Tom"], cursors=cursors), running_clock, {}, HOUR)
    now = running_clock.now()
    for number in range(200):
        site.unlock("Tom", 1000 + number, date=now + (100 if 60 <= number < 100 else number))
    return list(range(1000, 1200))


def watch_of(ra: Client, cursors: CursorStore) -> Watch[NewUnlock]:
    """Tom's unlocks."""
    return ra.watch.unlocks(["Tom"], cursors=cursors)


@of_any_kind
async def test_stop_after_each_seventh_of_a_burst(ra: Client, cursors: CursorStore, burst: list[int]) -> None:
    """A bot that is stopped again and again posts each of 200 unlocks once."""
    posted: list[int] = []
    while len(posted) < len(burst):
        async with watch_of(ra, cursors) as watch:
            count = 0
            async for new in watch:
                posted.append(new.unlock.achievement_id)
                count += 1
                if count == 7 or len(posted) == len(burst):
                    watch.stop()
    assert sorted(posted) == burst


async def test_leaving_the_loop_early_acknowledges(ra: Client, cursors: CursorStore, burst: list[int]) -> None:
    """Leaving the block without an exception takes the event at hand as told."""
    posted: list[int] = []
    while len(posted) < len(burst):
        async with watch_of(ra, cursors) as watch:
            count = 0
            async for new in watch:
                posted.append(new.unlock.achievement_id)
                count += 1
                if count == 33 or len(posted) == len(burst):
                    break
    assert sorted(posted) == burst


@pytest.mark.parametrize("way", ["raises", "is cancelled"])
async def test_body_that_dies_after_its_post(ra: Client, cursors: CursorStore, burst: list[int], way: str) -> None:
    """Nothing is lost, and each death may double the one event that it hit."""
    posted: list[int] = []
    deaths = 0
    is_seventh = asyncio.Event()

    async def run() -> None:
        async with watch_of(ra, cursors) as watch:
            count = 0
            async for new in watch:
                posted.append(new.unlock.achievement_id)
                count += 1
                if set(posted) >= set(burst):
                    return
                if count == 7 and way == "raises":
                    raise Died
                if count == 7:
                    is_seventh.set()
                    await asyncio.Event().wait()

    while not set(posted) >= set(burst):
        task = asyncio.create_task(run())
        if way == "is cancelled":
            is_seventh.clear()
            seventh = asyncio.create_task(is_seventh.wait())
            await asyncio.wait((task, seventh), return_when=asyncio.FIRST_COMPLETED)
            for each in (task, seventh):
                each.cancel()
        [result] = await asyncio.gather(task, return_exceptions=True)
        deaths += result is not None
    assert deaths > 20
    assert len(posted) <= len(burst) + deaths


async def test_acknowledging_first_is_at_most_once(ra: Client, cursors: CursorStore, burst: list[int]) -> None:
    """With `await watch.ack()` first in the body, a death doubles nothing."""
    posted: list[int] = []

    def post(new: NewUnlock) -> None:
        posted.append(new.unlock.achievement_id)
        if len(posted) % 10 == 0:
            raise Died

    while len(posted) < len(burst):
        with suppress(Died):
            async with watch_of(ra, cursors) as watch:
                async for new in watch:
                    await watch.ack()
                    post(new)
    assert sorted(posted) == burst


@of_any_kind
async def test_cancelled_waits_lose_nothing(ra: Client, cursors: CursorStore, burst: list[int]) -> None:
    """A wait for the next event may be cancelled in any turn of the event loop, a thousand times."""
    posted: list[int] = []
    async with watch_of(ra, cursors) as watch:
        for patience in range(1000):
            waiting = asyncio.ensure_future(anext(watch))
            for _ in range(patience % 12):
                await asyncio.sleep(0)
            waiting.cancel()
            [result] = await asyncio.gather(waiting, return_exceptions=True)
            if isinstance(result, NewUnlock):
                posted.append(result.unlock.achievement_id)
        while len(posted) < len(burst):
            posted.append((await anext(watch)).unlock.achievement_id)
    assert sorted(posted) == burst


async def test_what_was_unlocked_while_a_bot_was_down(ra: Client, site: SiteModel, running_clock: FakeClock) -> None:
    """After 20 days without a bot, 700 unlocks are told, once each and by date."""
    cursors = MemoryCursors()
    site.unlock("Tom", 1)
    await follow(watch_of(ra, cursors), running_clock, {}, HOUR)
    begun = running_clock.now()
    for number in range(700):
        site.unlock("Tom", 1000 + number, date=begun + number * 2000)
    await running_clock.sleep(20 * DAY)
    told = await follow(watch_of(ra, cursors), running_clock, {}, HOUR)
    assert [new.unlock.achievement_id for new in told] == list(range(1000, 1700))


async def test_nobody_is_asked_while_many_events_wait(ra: Client, site: SiteModel, running_clock: FakeClock) -> None:
    """With more than a thousand events waiting the site is left in peace until some are taken."""
    cursors = MemoryCursors()
    await follow(watch_of(ra, cursors), running_clock, {}, HOUR)
    for number in range(1200):
        site.unlock("Tom", number, date=running_clock.now() - 1200 + number)
    async with watch_of(ra, cursors) as watch:
        await anext(watch)
        asked = site.count(EARNED_BETWEEN)
        await running_clock.sleep(10 * HOUR)
        assert site.count(EARNED_BETWEEN) == asked
        assert watch.state.waiting == 1199
        assert len([new async for new in _first(watch, 1199)]) == 1199
        await running_clock.sleep(HOUR)
        assert site.count(EARNED_BETWEEN) > asked


async def _first(watch: Watch[NewUnlock], count: int) -> AsyncIterator[NewUnlock]:
    for _ in range(count):
        yield await anext(watch)


async def test_stop_ends_a_wait(ra: Client, running_clock: FakeClock) -> None:
    """A stop, as from a signal handler, ends the iteration while it waits; a second one does no harm."""
    watch = ra.watch.unlocks(["Tom"])
    async with watch:
        waiting = asyncio.ensure_future(anext(watch, None))
        await running_clock.sleep(HOUR)
        watch.stop()
        watch.stop()
        assert await waiting is None


async def test_watch_is_used_inside_its_block(ra: Client) -> None:
    """Outside the block, and in two places at once, there is an error that says what to write."""
    watch = ra.watch.unlocks(["Tom"])
    with pytest.raises(ConfigurationError, match="used inside its block"):
        await anext(watch)
    async with watch:
        waiting = asyncio.ensure_future(anext(watch, None))
        await asyncio.sleep(0)
        with pytest.raises(ConfigurationError, match="one event at a time"):
            await anext(watch)
        watch.stop()
        await waiting
    with pytest.raises(ConfigurationError, match="entered once"):
        await watch.__aenter__()
