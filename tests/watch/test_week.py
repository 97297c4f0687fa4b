"""The achievement of the week is told when it changes."""

from __future__ import annotations

from retroach_async import Client
from retroach_async.testing import FakeClock
from retroach_async.watch import MemoryCursors
from tests.watch.play import HOUR, Play, follow
from tests.watch.site import DAY, SiteModel

WEEK = "event-achievements/achievement-of-the-week"


async def test_new_week_is_told(ra: Client, site: SiteModel, running_clock: FakeClock) -> None:
    """A new week is told within minutes of its beginning, with the one before; few requests are made meanwhile."""
    begin = running_clock.now() - DAY
    site.begin_week(1, 9, begin)
    play: Play = {6 * DAY + 600: lambda: site.begin_week(2, 33, begin + 7 * DAY)}
    [new] = await follow(ra.watch.achievement_of_the_week(), running_clock, play, 6 * DAY + 1200)
    assert (new.achievement.id, new.week.achievement.id, new.previous, new.key) == (33, 33, 9, "week:2")
    assert site.count(WEEK) < 35


async def test_week_that_began_while_a_bot_was_down(ra: Client, site: SiteModel, running_clock: FakeClock) -> None:
    """After a restart a week is told that the cursor does not know, once."""
    cursors = MemoryCursors()
    site.begin_week(1, 9, running_clock.now())
    assert await follow(ra.watch.achievement_of_the_week(cursors=cursors), running_clock, {}, HOUR) == []
    site.begin_week(2, 33, running_clock.now())
    told = await follow(ra.watch.achievement_of_the_week(cursors=cursors), running_clock, {}, HOUR)
    told += await follow(ra.watch.achievement_of_the_week(cursors=cursors), running_clock, {}, HOUR)
    assert [new.previous for new in told] == [9]


async def test_time_between_two_weeks(ra: Client, site: SiteModel, running_clock: FakeClock) -> None:
    """While there is no week the site is asked every five minutes."""
    play: Play = {HOUR: lambda: site.begin_week(2, 33, running_clock.now())}
    assert await follow(ra.watch.achievement_of_the_week(), running_clock, play, 2 * HOUR) == []
    assert 12 <= site.count(WEEK) <= 14
