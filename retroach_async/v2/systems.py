"""V2: systems."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Literal

from retroach_async import keys
from retroach_async.ages import LASTING
from retroach_async.models import Page, v2
from retroach_async.registry import Subgroup, many
from retroach_async.v2 import arguments
from retroach_async.v2._declare import route

SystemSort = Literal["id", "-id", "name", "-name", "name_full", "-name_full", "name_short", "-name_short"]
"""The orders of a list of systems; a leading minus means descending."""


class Systems(Subgroup):
    """Calls about systems."""

    @route("systems", age=LASTING)
    async def list(
        self,
        *,
        id: arguments.Ids = None,
        active: Annotated[bool | None, keys.filter_by("active", "Only systems that are, or are not, active.")] = None,
        sort: Annotated[SystemSort | Sequence[SystemSort] | None, keys.SORT] = None,
        page: arguments.Page = 1,
        page_size: arguments.PageSize = 50,
    ) -> Page[v2.System]:
        """Systems, without those of hubs and events.

        https://github.com/RetroAchievements/RAWeb/blob/master/public/openapi/v2.json
        """
        ...

    @route("systems/{system_id}", age=LASTING, many=many(list, "id"))
    async def get(self, system_id: arguments.SystemId) -> v2.System:
        """One system.

        Raises `NotFound` for an unknown id.

        https://github.com/RetroAchievements/RAWeb/blob/master/public/openapi/v2.json
        """
        ...
