"""The JSON:API."""

from __future__ import annotations

from typing import Any

import pytest

from retroach_async.emulator import Emulator, World
from tests.emulator.conftest import Answered, Ask, Get

KEY = {"X-API-Key": "key"}


async def ask_v2(get: Get, emulator: Emulator, path: str, **params: str) -> Answered:
    """One question to V2."""
    return await get(f"{emulator.v2_base_url}/{path}", KEY, **params)


async def test_health_is_plain_json(emulator: Emulator, get: Get) -> None:
    """It is up, and says when."""
    answered = await ask_v2(get, emulator, "health")
    assert answered.headers["Content-Type"] == "application/json"
    assert answered.body["status"] == "ok"
    assert answered.body["timestamp"].endswith("+00:00")


async def test_the_distribution_is_that_of_v1(emulator: Emulator, get: Get, ask: Ask) -> None:
    """All four distributions in one document, each as V1 gives it."""
    meta = (await ask_v2(get, emulator, "games/14402/achievement-distribution")).body["meta"]
    for group, flags in (("promoted", 3), ("unpromoted", 5)):
        for column, hardcore in (("playersHardcore", 1), ("playersCasual", 0)):
            spread = ask("get_achievement_distribution", i=14402, h=hardcore, f=flags).body
            points = meta[group]["distribution"]
            assert {str(point["unlockCount"]): point[column] for point in points} == dict(spread)
            assert meta[group]["totalAchievements"] == len(spread)


async def test_an_unknown_game_has_no_distribution(emulator: Emulator, get: Get) -> None:
    """404 with a detail and without a code, as plain JSON."""
    answered = await ask_v2(get, emulator, "games/999999/achievement-distribution")
    error = {"detail": "No game found with ID 999999.", "status": "404", "title": "Not Found"}
    assert (answered.status, answered.body) == (404, {"message": "Not Found", "errors": [error]})
    assert answered.headers["Content-Type"] == "application/json"


async def test_a_game_is_the_game_of_v1(emulator: Emulator, get: Get, ask: Ask) -> None:
    """Title, counts and points are the same in both APIs."""
    answered = await ask_v2(get, emulator, "games/1")
    attributes, game = answered.body["data"]["attributes"], ask("get_game_extended", i=1).body
    spread = ask("get_achievement_distribution", i=1, h=1).body
    assert answered.headers["Content-Type"] == "application/vnd.api+json"
    assert attributes["title"] == game["Title"]
    assert attributes["achievementsPublished"] == game["NumAchievements"]
    assert attributes["playersTotal"] == game["NumDistinctPlayers"]
    assert attributes["playersHardcore"] == sum(spread.values())
    assert attributes["pointsTotal"] == sum(each["Points"] for each in game["Achievements"].values())
    assert attributes["pointsWeighted"] == sum(each["TrueRatio"] for each in game["Achievements"].values())


async def test_pages_link_to_each_other(emulator: Emulator, get: Get, world: World) -> None:
    """Following `next` from the first page gives every game once, hubs, events and subsets left out."""
    answered = await ask_v2(get, emulator, "games", **{"page[size]": "100", "sort": "-title"})
    total, rows = answered.body["meta"]["page"]["total"], answered.body["data"]
    pages = 1
    while link := answered.body["links"].get("next"):
        answered = await get(link, KEY)
        rows += answered.body["data"]
        pages += 1
    page = answered.body["meta"]["page"]
    assert {row["id"] for row in rows} == {str(game.id) for game in world.real_games if not game.is_subset}
    assert len(rows) == total == page["total"] == page["to"]
    assert pages == page["lastPage"] == page["currentPage"]
    titles = [row["attributes"]["title"] for row in rows]
    assert titles == sorted(titles, reverse=True)


async def test_an_empty_page_counts_from_nothing(emulator: Emulator, get: Get) -> None:
    """No rows, no first and no last of them."""
    body = (await ask_v2(get, emulator, "games", **{"filter[systemId]": "9999"})).body
    page = {"currentPage": 1, "from": None, "lastPage": 1, "perPage": 50, "to": None, "total": 0}
    assert (body["data"], body["meta"]["page"]) == ([], page)
    assert set(body["links"]) == {"first", "last"}


async def test_games_are_chosen_by_system_and_id(emulator: Emulator, get: Get, world: World) -> None:
    """Two filters."""
    by_system = (await ask_v2(get, emulator, "games", **{"filter[systemId]": "25", "page[size]": "100"})).body
    by_id = (await ask_v2(get, emulator, "games", **{"filter[id]": "1,14402,999999"})).body
    mine = {str(game.id) for game in world.real_games if game.system.id == 25 and not game.is_subset}
    assert {row["id"] for row in by_system["data"]} == mine
    assert [row["id"] for row in by_id["data"]] == ["1", "14402"]


async def test_only_the_wanted_fields(emulator: Emulator, get: Get) -> None:
    """A sparse fieldset leaves the rest out."""
    body = (await ask_v2(get, emulator, "games/14402", **{"fields[games]": "title,pointsTotal"})).body
    assert set(body["data"]["attributes"]) == {"title", "pointsTotal"}


@pytest.mark.parametrize(
    ("params", "parameter"),
    [
        ({"page[size]": "101"}, "page.size"),
        ({"page[size]": "0"}, "page.size"),
        ({"page[number]": "0"}, "page.number"),
        ({"sort": "popularity"}, "sort"),
        ({"filter[title]": "x"}, "filter"),
        ({"include": "system"}, "include"),
    ],
)
async def test_a_bad_query_is_refused(emulator: Emulator, get: Get, params: dict[str, str], parameter: str) -> None:
    """400 names the parameter."""
    answered = await ask_v2(get, emulator, "games", **params)
    assert answered.status == 400
    assert answered.body["errors"][0]["source"] == {"parameter": parameter}
    assert answered.headers["Content-Type"] == "application/json"


@pytest.mark.parametrize(
    ("accept", "status"),
    [("application/vnd.api+json", 200), ("*/*", 200), ("text/html, application/*;q=0.5", 200), ("text/html", 406)],
)
async def test_resources_are_json_api_or_nothing(emulator: Emulator, get: Get, accept: str, status: int) -> None:
    """A client that does not accept their media type gets no resources."""
    answered = await get(f"{emulator.v2_base_url}/games/1", KEY | {"Accept": accept})
    assert answered.status == status


async def test_every_sort_is_an_order(emulator: Emulator, get: Get) -> None:
    """Each attribute sorts both ways."""
    for attribute in ("playersTotal", "playersHardcore", "achievementsPublished", "pointsTotal", "pointsWeighted"):
        up: list[Any] = []
        for sign in ("", "-"):
            body = (await ask_v2(get, emulator, "games", sort=f"{sign}{attribute}")).body
            values = [row["attributes"][attribute] for row in body["data"]]
            assert values == sorted(values, reverse=bool(sign))
            up += values
        assert up[0] < up[50]
