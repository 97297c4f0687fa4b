"""Comments."""

from __future__ import annotations

from datetime import datetime

from attrs import frozen

from retroach_async.models._model import wire
from retroach_async.models.reference import UserReference


@frozen(kw_only=True)
class Comment(UserReference):
    """What somebody wrote under a game, an achievement or on a wall; comments have no ids."""

    date_submitted: datetime = wire("Submitted")
    """UTC."""
    text: str = wire("CommentText")
