"""A client of a server in memory."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from retroach_async import Client, Credentials
from retroach_async.query import Reply
from retroach_async.testing import FakeClock, MemoryTransport, json_reply
from retroach_async.transport.protocol import Request


@pytest.fixture
def transport() -> MemoryTransport:
    """A server that knows a distribution for every game: as many players as its id."""

    def answer(request: Request) -> Reply:
        return json_reply({"1": int(dict(request.query.params)["i"])})

    return MemoryTransport(answer)


@pytest.fixture
async def ra(transport: MemoryTransport, credentials: Credentials, running_clock: FakeClock) -> AsyncIterator[Client]:
    """A client of that server."""
    async with Client(credentials, transport=transport, clock=running_clock) as client:
        yield client
