"""A user with many games, and a client of the site."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import pytest

from retroach_async import Client, Credentials
from retroach_async.testing import FakeClock, MemoryTransport
from tests.watch.games.progress import DAY, NOW, Shelf


@pytest.fixture
def shelf() -> Shelf:
    """The games 1, 2, ... 1200 of Tom, one played each day before the day before yesterday."""
    shelf = Shelf()
    for game in range(1, 1201):
        shelf.play(game, last=NOW - (game + 1) * DAY)
    return shelf


@pytest.fixture
def transport(shelf: Shelf) -> MemoryTransport:
    """The way to the site."""
    return MemoryTransport(shelf)


@pytest.fixture
async def ra(transport: MemoryTransport, credentials: Credentials, running_clock: FakeClock) -> AsyncIterator[Client]:
    """A client of the site."""
    async with Client(credentials, transport=transport, clock=running_clock, retry=None) as client:
        yield client


def at(second: float) -> datetime:
    """A moment of the site."""
    return datetime.fromtimestamp(second, UTC)


async def changed(ra: Client, **options: Any) -> list[int]:
    """The games that a reading gives."""
    return [row.game_id async for row in ra.changed_games("Tom", **options)]
