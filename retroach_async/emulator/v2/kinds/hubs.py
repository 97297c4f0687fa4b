"""Hubs."""

from __future__ import annotations

from collections.abc import Sequence

from retroach_async.emulator.api_request import ApiRequest
from retroach_async.emulator.v2 import filters
from retroach_async.emulator.v2.kind import Given, Kind, Listing, Predicate, Routes, Show
from retroach_async.emulator.v2.refusals import forbidden, unknown
from retroach_async.emulator.v2.spelling import moment, picture
from retroach_async.emulator.world import Player
from retroach_async.emulator.world.games import Game
from retroach_async.emulator.world.hubs import Hub
from retroach_async.models.media import SITE

_ADMINISTRATOR = "administrator"


def _linked_from(_: ApiRequest, given: Given) -> Predicate:
    return lambda hub: any(str(parent.id) == given.texts[-1] for parent in hub.parents)


def _with_title(_: ApiRequest, given: Given) -> Predicate:
    part = given.texts[-1].casefold()
    return lambda hub: part in hub.title.casefold()


HUBS = Kind(
    type="hubs",
    attributes={
        "title": lambda _, hub: hub.title,
        "sortTitle": lambda _, hub: hub.sort_title,
        "badgeUrl": lambda _, hub: picture(hub.image),
        "hasMatureContent": lambda _, hub: hub.mature,
        "gamesCount": lambda _, hub: len(hub.games),
        "linkedHubsCount": lambda _, hub: len(hub.links),
        "isEventHub": lambda _, hub: hub.is_event,
        "createdAt": lambda _, hub: moment(hub.created),
        "updatedAt": lambda _, hub: moment(hub.updated),
    },
    elsewhere=frozenset({"games", "links"}),
    filters={"id": filters.ids(), "parentId": _linked_from, "title": _with_title},
    links={
        "webUrl": lambda hub: f"{SITE}/hub/{hub.id}",
        "forumTopic": lambda hub: f"{SITE}/forums/topic/{hub.forum_topic_id}" if hub.forum_topic_id else None,
    },
)


def _may_see(hub: Hub, me: Player) -> bool:
    return not hub.needs_role or _ADMINISTRATOR in me.roles


def hub(request: ApiRequest) -> Hub:
    """The hub in the path."""
    found = request.world.hubs.get(int(request.path["hub_id"]))
    if found is None:
        raise unknown()
    if not _may_see(found, request.me):
        raise forbidden()
    return found


def hubs(request: ApiRequest) -> Sequence[Hub]:
    """The hubs that the caller may see."""
    return [each for each in request.world.hubs.values() if _may_see(each, request.me)]


def games_of_hub(request: ApiRequest) -> Sequence[Game]:
    """The games of the hub in the path."""
    return hub(request).games


def links_of_hub(request: ApiRequest) -> Sequence[Hub]:
    """The hubs to which the hub in the path links."""
    return [each for each in hub(request).links if _may_see(each, request.me)]


KINDS = (HUBS,)
ROUTES: Routes = {
    "hubs.list": Listing("hubs", hubs),
    "hubs.get": Show("hubs", hub),
    "hubs.games": Listing("games", games_of_hub),
    "hubs.links": Listing("hubs", links_of_hub),
}
