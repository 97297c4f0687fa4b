"""Hashes of V2: the files with which games are played."""

from datetime import datetime
from typing import Annotated, ClassVar

from retroach_async.models._model import frozen
from retroach_async.models.marks import NeverAlone, Wire
from retroach_async.models.resource import One, Resource
from retroach_async.models.v2.enums import HashCompatibility
from retroach_async.models.v2.game import Game


@frozen(kw_only=True)
class GameHash(Resource):
    """A file of a game, known by its hash. The game is not named unless it is included."""

    type_name: ClassVar[str] = "game-hashes"
    game = One(lambda: Game)
    """The game that the file holds."""

    id: int
    """Id of the record itself."""
    md5: Annotated[str, Wire("raMd5")]
    """Hash of the file: usually an MD5, but not always of the whole file."""
    name: str | None = None
    """Description of the file, usually its name."""
    labels: Annotated[tuple[str, ...], NeverAlone()] = ()
    """Collections that contain the file, e.g. `nointro`."""
    compatibility: HashCompatibility | None = None
    """Fitness of the file for the game's achievements."""
    patch_url: str | None = None
    """Address of the patch that makes this file from the original; None without a patch."""
    created_at: datetime | None = None
    """Creation of the record, UTC; None when unknown."""
    updated_at: datetime | None = None
    """Last change of the record, UTC; None when unknown."""
