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

    num_achievements: int
    """Hardcore unlocks."""
    total_score: int
    """Hardcore points."""
    last_award: datetime
    """UTC; the latest hardcore unlock."""


@frozen(kw_only=True)
class UserGameRank(Model):
    """A user's rank and points in one game."""

    user: str
    """The account's name, which may differ from the display name shown elsewhere."""
    user_ulid: Annotated[str | None, Wire("ULID")]
    rank: Annotated[int | None, Wire("UserRank")]
    """None for an untracked user."""
    total_score: int | None
    """Points in either mode."""
    last_award: datetime | None
    """UTC; None without a hardcore unlock."""


@frozen(kw_only=True)
class TopUser(UserReference):
    """One of the ten users with the most points; the rank is the position in the list."""

    user: Annotated[str, Wire("1")]
    """Display name; it can change, the ULID does not."""
    user_ulid: Annotated[str, Wire("4")]
    """The lasting identifier, which every call takes in place of the name."""
    points: Annotated[int, Wire("2")]
    """Hardcore points."""
    true_points: Annotated[int | None, Wire("3")]
    """RetroPoints."""


@frozen(kw_only=True)
class UserRank(Model):
    """A user's points and rank on the site; an unknown user has no points and no rank."""

    points: Annotated[int, Wire("Score")]
    """Hardcore points."""
    softcore_points: Annotated[int, Wire("SoftcoreScore")]
    """Casual points."""
    rank: int | None
    """By hardcore points; None for an untracked user and for one who has not been ranked yet."""
    total_ranked: int
    """How many users have a rank."""


@frozen(kw_only=True)
class UserPoints(Model):
    """A user's points."""

    points: int
    """Hardcore points."""
    softcore_points: int
    """Casual points."""
