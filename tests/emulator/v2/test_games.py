"""Systems, games, sets, hubs and events."""

from __future__ import annotations

from typing import Any

import pytest

from retroach_async.emulator import World
from tests.emulator.conftest import Ask as AskV1
from tests.emulator.v2.conftest import Ask


def ids(body: Any) -> list[str]:
    """The ids of the rows of a page."""
    return [row["id"] for row in body["data"]]


# Systems and games


async def test_systems_without_hubs_and_events(ask: Ask) -> None:
    """The two pseudo-systems have a page, and are not in the list."""
    numbers = ids((await ask("systems?page[size]=100")).body)
    assert not {"100", "101"} & set(numbers)
    assert (await ask("systems/100")).body["data"]["attributes"]["name"] == "Hubs"


@pytest.mark.parametrize(("text", "active"), [("true", True), ("1", True), ("false", False), ("0", False)])
async def test_active_systems(ask: Ask, text: str, active: bool) -> None:
    """Active ones, or the others."""
    body = (await ask(f"systems?filter[active]={text}&page[size]=100")).body
    assert {row["attributes"]["active"] for row in body["data"]} == {active}


async def test_a_system_has_three_names(ask: Ask) -> None:
    """The full one begins with the manufacturer."""
    assert (await ask("systems/1")).body["data"]["attributes"] == {
        "name": "Genesis/Mega Drive",
        "nameFull": "Sega Genesis/Mega Drive",
        "nameShort": "MD",
        "manufacturer": "Sega",
        "iconUrl": "https://static.retroachievements.org/assets/images/system/md.png",
        "active": True,
    }


async def test_a_game_is_the_game_of_v1(ask: Ask, answer_v1: AskV1) -> None:
    """Title, counts and points are the same in both APIs."""
    attributes, game = (await ask("games/1")).body["data"]["attributes"], answer_v1("get_game_extended", i=1).body
    spread = answer_v1("get_achievement_distribution", i=1, h=1).body
    assert attributes["title"] == game["Title"]
    assert attributes["badgeUrl"] == f"https://media.retroachievements.org{game['ImageIcon']}"
    assert attributes["imageBoxArtUrl"] == f"https://media.retroachievements.org{game['ImageBoxArt']}"
    assert attributes["achievementsPublished"] == game["NumAchievements"]
    assert attributes["playersTotal"] == game["NumDistinctPlayers"]
    assert attributes["playersHardcore"] == sum(spread.values())
    assert attributes["pointsTotal"] == sum(each["Points"] for each in game["Achievements"].values())
    assert attributes["pointsWeighted"] == sum(each["TrueRatio"] for each in game["Achievements"].values())


async def test_the_distribution_is_that_of_v1(ask: Ask, answer_v1: AskV1) -> None:
    """All four distributions in one document, each as V1 gives it."""
    meta = (await ask("games/14402/achievement-distribution")).body["meta"]
    for group, flags in (("promoted", 3), ("unpromoted", 5)):
        for column, hardcore in (("playersHardcore", 1), ("playersCasual", 0)):
            spread = answer_v1("get_achievement_distribution", i=14402, h=hardcore, f=flags).body
            points = meta[group]["distribution"]
            assert {str(point["unlockCount"]): point[column] for point in points} == dict(spread)
            assert meta[group]["totalAchievements"] == len(spread)


@pytest.mark.parametrize("number", [40, 29001, 30001])
async def test_subsets_hubs_and_events_have_a_page(ask: Ask, number: int) -> None:
    """They are not in the list of games."""
    assert (await ask(f"games/{number}")).body["data"]["id"] == str(number)
    assert (await ask(f"games?filter[id]={number}")).body["data"] == []


async def test_hashes_by_compatibility(ask: Ask, world: World) -> None:
    """A comma list of words; labels are a list without empty ones."""
    game = next(game for game in world.real_games if len({each.compatibility for each in world.hashes(game)}) > 2)
    words = sorted({each.compatibility for each in world.hashes(game)})[:2]
    body = (await ask(f"games/{game.id}/hashes?filter[compatibility]={','.join(words)}")).body
    assert {row["attributes"]["compatibility"] for row in body["data"]} == set(words)
    assert all("" not in row["attributes"]["labels"] for row in body["data"])


# Sets


async def test_a_set_lists_its_games(ask: Ask, world: World) -> None:
    """Of a subset that is the game to which it belongs, not the one that holds it."""
    subset = next(each for each in world.sets.values() if each.title)
    body = (await ask(f"achievement-sets/{subset.id}?include=games")).body
    attributes = body["data"]["attributes"]
    assert attributes["title"] == subset.title
    assert attributes["types"] == [{"gameId": game.id, "type": word} for game, word in subset.links]
    assert [each["id"] for each in body["included"]] == [str(game.id) for game, _ in subset.links]
    assert str(subset.game.id) not in [each["id"] for each in body["included"]]


