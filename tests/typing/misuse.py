"""Wrong calls, each an error for mypy and for pyright. It is not meant to be executed."""

from __future__ import annotations

from datetime import date, datetime

from retroach_async import Args, Client, CommentKind, GameExtended, OAuthToken, to_wire
from retroach_async.contrib.taskiq import BatchTasks
from retroach_async.testing import answer


async def arguments(ra: Client, day: date, moment: datetime) -> None:
    """Arguments of another type, too few of them and too many."""
    await ra.get_game("14402")  # type: ignore[arg-type]
    await ra.get_game(None)  # type: ignore[arg-type]
    await ra.get_game(1.0)  # type: ignore[arg-type]
    await ra.get_game()  # type: ignore[call-arg]
    await ra.get_game(1, 2)  # type: ignore[call-arg]
    await ra.get_game(id=1)  # type: ignore[call-arg]
    await ra.get_achievement_distribution(1, True)  # type: ignore[call-arg]
    await ra.get_achievement_distribution(1, hardcor=True)  # type: ignore[call-arg]
    await ra.get_achievement_distribution(1, hardcore="yes")  # type: ignore[arg-type]
    await ra.get_achievement_distribution(1, flags=3)  # type: ignore[arg-type]
    await ra.get_user_completion_progress("Tom", 100)  # type: ignore[call-arg]
    await ra.get_user_completion_progress("Tom", count="100")  # type: ignore[arg-type]
    await ra.get_user_progress("Tom", 1)  # type: ignore[arg-type]
    await ra.get_user_progress("Tom", ["1"])  # type: ignore[list-item]
    await ra.get_user_progress("Tom", "1,2")  # type: ignore[arg-type]
    await ra.get_achievements_earned_between("Tom", day, moment)  # type: ignore[arg-type]
    await ra.get_achievements_earned_between("Tom", moment)  # type: ignore[call-arg]
    await ra.get_achievements_earned_on_day("Tom", "2024-05-01")  # type: ignore[arg-type]
    await ra.get_recent_game_awards(kinds=["mastered"])  # type: ignore[list-item]
    await ra.get_claims(kind=CommentKind.GAME)  # type: ignore[arg-type]
    await ra.get_comments("Tom", sort="newest")  # type: ignore[arg-type]
    await ra.get_comments(1.5)  # type: ignore[arg-type]
    await ra.get_most_ticketed_games(2)  # type: ignore[arg-type]
    await ra.get_achievement_of_the_week(1)  # type: ignore[call-arg]
    await ra.v2.games.get("1")  # type: ignore[arg-type]
    await ra.v2.games.list(sort="points")  # type: ignore[arg-type]
    await ra.v2.games.list(1)  # type: ignore[call-arg, arg-type]
    await ra.v2.users.get("Tom", include="last_game")  # type: ignore[arg-type]
    await ra.v2.users.get("Tom", include=["lastGame"])  # type: ignore[list-item]
    await ra.v2.users.player_games("Tom", award_kind=["beaten-hardcore"])  # type: ignore[list-item]
    await ra.v2.users.player_achievements("Tom", include=["user"])  # type: ignore[list-item]
    await ra.v2.leaderboards.entries(1, max_rank="3")  # type: ignore[arg-type]
    await ra.v2.events.list(sort=["state"])  # type: ignore[list-item]


async def names(ra: Client) -> None:
    """Methods and fields that are not there."""
    await ra.get_feed()  # type: ignore[attr-defined]
    await ra.get_game_rating(1)  # type: ignore[attr-defined]
    await ra.v2.game.get(1)  # type: ignore[attr-defined]
    _ = (await ra.get_game(1)).name  # type: ignore[attr-defined]
    _ = (await ra.get_user_game_rank_and_score("Tom", 1)).rank  # type: ignore[union-attr]
    _ = (await ra.v2.users.get("Tom")).last_game.title  # type: ignore[union-attr]
    ra.only(int, ra.v2.games.list)  # type: ignore[type-var]
    ra.only(GameExtended, ra.v2.games.get)  # type: ignore[type-var, arg-type]
    _ = (await ra.v2.users.awards("Tom")).awards  # type: ignore[attr-defined]


async def results(ra: Client) -> None:
    """Results taken for something else."""
    _ = ra.get_game(1).title  # type: ignore[attr-defined]
    _ = (await ra.get_achievement_distribution(1))["12"]  # type: ignore[index]
    _title: int = (await ra.get_game(1)).title  # type: ignore[assignment]
    _game: GameExtended = await ra.get_game(1)  # type: ignore[assignment]


async def many_calls(ra: Client) -> None:
    """Batches, gathering and pages of calls that do not fit."""
    ra.batch(ra.get_game, ["1"])  # type: ignore[list-item]
    ra.batch(ra.get_game, [Args(1), 2])  # type: ignore[list-item]
    ra.batch(ra.get_game, [1]).stop_on("AuthenticationFailed")  # type: ignore[arg-type]
    ra.batch(ra.get_game, 1)  # type: ignore[call-overload]
    ra.batch(ra.get_game, [1], hardcore=True)  # type: ignore[list-item]
    ra.batch(ra.get_achievement_distribution, [1], hardcore=1)  # type: ignore[list-item]
    await ra.gather(ra.get_user_profile, [1])  # type: ignore[list-item]
    ra.pages(ra.get_game, 1)  # type: ignore[arg-type]
    ra.pages(ra.get_user_completion_progress)  # type: ignore[call-arg]
    ra.pages(ra.get_user_completion_progress, "Tom", limit=1)  # type: ignore[call-arg]
    ra.pages(ra.get_achievements_earned_on_day, "Tom", date(2024, 5, 1))  # type: ignore[arg-type]


def clients() -> None:
    """Clients that cannot be."""
    Client("Tom", "key")  # type: ignore[arg-type, call-arg]
    Client(timeout="10")  # type: ignore[arg-type]
    Client(key_in="cookie")  # type: ignore[arg-type]
    Client(retries=3)  # type: ignore[call-arg]
    Client("token")  # type: ignore[arg-type]


async def tokens(ra: Client) -> None:
    """Tokens that cannot be."""
    OAuthToken()  # type: ignore[call-arg]
    OAuthToken("token", "Tom")  # type: ignore[call-arg]
    OAuthToken("token", scope=["data:read"])  # type: ignore[call-arg]
    OAuthToken("token", scopes=[1])  # type: ignore[list-item]
    OAuthToken("token", refresh="refresh-token")  # type: ignore[arg-type]
    OAuthToken("token", refresh=lambda: 5)  # type: ignore[arg-type, return-value]
    ra.with_credentials("token")  # type: ignore[arg-type]


def answers() -> None:
    """Results that no call gives."""
    answer(5)  # type: ignore[arg-type]
    answer()  # type: ignore[call-arg]
    answer([1])  # type: ignore[list-item]
    to_wire(None, "get_game")  # type: ignore[arg-type]


def tasks_of_batches(tasks: BatchTasks, ra: Client) -> None:
    """Batches on many machines whose keys or options do not fit, or whose call is that of a client."""
    tasks.batch(Client.get_game, ["1"])  # type: ignore[list-item]
    tasks.batch(Client.get_game, [1], hardcore=True)  # type: ignore[list-item]
    tasks.batch(Client.get_achievement_distribution, [1], hardcore=1)  # type: ignore[list-item]
    tasks.batch(Client.get_top_ten_users, [1])  # type: ignore[list-item]
    tasks.batch(ra.get_game, [1])  # type: ignore[list-item]
