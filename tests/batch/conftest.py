"""A client that never waits for anything but its transport."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from retroach_async import Client, Credentials
from retroach_async.testing import FakeClock, MemoryTransport, json_reply
from retroach_async.transport.protocol import Request


@pytest.fixture
def transport() -> MemoryTransport:
    """A server that knows a distribution for every game: as many players as its id."""

    def answer(request: Request) -> object:
        return json_reply({"1": int(dict(request.query.params)["i"])})

    return MemoryTransport(answer)  # type: ignore[arg-type]


@pytest.fixture
async def ra(transport: MemoryTransport, credentials: Credentials, running_clock: FakeClock) -> AsyncIterator[Client]:
    """A client of that server, without a limit and with three calls in flight."""
    async with Client(credentials, transport=transport, clock=running_clock, rate_limit=None, concurrency=3) as client:
        yield client


def others() -> set[asyncio.Task[object]]:
    """All tasks but the test."""
    return asyncio.all_tasks() - {asyncio.current_task()}  # type: ignore[arg-type]
