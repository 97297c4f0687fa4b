"""Documents: what is included, what is linked, and which fields are there."""

from __future__ import annotations

from typing import Any

import pytest

from retroach_async.emulator import Emulator, World
from tests.emulator.v2.conftest import Answer, Ask


def included(body: Any, kind: str) -> dict[str, Any]:
    """The included resources of a type by id."""
    return {each["id"]: each for each in body.get("included", ()) if each["type"] == kind}


async def test_nothing_is_linked_without_include(ask: Ask) -> None:
    """Neither relationships nor included resources are there."""
    body = (await ask("games?page[size]=3")).body
    assert "included" not in body
    assert all("relationships" not in row for row in body["data"])


async def test_an_include_is_linked_and_sent_once(ask: Ask, world: World) -> None:
    """Rows that share a resource link to one copy."""
    body = (await ask("games?include=system&filter[systemId]=7&page[size]=10")).body
    link = {"data": {"type": "systems", "id": "7"}}
    assert [row["relationships"] for row in body["data"]] == [{"system": link}] * 10
    assert [each["attributes"]["name"] for each in body["included"]] == [world.systems[7].name]


async def test_a_relation_to_many_is_a_list(ask: Ask, world: World) -> None:
    """The sets of a game, in their order, each with the type that it has in this game."""
    game = next(game for game in world.real_games if len(world.sets_of(game)) > 1)
    body = (await ask(f"games/{game.id}?include=achievementSets")).body
    numbers = [str(each.id) for each in world.sets_of(game)]
    assert [each["id"] for each in body["data"]["relationships"]["achievementSets"]["data"]] == numbers
    found = included(body, "achievement-sets")
    assert all([each["gameId"] for each in found[number]["attributes"]["types"]] == [game.id] for number in numbers)


async def test_a_relation_to_many_can_be_empty(ask: Ask, world: World) -> None:
    """An empty list, not null."""
    game = next(game for game in world.real_games if not world.sets_of(game))
    body = (await ask(f"games/{game.id}?include=achievementSets")).body
    assert body["data"]["relationships"] == {"achievementSets": {"data": []}}
    assert "included" not in body


async def test_a_relation_to_one_can_be_null(ask: Ask, world: World) -> None:
    """A leaderboard without an author links to null."""
    board = next(board for game in world.real_games for board in world.boards(game) if board.author is None)
    body = (await ask(f"leaderboards/{board.id}?include=developer")).body
    assert body["data"]["relationships"] == {"developer": {"data": None}}


async def test_a_nested_include_brings_the_steps_before_it(ask: Ask, world: World) -> None:
    """The path's first step is linked in the row, its second in the included resource."""
    ticket = next(each for each in world.all_tickets.values() if each.achievement is not None)
    assert ticket.achievement is not None
    body = (await ask(f"tickets/{ticket.id}?include=achievement.developer")).body
    number, ulid = str(ticket.achievement.id), ticket.achievement.author.ulid
    assert body["data"]["relationships"] == {"achievement": {"data": {"type": "achievements", "id": number}}}
    row = included(body, "achievements")[number]
    assert row["relationships"] == {"developer": {"data": {"type": "users", "id": ulid}}}
    assert included(body, "users")[ulid]["attributes"]["displayName"] == ticket.achievement.author.name


async def test_two_paths_to_one_resource_join_their_links(ask: Ask, world: World) -> None:
    """A user whom two relations lead to is sent once, with what either path asked for."""
    resolved = next(each for each in world.all_tickets.values() if each.resolver and each.resolver is each.author)
    assert resolved.author is not None
    body = (await ask(f"tickets/{resolved.id}?include=author,resolver.lastGame")).body
    assert "lastGame" in included(body, "users")[resolved.author.ulid]["relationships"]
    assert len(included(body, "users")) == 1


@pytest.mark.parametrize(
    ("query", "present"),
    [("game", {"game"}), ("event", set()), ("game,event,user", {"game", "user"})],
)
async def test_a_relation_that_does_not_apply_is_missing(ask: Ask, query: str, present: set[str]) -> None:
    """An award for a game has no event, not even null."""
    body = (await ask(f"user-awards?filter[kind]=mastered&page[size]=5&include={query}")).body
    assert all(set(row.get("relationships", ())) == present for row in body["data"])


async def test_a_ticket_has_the_side_that_matches(ask: Ask, world: World) -> None:
    """A ticket about a leaderboard has no achievement."""
    ticket = next(each for each in world.all_tickets.values() if each.board is not None)
    body = (await ask(f"tickets/{ticket.id}?include=achievement,leaderboard")).body
    assert set(body["data"]["relationships"]) == {"leaderboard"}


