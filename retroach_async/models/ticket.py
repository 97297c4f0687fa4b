"""Tickets: reports of problems with achievements."""

from datetime import datetime
from typing import Annotated

from attrs import Factory, field

from retroach_async.models._model import Model, frozen
from retroach_async.models.enums import AchievementType, TicketState, TicketType
from retroach_async.models.marks import FromCall, Wire
from retroach_async.models.media import Badge, HasBadge, HasGameIcon, Image, page_url
from retroach_async.models.page import Page
from retroach_async.models.reference import NamedUser


@frozen(kw_only=True)
class Ticket(Model, HasBadge, HasGameIcon):
    """One ticket on an achievement."""

    id: int
    """Id of the ticket, as in the address of its page."""
    achievement_id: int
    """Id of the achievement that the ticket is about."""
    achievement_title: str
    """Title of the achievement that the ticket is about."""
    achievement_description: Annotated[str, Wire("AchievementDesc")] = ""
    """Task of the player, in words; empty without one."""
    achievement_type: AchievementType | None = None
    """The achievement's part in finishing the game; None for most achievements."""
    achievement_author: str | None = None
    """Display name of the developer who made the achievement."""
    achievement_author_ulid: str | None = None
    """ULID of that developer."""
    points: int | None = None
    """Points for unlocking the achievement."""
    badge_name: Badge | None = None
    game_id: int
    """Id of the game, as in the address of its page."""
    game_title: str | None = None
    """Title of the game, with the site's marks, e.g. `~Hack~` or `[Subset - Bonus]`."""
    game_icon: Image | None = None
    system_name: str | None = None
    """Name of the system, e.g. `Genesis/Mega Drive`."""
    type: Annotated[TicketType | None, Wire("ReportType")] = None
    """The reported problem."""
    type_description: Annotated[str | None, Wire("ReportTypeDescription")] = None
    """The problem in the site's words."""
    state: Annotated[TicketState, Wire("ReportState")]
    """State of the ticket, such as open or resolved."""
    state_description: Annotated[str | None, Wire("ReportStateDescription")] = None
    """The state in the site's words."""
    body: Annotated[str, Wire("ReportNotes")] = ""
    """Text of the reporter; old tickets contain HTML line breaks."""
    hardcore: bool | None = None
    """True when the problem happened in hardcore, False for casual mode; None when unknown."""
    reported_at: datetime
    """Moment of the report, UTC."""
    reported_by: str | None = None
    """Display name of the user who reported the problem."""
    reported_by_ulid: str | None = None
    """ULID of the user who reported the problem."""
    resolved_at: datetime | None = None
    """Moment when the ticket was closed or resolved, UTC; None for an open ticket."""
    resolved_by: str | None = None
    """Display name of the user who closed or resolved the ticket; None for an open ticket."""
    resolved_by_ulid: str | None = None
    """ULID of the user who closed or resolved the ticket; None for an open ticket."""

    @property
    def url(self) -> str:
        """The ticket's page."""
        return page_url("ticket", self.id)

    @property
    def achievement_url(self) -> str:
        """The achievement's page."""
        return page_url("achievement", self.achievement_id)

    @property
    def game_url(self) -> str:
        """The game's page."""
        return page_url("game", self.game_id)


@frozen(kw_only=True)
class RecentTickets(Page[Ticket]):
    """A page of the open tickets on promoted achievements, newest first."""

    results: Annotated[tuple[Ticket, ...], Wire("RecentTickets")]
    """The tickets of this page."""
    total: Annotated[int | None, Wire("OpenTickets")] = None
    """Number of all open tickets of the site, also of those that wait for an answer."""
    url: str | None = None
    """Address of the page that lists the tickets."""


@frozen(kw_only=True)
class TicketedGame(Model, HasGameIcon):
    """A game, with the number of its open tickets."""

    game_id: int
    """Id of the game, as in the address of its page."""
    game_title: str
    """Title of the game, with the site's marks, e.g. `~Hack~` or `[Subset - Bonus]`."""
    game_icon: Image | None = None
    system_name: Annotated[str | None, Wire("Console")] = None
    """Name of the system, e.g. `Genesis/Mega Drive`."""
    open_tickets: int
    """Number of open tickets."""

    @property
    def game_url(self) -> str:
        """The game's page."""
        return page_url("game", self.game_id)


@frozen(kw_only=True)
class DeveloperTicketStats(NamedUser):
    """The numbers of tickets on a developer's promoted achievements, by state.

    Tickets that wait for an answer and quarantined tickets are not counted.
    """

    open: int
    """Number of open tickets."""
    closed: int
    """Number of closed tickets."""
    resolved: int
    """Number of resolved tickets."""
    total: int | None = None
    """Sum of the three numbers."""
    url: str | None = None
    """Address of the page that lists the tickets."""


def _total(stats: "GameTicketStats") -> int | None:
    return stats.open_tickets if stats.details else None


@frozen(kw_only=True)
class GameTicketStats(Page[Ticket]):
    """The number of tickets of a game, and a page of these tickets if the call asked for them."""

    game_id: int
    """Id of the game, as in the address of its page."""
    game_title: str
    """Title of the game, with the site's marks, e.g. `~Hack~` or `[Subset - Bonus]`."""
    system_name: str | None = None
    """Name of the system, e.g. `Genesis/Mega Drive`."""
    open_tickets: int
    """Number of tickets on the game's achievements, of every state, although the site calls them open."""
    url: str | None = None
    """Address of the page that lists the tickets."""
    details: Annotated[bool, FromCall("details")]
    """True when the call asked for the tickets."""
    results: Annotated[tuple[Ticket, ...], Wire("Tickets")] = ()
    """The tickets of this page, of every state, newest first; empty unless the call asked for them."""
    total: int | None = field(init=False, default=Factory(_total, takes_self=True))
    """Number of tickets on all pages; None unless the call asked for them."""

    @property
    def game_url(self) -> str:
        """The game's page."""
        return page_url("game", self.game_id)


@frozen(kw_only=True)
class AchievementTicketStats(Model):
    """The number of open tickets of an achievement."""

    achievement_id: int
    """Id of the achievement, as in the address of its page."""
    achievement_title: str
    """Title of the achievement whose tickets are counted."""
    achievement_description: str = ""
    """Task of the player, in words; empty without one."""
    achievement_type: AchievementType | None = None
    """The achievement's part in finishing the game; None for most achievements."""
    open_tickets: int
    """Number of open tickets, also of those that wait for an answer."""
    url: str | None = None
    """Address of the page that lists the tickets."""

    @property
    def achievement_url(self) -> str:
        """The achievement's page."""
        return page_url("achievement", self.achievement_id)
