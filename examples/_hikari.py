"""Discord's side of the example with hikari: the gateway with a token, and a stub that sends messages without one."""

import asyncio
import os
from types import SimpleNamespace
from typing import Any

import hikari

TOKEN = os.environ.get("DISCORD_TOKEN", "MDAw.stub.stub")
"""The token of the bot; for the stub, one that has the form of a token."""


def run(bot: hikari.GatewayBot) -> None:
    """Run the bot, on Discord or with the stub."""
    if "DISCORD_TOKEN" in os.environ:
        bot.run()
    else:
        asyncio.run(stub(bot))


async def stub(bot: hikari.GatewayBot) -> None:
    """Send the events that the gateway would send: a start, two messages and an end."""
    shard: Any = None  # no command reads it
    messages = [message("!rarity 14402"), message("!rarity 999999999")]
    commands = [hikari.GuildMessageCreateEvent(shard=shard, message=each) for each in messages]
    for event in (hikari.StartingEvent(app=bot), *commands, hikari.StoppedEvent(app=bot)):
        await bot.event_manager.dispatch(event, return_tasks=True)


def message(text: str) -> Any:
    """A stub of `hikari.Message` with what a command reads."""

    async def respond(reply: str, attachment: hikari.Bytes | None = None) -> None:
        size = len(attachment.data) // 1000 if attachment is not None and isinstance(attachment.data, bytes) else 0
        print(text, "->", reply, f"[a picture of {size} KB]" if size else "")

    return SimpleNamespace(content=text, author=SimpleNamespace(is_bot=False), respond=respond)
