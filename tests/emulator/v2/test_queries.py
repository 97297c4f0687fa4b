"""Queries: what the server refuses, and how it pages, sorts and filters."""

from __future__ import annotations

from typing import Any

import pytest

from retroach_async.emulator import Emulator, World
from tests.emulator.conftest import Get
from tests.emulator.v2.conftest import Ask


def ids(body: Any) -> list[str]:
    """The ids of the rows of a page."""
    return [row["id"] for row in body["data"]]


def values(body: Any, attribute: str) -> list[Any]:
    """One attribute of the rows of a page."""
    return [row["attributes"][attribute] for row in body["data"]]


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("games?page[size]=101", "page.size"),
        ("games?page[size]=0", "page.size"),
        ("games?page[size]=many", "page.size"),
        ("games?page[number]=0", "page.number"),
        ("games?page[limit]=5", "page"),
        ("games?page=5", "page"),
        ("games?sort=popularity", "sort"),
        ("games?sort=title,-popularity", "sort"),
        ("games?filter[title]=x", "filter"),
        ("games?filter=x", "filter"),
        ("games?include=comments", "include"),
        ("games?include=system,nothing", "include"),
        ("games?include=system.games", "include"),
        ("games?fields[games]=title,name", "fields"),
        ("games?fields[users]=motto", "fields"),
        ("games?fields=title", "fields"),
        ("games/1?filter[id]=1", "filter"),
        ("games/1?sort=id", "sort"),
        ("games/1?page[number]=1", "page"),
        ("hubs?include=games", "include"),
        ("hubs/101?include=links", "include"),
        ("systems?include=games", "include"),
        ("tickets/1?fields[tickets]=ticketableTitle", "fields"),
        ("games/1/hashes?fields[game-hashes]=labels", "fields"),
        ("user-awards?include=user.awards", "include"),
        ("achievements?filter[type]=bogus", "filter.type"),
        ("achievements?filter[type][]=missable", "filter.type"),
        ("games/1/hashes?filter[compatibility]=bogus", "filter.compatibility"),
        ("games/1/hashes?filter[compatibility][]=compatible", "filter.compatibility"),
        ("users?filter[ranked]=perhaps", "filter.ranked"),
    ],
)
async def test_a_bad_query_is_refused(ask: Ask, query: str, parameter: str) -> None:
    """400 names the parameter, as plain JSON."""
    answered = await ask(query)
    assert answered.status == 400
    (error,) = answered.body["errors"]
    assert error["source"] == {"parameter": parameter}
    assert (error["status"], answered.body["message"]) == ("400", error["title"])
    assert answered.headers["Content-Type"] == "application/json"


@pytest.mark.parametrize(
    "query",
    [
        "achievement-set-claims?filter[status]=bogus",
        "achievement-set-claims?filter[claimType]=primary,bogus",
        "achievement-set-claims?filter[expired]=perhaps",
        "event-achievements?filter[eventId]=x",
        "event-achievements?filter[eventId]=0",
        "event-achievements?filter[active]=perhaps",
        "event-achievements?filter[evergreen]=2",
        "leaderboards?filter[state]=bogus",
        "tickets?filter[state]=bogus",
        "tickets?filter[type]=did-not-start",
        "tickets?filter[ticketableType]=bogus",
        "tickets?filter[achievementId]=x",
        "tickets?filter[leaderboardId]=1,x",
        "tickets?filter[gameId]=x",
        "user-awards?filter[kind]=bogus",
        "user-awards?filter[gameAwardTier]=lowest",
        "users/MaxMilyin/player-games?filter[awardKind]=mastered",
        "users/MaxMilyin/player-achievement-sets?filter[awardKind]=beaten-hardcore",
    ],
)
async def test_a_bad_value_of_a_filter_is_refused(ask: Ask, query: str) -> None:
    """400 with a code of its own."""
    answered = await ask(query)
    assert answered.status == 400
    (error,) = answered.body["errors"]
    assert (error["code"], error["title"]) == ("invalid_filter", "Invalid Filter")


