"""Every endpoint has an answer, wherever a client looks for it."""

from __future__ import annotations

import asyncio
from datetime import UTC, date, datetime
from typing import Any

import aiohttp
import pytest

from retroach_async import ENDPOINTS, Client, Credentials, Endpoint, OAuthToken
from retroach_async.access import DATA_READ
from retroach_async.emulator import Emulator
from retroach_async.emulator.answers import ANSWERS, MODES
from retroach_async.emulator.routes import RoutePlace, Routes, place_of
from tests.emulator.conftest import Get

ARGUMENTS: dict[str, Any] = {
    "achievement_id": 79434,
    "achievement_set_id": 5001,
    "event_achievement_id": 801,
    "event_id": 2,
    "hub_id": 101,
    "system_id": 25,
    "date": date(2026, 6, 30),
    "end": datetime(2026, 6, 30, tzinfo=UTC),
    "game_id": 14402,
    "game_ids": [1, 14402],
    "identifier": "MaxMilyin",
    "leaderboard_id": 90001,
    "start": datetime(2026, 6, 29, tzinfo=UTC),
    "ticket_id": 1,
    "user": "MaxMilyin",
}
"""Something to ask for, by the name of the parameter."""


def test_every_endpoint_has_an_answer() -> None:
    """Every endpoint that is declared has an answer."""
    assert set(ENDPOINTS) == set(ANSWERS)


def test_scripts_with_several_endpoints_tell_them_apart() -> None:
    """Where endpoints share a path, something decides between them."""
    paths = [endpoint.path for endpoint in ENDPOINTS.values()]
    assert {path for path in paths if paths.count(path) > 1} == set(MODES)


@pytest.mark.parametrize("endpoint", ENDPOINTS.values(), ids=ENDPOINTS.keys())
async def test_every_endpoint_is_answered_to_a_client(emulator: Emulator, endpoint: Endpoint) -> None:
    """A real client gets a result of the declared type from a call with the required arguments."""
    arguments = {name: ARGUMENTS[name] for name, param in endpoint.arguments.items() if param.required}
    credentials: Credentials | OAuthToken = Credentials("MaxMilyin", "any-key")
    if endpoint.scope not in (None, DATA_READ):
        credentials = OAuthToken(emulator.token("MaxMilyin", [endpoint.scope]))
    async with Client(credentials, base_url=emulator.base_url, rate_limit=None, retry=None) as ra:
        result = await ra._invoke(endpoint, endpoint.bind((), arguments))
    assert result is not None
    assert emulator.requests >= 1


@pytest.mark.parametrize("path", ["/API/API_GetGame.php", "/API_GetGame.php"])
async def test_v1_is_found_in_two_places(emulator: Emulator, get: Get, path: str) -> None:
    """Below the prefix, and at the root."""
    origin = emulator.base_url.removesuffix("/API")
    answered = await get(f"{origin}{path}", i="14402", y="key")
    assert answered.body["Title"] == "Dragster"


@pytest.mark.parametrize("prefix", ["/v2", "/api/v2"])
async def test_v2_is_found_in_two_places(emulator: Emulator, get: Get, prefix: str) -> None:
    """With the server's own prefix, and with the bare one; a resource links to itself by the server's own."""
    origin = emulator.base_url.removesuffix("/API")
    answered = await get(f"{origin}{prefix}/games/14402", {"X-API-Key": "key"})
    assert answered.body["data"]["links"]["self"] == f"{origin}/api/v2/games/14402"


@pytest.mark.parametrize(
    ("path", "status", "title"),
    [
        ("API/API_GetNothing.php", 404, "Not Found"),
        ("API/api_getgame.php", 404, "Not Found"),
        ("API/API_GetFeed.php", 410, "Gone"),
        ("API/API_GetGameRating.php", 410, "Gone"),
        ("v2/nothing", 404, "API endpoint not found"),
        ("v2/games/one", 404, "API endpoint not found"),
        ("v2/games/999999", 404, "Not Found"),
    ],
)
async def test_paths_without_an_answer(emulator: Emulator, get: Get, path: str, status: int, title: str) -> None:
    """Unknown and removed scripts are told with the framework's error."""
    answered = await get(f"{emulator.base_url.removesuffix('API')}{path}", {"X-API-Key": "key"}, y="key")
    code = {404: "not_found", 410: "gone"}[status]
    error = {"status": str(status), "code": code, "title": title}
    assert (answered.status, answered.body) == (status, {"message": title, "errors": [error]})


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("/v2/games", RoutePlace("v2", "/v2/", "games")),
        ("/api/v2/games", RoutePlace("v2", "/api/v2/", "games")),
        ("/API/x", RoutePlace("v1", "/API/", "x")),
        ("/x", RoutePlace("v1", "/", "x")),
        ("", RoutePlace("v1", "/", "")),
        ("*", None),
        ("here:80", None),
    ],
)
def test_paths_are_sorted_to_their_api(path: str, place: RoutePlace | None) -> None:
    """A path that is not V2's is V1's, and a path that does not begin with a slash is nobody's."""
    assert place_of(path) == place


def test_the_root_has_no_route() -> None:
    """Nothing is answered at the address of the host alone."""
    assert Routes(ENDPOINTS.values()).find(RoutePlace("v1", "/", "")) is None


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
@pytest.mark.parametrize("path", ["v2/health", "api/v2/games/1", "v2/nothing"])
async def test_v2_has_no_route_for_other_verbs(emulator: Emulator, method: str, path: str) -> None:
    """Any other verb than GET and HEAD reaches the catch-all, as an unknown path does, and without a key it is 401."""
    url = f"{emulator.base_url.removesuffix('API')}{path}"
    async with aiohttp.ClientSession() as session:
        async with session.request(method, url, headers={"X-API-Key": "key"}) as response:
            status, body = response.status, await response.json()
        async with session.request(method, url) as response:
            assert response.status == 401
    error = {"status": "404", "code": "not_found", "title": "API endpoint not found"}
    assert (status, body) == (404, {"message": "API endpoint not found", "errors": [error]})


@pytest.mark.parametrize(("path", "status"), [("health", 200), ("games/1", 200), ("nothing", 404)])
async def test_v2_answers_head_as_get(emulator: Emulator, path: str, status: int) -> None:
    """HEAD has the status and the headers of GET, and no body."""
    url, headers = f"{emulator.v2_base_url}/{path}", {"X-API-Key": "key"}
    async with aiohttp.ClientSession() as session:
        async with session.head(url, headers=headers) as response:
            assert (response.status, await response.read()) == (status, b"")
            size = response.headers["Content-Length"], response.content_type
        async with session.get(url, headers=headers) as response:
            assert size == (str(len(await response.read())), response.content_type)


async def test_any_verb_will_do(emulator: Emulator, get: Get) -> None:
    """V1 answers whatever the verb, and reads the query."""
    reader, writer = await asyncio.open_connection("127.0.0.1", int(emulator.base_url.split(":")[2].split("/")[0]))
    writer.write(b"POST /API/API_GetGame.php?i=14402&y=k HTTP/1.1\r\nHost: here\r\nContent-Length: 0\r\n\r\n")
    assert await reader.readline() == b"HTTP/1.1 200 OK\r\n"
    writer.close()
    await writer.wait_closed()
