"""Sample values for the parameters of a check: one well-known value for each parameter."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from types import MappingProxyType
from typing import Any

from attrs import frozen

from retroach_async.query import Api

SOMEBODY = "MaxMilyin"
"""The user about whom the check asks when the owner of the key is not known."""

OWN_NAME = ("user", "identifier")
"""Parameters that take a user's name; the value is the owner of the key."""

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
"""Values of optional parameters, by name, that put more into an answer or keep an answer from being huge."""

EVERY_WORD = ("include", "state")
"""Optional parameters that take words, and are given all of theirs: related objects, and rows left out by default."""

_FOLLOWS = "only for an OAuth token with the scope follows:read"

NOT_CALLED: Mapping[str, str] = MappingProxyType(
    {
        "v2.users.followers": _FOLLOWS,
        "v2.users.following": _FOLLOWS,
        "v2.users.user_game_list_entries": "only for an OAuth token with the scope game-lists:read",
    }
)
"""Endpoints that the check does not call, with the reasons, such as rights that an API key does not have."""


@frozen
class Source:
    """The place of a value in an earlier answer, for a parameter without a well-known value."""

    name: str
    """The name of the endpoint whose answer has the value."""
    pick: Callable[[Any], Any]
    """Returns the value; raises IndexError or AttributeError when the answer does not have it."""


def _last_unlock(progress: Any) -> datetime:
    moment: datetime = progress[0].last_unlock_at
    return moment


def _first(rows: Any) -> Any:
    return rows[0].id


_UNLOCKS = "get_user_completion_progress"

SOURCES: Mapping[Api, Mapping[str, Source]] = MappingProxyType(
    {
        "v1": {
            "leaderboard_id": Source("get_game_leaderboards", _first),
            "ticket_id": Source("get_most_recent_tickets", _first),
            "date": Source(_UNLOCKS, lambda progress: _last_unlock(progress).date()),
            "start": Source(_UNLOCKS, lambda progress: _last_unlock(progress) - timedelta(days=7)),
            "end": Source(_UNLOCKS, _last_unlock),
        },
        "v2": {
            "achievement_set_id": Source("v2.games.get", lambda game: _first(game.achievement_sets)),
            "event_achievement_id": Source("v2.event_achievements.list", _first),
            "event_id": Source("v2.events.list", _first),
            "hub_id": Source("v2.hubs.list", _first),
            "leaderboard_id": Source("v2.leaderboards.list", _first),
            "ticket_id": Source("v2.tickets.list", _first),
        },
    }
)
"""The sources of required parameters, by API and name; a sample value, if there is one, is the second choice."""
