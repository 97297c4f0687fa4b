"""Tickets of V2: reports of problems with achievements, leaderboards and rich presence."""

from datetime import datetime
from typing import Annotated, ClassVar

from retroach_async.models._model import frozen
from retroach_async.models.marks import Address, NeverAlone
from retroach_async.models.resource import Maybe, Resource
from retroach_async.models.v2.achievement import Achievement
from retroach_async.models.v2.enums import TicketableType, TicketState, TicketType
from retroach_async.models.v2.leaderboard import Leaderboard
from retroach_async.models.v2.user import User


@frozen(kw_only=True)
class Ticket(Resource):
    """A ticket: a user's report of a problem."""

    type_name: ClassVar[str] = "tickets"
    achievement = Maybe(lambda: Achievement)
    """The achievement that the ticket is about; None when it is about something else."""
    leaderboard = Maybe(lambda: Leaderboard)
    """The leaderboard that the ticket is about; None when it is about something else."""
    reporter = Maybe(lambda: User)
    """The user who reported the problem; None when unknown."""
    resolver = Maybe(lambda: User)
    """The user who closed or resolved the ticket; None for an open ticket."""
    author = Maybe(lambda: User)
    """The developer who made the achievement or the leaderboard; None when unknown."""

    id: int
    """Id of the ticket, as in the address of its page."""
    state: TicketState
    """State of the ticket, such as open or resolved."""
    type: TicketType | None = None
    """The reported problem."""
    body: str | None = None
    """Text of the reporter; old tickets contain HTML line breaks."""
    hardcore: bool | None = None
    """True when the problem happened in hardcore, False for casual mode; None when unknown."""
    reported_at: datetime
    """Moment of the report, UTC."""
    resolved_at: datetime | None = None
    """Moment when the ticket was closed or resolved, UTC; None for an open ticket."""
    ticketable_type: TicketableType
    """The kind of thing that the ticket is about."""
    ticketable_id: int
    """Id of the achievement or the leaderboard that the ticket is about; of the game for rich presence."""
    ticketable_title: Annotated[str | None, NeverAlone()] = None
    """Title of the thing that the ticket is about."""
    game_id: Annotated[int | None, NeverAlone()] = None
    """Id of the game, as in the address of its page."""
    game_title: Annotated[str | None, NeverAlone()] = None
    """Title of the game, with the site's marks, e.g. `~Hack~` or `[Subset - Bonus]`."""
    game_icon_url: str | None = None
    """Address of the game's icon."""
    system_name: str | None = None
    """Name of the system, e.g. `Genesis/Mega Drive`."""
    reporter_display_name: Annotated[str | None, NeverAlone()] = None
    """Display name of the user who reported the problem."""
    resolver_display_name: Annotated[str | None, NeverAlone()] = None
    """Display name of the user who closed or resolved the ticket; None for an open ticket."""
    author_display_name: Annotated[str | None, NeverAlone()] = None
    """Display name of the developer who made the achievement or the leaderboard."""
    web_url: Annotated[str | None, Address()] = None
    """Address of the ticket's page."""
