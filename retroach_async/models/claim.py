"""Claims: the work of developers on the achievements of games."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from attrs import frozen

from retroach_async.models._model import Model
from retroach_async.models.enums import ClaimSetType, ClaimSpecial, ClaimStatus, ClaimType
from retroach_async.models.marks import Wire
from retroach_async.models.media import Image, page_url
from retroach_async.models.reference import UserReference


@frozen(kw_only=True)
class GameClaim(UserReference):
    """A developer's claim on a game. This answer does not tell active claims from ended ones."""

    game_id: int | None = None
    """Id of the game; None in older answers."""
    set_type: ClaimSetType
    claim_type: ClaimType
    claimed_at: Annotated[datetime, Wire("Created")]
    """Moment of the claim, UTC."""
    finished_at: Annotated[datetime, Wire("Expiration")]
    """End of the claim, in the future or in the past, UTC."""


@frozen(kw_only=True)
class Claim(Model):
    """A developer's claim on a game, with its status."""

    id: int
    user: str | None
    """Display name of the developer; None for a deleted account."""
    user_ulid: Annotated[str | None, Wire("ULID")]
    """ULID of the developer."""
    game_id: int
    game_title: str | None
    game_icon: Image | None
    system_id: int | None
    system_name: str | None
    claim_type: ClaimType
    set_type: ClaimSetType
    status: ClaimStatus
    extensions_count: Annotated[int, Wire("Extension")]
    """Number of extensions of the claim."""
    special_type: Annotated[ClaimSpecial, Wire("Special")]
    claimed_at: Annotated[datetime, Wire("Created")]
    """Moment of the claim, UTC."""
    finished_at: Annotated[datetime, Wire("DoneTime")]
    """UTC; for an active claim the planned end, for any other claim the end."""
    updated_at: Annotated[datetime, Wire("Updated")]
    """Last change of the claim, UTC."""
    user_is_jr_dev: bool
    """True when the claimant is a junior developer, or not a developer any more."""
    minutes_left: int
    """Minutes from the answer to the end of the claim; negative for an end in the past."""

    @property
    def game_url(self) -> str:
        """The game's page."""
        return page_url("game", self.game_id)
