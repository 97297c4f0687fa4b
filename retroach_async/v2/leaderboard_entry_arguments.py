"""The parameters that the lists of leaderboard entries share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Literal, TypeAlias

from retroach_async import keys

LeaderboardEntrySort = Literal["id", "-id", "score", "-score", "created_at", "-created_at", "updated_at", "-updated_at"]
"""The orders of a list of leaderboard entries; a leading minus means descending."""
LeaderboardEntryInclude = Literal["leaderboard", "leaderboard.games", "user"]
"""The objects that can come with a leaderboard entry."""

GameIds: TypeAlias = Annotated[
    Sequence[int] | None, keys.filter_by_ids("gameId", "Only entries on leaderboards of these games.")
]
MaxRank: TypeAlias = Annotated[
    int | None,
    keys.Key("filter[maxRank]", "Only entries of this rank or a better one.", least=1, most=keys.LARGEST_ID),
]
Sort: TypeAlias = Annotated[LeaderboardEntrySort | Sequence[LeaderboardEntrySort] | None, keys.SORT]
Include: TypeAlias = Annotated[Sequence[LeaderboardEntryInclude] | None, keys.INCLUDE]
