"""Clients whose server is a script and whose time is made up."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from typing import Any

import pytest

from retroach_async import Client, Credentials
from retroach_async.testing import FakeClock, MemoryTransport
from retroach_async.testing.memory import Answers

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
