"""The parameters that many lists of V2 share, each with its type and its key."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, TypeAlias

from retroach_async import keys

Page: TypeAlias = Annotated[int, keys.PAGE]
PageSize: TypeAlias = Annotated[int, keys.PAGE_SIZE]

Ids: TypeAlias = Annotated[Sequence[int] | None, keys.filter_by_ids("id", "Only the rows with these ids.")]
GameId: TypeAlias = Annotated[int, keys.in_path("game_id", "game")]
AchievementSetId: TypeAlias = Annotated[int, keys.in_path("achievement_set_id", "achievement set")]
SystemId: TypeAlias = Annotated[int, keys.in_path("system_id", "system")]
