"""V2: hubs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Literal, TypeAlias

from retroach_async import keys
from retroach_async.ages import LASTING
from retroach_async.models import Page, v2
from retroach_async.registry import Subgroup, many
from retroach_async.v2 import arguments, game_arguments
from retroach_async.v2._declare import route

HubSort = Literal[
    "id", "-id",
    "title", "-title",
    "sort_title", "-sort_title",
    "created_at", "-created_at",
    "updated_at", "-updated_at",
    "games_count", "-games_count",
    "linked_hubs_count", "-linked_hubs_count",
]  # fmt: skip
"""The orders of a list of hubs; a leading minus means descending."""

ParentId: TypeAlias = Annotated[int | None, keys.filter_by_id("parentId", "Only hubs to which this hub links.")]
Title: TypeAlias = Annotated[str | None, keys.filter_by_text("title", "Only hubs with this text in their title.")]
Sort: TypeAlias = Annotated[HubSort | Sequence[HubSort] | None, keys.SORT]


class Hubs(Subgroup):
    """Calls about hubs."""

    @route("hubs", age=LASTING)
    async def list(
        self,
        *,
        id: arguments.Ids = None,
        parent_id: ParentId = None,
        title: Title = None,
        sort: Sort = None,
        page: arguments.Page = 1,
        page_size: arguments.PageSize = 50,
    ) -> Page[v2.Hub]:
        """Hubs, without the sets of similar games.

        https://github.com/RetroAchievements/RAWeb/blob/master/public/openapi/v2.json
        """
        ...

    @route("hubs/{hub_id}", age=LASTING, many=many(list, "id"))
    async def get(self, hub_id: arguments.HubId) -> v2.Hub:
        """One hub.

        Raises `NotFound` for an unknown id, and `Forbidden` for a hub that only some roles may see.

        https://github.com/RetroAchievements/RAWeb/blob/master/public/openapi/v2.json
        """
        ...

    @route("hubs/{hub_id}/games", age=LASTING)
    async def games(
        self,
        hub_id: arguments.HubId,
        *,
        id: arguments.Ids = None,
        system_id: game_arguments.SystemId = None,
        sort: game_arguments.Sort = None,
        include: game_arguments.Include = None,
        page: arguments.Page = 1,
        page_size: arguments.PageSize = 50,
    ) -> Page[v2.Game]:
        """The games of a hub.

        Raises `NotFound` for an unknown id, and `Forbidden` for a hub that only some roles may see.

        https://github.com/RetroAchievements/RAWeb/blob/master/public/openapi/v2.json
        """
        ...

    @route("hubs/{hub_id}/links", age=LASTING)
    async def links(
        self,
        hub_id: arguments.HubId,
        *,
        id: arguments.Ids = None,
        parent_id: ParentId = None,
        title: Title = None,
        sort: Sort = None,
        page: arguments.Page = 1,
        page_size: arguments.PageSize = 50,
    ) -> Page[v2.Hub]:
        """The hubs to which a hub links.

        Raises `NotFound` for an unknown id, and `Forbidden` for a hub that only some roles may see.

        https://github.com/RetroAchievements/RAWeb/blob/master/public/openapi/v2.json
        """
        ...
