"""The parameters that the lists of set versions share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Literal, TypeAlias

from retroach_async import keys

VersionSort = Literal["id", "-id", "created_at", "-created_at", "updated_at", "-updated_at"]
"""The orders of a list of set versions; a leading minus means descending."""
VersionInclude = Literal["achievement_set", "achievement_set.games"]
"""The objects that can come with a set version."""

Ids: TypeAlias = Annotated[
    Sequence[int] | None, keys.filter_by_ids("id", "Only the rows with these ids.", repeats=True)
]
AchievementSetId: TypeAlias = Annotated[int | None, keys.filter_by_id("achievementSetId", "Only versions of this set.")]
Sort: TypeAlias = Annotated[VersionSort | Sequence[VersionSort] | None, keys.SORT]
Include: TypeAlias = Annotated[Sequence[VersionInclude] | None, keys.INCLUDE]
