"""Comments of V2."""

from datetime import datetime
from typing import ClassVar

from retroach_async.models._model import frozen
from retroach_async.models.resource import One, Resource
from retroach_async.models.v2.user import User


@frozen(kw_only=True)
class Comment(Resource):
    """A comment on a game, an achievement or a user's wall."""

    type_name: ClassVar[str] = "comments"
    author = One(lambda: User)
    """The user who wrote the comment."""

    id: int
    """Id of the comment itself."""
    body: str
    """Text of the comment."""
    author_id: str | None = None
    """ULID of the author."""
    author_display_name: str | None = None
    """Display name of the user who wrote the comment."""
    author_avatar_url: str | None = None
    """Address of the author's picture."""
    permalink: str | None = None
    """Address of the comment on the site."""
    submitted_at: datetime
    """Moment of the comment, UTC."""
