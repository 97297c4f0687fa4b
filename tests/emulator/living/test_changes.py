"""Every kind of change, and all endpoints that show it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from retroach_async.emulator import Emulator, World
from retroach_async.testing import FakeClock
from tests.emulator.living.shown import Shown

GAME = 5
"""A game that Scott never played, with 48 achievements."""
NOON = datetime(2026, 7, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def ids(alive: Emulator) -> list[int]:
    """The achievements of the game."""
    return [each.id for each in alive.world.achievements(alive.world.games[GAME])]


def test_an_unlock_is_shown_everywhere(alive: Emulator, shown: Shown, ids: list[int]) -> None:
    """Lists, points, counts, distribution and progress have one more."""
    points, counts, spread = shown.points("Scott"), shown.counts(ids[0]), shown.spread(GAME, hardcore=True)
    worth = shown("get_achievement_unlocks", a=ids[0])["Achievement"]["Points"]
    alive.unlock("Scott", ids[0])

    assert shown.earned("Scott")[-1] == (ids[0], 1, NOON)
    assert shown.points("Scott") == (points[0] + worth, points[1])
    assert shown.counts(ids[0]) == (counts[0] + 1, counts[1] + 1)
    assert shown.spread(GAME, hardcore=True) == {**spread, 1: spread[1] + 1}
    assert shown.unlocks("Scott")[ids[0]][:2] == (NOON, NOON)
    progress = shown("get_game_info_and_user_progress", g=GAME, u="Scott")
    assert (progress["NumAwardedToUserHardcore"], progress["Achievements"][str(ids[0])]["DateEarned"]) == (
        1,
        "2026-07-01 12:00:00",
    )
    assert shown("get_user_recently_played_games", u="Scott")[0]["GameID"] == GAME
    assert shown("get_user_completion_progress", u="Scott")["Results"][0]["GameID"] == GAME
    assert shown("get_achievement_unlocks", a=ids[0])["Unlocks"][0]["User"] == "Scott"


def test_a_name_is_a_name_or_a_ulid_in_any_case(alive: Emulator, shown: Shown, ids: list[int]) -> None:
    """A player is found as the server finds one."""
    alive.unlock("scott", ids[0])
    alive.unlock(alive.world.owner("Scott").ulid, ids[1])

    assert [row[0] for row in shown.earned("Scott")] == sorted(ids[:2])


async def test_time_runs_from_the_start(alive: Emulator, shown: Shown, clock: FakeClock, ids: list[int]) -> None:
    """The present is that of the world until the emulator starts, and moves with the clock from then on."""
    await clock.advance(500)
    assert alive.now == NOON
    async with alive:
        await clock.advance(90)
        assert alive.now == NOON + timedelta(seconds=90)
        alive.unlock("Scott", ids[0])
        assert shown.earned("Scott") == [(ids[0], 1, NOON + timedelta(seconds=90))]
        await clock.advance(3600)
        assert [row["AchievementID"] for row in shown("get_user_recent_achievements", u="Scott", m=61)] == [ids[0]]
        assert shown("get_user_recent_achievements", u="Scott", m=59) == []


def test_a_later_present_leaves_history_alone(shown: Shown, alive: Emulator) -> None:
    """Whatever happened before the start has the same date and id when time has moved on, whatever is asked first."""
    alive.world.now += 40 * 86400
    other = World()

    assert [(row.id, row.at, row.kind) for row in alive.world.award_rows.values()] == [
        (row.id, row.at, row.kind) for row in other.award_rows.values()
    ]
    assert shown.unlocks("Scott") == Shown(Emulator(world=other)).unlocks("Scott")


def test_a_late_unlock_has_its_own_date(alive: Emulator, shown: Shown, ids: list[int]) -> None:
    """It stands among the older ones, and its row is the newest by id all the same."""
    late = NOON - timedelta(days=13)
    alive.unlock("Scott", ids[0], date=late)

    rows = shown("get_achievements_earned_between", u="Scott", f=int(late.timestamp()), t=int(late.timestamp()))
    assert [row["AchievementID"] for row in rows] == [ids[0]]
    newest = shown("v2.users.player_achievements", {"user": "Scott"}, sort="-id")["data"][0]
    assert newest["relationships"]["achievement"]["data"]["id"] == str(ids[0])
    assert newest["attributes"]["unlockedAt"].startswith("2026-06-18T12:00:00")


def test_casual_then_hardcore_is_an_upgrade(alive: Emulator, shown: Shown, ids: list[int]) -> None:
    """V1 has a new row in the place of the old one; V2 has the same row with both dates; points change sides."""
    start = shown.points("Scott")
    alive.unlock("Scott", ids[0], hardcore=False, date=NOON + HOUR)
    casual = shown.points("Scott")
    assert shown.earned("Scott") == [(ids[0], 0, NOON + HOUR)]
    row = shown.unlocks("Scott")[ids[0]]
    assert row[:2] == (NOON + HOUR, None)
    assert shown.spread(GAME, hardcore=False) != {}
    alive.unlock("Scott", ids[0], date=NOON + 2 * HOUR)

    assert shown.earned("Scott") == [(ids[0], 1, NOON + 2 * HOUR)]
    assert shown.unlocks("Scott")[ids[0]] == (NOON + HOUR, NOON + 2 * HOUR, row[2])
    worth = casual[1] - start[1]
    assert shown.points("Scott") == (start[0] + worth, start[1])


@pytest.mark.parametrize("hardcore", [True, False])
def test_what_somebody_has_is_not_unlocked_again(alive: Emulator, shown: Shown, ids: list[int], hardcore: bool) -> None:
    """A second unlock changes nothing, in the same mode or a lower one."""
    alive.unlock("Scott", ids[0], date=NOON - HOUR)
    before = shown.unlocks("Scott")
    alive.unlock("Scott", ids[0], hardcore=hardcore)

    assert shown.unlocks("Scott") == before


def test_a_reset_can_be_earned_again(alive: Emulator, shown: Shown, ids: list[int]) -> None:
    """The row vanishes with its points; the next one has a new date and a new id."""
    start, counts = shown.points("Scott"), shown.counts(ids[0])
    alive.unlock("Scott", ids[0])
    first = shown.unlocks("Scott")[ids[0]]
    alive.reset("Scott", ids[0])

    assert shown.earned("Scott") == []
    assert ids[0] not in shown.unlocks("Scott")
    assert (shown.points("Scott"), shown.counts(ids[0])) == (start, counts)
    alive.unlock("Scott", ids[0], date=NOON + HOUR)
    again = shown.unlocks("Scott")[ids[0]]
    assert again[0] == NOON + HOUR
    assert again[2] > first[2]


def test_history_can_be_reset_as_well(alive: Emulator, shown: Shown) -> None:
    """An unlock from before the start goes away with the mastery that it was a part of."""
    before = shown.awards("MaxMilyin", 14402)
    alive.reset("MaxMilyin", 79434)

    assert "mastered" in before
    assert "mastered" not in shown.awards("MaxMilyin", 14402)
    assert shown.spread(14402, hardcore=True)[15] == 7
    assert "MaxMilyin" not in {row["User"] for row in shown("get_game_rank_and_score", g=14402, t=1)}


def test_reset_of_nothing_changes_nothing(alive: Emulator, shown: Shown, ids: list[int]) -> None:
    """Somebody who does not have it keeps everything."""
    before = shown.unlocks("Scott")
    alive.reset("Scott", ids[0])

    assert shown.unlocks("Scott") == before
    assert alive.world.changes == 0


def test_a_mastery_gives_awards(alive: Emulator, shown: Shown, ids: list[int]) -> None:
    """The last unlock gives one, with its date; it is the newest of the site by id, and so is beating the game."""
    newest = shown.newest_awards(1)[0][0]
    for number in ids[:-1]:
        alive.unlock("Scott", number, date=NOON - HOUR)
    assert shown.awards("Scott", GAME) == {"beaten-hardcore": NOON - HOUR}
    alive.unlock("Scott", ids[-1], date=NOON)

    assert shown.awards("Scott", GAME) == {"beaten-hardcore": NOON - HOUR, "mastered": NOON}
    mine = shown.newest_awards(2)
    assert [row[1:] for row in mine] == [("Scott", "mastered", NOON), ("Scott", "beaten-hardcore", NOON - HOUR)]
    assert [row[0] for row in mine] == [newest + 2, newest + 1]
    recent = shown("get_recent_game_awards", c=100)["Results"]
    assert ("Scott", "mastered", GAME) in [(row["User"], row["AwardKind"], row["GameID"]) for row in recent]
    assert shown("get_game_rank_and_score", g=GAME, t=1)[0]["User"] == "Scott"


def test_a_demotion_hides_and_a_promotion_shows_again(alive: Emulator, shown: Shown) -> None:
    """Rows, points and counts of V1 go and come back with the same dates; the set is one smaller in between."""
    dragster = alive.world.games[14402]
    user = next(each.player.name for each in reversed(alive.world.progress(dragster)) if each.hardcore_count == 15)
    before, points = shown.unlocks(user), shown.points(user)
    counts, size = shown.counts(79434), len(shown.spread(14402, hardcore=True))
    alive.demote(79434)

    assert len(shown.spread(14402, hardcore=True)) == size - 1
    assert shown.points(user)[0] < points[0]
    assert "79434" not in shown("get_game_extended", i=14402)["Achievements"]
    assert shown("v2.achievements.get", {"achievement_id": "79434"})["data"]["attributes"]["state"] == "unpromoted"
    assert shown("v2.games.get", {"game_id": "14402"})["data"]["attributes"]["achievementsPublished"] == size - 1
    alive.promote(79434)
    assert (shown.unlocks(user), shown.points(user)) == (before, points)
    assert shown.counts(79434) == counts
    assert len(shown.spread(14402, hardcore=True)) == size


def test_a_demotion_makes_masters_with_old_dates(alive: Emulator, shown: Shown) -> None:
    """Whoever had all but the demoted one has a mastery now, dated by the last unlock and with a new id."""
    newest = shown.newest_awards(1)[0][0]
    short = next(each for each in alive.world.progress(alive.world.games[14402]) if each.hardcore_count == 14)
    last = datetime.fromtimestamp(short.last_hardcore, UTC)
    alive.demote(short.order[14].id)

    assert (short.player.name, "mastered", last) in [row[1:] for row in shown.newest_awards(100) if row[0] > newest]


def test_an_unofficial_achievement_can_be_unlocked(alive: Emulator, shown: Shown) -> None:
    """It has a row in V2 and gives nothing in V1."""
    game = next(game for game in alive.world.real_games if game.unpromoted)
    number = alive.world.achievements(game, promoted=False)[0].id
    points = shown.points("QuietNewcomer")
    alive.unlock("QuietNewcomer", number)

    assert number in shown.unlocks("QuietNewcomer")
    assert shown.earned("QuietNewcomer") == []
    assert shown.points("QuietNewcomer") == points


def test_an_untracked_player_is_not_counted(alive: Emulator, shown: Shown, ids: list[int]) -> None:
    """The unlocks of an untracked player are listed and counted nowhere."""
    counts = shown.counts(ids[0])
    alive.unlock("GhostRunner", ids[0])

    assert shown.earned("GhostRunner") == [(ids[0], 1, NOON)]
    assert shown.counts(ids[0]) == counts


@pytest.mark.parametrize(
    ("method", "arguments", "named"),
    [
        ("unlock", ("Nobody9", 1), "Nobody9"),
        ("unlock", ("Scott", 99999999), "99999999"),
        ("reset", ("Nobody9", 1), "Nobody9"),
        ("reset", ("Scott", 99999999), "99999999"),
        ("demote", (99999999,), "99999999"),
        ("promote", (99999999,), "99999999"),
        ("demote", (600001,), "600001"),
        ("award", ("Nobody9", "mastered"), "Nobody9"),
        ("award", ("Scott", "knighthood"), "knighthood"),
        ("award", ("Scott", "mastered"), "None"),
    ],
)
def test_the_unknown_is_refused_by_name(
    alive: Emulator, method: str, arguments: tuple[object, ...], named: str
) -> None:
    """A user, an achievement or a kind that the world does not have is named, and nothing changes."""
    with pytest.raises(ValueError, match=named):
        getattr(alive, method)(*arguments)
    assert alive.world.changes == 0


def test_a_date_needs_a_time_zone(alive: Emulator, ids: list[int]) -> None:
    """A date without one could be any of 24 moments."""
    with pytest.raises(ValueError, match="time zone"):
        alive.unlock("Scott", ids[0], date=datetime(2026, 7, 1))  # noqa: DTZ001  that is the point
