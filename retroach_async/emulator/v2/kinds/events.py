"""Events, their tiers and achievements."""

from __future__ import annotations

from collections.abc import Sequence

from retroach_async.emulator.api_request import ApiRequest
from retroach_async.emulator.v2 import filters
from retroach_async.emulator.v2.kind import Kind, Listing, Routes, Show, many, one
from retroach_async.emulator.v2.kinds.achievements import badge, locked_badge
from retroach_async.emulator.v2.refusals import forbidden, unknown
from retroach_async.emulator.v2.spelling import moment_or_none, picture
from retroach_async.emulator.world import Player
from retroach_async.emulator.world.events import EventAchievement, SiteEvent
from retroach_async.models.media import SITE

_MANAGER = "event-manager"

# Events


def released(event: SiteEvent) -> Sequence[EventAchievement]:
    """The promoted achievements of an event."""
    return [each for each in event.achievements if each.promoted]


def is_visible(event: SiteEvent, me: Player) -> bool:
    """True for an event that a user may see: future ones only for those who manage events."""
    return not event.is_future or _MANAGER in me.roles


EVENTS = Kind(
    type="events",
    attributes={
        "title": lambda _, event: event.title,
        "sortTitle": lambda _, event: event.sort_title,
        "badgeUrl": lambda _, event: picture(event.image),
        "state": lambda _, event: event.state,
        "playersTotal": lambda _, event: event.players,
        "achievementsPublished": lambda _, event: len(released(event)),
        "activeFrom": lambda _, event: moment_or_none(event.active_from),
        "activeThrough": lambda _, event: moment_or_none(event.active_through),
    },
    relations={
        "awards": many("event-awards", lambda _, event: event.tiers),
        "eventAchievements": many("event-achievements", lambda _, event: released(event)),
    },
    filters={"id": filters.ids()},
)


def event(request: ApiRequest) -> SiteEvent:
    """The event in the path."""
    found = request.world.events.get(int(request.path["event_id"]))
    if found is None:
        raise unknown()
    if not is_visible(found, request.me):
        raise forbidden()
    return found


def events(request: ApiRequest) -> Sequence[SiteEvent]:
    """The events that the caller may see."""
    return [each for each in request.world.events.values() if is_visible(each, request.me)]


EVENT_AWARDS = Kind(
    type="event-awards",
    attributes={
        "tierIndex": lambda _, tier: tier.index,
        "label": lambda _, tier: tier.label,
        "pointsRequired": lambda _, tier: tier.points,
        "badgeUrl": lambda _, tier: picture(tier.image),
    },
    elsewhere=frozenset({"event"}),
    has_page=False,
)

# Achievements of events

EVENT_ACHIEVEMENTS = Kind(
    type="event-achievements",
    attributes={
        "activeFrom": lambda _, row: moment_or_none(row.active_from),
        "activeUntil": lambda _, row: moment_or_none(row.active_until),
        "decorator": lambda _, row: row.decorator,
        "achievementTitle": lambda _, row: row.copy.title,
        "achievementDescription": lambda _, row: row.copy.description,
        "achievementPoints": lambda _, row: row.copy.points,
        "achievementBadgeUrl": lambda _, row: badge(row.copy),
        "achievementBadgeLockedUrl": lambda _, row: locked_badge(row.copy),
        "eventTitle": lambda _, row: row.event.title,
        "eventBadgeUrl": lambda _, row: picture(row.event.image),
    },
    unnamed=frozenset(
        {
            "achievementTitle", "achievementDescription", "achievementPoints", "achievementBadgeUrl",
            "achievementBadgeLockedUrl", "eventTitle", "eventBadgeUrl",
        }
    ),
    relations={
        "event": one("events", lambda _, row: row.event),
        "sourceAchievement": one("achievements", lambda _, row: row.source),
        "eventAchievement": one("achievements", lambda _, row: row.copy),
    },
    always=frozenset({"event", "sourceAchievement", "eventAchievement"}),
    filters={
        "id": filters.ids(),
        "active": filters.strict_flag(lambda request, row: row.is_active(request.world.now)),
        "eventId": filters.ids(lambda _, row: row.event.id, bad="Invalid event id"),
        "evergreen": filters.strict_flag(lambda _, row: row.active_until is None),
    },
    order="-activeFrom",
    links={"webUrl": lambda row: f"{SITE}/achievement/{row.copy.id}"},
)  # fmt: skip


def event_achievement(request: ApiRequest) -> EventAchievement:
    """The achievement of an event in the path."""
    found = request.world.event_achievements.get(int(request.path["event_achievement_id"]))
    if found is None:
        raise unknown()
    if not is_visible(found.event, request.me):
        raise forbidden()
    return found


def event_achievements(request: ApiRequest) -> Sequence[EventAchievement]:
    """The promoted achievements of the events that the caller may see."""
    return [each for event in events(request) for each in released(event)]


def achievements_of_event(request: ApiRequest) -> Sequence[EventAchievement]:
    """The promoted achievements of the event in the path."""
    return released(event(request))


KINDS = (EVENTS, EVENT_AWARDS, EVENT_ACHIEVEMENTS)
ROUTES: Routes = {
    "event_achievements.list": Listing("event-achievements", event_achievements),
    "event_achievements.get": Show("event-achievements", event_achievement),
    "events.list": Listing("events", events),
    "events.get": Show("events", event),
    "events.event_achievements": Listing("event-achievements", achievements_of_event, repeats="eventId"),
}
