"""The decorator for V1's endpoints."""

from __future__ import annotations

from retroach_async import keys
from retroach_async.param import REQUIRED, Param
from retroach_async.registry import declaring
from retroach_async.wire.php import PhpDialect

_SECRETS = (Param("username", keys.USERNAME, str, REQUIRED), Param("api_key", keys.API_KEY, str, REQUIRED))

route = declaring(PhpDialect(), _SECRETS)
"""Declares an endpoint of V1: `@route("API_GetGame.php")`."""
