"""V2: events."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Literal, TypeAlias

from retroach_async import keys
from retroach_async.ages import SLOW
from retroach_async.models import Page, v2
from retroach_async.registry import Subgroup, many
from retroach_async.v2 import arguments, event_achievement_arguments
from retroach_async.v2._declare import route

EventSort = Literal["id", "-id", "title", "-title", "sort_title", "-sort_title", "active_from", "-active_from"]
"""The orders of a list of events; a leading minus means descending."""
EventInclude = Literal["awards", "event_achievements"]
"""The objects that can come with an event."""

Include: TypeAlias = Annotated[Sequence[EventInclude] | None, keys.INCLUDE]


class Events(Subgroup):
    """Calls about events."""

    @route("events", age=SLOW)
    async def list(
        self,
        *,
        id: arguments.Ids = None,
        sort: Annotated[EventSort | Sequence[EventSort] | None, keys.SORT] = None,
        include: Include = None,
        page: arguments.Page = 1,
        page_size: arguments.PageSize = 50,
    ) -> Page[v2.Event]:
        """Events that have begun, by id unless sorted. Only managers of events see future ones.

        https://github.com/RetroAchievements/RAWeb/blob/master/public/openapi/v2.json
        """
        ...

    @route("events/{event_id}", age=SLOW, many=many(list, "id"))
    async def get(self, event_id: arguments.EventId, *, include: Include = None) -> v2.Event:
        """One event.

        Raises `NotFound` for an unknown id, and `Forbidden` for a future event, which only managers of events see.

        https://github.com/RetroAchievements/RAWeb/blob/master/public/openapi/v2.json
        """
        ...

    @route("events/{event_id}/event-achievements", age=SLOW)
    async def event_achievements(
        self,
        event_id: arguments.EventId,
        *,
        id: arguments.Ids = None,
        active: event_achievement_arguments.Active = None,
        evergreen: event_achievement_arguments.Evergreen = None,
        sort: event_achievement_arguments.Sort = None,
        include: event_achievement_arguments.Include = None,
        page: arguments.Page = 1,
        page_size: arguments.PageSize = 50,
    ) -> Page[v2.EventAchievement]:
        """The achievements of an event, the latest to begin first unless sorted.

        A row names the event and both achievements by their ids. Raises `NotFound` for an unknown id.

        https://github.com/RetroAchievements/RAWeb/blob/master/public/openapi/v2.json
        """
        ...
