"""V2: achievement sets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Literal

from retroach_async import keys
from retroach_async.ages import SLOW
from retroach_async.models import Page, v2
from retroach_async.registry import Subgroup
from retroach_async.v2 import arguments, version_arguments
from retroach_async.v2._declare import route

AchievementSetInclude = Literal["games"]
"""The objects that can come with a set."""


class AchievementSets(Subgroup):
    """Calls about achievement sets."""

    @route("achievement-sets/{achievement_set_id}", age=SLOW)
    async def get(
        self,
        achievement_set_id: arguments.AchievementSetId,
        *,
        include: Annotated[Sequence[AchievementSetInclude] | None, keys.INCLUDE] = None,
    ) -> v2.AchievementSet:
        """One achievement set.

        Raises `NotFound` for an unknown id.

        https://github.com/RetroAchievements/RAWeb/blob/master/public/openapi/v2.json
        """
        ...

    @route("achievement-sets/{achievement_set_id}/achievement-set-versions", age=SLOW)
    async def achievement_set_versions(
        self,
        achievement_set_id: arguments.AchievementSetId,
        *,
        id: version_arguments.Ids = None,
        sort: version_arguments.Sort = None,
        include: version_arguments.Include = None,
        page: arguments.Page = 1,
        page_size: arguments.PageSize = 50,
    ) -> Page[v2.AchievementSetVersion]:
        """The versions of an achievement set, newest first by default.

        Raises `NotFound` for an unknown id.

        https://github.com/RetroAchievements/RAWeb/blob/master/public/openapi/v2.json
        """
        ...
