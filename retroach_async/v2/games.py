"""V2: games."""

from __future__ import annotations

from typing import Annotated, Literal

from retroach_async import keys
from retroach_async.models import AchievementDistribution, AchievementFlags, Page, v2
from retroach_async.registry import Subgroup
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


class Games(Subgroup):
    """Calls about games."""

    @route("games")
    async def list(
        self,
        *,
        system_id: Annotated[int | None, keys.FILTER_SYSTEM] = None,
        sort: Annotated[GameSort | None, keys.SORT] = None,
        page: Annotated[int, keys.PAGE] = 1,
        page_size: Annotated[int, keys.PAGE_SIZE] = 50,
    ) -> Page[v2.Game]:
        """Games, without hubs, events and subsets.

        https://github.com/RetroAchievements/RAWeb/blob/master/public/openapi/v2.json
        """
        ...

    @route("games/{game_id}")
    async def get(self, game_id: Annotated[int, keys.GAME_PATH]) -> v2.Game:
        """One game.

        Raises `NotFound` for an unknown id.

        https://github.com/RetroAchievements/RAWeb/blob/master/public/openapi/v2.json
        """
        ...

    @route("games/{game_id}/achievement-distribution")
    async def achievement_distribution(
        self,
        game_id: Annotated[int, keys.GAME_PATH],
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
