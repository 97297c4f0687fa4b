"""V2: tickets."""

from __future__ import annotations

from retroach_async.ages import QUICK
from retroach_async.models import Page, v2
from retroach_async.registry import Subgroup, many
from retroach_async.v2 import arguments, ticket_arguments
from retroach_async.v2._declare import route


class Tickets(Subgroup):
    """Calls about tickets."""

    @route("tickets", age=QUICK)
    async def list(
        self,
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
        """Tickets on achievements, leaderboards and rich presence, newest first by default.

        Without `state`, only tickets that are open or wait for an answer. Quarantined tickets come only to
        their reporter and to those who manage tickets. A ticket names its users only by display name unless
        they are included.

        https://github.com/RetroAchievements/RAWeb/blob/master/public/openapi/v2.json
        """
        ...

    @route("tickets/{ticket_id}", age=QUICK, many=many(list, "id", state=tuple(v2.TicketState)))
    async def get(self, ticket_id: arguments.TicketId, *, include: ticket_arguments.Include = None) -> v2.Ticket:
        """One ticket, in any state.

        A ticket names its users only by display name unless they are included. Raises `NotFound` for an unknown
        id.

        https://github.com/RetroAchievements/RAWeb/blob/master/public/openapi/v2.json
        """
        ...
