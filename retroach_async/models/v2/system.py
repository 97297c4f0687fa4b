"""Systems of V2."""

from typing import ClassVar

from retroach_async.models._model import frozen
from retroach_async.models.resource import Resource


@frozen(kw_only=True)
class System(Resource):
    """A console, a computer or another kind of machine."""

    type_name: ClassVar[str] = "systems"

    id: int
    """Id of the system, the same in V1 and V2."""
    name: str
    """Name of the system, e.g. `Genesis/Mega Drive`."""
    name_full: str | None = None
    """Name with its manufacturer, e.g. `Sega Genesis/Mega Drive`."""
    name_short: str | None = None
    """Short name, e.g. `MD`."""
    manufacturer: str | None = None
    """Maker of the system, e.g. `Sega`; None without one."""
    icon_url: str | None = None
    """Address of the system's icon."""
    active: bool | None = None
    """True if its games can be played for achievements."""
