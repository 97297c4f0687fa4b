"""The parameters that the lists of event achievements share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Literal, TypeAlias

from retroach_async import keys

EventAchievementSort = Literal["id", "-id", "active_from", "-active_from", "active_until", "-active_until"]
"""The orders of a list of event achievements; a leading minus means descending."""
EventAchievementInclude = Literal["event", "source_achievement", "event_achievement"]
"""The objects that can come with an event achievement."""

Active: TypeAlias = Annotated[
    bool | None, keys.filter_by("active", "Only achievements whose time to unlock is now, or is not now.")
]
Evergreen: TypeAlias = Annotated[
    bool | None, keys.filter_by("evergreen", "Only achievements whose time to unlock has no end, or has one.")
]
Sort: TypeAlias = Annotated[EventAchievementSort | Sequence[EventAchievementSort] | None, keys.SORT]
Include: TypeAlias = Annotated[Sequence[EventAchievementInclude] | None, keys.INCLUDE]
