"""Whatever two endpoints say about the same thing agrees, because both count the same unlocks."""

from __future__ import annotations

from collections import Counter

import pytest

from retroach_async.emulator import World
from tests.emulator.conftest import Ask

GAMES = (1, 2, 5, 17, 100, 333, 14402)
USERS = ("MaxMilyin", "Scott", "PolarFox", "CasualCarla", "GhostRunner", "QuietNewcomer", "8675309")


@pytest.mark.parametrize("user", USERS)
def test_points_are_the_sum_of_the_unlocks(ask: Ask, world: World, user: str) -> None:
    """A user's hardcore and casual points are those of the unlocks that the distributions count."""
    player = world.owner(user)
    hardcore = casual = 0
    for game in world.real_games:
        for progress in world.progress(game):
            if progress.player is player:
                for unlock in progress.unlocks():
                    if unlock.hardcore_at is None:
                        casual += unlock.achievement.points
                    else:
                        hardcore += unlock.achievement.points
    assert ask("get_user_points", u=user).body == {"Points": hardcore, "SoftcorePoints": casual}


@pytest.mark.parametrize("user", USERS)
def test_everybody_agrees_about_the_points(ask: Ask, user: str) -> None:
    """Points, profile, summary, rank and progress give the same sums."""
    points = ask("get_user_points", u=user).body["Points"]
    games = ask("get_user_completion_progress", u=user, c=500).body["Results"]
    progress = ask("get_user_progress", u=user, i=",".join(str(game["GameID"]) for game in games) or "0").body
    assert ask("get_user_profile", u=user).body["TotalPoints"] == points
    assert ask("get_user_summary", u=user).body["TotalPoints"] == points
    assert ask("get_user_rank_and_score", u=user).body["Score"] == points
    assert sum(each["ScoreAchievedHardcore"] for each in dict(progress).values()) == points


@pytest.mark.parametrize("game", GAMES)
def test_distributions_count_the_players(ask: Ask, game: int) -> None:
    """The hardcore distribution holds everyone with a hardcore unlock, and the unlocks of all achievements."""
    spread = dict(ask("get_achievement_distribution", i=game, h=1).body)
    extended = ask("get_game_extended", i=game).body
    unlocks = sum(int(count) * players for count, players in spread.items())
    assert len(spread) == extended["NumAchievements"]
    assert unlocks == sum(each["NumAwardedHardcore"] for each in extended["Achievements"].values())
    assert sum(spread.values()) <= extended["NumDistinctPlayers"]


@pytest.mark.parametrize("game", GAMES)
def test_every_mode_together_makes_the_unlocks(ask: Ask, game: int) -> None:
    """Hardcore and casual-only unlocks together are the unlocks in any mode."""
    extended = ask("get_game_extended", i=game).body
    spreads = [ask("get_achievement_distribution", i=game, h=mode).body for mode in (0, 1)]
    counted = sum(int(count) * players for spread in spreads for count, players in dict(spread).items())
    assert counted == sum(each["NumAwarded"] for each in extended["Achievements"].values())


@pytest.mark.parametrize("achievement", [1, 40, 79434, 325415])
def test_the_unlocks_of_an_achievement_are_as_many_as_its_game_says(ask: Ask, world: World, achievement: int) -> None:
    """The list of unlocks, page by page, is as long as the game's own answer counts."""
    game = world.achievement(achievement)
    assert game is not None
    counts = ask("get_game_extended", i=game.game.id).body["Achievements"][str(achievement)]
    first = ask("get_achievement_unlocks", a=achievement, c=500).body
    rest = ask("get_achievement_unlocks", a=achievement, c=500, o=500).body
    rows = first["Unlocks"] + rest["Unlocks"]
    assert len(rows) == first["UnlocksCount"] == counts["NumAwarded"]
    assert sum(row["HardcoreMode"] for row in rows) == first["UnlocksHardcoreCount"] == counts["NumAwardedHardcore"]
    assert len({row["ULID"] for row in rows}) == len(rows)