async def test_parameters_of_no_family_are_ignored(ask: Ask) -> None:
    """The server looks at its own parameters only."""
    assert (await ask("games/1?colour=blue")).status == 200


async def test_pages_link_to_each_other(ask: Ask, get: Get, world: World) -> None:
    """Following `next` from the first page gives every game once, hubs, events and subsets left out."""
    answered = await ask("games?page[size]=100&sort=-title")
    rows, pages = ids(answered.body), 1
    titles = values(answered.body, "title")
    while link := answered.body["links"].get("next"):
        answered = await get(link, {"X-API-Key": "MaxMilyin"})
        rows += ids(answered.body)
        titles += values(answered.body, "title")
        pages += 1
    page = answered.body["meta"]["page"]
    assert set(rows) == {str(game.id) for game in world.real_games if not game.is_subset}
    assert len(rows) == page["total"] == page["to"] >= 1000
    assert pages == page["lastPage"] == page["currentPage"]
    assert titles == sorted(titles, reverse=True)


async def test_page_links_repeat_the_query(ask: Ask, emulator: Emulator) -> None:
    """The other parameters stay, and so does the path that was asked for."""
    links = (await ask("games?filter[systemId]=7&sort=-id&page[number]=2&page[size]=3")).body["links"]
    assert set(links) == {"first", "last", "prev", "next"}
    assert links["next"] == (
        f"{emulator.v2_base_url}/games?filter%5BsystemId%5D=7&sort=-id&page%5Bnumber%5D=3&page%5Bsize%5D=3"
    )


async def test_page_links_repeat_every_text_of_a_parameter(ask: Ask, world: World) -> None:
    """A repeated key stays repeated."""
    first, second = list(world.set_versions)[:2]
    links = (await ask(f"achievement-set-versions?filter[id][]={first}&filter[id][]={second}")).body["links"]
    assert f"filter%5Bid%5D%5B%5D={first}&filter%5Bid%5D%5B%5D={second}" in links["first"]


async def test_the_last_page_links_no_further(ask: Ask) -> None:
    """A link that leads nowhere is missing rather than null."""
    body = (await ask("systems?page[number]=5&page[size]=20")).body
    assert set(body["links"]) == {"first", "last", "prev"}
    assert body["meta"]["page"] == {
        "currentPage": 5, "from": 81, "lastPage": 5, "perPage": 20, "to": 82, "total": 82,
    }  # fmt: skip


async def test_an_empty_page_counts_from_zero(ask: Ask) -> None:
    """No rows, and 0 for the first and the last of them."""
    body = (await ask("games?filter[systemId]=9999")).body
    page = {"currentPage": 1, "from": 0, "lastPage": 1, "perPage": 50, "to": 0, "total": 0}
    assert (body["data"], body["meta"]["page"]) == ([], page)
    assert set(body["links"]) == {"first", "last"}


async def test_a_page_beyond_the_last_is_empty(ask: Ask) -> None:
    """It is no error."""
    body = (await ask("systems?page[number]=99")).body
    assert body["data"] == []
    assert (body["meta"]["page"]["from"], body["meta"]["page"]["currentPage"]) == (0, 99)


@pytest.mark.parametrize(("path", "size"), [("games", 50), ("tickets", 25), ("users/MaxMilyin/player-games", 50)])
async def test_pages_have_the_size_of_their_route(ask: Ask, path: str, size: int) -> None:
    """Without `page[size]` tickets come by 25, everything else by 50."""
    body = (await ask(path)).body
    assert (len(body["data"]), body["meta"]["page"]["perPage"]) == (size, size)


async def test_the_feed_of_awards_does_not_count(ask: Ask, get: Get) -> None:
    """It has no total, no last page and no link to it; only `next` tells that there is more."""
    body = (await ask("user-awards?page[size]=3")).body
    assert body["meta"]["page"] == {"currentPage": 1, "from": 1, "perPage": 3, "to": 3}
    assert set(body["links"]) == {"first", "next"}
    following = (await get(body["links"]["next"], {"X-API-Key": "MaxMilyin"})).body
    assert not set(ids(body)) & set(ids(following))
    assert set(following["links"]) == {"first", "prev", "next"}


