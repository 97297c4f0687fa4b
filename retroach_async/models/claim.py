"""Claims: who works, or worked, on the achievements of which game."""

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
    """A developer's claim on a game, active or long done: this answer does not tell which."""

    game_id: int | None = None
    """None in older answers."""
    set_type: ClaimSetType
    claim_type: ClaimType
    claimed_at: Annotated[datetime, Wire("Created")]
    """UTC."""
    finished_at: Annotated[datetime, Wire("Expiration")]
    """UTC; when the claim ends or ended."""


@frozen(kw_only=True)
class Claim(Model):
    """A developer's claim on a game and what became of it."""

    id: int
    user: str | None
    """Display name; None when the account is gone."""
    user_ulid: Annotated[str | None, Wire("ULID")]
    game_id: int
    game_title: str | None
    game_icon: Image | None
    system_id: int | None
    system_name: str | None
    claim_type: ClaimType
    set_type: ClaimSetType
    status: ClaimStatus
    extensions_count: Annotated[int, Wire("Extension")]
    """How many times it was extended."""
    special_type: Annotated[ClaimSpecial, Wire("Special")]
    claimed_at: Annotated[datetime, Wire("Created")]
    """UTC."""
    finished_at: Annotated[datetime, Wire("DoneTime")]
    """UTC; when an active claim expires, else when it ended."""
    updated_at: Annotated[datetime, Wire("Updated")]
    """UTC."""
    user_is_jr_dev: bool
    """Whether the claimant is a junior developer, or no developer any more."""
    minutes_left: int
    """Minutes from the answer to `finished_at`; negative when it is past."""

    @property
    def game_url(self) -> str:
        """The game's page."""
        return page_url("game", self.game_id)
