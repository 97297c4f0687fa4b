"""V1's answers, and what both APIs share: frozen attrs classes with aware UTC datetimes and open enumerations.

V2's answers are in `models.v2`; users find them as `retroach_async.v2`. A model is loaded when its name is first
looked up, so that a program loads those of the calls that it makes.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from retroach_async._lazy import homes_of, value_at

if TYPE_CHECKING:
    from retroach_async.models._model import *
    from retroach_async.models.achievement import *
    from retroach_async.models.award import *
    from retroach_async.models.claim import *
    from retroach_async.models.comment import *
    from retroach_async.models.distribution import *
    from retroach_async.models.enums import *
    from retroach_async.models.game import *
    from retroach_async.models.leaderboard import *
    from retroach_async.models.media import *
    from retroach_async.models.page import *
    from retroach_async.models.progress import *
    from retroach_async.models.ranking import *
    from retroach_async.models.reference import *
    from retroach_async.models.released import *
    from retroach_async.models.system import *
    from retroach_async.models.ticket import *
    from retroach_async.models.user import *

_HOMES: Final[Mapping[str, str]] = homes_of(
    _model="FrozenMap Model",
    achievement=(
        "AchievementOfTheWeek AchievementUnlocks EarnedAchievement ForumTopic GameAchievement "
        "RecentAchievement Unlock UnlockedAchievement UserGameAchievement WeeklyAchievement"
    ),
    award="RecentGameAward UserAward UserAwards",
    claim="Claim GameClaim",
    comment="Comment",
    distribution="AchievementDistribution",
    enums=(
        "AchievementFlags AchievementType AwardKind AwardType ClaimKind ClaimSetType ClaimSpecial ClaimStatus "
        "ClaimType CommentKind LeaderboardFormat LeaderboardState Permissions RankAndScoreKind "
        "ReleaseGranularity SetRequestKind TicketState TicketType"
    ),
    game=(
        "AchievementCount AchievementTimes Game GameDetails GameExtended GameHash GameListEntry "
        "GameProgression WantedGame"
    ),
    leaderboard="Leaderboard LeaderboardEntry LeaderboardScore UserLeaderboard",
    media="Badge Image",
    page="Page",
    progress=(
        "CompletedGame CompletionProgress RecentGame RecentlyPlayedGame SetRequest SetRequests "
        "UserGameProgress UserProgress"
    ),
    ranking="GameRank TopUser UserGameRank UserPoints UserRank",
    reference="GameReference SystemReference",
    released="Released",
    system="System",
    ticket="AchievementTicketStats DeveloperTicketStats GameTicketStats RecentTickets Ticket TicketedGame",
    user="FollowedUser Follower UserProfile UserSummary",
)
"""The module of each public name."""

if not TYPE_CHECKING:  # with it, a type checker would take any name for a model

    def __getattr__(name: str) -> object:
        return value_at(__name__, _HOMES, name)

    def __dir__() -> list[str]:
        return sorted({*__all__, *(name for name in globals() if name.startswith("__"))})


__all__ = [
    "AchievementCount",
    "AchievementDistribution",
    "AchievementFlags",
    "AchievementOfTheWeek",
    "AchievementTicketStats",
    "AchievementTimes",
    "AchievementType",
    "AchievementUnlocks",
    "AwardKind",
    "AwardType",
    "Badge",
    "Claim",
    "ClaimKind",
    "ClaimSetType",
    "ClaimSpecial",
    "ClaimStatus",
    "ClaimType",
    "Comment",
    "CommentKind",
    "CompletedGame",
    "CompletionProgress",
    "DeveloperTicketStats",
    "EarnedAchievement",
    "FollowedUser",
    "Follower",
    "ForumTopic",
    "FrozenMap",
    "Game",
    "GameAchievement",
    "GameClaim",
    "GameDetails",
    "GameExtended",
    "GameHash",
    "GameListEntry",
    "GameProgression",
    "GameRank",
    "GameReference",
    "GameTicketStats",
    "Image",
    "Leaderboard",
    "LeaderboardEntry",
    "LeaderboardFormat",
    "LeaderboardScore",
    "LeaderboardState",
    "Model",
    "Page",
    "Permissions",
    "RankAndScoreKind",
    "RecentAchievement",
    "RecentGame",
    "RecentGameAward",
    "RecentTickets",
    "RecentlyPlayedGame",
    "ReleaseGranularity",
    "Released",
    "SetRequest",
    "SetRequestKind",
    "SetRequests",
    "System",
    "SystemReference",
    "Ticket",
    "TicketState",
    "TicketType",
    "TicketedGame",
    "TopUser",
    "Unlock",
    "UnlockedAchievement",
    "UserAward",
    "UserAwards",
    "UserGameAchievement",
    "UserGameProgress",
    "UserGameRank",
    "UserLeaderboard",
    "UserPoints",
    "UserProfile",
    "UserProgress",
    "UserRank",
    "UserSummary",
    "WantedGame",
    "WeeklyAchievement",
]
