"""The types of every public call, checked by mypy and pyright. It is not meant to be executed."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import assert_type

from retroach_async import (
    AchievementCount,
    AchievementDistribution,
    AchievementFlags,
    AchievementOfTheWeek,
    AchievementTicketStats,
    AchievementUnlocks,
    Args,
    AwardKind,
    Batch,
    Claim,
    ClaimKind,
    Client,
    Comment,
    CommentKind,
    CompletedGame,
    CompletionProgress,
    Credentials,
    DeveloperTicketStats,
    EarnedAchievement,
    FollowedUser,
    Follower,
    FrozenMap,
    Game,
    GameExtended,
    GameHash,
    GameListEntry,
    GameProgression,
    GameRank,
    GameTicketStats,
    Leaderboard,
    LeaderboardEntry,
    Outcome,
    Page,
    Pages,
    Query,
    RankAndScoreKind,
    RecentGameAward,
    RecentlyPlayedGame,
    RecentTickets,
    Reply,
    SetRequestKind,
    SetRequests,
    System,
    Ticket,
    TicketedGame,
    TopUser,
    Unlock,
    UserAwards,
    UserGameProgress,
    UserGameRank,
    UserLeaderboard,
    UserPoints,
    UserProfile,
    UserProgress,
    UserRank,
    UserSummary,
    WantedGame,
    v2,
)


async def games(ra: Client) -> None:
    """Games, their leaderboards and their achievements."""
    assert_type(await ra.get_game(1), Game)
    assert_type(await ra.get_game_extended(1, flags=AchievementFlags.UNOFFICIAL), GameExtended)
    assert_type(await ra.get_game_hashes(1), tuple[GameHash, ...])
    assert_type(await ra.get_achievement_count(1), AchievementCount)
    assert_type(await ra.get_achievement_distribution(1, hardcore=True), AchievementDistribution)
    assert_type(await ra.get_game_rank_and_score(1, kind=RankAndScoreKind.LATEST_MASTERS), tuple[GameRank, ...])
    assert_type(await ra.get_game_progression(1, prefer_hardcore=True), GameProgression)
    assert_type(await ra.get_game_leaderboards(1, count=500, offset=1), Page[Leaderboard])
    assert_type(await ra.get_leaderboard_entries(leaderboard_id=1), Page[LeaderboardEntry])
    assert_type(await ra.get_user_game_leaderboards(1, "Tom"), Page[UserLeaderboard])
    assert_type(await ra.get_achievement_unlocks(1), AchievementUnlocks)


async def users(ra: Client, start: datetime, end: datetime, day: date) -> None:
    """Users."""
    assert_type(await ra.get_game_info_and_user_progress(1, "Tom", include_award_metadata=True), UserGameProgress)
    assert_type(await ra.get_achievements_earned_between("Tom", start, end), tuple[EarnedAchievement, ...])
    assert_type(await ra.get_achievements_earned_on_day("Tom", day), tuple[EarnedAchievement, ...])
    assert_type(await ra.get_user_recent_achievements("Tom", minutes=5), tuple[EarnedAchievement, ...])
    assert_type(await ra.get_user_awards("Tom"), UserAwards)
    assert_type(await ra.get_user_claims("Tom"), tuple[Claim, ...])
    assert_type(await ra.get_user_completed_games("Tom"), tuple[CompletedGame, ...])
    assert_type(await ra.get_user_completion_progress("Tom", count=500), Page[CompletionProgress])
    assert_type(await ra.get_user_game_rank_and_score("Tom", 1), UserGameRank | None)
    assert_type(await ra.get_user_points("Tom"), UserPoints)
    assert_type(await ra.get_user_profile("Tom"), UserProfile)
    assert_type(await ra.get_user_progress("Tom", [1, 2]), FrozenMap[UserProgress])
    assert_type(await ra.get_user_progress("Tom", {1, 2}), FrozenMap[UserProgress])
    assert_type(await ra.get_user_progress("Tom", range(9)), FrozenMap[UserProgress])
    assert_type(await ra.get_user_recently_played_games("Tom"), Page[RecentlyPlayedGame])
    assert_type(await ra.get_user_set_requests("Tom", kind=SetRequestKind.ALL), SetRequests)
    assert_type(await ra.get_user_summary("Tom", recent_games_count=3), UserSummary)
    assert_type(await ra.get_user_want_to_play_list("Tom"), Page[WantedGame])
    assert_type(await ra.get_users_following_me(), Page[Follower])
    assert_type(await ra.get_users_i_follow(count=1), Page[FollowedUser])
    assert_type(await ra.get_user_rank_and_score("Tom"), UserRank)


async def the_site(ra: Client, day: date) -> None:
    """The feed, systems, comments and tickets."""
    assert_type(await ra.get_achievement_of_the_week(), AchievementOfTheWeek | None)
    assert_type(await ra.get_active_claims(), tuple[Claim, ...])
    assert_type(await ra.get_claims(kind=ClaimKind.EXPIRED), tuple[Claim, ...])
    assert_type(await ra.get_recent_game_awards(date=day, kinds={AwardKind.MASTERED}), Page[RecentGameAward])
    assert_type(await ra.get_top_ten_users(), tuple[TopUser, ...])
    assert_type(await ra.get_console_ids(only_active=True), tuple[System, ...])
    assert_type(await ra.get_game_list(1, with_hashes=True), Page[GameListEntry])
    assert_type(await ra.get_comments(14402, kind=CommentKind.GAME), Page[Comment])
    assert_type(await ra.get_comments("14402", kind=CommentKind.GAME, sort="-submitted"), Page[Comment])
    assert_type(await ra.get_ticket_by_id(1), Ticket)
    assert_type(await ra.get_most_recent_tickets(), RecentTickets)
    assert_type(await ra.get_most_ticketed_games(), tuple[TicketedGame, ...])
    assert_type(await ra.get_most_ticketed_games(1, count=5), tuple[TicketedGame, ...])
    assert_type(await ra.get_developer_ticket_stats("Mara"), DeveloperTicketStats)
    assert_type(await ra.get_game_ticket_stats(1, details=True), GameTicketStats)
    assert_type(await ra.get_achievement_ticket_stats(1), AchievementTicketStats)


async def second_api(ra: Client) -> None:
    """V2."""
    assert_type(await ra.v2.health(), v2.Health)
    assert_type(await ra.v2.games.get(1), v2.Game)
    assert_type(await ra.v2.games.list(sort="-points_total", page_size=100), Page[v2.Game])
    assert_type(await ra.v2.games.achievement_distribution(1, hardcore=True), AchievementDistribution)


async def many_calls(ra: Client, start: datetime) -> None:
    """Batches, gathering and pages keep the types of the call that they make."""
    assert_type(ra.batch(ra.get_achievement_distribution, [1], hardcore=True), Batch[int, AchievementDistribution])
    assert_type(ra.batch(ra.get_user_profile, ["Tom"]), Batch[str, UserProfile])
    assert_type(ra.batch(ra.get_user_progress, ["Tom"], game_ids=[1]), Batch[str, FrozenMap[UserProgress]])
    assert_type(ra.batch(ra.v2.games.get, {1}), Batch[int, v2.Game])
    assert_type(ra.batch(ra.get_game, [1]).ordered().with_concurrency(3).stop_on(), Batch[int, Game])
    assert_type(ra.batch(ra.get_game, set[int]()), Batch[int, Game])
    month = [Args("Tom", start=start), Args("Mara", start=start)]
    unlocks = ra.batch(ra.get_achievements_earned_between, month, end=datetime.now(UTC))
    assert_type(unlocks, Batch[Args, tuple[EarnedAchievement, ...]])
    assert_type(await ra.gather(ra.v2.games.get, {Args(1)}), dict[Args, v2.Game])
    async with ra.batch(ra.get_game, [1]) as outcomes:
        async for outcome in outcomes:
            assert_type(outcome, Outcome[int, Game])
            assert_type(outcome.key, int)
            assert_type(outcome.value, Game)
            assert_type(outcome.error, Exception | None)
    assert_type(await ra.gather(ra.get_user_points, ["Tom"]), dict[str, UserPoints])
    assert_type(ra.pages(ra.get_user_completion_progress, "Tom", count=500), Pages[CompletionProgress])
    assert_type(ra.pages(ra.get_game_list, 1), Pages[GameListEntry])
    assert_type(ra.pages(ra.get_achievement_unlocks, 1), Pages[Unlock])
    assert_type(ra.pages(ra.get_game_ticket_stats, 1, details=True), Pages[Ticket])
    assert_type(ra.pages(ra.get_recent_game_awards), Pages[RecentGameAward])
    assert_type(ra.pages(ra.v2.games.list, sort="id"), Pages[v2.Game])


async def clients(ra: Client) -> None:
    """Clients, and calls that nobody has declared."""
    assert_type(ra.with_credentials(Credentials("Tom", "key")), Client)
    assert_type(await ra.fetch(Query("v1", "API_GetGame.php", (("i", "1"),))), Reply)
    async with Client() as other:
        assert_type(other, Client)


async def results(ra: Client) -> None:
    """The types of the values in the results."""
    spread = await ra.get_achievement_distribution(1)
    assert_type(spread[12], int)
    assert_type(spread.mastery_rate, float)
    game = await ra.get_game_info_and_user_progress(1, "Tom")
    assert_type(game.achievements[9].unlocked_at, datetime | None)
    assert_type(game.released.date if game.released else None, date | None)
    assert_type([row.title for row in await ra.get_game_list(1)], list[str])
