"""Fields that many models share: references to a user, a game or a system."""

from typing import Annotated

from retroach_async.models._model import Model, frozen
from retroach_async.models.marks import Wire
from retroach_async.models.media import HasIcon, Image, page_url


@frozen(kw_only=True)
class UserReference(Model):
    """The user of a row."""

    user: str | None = None
    """Display name; users can change their name, but never their ULID. None for a deleted account."""
    user_ulid: Annotated[str | None, Wire("ULID")] = None
    """ULID, the user's permanent id; every call accepts a ULID in place of a name."""

    @property
    def user_url(self) -> str | None:
        """The user's page; None without a name."""
        return None if self.user is None else page_url("user", self.user)


@frozen(kw_only=True)
class NamedUser(Model):
    """The user whom a row is about."""

    user: str
    """Display name; users can change their name, but never their ULID."""
    user_ulid: Annotated[str | None, Wire("ULID")] = None
    """ULID, the user's permanent id; every call accepts a ULID in place of a name."""

    @property
    def user_url(self) -> str:
        """The user's page."""
        return page_url("user", self.user)


@frozen(kw_only=True)
class GameReference(Model):
    """A game by id and title."""

    id: int
    """Id of the game, as in the address of its page."""
    title: str
    """Title of the game, with the site's marks, e.g. `~Hack~` or `[Subset - Bonus]`."""

    @property
    def url(self) -> str:
        """The game's page."""
        return page_url("game", self.id)


@frozen(kw_only=True)
class SystemReference(Model):
    """A system by id and name."""

    id: int
    """Id of the system, the same in V1 and V2."""
    name: Annotated[str, Wire("Title")]
    """Name of the system, e.g. `Genesis/Mega Drive`."""


@frozen(kw_only=True)
class GameHeader(Model, HasIcon):
    """The fields that all games have."""

    id: int
    """Id of the game, as in the address of its page."""
    title: str
    """Title of the game, with the site's marks, e.g. `~Hack~` or `[Subset - Bonus]`."""
    system_id: int | None = None
    """Id of the system, the same in V1 and V2."""
    system_name: str | None = None
    """Name of the system, e.g. `Genesis/Mega Drive`."""
    image_icon: Image | None = None

    @property
    def url(self) -> str:
        """The game's page."""
        return page_url("game", self.id)