async def test_achievements_of_events_always_link(ask: Ask, world: World) -> None:
    """Three ids are there without include; a source that is not announced yet is null."""
    rows = [each for event in world.events.values() for each in event.achievements if not event.is_future]
    announced = next(each for each in rows if each.source)
    assert announced.source is not None
    body = (await ask(f"event-achievements/{announced.id}")).body
    assert body["data"]["relationships"] == {
        "event": {"data": {"type": "events", "id": str(announced.event.id)}},
        "sourceAchievement": {"data": {"type": "achievements", "id": str(announced.source.id)}},
        "eventAchievement": {"data": {"type": "achievements", "id": str(announced.copy.id)}},
    }
    assert "included" not in body
    secret = next(each for each in rows if each.source is None)
    body = (await ask(f"event-achievements/{secret.id}")).body
    assert body["data"]["relationships"]["sourceAchievement"] == {"data": None}


@pytest.mark.parametrize(
    ("path", "linked"),
    [("users/MaxMilyin/player-achievements", "achievement"), ("achievements/79434/player-achievements", "user")],
)
@pytest.mark.parametrize("query", ["", "&include=user", "&include=achievement"])
async def test_an_unlock_does_not_link_to_its_parent(ask: Ask, path: str, linked: str, query: str) -> None:
    """The other end is always linked; including the parent is accepted and does nothing."""
    answered = await ask(f"{path}?page[size]=3{query}")
    assert [list(row["relationships"]) for row in answered.body["data"]] == [[linked]] * 3
    assert ("included" in answered.body) == (query == f"&include={linked}")


@pytest.mark.parametrize(
    "query",
    ["games/1?include=hashes", "leaderboards/90001?include=entries", "user-awards?include=game.hashes&page[size]=1"],
)
async def test_some_words_are_accepted_and_do_nothing(ask: Ask, query: str) -> None:
    """They pass, and nothing comes of them."""
    answered = await ask(query)
    data = answered.body["data"]
    assert answered.status == 200
    assert "relationships" not in (data[0] if isinstance(data, list) else data)


async def test_only_the_wanted_fields_are_sent(ask: Ask) -> None:
    """A sparse fieldset leaves the rest out, of the rows only."""
    body = (await ask("games/14402?fields[games]=title,system&include=system")).body
    assert set(body["data"]["attributes"]) == {"title"}
    assert set(body["data"]["relationships"]) == {"system"}
    assert "nameFull" in body["included"][0]["attributes"]


async def test_relationships_count_as_fields(ask: Ask) -> None:
    """Without its name in the fieldset an included resource comes unlinked."""
    body = (await ask("games/14402?fields[games]=title&include=system")).body
    assert "relationships" not in body["data"]
    assert [each["type"] for each in body["included"]] == ["systems"]


async def test_included_types_have_fieldsets_of_their_own(ask: Ask) -> None:
    """Each type has its own."""
    body = (await ask("games/14402?fields[systems]=nameShort&include=system")).body
    assert body["included"][0]["attributes"] == {"nameShort": "2600"}
    assert len(body["data"]["attributes"]) == 18


async def test_relations_with_a_route_of_their_own_are_fields(ask: Ask) -> None:
    """They can be named, and send nothing."""
    body = (await ask("games/14402?fields[games]=title,comments")).body
    assert body["data"]["attributes"] == {"title": "Dragster"}
    assert "relationships" not in body["data"]


async def test_unnamed_attributes_vanish_from_a_fieldset(ask: Ask) -> None:
    """The title of what a ticket is about is there until somebody names fields."""
    whole = (await ask("tickets/850")).body["data"]["attributes"]
    sparse = (await ask("tickets/850?fields[tickets]=state,type")).body["data"]["attributes"]
    assert "ticketableTitle" in whole
    assert set(sparse) == {"state", "type"}


def test_only_wanted_values_are_computed(answer: Answer, monkeypatch: pytest.MonkeyPatch, world: World) -> None:
    """A page of titles counts no players."""

    def count(_: object) -> None:
        raise AssertionError("nobody asked for that")

    monkeypatch.setattr(world, "metrics", count)
    body = answer("v2.games.list", {}, **{"fields[games]": "title", "sort": "-title"}).body
    assert len(body["data"]) == 50


async def test_a_document_links_to_itself_by_the_servers_prefix(ask: Ask, emulator: Emulator) -> None:
    """The address of a resource does not depend on the path that was asked for."""
    address = f"{emulator.base_url.removesuffix('/API')}/api/v2/systems/7"
    body = (await ask("systems/7")).body
    assert body["jsonapi"] == {"version": "1.0"}
    assert body["links"] == body["data"]["links"] == {"self": address}


async def test_the_pages_of_the_site_are_linked(ask: Ask) -> None:
    """A game has a page, and some have a forum topic."""
    links = (await ask("games/14402")).body["data"]["links"]
    assert links["webUrl"] == "https://retroachievements.org/game/14402"
    assert links["forumTopic"] == "https://retroachievements.org/forums/topic/8760"
    assert "forumTopic" not in (await ask("games/29001")).body["data"]["links"]
