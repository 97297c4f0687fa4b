"""A client's clock may be years away from the site's: nothing is lost, and old unlocks stay old."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from retroach_async import Client, Credentials
from retroach_async.emulator import Emulator
from retroach_async.testing import FakeClock
from retroach_async.watch import NewUnlock
from tests.watch.play import HOUR, Play, follow, until
from tests.watch.site import DAY, EARNED_BETWEEN, SiteModel

_CLOCKS = [datetime(2020, 1, 1, tzinfo=UTC), datetime(2027, 8, 1, tzinfo=UTC), datetime(2030, 1, 1, tzinfo=UTC)]


@pytest.mark.parametrize("now", _CLOCKS, ids=lambda now: str(now.year))
async def test_clock_far_from_the_site(now: datetime, credentials: Credentials) -> None:
    """What is unlocked after the first look is told, whatever the clock shows."""
    clock = FakeClock(start=now.timestamp(), auto=True)
    told: list[NewUnlock] = []
    async with (
        Emulator() as emulator,
        Client(credentials, base_url=emulator.base_url, rate_limit=None, clock=clock) as ra,
        ra.watch.unlocks(["QuietNewcomer"]) as watch,
    ):
        await until(clock, lambda: watch.state.users[0].last_success)
        emulator.unlock("QuietNewcomer", 79440)
        told.append(await anext(watch))
        emulator.unlock("QuietNewcomer", 79441, date=emulator.now + timedelta(seconds=1))
        told.append(await anext(watch))
    assert [new.unlock.achievement_id for new in told] == [79440, 79441]


async def test_user_who_comes_back_after_years(ra: Client, site: SiteModel, running_clock: FakeClock) -> None:
    """Unlocks from before the first window are old news, however many; the next one is told alone."""
    for achievement in range(1, 701):
        site.unlock("Tom", achievement, date=running_clock.now() - 2000 * DAY + achievement)
    play: Play = {HOUR: lambda: site.unlock("Tom", 1000)}
    told = await follow(ra.watch.unlocks(["Tom"]), running_clock, play, 8 * HOUR)
    assert [new.unlock.achievement_id for new in told] == [1000]


async def test_user_with_recent_unlocks_costs_one_request(
    ra: Client, site: SiteModel, running_clock: FakeClock
) -> None:
    """The epoch is asked for only where the first window is empty."""
    site.unlock("Tom", 1)
    await follow(ra.watch.unlocks(["Tom"], every=60), running_clock, {}, 30)
    assert site.count(EARNED_BETWEEN) == 1
