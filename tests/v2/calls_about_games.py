"""Calls about games, achievements, their sets, hubs, systems and tickets, with every parameter, and their requests."""

from __future__ import annotations

from datetime import date
from typing import Any

from retroach_async import AchievementFlags, AchievementType, v2
from tests.v2.calls import IN_TOKYO, ON_PAGE, OTHER, PAGE, ULID, Call

TICKETS: dict[str, Any] = {
    "id": [10, 9],
    "state": [v2.TicketState.REQUEST, v2.TicketState.OPEN],
    "type": [v2.TicketType.TRIGGERED_AT_WRONG_TIME, v2.TicketType.DID_NOT_TRIGGER],
    "ticketable_type": [v2.TicketableType.RICH_PRESENCE, v2.TicketableType.ACHIEVEMENT],
    "reporter_user_id": [OTHER, ULID],
    "resolver_user_id": [OTHER],
    "achievement_id": [100, 20],
    "leaderboard_id": [5, 4],
    "game_id": 1,
    "sort": ["-resolved_at", "state"],
    "include": ["reporter.last_game", "achievement.achievement_set", "leaderboard"],
    **PAGE,
}
OF_TICKETS = {
    "filter[id]": "9,10",
    "filter[state]": "open,request",
    "filter[type]": "did_not_trigger,triggered_at_wrong_time",
    "filter[ticketableType]": "achievement,game.rich-presence",
    "filter[reporterUserId]": f"{ULID},{OTHER}",
    "filter[resolverUserId]": OTHER,
    "filter[achievementId]": "20,100",
    "filter[leaderboardId]": "4,5",
    "filter[gameId]": "1",
    "sort": "-resolvedAt,state",
    "include": "achievement.achievementSet,leaderboard,reporter.lastGame",
    **ON_PAGE,
}
CLAIMS: dict[str, Any] = {
    "id": [7],
    "game_id": 1,
    "status": [v2.ClaimStatus.IN_REVIEW, v2.ClaimStatus.ACTIVE],
    "claim_type": [v2.ClaimType.PRIMARY, v2.ClaimType.COLLABORATION],
    "set_type": [v2.ClaimSetType.NEW_SET],
    "special_type": [v2.ClaimSpecialType.NONE, v2.ClaimSpecialType.FREE_ROLLOUT],
    "expired": True,
    "user": "Tom",
    "sort": ["-user_display_name", "game_title"],
    "include": ["user", "game"],
    **PAGE,
}
OF_CLAIMS = {
    "filter[id]": "7",
    "filter[gameId]": "1",
    "filter[status]": "active,in-review",
    "filter[claimType]": "collaboration,primary",
    "filter[setType]": "new-set",
    "filter[specialType]": "free-rollout,none",
    "filter[expired]": "true",
    "filter[user]": "Tom",
    "sort": "-userDisplayName,gameTitle",
    "include": "game,user",
    **ON_PAGE,
}
GAMES: dict[str, Any] = {
    "id": [10, 9],
    "system_id": 7,
    "sort": ["-points_total", "sort_title"],
    "include": ["system", "achievement_sets"],
    **PAGE,
}
OF_GAMES = {
    "filter[id]": "9,10",
    "filter[systemId]": "7",
    "sort": "-pointsTotal,sortTitle",
    "include": "achievementSets,system",
    **ON_PAGE,
}
HUBS: dict[str, Any] = {
    "id": [12, 4],
    "parent_id": 3,
    "title": "Series - Mario",
    "sort": ["-linked_hubs_count", "title"],
    **PAGE,
}
OF_HUBS = {
    "filter[id]": "4,12",
    "filter[parentId]": "3",
    "filter[title]": "Series - Mario",
    "sort": "-linkedHubsCount,title",
    **ON_PAGE,
}
COMMENTS: dict[str, Any] = {"id": [10, 9], "sort": "-submitted_at", "include": ["author"], **PAGE}
OF_COMMENTS = {"filter[id]": "9,10", "sort": "-submittedAt", "include": "author", **ON_PAGE}


def without(name: str, parameters: dict[str, Any]) -> dict[str, Any]:
    """The parameters that remain where the path says what one of them says."""
    return {each: value for each, value in parameters.items() if each != name}


