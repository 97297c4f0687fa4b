"""The parts that several answers share."""

from __future__ import annotations

from typing import Any

ULID = "01HZX0EXAMPLE0000000000001"

ACHIEVEMENT = {
    "ID": 79434,
    "Title": "Off the Line",
    "Description": "Finish a race",
    "Points": 5,
    "TrueRatio": 7,
    "Author": "Mara",
    "AuthorULID": ULID,
    "BadgeName": "008123",
    "DateCreated": "2019-04-06 20:15:00",
    "DateModified": "2023-08-08 00:36:59",
    "DisplayOrder": 1,
    "MemAddr": "0f343b0931126a20f133d67c2b018a3b",
    "NumAwarded": 631,
    "NumAwardedHardcore": 402,
}

HEADER = {
    "ID": 14402,
    "Title": "Dragster",
    "ConsoleID": 25,
    "ConsoleName": "Atari 2600",
    "ImageIcon": "/Images/026366.png",
}

IMAGES = {
    "ImageTitle": "/Images/026367.png",
    "ImageIngame": "/Images/026368.png",
    "ImageBoxArt": "/Images/026376.png",
}

DETAILS = {
    **HEADER,
    **IMAGES,
    "ForumTopicID": 9487,
    "Flags": 0,
    "Publisher": "Activision",
    "Developer": "David Crane",
    "Genre": "",
    "Released": "1980-07-01",
    "ReleasedAtGranularity": "month",
}

PLAYED = {
    "GameID": 14402,
    "Title": "Dragster",
    "ConsoleID": 25,
    "ConsoleName": "Atari 2600",
    "ImageIcon": "/Images/026366.png",
}

PROGRESS = {
    "NumPossibleAchievements": 15,
    "PossibleScore": 219,
    "NumAchieved": 12,
    "ScoreAchieved": 140,
    "NumAchievedHardcore": 9,
    "ScoreAchievedHardcore": 95,
}

EARNED = {
    "Date": "2024-05-01 18:30:12",
    "HardcoreMode": 1,
    "AchievementID": 79434,
    "Title": "Off the Line",
    "Description": "Finish a race",
    "BadgeName": "008123",
    "Points": 5,
    "TrueRatio": 7,
    "Type": "progression",
    "Author": "Mara",
    "AuthorULID": None,
    "GameTitle": "Dragster",
    "GameIcon": "/Images/026366.png",
    "GameID": 14402,
    "ConsoleName": "Atari 2600",
    "BadgeURL": "/Badge/008123.png",
    "GameURL": "/game/14402",
}

CLAIM = {
    "ID": 811,
    "User": "Mara",
    "ULID": ULID,
    "GameID": 14402,
    "GameTitle": "Dragster",
    "GameIcon": "/Images/026366.png",
    "ConsoleID": 25,
    "ConsoleName": "Atari 2600",
    "ClaimType": 0,
    "SetType": 1,
    "Status": 3,
    "Extension": 2,
    "Special": 1,
    "Created": "2024-01-01 10:00:00",
    "DoneTime": "2024-04-01 10:00:00",
    "Updated": "2024-02-01 10:00:00",
    "UserIsJrDev": 0,
    "MinutesLeft": -720,
}

PROFILE = {
    "User": "Tom",
    "ULID": ULID,
    "UserPic": "/UserPic/tom.png",
    "MemberSince": "2016-01-02 00:43:04",
    "RichPresenceMsg": "Waiting for the light",
    "LastGameID": 14402,
    "ContribCount": 3,
    "ContribYield": 15,
    "TotalPoints": 1200,
    "TotalSoftcorePoints": 40,
    "TotalTruePoints": 2600,
    "Permissions": 1,
    "Untracked": 0,
    "ID": 77,
    "UserWallActive": 1,
    "Motto": "",
}

UNLOCK = {
    "User": "Tom",
    "ULID": None,
    "RAPoints": 1200,
    "RASoftcorePoints": 40,
    "DateAwarded": "2024-05-01T18:30:12.000000Z",
    "HardcoreMode": 0,
}

LEADERBOARD = {
    "ID": 5120,
    "RankAsc": True,
    "Title": "Quarter Mile",
    "Description": "Best time",
    "Format": "MILLISECS",
}

ENTRY = {"User": "Tom", "ULID": ULID, "Score": 551, "FormattedScore": "0:05.51"}

TICKET = {
    "ID": 4711,
    "AchievementID": 79434,
    "AchievementTitle": "Off the Line",
    "AchievementDesc": "Finish a race",
    "AchievementType": "progression",
    "Points": 5,
    "BadgeName": "008123",
    "AchievementAuthor": "Mara",
    "AchievementAuthorULID": ULID,
    "GameID": 14402,
    "ConsoleName": "Atari 2600",
    "GameTitle": "Dragster",
    "GameIcon": "/Images/026366.png",
    "ReportedAt": "2024-05-02 08:00:00",
    "ReportType": 2,
    "ReportTypeDescription": "Did not trigger",
    "ReportNotes": "Nothing happened<br/>twice",
    "ReportedBy": "Tom",
    "ReportedByULID": ULID,
    "ResolvedAt": None,
    "ResolvedBy": None,
    "ResolvedByULID": None,
    "ReportState": 1,
    "ReportStateDescription": "Open",
    "Hardcore": None,
}

COUNTED = {
    "NumDistinctPlayers": 634,
    "NumDistinctPlayersCasual": 634,
    "NumDistinctPlayersHardcore": 634,
    "RichPresencePatch": "7f138a09169b250e9dcb378140907378",
    "ParentGameID": None,
    "IsFinal": False,
}


def page(*rows: dict[str, Any], total: int = 3) -> dict[str, Any]:
    """A page as most endpoints send it."""
    return {"Count": len(rows), "Total": total, "Results": list(rows)}


WEBSITE = "https://retroachievements.org"
