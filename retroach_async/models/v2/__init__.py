"""V2's answers: models and enumerations that only V2 has."""

from retroach_async.models.v2.enums import AchievementSetType
from retroach_async.models.v2.game import AchievementSet, AchievementSetLink, Game
from retroach_async.models.v2.health import Health
from retroach_async.models.v2.resource import Identifier, Many, Maybe, One, RawResource, Relation, Resource
from retroach_async.models.v2.system import System

__all__ = [
    "AchievementSet",
    "AchievementSetLink",
    "AchievementSetType",
    "Game",
    "Health",
    "Identifier",
    "Many",
    "Maybe",
    "One",
    "RawResource",
    "Relation",
    "Resource",
    "System",
]