def test_masters_are_the_last_bar(ask: Ask) -> None:
    """The players who mastered Dragster are those who have all of its unlocks, and the award for it."""
    spread = ask("get_achievement_distribution", i=14402, h=1).body
    masters = ask("get_game_rank_and_score", g=14402, t=1).body
    assert len(masters) == spread["15"] == 8
    for master in masters:
        progress = ask("get_game_info_and_user_progress", g=14402, u=master["User"], a=1).body
        assert progress["UserCompletionHardcore"] == "100.00%"
        assert progress["HighestAwardKind"] == "mastered"
        assert progress["HighestAwardDate"][:19].replace("T", " ") == master["LastAward"]


def test_high_scores_are_the_best(ask: Ask, world: World) -> None:
    """Nobody who counts has more points in a game than the first of its ranking."""
    rows = ask("get_game_rank_and_score", g=14402).body
    best = max(each.hardcore_points for each in world.progress(world.games[14402]) if each.player.counts)
    assert [row["TotalScore"] for row in rows] == sorted((row["TotalScore"] for row in rows), reverse=True)
    assert rows[0]["TotalScore"] == best


@pytest.mark.parametrize("user", ["Scott", "CasualCarla"])
def test_awards_are_the_same_everywhere(ask: Ask, user: str) -> None:
    """The awards of a user, of the user's progress and of the whole site are the same ones."""
    awards = ask("get_user_awards", u=user).body
    rows = ask("get_user_completion_progress", u=user, c=500).body["Results"]
    kinds = Counter(row["HighestAwardKind"] for row in rows)
    assert awards["MasteryAwardsCount"] == kinds["mastered"]
    assert awards["CompletionAwardsCount"] == kinds["completed"]
    first = ask("get_recent_game_awards", c=100).body
    everybody = list(_values(first["Results"]))
    for offset in range(100, first["Total"], 100):
        everybody += _values(ask("get_recent_game_awards", c=100, o=offset).body["Results"])
    mine = Counter(row["AwardKind"] for row in everybody if row["User"] == user)
    assert mine["mastered"] == awards["MasteryAwardsCount"]
    assert mine["beaten-hardcore"] == awards["BeatenHardcoreAwardsCount"]


def test_visible_and_hidden_awards_make_the_total(ask: Ask) -> None:
    """The visible and the hidden awards add up to the total, and so do the kinds of awards."""
    awards = ask("get_user_awards", u="MaxMilyin").body
    kinds = ("Mastery", "Completion", "BeatenHardcore", "BeatenSoftcore", "Event", "Site")
    assert len(awards["VisibleUserAwards"]) + awards["HiddenAwardsCount"] == awards["TotalAwardsCount"]
    assert sum(awards[f"{kind}AwardsCount"] for kind in kinds) == awards["TotalAwardsCount"]
    assert awards["HiddenAwardsCount"] > 0


@pytest.mark.parametrize("user", ["Scott", "CasualCarla", "RenamedRaven"])
def test_completed_games_are_the_progress(ask: Ask, user: str) -> None:
    """The legacy list and the new one count the same unlocks."""
    rows = ask("get_user_completion_progress", u=user, c=500).body["Results"]
    legacy = ask("get_user_completed_games", u=user).body
    counts = {(row["GameID"], row["HardcoreMode"]): row["NumAwarded"] for row in legacy}
    for row in rows:
        assert counts.get((row["GameID"], "0"), 0) == row["NumAwarded"]
        assert counts.get((row["GameID"], "1"), 0) == row["NumAwardedHardcore"]
    assert len(counts) == len(legacy)


def test_what_was_earned_is_what_is_owned(ask: Ask, world: World) -> None:
    """A user's unlocks between two moments are the unlocks that each game shows, with a running sum."""
    rows = ask("get_achievements_earned_between", u="Scott", f=world.now - 30 * 86400, t=world.now).body
    assert 0 < len(rows) < 500
    total = 0
    for row in rows:
        total += row["Points"]
        assert row["CumulScore"] == total
        game = ask("get_game_info_and_user_progress", g=row["GameID"], u="Scott").body
        earned = game["Achievements"][str(row["AchievementID"])]
        assert row["Date"] == earned["DateEarnedHardcore" if row["HardcoreMode"] else "DateEarned"]


