"""Leaderboards of V2, and their entries."""

from datetime import datetime
from typing import Annotated, ClassVar

from retroach_async.models._model import frozen
from retroach_async.models.enums import LeaderboardFormat, LeaderboardState
from retroach_async.models.marks import Address, NeverAlone
from retroach_async.models.resource import Maybe, One, Resource
from retroach_async.models.v2.game import Game
from retroach_async.models.v2.user import User


@frozen(kw_only=True)
class Leaderboard(Resource):
    """A leaderboard of a game."""

    type_name: ClassVar[str] = "leaderboards"
    games = One(lambda: Game)
    """The game of the leaderboard: one game, although the server's word is a plural."""
    developer = Maybe(lambda: User)
    """The developer who made the leaderboard; None when unknown."""

    id: int
    """Id of the leaderboard, as in the address of its page."""
    title: str
    """Title of the leaderboard."""
    description: str | None = None
    """Description for players; empty without one."""
    format: LeaderboardFormat | None = None
    """Unit of the scores."""
    rank_asc: bool | None = None
    """True when a lower score is better."""
    state: LeaderboardState | None = None
    """State of the leaderboard."""
    order_column: int | None = None
    """Position among the leaderboards of the game; negative for a hidden leaderboard."""
    created_at: datetime | None = None
    """Creation of the leaderboard, UTC."""
    updated_at: datetime | None = None
    """Last change of the leaderboard, UTC."""
    web_url: Annotated[str | None, Address()] = None
    """Address of the leaderboard's page."""


@frozen(kw_only=True)
class LeaderboardEntry(Resource):
    """A user's entry on a leaderboard. Neither the user nor the leaderboard is named unless it is included."""

    type_name: ClassVar[str] = "leaderboard-entries"
    leaderboard = One(lambda: Leaderboard)
    """The leaderboard on which the entry stands."""
    user = One(lambda: User)
    """The user who has the entry."""

    id: int
    """Id of the entry itself."""
    score: int
    """The score as a number, in the unit of the leaderboard's `format`; may be negative."""
    formatted_score: Annotated[str | None, NeverAlone()] = None
    """The score as the site shows it, e.g. `390,490` or `2:06.20`."""
    rank: int | None = None
    """Rank, from 1; equal scores share the better rank. None where the server did not compute it."""
    created_at: datetime | None = None
    """First submission, UTC."""
    updated_at: datetime | None = None
    """Last improvement of the entry, UTC."""
