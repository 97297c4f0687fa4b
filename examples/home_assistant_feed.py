"""Home Assistant: a coordinator with a borrowed session, and a feed with its cursor in Home Assistant's storage."""

import asyncio
from collections.abc import Mapping

import aiohttp
from _client import emulator_and_client
from _home_assistant import ConfigEntryAuthFailed, Store, UpdateFailed

from retroach_async import AuthenticationFailed, Client, Credentials, RetroachError, UserProfile


class StorageCursors:
    """The cursor of one feed. Home Assistant runs once, so that no lock is needed."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def load(self, _: str) -> Mapping[str, str]:
        """What the feed remembered."""
        return await self._store.async_load() or {}

    async def save(self, watch: str, changes: Mapping[str, str | None]) -> None:
        """Remember changes; None forgets."""
        cursors = {**await self.load(watch), **changes}
        await self._store.async_save({name: text for name, text in cursors.items() if text is not None})


async def update(ra: Client, user: str) -> UserProfile:
    """What a sensor shows; the errors are those that Home Assistant understands."""
    try:
        return await ra.get_user_profile(user)
    except AuthenticationFailed as error:
        raise ConfigEntryAuthFailed(error.message) from error
    except RetroachError as error:
        raise UpdateFailed(error.message) from error


async def main() -> None:
    """Load an entry twice, as after a restart: what was told once is not told again."""
    store = Store()
    async with emulator_and_client() as (emulator, _), aiohttp.ClientSession() as session:
        mine = Credentials("MaxMilyin", "any-key")
        ra = Client(mine, session=session, base_url=emulator.base_url, user_agent="ha-example/1.0", rate_limit=None)
        for achievement in (79440, 79441):
            emulator.reset("MaxMilyin", achievement)
            print((await update(ra, "MaxMilyin")).user, "is there")
            feed = ra.watch.unlocks(["MaxMilyin"], cursors=StorageCursors(store), since=emulator.now, every=0.1)
            async with feed as watch:
                emulator.unlock("MaxMilyin", achievement)
                print("event:", (await anext(watch)).unlock.title)


if __name__ == "__main__":
    asyncio.run(main())
