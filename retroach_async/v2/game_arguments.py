"""The parameters that the lists of games share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Literal, TypeAlias

from retroach_async import keys

GameSort = Literal[
    "id", "-id",
    "title", "-title",
    "sort_title", "-sort_title",
    "released_at", "-released_at",
    "players_total", "-players_total",
    "players_hardcore", "-players_hardcore",
    "achievements_published", "-achievements_published",
    "points_total", "-points_total",
    "points_weighted", "-points_weighted",
]  # fmt: skip
"""The orders of a list of games; a leading minus means descending."""
GameInclude = Literal["system", "achievement_sets"]
"""The objects that can come with a game."""

SystemId: TypeAlias = Annotated[int | None, keys.filter_by_id("systemId", "Only games of this system.")]
Sort: TypeAlias = Annotated[GameSort | Sequence[GameSort] | None, keys.SORT]
Include: TypeAlias = Annotated[Sequence[GameInclude] | None, keys.INCLUDE]
