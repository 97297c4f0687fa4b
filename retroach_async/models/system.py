"""Systems of V1, which the server calls consoles."""

from typing import Annotated

from retroach_async.models._model import Model, frozen
from retroach_async.models.marks import Wire


@frozen(kw_only=True)
class System(Model):
    """A system known to the site. Hubs (100) and events (101) are listed too, as systems without games."""

    id: int
    """Id of the system, the same in V1 and V2."""
    name: str
    """Name of the system, e.g. `Genesis/Mega Drive`."""
    icon_url: str | None = None
    """Absolute address of the icon."""
    active: bool | None = None
    """True when the system's games can be played for achievements."""
    is_game_system: Annotated[bool | None, Wire("IsGameSystem")] = None
    """False for hubs and events."""
