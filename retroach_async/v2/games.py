"""V2: games."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Literal

from retroach_async import keys
from retroach_async.ages import QUICK, SLOW
from retroach_async.models import AchievementDistribution, AchievementFlags, Page, v2
from retroach_async.registry import Subgroup, many
from retroach_async.v2 import arguments, claim_arguments, comment_arguments, game_arguments, ticket_arguments
from retroach_async.v2._declare import route

GameHashInclude = Literal["game"]
"""The objects that can come with a hash."""
GameHashSort = Literal["id", "-id"]
"""The orders of a list of hashes; a leading minus means descending."""


class Games(Subgroup):
    """Calls about games."""

    @route("games", age=SLOW)
    async def list(
        self,
        *,
        id: arguments.Ids = None,
        system_id: game_arguments.SystemId = None,
        sort: game_arguments.Sort = None,
        include: game_arguments.Include = None,
        page: arguments.Page = 1,
        page_size: arguments.PageSize = 50,
    ) -> Page[v2.Game]:
        """Games, without hubs, events and subsets.

        https://github.com/RetroAchievements/RAWeb/blob/master/public/openapi/v2.json
        """
        ...

    @route("games/{game_id}", age=SLOW, many=many(list, "id"))
    async def get(self, game_id: arguments.GameId, *, include: game_arguments.Include = None) -> v2.Game:
        """One game; a subset, a hub or an event as well.

        Raises `NotFound` for an unknown id.

        https://github.com/RetroAchievements/RAWeb/blob/master/public/openapi/v2.json
        """
        ...

    @route("games/{game_id}/achievement-distribution", age=QUICK)
    async def achievement_distribution(
        self,
        game_id: arguments.GameId,
        *,
        hardcore: Annotated[bool, keys.CHOOSE_HARDCORE] = False,
        flags: Annotated[AchievementFlags, keys.CHOOSE_FLAGS] = AchievementFlags.OFFICIAL,
    ) -> AchievementDistribution:
        """The number of players who hold exactly 1, 2, ... N unlocks of a game, as V1 gives it.

        One answer holds all four distributions. The arguments choose one of them and are not sent, so calls for
        different distributions of one game that are in flight at the same time share one request. Raises
        `NotFound` for an unknown id, unlike V1.

        https://github.com/RetroAchievements/RAWeb/blob/master/public/openapi/v2.json
        """
        ...

    @route("games/{game_id}/achievement-set-claims", age=QUICK)
    async def achievement_set_claims(
        self,
        game_id: arguments.GameId,
        *,
        id: arguments.Ids = None,
        status: claim_arguments.Statuses = None,
        claim_type: claim_arguments.ClaimTypes = None,
        set_type: claim_arguments.SetTypes = None,
        special_type: claim_arguments.SpecialTypes = None,
        expired: claim_arguments.Expired = None,
        user: claim_arguments.User = None,
        sort: claim_arguments.Sort = None,
        include: claim_arguments.Include = None,
        page: arguments.Page = 1,
        page_size: arguments.PageSize = 50,
    ) -> Page[v2.AchievementSetClaim]:
        """The claims on a game, newest first by default.

        Claims of banned users are left out. `expired` chooses among the claims that are active or in review.
        Raises `NotFound` for an unknown id.

        https://github.com/RetroAchievements/RAWeb/blob/master/public/openapi/v2.json
        """
        ...

    @route("games/{game_id}/comments", age=QUICK)
    async def comments(
        self,
        game_id: arguments.GameId,
        *,
        id: arguments.Ids = None,
        sort: comment_arguments.Sort = None,
        include: comment_arguments.Include = None,
        page: arguments.Page = 1,
        page_size: arguments.PageSize = 50,
    ) -> Page[v2.Comment]:
        """The comments on a game, oldest first by default.

        Deleted comments, automated ones and those of banned users are left out. Raises `NotFound` for an
        unknown id.

        https://github.com/RetroAchievements/RAWeb/blob/master/public/openapi/v2.json
        """
        ...

    @route("games/{game_id}/hashes", age=SLOW)
    async def hashes(
        self,
        game_id: arguments.GameId,
        *,
        id: arguments.Ids = None,
        compatibility: Annotated[
            Sequence[v2.HashCompatibility] | None,
            keys.filter_by("compatibility", "Only files that fit the game's achievements so well."),
        ] = None,
        sort: Annotated[GameHashSort | Sequence[GameHashSort] | None, keys.SORT] = None,
        include: Annotated[Sequence[GameHashInclude] | None, keys.INCLUDE] = None,
        page: arguments.Page = 1,
        page_size: arguments.PageSize = 50,
    ) -> Page[v2.GameHash]:
        """The hashes of a game's files, those included that do not work with its achievements.

        A row does not have the game's id; its own id is that of the record. Raises `NotFound` for an unknown
        id.

        https://github.com/RetroAchievements/RAWeb/blob/master/public/openapi/v2.json
        """
        ...

    @route("games/{game_id}/tickets", age=QUICK)
    async def tickets(
        self,
        game_id: arguments.GameId,
        *,
        id: arguments.Ids = None,
        state: ticket_arguments.States = None,
        type: ticket_arguments.Types = None,
        ticketable_type: ticket_arguments.TicketableTypes = None,
        reporter_user_id: ticket_arguments.Reporters = None,
        resolver_user_id: ticket_arguments.Resolvers = None,
        achievement_id: ticket_arguments.AchievementIds = None,
        leaderboard_id: ticket_arguments.LeaderboardIds = None,
        sort: ticket_arguments.Sort = None,
        include: ticket_arguments.Include = None,
        page: arguments.Page = 1,
        page_size: arguments.PageSize = 25,
    ) -> Page[v2.Ticket]:
        """The tickets about a game, its achievements and its leaderboards, newest first by default.

        Without `state`, only tickets that are open or wait for an answer. Quarantined tickets come only to
        their reporter and to those who manage tickets. A ticket names its users only by display name unless
        they are included. Raises `NotFound` for an unknown id.

        https://github.com/RetroAchievements/RAWeb/blob/master/public/openapi/v2.json
        """
        ...
