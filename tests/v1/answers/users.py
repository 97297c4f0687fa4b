"""Answers about users."""

from __future__ import annotations

from typing import Any

from tests.v1.answers.parts import (
    ACHIEVEMENT,
    CLAIM,
    COUNTED,
    DETAILS,
    EARNED,
    HEADER,
    IMAGES,
    PLAYED,
    PROFILE,
    PROGRESS,
    ULID,
    page,
)

USERS: dict[str, Any] = {
    "get_game_info_and_user_progress": {
        **DETAILS,
        **COUNTED,
        "NumAchievements": 2,
        "Achievements": {
            "79434": {
                **ACHIEVEMENT,
                "Type": "win_condition",
                "DateEarned": "2024-05-01 18:30:12",
                "DateEarnedHardcore": "2024-05-01 18:30:12",
            },
            "79435": {**ACHIEVEMENT, "ID": 79435, "Type": None},
        },
        "NumAwardedToUser": 1,
        "NumAwardedToUserHardcore": 1,
        "UserCompletion": "50.00%",
        "UserCompletionHardcore": "50.00%",
        "UserTotalPlaytime": 3725,
        "HighestAwardKind": "beaten-hardcore",
        "HighestAwardDate": "2024-05-01T18:30:12+00:00",
    },
    "get_achievements_earned_between": [{**EARNED, "CumulScore": 5}],
    "get_achievements_earned_on_day": [{**EARNED, "CumulScore": 5}],
    "get_user_recent_achievements": [EARNED],
    "get_user_awards": {
        "TotalAwardsCount": 3,
        "HiddenAwardsCount": 1,
        "MasteryAwardsCount": 0,
        "CompletionAwardsCount": 1,
        "BeatenHardcoreAwardsCount": 0,
        "BeatenSoftcoreAwardsCount": 0,
        "EventAwardsCount": 0,
        "SiteAwardsCount": 1,
        "VisibleUserAwards": [
            {
                "AwardedAt": "2024-05-01T18:30:12+00:00",
                "AwardType": "Mastery/Completion",
                "AwardData": 14402,
                "AwardDataExtra": 0,
                "DisplayOrder": 0,
                "Title": "Dragster",
                "ConsoleID": 25,
                "ConsoleName": "Atari 2600",
                "Flags": None,
                "ImageIcon": "/Images/026366.png",
                "display_award_tier": None,
            },
            {
                "AwardedAt": "2024-05-02T00:00:00+00:00",
                "AwardType": "Achievement Points Yield",
                "AwardData": 3,
                "AwardDataExtra": 0,
                "DisplayOrder": 1,
                "Title": None,
                "ConsoleID": None,
                "ConsoleName": None,
                "Flags": None,
                "ImageIcon": None,
                "display_award_tier": 3,
            },
        ],
    },
    "get_user_claims": [CLAIM],
    "get_user_completed_games": [
        {**PLAYED, "MaxPossible": 15, "NumAwarded": 12, "PctWon": "0.8000", "HardcoreMode": "0"},
        {**PLAYED, "MaxPossible": 15, "NumAwarded": 9, "PctWon": "0.6000", "HardcoreMode": "1"},
    ],
    "get_user_completion_progress": page(
        {
            **PLAYED,
            "MaxPossible": 15,
            "NumAwarded": 12,
            "NumAwardedHardcore": 9,
            "MostRecentAwardedDate": "2024-05-01T18:30:12+00:00",
            "HighestAwardKind": None,
            "HighestAwardDate": None,
        }
    ),
    "get_user_game_rank_and_score": [
        {"User": "tom", "ULID": ULID, "UserRank": None, "TotalScore": 140, "LastAward": None}
    ],
    "get_user_points": {"Points": 1200, "SoftcorePoints": 40},
    "get_user_profile": PROFILE,
    "get_user_progress": {"14402": PROGRESS},
    "get_user_recently_played_games": [
        {**PLAYED, **IMAGES, **PROGRESS, "LastPlayed": "2024-05-01 18:30:12", "AchievementsTotal": 15}
    ],
    "get_user_set_requests": {"RequestedSets": [PLAYED], "TotalRequests": 5, "PointsForNext": 300},
    "get_user_summary": {
        **PROFILE,
        "LastActivity": {"ID": 0, "timestamp": None, "User": "Tom"},
        "RichPresenceMsgDate": "2024-05-01 18:31:00",
        "Rank": 5120,
        "TotalRanked": 45654,
        "RecentlyPlayedCount": 1,
        "RecentlyPlayed": [{**PLAYED, **IMAGES, "LastPlayed": "2024-05-01 18:30:12", "AchievementsTotal": 15}],
        "Awarded": {"14402": PROGRESS},
        "RecentAchievements": {
            "14402": {
                "79434": {
                    "ID": 79434,
                    "GameID": 14402,
                    "GameTitle": "Dragster",
                    "Title": "Off the Line",
                    "Description": "Finish a race",
                    "Points": 5,
                    "Type": None,
                    "BadgeName": "008123",
                    "IsAwarded": "1",
                    "DateAwarded": "2024-05-01 18:30:12",
                    "HardcoreAchieved": 1,
                }
            }
        },
        "LastGame": {**DETAILS, "IsFinal": 0},
        "Status": "Offline",
    },
    "get_user_want_to_play_list": page({**HEADER, "PointsTotal": 219, "AchievementsPublished": 15}),
    "get_users_following_me": page(
        {"User": "Mara", "ULID": ULID, "Points": 1882, "PointsSoftcore": 258, "AmIFollowing": True}
    ),
    "get_users_i_follow": page(
        {"User": "Mara", "ULID": ULID, "Points": 1882, "PointsSoftcore": None, "IsFollowingMe": False}
    ),
    "get_user_rank_and_score": {"Score": 1200, "SoftcoreScore": 40, "Rank": None, "TotalRanked": 45654},
}
