"""The keys that the emulator takes, and the users to whom they belong."""

from __future__ import annotations

import pytest

from retroach_async.emulator import Emulator, World
from tests.emulator.conftest import Get

UNAUTHENTICATED = {
    "message": "Unauthenticated.",
    "errors": [{"status": "401", "code": "unauthorized", "title": "Unauthenticated."}],
}


@pytest.mark.parametrize("path", ["/API/API_GetGame.php", "/API/API_GetNothing.php", "/v2/health", "/v2/nothing"])
async def test_no_key_is_refused(emulator: Emulator, get: Get, path: str) -> None:
    """Without a key nothing is told, not even whether a path exists."""
    answered = await get(f"{emulator.base_url.removesuffix('/API')}{path}")
    assert (answered.status, answered.body) == (401, UNAUTHENTICATED)


async def test_any_key_is_good(emulator: Emulator, get: Get) -> None:
    """Unless the emulator is given its keys, in the query and as a bearer alike."""
    url = f"{emulator.base_url}/API_GetGame.php"
    assert (await get(url, y="whatever")).status == 200
    assert (await get(url, {"Authorization": "Bearer whatever"})).status == 200


async def test_each_api_has_its_own_header(emulator: Emulator, get: Get) -> None:
    """V1 does not know V2's header, V2 does not know V1's parameter, and both take a bearer."""
    v1, v2 = f"{emulator.base_url}/API_GetGame.php", f"{emulator.v2_base_url}/health"
    assert (await get(v1, {"X-API-Key": "key"})).status == 401
    assert (await get(v2, y="key")).status == 401
    assert (await get(v2, {"X-API-Key": "key"})).status == 200
    assert (await get(v2, {"Authorization": "Bearer key"})).status == 200


async def test_v2_looks_into_its_query_last(world: World, get: Get) -> None:
    """A key in no header may be in the query; a key in a header hides it, and no link repeats it."""
    async with Emulator(world=world, keys={"red": "Scott"}) as emulator:
        health, games = f"{emulator.v2_base_url}/health", f"{emulator.v2_base_url}/games"
        assert (await get(health, api_key="red")).status == 200
        assert (await get(health, api_key="green")).status == 401
        assert (await get(health, {"X-API-Key": "green"}, api_key="red")).status == 401
        assert (await get(health, {"Authorization": "Bearer green"}, api_key="red")).status == 401
        assert (await get(f"{emulator.base_url}/API_GetGame.php", api_key="red", i="1")).status == 401
        assert (await get(f"{emulator.v2_base_url}/users/Scott/followers", api_key="red")).status == 403
        answered = await get(games, api_key="red", sort="title")
    assert answered.status == 200
    assert "red" not in "".join(answered.body["links"].values())
    assert "sort=title" in answered.body["links"]["next"]


async def test_given_keys_are_the_only_ones(world: World, get: Get) -> None:
    """Each belongs to somebody; any other is unknown."""
    async with Emulator(world=world, keys={"red": "Scott", "blue": "PolarFox"}) as emulator:
        url = f"{emulator.base_url}/API_GetUsersIFollow.php"
        first, second, third = [await get(url, y=key) for key in ("red", "blue", "green")]
    assert first.status == second.status == 200
    assert first.body != second.body
    assert (third.status, third.body) == (401, UNAUTHENTICATED)


async def test_the_name_beside_a_free_key_is_its_owner(emulator: Emulator, get: Get) -> None:
    """Without given keys the one named by `z` asks, and MaxMilyin when nobody is named or known."""
    url = f"{emulator.base_url}/API_GetUserWantToPlayList.php"
    assert (await get(url, u="GhostRunner", y="key", z="GhostRunner")).status == 200
    assert (await get(url, u="MaxMilyin", y="key", z="Nobody9")).status == 200
    assert (await get(url, u="GhostRunner", y="key")).status == 401


def test_a_key_needs_an_owner_who_exists(world: World) -> None:
    """A name that nobody has is refused at once."""
    with pytest.raises(ValueError, match="Nobody9"):
        Emulator(world=world, keys={"red": "Nobody9"})
