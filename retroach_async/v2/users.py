"""V2: users."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Literal, TypeAlias

from retroach_async import keys
from retroach_async.ages import QUICK
from retroach_async.models import Page, v2
from retroach_async.v2 import (
    arguments,
    claim_arguments,
    comment_arguments,
    ticket_arguments,
    user_award_arguments,
)
from retroach_async.v2._declare import route
from retroach_async.v2.user_lists import UserLists
from retroach_async.v2.user_progress import UserProgress

UserSort = Literal[
    "id", "-id",
    "points", "-points",
    "points_hardcore", "-points_hardcore",
    "points_weighted", "-points_weighted",
    "yield_unlocks", "-yield_unlocks",
    "yield_points", "-yield_points",
    "joined_at", "-joined_at",
    "last_activity_at", "-last_activity_at",
]  # fmt: skip
"""The orders of a list of users; a leading minus means descending."""
UserInclude = Literal["last_game"]
"""The object that can come with a user."""

Include: TypeAlias = Annotated[Sequence[UserInclude] | None, keys.INCLUDE]


class Users(UserProgress, UserLists):
    """Calls about users."""

    @route("users", age=QUICK)
    async def list(
        self,
        *,
        role: Annotated[str | None, keys.filter_by_text("role", "Only users who may show this role.")] = None,
        ranked: Annotated[bool | None, keys.filter_by("ranked", "Only users who are, or are not, ranked.")] = None,
        sort: Annotated[UserSort | Sequence[UserSort] | None, keys.SORT] = None,
        include: Include = None,
        page: arguments.Page = 1,
        page_size: arguments.PageSize = 50,
    ) -> v2.UserPage:
        """Users but banned and unverified ones, by hardcore points, the most first, unless sorted.

        The page also tells how many users have a rank.

        https://github.com/RetroAchievements/RAWeb/blob/master/public/openapi/v2.json
        """
        ...

    @route("users/{user}")
    async def get(self, user: arguments.User, *, include: Include = None) -> v2.User:
        """One user, with the number of users who have a rank.

        Raises `NotFound` for an unknown user, and for one who is banned or not verified.

        https://github.com/RetroAchievements/RAWeb/blob/master/public/openapi/v2.json
        """
        ...

    @route("users/{user}/achievement-set-claims")
    async def achievement_set_claims(
        self,
        user: arguments.User,
        *,
        id: arguments.Ids = None,
        game_id: claim_arguments.GameId = None,
        status: claim_arguments.Statuses = None,
        claim_type: claim_arguments.ClaimTypes = None,
        set_type: claim_arguments.SetTypes = None,
        special_type: claim_arguments.SpecialTypes = None,
        expired: claim_arguments.Expired = None,
        sort: claim_arguments.Sort = None,
        include: claim_arguments.Include = None,
        page: arguments.Page = 1,
        page_size: arguments.PageSize = 50,
    ) -> Page[v2.AchievementSetClaim]:
        """A user's claims in any state, the latest first unless sorted.

        Raises `NotFound` for an unknown user and for a banned one.

        https://github.com/RetroAchievements/RAWeb/blob/master/public/openapi/v2.json
        """
        ...

    @route("users/{user}/awards")
    async def awards(
        self,
        user: arguments.User,
        *,
        id: arguments.Ids = None,
        awarded_from: user_award_arguments.AwardedFrom = None,
        awarded_to: user_award_arguments.AwardedTo = None,
        event_id: user_award_arguments.EventId = None,
        game_id: user_award_arguments.GameId = None,
        game_award_tier: user_award_arguments.Tier = None,
        kind: user_award_arguments.Kinds = None,
        sort: user_award_arguments.Sort = None,
        include: user_award_arguments.Include = None,
        page: arguments.Page = 1,
        page_size: arguments.PageSize = 50,
    ) -> v2.AwardPage:
        """The awards that a user shows, in the user's own order and then the oldest first, unless sorted.

        Of a hardcore and a casual award of one kind for a game, only the hardcore one. The page also has the numbers
        of all awards of the user, hidden ones included. Raises `NotFound` for an unknown user.

        https://github.com/RetroAchievements/RAWeb/blob/master/public/openapi/v2.json
        """
        ...

    @route("users/{user}/tickets")
    async def tickets(
        self,
        user: arguments.User,
        *,
        id: arguments.Ids = None,
        state: ticket_arguments.States = None,
        type: ticket_arguments.Types = None,
        ticketable_type: ticket_arguments.TicketableTypes = None,
        reporter_user_id: ticket_arguments.Reporters = None,
        resolver_user_id: ticket_arguments.Resolvers = None,
        achievement_id: ticket_arguments.AchievementIds = None,
        leaderboard_id: ticket_arguments.LeaderboardIds = None,
        game_id: ticket_arguments.GameId = None,
        sort: ticket_arguments.Sort = None,
        include: ticket_arguments.Include = None,
        page: arguments.Page = 1,
        page_size: arguments.PageSize = 25,
    ) -> Page[v2.Ticket]:
        """Tickets about the achievements and leaderboards that a user made, the latest first unless sorted.

        Without `state` only those that are open or wait for an answer. Raises `NotFound` for an unknown user.

        https://github.com/RetroAchievements/RAWeb/blob/master/public/openapi/v2.json
        """
        ...

    @route("users/{user}/wall-comments")
    async def wall_comments(
        self,
        user: arguments.User,
        *,
        id: arguments.Ids = None,
        sort: comment_arguments.Sort = None,
        include: comment_arguments.Include = None,
        page: arguments.Page = 1,
        page_size: arguments.PageSize = 50,
    ) -> Page[v2.Comment]:
        """The comments on a user's wall, the oldest first unless sorted.

        Raises `NotFound` for an unknown user, and for a wall that its user has closed.

        https://github.com/RetroAchievements/RAWeb/blob/master/public/openapi/v2.json
        """
        ...
