"""The types of every public call, checked by mypy and pyright. It is not meant to be executed."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import assert_type

import polars as pl

from retroach_async import (
    ENDPOINTS,
    AchievementCount,
    AchievementDistribution,
    AchievementFlags,
    AchievementOfTheWeek,
    AchievementTicketStats,
    AchievementType,
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
    LeaderboardState,
    OAuthToken,
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
    to_wire,
    v2,
)
from retroach_async.jobs import JobReport, frame
from retroach_async.testing import MemoryTransport, answer
from retroach_async.watch import (
    ChangedGames,
    FileCursors,
    MemoryCursors,
    NewAward,
    NewClaim,
    NewSet,
    NewTicket,
    NewUnlock,
    NewWeek,
    SqliteCursors,
    Watch,
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
    assert_type(await ra.v2.games.achievement_set_claims(1), Page[v2.AchievementSetClaim])
    assert_type(await ra.v2.games.comments(1, sort="-submitted_at", include=["author"]), Page[v2.Comment])
    assert_type(await ra.v2.games.hashes(1, compatibility=(v2.HashCompatibility.COMPATIBLE,)), Page[v2.GameHash])
    assert_type(await ra.v2.games.tickets(1, state=list(v2.TicketState)), Page[v2.Ticket])


async def achievements_of_the_second_api(ra: Client, day: date) -> None:
    """V2's calls about achievements, their sets, hubs, systems and tickets."""
    assert_type(await ra.v2.achievements.list(type=[AchievementType.MISSABLE]), Page[v2.Achievement])
    assert_type(await ra.v2.achievements.get(9, include=("developer",)), v2.Achievement)
    assert_type(await ra.v2.achievements.comments(9), Page[v2.Comment])
    assert_type(await ra.v2.achievements.player_achievements(9, unlocked_from=day), Page[v2.PlayerAchievement])
    assert_type(await ra.v2.achievements.tickets(9, include=["author.last_game"]), Page[v2.Ticket])
    assert_type(await ra.v2.achievement_sets.get(11, include=["games"]), v2.AchievementSet)
    assert_type(await ra.v2.achievement_sets.achievement_set_versions(11), Page[v2.AchievementSetVersion])
    assert_type(await ra.v2.achievement_set_claims.list(expired=True, user="Tom"), Page[v2.AchievementSetClaim])
    assert_type(await ra.v2.achievement_set_versions.list(achievement_set_id=11), Page[v2.AchievementSetVersion])
    assert_type(await ra.v2.hubs.list(parent_id=3, title="Mario"), Page[v2.Hub])
    assert_type(await ra.v2.hubs.get(12), v2.Hub)
    assert_type(await ra.v2.hubs.games(12, sort=["-players_total", "id"]), Page[v2.Game])
    assert_type(await ra.v2.hubs.links(12), Page[v2.Hub])
    assert_type(await ra.v2.systems.list(active=True), Page[v2.System])
    assert_type(await ra.v2.systems.get(7), v2.System)
    assert_type(await ra.v2.tickets.list(reporter_user_id=["01HV5KZ8QW3N7T2M4X6Y9B1C0D"]), Page[v2.Ticket])
    assert_type(await ra.v2.tickets.get(110200), v2.Ticket)


async def events_of_the_second_api(ra: Client) -> None:
    """V2's calls about events, leaderboards and all awards."""
    assert_type(await ra.v2.event_achievements.achievement_of_the_week(), v2.AchievementOfTheWeek)
    assert_type(await ra.v2.event_achievements.list(active=True, event_id=[14]), Page[v2.EventAchievement])
    assert_type(await ra.v2.event_achievements.get(812, include=["event"]), v2.EventAchievement)
    assert_type(await ra.v2.events.list(id=(14,), sort=["-active_from", "id"]), Page[v2.Event])
    assert_type(await ra.v2.events.get(14, include=("awards",)), v2.Event)
    assert_type(await ra.v2.events.event_achievements(14, evergreen=False), Page[v2.EventAchievement])
    assert_type(await ra.v2.leaderboards.list(state=[LeaderboardState.ACTIVE]), Page[v2.Leaderboard])
    assert_type(await ra.v2.leaderboards.get(104370), v2.Leaderboard)
    assert_type(await ra.v2.leaderboards.entries(104370, max_rank=3), Page[v2.LeaderboardEntry])
    assert_type(await ra.v2.user_awards.list(awarded_from=date(2026, 1, 1)), Page[v2.UserAward])


