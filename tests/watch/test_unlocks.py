"""Unlocks are told once each, whatever happens on the site."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from retroach_async import Client, ConfigurationError, NotFound
from retroach_async.testing import FakeClock, json_reply
from retroach_async.watch import MemoryCursors, NewUnlock, Trouble
from tests.v1.answers.parts import EARNED
from tests.watch.play import HOUR, Play, follow
from tests.watch.site import DAY, EARNED_BETWEEN, SiteModel, ulid


def ids(told: list[NewUnlock]) -> list[int]:
    """The achievements of events."""
    return [new.unlock.achievement_id for new in told]


async def watched(
    ra: Client, clock: FakeClock, play: Play, until: float, cursors: MemoryCursors | None = None
) -> list[NewUnlock]:
    """Tom's and Mara's new unlocks."""
    return await follow(ra.watch.unlocks(["Tom", "Mara"], cursors=cursors), clock, play, until)


async def test_new_unlock_is_told(ra: Client, site: SiteModel, running_clock: FakeClock) -> None:
    """What is there at the first look is old news; what follows is told with the user, once."""
    site.unlock("Tom", 1)
    told = await watched(ra, running_clock, {200: lambda: site.unlock("Tom", 2)}, 2 * HOUR)
    [new] = told
    assert (new.user, new.user_ulid, new.unlock.achievement_id) == ("Tom", ulid("Tom"), 2)
    assert new.key == f"unlock:{ulid('Tom')}:2:1:{int(new.unlock.unlocked_at.timestamp())}"
    assert (new.is_late, new.is_upgrade, new.is_again) == (False, False, False)


async def test_since_tells_what_happened_before_the_start(
    ra: Client, site: SiteModel, running_clock: FakeClock
) -> None:
    """With `since`, a first look tells what happened from then on, the oldest first."""
    now = running_clock.now()
    for achievement, days in ((1, 40), (2, 19), (3, 20), (4, 1)):
        site.unlock("Tom", achievement, date=now - days * DAY)
    since = datetime.fromtimestamp(now, UTC) - timedelta(days=30)
    watch = ra.watch.unlocks(["Tom"], since=since)
    assert ids(await follow(watch, running_clock, {}, HOUR)) == [3, 2, 4]


async def test_unlock_that_the_queue_brings_late(ra: Client, site: SiteModel, running_clock: FakeClock) -> None:
    """A row with a date some minutes before the newest one is found by the next look, not only by a deep one."""
    begun = running_clock.now()
    play: Play = {
        HOUR: lambda: site.unlock("Tom", 1),
        HOUR + 330: lambda: site.unlock("Tom", 2, date=begun + HOUR - 500),
    }
    assert ids(await watched(ra, running_clock, play, HOUR + 700)) == [1, 2]


async def test_late_unlock_is_told_within_the_deep_interval(
    ra: Client, site: SiteModel, running_clock: FakeClock
) -> None:
    """An unlock of an offline session of 13 days ago is told within six hours and a look, as a late one."""
    site.unlock("Tom", 1)
    late = running_clock.now() - 13 * DAY
    play: Play = {HOUR: lambda: site.unlock("Tom", 2, date=late)}
    told = await watched(ra, running_clock, play, 6 * HOUR + 400)
    assert ids(told) == [2]
    assert told[0].is_late


async def test_late_unlock_is_told_at_once_after_a_restart(
    ra: Client, site: SiteModel, running_clock: FakeClock
) -> None:
    """The first look after a start is a deep one."""
    cursors = MemoryCursors()
    site.unlock("Tom", 1)
    await watched(ra, running_clock, {}, HOUR, cursors)
    site.unlock("Tom", 2, date=running_clock.now() - 13 * DAY)
    told = await watched(ra, running_clock, {}, 120, cursors)
    assert ids(told) == [2]
    assert told[0].is_late


async def test_casual_then_hardcore_is_an_upgrade(ra: Client, site: SiteModel, running_clock: FakeClock) -> None:
    """Two looks see two events, of which the second is an upgrade."""
    play: Play = {HOUR: lambda: site.unlock("Tom", 7, hardcore=False), 2 * HOUR: lambda: site.unlock("Tom", 7)}
    told = await watched(ra, running_clock, play, 3 * HOUR)
    assert [(new.unlock.hardcore, new.is_upgrade, new.is_again) for new in told] == [
        (False, False, False),
        (True, True, False),
    ]


async def test_casual_and_hardcore_between_two_looks_are_one_event(
    ra: Client, site: SiteModel, running_clock: FakeClock
) -> None:
    """The server keeps one row for an achievement, so nobody can see the casual one any more."""
    play: Play = {HOUR: lambda: site.unlock("Tom", 7, hardcore=False), HOUR + 0.5: lambda: site.unlock("Tom", 7)}
    told = await watched(ra, running_clock, play, 3 * HOUR)
    assert [new.unlock.hardcore for new in told] == [True]


async def test_reset_and_again_is_told_twice(ra: Client, site: SiteModel, running_clock: FakeClock) -> None:
    """An achievement that is earned again after a reset is another event, and says so."""
    play: Play = {
        HOUR: lambda: site.unlock("Tom", 7),
        2 * HOUR: lambda: site.reset("Tom", 7),
        3 * HOUR: lambda: site.unlock("Tom", 7),
    }
    told = await watched(ra, running_clock, play, 4 * HOUR)
    assert [new.is_again for new in told] == [False, True]
    assert told[0].key != told[1].key


async def test_demoted_and_promoted_again_is_not_told(ra: Client, site: SiteModel, running_clock: FakeClock) -> None:
    """A row that vanishes and comes back with its date is no news."""
    play: Play = {
        HOUR: lambda: site.unlock("Tom", 7),
        2 * HOUR: lambda: site.demoted.add(7),
        9 * HOUR: site.demoted.clear,
    }
    assert ids(await watched(ra, running_clock, play, 17 * HOUR)) == [7]


async def test_clock_that_steps_loses_and_doubles_nothing(
    ra: Client, site: SiteModel, running_clock: FakeClock
) -> None:
    """Thirty days forward or back on this machine's clock mean nothing to a watch."""
    begun = running_clock.now()
    play: Play = {
        hours * HOUR: lambda hours=hours: site.unlock("Tom", hours, date=begun + hours * HOUR)  # type: ignore[misc]
        for hours in range(1, 20)
    }
    play[5.5 * HOUR] = lambda: running_clock.shift_wall_clock(30 * DAY)
    play[10.5 * HOUR] = lambda: running_clock.shift_wall_clock(-60 * DAY)
    assert ids(await watched(ra, running_clock, play, 21 * HOUR)) == list(range(1, 20))


