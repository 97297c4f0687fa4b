"""Answers about games, their leaderboards and their achievements."""

from __future__ import annotations

from typing import Any

from tests.v1.answers.parts import ACHIEVEMENT, COUNTED, DETAILS, ENTRY, HEADER, LEADERBOARD, ULID, UNLOCK, page

GAMES: dict[str, Any] = {
    "get_game": {key: value for key, value in DETAILS.items() if key != "ID"}
    | {"GameTitle": "Dragster", "Console": "Atari 2600", "GameIcon": "/Images/026366.png"},
    "get_game_extended": {
        **DETAILS,
        **COUNTED,
        "Flags": None,
        "GuideURL": None,
        "Updated": "2024-05-01T18:30:12.000000Z",
        "NumAchievements": 1,
        "Achievements": {"79434": {**ACHIEVEMENT, "type": "progression"}},
        "Claims": [
            {
                "User": "Mara",
                "ULID": ULID,
                "GameID": 14402,
                "SetType": 0,
                "ClaimType": 1,
                "Created": "2019-04-01 10:00:00",
                "Expiration": "2019-07-01 10:00:00",
            }
        ],
    },
    "get_game_hashes": {
        "Results": [
            {"Name": "Dragster (USA).a26", "MD5": "77057d9d14b99e465ea9e29783af0ae3", "Labels": [], "PatchUrl": None}
        ]
    },
    "get_achievement_count": {"GameID": 14402, "AchievementIDs": [79434, 79435]},
    "get_achievement_distribution": {"1": 141, "2": 51, "3": 8},
    "get_game_rank_and_score": [
        {"User": "Tom", "ULID": ULID, "NumAchievements": 15, "TotalScore": 219, "LastAward": "2024-05-01 18:30:12"}
    ],
    "get_game_progression": {
        **HEADER,
        "NumDistinctPlayers": 634,
        "TimesUsedInBeatMedian": 4,
        "TimesUsedInHardcoreBeatMedian": 8,
        "MedianTimeToBeat": 1787,
        "MedianTimeToBeatHardcore": 1922,
        "TimesUsedInCompletionMedian": 0,
        "TimesUsedInMasteryMedian": 1,
        "MedianTimeToComplete": None,
        "MedianTimeToMaster": 7974,
        "NumAchievements": 1,
        "Achievements": [
            {key: ACHIEVEMENT[key] for key in ("ID", "Title", "Description", "Points", "TrueRatio", "BadgeName")}
            | {
                "Type": None,
                "NumAwarded": 631,
                "NumAwardedHardcore": 402,
                "TimesUsedInUnlockMedian": 63,
                "TimesUsedInHardcoreUnlockMedian": 69,
                "MedianTimeToUnlock": 274,
                "MedianTimeToUnlockHardcore": None,
            }
        ],
    },
    "get_game_leaderboards": page(
        {**LEADERBOARD, "Author": "Mara", "AuthorULID": ULID, "State": "active", "TopEntry": ENTRY},
        {**LEADERBOARD, "Author": None, "AuthorULID": None, "State": "disabled", "TopEntry": None},
    ),
    "get_leaderboard_entries": page({**ENTRY, "Rank": 1, "DateSubmitted": "2024-07-25T15:51:00+00:00"}),
    "get_user_game_leaderboards": page(
        {**LEADERBOARD, "UserEntry": {**ENTRY, "Rank": 2, "DateUpdated": "2024-07-25T15:51:00+00:00"}}
    ),
    "get_achievement_unlocks": {
        "Achievement": {
            key: ACHIEVEMENT[key] for key in ("ID", "Title", "Description", "Points", "TrueRatio", "Author")
        }
        | {
            "AuthorULID": None,
            "DateCreated": "2019-04-06 20:15:00",
            "DateModified": "2023-08-08 00:36:59",
            "Type": None,
        },
        "Console": {"ID": 25, "Title": "Atari 2600"},
        "Game": {"ID": 14402, "Title": "Dragster"},
        "UnlocksCount": 631,
        "UnlocksHardcoreCount": 402,
        "TotalPlayers": 634,
        "Unlocks": [UNLOCK],
    },
}
