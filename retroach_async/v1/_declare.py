"""The decorator that declares an endpoint of V1."""

from __future__ import annotations

from retroach_async import keys
from retroach_async.endpoint import Param
from retroach_async.registry import declaring
from retroach_async.wire.php import PhpDialect

route = declaring(PhpDialect(), secrets=(Param("username", keys.USERNAME), Param("api_key", keys.API_KEY)))
"""Declares an endpoint of V1: `@route("API_GetGame.php")`."""
