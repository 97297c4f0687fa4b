"""V1: one game."""

from __future__ import annotations

from typing import Annotated

from retroach_async import keys
from retroach_async.models import (
    AchievementDistribution,
    AchievementFlags,
    Game,
    GameExtended,
    GameRank,
    RankAndScoreKind,
)
from retroach_async.registry import Group
from retroach_async.v1._get import get


class GameEndpoints(Group):
    """Everything about one game."""

    @get("API_GetGame.php")
    async def get_game(self, game_id: Annotated[int, keys.GAME]) -> Game:
        """Basic facts about one game.

        Raises `NotFound` for an unknown id.

        https://api-docs.retroachievements.org/v1/get-game.html
        """
        ...

    @get("API_GetGameExtended.php")
    async def get_game_extended(
        self,
        game_id: Annotated[int, keys.GAME],
        *,
        flags: Annotated[AchievementFlags, keys.FLAGS] = AchievementFlags.OFFICIAL,
    ) -> GameExtended:
        """A game with its achievements and claims.

        Raises `NotFound` for an unknown id.

        https://api-docs.retroachievements.org/v1/get-game-extended.html
        """
        ...

    @get("API_GetAchievementDistribution.php")
    async def get_achievement_distribution(
        self,
        game_id: Annotated[int, keys.GAME],
        *,
        hardcore: Annotated[bool, keys.HARDCORE] = False,
        flags: Annotated[AchievementFlags, keys.FLAGS] = AchievementFlags.OFFICIAL,
    ) -> AchievementDistribution:
        """How many players hold exactly 1, 2, ... N unlocks of a game.

        With ``hardcore=False`` the server counts casual-only unlocks, although its documentation speaks
        of all. An unknown game gives an empty distribution: the server does not tell it from a game
        without achievements.

        https://api-docs.retroachievements.org/v1/get-achievement-distribution.html
        """
        ...

    @get("API_GetGameRankAndScore.php")
    async def get_game_rank_and_score(
        self,
        game_id: Annotated[int, keys.GAME_G],
        *,
        kind: Annotated[RankAndScoreKind, keys.RANK_KIND] = RankAndScoreKind.HIGH_SCORES,
    ) -> tuple[GameRank, ...]:
        """Up to ten high scores (best first) or latest masters (newest first) of a game.

        Raises `NotFound` for an unknown id.

        https://api-docs.retroachievements.org/v1/get-game-rank-and-score.html
        """
        ...
