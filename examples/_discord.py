"""The Discord side of the example of a bot: discord.py with a token, and a stub that prints without one."""

import asyncio
import io
import os
from collections.abc import Awaitable, Callable

from _client import emulator_and_client

from retroach_async import Client
from retroach_async.watch import MemoryCursors, SqliteCursors

Post = Callable[[str, bytes | None], Awaitable[None]]
"""Posts a text, and a picture where there is one."""
Rarity = Callable[[Client, int, Post], Awaitable[None]]
Feed = Callable[..., Awaitable[None]]


def run(rarity: Rarity, feed: Feed) -> None:
    """Run the bot, on Discord or with the stub."""
    token = os.environ.get("DISCORD_TOKEN")
    if token:
        on_discord(token, rarity, feed)
    else:
        asyncio.run(stub(rarity, feed))


async def stub(rarity: Rarity, feed: Feed) -> None:
    """Two commands and a feed, against an emulator in which Scott plays."""
    posted = asyncio.Event()

    async def respond(text: str, picture: bytes | None) -> None:
        print("reply:  ", text, f"[a picture of {len(picture) // 1000} KB]" if picture else "")

    async def post(text: str, _: bytes | None) -> None:
        print("channel:", text)
        posted.set()

    async with emulator_and_client() as (emulator, ra):
        await rarity(ra, 14402, respond)
        await rarity(ra, -1, respond)
        following = asyncio.ensure_future(feed(ra, ["Scott"], MemoryCursors(), post, every=0.1))
        while not posted.is_set():
            await asyncio.sleep(0.2)
            emulator.reset("Scott", 79440)  # he begins anew until the feed has seen it
            emulator.unlock("Scott", 79440)
        following.cancel()
        await asyncio.gather(following, return_exceptions=True)


def on_discord(token: str, rarity: Rarity, feed: Feed) -> None:
    """The same with discord.py."""
    import discord  # noqa: PLC0415  only needed with a token
    from discord import app_commands  # noqa: PLC0415  only needed with a token

    bot = discord.Client(intents=discord.Intents.default())
    commands = app_commands.CommandTree(bot)
    ra = Client(user_agent="rarity-bot/1.0")

    def to(send: Callable[..., Awaitable[object]]) -> Post:
        async def post(text: str, picture: bytes | None) -> None:
            await send(text, files=[discord.File(io.BytesIO(picture), "rarity.png")] if picture else [])

        return post

    @commands.command(name="rarity", description="How rare is the mastery of a game?")
    async def _(interaction: discord.Interaction, game_id: int) -> None:
        await interaction.response.defer()
        await rarity(ra, game_id, to(interaction.followup.send))

    @bot.event
    async def setup_hook() -> None:
        await ra.open()
        await commands.sync()
        channel = await bot.fetch_channel(int(os.environ["DISCORD_CHANNEL"]))
        users = os.environ["WATCHED_USERS"].split(",")
        bot.loop.create_task(feed(ra, users, SqliteCursors("unlocks.db"), to(channel.send)))

    bot.run(token)
