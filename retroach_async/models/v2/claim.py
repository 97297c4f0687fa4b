"""Claims of V2: the work of developers on achievement sets."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from attrs import frozen

from retroach_async.models.v2.enums import ClaimSetType, ClaimSpecialType, ClaimStatus, ClaimType
from retroach_async.models.v2.game import Game
from retroach_async.models.v2.resource import Maybe, One, Resource
from retroach_async.models.v2.user import User


@frozen(kw_only=True)
class AchievementSetClaim(Resource):
    """A developer's claim on a game."""

    type_name: ClassVar[str] = "achievement-set-claims"
    user = Maybe(lambda: User)
    """The developer; None when unknown."""
    game = One(lambda: Game)
    """The game."""

    id: int
    claimed_at: datetime
    """Moment of the claim, UTC."""
    finished_at: datetime | None = None
    """UTC; for an active claim and one in review the planned end, for any other claim the end."""
    updated_at: datetime | None = None
    """Last change of the claim, UTC."""
    status: ClaimStatus
    claim_type: ClaimType | None = None
    set_type: ClaimSetType | None = None
    special_type: ClaimSpecialType | None = None
    extensions_count: int | None = None
    """Number of extensions of the claim."""
    minutes_left: int | None = None
    """Minutes from the answer to `finished_at`; negative for an end in the past."""
    user_id: str | None = None
    """ULID of the developer."""
    user_display_name: str | None = None
    """Display name of the developer."""
    game_id: int
    """Id of the game."""
    game_title: str | None = None
    game_icon_url: str | None = None
    """Address of the game's icon."""
    system_id: int | None = None
    """Id of the game's system."""
    system_name: str | None = None
