"""V2: follows and game lists of a user."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Literal, TypeAlias

from retroach_async import keys
from retroach_async.models import Page, v2
from retroach_async.registry import Subgroup
from retroach_async.v2 import arguments
from retroach_async.v2._declare import route

UserFollowSort = Literal[
    "id", "-id",
    "followed_at", "-followed_at",
    "display_name", "-display_name",
    "points", "-points",
    "points_hardcore", "-points_hardcore",
]  # fmt: skip
"""The orders of a list of follows; a leading minus means descending."""
UserFollowInclude = Literal["user", "user.last_game"]
"""The objects that can come with a follow."""
UserGameListEntrySort = Literal["id", "-id", "created_at", "-created_at"]
"""The orders of a list of games; a leading minus means descending."""
UserGameListEntryInclude = Literal["game"]
"""The object that can come with a game on a list."""

FollowSort: TypeAlias = Annotated[UserFollowSort | Sequence[UserFollowSort] | None, keys.SORT]
FollowInclude: TypeAlias = Annotated[Sequence[UserFollowInclude] | None, keys.INCLUDE]


class UserLists(Subgroup):
    """Calls about the follows and the game lists of a user, which need a token: an API key does not open them."""

    @route("users/{user}/followers", scope="follows:read")
    async def followers(
        self,
        user: arguments.User,
        *,
        sort: FollowSort = None,
        include: FollowInclude = None,
        page: arguments.Page = 1,
        page_size: arguments.PageSize = 50,
    ) -> Page[v2.UserFollow]:
        """The users who follow the caller, without banned ones, the latest follow first unless sorted.

        `user` must be the caller. Raises `Forbidden` for anybody else, for an API key and for a token without the scope
        `follows:read`, and `NotFound` for an unknown user.

        https://github.com/RetroAchievements/RAWeb/blob/master/public/openapi/v2.json
        """
        ...

    @route("users/{user}/following", scope="follows:read")
    async def following(
        self,
        user: arguments.User,
        *,
        sort: FollowSort = None,
        include: FollowInclude = None,
        page: arguments.Page = 1,
        page_size: arguments.PageSize = 50,
    ) -> Page[v2.UserFollow]:
        """The users whom the caller follows, without banned ones, the latest follow first unless sorted.

        `user` must be the caller. Raises `Forbidden` for anybody else, for an API key and for a token without the scope
        `follows:read`, and `NotFound` for an unknown user.

        https://github.com/RetroAchievements/RAWeb/blob/master/public/openapi/v2.json
        """
        ...

    @route("users/{user}/user-game-list-entries", scope="game-lists:read")
    async def user_game_list_entries(
        self,
        user: arguments.User,
        *,
        game_id: Annotated[int | None, keys.filter_by_id("gameId", "Only the entry for this game.")] = None,
        kind: Annotated[v2.GameListKind, keys.filter_by("kind", "The list to read.")] = v2.GameListKind.PLAY,
        sort: Annotated[UserGameListEntrySort | Sequence[UserGameListEntrySort] | None, keys.SORT] = None,
        include: Annotated[Sequence[UserGameListEntryInclude] | None, keys.INCLUDE] = None,
        page: arguments.Page = 1,
        page_size: arguments.PageSize = 50,
    ) -> Page[v2.UserGameListEntry]:
        """The games on one of a user's lists, the latest first unless sorted; by default those to play.

        Raises `Forbidden` for an API key, for a token without the scope `game-lists:read`, and for a list that the
        caller may not see: the games to play are open to their owner and mutual followers, those to develop to their
        owner, and set requests to everybody. Raises `NotFound` for an unknown user.

        https://github.com/RetroAchievements/RAWeb/blob/master/public/openapi/v2.json
        """
        ...
