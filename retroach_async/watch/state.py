"""The achievement of the week, by comparing what is with what was."""

from __future__ import annotations

import json
from collections.abc import Mapping

from retroach_async.errors import ConfigurationError, NotFound
from retroach_async.models import AchievementOfTheWeek, v2
from retroach_async.watch.cursor import VERSION, parsed
from retroach_async.watch.events import NewWeek
from retroach_async.watch.feed import Asker, Look, Offer

_SOON = 300.0
"""Seconds until the next look when the new week may begin any time."""
_LATE = 6 * 3600.0
"""The longest time between two looks, for a clock that is wrong."""


class Weeks:
    """The feed of the achievement of the week: one subject, `week`."""

    name = "achievement_of_the_week"
    _SUBJECT = "week"

    def __init__(self, asker: Asker) -> None:
        self._asker = asker
        self._place: int | None = None
        """Id of the place in the event that was told last; None before the first look."""
        self._source = 0
        """Id of the achievement of that week."""
        self._offered: int | None = None

    async def begin(self, saved: Mapping[str, str]) -> list[str]:
        """The one subject, with the week of an earlier run."""
        if self._SUBJECT in saved:
            content = parsed(saved[self._SUBJECT])
            place, source = content.get("place"), content.get("source")
            if not isinstance(place, int) or not isinstance(source, int):
                raise ConfigurationError("a cursor of weeks cannot be read: it was not written by a watch")
            self._place, self._source = place, source
        return [self._SUBJECT]

    async def add(self, user: str) -> str | None:
        """Refuse a user: the feed is about the whole site."""
        raise ConfigurationError(f"the feed of the week is about nobody: there is no {user} to add")

    def remove(self, user: str) -> str | None:
        """Refuse a user: the feed is about the whole site."""
        raise ConfigurationError(f"the feed of the week is about nobody: there is no {user} to remove")

    def wants(self, offer: Offer[NewWeek]) -> bool:  # noqa: ARG002  it is about nobody
        """Every event stays wanted."""
        return True

    def title(self, subject: str) -> tuple[str, str | None]:  # noqa: ARG002  there is one
        """The name of the feed."""
        return self.name, None

    def text(self, subject: str) -> str | None:  # noqa: ARG002  there is one
        """The week that was told last."""
        if self._place is None:
            return None
        return json.dumps({"v": VERSION, "place": self._place, "source": self._source}, separators=(",", ":"))

    def took(self, offer: Offer[NewWeek]) -> None:
        """Take a week as told."""
        self._place, self._source = offer.mark
        self._offered = None

    async def look(self, subject: str) -> Look[NewWeek]:
        """Ask for the week, and for its content when it is another one."""
        site = self._asker.site
        try:
            week = await self._asker.ask(site.v2.event_achievements.achievement_of_the_week)
        except NotFound:
            return Look(wait=_SOON)  # between two weeks
        wait = min(max(week.active_until.timestamp() - self._asker.clock.now(), _SOON), _LATE)
        if self._place is None:
            self._place, self._source = week.id, week.source_achievement_id
            return Look(wait=wait, is_changed=True)
        if week.id in (self._place, self._offered):
            return Look(wait=wait)
        content = await self._asker.ask(site.get_achievement_of_the_week)
        if content is None or not _is_of(content, week):
            return Look(wait=_SOON)  # the two APIs do not agree yet
        event = NewWeek(achievement=content.achievement, week=content, previous=self._source, key=f"week:{week.id}")
        self._offered = week.id
        return Look(offers=[Offer(subject, (week.id, week.source_achievement_id), event)], wait=wait)


def _is_of(content: AchievementOfTheWeek, week: v2.AchievementOfTheWeek) -> bool:
    """Tell if V1's answer is about the week that V2 named."""
    return content.achievement.id in (week.source_achievement_id, week.event_achievement_id)