CALLS: dict[str, Call] = {
    "health": ({}, "health", {}),
    "achievements.list": (
        {
            "id": [10, 9],
            "state": [v2.AchievementState.UNPROMOTED, v2.AchievementState.PROMOTED],
            "game_id": 1,
            "type": [AchievementType.WIN_CONDITION, AchievementType.MISSABLE],
            "sort": ["-unlock_hardcore_percentage", "order_column"],
            "include": ["games", "achievement_set", "developer"],
            **PAGE,
        },
        "achievements",
        {
            "filter[id]": "9,10",
            "filter[state]": "promoted,unpromoted",
            "filter[gameId]": "1",
            "filter[type]": "missable,win_condition",
            "sort": "-unlockHardcorePercentage,orderColumn",
            "include": "achievementSet,developer,games",
            **ON_PAGE,
        },
    ),
    "achievements.get": (
        {"achievement_id": 9, "include": ["achievement_set"]},
        "achievements/9",
        {"include": "achievementSet"},
    ),
    "achievements.comments": ({"achievement_id": 9, **COMMENTS}, "achievements/9/comments", OF_COMMENTS),
    "achievements.player_achievements": (
        {
            "achievement_id": 9,
            "id": [7],
            "achievement_set_id": 11,
            "game_id": 1,
            "unlocked_from": IN_TOKYO,
            "unlocked_to": date(2026, 6, 30),
            "sort": ["-unlocked_hardcore_at", "id"],
            "include": ["user", "game"],
            **PAGE,
        },
        "achievements/9/player-achievements",
        {
            "filter[id]": "7",
            "filter[achievementSetId]": "11",
            "filter[gameId]": "1",
            "filter[unlockedFrom]": "2026-05-01 12:00:00",
            "filter[unlockedTo]": "2026-06-30",
            "sort": "-unlockedHardcoreAt,id",
            "include": "game,user",
            **ON_PAGE,
        },
    ),
    "achievements.tickets": (
        without("achievement_id", TICKETS) | {"achievement_id": 9},
        "achievements/9/tickets",
        without("filter[achievementId]", OF_TICKETS),
    ),
    "achievement_sets.get": (
        {"achievement_set_id": 11, "include": ["games"]},
        "achievement-sets/11",
        {"include": "games"},
    ),
    "achievement_sets.achievement_set_versions": (
        {
            "achievement_set_id": 11,
            "id": [302],
            "sort": "updated_at",
            "include": ["achievement_set.games"],
            **PAGE,
        },
        "achievement-sets/11/achievement-set-versions",
        {"filter[id][]": "302", "sort": "updatedAt", "include": "achievementSet.games", **ON_PAGE},
    ),
    "achievement_set_claims.list": (CLAIMS, "achievement-set-claims", OF_CLAIMS),
    "achievement_set_versions.list": (
        {
            "id": [302],
            "achievement_set_id": 11,
            "sort": ["-created_at", "id"],
            "include": ["achievement_set.games", "achievement_set"],
            **PAGE,
        },
        "achievement-set-versions",
        {
            "filter[id][]": "302",
            "filter[achievementSetId]": "11",
            "sort": "-createdAt,id",
            "include": "achievementSet,achievementSet.games",
            **ON_PAGE,
        },
    ),
    "games.list": (GAMES, "games", OF_GAMES),
    "games.get": (
        {"game_id": 1, "include": ["system", "achievement_sets"]},
        "games/1",
        {"include": "achievementSets,system"},
    ),
    "games.achievement_distribution": (
        {"game_id": 1, "hardcore": True, "flags": AchievementFlags.UNOFFICIAL},
        "games/1/achievement-distribution",
        {},
    ),
    "games.achievement_set_claims": (
        without("game_id", CLAIMS) | {"game_id": 5},
        "games/5/achievement-set-claims",
        without("filter[gameId]", OF_CLAIMS),
    ),
    "games.comments": ({"game_id": 5, **COMMENTS}, "games/5/comments", OF_COMMENTS),
    "games.hashes": (
        {
            "game_id": 5,
            "id": [10, 9],
            "compatibility": [v2.HashCompatibility.UNTESTED, v2.HashCompatibility.PATCH_REQUIRED],
            "sort": "-id",
            "include": ["game"],
            **PAGE,
        },
        "games/5/hashes",
        {
            "filter[id]": "9,10",
            "filter[compatibility]": "patch-required,untested",
            "sort": "-id",
            "include": "game",
            **ON_PAGE,
        },
    ),
    "games.tickets": (
        without("game_id", TICKETS) | {"game_id": 5},
        "games/5/tickets",
        without("filter[gameId]", OF_TICKETS),
    ),
    "hubs.list": (HUBS, "hubs", OF_HUBS),
    "hubs.get": ({"hub_id": 12}, "hubs/12", {}),
    "hubs.games": ({"hub_id": 12, **GAMES}, "hubs/12/games", OF_GAMES),
    "hubs.links": ({"hub_id": 12, **HUBS}, "hubs/12/links", OF_HUBS),
    "systems.list": (
        {"id": [7, 1], "active": False, "sort": ["name_short", "-name_full"], **PAGE},
        "systems",
        {"filter[id]": "1,7", "filter[active]": "false", "sort": "nameShort,-nameFull", **ON_PAGE},
    ),
    "systems.get": ({"system_id": 7}, "systems/7", {}),
    "tickets.list": (TICKETS, "tickets", OF_TICKETS),
    "tickets.get": (
        {"ticket_id": 110200, "include": ["author.last_game", "resolver"]},
        "tickets/110200",
        {"include": "author.lastGame,resolver"},
    ),
}
"""By name of the endpoint."""
