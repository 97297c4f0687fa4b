"""A client that never waits for anything but its transport."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from retroach_async import Client, Credentials
from retroach_async.testing import FakeClock, MemoryTransport
from tests.batch.games import Server, players_as_id


@pytest.fixture
def transport() -> MemoryTransport:
    """A server that knows a distribution for every game: as many players as its id."""
    return MemoryTransport(players_as_id)  # type: ignore[arg-type]


@pytest.fixture
def server() -> Server:
    """A server of games by their ids."""
    return Server()


@pytest.fixture
async def ra(transport: MemoryTransport, credentials: Credentials, running_clock: FakeClock) -> AsyncIterator[Client]:
    """A client of that server, without a limit and with three calls in flight."""
    async with Client(credentials, transport=transport, clock=running_clock, rate_limit=None, concurrency=3) as client:
        yield client


def others() -> set[asyncio.Task[object]]:
    """All tasks but the test."""
    return asyncio.all_tasks() - {asyncio.current_task()}  # type: ignore[arg-type]
