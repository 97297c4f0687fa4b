"""Leaderboards and their entries."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from attrs import frozen

from retroach_async.models._model import Model
from retroach_async.models.enums import LeaderboardFormat, LeaderboardState
from retroach_async.models.marks import Wire
from retroach_async.models.media import page_url
from retroach_async.models.reference import UserReference


@frozen(kw_only=True)
class LeaderboardScore(UserReference):
    """Somebody's score."""

    score: int
    """The bare number, whose meaning is the leaderboard's `format`; it may be negative."""
    formatted_score: str
    """As the site shows it, e.g. `390,490` or `2:06.20`."""


@frozen(kw_only=True)
class LeaderboardEntry(LeaderboardScore):
    """Somebody's place on a leaderboard."""

    rank: int
    """From 1; equal scores share the better rank."""
    updated_at: Annotated[datetime, Wire("DateSubmitted", "DateUpdated")]
    """UTC; when the user last improved the entry."""


@frozen(kw_only=True)
class LeaderboardHeader(Model):
    """What every answer that is a leaderboard begins with."""

    id: int
    title: str
    description: str
    rank_asc: bool
    """Whether a lower score is better."""
    format: LeaderboardFormat
    """What the scores count."""

    @property
    def url(self) -> str:
        """The leaderboard's page."""
        return page_url("leaderboard", self.id)


@frozen(kw_only=True)
class Leaderboard(LeaderboardHeader):
    """A leaderboard of a game and who leads it."""

    author: str | None
    """Display name of the developer."""
    author_ulid: str | None
    state: LeaderboardState | None = None
    """None in older answers."""
    top_entry: LeaderboardScore | None
    """The best entry; None while there is none."""


@frozen(kw_only=True)
class UserLeaderboard(LeaderboardHeader):
    """A leaderboard of a game and a user's place on it."""

    user_entry: LeaderboardEntry
