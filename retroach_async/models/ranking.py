"""Ranks and points."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from attrs import frozen

from retroach_async.models._model import Model
from retroach_async.models.marks import Wire
from retroach_async.models.reference import UserReference


@frozen(kw_only=True)
class GameRank(UserReference):
    """One of the ten players that a game's ranking lists; the rank is the position in the list."""

    unlocks_hardcore: Annotated[int, Wire("NumAchievements")]
    """Hardcore unlocks."""
    points_hardcore: Annotated[int, Wire("TotalScore")]
    """Hardcore points."""
    last_unlock_hardcore_at: Annotated[datetime, Wire("LastAward")]
    """UTC; the latest hardcore unlock."""


@frozen(kw_only=True)
class UserGameRank(Model):
    """A user's rank and points in one game."""

    user: str
    """The account's name, which may differ from the display name shown elsewhere."""
    user_ulid: Annotated[str | None, Wire("ULID")]
    rank: Annotated[int | None, Wire("UserRank")]
    """None for an untracked user."""
    points: Annotated[int | None, Wire("TotalScore")]
    """Points in either mode."""
    last_unlock_hardcore_at: Annotated[datetime | None, Wire("LastAward")]
    """UTC; None without a hardcore unlock."""


@frozen(kw_only=True)
class TopUser(UserReference):
    """One of the ten users with the most points; the rank is the position in the list."""

    user: Annotated[str, Wire("1")]
    """Display name; it can change, the ULID does not."""
    user_ulid: Annotated[str, Wire("4")]
    """The lasting identifier, which every call takes in place of the name."""
    points_hardcore: Annotated[int, Wire("2")]
    """Hardcore points."""
    points_weighted: Annotated[int | None, Wire("3")]
    """RetroPoints."""


@frozen(kw_only=True)
class UserRank(Model):
    """A user's points and rank on the site; an unknown user has no points and no rank."""

    points_hardcore: Annotated[int, Wire("Score")]
    """Hardcore points."""
    points_casual: Annotated[int, Wire("SoftcoreScore")]
    """Casual points."""
    rank_hardcore: Annotated[int | None, Wire("Rank")]
    """By hardcore points; None for an untracked user and for one who has not been ranked yet."""
    users_ranked: Annotated[int, Wire("TotalRanked")]
    """How many users have a rank."""


@frozen(kw_only=True)
class UserPoints(Model):
    """A user's points."""

    points_hardcore: Annotated[int, Wire("Points")]
    """Hardcore points."""
    points_casual: Annotated[int, Wire("SoftcorePoints")]
    """Casual points."""
