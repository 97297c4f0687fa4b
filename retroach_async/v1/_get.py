"""How V1's endpoints are declared."""

from __future__ import annotations

from retroach_async import keys
from retroach_async.registry import Param, declaring
from retroach_async.wire.php import PhpDialect

get = declaring(PhpDialect(), secrets=(Param("username", keys.USERNAME), Param("api_key", keys.API_KEY)))
"""Declares an endpoint of V1: ``@get("API_GetGame.php")``."""