async def test_a_set_in_the_game_that_holds_it_is_its_core(ask: Ask, world: World) -> None:
    """There a subset has no title."""
    subset = next(each for each in world.sets.values() if each.title)
    body = (await ask(f"games/{subset.game.id}?include=achievementSets")).body
    (attributes,) = [each["attributes"] for each in body["included"]]
    assert (attributes["title"], attributes["types"]) == (None, [{"gameId": subset.game.id, "type": "core"}])
    body = (await ask(f"games/{subset.game.parent_id}?include=achievementSets")).body
    assert subset.title in [each["attributes"]["title"] for each in body["included"]]


async def test_a_set_counts_who_finished_it(ask: Ask, world: World) -> None:
    """Completed in any mode by at least as many as mastered it, each player once."""
    game = max(world.real_games, key=lambda game: game.popularity)
    attributes = (await ask(f"achievement-sets/{world.sets_of(game)[0].id}")).body["data"]["attributes"]
    everybody = [each for each in world.progress(game) if each.player.counts]
    assert attributes["timesCompleted"] == sum(each.count == len(each.order) for each in everybody)
    assert attributes["timesMastered"] == sum(each.hardcore_count == len(each.order) for each in everybody) > 0


async def test_versions_of_a_set(ask: Ask, world: World) -> None:
    """The newest first, each with the id of its set; the filter of the list gives the same."""
    one = next(each for each in world.sets.values() if len(world.versions(each)) > 1)
    body = (await ask(f"achievement-sets/{one.id}/achievement-set-versions")).body
    assert {row["attributes"]["achievementSetId"] for row in body["data"]} == {one.id}
    assert set(ids(body)) == {str(each.id) for each in world.versions(one)}
    numbers = [row["attributes"]["version"] for row in body["data"]]
    assert numbers == sorted(numbers, reverse=True)
    assert ids((await ask(f"achievement-set-versions?filter[achievementSetId]={one.id}")).body) == ids(body)


# Claims


async def test_claims_without_those_of_banned_users(ask: Ask, world: World) -> None:
    """All others are there."""
    total = (await ask("achievement-set-claims?page[size]=1")).body["meta"]["page"]["total"]
    assert total == sum(not claim.user.banned for claim in world.claims)


@pytest.mark.parametrize(
    ("name", "text", "attribute", "words"),
    [
        ("status", "active,in-review", "status", {"active", "in-review"}),
        ("status", "in_review", "status", {"in-review"}),
        ("claimType", "collaboration", "claimType", {"collaboration"}),
        ("setType", "revision", "setType", {"revision"}),
        ("specialType", "free-rollout,scheduled_release", "specialType", {"free-rollout", "scheduled-release"}),
    ],
)
async def test_claims_by_words(ask: Ask, name: str, text: str, attribute: str, words: set[str]) -> None:
    """A filter takes kebab case and snake case; answers are in kebab case."""
    body = (await ask(f"achievement-set-claims?filter[{name}]={text}&page[size]=100")).body
    assert {row["attributes"][attribute] for row in body["data"]} == words


@pytest.mark.parametrize(("text", "expired"), [("true", True), ("0", False)])
async def test_expired_claims_are_open_ones(ask: Ask, text: str, expired: bool) -> None:
    """Both values leave out claims that ended in any way."""
    body = (await ask(f"achievement-set-claims?filter[expired]={text}&page[size]=100")).body
    assert {row["attributes"]["status"] for row in body["data"]} <= {"active", "in-review"}
    assert {row["attributes"]["minutesLeft"] < 0 for row in body["data"]} == {expired}


async def test_claims_of_a_developer(ask: Ask, world: World) -> None:
    """By any of the names of a user; an unknown one has none."""
    scott = world.owner("Scott")
    by_path = (await ask("users/Scott/achievement-set-claims?page[size]=100")).body
    by_name = (await ask(f"achievement-set-claims?filter[user]={scott.ulid}&page[size]=100")).body
    assert ids(by_path) == ids(by_name)
    assert by_path["meta"]["page"]["total"] == sum(claim.user is scott for claim in world.claims)
    assert {row["attributes"]["userId"] for row in by_path["data"]} == {scott.ulid}
    assert (await ask("achievement-set-claims?filter[user]=nobody")).body["data"] == []


# Hubs