def test_a_day_is_a_part_of_the_whole(ask: Ask, world: World) -> None:
    """The days of a week together hold what the week holds."""
    begin = world.now - world.now % 86400 - 7 * 86400
    week = ask("get_achievements_earned_between", u="MaxMilyin", f=begin, t=begin + 7 * 86400 - 1).body
    days = [
        row
        for day in range(24, 31)
        for row in ask("get_achievements_earned_on_day", u="MaxMilyin", d=f"2026-06-{day}").body
    ]
    assert 0 < len(week) < 500
    assert [row["AchievementID"] for row in days] == [row["AchievementID"] for row in week]


def test_the_recent_unlocks_are_the_last_ones(ask: Ask, world: World) -> None:
    """The last minutes, newest first, are a window up to now."""
    minutes = 3 * 24 * 60
    recent = ask("get_user_recent_achievements", u="MaxMilyin", m=minutes).body
    window = ask("get_achievements_earned_between", u="MaxMilyin", f=world.now - 60 * minutes, t=world.now).body
    assert [row["AchievementID"] for row in recent] == [row["AchievementID"] for row in window[::-1]] != []
    assert "CumulScore" not in recent[0]


def test_the_ranking_goes_by_points(ask: Ask, world: World) -> None:
    """The top ten have the ten highest sums, and their ranks say so."""
    top = list(_values(ask("get_top_ten_users").body))
    points = [row["2"] for row in top]
    everybody = [world.account(player).points for player in world.players if player.counts]
    assert points == sorted(everybody, reverse=True)[:10]
    for row in top:
        rank = ask("get_user_rank_and_score", u=row["4"]).body["Rank"]
        assert rank == 1 + sum(each > row["2"] for each in everybody)


def test_the_total_of_the_ranking_is_the_number_of_ranks(ask: Ask, world: World) -> None:
    """As many users are ranked as the answers say."""
    total = ask("get_user_rank_and_score", u="Scott").body["TotalRanked"]
    ranks = [world.ledger.rank(player) for player in world.players]
    assert sum(rank is not None for rank in ranks) == total
    assert max(rank for rank in ranks if rank is not None) <= total


@pytest.mark.parametrize("board", [90001, 90002])
def test_ranks_on_leaderboards_follow_the_scores(ask: Ask, board: int) -> None:
    """Better scores come first, equal ones share the better rank."""
    listed = {row["ID"]: row for row in ask("get_game_leaderboards", i=14402).body["Results"]}[board]
    rows = ask("get_leaderboard_entries", i=board, c=500).body["Results"]
    scores = [row["Score"] for row in rows]
    assert scores == sorted(scores, reverse=not listed["RankAsc"])
    for row in rows:
        better = [score for score in scores if (score < row["Score"]) == listed["RankAsc"] and score != row["Score"]]
        assert row["Rank"] == len(better) + 1
    assert listed["TopEntry"]["Score"] == rows[0]["Score"]


def test_a_users_entry_is_the_boards_entry(ask: Ask) -> None:
    """A user's own view of a leaderboard is the row that everybody sees."""
    row = ask("get_leaderboard_entries", i=90001).body["Results"][3]
    mine = ask("get_user_game_leaderboards", i=14402, u=row["User"]).body["Results"]
    entry = next(each["UserEntry"] for each in mine if each["ID"] == 90001)
    assert (entry["Score"], entry["Rank"], entry["DateUpdated"]) == (row["Score"], row["Rank"], row["DateSubmitted"])


def test_lists_of_games_agree_with_the_games(ask: Ask) -> None:
    """Points, achievements, leaderboards and hashes of a listed game are those of its own answers."""
    for row in ask("get_game_list", i=25, h=1).body:
        game = ask("get_game_extended", i=row["ID"]).body
        hashes = ask("get_game_hashes", i=row["ID"]).body["Results"]
        boards = ask("get_game_leaderboards", i=row["ID"]).body
        assert row["NumAchievements"] == game["NumAchievements"]
        assert row["Points"] == sum(each["Points"] for each in game["Achievements"].values())
        assert row["Hashes"] == [each["MD5"] for each in hashes]
        assert row["NumLeaderboards"] == boards["Total"]