@pytest.mark.parametrize(
    "attribute",
    ["title", "sortTitle", "playersTotal", "playersHardcore", "achievementsPublished", "pointsTotal", "pointsWeighted"],
)
async def test_a_sort_has_two_directions(ask: Ask, attribute: str) -> None:
    """Ascending, and with a minus descending."""
    up = values((await ask(f"games?sort={attribute}&page[size]=100")).body, attribute)
    down = values((await ask(f"games?sort=-{attribute}&page[size]=100")).body, attribute)
    assert up == sorted(up)
    assert down == sorted(down, reverse=True)
    assert up[0] < down[0]


async def test_nothing_sorts_before_everything(ask: Ask) -> None:
    """A null comes first, and last in the other direction."""
    body = (await ask("games?sort=releasedAt&page[size]=100")).body
    assert values(body, "releasedAt")[0] is None
    assert None not in values((await ask("games?sort=-releasedAt&page[size]=100")).body, "releasedAt")


async def test_a_second_sort_orders_equals(ask: Ask) -> None:
    """Several words sort by the first, then by the next; each has its own direction."""
    body = (await ask("games?sort=achievementsPublished,-id&page[size]=100")).body
    rows = [(row["attributes"]["achievementsPublished"], -int(row["id"])) for row in body["data"]]
    assert rows == sorted(rows)
    assert len({count for count, _ in rows}) < len(rows)


async def test_without_a_default_the_keys_order(ask: Ask) -> None:
    """Ids sort as numbers."""
    numbers = [int(each) for each in ids((await ask("games?page[size]=100")).body)]
    assert numbers == sorted(numbers)
    assert numbers[-1] >= 100


@pytest.mark.parametrize(
    ("path", "attribute"),
    [
        ("users", "pointsHardcore"),
        ("tickets", "reportedAt"),
        ("user-awards", "awardedAt"),
        ("achievement-set-claims", "claimedAt"),
        ("achievement-set-versions", "createdAt"),
        ("users/MaxMilyin/player-games", "lastPlayedAt"),
        ("users/MaxMilyin/player-achievements", "unlockedAt"),
        ("users/MaxMilyin/player-achievement-sets", "lastUnlockAt"),
    ],
)
async def test_a_default_order_can_be_the_latest_first(ask: Ask, path: str, attribute: str) -> None:
    """Without `sort` the greatest value comes first."""
    found = values((await ask(path)).body, attribute)
    assert found == sorted(found, reverse=True)
    assert found[0] != found[-1]


@pytest.mark.parametrize(
    "form", ["filter[id]=1,14402,999999", "filter[id][]=1&filter[id][]=14402", "filter[id]=1, 14402"]
)
async def test_ids_come_in_two_forms(ask: Ask, form: str) -> None:
    """A comma list, or a key that is repeated; unknown ids name nothing."""
    assert ids((await ask(f"games?{form}")).body) == ["1", "14402"]


async def test_ids_that_are_no_numbers_name_nothing(ask: Ask) -> None:
    """An empty page, no error."""
    assert (await ask("games?filter[id]=one")).body["data"] == []


async def test_ids_of_set_versions_must_be_repeated(ask: Ask, world: World) -> None:
    """The repeated key works, and the server fails at the plain one."""
    first, second = list(world.set_versions)[:2]
    body = (await ask(f"achievement-set-versions?filter[id][]={first}&filter[id][]={second}&sort=id")).body
    assert ids(body) == [str(first), str(second)]
    assert (await ask(f"achievement-set-versions?filter[id]={first}")).status == 500


