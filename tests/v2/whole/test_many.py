"""Many ids against the emulator: what the lists show, and what only a page of its own shows."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from math import ceil
from operator import attrgetter
from typing import Any

import pytest

from retroach_async import ENDPOINTS, Client, Credentials, Forbidden, NotFound
from retroach_async.emulator import Emulator, World

ABSENT = 9_999_999
MANY = [name for name, endpoint in ENDPOINTS.items() if endpoint.many is not None]


@pytest.fixture
async def ra(emulator: Emulator) -> AsyncIterator[Client]:
    """A client of somebody who sees what everybody sees."""
    key = Credentials("MaxMilyin", "key")
    async with Client(key, base_url=emulator.base_url, rate_limit=None) as client:
        yield client


def test_eight_types_can_be_asked_for_by_ids() -> None:
    """Sets have no list, and users cannot be filtered by id."""
    kinds = "achievements event_achievements events games hubs leaderboards systems tickets"
    assert [f"v2.{kind}.get" for kind in kinds.split()] == MANY


def achievements(world: World) -> tuple[list[int], list[int], list[int]]:
    """Achievements in any state; those of events have a page only."""
    listed = [each.id for game in world.real_games for each in world.all_achievements(game)]
    hidden = [each.copy.id for event in world.events.values() if not event.is_future for each in event.achievements]
    return listed[:350], hidden[:3], []


def event_achievements(world: World) -> tuple[list[int], list[int], list[int]]:
    """Achievements of events; an unpromoted one has a page only, one of a future event not even that."""
    every = world.event_achievements.values()
    listed = [each.id for each in every if each.promoted and not each.event.is_future]
    hidden = [each.id for each in every if not each.promoted and not each.event.is_future]
    return listed, hidden, [each.id for each in every if each.event.is_future]


def events(world: World) -> tuple[list[int], list[int], list[int]]:
    """Events; a future one is refused."""
    every = world.events.values()
    return [each.id for each in every if not each.is_future], [], [each.id for each in every if each.is_future]


def games(world: World) -> tuple[list[int], list[int], list[int]]:
    """A thousand games; a subset, a hub and an event have a page only."""
    listed = [game.id for game in world.real_games if not game.is_subset]
    hidden = [game.id for game in world.games.values() if game.is_subset or not game.system.has_games]
    return listed[:1000], hidden, []


def hubs(world: World) -> tuple[list[int], list[int], list[int]]:
    """Hubs; one that needs a role is refused."""
    every = world.hubs.values()
    return [each.id for each in every if not each.needs_role], [], [each.id for each in every if each.needs_role]


def leaderboards(world: World) -> tuple[list[int], list[int], list[int]]:
    """Leaderboards; a hidden one has a page only."""
    boards = [board for game in list(world.real_games)[:150] for board in world.boards(game)]
    return [each.id for each in boards if not each.hidden], [each.id for each in boards if each.hidden], []


def systems(world: World) -> tuple[list[int], list[int], list[int]]:
    """Systems; those of hubs and events have a page only."""
    every = world.systems.values()
    return [each.id for each in every if each.has_games], [each.id for each in every if not each.has_games], []


def tickets(world: World) -> tuple[list[int], list[int], list[int]]:
    """Tickets in any state but quarantined ones, which few may see."""
    listed = [each.id for each in world.all_tickets.values() if each.state_word != "quarantined"]
    return listed[:250], [], []


IDS: dict[str, Callable[[World], tuple[list[int], list[int], list[int]]]] = {
    f"v2.{choose.__name__}.get": choose
    for choose in (achievements, event_achievements, events, games, hubs, leaderboards, systems, tickets)
}
"""By call: the ids that its list shows, those with a page only, and those whose page is refused."""


@pytest.mark.parametrize("name", MANY)
async def test_ids_are_asked_for_by_the_hundred(ra: Client, emulator: Emulator, universe: World, name: str) -> None:
    """Each hundred costs a request, and each id that the list leaves out one more; every outcome is its page's."""
    listed, hidden, refused = IDS[name](universe)
    keys = [*listed, *hidden, *refused, ABSENT]
    call: Any = attrgetter(name)(ra)
    async with ra.batch(call, keys) as batch:
        found = {outcome.key: outcome async for outcome in batch}
    assert {key: outcome.value.id for key, outcome in found.items() if outcome.ok} == {
        key: key for key in (*listed, *hidden)
    }
    assert {type(found[key].error) for key in refused} <= {Forbidden}
    assert isinstance(found[ABSENT].error, NotFound)
    alone = len(hidden) + len(refused) + 1
    assert emulator.requests == ceil(len(keys) / 100) + alone


async def test_thousand_listed_games_are_ten_requests(ra: Client, emulator: Emulator, universe: World) -> None:
    """Two minutes of V1's limit are a sixth of one minute of V2's."""
    listed, _, _ = games(universe)
    found = await ra.gather(ra.v2.games.get, listed)
    assert len(found) == 1000
    assert emulator.requests == 10


async def test_relations_come_with_the_hundred(ra: Client, universe: World) -> None:
    """What a batch includes is there in every value, also in those that were asked for alone."""
    listed, hidden, _ = games(universe)
    found = await ra.gather(ra.v2.games.get, [*listed[:120], *hidden[:2]], include=["system"])
    assert {key: value.system.id for key, value in found.items()} == {
        key: universe.games[key].system.id for key in found
    }


async def test_value_of_a_batch_is_that_of_the_call(ra: Client, universe: World) -> None:
    """A game from a list of a hundred equals the same game from its own page."""
    listed, _, _ = games(universe)
    found = await ra.gather(ra.v2.games.get, listed[:3])
    assert [await ra.v2.games.get(key) for key in found] == list(found.values())
