"""What the check asks for: one well-known value for each meaning that a parameter can have."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from types import MappingProxyType
from typing import Any

from attrs import frozen

SOMEBODY = "MaxMilyin"
"""Whose data is asked for when the name of the key's owner is not known."""

OWN_NAME = ("user", "identifier")
"""Parameters that take a user's name: the owner of the key is asked about."""

SAMPLES: Mapping[str, Any] = MappingProxyType(
    {
        "game_id": 14402,
        "game_ids": (14402, 1),
        "system_id": 25,
        "achievement_id": 79434,
        "date": date(2024, 5, 1),
        "start": datetime(2024, 5, 1, tzinfo=UTC),
        "end": datetime(2024, 5, 31, tzinfo=UTC),
    }
)
"""Values of required parameters, by name."""

EXTRAS: Mapping[str, Any] = MappingProxyType(
    {
        "count": 25,
        "details": True,
        "include_award_metadata": True,
        "minutes": 30 * 24 * 60,
        "page_size": 25,
        "recent_games_count": 5,
        "with_hashes": True,
    }
)
"""Values of optional parameters, by name, where they make an answer say more, or keep it from being huge."""

NOT_CALLED: Mapping[str, str] = MappingProxyType({})
"""Endpoints that are not called, with the reason: those that need rights which the owner of a usual key lacks."""


@frozen
class Source:
    """Where a value is found, when there is none that everybody knows."""

    name: str
    """The endpoint in whose answer it is."""
    pick: Callable[[Any], Any]
    """Gives it; raises IndexError or AttributeError when it is not there."""


def _last_unlock(progress: Any) -> datetime:
    moment: datetime = progress[0].last_unlock_at
    return moment


_UNLOCKS = "get_user_completion_progress"

SOURCES: Mapping[str, Source] = MappingProxyType(
    {
        "leaderboard_id": Source("get_game_leaderboards", lambda leaderboards: leaderboards[0].id),
        "ticket_id": Source("get_most_recent_tickets", lambda tickets: tickets[0].id),
        "date": Source(_UNLOCKS, lambda progress: _last_unlock(progress).date()),
        "start": Source(_UNLOCKS, lambda progress: _last_unlock(progress) - timedelta(days=7)),
        "end": Source(_UNLOCKS, _last_unlock),
    }
)
"""Where values of required parameters are found, by name; a sample, if there is one, is the second choice."""
