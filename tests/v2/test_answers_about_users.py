"""The answers about events, leaderboards, awards and users: what their values mean."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from retroach_async import from_dict, v2
from retroach_async.errors import NotIncluded
from tests.v2.answers import ULID, USER, answer, document_of, read, with_samples


@with_samples
def test_points_of_a_user_are_told_apart(folder: Path) -> None:
    """What V2 calls points are a user's casual points."""
    user = answer("user-show")
    assert (user.id, user.display_name) == (ULID, "TestPlayer")
    assert (user.points_casual, user.points_hardcore, user.points_weighted) == (1201, 48211, 130944)
    assert (user.rank_hardcore, user.rank_casual) == (1042, None)
    assert (user.yield_unlocks, user.yield_points) == (50, 1000)
    assert user.joined_at == datetime(2019, 3, 2, 18, 21, 9, tzinfo=UTC)
    assert (user.visible_role, user.displayable_roles) == ("developer", ("developer", "artist"))
    follow = answer("user-followers")[0]
    assert (follow.points_casual, follow.points_hardcore, follow.is_mutual) == (1234, 5678, True)


@with_samples
def test_users_with_a_rank_are_counted(folder: Path) -> None:
    """One user tells it, and a page of users beside the rows."""
    ranked = v2.RankedUsers(hardcore=98211, casual=40122)
    assert answer("user-show").ranked_users == answer("users-index").ranked_users == ranked
    assert answer("users-index")[0].ranked_users is None


@with_samples
def test_user_without_a_last_game_has_none(folder: Path) -> None:
    """A relation that was asked for, and that the server leaves empty, is None."""
    document = document_of("user-show")
    for linked in ({}, {"lastGame": {"data": None}}):
        document["data"]["relationships"] = linked
        assert read(document, "users.get", **USER, include=["last_game"]).last_game is None


@with_samples
def test_deleted_account_has_no_registration(folder: Path) -> None:
    """An account that is gone is met as the developer of something."""
    document = document_of("user-show")
    document["data"]["attributes"] |= {"joinedAt": None, "deletedAt": "2025-01-02T03:04:05.000000Z"}
    user = read(document, "users.get", **USER)
    assert (user.joined_at, user.deleted_at) == (None, datetime(2025, 1, 2, 3, 4, 5, tzinfo=UTC))


@with_samples
def test_page_of_awards_counts_all_of_them(folder: Path) -> None:
    """The numbers stand beside the rows, each kind in its place."""
    document = document_of("user-awards-related")
    names = ("beatenCasual", "beatenHardcore", "completion", "event", "hidden", "mastery", "site", "total")
    document["meta"] |= {f"{name}AwardsCount": number for number, name in enumerate(names, 1)}
    counts = read(document, "users.awards", **USER).counts
    assert counts == v2.AwardCounts(
        awards_beaten_casual=1,
        awards_beaten_hardcore=2,
        awards_completed=3,
        awards_event=4,
        awards_hidden=5,
        awards_mastered=6,
        awards_site=7,
        awards_total=8,
    )


@with_samples
def test_award_has_the_details_of_its_kind(folder: Path) -> None:
    """Each kind of award has details of its own; the others are None."""
    contexts = {award.kind: award.context for award in answer("user-awards-related")}
    assert contexts == {
        v2.UserAwardKind.MASTERED: v2.AwardContext(game_id=1, mode=v2.AwardMode.HARDCORE),
        v2.UserAwardKind.BEATEN_CASUAL: v2.AwardContext(game_id=10, mode=v2.AwardMode.CASUAL),
        v2.UserAwardKind.EVENT: v2.AwardContext(
            event_id=14, tier_index=2, display_tier_index=1, grants_site_award=False
        ),
        v2.UserAwardKind.MEDIA_CONTRIBUTION: v2.AwardContext(
            tier=2, display_tier_index=2, earned_tier=2, threshold=100
        ),
        v2.UserAwardKind.ACHIEVEMENT_UNLOCKS_YIELD: v2.AwardContext(tier=2, threshold=500),
        v2.UserAwardKind.PATREON_SUPPORTER: v2.AwardContext(site_award_type="patreon_supporter"),
    }


@with_samples
def test_relations_of_an_award_follow_its_kind(folder: Path) -> None:
    """An award has the relations that apply to it; the others that were asked for are None."""
    document = document_of("user-awards-index")
    document["data"][0]["relationships"] = {"game": {"data": {"type": "games", "id": "1"}}}
    document["included"] = [{"type": "games", "id": "1", "attributes": {"title": "Sonic the Hedgehog"}}]
    mastered, beaten = read(document, "user_awards.list", include=["game.system", "event"])
    assert (mastered.game.title, mastered.event, beaten.game) == ("Sonic the Hedgehog", None, None)


