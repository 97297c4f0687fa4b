"""Tickets: reports that something is wrong with an achievement."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from attrs import Factory, field, frozen

from retroach_async.models._model import Model
from retroach_async.models.enums import AchievementType, TicketState, TicketType
from retroach_async.models.marks import FromCall, Wire
from retroach_async.models.media import Badge, Image, page_url
from retroach_async.models.page import Page
from retroach_async.models.reference import UserReference


@frozen(kw_only=True)
class Ticket(Model):
    """One ticket on an achievement."""

    id: int
    achievement_id: int
    achievement_title: str
    achievement_description: Annotated[str, Wire("AchievementDesc")]
    achievement_type: AchievementType | None
    """What the achievement means for finishing the game; None for most."""
    achievement_author: str | None
    """Display name of the developer."""
    achievement_author_ulid: str | None
    points: int
    badge_name: Badge
    game_id: int
    game_title: str
    game_icon: Image | None
    system_name: str
    type: Annotated[TicketType, Wire("ReportType")]
    type_description: Annotated[str, Wire("ReportTypeDescription")]
    """The type in the site's words."""
    state: Annotated[TicketState, Wire("ReportState")]
    state_description: Annotated[str, Wire("ReportStateDescription")]
    """The state in the site's words."""
    body: Annotated[str, Wire("ReportNotes")]
    """What the reporter wrote; old tickets hold HTML line breaks."""
    hardcore: bool | None
    """The mode in which it happened; None when that is unknown."""
    reported_at: datetime
    """UTC."""
    reported_by: str | None
    """Display name."""
    reported_by_ulid: str | None
    resolved_at: datetime | None
    """UTC; None while it is open."""
    resolved_by: str | None
    """Display name."""
    resolved_by_ulid: str | None

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
    """All open tickets of the site, those that wait for an answer included."""
    url: str
    """The page that lists them."""


@frozen(kw_only=True)
class TicketedGame(Model):
    """A game and how many open tickets it has."""

    game_id: int
    game_title: str
    game_icon: Image | None
    system_name: Annotated[str, Wire("Console")]
    open_tickets: int

    @property
    def game_url(self) -> str:
        """The game's page."""
        return page_url("game", self.game_id)


@frozen(kw_only=True)
class DeveloperTicketStats(UserReference):
    """What became of the tickets on a developer's promoted achievements.

    Tickets that wait for an answer, and quarantined ones, are in none of the counts.
    """

    open: int
    closed: int
    resolved: int
    total: int
    """The sum of the three."""
    url: str
    """The page that lists them."""


def _total(stats: GameTicketStats) -> int | None:
    return stats.open_tickets if stats.details else None


@frozen(kw_only=True)
class GameTicketStats(Page[Ticket]):
    """How many tickets a game has, and a page of them if they were asked for."""

    game_id: int
    game_title: str
    system_name: str
    open_tickets: int
    """Tickets on the game's achievements: of every state, whatever the site calls them."""
    url: str
    """The page that lists them."""
    details: Annotated[bool, FromCall("details")]
    """Whether the tickets were asked for."""
    results: Annotated[tuple[Ticket, ...], Wire("Tickets")] = ()
    """The tickets of this page, of every state, newest first; empty unless they were asked for."""
    total: int | None = field(init=False, default=Factory(_total, takes_self=True))
    """How many rows there are on all pages; None unless they were asked for."""

    @property
    def game_url(self) -> str:
        """The game's page."""
        return page_url("game", self.game_id)


@frozen(kw_only=True)
class AchievementTicketStats(Model):
    """How many open tickets an achievement has."""

    achievement_id: int
    achievement_title: str
    achievement_description: str
    achievement_type: AchievementType | None
    """What the achievement means for finishing the game; None for most."""
    open_tickets: int
    """Those that wait for an answer included."""
    url: str
    """The page that lists them."""

    @property
    def achievement_url(self) -> str:
        """The achievement's page."""
        return page_url("achievement", self.achievement_id)
