"""V1: games."""

from __future__ import annotations

from typing import Annotated

from retroach_async import keys, models
from retroach_async.ages import QUICK, SLOW
from retroach_async.models import AchievementFlags, RankAndScoreKind
from retroach_async.registry import Group
from retroach_async.v1._declare import route


class GameEndpoints(Group):
    """Calls about one game."""

    @route("API_GetGame.php", age=SLOW)
    async def get_game(self, game_id: Annotated[int, keys.GAME_I]) -> models.Game:
        """Basic facts about one game.

        Raises `NotFound` for an unknown id.

        https://api-docs.retroachievements.org/v1/get-game.html
        """
        ...

    @route("API_GetGameExtended.php", age=SLOW)
    async def get_game_extended(
        self,
        game_id: Annotated[int, keys.GAME_I],
        *,
        flags: Annotated[AchievementFlags, keys.FLAGS] = AchievementFlags.OFFICIAL,
    ) -> models.GameExtended:
        """A game with its achievements and claims.

        Raises `NotFound` for an unknown id.

        https://api-docs.retroachievements.org/v1/get-game-extended.html
        """
        ...

    @route("API_GetGameHashes.php", rows="Results", age=SLOW)
    async def get_game_hashes(self, game_id: Annotated[int, keys.GAME_I]) -> tuple[models.GameHash, ...]:
        """The hashes of the files that work with a game's achievements.

        Raises `NotFound` for an unknown id.

        https://api-docs.retroachievements.org/v1/get-game-hashes.html
        """
        ...

    @route("API_GetAchievementCount.php", age=SLOW)
    async def get_achievement_count(self, game_id: Annotated[int, keys.GAME_I]) -> models.AchievementCount:
        """The ids of a game's promoted achievements.

        Returns no ids for an unknown game: the server gives the same answer for an unknown game and for
        a game without achievements.

        https://api-docs.retroachievements.org/v1/get-achievement-count.html
        """
        ...

    @route("API_GetAchievementDistribution.php", age=QUICK)
    async def get_achievement_distribution(
        self,
        game_id: Annotated[int, keys.GAME_I],
        *,
        hardcore: Annotated[bool, keys.HARDCORE] = False,
        flags: Annotated[AchievementFlags, keys.FLAGS] = AchievementFlags.OFFICIAL,
    ) -> models.AchievementDistribution:
        """The number of players who hold exactly 1, 2, ... N unlocks of a game.

        Without `hardcore` the server counts casual-only unlocks, although its documentation speaks
        of all unlocks. Returns an empty distribution for an unknown game: the server gives the same
        answer for an unknown game and for a game without achievements.

        https://api-docs.retroachievements.org/v1/get-achievement-distribution.html
        """
        ...

    @route("API_GetGameRankAndScore.php", age=QUICK)
    async def get_game_rank_and_score(
        self,
        game_id: Annotated[int, keys.GAME_G],
        *,
        kind: Annotated[RankAndScoreKind, keys.RANK_KIND] = RankAndScoreKind.HIGH_SCORES,
    ) -> tuple[models.GameRank, ...]:
        """Up to ten high scores (best first) or latest masters (newest first) of a game.

        The high scores include the scores of masters, although the site's documentation says otherwise.
        Raises `NotFound` for an unknown id.

        https://api-docs.retroachievements.org/v1/get-game-rank-and-score.html
        """
        ...

    @route("API_GetGameProgression.php", age=SLOW)
    async def get_game_progression(
        self,
        game_id: Annotated[int, keys.GAME_I],
        *,
        prefer_hardcore: Annotated[bool | None, keys.PREFER_HARDCORE] = None,
    ) -> models.GameProgression:
        """The times to beat, complete and master a game, and to unlock each of its achievements.

        All times are medians. The site documents `prefer_hardcore`, but the server ignores it: the
        answer has both modes. Raises `NotFound` for an unknown id.

        https://api-docs.retroachievements.org/v1/get-game-progression.html
        """
        ...
