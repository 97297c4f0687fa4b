"""Comments."""

from __future__ import annotations

from datetime import datetime

from attrs import frozen

from retroach_async.models._model import wire
from retroach_async.models.reference import UserReference


@frozen(kw_only=True)
class Comment(UserReference):
    """A comment on a game, an achievement or a user's wall. Comments have no ids."""

    date_submitted: datetime = wire("Submitted")
    """Moment of the comment, UTC."""
    text: str = wire("CommentText")
