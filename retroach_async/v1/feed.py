"""V1: the whole site."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Annotated

from retroach_async import keys, models
from retroach_async.ages import QUICK
from retroach_async.models import AwardKind, ClaimKind
from retroach_async.registry import Group
from retroach_async.v1._declare import route


class FeedEndpoints(Group):
    """Calls about the whole site: claims, awards, the best users and the achievement of the week."""

    @route("API_GetAchievementOfTheWeek.php", age=QUICK)
    async def get_achievement_of_the_week(self) -> models.AchievementOfTheWeek | None:
        """The achievement of the week with its latest unlocks; None when there is none at the moment.

        The answer holds at most 500 unlocks, and its count is at most 500 as well.

        https://api-docs.retroachievements.org/v1/get-achievement-of-the-week.html
        """
        ...

    @route("API_GetActiveClaims.php", age=QUICK)
    async def get_active_claims(self) -> tuple[models.Claim, ...]:
        """All active and in-review claims, newest first.

        An overdue claim stays in the list until somebody closes it; its `minutes_left` is negative.

        https://api-docs.retroachievements.org/v1/get-active-claims.html
        """
        ...

    @route("API_GetClaims.php", age=QUICK)
    async def get_claims(
        self, *, kind: Annotated[ClaimKind, keys.CLAIM_KIND] = ClaimKind.COMPLETED
    ) -> tuple[models.Claim, ...]:
        """Completed, dropped or expired claims, newest first.

        The server looks at the newest 1000 claims only and has no pages. Of the completed claims it
        returns the primary ones only.

        https://api-docs.retroachievements.org/v1/get-claims.html
        """
        ...

    @route("API_GetRecentGameAwards.php")
    async def get_recent_game_awards(
        self,
        *,
        date: Annotated[date | None, keys.UP_TO_DAY] = None,
        offset: Annotated[int, keys.OFFSET] = 0,
        count: Annotated[int, keys.COUNT.upto(100)] = 25,
        kinds: Annotated[Collection[AwardKind] | None, keys.AWARD_KINDS] = None,
    ) -> models.Page[models.RecentGameAward]:
        """Awards for games that users of the whole site earned, newest first.

        `date` is the latest day (UTC); the list goes backwards from there, although the site's
        documentation calls it the first day. Raises `InvalidRequest` for a day in the future. The rows
        of deleted users are missing, so a short page is not always the last page.

        https://api-docs.retroachievements.org/v1/get-recent-game-awards.html
        """
        ...

    @route("API_GetTopTenUsers.php", age=QUICK)
    async def get_top_ten_users(self) -> tuple[models.TopUser, ...]:
        """The ten users with the most hardcore points, best first.

        https://api-docs.retroachievements.org/v1/get-top-ten-users.html
        """
        ...
