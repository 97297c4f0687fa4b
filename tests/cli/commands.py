"""The commands of all endpoints, with something to ask each of them for."""

from __future__ import annotations

import pytest

from retroach_async import ENDPOINTS
from retroach_async.cli.arguments import kebab
from retroach_async.emulator.answers import ANSWERS
from retroach_async.endpoint import Endpoint

VALUES = {
    "achievement_id": "9",
    "achievement_set_id": "5001",
    "event_achievement_id": "801",
    "event_id": "2",
    "hub_id": "101",
    "system_id": "25",
    "date": "2026-06-30",
    "end": "2026-07-01T12:00",
    "flag": "3",
    "game_id": "14402",
    "game_ids": "14402,1",
    "identifier": "MaxMilyin",
    "leaderboard_id": "1",
    "start": "2026-06-01",
    "ticket_id": "1",
    "user": "MaxMilyin",
}
"""An argument for each required parameter, by its name."""

answered = pytest.mark.parametrize(
    "endpoint", [each for name, each in ENDPOINTS.items() if name in ANSWERS], ids=lambda each: each.name
)
every = pytest.mark.parametrize("endpoint", ENDPOINTS.values(), ids=lambda each: each.name)


def words(endpoint: Endpoint) -> list[str]:
    """The command of an endpoint."""
    return [kebab(part) for part in endpoint.name.split(".")]


def required(endpoint: Endpoint) -> list[str]:
    """An argument for each required parameter."""
    return [VALUES[param.name] for param in endpoint.arguments.values() if param.required]
