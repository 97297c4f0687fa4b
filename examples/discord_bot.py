"""A Discord bot: `/rarity GAME` answers with a picture, and a channel gets every new unlock.

Needs the extra `[charts]`, `pip install discord.py`, your key, and the variables DISCORD_TOKEN, DISCORD_CHANNEL and
WATCHED_USERS. Without a token of Discord, a stub prints what would be posted.
"""

from collections.abc import Iterable

from _discord import Post, run

from retroach_async import Client, RetroachError
from retroach_async.watch import CursorStore, NewUnlock


async def rarity(ra: Client, game_id: int, respond: Post) -> None:
    """Answer `/rarity GAME`."""
    try:
        game = await ra.get_game(game_id)
        spread = await ra.get_achievement_distribution(game_id, hardcore=True)
    except RetroachError as error:
        await respond(f"I do not know: {error.message}.", None)
        return
    picture = spread.png(title=game.title, system=game.system_name)
    await respond(f"{spread.mastery_count} of {spread.total_players} players mastered {game.title}.", picture)


async def feed(ra: Client, users: Iterable[str], cursors: CursorStore, post: Post, every: float = 60.0) -> None:
    """Post every new unlock; after a restart the feed goes on where it was."""
    async with ra.watch.unlocks(users, cursors=cursors, every=every) as watch:
        async for new in watch:
            await post(words(new), None)


def words(new: NewUnlock) -> str:
    """The text of an unlock."""
    mode = "" if new.unlock.hardcore else " in casual mode"
    return f"{new.user} earned {new.unlock.title} ({new.unlock.points}) in {new.unlock.game_title}{mode}."


if __name__ == "__main__":
    run(rarity, feed)
