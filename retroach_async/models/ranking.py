"""Ranks and points."""

from datetime import datetime
from typing import Annotated

from retroach_async.models._model import Model, frozen
from retroach_async.models.marks import Wire
from retroach_async.models.reference import NamedUser, UserReference


@frozen(kw_only=True)
class GameRank(UserReference):
    """One of the ten players in a game's ranking; the rank is the position in the list."""

    unlocks_hardcore: Annotated[int | None, Wire("NumAchievements")] = None
    """Number of the player's hardcore unlocks in the game."""
    points_hardcore: Annotated[int, Wire("TotalScore")]
    """The player's hardcore points in the game."""
    last_unlock_hardcore_at: Annotated[datetime | None, Wire("LastAward")] = None
    """The player's latest hardcore unlock in the game, UTC."""


@frozen(kw_only=True)
class UserGameRank(Model):
    """A user's rank and points in one game."""

    user: str
    """Name of the account; other calls return the display name, which may differ."""
    user_ulid: Annotated[str | None, Wire("ULID")] = None
    """ULID, the user's permanent id."""
    rank: Annotated[int | None, Wire("UserRank")] = None
    """Rank in the game, from 1; None for an untracked user."""
    points: Annotated[int | None, Wire("TotalScore")] = None
    """Points of the user's unlocks in any mode, in this game."""
    last_unlock_hardcore_at: Annotated[datetime | None, Wire("LastAward")] = None
    """The user's latest unlock in the game, UTC; None without a hardcore unlock."""


@frozen(kw_only=True)
class TopUser(NamedUser):
    """One of the ten users with the most points; the rank is the position in the list."""

    user: Annotated[str, Wire("1")]
    """Display name; users can change their name, but never their ULID."""
    user_ulid: Annotated[str | None, Wire("4")] = None
    """ULID, the user's permanent id; every call accepts a ULID in place of a name."""
    points_hardcore: Annotated[int, Wire("2")]
    """Hardcore points, over all games."""
    points_weighted: Annotated[int | None, Wire("3")] = None
    """RetroPoints: hardcore points weighted by rarity, over all games."""


@frozen(kw_only=True)
class UserRank(Model):
    """A user's points and rank on the site; an unknown user has no points and no rank."""

    points_hardcore: Annotated[int, Wire("Score")]
    """Hardcore points, over all games."""
    points_casual: Annotated[int | None, Wire("SoftcoreScore")] = None
    """Casual points, over all games."""
    rank_hardcore: Annotated[int | None, Wire("Rank")] = None
    """Rank on the site by hardcore points, from 1; None for an untracked user and for a user without a rank yet."""
    users_ranked: Annotated[int | None, Wire("TotalRanked")] = None
    """Number of users with a rank."""


@frozen(kw_only=True)
class UserPoints(Model):
    """A user's points."""

    points_hardcore: Annotated[int, Wire("Points")]
    """Hardcore points, over all games."""
    points_casual: Annotated[int | None, Wire("SoftcorePoints")] = None
    """Casual points, over all games."""
