"""From the official JavaScript library: a bot's commands in Python, with the JavaScript above each call.

`docs/migrating.md` lists every function.
"""

import asyncio
from datetime import UTC, datetime

from _client import client

from retroach_async import AwardKind, Client, RateLimited, RetroachError


async def earned_today(ra: Client, user: str) -> str:
    """The unlocks of a day."""
    # const earned = await getAchievementsEarnedOnDay(authorization, { username, onDate: new Date() });
    unlocks = await ra.get_achievements_earned_on_day(user, datetime.now(UTC).date())
    # earned.reduce((sum, each) => sum + each.points, 0)
    return f"{user} earned {len(unlocks)} achievements and {sum(each.points for each in unlocks)} points today"


async def mastered(ra: Client, user: str) -> str:
    """The masteries of a player, from all pages."""
    # do { page = await getUserCompletionProgress(authorization, { username, offset, count: 500 }); ... } while (...)
    rows = ra.pages(ra.get_user_completion_progress, user, count=500)
    titles = [row.title async for row in rows if row.highest_award_kind is AwardKind.MASTERED]
    return f"{user} mastered {len(titles)} games, such as {next(iter(titles), 'none yet')}"


async def progress(ra: Client, user: str, game_id: int) -> str:
    """A player's progress in a game."""
    try:
        # const game = await getGameInfoAndUserProgress(authorization, { gameId, username });
        game = await ra.get_game_info_and_user_progress(game_id, user)
    except RateLimited as error:  # if (error.message.includes("429"))
        return f"Too many questions, try again in {error.retry_after or 60:.0f} seconds."
    except RetroachError as error:  # catch (error)
        return f"I do not know: {error.message}."
    # game.numAwardedToUserHardcore, game.numAchievements
    return f"{game.title}: {game.unlocks_hardcore} of {game.achievements_published} in hardcore"


async def main() -> None:
    """Run the three commands."""
    async with client() as ra:
        print(await earned_today(ra, "MaxMilyin"))
        print(await mastered(ra, "MaxMilyin"))
        print(await progress(ra, "MaxMilyin", 14402))
        print(await progress(ra, "MaxMilyin", 999_999_999))


if __name__ == "__main__":
    asyncio.run(main())
