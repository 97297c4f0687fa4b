"""An emulator whose answers can be changed on their way, and the command line before it."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from typing import Any

import pytest
from attrs import frozen

from retroach_async import Client, Credentials
from retroach_async.drift import Compared, check, plan
from retroach_async.emulator import Emulator, World
from retroach_async.query import Reply
from retroach_async.transport.aiohttp import AiohttpTransport
from retroach_async.transport.protocol import Request, Transport
from tests.cli.conftest import (  # noqa: F401  fixtures are found by their names
    background,
    emulator,
    environment,
    on_a_terminal,
    retroach,
    shared_emulator,
    without_retries,
)

Edit = Callable[[Any], Any]
"""Changes an answer: in its place, or by giving another one."""

Check = Callable[..., Awaitable[dict[str, Compared]]]
"""Checks endpoints against a real server: `await check_emulator("get_game", edits={...})`."""


@frozen
class Edited:
    """A transport that changes the answers of some paths on their way."""

    inner: Transport
    edits: Mapping[str, Edit]

    async def send(self, request: Request) -> Reply:
        """Give the answer, changed if its path is among them."""
        reply = await self.inner.send(request)
        if (edit := self.edits.get(request.query.path)) is None:
            return reply
        answer = json.loads(reply.body)
        changed = edit(answer)
        return Reply(reply.status, reply.headers, json.dumps(answer if changed is None else changed).encode())

    async def aclose(self) -> None:
        """Close the transport within."""
        await self.inner.aclose()


@pytest.fixture(scope="session")
def world() -> World:
    """One universe for all, with a tie, so that a list has digit keys."""
    return World(tie=True)


@pytest.fixture
async def check_emulator(world: World, canary: str) -> AsyncIterator[Check]:
    """Runs a check against an emulator and gives the results by endpoint."""
    transport = AiohttpTransport()

    async def run(*only: str, user: str = "MaxMilyin", edits: Mapping[str, Edit] | None = None) -> dict[str, Compared]:
        credentials = Credentials(user, canary)
        edited = Edited(transport, edits or {})
        async with Client(credentials, base_url=server.base_url, transport=edited, rate_limit=None, retry=None) as ra:
            results = [compared async for compared in check(ra, plan(user, only), credentials.api_key)]
        return {compared.name: compared for compared in results}

    async with Emulator(world=world) as server:
        yield run
    await transport.aclose()
