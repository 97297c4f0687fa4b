"""The parameters that the lists of unlocks share."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated, Literal, TypeAlias

from retroach_async import keys

PlayerAchievementSort = Literal[
    "id", "-id", "unlocked_at", "-unlocked_at", "unlocked_hardcore_at", "-unlocked_hardcore_at"
]
"""The orders of a list of unlocks; a leading minus means descending."""

AchievementSetId: TypeAlias = Annotated[
    int | None, keys.filter_by_id("achievementSetId", "Only unlocks of achievements in this set.")
]
GameId: TypeAlias = Annotated[int | None, keys.filter_by_id("gameId", "Only unlocks of achievements of this game.")]
_FROM = keys.filter_by("unlockedFrom", "Earliest first unlock: a day in UTC, or a moment.")
_TO = keys.filter_by("unlockedTo", "Latest first unlock: a day in UTC, as a whole, or a moment.", not_before=_FROM)
UnlockedFrom: TypeAlias = Annotated[date | datetime | None, _FROM]
UnlockedTo: TypeAlias = Annotated[date | datetime | None, _TO]
Sort: TypeAlias = Annotated[PlayerAchievementSort | Sequence[PlayerAchievementSort] | None, keys.SORT]
