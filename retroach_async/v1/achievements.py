"""V1: achievements."""

from __future__ import annotations

from typing import Annotated

from retroach_async import keys, models
from retroach_async.registry import Group
from retroach_async.v1._declare import route


class AchievementEndpoints(Group):
    """Calls about one achievement."""

    @route("API_GetAchievementUnlocks.php")
    async def get_achievement_unlocks(
        self,
        achievement_id: Annotated[int, keys.ACHIEVEMENT],
        *,
        count: Annotated[int, keys.COUNT.upto(500)] = 50,
        offset: Annotated[int, keys.OFFSET] = 0,
    ) -> models.AchievementUnlocks:
        """The unlocks of an achievement with their users, newest first, and the number of unlocks.

        The total also counts users whom the server leaves out of the rows. Raises `NotFound` for an
        unknown id.

        https://api-docs.retroachievements.org/v1/get-achievement-unlocks.html
        """
        ...
