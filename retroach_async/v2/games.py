"""V2: games."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Literal, TypeAlias

from retroach_async import keys
from retroach_async.models import AchievementDistribution, AchievementFlags, Page, v2
from retroach_async.registry import Subgroup, many
from retroach_async.v2 import arguments
from retroach_async.v2._declare import route

GameSort = Literal[
    "id", "-id",
    "title", "-title",
    "sort_title", "-sort_title",
    "released_at", "-released_at",
    "players_total", "-players_total",
    "players_hardcore", "-players_hardcore",
    "achievements_published", "-achievements_published",
    "points_total", "-points_total",
    "points_weighted", "-points_weighted",
]  # fmt: skip
"""The orders of a list of games; a leading minus means descending."""
GameInclude = Literal["system", "achievement_sets"]
"""The objects that can come with a game."""

SystemFilter: TypeAlias = Annotated[int | None, keys.filter_by_id("systemId", "Only games of this system.")]
Sort: TypeAlias = Annotated[GameSort | Sequence[GameSort] | None, keys.SORT]
Include: TypeAlias = Annotated[Sequence[GameInclude] | None, keys.INCLUDE]


class Games(Subgroup):
    """Calls about games."""

    @route("games")
    async def list(
        self,
        *,
        id: arguments.Ids = None,
        system_id: SystemFilter = None,
        sort: Sort = None,
        include: Include = None,
        page: arguments.Page = 1,
        page_size: arguments.PageSize = 50,
    ) -> Page[v2.Game]:
        """Games, without hubs, events and subsets.

        https://github.com/RetroAchievements/RAWeb/blob/master/public/openapi/v2.json
        """
        ...

    @route("games/{game_id}", many=many(list, "id"))
    async def get(self, game_id: arguments.GameId, *, include: Include = None) -> v2.Game:
        """One game; a subset, a hub or an event as well.

        Raises `NotFound` for an unknown id.

        https://github.com/RetroAchievements/RAWeb/blob/master/public/openapi/v2.json
        """
        ...

    @route("games/{game_id}/achievement-distribution")
    async def achievement_distribution(
        self,
        game_id: arguments.GameId,
        *,
        hardcore: Annotated[bool, keys.CHOOSE_HARDCORE] = False,
        flags: Annotated[AchievementFlags, keys.CHOOSE_FLAGS] = AchievementFlags.OFFICIAL,
    ) -> AchievementDistribution:
        """The number of players who hold exactly 1, 2, ... N unlocks of a game, as V1 gives it.

        One answer holds all four distributions. The arguments choose one of them and are not sent, so
        calls for different distributions of one game that are in flight at the same time share one
        request. Raises `NotFound` for an unknown id, unlike V1.

        https://github.com/RetroAchievements/RAWeb/blob/master/public/openapi/v2.json
        """
        ...
