"""V2: achievements."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Literal, TypeAlias

from retroach_async import keys
from retroach_async.ages import QUICK, SLOW
from retroach_async.models import AchievementType, Page, v2
from retroach_async.registry import Subgroup, many
from retroach_async.v2 import arguments, comment_arguments, player_achievement_arguments, ticket_arguments
from retroach_async.v2._declare import route

AchievementSort = Literal[
    "id", "-id",
    "title", "-title",
    "points", "-points",
    "points_weighted", "-points_weighted",
    "type", "-type",
    "order_column", "-order_column",
    "unlocks_total", "-unlocks_total",
    "unlocks_hardcore", "-unlocks_hardcore",
    "unlock_percentage", "-unlock_percentage",
    "unlock_hardcore_percentage", "-unlock_hardcore_percentage",
]  # fmt: skip
"""The orders of a list of achievements; a leading minus means descending."""
AchievementInclude = Literal["developer", "achievement_set", "games"]
"""The objects that can come with an achievement."""
PlayerAchievementInclude = Literal["user", "game"]
"""The objects that can come with an unlock of an achievement."""

States: TypeAlias = Annotated[
    Sequence[v2.AchievementState] | None,
    keys.filter_by("state", "Only achievements in these states; when left out, promoted ones."),
]
GameId: TypeAlias = Annotated[int | None, keys.filter_by_id("gameId", "Only achievements in a set of this game.")]
Types: TypeAlias = Annotated[
    Sequence[AchievementType] | None, keys.filter_by("type", "Only achievements with these parts in finishing a game.")
]
Include: TypeAlias = Annotated[Sequence[AchievementInclude] | None, keys.INCLUDE]


class Achievements(Subgroup):
    """Calls about achievements."""

    @route("achievements", age=SLOW)
    async def list(
        self,
        *,
        id: arguments.Ids = None,
        state: States = None,
        game_id: GameId = None,
        type: Types = None,
        sort: Annotated[AchievementSort | Sequence[AchievementSort] | None, keys.SORT] = None,
        include: Include = None,
        page: arguments.Page = 1,
        page_size: arguments.PageSize = 50,
    ) -> Page[v2.Achievement]:
        """Achievements, without those of hubs, events and deleted games.

        Without `state`, only promoted ones. `game_id` also finds the achievements of the subsets of a game.

        https://github.com/RetroAchievements/RAWeb/blob/master/public/openapi/v2.json
        """
        ...

    @route("achievements/{achievement_id}", age=SLOW, many=many(list, "id", state=tuple(v2.AchievementState)))
    async def get(self, achievement_id: arguments.AchievementId, *, include: Include = None) -> v2.Achievement:
        """One achievement; an unpromoted one or one of a hub or an event as well.

        Raises `NotFound` for an unknown id.

        https://github.com/RetroAchievements/RAWeb/blob/master/public/openapi/v2.json
        """
        ...

    @route("achievements/{achievement_id}/comments", age=QUICK)
    async def comments(
        self,
        achievement_id: arguments.AchievementId,
        *,
        id: arguments.Ids = None,
        sort: comment_arguments.Sort = None,
        include: comment_arguments.Include = None,
        page: arguments.Page = 1,
        page_size: arguments.PageSize = 50,
    ) -> Page[v2.Comment]:
        """The comments on an achievement, oldest first by default.

        Deleted comments, automated ones and those of banned users are left out. Raises `NotFound` for an
        unknown id.

        https://github.com/RetroAchievements/RAWeb/blob/master/public/openapi/v2.json
        """
        ...

    @route("achievements/{achievement_id}/player-achievements", age=QUICK)
    async def player_achievements(
        self,
        achievement_id: arguments.AchievementId,
        *,
        id: arguments.Ids = None,
        achievement_set_id: player_achievement_arguments.AchievementSetId = None,
        game_id: player_achievement_arguments.GameId = None,
        unlocked_from: player_achievement_arguments.UnlockedFrom = None,
        unlocked_to: player_achievement_arguments.UnlockedTo = None,
        sort: player_achievement_arguments.Sort = None,
        include: Annotated[Sequence[PlayerAchievementInclude] | None, keys.INCLUDE] = None,
        page: arguments.Page = 1,
        page_size: arguments.PageSize = 50,
    ) -> Page[v2.PlayerAchievement]:
        """The unlocks of an achievement, newest first by default.

        Unranked users are left out. A row has the user's id; it does not have the achievement's id, and its own
        id is that of the unlock. Raises `NotFound` for an unknown id.

        https://github.com/RetroAchievements/RAWeb/blob/master/public/openapi/v2.json
        """
        ...

    @route("achievements/{achievement_id}/tickets", age=QUICK)
    async def tickets(
        self,
        achievement_id: arguments.AchievementId,
        *,
        id: arguments.Ids = None,
        state: ticket_arguments.States = None,
        type: ticket_arguments.Types = None,
        ticketable_type: ticket_arguments.TicketableTypes = None,
        reporter_user_id: ticket_arguments.Reporters = None,
        resolver_user_id: ticket_arguments.Resolvers = None,
        leaderboard_id: ticket_arguments.LeaderboardIds = None,
        game_id: ticket_arguments.GameId = None,
        sort: ticket_arguments.Sort = None,
        include: ticket_arguments.Include = None,
        page: arguments.Page = 1,
        page_size: arguments.PageSize = 25,
    ) -> Page[v2.Ticket]:
        """The tickets about an achievement, newest first by default.

        Without `state`, only tickets that are open or wait for an answer. Quarantined tickets come only to
        their reporter and to those who manage tickets. A ticket names its users only by display name unless
        they are included. Raises `NotFound` for an unknown id.

        https://github.com/RetroAchievements/RAWeb/blob/master/public/openapi/v2.json
        """
        ...
