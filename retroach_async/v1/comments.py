"""V1: comments."""

from __future__ import annotations

from typing import Annotated, Literal

from retroach_async import keys
from retroach_async.models import Comment, CommentKind, Page
from retroach_async.registry import Group
from retroach_async.v1._declare import route


class CommentEndpoints(Group):
    """Comments."""

    @route("API_GetComments.php")
    async def get_comments(
        self,
        identifier: Annotated[str, keys.COMMENTED],
        *,
        kind: Annotated[CommentKind | None, keys.COMMENT_KIND] = None,
        count: Annotated[int, keys.COUNT.upto(500)] = 100,
        offset: Annotated[int, keys.OFFSET] = 0,
        sort: Annotated[Literal["submitted", "-submitted"], keys.COMMENT_ORDER] = "submitted",
    ) -> Page[Comment]:
        """Comments on a game, an achievement or a user's wall, oldest first unless `sort` is `-submitted`.

        `identifier` is the text of an id, with the `kind` that says of what, or a user's name or
        ULID. Give the ULID of a user whose name is all digits: the server takes the name for an id.

        Raises `NotFound` for an unknown user and for a closed wall, `InvalidRequest` for a number
        without a `kind`. An unknown game or achievement gives an empty page.

        https://api-docs.retroachievements.org/v1/get-comments.html
        """
        ...
