"""V2: the progress of a user."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Literal

from retroach_async import keys
from retroach_async.models import Page, v2
from retroach_async.registry import Subgroup
from retroach_async.v2 import arguments, leaderboard_entry_arguments, player_achievement_arguments
from retroach_async.v2._declare import route

PlayerAchievementInclude = Literal["achievement", "game"]
"""The objects that can come with a user's unlock."""
PlayerAchievementSetSort = Literal[
    "id", "-id",
    "points", "-points",
    "points_hardcore", "-points_hardcore",
    "points_weighted", "-points_weighted",
    "completion_percentage", "-completion_percentage",
    "completion_percentage_hardcore", "-completion_percentage_hardcore",
    "last_unlock_at", "-last_unlock_at",
    "last_unlock_hardcore_at", "-last_unlock_hardcore_at",
    "completed_at", "-completed_at",
    "completed_hardcore_at", "-completed_hardcore_at",
    "time_taken_seconds", "-time_taken_seconds",
    "time_taken_hardcore_seconds", "-time_taken_hardcore_seconds",
]  # fmt: skip
"""The orders of a list of a user's sets; a leading minus means descending."""
PlayerAchievementSetInclude = Literal["achievement_set", "game"]
"""The objects that can come with a user's set."""
PlayerGameSort = Literal["id", "-id", "last_played_at", "-last_played_at"]
"""The orders of a list of a user's games; a leading minus means descending."""
PlayerGameInclude = Literal["achievement_sets", "game", "player_achievement_sets"]
"""The objects that can come with a user's game."""


class UserProgress(Subgroup):
    """Calls about the progress of a user."""

    @route("users/{user}/leaderboard-entries")
    async def leaderboard_entries(
        self,
        user: arguments.User,
        *,
        id: arguments.Ids = None,
        game_id: leaderboard_entry_arguments.GameIds = None,
        max_rank: leaderboard_entry_arguments.MaxRank = None,
        sort: leaderboard_entry_arguments.Sort = None,
        include: leaderboard_entry_arguments.Include = None,
        page: arguments.Page = 1,
        page_size: arguments.PageSize = 50,
    ) -> Page[v2.LeaderboardEntry]:
        """A user's entries on all leaderboards, by the leaderboard's id; the server lets `sort` break ties at most.

        An unranked user has none. A row does not name the leaderboard unless the leaderboard is included. Raises
        `NotFound` for an unknown user.

        https://github.com/RetroAchievements/RAWeb/blob/master/public/openapi/v2.json
        """
        ...

    @route("users/{user}/player-achievements")
    async def player_achievements(
        self,
        user: arguments.User,
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
        """A user's unlocks, without those in hubs and events, the latest first unless sorted.

        A row names the achievement by its id, and neither the user nor the game. Raises `NotFound` for an unknown user.

        https://github.com/RetroAchievements/RAWeb/blob/master/public/openapi/v2.json
        """
        ...

    @route("users/{user}/player-achievement-sets")
    async def player_achievement_sets(
        self,
        user: arguments.User,
        *,
        id: arguments.Ids = None,
        achievement_set_id: Annotated[
            int | None, keys.filter_by_id("achievementSetId", "Only the progress in this set.")
        ] = None,
        game_id: Annotated[int | None, keys.filter_by_id("gameId", "Only the progress in sets of this game.")] = None,
        award_kind: Annotated[
            Sequence[v2.CompletedKind] | None,
            keys.filter_by("awardKind", "Only sets for which the user has one of these awards."),
        ] = None,
        sort: Annotated[PlayerAchievementSetSort | Sequence[PlayerAchievementSetSort] | None, keys.SORT] = None,
        include: Annotated[Sequence[PlayerAchievementSetInclude] | None, keys.INCLUDE] = None,
        page: arguments.Page = 1,
        page_size: arguments.PageSize = 50,
    ) -> Page[v2.PlayerAchievementSet]:
        """A user's progress in each set, the latest unlock first unless sorted.

        A row's `set_context` names the set and its games by their ids. Raises `NotFound` for an unknown user.

        https://github.com/RetroAchievements/RAWeb/blob/master/public/openapi/v2.json
        """
        ...

    @route("users/{user}/player-games")
    async def player_games(
        self,
        user: arguments.User,
        *,
        id: arguments.Ids = None,
        game_id: Annotated[Sequence[int] | None, keys.filter_by_ids("gameId", "Only these games.")] = None,
        award_kind: Annotated[
            Sequence[v2.BeatenKind] | None,
            keys.filter_by("awardKind", "Only games that the user beat in one of these ways, or completed."),
        ] = None,
        sort: Annotated[PlayerGameSort | Sequence[PlayerGameSort] | None, keys.SORT] = None,
        include: Annotated[Sequence[PlayerGameInclude] | None, keys.INCLUDE] = None,
        page: arguments.Page = 1,
        page_size: arguments.PageSize = 50,
    ) -> Page[v2.PlayerGame]:
        """The games that a user played, without hubs and events, the last played first unless sorted.

        A row does not name the game unless the game is included, and tells unlocks and points only through the
        included `player_achievement_sets`. Raises `NotFound` for an unknown user.

        https://github.com/RetroAchievements/RAWeb/blob/master/public/openapi/v2.json
        """
        ...
