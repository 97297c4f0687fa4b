"""The endpoints of V1, one file per area of the site's documentation. Declarations only."""

from retroach_async.v1.games import GameEndpoints
from retroach_async.v1.systems import SystemEndpoints
from retroach_async.v1.users import UserEndpoints


class V1(GameEndpoints, UserEndpoints, SystemEndpoints):
    """Every endpoint of V1."""


__all__ = ["V1"]
