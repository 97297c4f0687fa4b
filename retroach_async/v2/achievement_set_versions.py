"""V2: the versions of achievement sets."""

from __future__ import annotations

from retroach_async.ages import SLOW
from retroach_async.models import Page, v2
from retroach_async.registry import Subgroup
from retroach_async.v2 import arguments, version_arguments
from retroach_async.v2._declare import route


class AchievementSetVersions(Subgroup):
    """Calls about the versions of achievement sets."""

    @route("achievement-set-versions", age=SLOW)
    async def list(
        self,
        *,
        id: version_arguments.Ids = None,
        achievement_set_id: version_arguments.AchievementSetId = None,
        sort: version_arguments.Sort = None,
        include: version_arguments.Include = None,
        page: arguments.Page = 1,
        page_size: arguments.PageSize = 50,
    ) -> Page[v2.AchievementSetVersion]:
        """The versions of achievement sets, newest first by default.

        https://github.com/RetroAchievements/RAWeb/blob/master/public/openapi/v2.json
        """
        ...
