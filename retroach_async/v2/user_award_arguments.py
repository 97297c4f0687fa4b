"""The parameters that the lists of awards share."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated, Literal, TypeAlias

from retroach_async import keys
from retroach_async.models import v2

UserAwardSort = Literal["id", "-id", "awarded_at", "-awarded_at", "display_order", "-display_order"]
"""The orders of a list of awards; a leading minus means descending."""
UserAwardInclude = Literal[
    "event",
    "event.awards",
    "event.event_achievements",
    "game",
    "game.system",
    "game.achievement_sets",
    "user",
    "user.last_game",
]
"""The objects that can come with an award."""

_FROM = keys.filter_by("awardedFrom", "Earliest award: a day in UTC, or a moment.")
_TO = keys.filter_by("awardedTo", "Latest award: a day in UTC, as a whole, or a moment.", not_before=_FROM)
AwardedFrom: TypeAlias = Annotated[date | datetime | None, _FROM]
AwardedTo: TypeAlias = Annotated[date | datetime | None, _TO]
EventId: TypeAlias = Annotated[int | None, keys.filter_by_id("eventId", "Only awards for this event.")]
GameId: TypeAlias = Annotated[
    int | None, keys.filter_by_id("gameId", "Only mastered, completed and beaten awards for this game.")
]
Tier: TypeAlias = Annotated[
    v2.GameAwardTier | None, keys.filter_by("gameAwardTier", "Only the best award of a user for each game.")
]
Kinds: TypeAlias = Annotated[Sequence[v2.UserAwardKind] | None, keys.filter_by("kind", "Only awards of these kinds.")]
Sort: TypeAlias = Annotated[UserAwardSort | Sequence[UserAwardSort] | None, keys.SORT]
Include: TypeAlias = Annotated[Sequence[UserAwardInclude] | None, keys.INCLUDE]
