"""The emulator in the place of the site, and an application's session."""

from __future__ import annotations

from collections.abc import AsyncIterator

import aiohttp
import pytest

from retroach_async.emulator import Emulator

USER, KEY = "MaxMilyin", "key-of-a-canary"


@pytest.fixture
async def site() -> AsyncIterator[Emulator]:
    """A site that knows one key."""
    async with Emulator(keys={KEY: USER}) as emulator:
        yield emulator


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    """The application's own session, which nobody else may close."""
    async with aiohttp.ClientSession() as session:
        yield session
        assert not session.closed
