"""A client of V2 against the emulator, and the arguments of a call to every route."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from typing import Any

import pytest

from retroach_async import Client, Endpoint, OAuthToken
from retroach_async.emulator import Emulator, World

SCOPES = ("data:read", "follows:read", "game-lists:read")


@pytest.fixture(scope="session")
def universe() -> World:
    """The universe that everybody gets who asks for none in particular."""
    return World()


@pytest.fixture(scope="session")
def places(universe: World) -> Mapping[str, Any]:
    """By name of a path parameter: a thing of which there is something to see on every route."""
    with_boards = next(
        game for game in universe.games.values() if game.boards >= 2 and universe.boards(game)[0].entries
    )
    ticket = next(iter(universe.all_tickets.values()))
    hub = next(hub for hub in universe.hubs.values() if hub.games and hub.links and not hub.needs_role)
    event = next(event for event in universe.events.values() if event.achievements and not event.is_future)
    return {
        "user": "Scott",
        "game_id": 1,
        "achievement_id": universe.achievements(universe.games[1])[0].id,
        "achievement_set_id": next(iter(universe.sets)),
        "leaderboard_id": universe.boards(with_boards)[0].id,
        "ticket_id": ticket.id,
        "hub_id": hub.id,
        "event_id": event.id,
        "event_achievement_id": next(each.id for each in event.achievements if each.source and each.promoted),
        "system_id": 1,
    }


@pytest.fixture
async def emulator(universe: World) -> AsyncIterator[Emulator]:
    """A server over that universe."""
    async with Emulator(world=universe) as emulator:
        yield emulator


@pytest.fixture
async def ra(emulator: Emulator) -> AsyncIterator[Client]:
    """A client with a token of Scott for everything, without a limit."""
    token = OAuthToken(emulator.token("Scott", SCOPES), username="Scott", scopes=SCOPES)
    async with Client(token, base_url=emulator.base_url, rate_limit=None) as client:
        yield client


def needed(endpoint: Endpoint, places: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments without which a call cannot be made."""
    return {name: places[name] for name, param in endpoint.arguments.items() if param.required}
