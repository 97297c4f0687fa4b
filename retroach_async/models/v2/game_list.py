"""Games on the lists of users, in V2."""

from datetime import datetime
from typing import ClassVar

from retroach_async.models._model import frozen
from retroach_async.models.resource import One, Resource
from retroach_async.models.v2.game import Game


@frozen(kw_only=True)
class UserGameListEntry(Resource):
    """A game on one of a user's lists. It does not say which list it is: an answer holds the one that was asked for."""

    type_name: ClassVar[str] = "user-game-list-entries"
    game = One(lambda: Game)
    """The game that the user put on the list."""

    id: int
    """Id of the entry, not of the game."""
    created_at: datetime
    """Moment when the user put the game on the list, UTC."""
    game_id: int
    """Id of the game, as in the address of its page."""
    game_title: str | None = None
    """Title of the game, with the site's marks, e.g. `~Hack~` or `[Subset - Bonus]`."""
    game_icon_url: str | None = None
    """Address of the game's icon."""
    system_id: int | None = None
    """Id of the system, the same in V1 and V2."""
    system_name: str | None = None
    """Name of the system, e.g. `Genesis/Mega Drive`."""
    points_total: int | None = None
    """Sum of the points of all promoted achievements of the game."""
    achievements_published: int | None = None
    """Number of promoted achievements of the game."""