@pytest.mark.parametrize("days", [-30, 30])
async def test_clock_that_is_wrong_at_the_very_first_look(
    ra: Client, site: SiteModel, running_clock: FakeClock, days: int
) -> None:
    """A machine that is a month ahead or behind when it begins misses nothing that is new."""
    now = running_clock.now()
    site.unlock("Tom", 1, date=now - HOUR)
    running_clock.shift_wall_clock(days * DAY)
    play: Play = {HOUR: lambda: site.unlock("Tom", 2, date=now + HOUR)}
    assert ids(await watched(ra, running_clock, play, 3 * HOUR)) == [2]


async def test_changed_name_is_the_same_user(ra: Client, site: SiteModel, running_clock: FakeClock) -> None:
    """By the old name, the new one or the ULID it is one user with one cursor."""
    cursors = MemoryCursors()
    site.unlock("Tom", 1)
    await watched(ra, running_clock, {}, HOUR, cursors)
    site.names[ulid("Tom")] = "Thomas"
    site.unlock("Tom", 2)
    watch = ra.watch.unlocks(["tom", "Thomas", ulid("Tom")], cursors=cursors)
    told = await follow(watch, running_clock, {}, HOUR)
    assert [(new.user, new.user_ulid, new.unlock.achievement_id) for new in told] == [("Thomas", ulid("Tom"), 2)]


