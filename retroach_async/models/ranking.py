"""Ranks and points."""

from __future__ import annotations

from datetime import datetime

from attrs import frozen

from retroach_async.models._model import Model, wire
from retroach_async.models.reference import UserReference


@frozen(kw_only=True)
class GameRank(UserReference):
    """One of the ten players in a game's ranking; the rank is the position in the list."""

    num_achievements: int
    """Number of the player's hardcore unlocks in the game."""
    total_score: int
    """The player's hardcore points in the game."""
    last_award: datetime
    """The player's latest hardcore unlock in the game, UTC."""


@frozen(kw_only=True)
class UserGameRank(Model):
    """A user's rank and points in one game."""

    user: str
    """Name of the account; other calls return the display name, which may differ."""
    user_ulid: str | None = wire("ULID")
    """ULID, the user's permanent id."""
    rank: int | None = wire("UserRank")
    """Rank in the game, from 1; None for an untracked user."""
    total_score: int | None
    """Points of the user's unlocks in any mode, in this game."""
    last_award: datetime | None
    """The user's latest unlock in the game, UTC; None without a hardcore unlock."""


@frozen(kw_only=True)
class TopUser(UserReference):
    """One of the ten users with the most points; the rank is the position in the list."""

    user: str = wire("1")
    """Display name; users can change their name, but never their ULID."""
    user_ulid: str = wire("4")
    """ULID, the user's permanent id; every call accepts a ULID in place of a name."""
    points: int = wire("2")
    """Hardcore points, over all games."""
    true_points: int | None = wire("3")
    """RetroPoints: hardcore points weighted by rarity, over all games."""


@frozen(kw_only=True)
class UserRank(Model):
    """A user's points and rank on the site; an unknown user has no points and no rank."""

    points: int = wire("Score")
    """Hardcore points, over all games."""
    softcore_points: int = wire("SoftcoreScore")
    """Casual points, over all games."""
    rank: int | None
    """Rank on the site by hardcore points, from 1; None for an untracked user and for a user without a rank yet."""
    total_ranked: int
    """Number of users with a rank."""


@frozen(kw_only=True)
class UserPoints(Model):
    """A user's points."""

    points: int
    """Hardcore points, over all games."""
    softcore_points: int
    """Casual points, over all games."""
