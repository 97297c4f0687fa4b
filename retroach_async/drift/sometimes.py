"""Keys that the server sends only sometimes, with the reasons; the lack of any other key is drift."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

_AWARD_FACTS = (
    "displayTierIndex",
    "earnedTier",
    "eventId",
    "gameId",
    "grantsSiteAward",
    "mode",
    "siteAwardId",
    "siteAwardType",
    "threshold",
    "tier",
    "tierIndex",
)

SOMETIMES: Mapping[tuple[str, str], str] = MappingProxyType(
    {
        ("get_game_info_and_user_progress", "DateEarned"): "only of unlocked achievements",
        ("get_game_info_and_user_progress", "DateEarnedHardcore"): "only of achievements unlocked in hardcore",
        ("get_game_info_and_user_progress", "HighestAwardKind"): "only when asked for",
        ("get_game_info_and_user_progress", "HighestAwardDate"): "only when asked for",
        ("get_game_list", "Hashes"): "only when asked for",
        ("get_game_ticket_stats", "Tickets"): "only when asked for",
        ("get_user_recent_achievements", "CumulScore"): "only in lists with the oldest row first",
        ("get_user_summary", "Awarded"): "only of a user who has played",
        ("get_user_summary", "LastGame"): "only when games were asked for",
        ("get_user_summary", "RecentAchievements"): "only when games were asked for",
        ("*", "deletedAt"): "only of an account that is deleted",
        ("*", "forumTopic"): "only of a game or a hub that has one",
        ("v2.achievements.player_achievements", "achievement"): "a row does not repeat the achievement of the call",
        ("v2.users.player_achievements", "user"): "a row does not repeat the user of the call",
        ("v2.user_awards.list", "total"): "nobody counts the awards of all users",
        **{
            (name, key): "the facts of an award depend on its kind"
            for name in ("v2.user_awards.list", "v2.users.awards")
            for key in _AWARD_FACTS
        },
    }
)
"""The reasons by endpoint and key; `*` stands for every endpoint."""


def is_sent_sometimes(name: str, key: str) -> bool:
    """True for a key that an endpoint's answer may lack without drift."""
    return (name, key) in SOMETIMES or ("*", key) in SOMETIMES
