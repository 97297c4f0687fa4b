"""V1: comments."""

from __future__ import annotations

from typing import Annotated, Literal

from retroach_async import keys, models
from retroach_async.models import CommentKind
from retroach_async.registry import Group
from retroach_async.v1._declare import route


class CommentEndpoints(Group):
    """Comments."""

    @route("API_GetComments.php")
    async def get_comments(
        self,
        identifier: Annotated[int | str, keys.COMMENTED],
        *,
        kind: Annotated[CommentKind | None, keys.COMMENT_KIND] = None,
        count: Annotated[int, keys.COUNT.upto(500)] = 100,
        offset: Annotated[int, keys.OFFSET] = 0,
        sort: Annotated[Literal["submitted", "-submitted"], keys.COMMENT_ORDER] = "submitted",
    ) -> models.Page[models.Comment]:
        """Comments on a game, an achievement or a user's wall, oldest first unless `sort` is `-submitted`.

        `identifier` is the id of a game or an achievement, together with its `kind`, or a user's name or
        ULID. For a user whose name is all digits give the ULID: the server takes such a name for an id.

        Raises `NotFound` for an unknown user and for a closed wall, `InvalidRequest` for a number
        without a `kind`. Returns an empty page for an unknown game or achievement.

        https://api-docs.retroachievements.org/v1/get-comments.html
        """
        ...
