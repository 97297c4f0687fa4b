"""Keys of the server that the models leave out on purpose, with the reasons."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

LEFT_OUT: Mapping[tuple[str, str], str] = MappingProxyType(
    {
        ("*", "Count"): "the number of rows in this very answer",
        ("*", "IsFinal"): "constant",
        ("*", "Flags"): "constant",
        ("*", "NumDistinctPlayersCasual"): "a copy of NumDistinctPlayers, deprecated",
        ("*", "NumDistinctPlayersHardcore"): "a copy of NumDistinctPlayers, deprecated",
        ("*", "BadgeURL"): "follows from BadgeName",
        ("*", "GameURL"): "follows from GameID",
        ("get_game", "GameTitle"): "a copy of Title",
        ("get_game", "Console"): "a copy of ConsoleName",
        ("get_game", "GameIcon"): "a copy of ImageIcon",
        ("get_user_summary", "LastActivity"): "a dummy without information",
        ("get_user_summary", "RecentlyPlayedCount"): "the number of rows in this very answer",
        ("get_user_summary", "Status"): "constant",
        ("get_ticket_by_id", "URL"): "follows from ID",
        ("get_most_ticketed_games", "URL"): "the address of a page that shows the same",
        ("v2.event_achievements.achievement_of_the_week", "links"): "the address of this very answer",
        ("v2.games.achievement_distribution", "links"): "the address of this very answer",
    }
)
"""The reasons by endpoint and key; `*` stands for every endpoint."""


def is_left_out(name: str, key: str) -> bool:
    """True for a key of an endpoint's answer that the models leave out on purpose."""
    return (name, key) in LEFT_OUT or ("*", key) in LEFT_OUT
