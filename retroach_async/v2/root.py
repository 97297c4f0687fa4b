"""V2: the API itself."""

from __future__ import annotations

from retroach_async.models import v2
from retroach_async.registry import Namespace, Subgroup
from retroach_async.v2._declare import route
from retroach_async.v2.achievement_set_claims import AchievementSetClaims
from retroach_async.v2.achievement_set_versions import AchievementSetVersions
from retroach_async.v2.achievement_sets import AchievementSets
from retroach_async.v2.achievements import Achievements
from retroach_async.v2.event_achievements import EventAchievements
from retroach_async.v2.events import Events
from retroach_async.v2.games import Games
from retroach_async.v2.hubs import Hubs
from retroach_async.v2.leaderboards import Leaderboards
from retroach_async.v2.systems import Systems
from retroach_async.v2.tickets import Tickets
from retroach_async.v2.user_awards import UserAwards
from retroach_async.v2.users import Users


class V2(Subgroup):
    """The JSON:API of the site."""

    achievement_set_claims = Namespace(lambda: AchievementSetClaims)
    achievement_set_versions = Namespace(lambda: AchievementSetVersions)
    achievement_sets = Namespace(lambda: AchievementSets)
    achievements = Namespace(lambda: Achievements)
    event_achievements = Namespace(lambda: EventAchievements)
    events = Namespace(lambda: Events)
    games = Namespace(lambda: Games)
    hubs = Namespace(lambda: Hubs)
    leaderboards = Namespace(lambda: Leaderboards)
    systems = Namespace(lambda: Systems)
    tickets = Namespace(lambda: Tickets)
    user_awards = Namespace(lambda: UserAwards)
    users = Namespace(lambda: Users)

    @route("health")
    async def health(self) -> v2.Health:
        """The state of V2: a cheap check that V2 works and knows the credentials.

        https://github.com/RetroAchievements/RAWeb/blob/master/public/openapi/v2.json
        """
        ...
