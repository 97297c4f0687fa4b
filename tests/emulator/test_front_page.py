"""The page for people, and the log of requests."""

from __future__ import annotations

import pytest

from retroach_async import Client, ConnectionFailed, Credentials
from retroach_async.emulator import Emulator, Fault, World
from retroach_async.emulator.request_line import request_line
from tests.emulator.conftest import Get


@pytest.mark.parametrize("path", ["/", "/API/", "/API"])
async def test_a_browser_is_told_what_this_is(emulator: Emulator, get: Get, path: str) -> None:
    """The page says that it is an emulator, links to an answer that works, and names addresses and players."""
    origin = emulator.base_url.removesuffix("/API")
    page = await get(origin + path)

    assert page.status == 200
    assert page.headers["Content-Type"].startswith("text/html")
    for words in ("emulator", "made up", emulator.base_url, emulator.v2_base_url, "MaxMilyin", "base_url="):
        assert words in page.body
    links = [part.partition('"')[0].replace("&amp;", "&") for part in page.body.split('href="')[1:]]
    mine = [link for link in links if link.startswith(origin)]
    assert len(mine) == 2
    for link in mine:
        assert (await get(link)).status == 200


async def test_the_page_of_a_server_with_keys_shows_none(get: Get, world: World, canary: str) -> None:
    """It needs no key, shows none, and does not say that any key is valid."""
    async with Emulator(world=world, keys={canary: "Scott"}) as emulator:
        page = await get(emulator.base_url.removesuffix("API"))

    assert page.status == 200
    assert canary not in page.body
    assert "any-key" not in page.body


async def test_other_addresses_without_a_key_are_refused_as_before(emulator: Emulator, get: Get) -> None:
    """The page is at its address only."""
    assert (await get(emulator.base_url + "/API_GetGame.php")).status == 401
    assert (await get(emulator.base_url.removesuffix("API") + "favicon.ico")).status == 401


async def test_a_request_is_one_line_in_the_log(get: Get, world: World, canary: str) -> None:
    """Method, path, parameters and status; no key, wherever it was put."""
    lines: list[str] = []
    async with Emulator(world=world, log=lines.append) as emulator:
        await get(emulator.base_url + "/API_GetGame.php", i="14402", y=canary, z="Scott")
        await get(f"{emulator.v2_base_url}/games/14402", {"X-API-Key": canary}, include="system")
        await get(f"{emulator.v2_base_url}/games/0", {"Authorization": f"Bearer {canary}"})
        await get(f"{emulator.base_url}/{canary}", y=canary, u=f"a\n{canary}")

    assert lines == [
        "GET /API/API_GetGame.php?i=14402 200",
        "GET /v2/games/14402?include=system 200",
        "GET /v2/games/0 404",
        "GET /API/***?u=a%0A*** 404",
    ]


async def test_a_dropped_connection_has_no_status(world: World, canary: str) -> None:
    """A request without an answer is in the log as well."""
    lines: list[str] = []
    async with Emulator(world=world, log=lines.append) as emulator:
        emulator.inject(Fault.DROP)
        async with Client(Credentials("Scott", canary), base_url=emulator.base_url, retry=None) as ra:
            with pytest.raises(ConnectionFailed):
                await ra.get_game(1)

    assert lines == ["GET /API/API_GetGame.php?i=1 -"]


@pytest.mark.parametrize("key", ["a key+/=", "ünïcode", "percent%2F"])
def test_a_key_of_odd_characters_is_hidden(key: str) -> None:
    """Every spelling of a key is looked for."""
    line = request_line(
        "GET", f"/{key}", params=[("u", key), ("y", key)], headers={"X-API-Key": key}, status=200, keys=[key]
    )

    assert line == "GET /***?u=*** 200"
