"""Clients whose server is a script and whose time is made up."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from typing import Any

import pytest

from retroach_async import Client, Credentials, OAuthToken
from retroach_async.testing import FakeClock, MemoryTransport
from retroach_async.testing.memory import Answers
from tests.transport.real_redis import SERVERS
from tests.transport.renewing import Server

collect_ignore = [] if SERVERS else ["test_real_redis.py"]

Connect = Callable[..., Awaitable[Client]]
"""`await connect(answers, clock, **options)` gives an open client of a server in memory."""


@pytest.fixture
async def connect(credentials: Credentials) -> AsyncIterator[Connect]:
    """Makes open clients, without a limit unless one is given, and closes them at the end."""
    async with AsyncExitStack() as stack:

        async def make(answers: Answers | MemoryTransport, clock: FakeClock, **options: Any) -> Client:
            transport = answers if isinstance(answers, MemoryTransport) else MemoryTransport(answers)
            client = Client(credentials, transport=transport, clock=clock, **{"rate_limit": None} | options)
            return await stack.enter_async_context(client)

        yield make


Renewed = Callable[..., Awaitable[Client]]
"""`await renewed(server, **options)` gives an open client whose token that server does not accept any more."""


@pytest.fixture
async def renewed(clock: FakeClock) -> AsyncIterator[Renewed]:
    """Makes open clients of a server that wants another token, and closes them at the end."""
    async with AsyncExitStack() as stack:

        async def make(server: Server, *, token: OAuthToken | None = None, **options: Any) -> Client:
            options = {"transport": server.transport, "clock": clock, "rate_limit": None} | options
            return await stack.enter_async_context(Client(token or server.token(), **options))

        yield make
