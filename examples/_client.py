"""The client of the examples: yours if you have a key, else one of an emulator in this process."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from retroach_async import Client, Credentials, RateLimit, RateLimits
from retroach_async.emulator import Emulator


@asynccontextmanager
async def client(rate_limit: RateLimit | None = None) -> AsyncIterator[Client]:
    """A client as `Client(user_agent="my-bot/1.2")` is in a program of your own."""
    if os.environ.get("RETROACHIEVEMENTS_API_KEY"):
        async with Client(user_agent="retroach-examples/1.0", rate_limit=rate_limit or RateLimits()) as ra:
            yield ra
    else:
        nobody = Credentials("MaxMilyin", "any-key")
        async with Emulator() as emulator, Client(nobody, base_url=emulator.base_url, rate_limit=rate_limit) as ra:
            yield ra


@asynccontextmanager
async def emulator_and_client() -> AsyncIterator[tuple[Emulator, Client]]:
    """An emulator in this process, for examples in which something has to happen on the site, and its client."""
    nobody = Credentials("MaxMilyin", "any-key")
    async with Emulator() as emulator, Client(nobody, base_url=emulator.base_url, rate_limit=None) as ra:
        yield emulator, ra
