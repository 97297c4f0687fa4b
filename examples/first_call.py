"""One call: how rare it is to master Dragster.

With RETROACHIEVEMENTS_API_KEY in the environment it asks the site, without it an emulator.
"""

import asyncio

from _client import client  # in a program of your own: from retroach_async import Client


async def main() -> None:
    """Ask for the distribution of one game and draw it."""
    async with client() as ra:  # in a program of your own: Client(user_agent="my-bot/1.2")
        game = await ra.get_game(14402)
        spread = await ra.get_achievement_distribution(game.id, hardcore=True)

    print(f"{game.title} ({game.system_name})")
    for unlocks, players in spread.items():
        print(f"{unlocks:3} {players:4} {'#' * (players // 3)}")
    print(f"{spread.total_players} players, {spread.at_least(10)} of them with ten unlocks or more")
    print(f"{spread.mastery_count} hold all {spread.achievement_count}: {spread.mastery_rate:.2%}")


if __name__ == "__main__":
    asyncio.run(main())
