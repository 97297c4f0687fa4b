"""Two days of a bot's life: queues, offline sessions, upgrades, resets, faults and deaths."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from contextlib import suppress

import pytest

from retroach_async import Client, ConnectionFailed, Query, Reply
from retroach_async.testing import FakeClock, json_reply
from retroach_async.watch import MemoryCursors, Trouble
from tests.watch.play import HOUR
from tests.watch.site import DAY, EARNED_BETWEEN, SiteModel

NAMES = ["Tom", "Mara", "Ada", "Bo"]
FAULTS = [ConnectionFailed("reset"), json_reply({}, 503), json_reply([{"Date": "today"}]), Reply(200, {}, b"[{")]


async def _live(site: SiteModel, clock: FakeClock, chance: random.Random) -> None:
    """Unlock things, most of them a moment ago, some of them up to 13 days ago."""
    for achievement in range(400):
        await clock.sleep(chance.expovariate(400 / (2 * DAY)))
        name, late = chance.choice(NAMES), chance.random()
        lag = chance.uniform(0, 13 * DAY) if late < 0.1 else chance.uniform(0, 200)
        kind = chance.random()
        if kind < 0.1:
            site.unlock(name, achievement, hardcore=False, date=clock.now() - lag)
            await clock.sleep(chance.uniform(0, HOUR))
            site.unlock(name, achievement)
        elif kind < 0.2:
            site.unlock(name, achievement, date=clock.now() - lag)
            await clock.sleep(chance.uniform(0, HOUR))
            site.reset(name, achievement)
            await clock.sleep(chance.uniform(1, HOUR))
            site.unlock(name, achievement)
        else:
            for number in range(chance.choice([1, 1, 1, 5])):
                site.unlock(name, achievement + 1000 * number, date=clock.now() - lag)


@pytest.mark.parametrize("seed", [1, 2])
async def test_two_days_with_faults_and_deaths(
    ra: Client, site: SiteModel, running_clock: FakeClock, seed: int
) -> None:
    """Everything that stands at the end was told, and only the event that a death hit came twice."""
    chance = random.Random(seed)
    site.players(*NAMES)
    cursors, told, troubles, deaths = MemoryCursors(), Counter[str](), list[Trouble](), 0
    async with ra.watch.unlocks(NAMES, cursors=cursors):
        await running_clock.sleep(HOUR)

    def fault(query: Query) -> Reply | BaseException | None:
        return chance.choice(FAULTS) if query.path == EARNED_BETWEEN and chance.random() < 0.06 else None

    async def follow() -> None:
        async with ra.watch.unlocks(NAMES, cursors=cursors, on_trouble=troubles.append) as watch:
            async for new in watch:
                told[new.key] += 1
                await running_clock.sleep(chance.uniform(0, 2))

    site.fault = fault
    life = asyncio.create_task(_live(site, running_clock, chance))
    while not life.done():
        bot = asyncio.create_task(follow())
        await running_clock.sleep(chance.uniform(60, 8 * HOUR))
        bot.cancel()
        with suppress(asyncio.CancelledError):
            await bot
        deaths += 1
        await running_clock.sleep(chance.choice([1, 600, 5000]))
    await life
    site.fault = lambda _: None
    bot = asyncio.create_task(follow())
    await running_clock.sleep(HOUR)
    bot.cancel()
    await asyncio.gather(bot, return_exceptions=True)
    there = {f"unlock:{row.player}:{row.achievement}:{int(row.is_hardcore)}:{row.second}" for row in site.rows}
    assert len(there) > 400
    assert there - set(told) == set()
    assert told.total() - len(told) <= deaths
    assert troubles
