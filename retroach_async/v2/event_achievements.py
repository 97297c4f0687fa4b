"""V2: achievements of events."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from retroach_async import keys
from retroach_async.ages import QUICK, SLOW
from retroach_async.models import Page, v2
from retroach_async.registry import Subgroup, many
from retroach_async.v2 import arguments, event_achievement_arguments
from retroach_async.v2._declare import route


class EventAchievements(Subgroup):
    """Calls about achievements of events."""

    @route("event-achievements/achievement-of-the-week", age=QUICK, rows="meta.eventAchievement")
    async def achievement_of_the_week(self) -> v2.AchievementOfTheWeek:
        """The current achievement of the week: its ids, and the days of the week.

        Raises `NotFound` when there is none, or none yet.

        https://github.com/RetroAchievements/RAWeb/blob/master/public/openapi/v2.json
        """
        ...

    @route("event-achievements", age=SLOW)
    async def list(
        self,
        *,
        id: arguments.Ids = None,
        active: event_achievement_arguments.Active = None,
        event_id: Annotated[
            Sequence[int] | None, keys.filter_by_ids("eventId", "Only achievements of these events.")
        ] = None,
        evergreen: event_achievement_arguments.Evergreen = None,
        sort: event_achievement_arguments.Sort = None,
        include: event_achievement_arguments.Include = None,
        page: arguments.Page = 1,
        page_size: arguments.PageSize = 50,
    ) -> Page[v2.EventAchievement]:
        """Promoted achievements of all events that the caller may see, the latest to begin first unless sorted.

        A row names the event and both achievements by their ids.

        https://github.com/RetroAchievements/RAWeb/blob/master/public/openapi/v2.json
        """
        ...

    @route("event-achievements/{event_achievement_id}", age=SLOW, many=many(list, "id"))
    async def get(
        self,
        event_achievement_id: arguments.EventAchievementId,
        *,
        include: event_achievement_arguments.Include = None,
    ) -> v2.EventAchievement:
        """One achievement of an event.

        Raises `NotFound` for an unknown id, and `Forbidden` for a future event, which only managers of events see.

        https://github.com/RetroAchievements/RAWeb/blob/master/public/openapi/v2.json
        """
        ...
