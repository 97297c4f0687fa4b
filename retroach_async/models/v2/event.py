"""Events and their achievements, which refer to each other, and the achievement of the week."""

from datetime import datetime
from typing import Annotated, ClassVar

from retroach_async.models._model import Model, frozen
from retroach_async.models.marks import Address, LinkedId, NeverAlone, Wire
from retroach_async.models.resource import Many, Maybe, One, Resource
from retroach_async.models.v2.achievement import Achievement
from retroach_async.models.v2.enums import EventState


@frozen(kw_only=True)
class EventAward(Resource):
    """A tier of an event: an award for a number of points."""

    type_name: ClassVar[str] = "event-awards"

    id: int
    """Id of the tier itself."""
    tier_index: int
    """Position of the tier, from 1; a higher tier needs more points."""
    label: str
    """Name of the tier, e.g. `Gold`."""
    points_required: int | None = None
    """Points from the event's achievements that the tier needs."""
    badge_url: str | None = None
    """Address of the tier's picture."""


@frozen(kw_only=True)
class Event(Resource):
    """An event of the site, such as a year of achievements of the week."""

    type_name: ClassVar[str] = "events"
    awards = Many(lambda: EventAward)
    """The tiers of the event."""
    event_achievements = Many(lambda: EventAchievement)
    """The achievements of the event, as copies with the event's points."""

    id: int
    """Id of the event, for `v2.events.get`."""
    title: str
    """Title of the event."""
    sort_title: str | None = None
    """The title for sorting."""
    badge_url: str | None = None
    """Address of the event's picture."""
    state: EventState | None = None
    """State of the event."""
    players_total: int | None = None
    """Number of players with any progress."""
    achievements_published: int | None = None
    """Number of promoted achievements of the event."""
    active_from: datetime | None = None
    """Midnight before the first day, UTC."""
    active_through: datetime | None = None
    """Midnight before the last day, UTC, which belongs to the event; None for an event without an end."""


@frozen(kw_only=True)
class EventAchievement(Resource):
    """An achievement of an event: a copy, which players unlock by unlocking the source achievement in time."""

    type_name: ClassVar[str] = "event-achievements"
    event = One(lambda: Event)
    """The event to which the achievement belongs."""
    source_achievement = Maybe(lambda: Achievement)
    """The achievement of a game that players unlock; None while it is not set."""
    event_achievement = One(lambda: Achievement)
    """The event's copy of it."""

    id: int
    """Id of the place in the event, not of an achievement."""
    event_id: Annotated[int | None, LinkedId("event")] = None
    """Id of the event, for `v2.events.get`."""
    source_achievement_id: Annotated[int | None, LinkedId("sourceAchievement")] = None
    """Id of the achievement of a game that players unlock; None while it is not set."""
    event_achievement_id: Annotated[int | None, LinkedId("eventAchievement")] = None
    """Id of the event's copy."""
    active_from: datetime | None = None
    """Midnight at which the time to unlock begins, UTC."""
    active_until: datetime | None = None
    """Midnight at which it has ended, UTC; None for an achievement without an end."""
    decorator: str | None = None
    """A label, e.g. `Week 34`; None without one."""
    achievement_title: Annotated[str, NeverAlone()]
    """Title, as players see it."""
    achievement_description: Annotated[str | None, NeverAlone()] = None
    """Description, as players see it."""
    achievement_points: Annotated[int | None, NeverAlone()] = None
    """Points of the event's copy, not of the source achievement."""
    achievement_badge_url: Annotated[str | None, NeverAlone()] = None
    """Address of the badge."""
    achievement_badge_locked_url: Annotated[str | None, NeverAlone()] = None
    """Address of the badge for players without an unlock."""
    event_title: Annotated[str | None, NeverAlone()] = None
    """Title of the event to which the achievement belongs."""
    event_badge_url: Annotated[str | None, NeverAlone()] = None
    """Address of the event's picture."""
    web_url: Annotated[str | None, Address()] = None
    """Address of the page of the event's copy."""


@frozen(kw_only=True)
class AchievementOfTheWeek(Model):
    """The achievement of the week. It has ids only; `v2.achievements.get` has the rest."""

    id: int
    """Id of the place in the event, for `v2.event_achievements.get`."""
    event_achievement_id: Annotated[int | None, Wire("achievementId")] = None
    """Id of the event's copy."""
    source_achievement_id: int
    """Id of the achievement of a game that players unlock."""
    event_id: int | None = None
    """Id of the event, for `v2.events.get`."""
    active_from: datetime
    """Midnight at which the week begins, UTC."""
    active_until: datetime
    """Midnight at which the week has ended, UTC."""
    active_through: datetime | None = None
    """Midnight before the last day of the week, UTC."""
    decorator: str | None = None
    """A label, e.g. `Week 34`; None without one."""