def relations(ticket: v2.Ticket, game: v2.Game) -> None:
    """What a relation gives: an object, one or none, or any number of them."""
    assert_type(game.system, v2.System)
    assert_type(game.achievement_sets, tuple[v2.AchievementSet, ...])
    assert_type(ticket.achievement, v2.Achievement | None)
    assert_type(ticket.reporter, v2.User | None)
    if ticket.achievement is not None and ticket.achievement.developer is not None:
        assert_type(ticket.achievement.developer.display_name, str)
        assert_type(ticket.achievement.unlock_rate, float | None)


async def users_of_the_second_api(ra: Client) -> None:
    """V2's calls about users."""
    assert_type(await ra.v2.users.list(ranked=True), v2.UserPage)
    assert_type(await ra.v2.users.get("Tom", include=["last_game"]), v2.User)
    assert_type(await ra.v2.users.achievement_set_claims("Tom", expired=True), Page[v2.AchievementSetClaim])
    assert_type(await ra.v2.users.awards("Tom", game_award_tier=v2.GameAwardTier.HIGHEST), v2.AwardPage)
    assert_type(await ra.v2.users.tickets("Tom", state=list(v2.TicketState)), Page[v2.Ticket])
    assert_type(await ra.v2.users.wall_comments("Tom", sort="-submitted_at"), Page[v2.Comment])
    assert_type(await ra.v2.users.leaderboard_entries("Tom", game_id=[1]), Page[v2.LeaderboardEntry])
    assert_type(await ra.v2.users.player_achievements("Tom", game_id=1), Page[v2.PlayerAchievement])
    assert_type(await ra.v2.users.player_achievement_sets("Tom"), Page[v2.PlayerAchievementSet])
    assert_type(await ra.v2.users.player_games("Tom", award_kind=[v2.BeatenKind.HARDCORE]), Page[v2.PlayerGame])
    assert_type(await ra.v2.users.followers("Tom"), Page[v2.UserFollow])
    assert_type(await ra.v2.users.following("Tom"), Page[v2.UserFollow])
    assert_type(await ra.v2.users.user_game_list_entries("Tom"), Page[v2.UserGameListEntry])


async def many_calls(ra: Client, start: datetime) -> None:
    """Batches, jobs, gathering and pages keep the types of the call that they make."""
    assert_type(ra.batch(ra.get_achievement_distribution, [1], hardcore=True), Batch[int, AchievementDistribution])
    assert_type(ra.batch(ra.get_user_profile, ["Tom"]), Batch[str, UserProfile])
    assert_type(ra.batch(ra.get_user_progress, ["Tom"], game_ids=[1]), Batch[str, FrozenMap[UserProgress]])
    assert_type(ra.batch(ra.v2.games.get, {1}), Batch[int, v2.Game])
    assert_type(ra.batch(ra.get_game, [1]).ordered().with_concurrency(3).stop_on(), Batch[int, Game])
    assert_type(ra.batch(ra.get_game, set[int]()), Batch[int, Game])
    assert_type(await ra.batch(ra.get_game, [1]).to_file("games.csv", on_progress=print), JobReport)
    assert_type(frame(await ra.get_game_list(7), library="polars"), pl.DataFrame)
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
    assert_type(ra.pages(ra.v2.tickets.list, state=(v2.TicketState.OPEN,)), Pages[v2.Ticket])
    assert_type(ra.batch(ra.v2.achievements.get, [9], include=["games"]), Batch[int, v2.Achievement])
    assert_type(ra.pages(ra.v2.users.list), Pages[v2.User])
    assert_type(ra.pages(ra.v2.users.awards, "Tom"), Pages[v2.UserAward])
    assert_type(ra.batch(ra.v2.events.get, [14]), Batch[int, v2.Event])
    assert_type(ra.batch(ra.v2.users.get, ["Tom"]), Batch[str, v2.User])


