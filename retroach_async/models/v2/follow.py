"""Users who follow each other, in V2."""

from datetime import datetime
from typing import Annotated, ClassVar

from retroach_async.models._model import frozen
from retroach_async.models.marks import Wire
from retroach_async.models.resource import Maybe, Resource
from retroach_async.models.v2.user import User


@frozen(kw_only=True)
class UserFollow(Resource):
    """A follower of the caller, or a user whom the caller follows. All fields describe that other user."""

    type_name: ClassVar[str] = "user-follows"
    user = Maybe(lambda: User)
    """The other user."""

    id: int
    """Id of the record, not of the user."""
    followed_at: datetime | None = None
    """Moment when the one began to follow the other, UTC; None when unknown."""
    user_id: str | None = None
    """ULID of the other user."""
    display_name: str | None = None
    """Display name of the other user."""
    avatar_url: str | None = None
    """Address of the other user's picture."""
    points_casual: Annotated[int | None, Wire("points")] = None
    """Casual points, over all games."""
    points_hardcore: int | None = None
    """Hardcore points, over all games."""
    is_mutual: bool | None = None
    """True when both follow each other."""