def test_all_systems_together_list_all_games(ask: Ask, world: World) -> None:
    """Every game is in the list of exactly one system."""
    ids = [row["ID"] for system in ask("get_console_ids").body for row in ask("get_game_list", i=system["ID"]).body]
    assert sorted(ids) == sorted(world.games)


def test_follows_are_seen_from_both_ends(ask: Ask) -> None:
    """Whom I follow knows that I follow, and who follows me is followed back where the flag says so."""
    followed = ask("get_users_i_follow", c=500).body["Results"]
    followers = ask("get_users_following_me", c=500).body["Results"]
    mutual = {row["User"] for row in followed if row["IsFollowingMe"]}
    assert mutual == {row["User"] for row in followers if row["AmIFollowing"]}
    assert set() < mutual < {row["User"] for row in followed}
    for row in followed[:5]:
        theirs = ask("get_users_following_me", me=row["User"], c=500).body["Results"]
        assert "MaxMilyin" in {each["User"] for each in theirs}


def test_a_developers_contribution_is_what_others_unlocked(ask: Ask, world: World) -> None:
    """Contributed unlocks are those of the achievements that the developer made."""
    made = [
        each for game in world.real_games for each in world.achievements(game) if each.author is world.owner("Scott")
    ]
    unlocks = {each: world.metrics(each.game).unlocks[each] for each in made}
    profile = ask("get_user_profile", u="Scott").body
    assert profile["ContribCount"] == sum(unlocks.values()) > 0
    assert profile["ContribYield"] == sum(each.points * count for each, count in unlocks.items())


def test_untracked_players_are_in_no_count_but_their_own(ask: Ask) -> None:
    """An untracked caller counts in the own view of a distribution, and nowhere else."""
    others = ask("get_achievement_distribution", i=14402, h=1).body
    own = ask("get_achievement_distribution", me="GhostRunner", i=14402, h=1).body
    assert own == others | {"15": others["15"] + 1}
    names = {row["User"] for row in ask("get_achievement_unlocks", a=79434, c=500).body["Unlocks"]}
    assert "GhostRunner" not in names
    assert ask("get_user_rank_and_score", u="GhostRunner").body["Rank"] is None


def test_the_week_counts_its_own_unlocks(ask: Ask) -> None:
    """The unlocks of the week are unlocks of its achievement, since it began."""
    week = ask("get_achievement_of_the_week").body
    unlocks = ask("get_achievement_unlocks", a=week["Achievement"]["ID"], c=500).body["Unlocks"]
    since = [row for row in unlocks if row["DateAwarded"] >= week["StartAt"]]
    assert week["Unlocks"] == since != []
    assert week["UnlocksCount"] == len(since)
    assert week["UnlocksHardcoreCount"] == sum(row["HardcoreMode"] for row in since)
    assert week["TotalPlayers"] >= len(since)


def test_medians_come_from_as_many_players_as_there_are_unlocks(ask: Ask) -> None:
    """The samples of the median times are the unlocks and awards that the other answers count."""
    game = ask("get_game_progression", i=14402).body
    for each in game["Achievements"]:
        samples = each["TimesUsedInUnlockMedian"] + each["TimesUsedInHardcoreUnlockMedian"]
        assert samples == each["NumAwarded"]
        assert each["TimesUsedInHardcoreUnlockMedian"] == each["NumAwardedHardcore"]
    assert game["TimesUsedInMasteryMedian"] == ask("get_achievement_distribution", i=14402, h=1).body["15"]
    medians = [each["MedianTimeToUnlockHardcore"] for each in game["Achievements"]]
    assert medians == sorted(medians)


def _values(rows: object) -> list[dict[str, object]]:
    return list(rows.values()) if isinstance(rows, dict) else list(rows) if isinstance(rows, list) else []
