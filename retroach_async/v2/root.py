"""V2 itself and the rooms in it."""

from __future__ import annotations

from retroach_async.models import v2
from retroach_async.registry import Namespace, Subgroup
from retroach_async.v2._declare import declaring_in
from retroach_async.v2.games import Games

route = declaring_in("v2")


class V2(Subgroup):
    """The JSON:API of the site."""

    games = Namespace(Games)

    @route("health")
    async def health(self) -> v2.Health:
        """Whether V2 is up and knows the credentials: the cheapest call there is.

        https://github.com/RetroAchievements/RAWeb/blob/master/public/openapi/v2.json
        """
        ...
