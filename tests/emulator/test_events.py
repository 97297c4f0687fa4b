"""The site's events: the same weeks, achievements and unlocks as V1's."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise

import pytest

from retroach_async.emulator import World
from tests.emulator.conftest import Ask

DAY = 86400


def test_the_achievement_of_the_week_is_that_of_v1(world: World, ask: Ask) -> None:
    """Source, beginning, players and unlocks are those of V1's answer."""
    current, week = world.current_event_achievement, ask("get_achievement_of_the_week").body
    assert current.source is not None
    assert current.active_from is not None
    assert current.source.id == week["Achievement"]["ID"]
    assert datetime.fromtimestamp(current.active_from, UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ") == week["StartAt"]
    assert current.event.players == week["TotalPlayers"]
    assert len(current.unlocks) == week["UnlocksCount"] > 0
    assert current.event.legacy_game.forum_topic_id == week["ForumTopic"]["ID"]
    assert current.is_active(world.now)


def test_the_weeks_follow_each_other(world: World) -> None:
    """The event has 26 weeks, of which the last is this one, and its days are those of its achievements."""
    event = world.current_event_achievement.event
    windows = [(each.active_from, each.active_until) for each in event.achievements]
    assert len(windows) == 26
    for (start, end), (next_start, _) in pairwise(windows):
        assert start is not None
        assert end == next_start == start + 7 * DAY
    assert windows[0][0] == event.active_from
    assert event.active_through is not None
    assert windows[-1][1] == event.active_through + DAY
    assert (event.state, event.id) == ("active", 11)


def test_an_unlock_for_an_event_is_an_unlock_in_its_window(world: World) -> None:
    """Every unlock that an event counts is one of the source's, in time and by a counted player."""
    counted = 0
    for each in world.event_achievements.values():
        if each.source is None:
            assert each.unlocks == []
            continue
        everything = [
            unlock
            for progress in world.progress(each.source.game)
            if progress.player.counts
            for unlock in progress.unlocks()
            if unlock.achievement is each.source
        ]
        begin, end = each.active_from or 0, each.active_until or world.now + 1
        assert set(each.unlocks) == {one for one in everything if begin <= one.best_at < end}
        counted += len(each.unlocks)
    assert counted > 100


def test_every_sort_of_event_is_there(world: World) -> None:
    """Events are active, concluded or evergreen, and one is in the future."""
    assert {event.state for event in world.events.values()} == {"active", "concluded", "evergreen"}
    (future,) = (event for event in world.events.values() if event.is_future)
    assert future.active_from is not None
    assert future.active_from > world.now
    assert future.players == 0
    for event in world.events.values():
        is_endless = event.state == "evergreen"
        assert (event.active_through is None) == is_endless
        assert all((each.active_until is None) == is_endless for each in event.achievements)
        if event.active_through is not None:
            assert (event.active_through + DAY <= world.now) == (event.state == "concluded")


def test_some_achievements_are_not_announced_and_some_not_promoted(world: World) -> None:
    """A later week has no source yet; an unreleased achievement is not promoted."""
    rows = world.event_achievements.values()
    assert any(each.source is None and each.promoted for each in rows)
    assert any(not each.promoted for each in rows)
    assert all(world.event_achievements[number].id == number for number in world.event_achievements)


def test_the_copies_are_achievements_of_v1(world: World, ask: Ask) -> None:
    """An event's own achievement is found by its id, in the game of its event, with points of its own."""
    for each in world.event_achievements.values():
        assert world.achievement(each.copy.id) is each.copy
    current = world.current_event_achievement
    answer = ask("get_achievement_unlocks", a=current.copy.id).body
    assert current.source is not None
    assert (answer["Achievement"]["ID"], answer["Achievement"]["Title"]) == (current.copy.id, current.source.title)
    assert answer["Achievement"]["Points"] == current.copy.points == 1 != current.source.points
    assert answer["Game"]["ID"] == world.event_game.id
    assert answer["UnlocksCount"] == len(current.unlocks)


@pytest.mark.parametrize("event", [2, 3, 5, 6, 8, 9, 11, 12, 14])
def test_the_game_of_an_event_counts_its_players(world: World, ask: Ask, event: int) -> None:
    """V1's answer about the pseudo-game has the players, achievements and unlocks of the event."""
    mine = world.events[event]
    promoted = [each for each in mine.achievements if each.promoted]
    game = ask("get_game_extended", i=mine.legacy_game.id).body
    assert game["NumDistinctPlayers"] == mine.players
    assert game["NumAchievements"] == len(promoted)
    unlocks = {int(number): row["NumAwarded"] for number, row in game["Achievements"].items()}
    assert unlocks == {each.copy.id: len(each.unlocks) for each in promoted}


def test_events_give_no_points(world: World, ask: Ask) -> None:
    """Unlocks of an event are in its own game, and neither in a player's points nor in the list of played games."""
    player = world.current_event_achievement.unlocks[0].player
    progress = world.progress_of(player, world.event_game)
    assert progress is not None
    assert progress.count > 0
    listed = ask("get_user_completion_progress", u=player.ulid, c=500).body["Results"]
    assert world.event_game.id not in [row["GameID"] for row in listed]
    assert all(each.game.system.has_games for each in world.account(player).progress)
    tally = ask("get_user_progress", u=player.ulid, i=world.event_game.id).body[str(world.event_game.id)]
    assert tally["NumAchieved"] == progress.count


def test_the_first_moment_of_a_week_has_an_achievement() -> None:
    """On Monday at midnight nobody has unlocked anything yet, and the week has its achievement."""
    monday = datetime(2026, 6, 29, tzinfo=UTC)
    current = World(now=monday).current_event_achievement
    assert current.source is not None
    assert current.active_from == monday.timestamp()


def test_tiers_have_ids_of_their_own(world: World) -> None:
    """Each tier has an id, goes by its place from 1 and needs more points than the one below."""
    tiers = [tier for event in world.events.values() for tier in event.tiers]
    assert len({tier.id for tier in tiers}) == len(tiers)
    for event in world.events.values():
        assert [tier.index for tier in event.tiers] == list(range(1, len(event.tiers) + 1))
        assert sorted(tier.points for tier in event.tiers) == [tier.points for tier in event.tiers]
        assert all(tier.event is event for tier in event.tiers)
