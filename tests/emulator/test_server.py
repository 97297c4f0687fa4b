"""Opening and closing."""

from __future__ import annotations

import asyncio

import aiohttp
import pytest

from retroach_async.emulator import Emulator, World
from tests.emulator.conftest import Get


async def test_the_address_is_known_once_it_listens(world: World) -> None:
    """A free port is taken; before that there is no address."""
    emulator = Emulator(world=world)
    with pytest.raises(RuntimeError, match="started"):
        _ = emulator.base_url
    async with emulator:
        host, port = emulator.base_url.removeprefix("http://").removesuffix("/API").split(":")
        assert host == "127.0.0.1"
        assert int(port) > 0
        assert emulator.v2_base_url == f"http://127.0.0.1:{port}/v2"


def test_an_address_of_six_has_brackets(world: World) -> None:
    """An IPv6 address is written as one."""
    assert Emulator(8000, "::1", world=world).base_url == "http://[::1]:8000/API"


async def test_a_taken_port_is_an_error(world: World, emulator: Emulator) -> None:
    """The second on a port is told so, and leaves nothing behind."""
    port = int(emulator.base_url.split(":")[2].removesuffix("/API"))
    second = Emulator(port, world=world)
    with pytest.raises(OSError, match="in use"):
        await second.start()
    await second.aclose()


async def test_opening_and_closing_twice_is_fine(world: World, get: Get) -> None:
    """Both are done once."""
    emulator = Emulator(world=world)
    await emulator.start()
    address = emulator.base_url
    await emulator.start()
    assert emulator.base_url == address
    assert (await get(f"{address}/API_GetGame.php", y="key")).status == 200
    await emulator.aclose()
    await emulator.aclose()


async def test_closing_drops_idle_connections(world: World) -> None:
    """A client that keeps its connection is no reason to wait."""
    async with aiohttp.ClientSession() as session:
        async with Emulator(world=world) as emulator:
            url = f"{emulator.base_url}/API_GetGame.php?y=key"
            async with session.get(url) as response:
                await response.read()
        with pytest.raises(aiohttp.ClientConnectionError):
            await session.get(url)


async def test_it_serves_until_it_is_told_to_stop(world: World, get: Get) -> None:
    """`serve_forever` listens, and closes when its task is cancelled."""
    emulator = await Emulator(world=world).start()
    serving = asyncio.create_task(emulator.serve_forever())
    url = f"{emulator.base_url}/API_GetGame.php"
    assert (await get(url, y="key")).status == 200
    serving.cancel()
    with pytest.raises(asyncio.CancelledError):
        await serving
    with pytest.raises(aiohttp.ClientConnectionError):
        await get(url, y="key")


async def test_requests_are_counted(emulator: Emulator, get: Get) -> None:
    """Good ones and refused ones."""
    for key in ("key", ""):
        await get(f"{emulator.base_url}/API_GetGame.php", y=key)
    assert (emulator.requests, emulator.rejected) == (2, 0)


async def test_a_universe_of_its_own(get: Get) -> None:
    """Without a world it makes the usual one."""
    async with Emulator() as emulator:
        answered = await get(f"{emulator.base_url}/API_GetAchievementDistribution.php", i="14402", h="1", y="key")
    assert sum(answered.body.values()) == 632
