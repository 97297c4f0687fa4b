"""The decorator for V2's endpoints."""

from __future__ import annotations

from retroach_async import keys
from retroach_async.access import DATA_READ
from retroach_async.param import REQUIRED, Param
from retroach_async.registry import declaring
from retroach_async.wire.jsonapi import JsonApiDialect

_SECRETS = (Param("api_key", keys.API_KEY_HEADER, str, REQUIRED),)

route = declaring(JsonApiDialect(), _SECRETS, DATA_READ)
"""Declares an endpoint of V2: `@route("games/{game_id}")`; a private one with `scope="follows:read"`."""
