"""Differences between V2's OpenAPI document and the library that are meant to be, with the reasons."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from retroach_async.drift.gaps import ANYWHERE, Gap, Part, Reasons, Side


def _because(reason: str, side: Side, part: Part, names: Mapping[str, str]) -> dict[Gap, str]:
    """One reason for many differences: by place, the names with spaces between them."""
    return {Gap(side, part, place, name): reason for place, listed in names.items() for name in listed.split()}


LEFT_OUT: Reasons = MappingProxyType(
    _because(
        "it has no effect: the server's resource does not have the relationship",
        Side.DOCUMENT,
        "include",
        {ANYWHERE: "hashes game.hashes entries leaderboard.entries"},
    )
    | _because(
        "it has no effect: a resource does not name the object below which the route lies",
        Side.DOCUMENT,
        "include",
        {
            "/achievements/{achievement}/player-achievements": "achievement",
            "/users/{user}/player-achievements": "user",
        },
    )
    | _because(
        "it can only repeat the id in the path",
        Side.DOCUMENT,
        "parameter",
        {
            "/achievement-sets/{achievement_set}/achievement-set-versions": "filter[achievementSetId]",
            "/achievements/{achievement}/tickets": "filter[achievementId]",
            "/events/{event}/event-achievements": "filter[eventId]",
            "/games/{game}/achievement-set-claims": "filter[gameId]",
            "/games/{game}/tickets": "filter[gameId]",
            "/users/{user}/achievement-set-claims": "filter[user]",
            "/users/{user}/leaderboard-entries": "filter[user]",
        },
    )
    | _because(
        "the server takes the shorter form with commas as well",
        Side.BOTH,
        "parameter",
        {ANYWHERE: "filter[id]", "/users/{user}/player-games": "filter[gameId]"},
    )
    | _because(
        "the server takes the form with commas only",
        Side.BOTH,
        "parameter",
        {"/achievements": "filter[type]", "/games/{game}/hashes": "filter[compatibility]"},
    )
    | _because(
        "the server never puts it into an answer; its objects are reached on their own page",
        Side.DOCUMENT,
        "relationship",
        {
            "achievement-sets": "achievementSetVersions",
            "achievements": "comments playerAchievements tickets",
            "games": "achievementSetClaims comments hashes tickets",
            "hubs": "games links",
            "leaderboards": "entries",
            "users": (
                "achievementSetClaims awards followers following leaderboardEntries playerAchievementSets"
                " playerAchievements playerGames tickets userGameListEntries wallComments"
            ),
        },
    )
    | _because(
        "the server never names it: an award of an event is reached through its event only",
        Side.DOCUMENT,
        "relationship",
        {"event-awards": "event"},
    )
    | _because(
        "the document lacks the attributes that only the server's resource has, and its schema has not",
        Side.LIBRARY,
        "attribute",
        {
            "achievement-set-versions": "achievementSnapshot",
            "event-achievements": (
                "achievementTitle achievementDescription achievementPoints achievementBadgeUrl"
                " achievementBadgeLockedUrl eventTitle eventBadgeUrl"
            ),
            "game-hashes": "labels",
            "leaderboard-entries": "formattedScore",
            "tickets": ("ticketableTitle gameId gameTitle reporterDisplayName resolverDisplayName authorDisplayName"),
        },
    )
    | _because(
        "the document is wrong: the server sends the number itself",
        Side.BOTH,
        "type",
        {"achievement-set-versions": "achievementSetId"},
    )
    | _because(
        "an id is a number in the library, and text in a document that is no resource",
        Side.BOTH,
        "type",
        {"/event-achievements/achievement-of-the-week": "id achievementId sourceAchievementId eventId"},
    )
    | _because(
        "the address of this very answer",
        Side.DOCUMENT,
        "attribute",
        {"/games/{gameId}/achievement-distribution": "links"},
    )
)
"""The reasons by difference."""