async def test_games_are_chosen_by_system(ask: Ask, world: World) -> None:
    """Only games of the system."""
    body = (await ask("games?filter[systemId]=25&page[size]=100")).body
    mine = {str(game.id) for game in world.real_games if game.system.id == 25 and not game.is_subset}
    assert set(ids(body)) == mine


@pytest.mark.parametrize(
    ("path", "repeated", "other"),
    [
        ("games/14402/achievement-set-claims", "filter[gameId]=14402", "filter[gameId]=1"),
        ("users/Scott/achievement-set-claims", "filter[user]=Scott", "filter[user]=MaxMilyin"),
        ("events/2/event-achievements", "filter[eventId]=2", "filter[eventId]=3"),
        (
            "achievement-sets/5001/achievement-set-versions",
            "filter[achievementSetId]=5001",
            "filter[achievementSetId]=5002",
        ),
        ("users/Scott/leaderboard-entries", "filter[user]=scott", "filter[user]=nobody"),
    ],
)
async def test_a_filter_may_repeat_the_path(ask: Ask, path: str, repeated: str, other: str) -> None:
    """It changes nothing, and with another value nothing is left."""
    rows = ids((await ask(path)).body)
    assert rows
    assert ids((await ask(f"{path}?{repeated}")).body) == rows
    assert ids((await ask(f"{path}?{other}")).body) == []


@pytest.mark.parametrize(
    ("accept", "status"),
    [
        ("application/vnd.api+json", 200),
        ("*/*", 200),
        ("text/html, application/*;q=0.5", 200),
        ("text/html", 406),
        ("application/json", 406),
        ("application/vnd.api+json;q=0", 406),
        ("application/vnd.api+json; q=0.000, */*", 406),
        ("*/*, application/*;q=0", 406),
        ("application/*;q=0, application/vnd.api+json;q=0.1", 200),
        ("text/html;q=0, Application/VND.api+json; charset=utf-8", 200),
        ("*/*;q=0.001", 200),
    ],
)
async def test_resources_are_json_api_or_nothing(ask: Ask, accept: str, status: int) -> None:
    """A client that does not accept their media type gets no resources."""
    answered = await ask("games/1", Accept=accept)
    assert answered.status == status
    expected = "application/vnd.api+json" if status == 200 else "application/json"
    assert answered.headers["Content-Type"] == expected


@pytest.mark.parametrize(
    "path",
    [
        "achievement-sets/999999", "events/999999", "event-achievements/999999", "games/999999", "hubs/999999",
        "leaderboards/999999", "systems/999999", "tickets/999999", "users/nobody", "games/999999/hashes",
        "hubs/999999/games", "users/nobody/player-games", "users/BannedBandit", "users/BannedBandit/awards",
        "users/DepartedHero",
    ],
)  # fmt: skip
async def test_unknown_things_are_not_found(ask: Ask, path: str) -> None:
    """404 with a code; so are banned and deleted users."""
    answered = await ask(path)
    error = {"status": "404", "code": "not_found", "title": "Not Found"}
    assert (answered.status, answered.body) == (404, {"message": "Not Found", "errors": [error]})


@pytest.mark.parametrize("path", ["achievements/999999", "achievements/999999/comments"])
async def test_an_unknown_achievement_depends_on_the_prefix(ask: Ask, emulator: Emulator, path: str) -> None:
    """Below the bare prefix the framework says it, below the server's own one the server does."""
    bare, own = await ask(path), await ask(path, base=f"{emulator.base_url.removesuffix('/API')}/api/v2")
    assert bare.body == {"message": "No query results for model [App\\Models\\Achievement] 999999"}
    assert own.body["errors"] == [{"status": "404", "code": "not_found", "title": "Not Found"}]
    assert bare.status == own.status == 404


@pytest.mark.parametrize("path", ["games/one", "hubs/x/games", "tickets/1x", "achievement-sets", "events/1/comments"])
async def test_an_id_of_another_form_is_no_path(ask: Ask, path: str) -> None:
    """404 with another title."""
    answered = await ask(path)
    assert (answered.status, answered.body["message"]) == (404, "API endpoint not found")
