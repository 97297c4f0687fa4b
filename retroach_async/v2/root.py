"""V2: the API itself."""

from __future__ import annotations

from retroach_async.models import Health
from retroach_async.registry import Namespace, Subgroup
from retroach_async.v2._declare import route
from retroach_async.v2.games import Games


class V2(Subgroup):
    """The JSON:API of the site."""

    games = Namespace(Games)

    @route("health")
    async def health(self) -> Health:
        """The state of V2: a cheap check that V2 works and knows the credentials.

        https://github.com/RetroAchievements/RAWeb/blob/master/public/openapi/v2.json
        """
        ...
