"""A client of the emulator."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from retroach_async import Client, Credentials
from retroach_async.emulator import Emulator, World


@pytest.fixture(scope="session")
def world() -> World:
    """One universe for all tests."""
    return World()


@pytest.fixture
async def emulator(world: World) -> AsyncIterator[Emulator]:
    """A server over that universe."""
    async with Emulator(world=world) as server:
        yield server


@pytest.fixture
async def ra(emulator: Emulator, credentials: Credentials) -> AsyncIterator[Client]:
    """A client of that server, without a limit."""
    async with Client(credentials, base_url=emulator.base_url, rate_limit=None, retry=None) as client:
        yield client
