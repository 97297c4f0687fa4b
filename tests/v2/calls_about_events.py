"""Calls about events, leaderboards and all awards, with every parameter, and their requests."""

from __future__ import annotations

from datetime import date

from retroach_async import LeaderboardState, v2
from tests.v2.calls import IN_TOKYO, ON_PAGE, PAGE, Call

CALLS: dict[str, Call] = {
    "event_achievements.achievement_of_the_week": (
        {},
        "event-achievements/achievement-of-the-week",
        {},
    ),
    "event_achievements.list": (
        {
            "id": [812, 9],
            "active": True,
            "event_id": [14, 3],
            "evergreen": False,
            "sort": ["-active_until", "id"],
            "include": ["source_achievement", "event", "event_achievement"],
            **PAGE,
        },
        "event-achievements",
        {
            "filter[id]": "9,812",
            "filter[active]": "true",
            "filter[eventId]": "3,14",
            "filter[evergreen]": "false",
            "sort": "-activeUntil,id",
            "include": "event,eventAchievement,sourceAchievement",
            **ON_PAGE,
        },
    ),
    "event_achievements.get": (
        {"event_achievement_id": 812, "include": ["source_achievement"]},
        "event-achievements/812",
        {"include": "sourceAchievement"},
    ),
    "events.list": (
        {"id": [14], "sort": "-sort_title", "include": ["event_achievements", "awards"], **PAGE},
        "events",
        {"filter[id]": "14", "sort": "-sortTitle", "include": "awards,eventAchievements", **ON_PAGE},
    ),
    "events.get": ({"event_id": 14, "include": ["awards"]}, "events/14", {"include": "awards"}),
    "events.event_achievements": (
        {
            "event_id": 14,
            "id": [812],
            "active": False,
            "evergreen": True,
            "sort": "active_from",
            "include": ["event"],
            **PAGE,
        },
        "events/14/event-achievements",
        {
            "filter[id]": "812",
            "filter[active]": "false",
            "filter[evergreen]": "true",
            "sort": "activeFrom",
            "include": "event",
            **ON_PAGE,
        },
    ),
    "leaderboards.list": (
        {
            "id": [10, 9],
            "game_id": 1,
            "state": [LeaderboardState.UNPROMOTED, LeaderboardState.ACTIVE],
            "sort": ["order_column", "-updated_at"],
            "include": ["games", "developer"],
            **PAGE,
        },
        "leaderboards",
        {
            "filter[id]": "9,10",
            "filter[gameId]": "1",
            "filter[state]": "active,unpromoted",
            "sort": "orderColumn,-updatedAt",
            "include": "developer,games",
            **ON_PAGE,
        },
    ),
    "leaderboards.get": (
        {"leaderboard_id": 104370, "include": ["developer"]},
        "leaderboards/104370",
        {"include": "developer"},
    ),
    "leaderboards.entries": (
        {
            "leaderboard_id": 104370,
            "id": [900001],
            "game_id": [1],
            "user": "Tom",
            "max_rank": 3,
            "sort": "-score",
            "include": ["user", "leaderboard.games", "leaderboard"],
            **PAGE,
        },
        "leaderboards/104370/entries",
        {
            "filter[id]": "900001",
            "filter[gameId]": "1",
            "filter[user]": "Tom",
            "filter[maxRank]": "3",
            "sort": "-score",
            "include": "leaderboard,leaderboard.games,user",
            **ON_PAGE,
        },
    ),
    "user_awards.list": (
        {
            "id": [7],
            "awarded_from": date(2026, 1, 2),
            "awarded_to": IN_TOKYO,
            "event_id": 14,
            "game_id": 1,
            "game_award_tier": v2.GameAwardTier.HIGHEST,
            "kind": [v2.UserAwardKind.MASTERED, v2.UserAwardKind.BEATEN_CASUAL],
            "sort": "display_order",
            "include": ["user.last_game", "event.event_achievements", "game.achievement_sets"],
            **PAGE,
        },
        "user-awards",
        {
            "filter[id]": "7",
            "filter[awardedFrom]": "2026-01-02",
            "filter[awardedTo]": "2026-05-01 12:00:00",
            "filter[eventId]": "14",
            "filter[gameId]": "1",
            "filter[gameAwardTier]": "highest",
            "filter[kind]": "beaten-casual,mastered",
            "sort": "displayOrder",
            "include": "event.eventAchievements,game.achievementSets,user.lastGame",
            **ON_PAGE,
        },
    ),
}
"""By name of the endpoint."""
