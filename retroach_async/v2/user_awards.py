"""V2: awards of all users."""

from __future__ import annotations

from retroach_async.ages import QUICK
from retroach_async.models import Page, v2
from retroach_async.registry import Subgroup
from retroach_async.v2 import arguments, user_award_arguments
from retroach_async.v2._declare import route


class UserAwards(Subgroup):
    """Calls about awards of all users."""

    @route("user-awards", age=QUICK)
    async def list(
        self,
        *,
        id: arguments.Ids = None,
        awarded_from: user_award_arguments.AwardedFrom = None,
        awarded_to: user_award_arguments.AwardedTo = None,
        event_id: user_award_arguments.EventId = None,
        game_id: user_award_arguments.GameId = None,
        game_award_tier: user_award_arguments.Tier = None,
        kind: user_award_arguments.Kinds = None,
        sort: user_award_arguments.Sort = None,
        include: user_award_arguments.Include = None,
        page: arguments.Page = 1,
        page_size: arguments.PageSize = 50,
    ) -> Page[v2.UserAward]:
        """Awards of all users but banned ones, the latest first unless sorted.

        Awards that a user hides are among them, and a lower award for a game beside a higher one. The server does not
        tell how many there are: `total` is None, and `has_more` tells whether a page follows.

        https://github.com/RetroAchievements/RAWeb/blob/master/public/openapi/v2.json
        """
        ...
