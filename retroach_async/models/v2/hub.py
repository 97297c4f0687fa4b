"""Hubs of V2: collections of games."""

from datetime import datetime
from typing import Annotated, ClassVar

from retroach_async.models._model import frozen
from retroach_async.models.marks import Address
from retroach_async.models.resource import Resource


@frozen(kw_only=True)
class Hub(Resource):
    """A collection of games with something in common, such as a series. Its games and links have calls of their own."""

    type_name: ClassVar[str] = "hubs"

    id: int
    """Id of the hub, as in the address of its page."""
    title: str
    """Title, in square brackets for most hubs: `[Series - Mario]`."""
    sort_title: str | None = None
    """The title for sorting."""
    badge_url: str | None = None
    """Address of the hub's picture."""
    has_mature_content: bool | None = None
    """True for content that is not for children."""
    games_count: int | None = None
    """Number of games in the hub."""
    linked_hubs_count: int | None = None
    """Number of hubs to which the hub links."""
    is_event_hub: bool | None = None
    """True for a hub about events."""
    created_at: datetime | None = None
    """Creation of the hub, UTC."""
    updated_at: datetime | None = None
    """Last change of the hub, UTC."""
    web_url: Annotated[str | None, Address()] = None
    """Address of the hub's page."""
    forum_topic: Annotated[str | None, Address()] = None
    """Address of the hub's forum topic; None without one."""