@with_samples
def test_progress_in_a_set_is_told_by_mode(folder: Path) -> None:
    """Numbers in any mode and in hardcore are not mixed up, shares are fractions and times are lengths."""
    first, second = answer("user-player-achievement-sets")
    assert (first.unlocks_total, first.unlocks_hardcore) == (20, 18)
    assert (first.points, first.points_hardcore, first.points_weighted) == (180, 165, 512)
    assert (first.completion_rate, first.completion_rate_hardcore) == (0.555555556, 0.5)
    assert (type(second.completion_rate), second.completion_rate) == (float, 1.0)
    assert (first.time_taken, first.time_taken_hardcore) == (timedelta(seconds=30110), timedelta(seconds=28000))
    assert first.set_context == (v2.SetContext(achievement_set_id=11, game_id=1, type=v2.AchievementSetType.CORE),)


@with_samples
def test_record_of_a_game_leads_to_its_progress(folder: Path) -> None:
    """The sets of a game and the user's progress in them come with the record; a game without sets has none."""
    first, second = answer("user-player-games-include")
    assert (first.game.id, second.game.id) == (1, 10)
    assert [each.id for each in first.achievement_sets] == [11]
    assert [each.unlocks_total for each in first.player_achievement_sets] == [20]
    assert (second.achievement_sets, second.player_achievement_sets, second.playtime_total) == ((), (), None)
    assert (first.playtime_total, first.time_to_beat) == (timedelta(seconds=36122), timedelta(seconds=9011))


@with_samples
def test_event_achievement_names_its_three_ids(folder: Path) -> None:
    """The ids of the event and of both achievements are there without being asked for."""
    found = answer("event-achievement-show")
    assert (found.event_id, found.source_achievement_id, found.event_achievement_id) == (14, 9, 551203)
    document = document_of("event-achievement-show")
    document["data"]["relationships"]["sourceAchievement"]["data"] = None
    without = read(document, "event_achievements.get", event_achievement_id=812, include=["source_achievement"])
    assert (without.source_achievement_id, without.source_achievement) == (None, None)


@with_samples
def test_event_has_its_tiers(folder: Path) -> None:
    """The awards of an event come with it, by tier."""
    (gold,) = answer("event-show-include-awards").awards
    assert (gold.id, gold.tier_index, gold.label, gold.points_required) == (71, 1, "Gold", 50)


@with_samples
def test_circle_of_an_event_and_its_achievements_ends(folder: Path) -> None:
    """Only the step that was asked for is made: the achievement of an event does not lead back by itself."""
    document = document_of("event-show-include-awards")
    achievement = document_of("event-achievement-show")["data"]
    named = [{"type": "event-achievements", "id": "812"}]
    document["data"]["relationships"] = {"eventAchievements": {"data": named}}
    document["included"] = [achievement]
    (found,) = read(document, "events.get", event_id=14, include=["event_achievements"]).event_achievements
    assert (found.id, found.event_id) == (812, 14)
    with pytest.raises(NotIncluded):
        _ = found.event


@with_samples
def test_leaderboard_has_one_game(folder: Path) -> None:
    """The server's word for the game of a leaderboard is a plural, and it is one object."""
    document = document_of("leaderboard-entries")
    document["data"][0]["relationships"] = {"leaderboard": {"data": {"type": "leaderboards", "id": "104370"}}}
    board = document_of("leaderboard-show")["data"]
    board["relationships"] = {"games": {"data": {"type": "games", "id": "1"}}}
    document["included"] = [board, {"type": "games", "id": "1", "attributes": {"title": "Sonic the Hedgehog"}}]
    (entry,) = read(document, "leaderboards.entries", leaderboard_id=104370, include=["leaderboard.games"])
    assert (entry.leaderboard.id, entry.leaderboard.games.title) == (104370, "Sonic the Hedgehog")


@with_samples
def test_unlock_of_a_user_names_its_achievement(folder: Path) -> None:
    """Below a user an unlock has the achievement's id, and not the user's."""
    first, second = answer("user-player-achievements")
    assert [(row.achievement_id, row.user_id) for row in (first, second)] == [(9, None), (2, None)]
    assert second.unlocked_hardcore_at is None


@with_samples
def test_achievement_of_the_week_is_its_ids_and_days(folder: Path) -> None:
    """The ids are integers, although this document has them as text."""
    week = read(document_of("achievement-of-the-week"), "event_achievements.achievement_of_the_week")
    assert week == v2.AchievementOfTheWeek(
        id=812,
        event_achievement_id=551203,
        source_achievement_id=9,
        event_id=14,
        active_from=datetime(2026, 8, 17, tzinfo=UTC),
        active_until=datetime(2026, 8, 24, tzinfo=UTC),
        active_through=datetime(2026, 8, 23, tzinfo=UTC),
        decorator="Week 34",
    )
    assert from_dict(v2.AchievementOfTheWeek, json.loads(json.dumps(week.to_dict()))) == week


@with_samples
def test_order_of_include_makes_no_difference(folder: Path) -> None:
    """Two calls that ask for the same are answered the same."""
    document = document_of("user-player-games-include")
    words = ["game", "achievement_sets", "player_achievement_sets"]
    there, back = (read(document, "users.player_games", **USER, include=each) for each in (words, words[::-1]))
    assert there == back
    assert hash(there) == hash(back)
