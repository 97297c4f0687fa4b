"""The answers: frozen attrs classes with aware UTC datetimes and enumerations that keep unknown values."""

from retroach_async.models._model import FrozenMap, Model
from retroach_async.models.distribution import AchievementDistribution
from retroach_async.models.enums import (
    AchievementFlags,
    AchievementType,
    AwardKind,
    ClaimSetType,
    ClaimType,
    Permissions,
    RankAndScoreKind,
    ReleaseGranularity,
)
from retroach_async.models.game import (
    Game,
    GameAchievement,
    GameClaim,
    GameDetails,
    GameExtended,
    GameListEntry,
    GameRank,
)
from retroach_async.models.media import Badge, Image
from retroach_async.models.page import Page
from retroach_async.models.system import System
from retroach_async.models.user import CompletionProgress, UserProfile
from retroach_async.models.v2 import GameResource, Health

__all__ = [
    "AchievementDistribution",
    "AchievementFlags",
    "AchievementType",
    "AwardKind",
    "Badge",
    "ClaimSetType",
    "ClaimType",
    "CompletionProgress",
    "FrozenMap",
    "Game",
    "GameAchievement",
    "GameClaim",
    "GameDetails",
    "GameExtended",
    "GameListEntry",
    "GameRank",
    "GameResource",
    "Health",
    "Image",
    "Model",
    "Page",
    "Permissions",
    "RankAndScoreKind",
    "ReleaseGranularity",
    "System",
    "UserProfile",
]
