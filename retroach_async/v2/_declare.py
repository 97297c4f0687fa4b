"""The decorator that declares an endpoint of V2."""

from __future__ import annotations

from retroach_async import keys
from retroach_async.endpoint import Param
from retroach_async.registry import declaring
from retroach_async.wire.jsonapi import JsonApiDialect

route = declaring(JsonApiDialect(), secrets=(Param("api_key", keys.API_KEY_HEADER),))
"""Declares an endpoint of V2: `@route("games/{game_id}")`."""
