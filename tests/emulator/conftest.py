"""One universe for all tests, and two ways to ask it: directly, and over a real connection."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import aiohttp
import pytest
from attrs import frozen

from retroach_async.emulator import Emulator, World
from retroach_async.emulator.answers import ANSWERS
from retroach_async.emulator.api_request import ApiRequest
from retroach_async.emulator.response import Refused, Response


@frozen
class Answered:
    """The answer that came back."""

    status: int
    body: Any
    """The parsed JSON, or the text of what is none."""
    headers: Any = None
    text: str = ""


Ask = Callable[..., Answered]
Get = Callable[..., Awaitable[Answered]]


@pytest.fixture(scope="session")
def world() -> World:
    """The universe that everybody gets who asks for none in particular."""
    return World()


@pytest.fixture
def ask(world: World) -> Ask:
    """Ask an endpoint by its name, without a server: `ask("get_game", i=1)`."""

    def ask(name: str, *, me: str = "MaxMilyin", **params: object) -> Answered:
        texts = {key: None if value == "" else str(value) for key, value in params.items()}
        try:
            made = ANSWERS[name](ApiRequest(world, world.owner(me), texts, now=world.now))
        except Refused as refused:
            made = refused.reply
        reply = made if isinstance(made, Response) else Response(made)
        return Answered(reply.status, json.loads(reply.encode()), text=reply.encode().decode())

    return ask


@pytest.fixture
async def emulator(world: World) -> AsyncIterator[Emulator]:
    """A server over that universe."""
    async with Emulator(world=world) as emulator:
        yield emulator


@pytest.fixture
async def get() -> AsyncIterator[Get]:
    """Ask an address, over a connection of its own, with the parameters of the query by their names."""
    connector = aiohttp.TCPConnector(force_close=True)
    async with aiohttp.ClientSession(connector=connector) as session:

        async def get(url: str, headers: dict[str, str] | None = None, **params: str) -> Answered:
            async with session.get(url, params=params, headers=headers) as response:
                text = await response.text()
                is_json = "json" in response.content_type
                return Answered(response.status, json.loads(text) if is_json else text, response.headers, text)

        yield get
