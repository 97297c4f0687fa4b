"""Answers about the site: what is new, systems, comments and tickets."""

from __future__ import annotations

from typing import Any

from tests.v1.answers.parts import ACHIEVEMENT, CLAIM, HEADER, TICKET, ULID, UNLOCK, WEBSITE, page

SITE: dict[str, Any] = {
    "get_achievement_of_the_week": {
        "Achievement": {key: ACHIEVEMENT[key] for key in ("ID", "Title", "Description", "Points", "TrueRatio")}
        | {
            "Type": None,
            "Author": "Mara",
            "AuthorULID": ULID,
            "BadgeName": "008123",
            "BadgeURL": "/Badge/008123.png",
            "DateCreated": "2019-04-06",
            "DateModified": "2023-08-08",
        },
        "Console": {"ID": 25, "Title": "Atari 2600"},
        "ForumTopic": {"ID": None},
        "Game": {"ID": 14402, "Title": "Dragster"},
        "StartAt": "2024-04-29T00:00:00.000000Z",
        "TotalPlayers": 427,
        "Unlocks": [UNLOCK],
        "UnlocksCount": 1,
        "UnlocksHardcoreCount": 0,
    },
    "get_active_claims": [CLAIM],
    "get_claims": {"17": CLAIM, "42": {**CLAIM, "ID": 812}},
    "get_recent_game_awards": page(
        {
            "User": "Tom",
            "ULID": ULID,
            "AwardKind": "mastered",
            "AwardDate": "2024-05-01T18:30:12+00:00",
            "GameID": 14402,
            "GameTitle": "Dragster",
            "ConsoleID": 25,
            "ConsoleName": "Atari 2600",
        }
    ),
    "get_top_ten_users": {
        "0": {"1": "Mara", "2": 399597, "3": 1599212, "4": ULID},
        "2": {"1": "Ida", "2": 1200, "3": None, "4": ULID},
        "1": {"1": "Tom", "2": 1200, "3": 2600, "4": ULID},
    },
    "get_console_ids": [
        {"ID": 25, "Name": "Atari 2600", "IconURL": "https://static/2600.png", "Active": True, "IsGameSystem": True}
    ],
    "get_game_list": [
        {
            **HEADER,
            "NumAchievements": 15,
            "NumLeaderboards": 1,
            "Points": 219,
            "DateModified": None,
            "ForumTopicID": 9487,
            "Hashes": ["77057d9d14b99e465ea9e29783af0ae3"],
        }
    ],
    "get_comments": page(
        {"User": "Tom", "ULID": ULID, "Submitted": "2024-07-31T11:22:23.000000Z", "CommentText": "5.51!"}
    ),
    "get_ticket_by_id": {**TICKET, "URL": f"{WEBSITE}/ticket/4711"},
    "get_most_recent_tickets": {"RecentTickets": [TICKET], "OpenTickets": 1109, "URL": f"{WEBSITE}/tickets"},
    "get_most_ticketed_games": {
        "MostReportedGames": [
            {
                "GameID": 14402,
                "GameTitle": "Dragster",
                "GameIcon": None,
                "Console": "Atari 2600",
                "OpenTickets": 12,
            }
        ],
        "URL": f"{WEBSITE}/manage/most-reported-games",
    },
    "get_developer_ticket_stats": {
        "User": "Mara",
        "ULID": ULID,
        "Open": 1,
        "Closed": 17,
        "Resolved": 27,
        "Total": 45,
        "URL": f"{WEBSITE}/user/Mara/tickets",
    },
    "get_game_ticket_stats": {
        "GameID": 14402,
        "GameTitle": "Dragster",
        "ConsoleName": "Atari 2600",
        "OpenTickets": 12,
        "URL": f"{WEBSITE}/game/14402/tickets",
        "Tickets": [TICKET],
    },
    "get_achievement_ticket_stats": {
        "AchievementID": 79434,
        "AchievementTitle": "Off the Line",
        "AchievementDescription": "Finish a race",
        "AchievementType": None,
        "URL": f"{WEBSITE}/achievement/79434/tickets",
        "OpenTickets": 1,
    },
}
