"""The parameters that the lists of comments share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Literal, TypeAlias

from retroach_async import keys

CommentSort = Literal["id", "-id", "submitted_at", "-submitted_at"]
"""The orders of a list of comments; a leading minus means descending."""
CommentInclude = Literal["author"]
"""The objects that can come with a comment."""

Sort: TypeAlias = Annotated[CommentSort | Sequence[CommentSort] | None, keys.SORT]
Include: TypeAlias = Annotated[Sequence[CommentInclude] | None, keys.INCLUDE]
