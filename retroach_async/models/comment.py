"""Comments."""

from datetime import datetime
from typing import Annotated

from retroach_async.models._model import frozen
from retroach_async.models.marks import Wire
from retroach_async.models.reference import UserReference


@frozen(kw_only=True)
class Comment(UserReference):
    """A comment on a game, an achievement or a user's wall. Comments have no ids."""

    submitted_at: Annotated[datetime, Wire("Submitted")]
    """Moment of the comment, UTC."""
    body: Annotated[str, Wire("CommentText")]
    """Text of the comment."""
