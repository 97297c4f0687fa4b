"""A Discord bot with hikari: `!rarity GAME` answers with a picture.

Needs the extra `[charts]`, `pip install hikari`, your key, and the variable DISCORD_TOKEN. Without a token of Discord,
a stub sends two messages to the bot and prints its replies.
"""

from contextlib import AsyncExitStack

import hikari
from _client import client
from _hikari import TOKEN, run

from retroach_async import Client, RetroachError

INTENTS = hikari.Intents.GUILD_MESSAGES | hikari.Intents.MESSAGE_CONTENT


class Bot(hikari.GatewayBot):
    """A bot with a client."""

    ra: Client


bot = Bot(TOKEN, intents=INTENTS, banner=None, suppress_optimization_warning=True)
opened = AsyncExitStack()


@bot.listen()
async def start(_: hikari.StartingEvent) -> None:
    """Open the client where hikari's event loop begins; creating it needs no loop."""
    bot.ra = await opened.enter_async_context(client())


@bot.listen()
async def stop(_: hikari.StoppedEvent) -> None:
    """Close the client, and end its calls in flight."""
    await opened.aclose()


@bot.listen()
async def rarity(event: hikari.GuildMessageCreateEvent) -> None:
    """Answer `!rarity GAME`."""
    command, _, words = (event.content or "").partition(" ")
    if event.is_bot or command != "!rarity" or not words.isdecimal():
        return
    try:
        game = await bot.ra.get_game(int(words))
        spread = await bot.ra.get_achievement_distribution(game.id, hardcore=True)
    except RetroachError as error:
        await event.message.respond(f"I do not know: {error.message}.")
        return
    picture = hikari.Bytes(spread.png(title=game.title, system=game.system_name), "rarity.png")
    told = f"{spread.mastery_count} of {spread.total_players} players mastered {game.title}."
    await event.message.respond(told, attachment=picture)


if __name__ == "__main__":
    run(bot)
