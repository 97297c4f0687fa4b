"""A user's progress in games and sets, in V2."""

from datetime import datetime, timedelta
from typing import Annotated, ClassVar

from retroach_async.models._model import frozen
from retroach_async.models.marks import Wire
from retroach_async.models.resource import Many, Maybe, One, Resource
from retroach_async.models.v2.game import AchievementSet, AchievementSetLink, Game


@frozen(kw_only=True)
class SetContext(AchievementSetLink):
    """A game to which a user's set belongs, and the kind of set that it is there."""

    achievement_set_id: int
    """Id of the set, for `v2.achievement_sets.get`."""


@frozen(kw_only=True)
class PlayerAchievementSet(Resource):
    """A user's progress in one set. The set and its games are named in `set_context`."""

    type_name: ClassVar[str] = "player-achievement-sets"
    achievement_set = One(lambda: AchievementSet)
    """The set on which the user made the progress."""
    game = Maybe(lambda: Game)
    """A game of the set; None for a set that no game has any more."""

    id: int
    """Id of the record of the progress, not of the set."""
    unlocks_total: Annotated[int, Wire("achievementsUnlocked")]
    """Number of achievements that the user unlocked in any mode."""
    unlocks_hardcore: Annotated[int | None, Wire("achievementsUnlockedHardcore")] = None
    """Number of achievements that the user unlocked in hardcore."""
    points: int
    """Points of the user's unlocks in any mode."""
    points_hardcore: int | None = None
    """Points of the user's hardcore unlocks."""
    points_weighted: int | None = None
    """RetroPoints of the user's unlocks: the points weighted by rarity."""
    completion_rate: Annotated[float | None, Wire("completionPercentage")] = None
    """Share of the set that the user unlocked in any mode, from 0.0 to 1.0."""
    completion_rate_hardcore: Annotated[float | None, Wire("completionPercentageHardcore")] = None
    """Share of the set that the user unlocked in hardcore, from 0.0 to 1.0."""
    last_unlock_at: datetime | None = None
    """The user's latest unlock in the set, UTC; None without one."""
    last_unlock_hardcore_at: datetime | None = None
    """The user's latest hardcore unlock in the set, UTC; None without one."""
    completed_at: datetime | None = None
    """Moment when the user had every achievement, in any mode, UTC; None before."""
    completed_hardcore_at: datetime | None = None
    """Moment of the mastery: every achievement in hardcore, UTC; None before."""
    time_taken: Annotated[timedelta | None, Wire("timeTakenSeconds")] = None
    """Time of play until the latest unlock, in any mode."""
    time_taken_hardcore: Annotated[timedelta | None, Wire("timeTakenHardcoreSeconds")] = None
    """Time of play until the latest hardcore unlock."""
    set_context: tuple[SetContext, ...] = ()
    """The games to which the set belongs, and its kind there."""


@frozen(kw_only=True)
class PlayerGame(Resource):
    """A user's record of one game. It does not name the game unless the game is included."""

    type_name: ClassVar[str] = "player-games"
    achievement_sets = Many(lambda: AchievementSet)
    """The sets of the game."""
    game = One(lambda: Game)
    """The game that the user played."""
    player_achievement_sets = Many(lambda: PlayerAchievementSet)
    """The user's progress in each set of the game."""

    id: int
    """Id of the record, not of the game."""
    last_played_at: datetime | None = None
    """Moment when the user last played the game, UTC."""
    first_unlock_at: datetime | None = None
    """The user's first unlock in the game, UTC; None without one."""
    last_unlock_at: datetime | None = None
    """The user's latest unlock in the game, UTC; None without one."""
    last_unlock_hardcore_at: datetime | None = None
    """The user's latest hardcore unlock in the game, UTC; None without one."""
    beaten_at: datetime | None = None
    """Moment when the user beat the game, in any mode, UTC; None before."""
    beaten_hardcore_at: datetime | None = None
    """Moment when the user beat the game in hardcore, UTC; None before."""
    playtime_total: Annotated[timedelta | None, Wire("playtimeTotalSeconds")] = None
    """The user's time of play; None when unknown."""
    time_to_beat: Annotated[timedelta | None, Wire("timeToBeatSeconds")] = None
    """Time of play until the user beat the game, in any mode; None before."""
    time_to_beat_hardcore: Annotated[timedelta | None, Wire("timeToBeatHardcoreSeconds")] = None
    """Time of play until the user beat the game in hardcore; None before."""
