"""V2: claims."""

from __future__ import annotations

from retroach_async.ages import QUICK
from retroach_async.models import Page, v2
from retroach_async.registry import Subgroup
from retroach_async.v2 import arguments, claim_arguments
from retroach_async.v2._declare import route


class AchievementSetClaims(Subgroup):
    """Calls about claims."""

    @route("achievement-set-claims", age=QUICK)
    async def list(
        self,
        *,
        id: arguments.Ids = None,
        game_id: claim_arguments.GameId = None,
        status: claim_arguments.Statuses = None,
        claim_type: claim_arguments.ClaimTypes = None,
        set_type: claim_arguments.SetTypes = None,
        special_type: claim_arguments.SpecialTypes = None,
        expired: claim_arguments.Expired = None,
        user: claim_arguments.User = None,
        sort: claim_arguments.Sort = None,
        include: claim_arguments.Include = None,
        page: arguments.Page = 1,
        page_size: arguments.PageSize = 50,
    ) -> Page[v2.AchievementSetClaim]:
        """The claims of developers, newest first by default.

        Claims of banned users are left out. `expired` chooses among the claims that are active or in review.

        https://github.com/RetroAchievements/RAWeb/blob/master/public/openapi/v2.json
        """
        ...
