"""Many calls: which games of a system are the hardest to master.

The outcomes come as they land, a failed game hurts no other, and the rate limit is kept all the while.
"""

import asyncio

from _client import client

ATARI_2600 = 25


async def main() -> None:
    """Stream the distributions of all games of a system and rank them."""
    async with client() as ra:
        games = await ra.get_game_list(ATARI_2600, only_with_achievements=True)
        titles = {game.id: game.title for game in games}

        ranking = []
        async with ra.batch(ra.get_achievement_distribution, titles, hardcore=True) as outcomes:
            async for outcome in outcomes:
                if not outcome.ok:
                    print(f"{titles[outcome.key]}: {outcome.error}")
                elif outcome.value.total_players:
                    ranking.append(outcome.value)
            print(f"{outcomes.delivered} of {outcomes.total} games answered")

    ranking.sort(key=lambda spread: spread.mastery_rate)
    for spread in ranking[:10]:
        print(f"{spread.mastery_rate:7.2%} of {spread.total_players:4} players  {titles[spread.game_id]}")


if __name__ == "__main__":
    asyncio.run(main())
