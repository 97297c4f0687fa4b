"""Comments."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from attrs import frozen

from retroach_async.models.marks import Wire
from retroach_async.models.reference import UserReference


@frozen(kw_only=True)
class Comment(UserReference):
    """What somebody wrote under a game, an achievement or on a wall; comments have no ids."""

    submitted_at: Annotated[datetime, Wire("Submitted")]
    """UTC."""
    body: Annotated[str, Wire("CommentText")]
