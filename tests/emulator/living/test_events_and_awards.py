"""Changes of events, and awards that are given."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from retroach_async.emulator import Emulator
from retroach_async.emulator.world.events import EventAchievement
from retroach_async.testing import FakeClock
from tests.emulator.living.shown import Shown

NOON = datetime(2026, 7, 1, 12, tzinfo=UTC)


@pytest.fixture
def week(alive: Emulator) -> EventAchievement:
    """The achievement of the week."""
    return alive.world.current_event_achievement


def newcomer(alive: Emulator, row: EventAchievement) -> str:
    """A counted player without the achievement."""
    assert row.source is not None
    owners = {each.player for each in alive.world.progress(row.source.game) if row.source in each.unlocked}
    owners |= {each.player for each in row.event.progress}
    return next(each.name for each in alive.world.players if each.counts and each.plays and each not in owners)


def test_an_active_event_is_unlocked_as_well(alive: Emulator, shown: Shown, week: EventAchievement) -> None:
    """A ranked user's hardcore unlock of the source has a row of its own for the event, and counts there."""
    assert week.source is not None
    user = newcomer(alive, week)
    before = shown("get_achievement_of_the_week")
    alive.unlock(user, week.source.id)

    assert shown.earned(user) == [(week.source.id, 1, NOON), (week.copy.id, 1, NOON)]
    rows = shown("get_achievements_earned_between", u=user, f=alive.world.start, t=alive.world.start)
    assert [row["ConsoleName"] for row in rows] == [week.source.game.system.name, "Events"]
    after = shown("get_achievement_of_the_week")
    assert after["UnlocksCount"] == before["UnlocksCount"] + 1
    assert after["Unlocks"][0]["User"] == user
    assert shown("get_achievement_unlocks", a=week.copy.id)["Unlocks"][0]["User"] == user


@pytest.mark.parametrize("hardcore", [True, False])
def test_events_count_hardcore_and_ranked_users_only(
    alive: Emulator, shown: Shown, week: EventAchievement, hardcore: bool
) -> None:
    """A casual unlock, and one of an untracked user, leave the event alone."""
    assert week.source is not None
    user = "GhostRunner" if hardcore else newcomer(alive, week)
    alive.reset(user, week.source.id)
    before = shown("get_achievement_of_the_week")["UnlocksCount"]
    alive.unlock(user, week.source.id, hardcore=hardcore)

    assert shown("get_achievement_of_the_week")["UnlocksCount"] == before
    assert [row[0] for row in shown.earned(user)] == [week.source.id]


def test_a_late_unlock_counts_for_the_week_of_its_date(alive: Emulator, shown: Shown, week: EventAchievement) -> None:
    """An unlock from before the window is none of the event."""
    assert week.source is not None
    assert week.active_from is not None
    user = newcomer(alive, week)
    alive.unlock(user, week.source.id, date=datetime.fromtimestamp(week.active_from - 1, UTC))
    events = {row.event for row in alive.world.event_achievements.values() if row.source is week.source}

    assert week.event in events
    assert user not in {each.player.name for each in week.unlocks}


def test_an_event_unlock_can_be_reset(alive: Emulator, shown: Shown, week: EventAchievement) -> None:
    """The event's own achievement is reset by its own id."""
    user = newcomer(alive, week)
    before = shown("get_achievement_of_the_week")["UnlocksCount"]
    alive.unlock(user, week.copy.id)
    assert [row[0] for row in shown.earned(user)] == [week.copy.id]
    alive.reset(user, week.copy.id)

    assert shown.earned(user) == []
    assert shown("get_achievement_of_the_week")["UnlocksCount"] == before


def test_a_tier_is_raised_in_place(alive: Emulator, shown: Shown, week: EventAchievement) -> None:
    """The award from an event keeps its id; its date and tier are new."""
    user = newcomer(alive, week)
    alive.award(user, "event", event=week.event.id, tier=1, date=NOON)
    first = shown.newest_awards(1)[0]
    alive.award(user, "event", event=week.event.id, tier=2, date=NOON + timedelta(hours=1))

    assert first[1:] == (user, "event", NOON)
    assert shown.newest_awards(1)[0] == (first[0], user, "event", NOON + timedelta(hours=1))
    mine = [row for row in shown("get_user_awards", u=user)["VisibleUserAwards"] if row["AwardType"] == "Event"]
    assert [row["AwardDataExtra"] for row in mine if row["AwardData"] == week.event.id] == [2]


def test_a_given_mastery_comes_with_its_unlocks(alive: Emulator, shown: Shown) -> None:
    """An award for a game is given by the unlocks that are missing, at the date of the award."""
    date = NOON - timedelta(days=400)
    alive.award("QuietNewcomer", "mastered", game=14402, date=date)

    assert shown.awards("QuietNewcomer", 14402) == {"beaten-hardcore": date, "mastered": date}
    assert shown.newest_awards(1)[0][1:] == ("QuietNewcomer", "mastered", date)
    assert shown("get_game_info_and_user_progress", g=14402, u="QuietNewcomer")["UserCompletionHardcore"] == "100.00%"