async def test_unknown_users_are_listed_at_the_start(ra: Client) -> None:
    """A typing mistake is not silent: the error names every unknown user."""
    with pytest.raises(NotFound, match="no user Tmo, Nobody"):
        async with ra.watch.unlocks(["Tmo", "Mara", "Nobody"]):
            raise AssertionError("it was entered")


async def test_one_name_alone_is_refused(ra: Client) -> None:
    """A text is not taken for a list of letters."""
    with pytest.raises(ConfigurationError, match=r"users must be several names: write \['Tom'\]"):
        ra.watch.unlocks("Tom")


async def test_deleted_user_is_told_and_dropped(ra: Client, site: SiteModel, running_clock: FakeClock) -> None:
    """Whoever is gone from the site is told to `on_trouble` at the next deep look, and asked for no more."""
    troubles: list[Trouble] = []
    watch = ra.watch.unlocks(["Tom", "Mara"], on_trouble=troubles.append)
    left: list[str] = []
    play: Play = {
        HOUR: lambda: site.names.pop(ulid("Tom")),
        8 * HOUR: lambda: left.extend(each.user for each in watch.state.users),
    }
    await follow(watch, running_clock, play, 9 * HOUR)
    assert [str(trouble) for trouble in troubles] == ["Tom: the site does not know this user any more"]
    assert left == ["Mara"]


async def test_unreadable_rows_stop_nothing(ra: Client, site: SiteModel, running_clock: FakeClock) -> None:
    """The good rows go on, and the others are told once, by the user's name."""
    troubles: list[Trouble] = []
    row = {**EARNED, "Date": "2023-11-15 00:00:00", "CumulScore": 5}
    rows = [row, {**row, "AchievementID": None}, {**row, "AchievementID": 2}]
    watch = ra.watch.unlocks(["Tom"], on_trouble=troubles.append)

    def break_a_row() -> None:
        site.fault = lambda query: json_reply(rows) if query.path == EARNED_BETWEEN else None

    assert ids(await follow(watch, running_clock, {HOUR: break_a_row}, 3 * HOUR)) == [79434, 2]
    [trouble] = troubles
    assert str(trouble).startswith("Tom: rows that cannot be read")


async def test_first_look_that_reads_nothing_is_tried_again(
    ra: Client, site: SiteModel, running_clock: FakeClock
) -> None:
    """What could not be read at the very first look is not told as new when it can be."""
    site.unlock("Tom", 1)
    site.fault = lambda query: json_reply([{"Date": "today"}]) if query.path == EARNED_BETWEEN else None

    def recover() -> None:
        site.fault = lambda _: None

    play: Play = {HOUR: recover, 2 * HOUR: lambda: site.unlock("Tom", 2)}
    assert ids(await watched(ra, running_clock, play, 3 * HOUR)) == [2]


async def test_more_than_an_answer_in_one_second(ra: Client, site: SiteModel, running_clock: FakeClock) -> None:
    """What the server shows of such a second is told, and so is everything after it."""
    troubles: list[Trouble] = []

    def burst() -> None:
        for achievement in range(600):
            site.unlock("Tom", achievement)
        site.unlock("Tom", 9999, date=running_clock.now() + 1)

    watch = ra.watch.unlocks(["Tom"], on_trouble=troubles.append)
    told = await follow(watch, running_clock, {HOUR: burst}, 2 * HOUR)
    assert len(told) == 501
    assert told[-1].unlock.achievement_id == 9999
    assert [str(trouble).split(" at ")[0] for trouble in troubles] == ["Tom: more than 500 unlocks"]
