"""Claims: the work of developers on the achievements of games."""

from datetime import datetime
from typing import Annotated

from retroach_async.models._model import Model, frozen
from retroach_async.models.enums import ClaimSetType, ClaimSpecial, ClaimStatus, ClaimType
from retroach_async.models.marks import Wire
from retroach_async.models.media import HasGameIcon, Image, page_url
from retroach_async.models.reference import UserReference


@frozen(kw_only=True)
class GameClaim(UserReference):
    """A developer's claim on a game. This answer does not tell active claims from ended ones."""

    game_id: int | None = None
    """Id of the game, as in the address of its page; None in older answers."""
    set_type: ClaimSetType | None = None
    """Purpose of the claim: a new set, or the revision of a set."""
    claim_type: ClaimType | None = None
    """Role of the developer: the main developer, or one who helps."""
    claimed_at: Annotated[datetime, Wire("Created")]
    """Moment of the claim, UTC."""
    finished_at: Annotated[datetime | None, Wire("Expiration")] = None
    """End of the claim, in the future or in the past, UTC."""


@frozen(kw_only=True)
class Claim(Model, HasGameIcon):
    """A developer's claim on a game, with its status."""

    id: int
    """Id of the claim itself, not of the game."""
    user: str | None = None
    """Display name of the developer; None for a deleted account."""
    user_ulid: Annotated[str | None, Wire("ULID")] = None
    """ULID of the developer."""
    game_id: int
    """Id of the game, as in the address of its page."""
    game_title: str | None = None
    """Title of the game, with the site's marks, e.g. `~Hack~` or `[Subset - Bonus]`."""
    game_icon: Image | None = None
    system_id: int | None = None
    """Id of the system, the same in V1 and V2."""
    system_name: str | None = None
    """Name of the system, e.g. `Genesis/Mega Drive`."""
    claim_type: ClaimType | None = None
    """Role of the developer: the main developer, or one who helps."""
    set_type: ClaimSetType | None = None
    """Purpose of the claim: a new set, or the revision of a set."""
    status: ClaimStatus | None = None
    """State of the claim: active, in review, complete or dropped."""
    extensions_count: Annotated[int | None, Wire("Extension")] = None
    """Number of extensions of the claim."""
    special_type: Annotated[ClaimSpecial | None, Wire("Special")] = None
    """Reason why the claim does not count like others; `ClaimSpecial.NONE` for a usual claim."""
    claimed_at: Annotated[datetime, Wire("Created")]
    """Moment of the claim, UTC."""
    finished_at: Annotated[datetime | None, Wire("DoneTime")] = None
    """UTC; for an active claim the planned end, for any other claim the end."""
    updated_at: Annotated[datetime | None, Wire("Updated")] = None
    """Last change of the claim, UTC."""
    user_is_jr_dev: bool | None = None
    """True when the claimant is a junior developer, or not a developer any more."""
    minutes_left: int | None = None
    """Minutes from the answer to the end of the claim; negative for an end in the past."""

    @property
    def game_url(self) -> str:
        """The game's page."""
        return page_url("game", self.game_id)
