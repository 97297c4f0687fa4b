"""V1: leaderboards."""

from __future__ import annotations

from typing import Annotated

from retroach_async import keys, models
from retroach_async.ages import QUICK
from retroach_async.registry import Group
from retroach_async.v1._declare import route


class LeaderboardEndpoints(Group):
    """Leaderboards and their entries."""

    @route("API_GetGameLeaderboards.php", age=QUICK)
    async def get_game_leaderboards(
        self,
        game_id: Annotated[int, keys.GAME_I],
        *,
        count: Annotated[int, keys.COUNT.upto(500)] = 100,
        offset: Annotated[int, keys.OFFSET] = 0,
    ) -> models.Page[models.Leaderboard]:
        """The visible leaderboards of a game, each with its best entry.

        Raises `NotFound` for an unknown id. Raises `ServerError` when the best entry of a leaderboard
        belongs to a deleted account, because the server then fails.

        https://api-docs.retroachievements.org/v1/get-game-leaderboards.html
        """
        ...

    @route("API_GetLeaderboardEntries.php", age=QUICK)
    async def get_leaderboard_entries(
        self,
        leaderboard_id: Annotated[int, keys.LEADERBOARD],
        *,
        count: Annotated[int, keys.COUNT.upto(500)] = 100,
        offset: Annotated[int, keys.OFFSET] = 0,
    ) -> models.Page[models.LeaderboardEntry]:
        """The entries of one leaderboard, best first, without the entries of untracked users.

        Raises `NotFound` for an unknown id.

        https://api-docs.retroachievements.org/v1/get-leaderboard-entries.html
        """
        ...

    @route("API_GetUserGameLeaderboards.php")
    async def get_user_game_leaderboards(
        self,
        game_id: Annotated[int, keys.GAME_I],
        user: Annotated[str, keys.USER],
        *,
        count: Annotated[int, keys.COUNT.upto(500)] = 200,
        offset: Annotated[int, keys.OFFSET] = 0,
    ) -> models.Page[models.UserLeaderboard]:
        """The leaderboards of a game on which a user has an entry, by id.

        Raises `NotFound`, with the server's reason, for an unknown user or game, for a game without
        leaderboards, for an untracked user and for a user without an entry.

        https://api-docs.retroachievements.org/v1/get-user-game-leaderboards.html
        """
        ...
