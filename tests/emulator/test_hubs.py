"""Hubs and their games, links and parents."""

from __future__ import annotations

from retroach_async.emulator import World
from tests.emulator.conftest import Ask


def test_there_are_many_hubs_and_some_are_large(world: World) -> None:
    """About seventy hubs exist, and some have more games than a page holds."""
    assert 60 <= len(world.hubs) <= 80
    assert sum(len(hub.games) > 100 for hub in world.hubs.values()) >= 3
    assert all(world.hubs[number].id == number for number in world.hubs)
    assert len({hub.title for hub in world.hubs.values()}) == len(world.hubs)


def test_the_hubs_of_v1_are_hubs(world: World, ask: Ask) -> None:
    """The titles of the two pseudo-games of V1 are titles of hubs, with the games that bear the name."""
    titles = {hub.title: hub for hub in world.hubs.values()}
    for row in ask("get_game_list", i=100).body:
        name = row["Title"].removeprefix("[Series - ").removesuffix("]")
        games = titles[row["Title"]].games
        assert games != ()
        assert all(name in game.title for game in games)


def test_a_developers_hub_has_the_developers_games(world: World, ask: Ask) -> None:
    """The games of such a hub are those whose V1 answer names the developer."""
    hub = next(hub for hub in world.hubs.values() if hub.title == "[Developer - Dawnworks]")
    listed = [game for game in world.real_games if not game.is_subset]
    named = [game for game in listed if ask("get_game", i=game.id).body["Developer"] == "Dawnworks"]
    assert list(hub.games) == named != []


def test_links_and_parents_are_two_ends_of_one_thing(world: World) -> None:
    """A hub is among the links of its parents, and of nobody else."""
    for hub in world.hubs.values():
        assert list(hub.parents) == [each for each in world.hubs.values() if hub in each.links]
    assert any(len(hub.parents) > 1 for hub in world.hubs.values())
    assert any(not hub.links for hub in world.hubs.values())


def test_no_game_is_twice_in_a_hub(world: World) -> None:
    """The games of a hub are different real games in the order of their ids."""
    for hub in world.hubs.values():
        ids = [game.id for game in hub.games]
        assert sorted(set(ids)) == ids
        assert all(game.system.has_games for game in hub.games)


def test_every_sort_of_hub_is_there(world: World) -> None:
    """Some hubs need a role, some are for adults, some are about events, some have a topic; most are none of it."""
    hubs = world.hubs.values()
    for has in (
        lambda hub: hub.needs_role,
        lambda hub: hub.mature,
        lambda hub: hub.is_event,
        lambda hub: hub.forum_topic_id,
    ):
        assert 0 < sum(bool(has(hub)) for hub in hubs) < len(hubs) / 2
    assert all(hub.created <= hub.updated <= world.now for hub in hubs)
