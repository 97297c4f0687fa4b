"""One small answer for every endpoint of V1, as the server would send it, and the arguments that fit."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from retroach_async import ENDPOINTS
from tests.v1.answers.games import GAMES
from tests.v1.answers.site import SITE
from tests.v1.answers.users import USERS

ANSWERS: dict[str, Any] = {**GAMES, **USERS, **SITE}

_EXAMPLES: dict[str, Any] = {
    "game_id": 14402,
    "achievement_id": 79434,
    "leaderboard_id": 5120,
    "ticket_id": 4711,
    "system_id": 25,
    "user": "Tom",
    "identifier": "Tom",
    "game_ids": (14402, 1),
    "start": datetime(2024, 5, 1, tzinfo=UTC),
    "end": datetime(2024, 5, 2, tzinfo=UTC),
    "date": date(2024, 5, 1),
}


def arguments_of(name: str) -> dict[str, Any]:
    """Arguments for an endpoint: what it needs, and what makes its answer as large as it can be."""
    wanted = {
        parameter.name: _EXAMPLES[parameter.name]
        for parameter in ENDPOINTS[name].arguments.values()
        if parameter.required
    }
    extras = {"get_game_ticket_stats": {"details": True}, "get_game_list": {"with_hashes": True}}
    return wanted | extras.get(name, {})
