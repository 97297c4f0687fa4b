"""Leaderboards and their entries."""

from datetime import datetime
from typing import Annotated

from retroach_async.models._model import Model, frozen
from retroach_async.models.enums import LeaderboardFormat, LeaderboardState
from retroach_async.models.marks import Wire
from retroach_async.models.media import page_url
from retroach_async.models.reference import UserReference


@frozen(kw_only=True)
class LeaderboardScore(UserReference):
    """A user's score."""

    score: int
    """The score as a number, in the unit of the leaderboard's `format`; may be negative."""
    formatted_score: str | None = None
    """The score as the site shows it, e.g. `390,490` or `2:06.20`."""


@frozen(kw_only=True)
class LeaderboardEntry(LeaderboardScore):
    """A user's entry on a leaderboard."""

    rank: int
    """Rank, from 1; equal scores share the better rank."""
    updated_at: Annotated[datetime | None, Wire("DateSubmitted", "DateUpdated")] = None
    """Last improvement of the entry, UTC."""


@frozen(kw_only=True)
class LeaderboardHeader(Model):
    """The fields that all leaderboards have."""

    id: int
    """Id of the leaderboard, as in the address of its page."""
    title: str
    """Title of the leaderboard."""
    description: str = ""
    """Description for players; empty without one."""
    rank_asc: bool | None = None
    """True when a lower score is better."""
    format: LeaderboardFormat | None = None
    """Unit of the scores."""

    @property
    def url(self) -> str:
        """The leaderboard's page."""
        return page_url("leaderboard", self.id)


@frozen(kw_only=True)
class Leaderboard(LeaderboardHeader):
    """A leaderboard of a game, with its best entry."""

    author: str | None = None
    """Display name of the developer who made the leaderboard."""
    author_ulid: str | None = None
    """ULID of that developer."""
    state: LeaderboardState | None = None
    """State of the leaderboard; None in older answers."""
    top_entry: LeaderboardScore | None = None
    """The best entry; None for a leaderboard without entries."""


@frozen(kw_only=True)
class UserLeaderboard(LeaderboardHeader):
    """A leaderboard of a game, with a user's entry."""

    user_entry: LeaderboardEntry
    """The entry of the user whom the call is about."""
