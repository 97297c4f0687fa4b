"""A server, and two ways to ask its V2: over a connection, and directly."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest

from retroach_async import ENDPOINTS
from retroach_async.emulator import Emulator, World
from retroach_async.emulator.answers import ANSWERS as V1_ANSWERS
from retroach_async.emulator.api_request import ApiRequest
from retroach_async.emulator.response import Refused, Response
from retroach_async.emulator.v2 import ANSWERS
from tests.emulator.conftest import Answered, Get
from tests.emulator.conftest import Ask as AskV1

CALLERS = ("MaxMilyin", "Scott", "GhostRunner", "PolarFox")
Ask = Callable[..., Awaitable[Answered]]
Answer = Callable[..., Answered]


@pytest.fixture
async def emulator(world: World) -> AsyncIterator[Emulator]:
    """A server whose keys are the names of their owners."""
    async with Emulator(world=world, keys={name: name for name in CALLERS}) as emulator:
        yield emulator


@pytest.fixture
def ask(emulator: Emulator, get: Get) -> Ask:
    """A function that asks by a literal path and query, such as `games?sort=-title`."""

    async def ask(query: str, *, me: str = "MaxMilyin", base: str = "", **headers: str) -> Answered:
        return await get(f"{base or emulator.v2_base_url}/{query}", {"X-API-Key": me, **headers})

    return ask


@pytest.fixture
def answer(world: World) -> Answer:
    """Ask an endpoint by its name, without a server and its rules of who may ask at all."""

    def answer(name: str, path: dict[str, str], *, me: str = "MaxMilyin", **params: str) -> Answered:
        request = ApiRequest(
            world,
            world.owner(me),
            params,
            base_url="https://example.org/v2",
            path=path,
            address="https://example.org/v2/asked",
            endpoint=ENDPOINTS[name],
        )
        try:
            made: Any = ANSWERS[name](request)
        except Refused as refused:
            made = refused.reply
        reply = made if isinstance(made, Response) else Response(made)
        return Answered(reply.status, reply.body)

    return answer


@pytest.fixture
def answer_v1(world: World) -> AskV1:
    """Ask V1 by the name of an endpoint."""

    def answer(name: str, **params: object) -> Answered:
        texts = {key: str(value) for key, value in params.items()}
        return Answered(200, V1_ANSWERS[name](ApiRequest(world, world.owner("MaxMilyin"), texts, now=world.now)))

    return answer
