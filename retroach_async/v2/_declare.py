"""The decorator for V2's endpoints."""

from __future__ import annotations

from retroach_async import keys
from retroach_async.endpoint import Param
from retroach_async.registry import Declare, declaring
from retroach_async.wire.jsonapi import JsonApiDialect

_DIALECT = JsonApiDialect()
_SECRETS = (Param("api_key", keys.API_KEY_HEADER),)


def declaring_in(room: str) -> Declare:
    """The decorator for the endpoints of one group, such as `v2.games`."""
    return declaring(_DIALECT, _SECRETS, room)
