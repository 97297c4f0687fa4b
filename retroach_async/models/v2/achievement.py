"""Achievements of V2, and their unlocks."""

from datetime import datetime, timedelta
from typing import Annotated, ClassVar

from retroach_async.models._model import frozen
from retroach_async.models.enums import AchievementType
from retroach_async.models.marks import Address, LinkedId, Wire
from retroach_async.models.resource import Many, Maybe, One, Resource
from retroach_async.models.v2.enums import AchievementState
from retroach_async.models.v2.game import AchievementSet, Game
from retroach_async.models.v2.user import User


@frozen(kw_only=True)
class Achievement(Resource):
    """An achievement as V2 describes it."""

    type_name: ClassVar[str] = "achievements"
    developer = Maybe(lambda: User)
    """The developer who made the achievement, a deleted account as well; None when unknown."""
    achievement_set = Maybe(lambda: AchievementSet)
    """The set to which the achievement belongs; None for an achievement outside of every set."""
    games = Many(lambda: Game)
    """The games to which the set of the achievement belongs."""

    id: int
    """Id of the achievement, as in the address of its page."""
    title: str
    """Title of the achievement."""
    description: str | None = None
    """Task of the player, in words; empty without one."""
    points: int
    """Points for unlocking the achievement."""
    points_weighted: int | None = None
    """RetroPoints: the points weighted by rarity."""
    badge_url: str | None = None
    """Address of the picture of the unlocked achievement."""
    badge_locked_url: str | None = None
    """Address of the picture of the locked achievement."""
    type: AchievementType | None = None
    """The achievement's part in finishing the game; None for most achievements."""
    state: AchievementState
    """State of the achievement: promoted or unpromoted."""
    order_column: int | None = None
    """Position within the set, for sorting."""
    unlocks_total: int | None = None
    """Number of players who unlocked the achievement, in any mode."""
    unlocks_hardcore: int | None = None
    """Number of players who unlocked the achievement in hardcore."""
    unlock_rate: Annotated[float | None, Wire("unlockPercentage")] = None
    """Share of all players who unlocked the achievement in any mode, between 0 and 1."""
    unlock_rate_hardcore: Annotated[float | None, Wire("unlockHardcorePercentage")] = None
    """Share of the hardcore players who unlocked the achievement in hardcore, between 0 and 1."""
    median_time_to_unlock: Annotated[timedelta | None, Wire("medianTimeToUnlockSeconds")] = None
    """Median time of play to an unlock in casual mode; None without a casual unlock."""
    median_time_to_unlock_hardcore: Annotated[timedelta | None, Wire("medianTimeToUnlockHardcoreSeconds")] = None
    """Median time of play to an unlock in hardcore; None without a hardcore unlock."""
    median_time_to_unlock_samples: int | None = None
    """Number of casual unlocks from which the median is taken."""
    median_time_to_unlock_hardcore_samples: int | None = None
    """Number of hardcore unlocks from which the median is taken."""
    created_at: datetime | None = None
    """Creation of the achievement, UTC."""
    modified_at: datetime | None = None
    """Last change of the achievement, UTC."""
    web_url: Annotated[str | None, Address()] = None
    """Address of the achievement's page."""


@frozen(kw_only=True)
class PlayerAchievement(Resource):
    """A user's unlock of an achievement, or the two unlocks in both modes."""

    type_name: ClassVar[str] = "player-achievements"
    achievement = One(lambda: Achievement)
    """The unlocked achievement. A list of the unlocks of one achievement cannot include it."""
    user = One(lambda: User)
    """The user who unlocked the achievement. A list of the unlocks of one user cannot include them."""
    game = One(lambda: Game)
    """The game of the achievement."""

    id: int
    """Id of the unlock itself."""
    achievement_id: Annotated[int | None, LinkedId("achievement")] = None
    """Id of the achievement; None in a list of the unlocks of one achievement."""
    user_id: Annotated[str | None, LinkedId("user")] = None
    """ULID of the user; None in a list of the unlocks of one user."""
    unlocked_at: datetime
    """First unlock in any mode, UTC."""
    unlocked_hardcore_at: datetime | None = None
    """Unlock in hardcore, UTC; None without one."""
