"""V2's answers: models and enumerations that only V2 has."""

from retroach_async.models.resource import (
    Identifier,
    Many,
    Maybe,
    One,
    RawResource,
    Relation,
    Resource,
)
from retroach_async.models.v2.achievement import Achievement, PlayerAchievement
from retroach_async.models.v2.achievement_set_version import AchievementSetVersion, SnapshotAchievement
from retroach_async.models.v2.award import (
    AwardContext,
    AwardCounts,
    AwardPage,
    UserAward,
)
from retroach_async.models.v2.claim import AchievementSetClaim
from retroach_async.models.v2.comment import Comment
from retroach_async.models.v2.enums import (
    AchievementSetType,
    AchievementState,
    AwardMode,
    BeatenKind,
    ClaimSetType,
    ClaimSpecialType,
    ClaimStatus,
    ClaimType,
    CompletedKind,
    EventState,
    GameAwardTier,
    GameListKind,
    HashCompatibility,
    TicketableType,
    TicketState,
    TicketType,
    UserAwardKind,
)
from retroach_async.models.v2.event import (
    AchievementOfTheWeek,
    Event,
    EventAchievement,
    EventAward,
)
from retroach_async.models.v2.follow import UserFollow
from retroach_async.models.v2.game import AchievementSet, AchievementSetLink, Game
from retroach_async.models.v2.game_hash import GameHash
from retroach_async.models.v2.game_list import UserGameListEntry
from retroach_async.models.v2.health import Health
from retroach_async.models.v2.hub import Hub
from retroach_async.models.v2.leaderboard import Leaderboard, LeaderboardEntry
from retroach_async.models.v2.progress import PlayerAchievementSet, PlayerGame, SetContext
from retroach_async.models.v2.system import System
from retroach_async.models.v2.ticket import Ticket
from retroach_async.models.v2.user import RankedUsers, User, UserPage

__all__ = [
    "Achievement",
    "AchievementOfTheWeek",
    "AchievementSet",
    "AchievementSetClaim",
    "AchievementSetLink",
    "AchievementSetType",
    "AchievementSetVersion",
    "AchievementState",
    "AwardContext",
    "AwardCounts",
    "AwardMode",
    "AwardPage",
    "BeatenKind",
    "ClaimSetType",
    "ClaimSpecialType",
    "ClaimStatus",
    "ClaimType",
    "Comment",
    "CompletedKind",
    "Event",
    "EventAchievement",
    "EventAward",
    "EventState",
    "Game",
    "GameAwardTier",
    "GameHash",
    "GameListKind",
    "HashCompatibility",
    "Health",
    "Hub",
    "Identifier",
    "Leaderboard",
    "LeaderboardEntry",
    "Many",
    "Maybe",
    "One",
    "PlayerAchievement",
    "PlayerAchievementSet",
    "PlayerGame",
    "RankedUsers",
    "RawResource",
    "Relation",
    "Resource",
    "SetContext",
    "SnapshotAchievement",
    "System",
    "Ticket",
    "TicketState",
    "TicketType",
    "TicketableType",
    "User",
    "UserAward",
    "UserAwardKind",
    "UserFollow",
    "UserGameListEntry",
    "UserPage",
]