async def test_a_hub_for_some_roles_is_forbidden(ask: Ask, world: World) -> None:
    """403 on its page and below, and it is in no list; an administrator sees it."""
    secret = next(hub for hub in world.hubs.values() if hub.needs_role)
    for path in (f"hubs/{secret.id}", f"hubs/{secret.id}/games", f"hubs/{secret.id}/links"):
        assert (await ask(path)).status == 403
        assert (await ask(path, me="Scott")).status == 200
    assert (await ask(f"hubs?filter[id]={secret.id}")).body["data"] == []
    assert ids((await ask(f"hubs?filter[id]={secret.id}", me="Scott")).body) == [str(secret.id)]


async def test_games_and_links_of_a_hub(ask: Ask, world: World) -> None:
    """As many as the hub says."""
    hub = next(hub for hub in world.hubs.values() if hub.games and hub.links)
    attributes = (await ask(f"hubs/{hub.id}")).body["data"]["attributes"]
    games, links = (await ask(f"hubs/{hub.id}/games")).body, (await ask(f"hubs/{hub.id}/links")).body
    assert attributes["gamesCount"] == games["meta"]["page"]["total"] == len(hub.games)
    assert attributes["linkedHubsCount"] == links["meta"]["page"]["total"] == len(hub.links)
    assert ids(links) == [str(each.id) for each in hub.links]
    below = (await ask(f"hubs?filter[parentId]={hub.id}")).body
    assert ids(below) == ids(links)


async def test_hubs_by_a_part_of_the_title(ask: Ask) -> None:
    """In any case of letters."""
    titles = [row["attributes"]["title"] for row in (await ask("hubs?filter[title]=GENRE")).body["data"]]
    assert titles
    assert all("Genre" in title for title in titles)


# Events


async def test_a_future_event_is_for_those_who_manage_events(ask: Ask, world: World) -> None:
    """403 for everybody else, on its page and on those of its achievements."""
    future = next(event for event in world.events.values() if event.is_future)
    one = future.achievements[0]
    for path in (f"events/{future.id}", f"events/{future.id}/event-achievements", f"event-achievements/{one.id}"):
        assert (await ask(path)).status == 403
        assert (await ask(path, me="Scott")).status == 200
    assert str(future.id) not in ids((await ask("events")).body)
    assert str(future.id) in ids((await ask("events", me="Scott")).body)
    assert (await ask(f"event-achievements?filter[eventId]={future.id}")).body["data"] == []


async def test_an_event_has_tiers_and_released_achievements(ask: Ask, world: World) -> None:
    """Both can be included; unpromoted achievements are not among them."""
    event = next(event for event in world.events.values() if any(not each.promoted for each in event.achievements))
    body = (await ask(f"events/{event.id}?include=awards,eventAchievements")).body
    linked = body["data"]["relationships"]
    assert [each["id"] for each in linked["awards"]["data"]] == [str(tier.id) for tier in event.tiers]
    assert len(linked["eventAchievements"]["data"]) == body["data"]["attributes"]["achievementsPublished"]
    assert len(linked["eventAchievements"]["data"]) < len(event.achievements)


async def test_the_active_achievements_of_events(ask: Ask, world: World) -> None:
    """Those whose window is open, an open end included; the others are the rest."""
    everything = set(ids((await ask("event-achievements?page[size]=100")).body))
    active = set(ids((await ask("event-achievements?filter[active]=true&page[size]=100")).body))
    others = set(ids((await ask("event-achievements?filter[active]=false&page[size]=100")).body))
    assert active == {
        str(each.id)
        for each in world.event_achievements.values()
        if each.promoted and not each.event.is_future and each.is_active(world.now)
    }
    assert (active | others, active & others) == (everything, set())
    assert active
    assert others


async def test_evergreen_achievements_of_events(ask: Ask) -> None:
    """Those without an end."""
    body = (await ask("event-achievements?filter[evergreen]=1")).body
    assert {row["attributes"]["activeUntil"] for row in body["data"]} == {None}


async def test_an_achievement_of_an_event_shows_its_source(ask: Ask, world: World) -> None:
    """Title and badge are the source's, points the copy's."""
    row = next(each for each in world.event_achievements.values() if each.source and not each.event.is_future)
    assert row.source is not None
    body = (await ask(f"event-achievements/{row.id}?include=sourceAchievement,eventAchievement,event")).body
    attributes = body["data"]["attributes"]
    included = {(each["type"], each["id"]): each["attributes"] for each in body["included"]}
    assert attributes["achievementTitle"] == included["achievements", str(row.source.id)]["title"]
    assert attributes["achievementBadgeUrl"] == included["achievements", str(row.source.id)]["badgeUrl"]
    assert attributes["achievementPoints"] == included["achievements", str(row.copy.id)]["points"]
    assert attributes["eventTitle"] == included["events", str(row.event.id)]["title"]
    assert body["data"]["links"]["webUrl"].endswith(f"/achievement/{row.copy.id}")
