"""V2: the API itself."""

from __future__ import annotations

from retroach_async.models import v2
from retroach_async.registry import Namespace, Subgroup
from retroach_async.v2._declare import route
from retroach_async.v2.achievement_sets import AchievementSets
from retroach_async.v2.games import Games
from retroach_async.v2.systems import Systems


class V2(Subgroup):
    """The JSON:API of the site."""

    achievement_sets = Namespace(AchievementSets)
    games = Namespace(Games)
    systems = Namespace(Systems)

    @route("health")
    async def health(self) -> v2.Health:
        """The state of V2: a cheap check that V2 works and knows the credentials.

        https://github.com/RetroAchievements/RAWeb/blob/master/public/openapi/v2.json
        """
        ...