@pytest.mark.parametrize(
    ("kind", "kinds"),
    [
        ("beaten-casual", {"beaten-casual"}),
        ("beaten-hardcore", {"beaten-hardcore"}),
        ("completed", {"beaten-casual", "completed"}),
    ],
)
def test_awards_for_games_of_each_kind(alive: Emulator, shown: Shown, kind: str, kinds: set[str]) -> None:
    """What was asked for is there, and what follows from it."""
    alive.award("QuietNewcomer", kind, game=5)

    assert set(shown.awards("QuietNewcomer", 5)) == kinds


def test_a_hardcore_award_takes_the_place_of_a_casual_one(alive: Emulator, shown: Shown) -> None:
    """Whoever masters a completed game shows the mastery alone."""
    alive.award("QuietNewcomer", "completed", game=5, date=NOON - timedelta(days=1))
    alive.award("QuietNewcomer", "mastered", game=5)

    assert shown.awards("QuietNewcomer", 5) == {"beaten-hardcore": NOON, "mastered": NOON}


@pytest.mark.parametrize("kind", ["media-contribution", "playtest", "patreon-supporter", "certified-legend"])
def test_awards_of_the_site(alive: Emulator, shown: Shown, kind: str) -> None:
    """They are given at once, with a new id, and counted."""
    before = shown("get_user_awards", u="QuietNewcomer")["SiteAwardsCount"]
    alive.award("QuietNewcomer", kind, date=NOON)

    assert shown.newest_awards(1)[0][1:] == ("QuietNewcomer", kind, NOON)
    assert shown("get_user_awards", u="QuietNewcomer")["SiteAwardsCount"] == before + 1


def test_a_media_award_is_raised_in_place(alive: Emulator, shown: Shown) -> None:
    """The higher tier has the id of the lower one; a lower one does not take its place."""
    for tier in (1, 3, 2):
        alive.award("QuietNewcomer", "media-contribution", tier=tier, date=NOON + timedelta(hours=tier))
    rows = shown("v2.users.awards", {"user": "QuietNewcomer"})["data"]

    assert [(row["attributes"]["kind"], row["attributes"]["context"]["tier"]) for row in rows] == [
        ("media-contribution", 3)
    ]
    assert rows[0]["attributes"]["awardedAt"].startswith("2026-07-01T15:00:00")


@pytest.mark.parametrize(
    ("kind", "more", "named"),
    [
        ("media-contribution", {"tier": 9}, "tier 9"),
        ("event", {"event": 999}, "event 999"),
        ("event", {"event": 11, "tier": 9}, "tier 9"),
        ("mastered", {"game": 99999999}, "game 99999999"),
        ("mastered", {"game": 30001}, "game 30001"),
        ("achievement-points-yield", {}, "achievement-points-yield"),
    ],
)
def test_awards_that_do_not_exist(alive: Emulator, kind: str, more: dict[str, int], named: str) -> None:
    """What the world does not have is refused and named."""
    with pytest.raises(ValueError, match=named):
        alive.award("Scott", kind, **more)


async def test_every_monday_there_is_another_week(alive: Emulator, shown: Shown, clock: FakeClock) -> None:
    """When the week is over, both APIs show the next one, with an achievement that can be unlocked for it."""
    name = "v2.event_achievements.achievement_of_the_week"
    before, old = shown(name)["meta"]["eventAchievement"], shown("get_achievement_of_the_week")
    async with alive:
        await clock.advance(5 * 86400)
        after, new = shown(name)["meta"]["eventAchievement"], shown("get_achievement_of_the_week")
        assert after["activeFrom"] == before["activeUntil"]
        assert int(after["achievementId"]) > int(before["achievementId"])
        assert new["StartAt"] > old["StartAt"]
        assert str(new["Achievement"]["ID"]) == after["sourceAchievementId"]
        assert new["UnlocksCount"] == 0
        alive.unlock("QuietNewcomer", int(after["sourceAchievementId"]))

        assert [row["User"] for row in shown("get_achievement_of_the_week")["Unlocks"]] == ["QuietNewcomer"]
        assert [row[0] for row in shown.earned("QuietNewcomer")] == [
            int(after["sourceAchievementId"]),
            int(after["achievementId"]),
        ]
        rows = shown.rows("v2.events.event_achievements", {"event_id": after["eventId"]})
        assert after["id"] in [row["id"] for row in rows]
        assert shown("get_achievement_unlocks", a=after["achievementId"])["UnlocksCount"] == 1


async def test_weeks_follow_each_other(alive: Emulator, shown: Shown, clock: FakeClock) -> None:
    """After a pause of some weeks none of them is left out."""
    async with alive:
        await clock.advance(30 * 86400)
        rows = shown.rows("v2.events.event_achievements", {"event_id": "11"}, sort="activeFrom")

    begins = [row["attributes"]["activeFrom"] for row in rows]
    ends = [row["attributes"]["activeUntil"] for row in rows]
    assert len(rows) == 26 + 4
    assert begins[1:] == ends[:-1]
