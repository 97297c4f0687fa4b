"""Users of V2."""

from datetime import datetime
from typing import Annotated, ClassVar

from retroach_async.models._model import Model, frozen
from retroach_async.models.marks import Address, FromMeta, Wire
from retroach_async.models.page import Page
from retroach_async.models.resource import Maybe, Resource
from retroach_async.models.v2.game import Game


@frozen(kw_only=True)
class RankedUsers(Model):
    """The number of users with a rank on the site, in each mode; 0 when the server does not know it."""

    hardcore: int
    """Number of users with a hardcore rank."""
    casual: int
    """Number of users with a casual rank."""


@frozen(kw_only=True)
class User(Resource):
    """A user as V2 describes them."""

    type_name: ClassVar[str] = "users"
    last_game = Maybe(lambda: Game)
    """The game that the user played last; None for a user who never played."""

    id: str
    """ULID of the user: unlike the name, it never changes."""
    display_name: str
    """Display name; users can change their name, but never their ULID."""
    avatar_url: str | None = None
    """Address of the user's picture."""
    motto: str | None = None
    """The user's motto; empty without one."""
    points_casual: Annotated[int | None, Wire("points")] = None
    """Casual points, over all games."""
    points_hardcore: int
    """Hardcore points, over all games."""
    points_weighted: int | None = None
    """RetroPoints: hardcore points weighted by rarity, over all games."""
    rank_hardcore: int | None = None
    """Rank on the site by hardcore points, from 1; None for an unranked user and for a user without a rank yet."""
    rank_casual: int | None = None
    """Rank on the site by casual points, from 1; None for an unranked user and for a user without a rank yet."""
    yield_unlocks: int | None = None
    """Number of unlocks by other players of this user's achievements."""
    yield_points: int | None = None
    """Points of other players from this user's achievements."""
    joined_at: datetime | None = None
    """Registration, UTC; None for a deleted account."""
    last_activity_at: datetime | None = None
    """Moment when the user was last active on the site, UTC."""
    deleted_at: datetime | None = None
    """Deletion of the account, UTC; None for an account that exists."""
    is_unranked: bool | None = None
    """True when rankings and counts leave the user out."""
    is_user_wall_active: bool | None = None
    """True when other users may comment on the user's page."""
    rich_presence: str | None = None
    """The user's latest activity in a game, as text (rich presence); None when unknown."""
    rich_presence_updated_at: datetime | None = None
    """Moment when the user was last seen playing, UTC."""
    visible_role: str | None = None
    """The role that the user shows on their page, e.g. `developer`; None without one."""
    displayable_roles: tuple[str, ...] = ()
    """All roles that the user could show on their page."""
    web_url: Annotated[str | None, Address()] = None
    """Address of the user's page."""
    ranked_users: Annotated[RankedUsers | None, FromMeta("rankedUsers")] = None
    """The users with a rank; only `v2.users.get` tells it, and `v2.users.list` tells it beside the rows."""


@frozen(kw_only=True)
class UserPage(Page[User]):
    """Some rows of the list of users, with the number of users who have a rank."""

    results: tuple[User, ...]
    """The users of this page."""
    ranked_users: RankedUsers | None = None
    """The users with a rank on the site, whatever the filters."""
