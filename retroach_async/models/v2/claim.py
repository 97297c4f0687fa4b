"""Claims of V2: the work of developers on achievement sets."""

from datetime import datetime
from typing import ClassVar

from retroach_async.models._model import frozen
from retroach_async.models.resource import Maybe, One, Resource
from retroach_async.models.v2.enums import ClaimSetType, ClaimSpecialType, ClaimStatus, ClaimType
from retroach_async.models.v2.game import Game
from retroach_async.models.v2.user import User


@frozen(kw_only=True)
class AchievementSetClaim(Resource):
    """A developer's claim on a game."""

    type_name: ClassVar[str] = "achievement-set-claims"
    user = Maybe(lambda: User)
    """The developer who made the claim; None when unknown."""
    game = One(lambda: Game)
    """The game on which the claim is."""

    id: int
    """Id of the claim itself, not of the game."""
    claimed_at: datetime
    """Moment of the claim, UTC."""
    finished_at: datetime | None = None
    """UTC; for an active claim and one in review the planned end, for any other claim the end."""
    updated_at: datetime | None = None
    """Last change of the claim, UTC."""
    status: ClaimStatus
    """State of the claim: active, in review, complete or dropped."""
    claim_type: ClaimType | None = None
    """Role of the developer: the main developer, or one who helps."""
    set_type: ClaimSetType | None = None
    """Purpose of the claim: a new set, or the revision of a set."""
    special_type: ClaimSpecialType | None = None
    """Reason why the claim does not count like others; `ClaimSpecialType.NONE` for a usual claim."""
    extensions_count: int | None = None
    """Number of extensions of the claim."""
    minutes_left: int | None = None
    """Minutes from the answer to `finished_at`; negative for an end in the past."""
    user_id: str | None = None
    """ULID of the developer."""
    user_display_name: str | None = None
    """Display name of the developer."""
    game_id: int
    """Id of the game, as in the address of its page."""
    game_title: str | None = None
    """Title of the game, with the site's marks, e.g. `~Hack~` or `[Subset - Bonus]`."""
    game_icon_url: str | None = None
    """Address of the game's icon."""
    system_id: int | None = None
    """Id of the system, the same in V1 and V2."""
    system_name: str | None = None
    """Name of the system, e.g. `Genesis/Mega Drive`."""