class Title(v2.Resource):
    """A game as a list needs it."""

    system = v2.One(lambda: v2.System)
    title: str


async def own_models(ra: Client) -> None:
    """Related objects, and models of the program's own."""
    game = await ra.v2.games.get(1, include=["system", "achievement_sets"])
    assert_type(game.system, v2.System)
    assert_type(game.achievement_sets, tuple[v2.AchievementSet, ...])
    assert_type((await ra.v2.users.get("Tom", include=("last_game",))).last_game, v2.Game | None)
    assert_type(await ra.only(Title, ra.v2.games.get)(1), Title)
    assert_type(await ra.only(Title, ra.v2.games.list)(system_id=7, include=("system",)), Page[Title])
    assert_type(await ra.only(Title, ra.v2.users.list)(ranked=True), Page[Title])
    assert_type(ra.pages(ra.only(Title, ra.v2.games.list), system_id=7), Pages[Title])
    assert_type(ra.batch(ra.only(Title, ra.v2.games.get), [1], include=["system"]), Batch[int, Title])
    assert_type((await ra.only(Title, ra.v2.games.get)(1)).system.name, str)


def _new_text() -> str:
    return "new"


def _new_token() -> OAuthToken:
    return OAuthToken("new")


async def _later() -> str:
    return "new"


async def clients(ra: Client) -> None:
    """Clients, and calls that nobody has declared."""
    assert_type(ra.with_credentials(Credentials("Tom", "key")), Client)
    assert_type(ra.with_credentials(OAuthToken("token", username="Tom", scopes=["data:read"])), Client)
    assert_type(OAuthToken("token").scopes, frozenset[str] | None)
    for refresh in (_new_text, _new_token, _later):
        Client(OAuthToken("token", refresh=refresh))
    Client(OAuthToken("token", refresh=lambda: "new"))
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


async def answers(ra: Client, rows: list[Comment]) -> None:
    """Answers made of results, wherever a transport takes them."""
    page = await ra.get_comments(1)
    assert_type(answer(page), Reply)
    assert_type(answer(await ra.get_achievement_of_the_week()), Reply)
    replies = [answer(rows), answer(tuple(rows)), answer(await ra.get_user_progress("Tom", [1]))]
    MemoryTransport(replies)
    MemoryTransport({"API_GetGame.php": answer(await ra.get_game(1))})
    MemoryTransport(answer(await ra.v2.games.get(1)))
    MemoryTransport(lambda request: answer(page))
    to_wire(page, ENDPOINTS["get_comments"])


async def feeds(ra: Client, since: datetime) -> None:
    """The events of each feed."""
    async with ra.watch.unlocks(["Tom"], cursors=SqliteCursors("bot.db"), since=since) as unlocks:
        assert_type(unlocks, Watch[NewUnlock])
        async for unlock in unlocks:
            assert_type(unlock, NewUnlock)
            assert_type(unlock.unlock, EarnedAchievement)
        await unlocks.add("Mara")
    assert_type(ra.watch.awards(kinds=[v2.UserAwardKind.EVENT], games=[1]), Watch[NewAward])
    assert_type(ra.watch.masteries([1], ["Tom"], cursors=FileCursors("cursors.json")), Watch[NewAward])
    assert_type(ra.watch.achievement_of_the_week(cursors=MemoryCursors()), Watch[NewWeek])
    assert_type(ra.watch.sets(), Watch[NewSet])
    assert_type(ra.watch.claims(), Watch[NewClaim])
    assert_type(ra.watch.tickets(on_trouble=print), Watch[NewTicket])
    changed = ra.changed_games("Tom", since=since, cursors=FileCursors("games.json"))
    assert_type(changed, ChangedGames)
    assert_type([game async for game in changed], list[CompletionProgress])
