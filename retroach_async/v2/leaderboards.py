"""V2: leaderboards."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Literal, TypeAlias

from retroach_async import keys
from retroach_async.ages import QUICK
from retroach_async.models import LeaderboardState, Page, v2
from retroach_async.registry import Subgroup, many
from retroach_async.v2 import arguments, leaderboard_entry_arguments
from retroach_async.v2._declare import route

LeaderboardSort = Literal[
    "id", "-id",
    "title", "-title",
    "order_column", "-order_column",
    "created_at", "-created_at",
    "updated_at", "-updated_at",
]  # fmt: skip
"""The orders of a list of leaderboards; a leading minus means descending."""
LeaderboardInclude = Literal["games", "developer"]
"""The objects that can come with a leaderboard."""

Include: TypeAlias = Annotated[Sequence[LeaderboardInclude] | None, keys.INCLUDE]


class Leaderboards(Subgroup):
    """Calls about leaderboards."""

    @route("leaderboards", age=QUICK)
    async def list(
        self,
        *,
        id: arguments.Ids = None,
        game_id: Annotated[int | None, keys.filter_by_id("gameId", "Only leaderboards of this game.")] = None,
        state: Annotated[
            Sequence[LeaderboardState] | None, keys.filter_by("state", "Only leaderboards in these states.")
        ] = None,
        sort: Annotated[LeaderboardSort | Sequence[LeaderboardSort] | None, keys.SORT] = None,
        include: Include = None,
        page: arguments.Page = 1,
        page_size: arguments.PageSize = 50,
    ) -> Page[v2.Leaderboard]:
        """Leaderboards in any state, without hidden ones and those of hubs and events, by id unless sorted.

        A row names neither the game nor the developer unless they are included.

        https://github.com/RetroAchievements/RAWeb/blob/master/public/openapi/v2.json
        """
        ...

    @route("leaderboards/{leaderboard_id}", age=QUICK, many=many(list, "id"))
    async def get(self, leaderboard_id: arguments.LeaderboardId, *, include: Include = None) -> v2.Leaderboard:
        """One leaderboard; a hidden one as well.

        Raises `NotFound` for an unknown id.

        https://github.com/RetroAchievements/RAWeb/blob/master/public/openapi/v2.json
        """
        ...

    @route("leaderboards/{leaderboard_id}/entries", age=QUICK)
    async def entries(
        self,
        leaderboard_id: arguments.LeaderboardId,
        *,
        id: arguments.Ids = None,
        game_id: leaderboard_entry_arguments.GameIds = None,
        user: Annotated[
            str | None,
            keys.filter_by_text("user", "Only the entry of this user: a user name or ULID; none for an unknown user."),
        ] = None,
        max_rank: leaderboard_entry_arguments.MaxRank = None,
        sort: leaderboard_entry_arguments.Sort = None,
        include: leaderboard_entry_arguments.Include = None,
        page: arguments.Page = 1,
        page_size: arguments.PageSize = 50,
    ) -> Page[v2.LeaderboardEntry]:
        """The entries of a leaderboard, the best first; the server lets `sort` break ties at most.

        Unranked users have no entry, and a hidden leaderboard or one of a hub or an event has none. A row does not
        name the user unless the user is included. Entries that share the rank `max_rank` all count. Raises `NotFound`
        for an unknown id.

        https://github.com/RetroAchievements/RAWeb/blob/master/public/openapi/v2.json
        """
        ...
