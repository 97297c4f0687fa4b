"""The parameters that many lists of V2 share, each with its type and its key."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, TypeAlias

from retroach_async import keys

Page: TypeAlias = Annotated[int, keys.PAGE]
PageSize: TypeAlias = Annotated[int, keys.PAGE_SIZE]

Ids: TypeAlias = Annotated[Sequence[int] | None, keys.filter_by_ids("id", "Only the rows with these ids.")]
GameId: TypeAlias = Annotated[int, keys.in_path("game_id", "game")]
AchievementId: TypeAlias = Annotated[int, keys.in_path("achievement_id", "achievement")]
AchievementSetId: TypeAlias = Annotated[int, keys.in_path("achievement_set_id", "achievement set")]
EventAchievementId: TypeAlias = Annotated[int, keys.in_path("event_achievement_id", "event achievement")]
EventId: TypeAlias = Annotated[int, keys.in_path("event_id", "event")]
HubId: TypeAlias = Annotated[int, keys.in_path("hub_id", "hub")]
LeaderboardId: TypeAlias = Annotated[int, keys.in_path("leaderboard_id", "leaderboard")]
SystemId: TypeAlias = Annotated[int, keys.in_path("system_id", "system")]
TicketId: TypeAlias = Annotated[int, keys.in_path("ticket_id", "ticket")]
User: TypeAlias = Annotated[str, keys.USER_PATH]
