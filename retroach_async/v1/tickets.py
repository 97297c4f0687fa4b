"""V1: tickets. One script of the server answers all six calls; the parameters select the answer."""

from __future__ import annotations

from typing import Annotated, Literal

from retroach_async import keys, models
from retroach_async.models import AchievementFlags
from retroach_async.registry import Group
from retroach_async.v1._declare import route


class TicketEndpoints(Group):
    """Tickets on achievements; leaderboard tickets are not available."""

    @route("API_GetTicketData.php")
    async def get_ticket_by_id(self, ticket_id: Annotated[int, keys.TICKET]) -> models.Ticket:
        """One ticket.

        Raises `NotFound` for an unknown id, and for a ticket on a leaderboard.

        https://api-docs.retroachievements.org/v1/get-ticket-data/get-ticket-by-id.html
        """
        ...

    @route("API_GetTicketData.php")
    async def get_most_recent_tickets(
        self,
        *,
        count: Annotated[int, keys.COUNT.upto(100)] = 10,
        offset: Annotated[int, keys.OFFSET] = 0,
    ) -> models.RecentTickets:
        """The open tickets on promoted achievements, newest first, and their number.

        https://api-docs.retroachievements.org/v1/get-ticket-data/get-most-recent-tickets.html
        """
        ...

    @route("API_GetTicketData.php", rows="MostReportedGames", f="1")
    async def get_most_ticketed_games(
        self,
        flag: Annotated[Literal[1], keys.MOST_TICKETED] = 1,
        *,
        count: Annotated[int, keys.COUNT.upto(100)] = 10,
        offset: Annotated[int, keys.OFFSET] = 0,
    ) -> tuple[models.TicketedGame, ...]:
        """The games with the most open tickets, at most 100 of them.

        The site documents `offset`, but the server ignores it. `flag` is always 1, and always sent.

        https://api-docs.retroachievements.org/v1/get-ticket-data/get-most-ticketed-games.html
        """
        ...

    @route("API_GetTicketData.php")
    async def get_developer_ticket_stats(self, user: Annotated[str, keys.USER]) -> models.DeveloperTicketStats:
        """The numbers of open, closed and resolved tickets on a developer's promoted achievements.

        Raises `NotFound` for an unknown user.

        https://api-docs.retroachievements.org/v1/get-ticket-data/get-developer-ticket-stats.html
        """
        ...

    @route("API_GetTicketData.php")
    async def get_game_ticket_stats(
        self,
        game_id: Annotated[int, keys.GAME_G],
        *,
        flags: Annotated[AchievementFlags | None, keys.TICKET_FLAGS] = None,
        details: Annotated[bool, keys.WITH_TICKETS] = False,
        count: Annotated[int, keys.COUNT.upto(100)] = 10,
        offset: Annotated[int, keys.OFFSET] = 0,
    ) -> models.GameTicketStats:
        """The number of tickets of a game; with `details` also a page of these tickets, newest first.

        The site's documentation speaks of open tickets, but the server counts and returns tickets of
        every state. Without `flags` they are the tickets on promoted achievements. Raises `NotFound` for
        an unknown id.

        https://api-docs.retroachievements.org/v1/get-ticket-data/get-game-ticket-stats.html
        """
        ...

    @route("API_GetTicketData.php")
    async def get_achievement_ticket_stats(
        self, achievement_id: Annotated[int, keys.ACHIEVEMENT]
    ) -> models.AchievementTicketStats:
        """The number of open tickets of an achievement.

        Raises `NotFound` for an unknown id.

        https://api-docs.retroachievements.org/v1/get-ticket-data/get-achievement-ticket-stats.html
        """
        ...
