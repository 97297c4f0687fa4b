"""How V1's endpoints are declared."""

from __future__ import annotations

from retroach_async import keys
from retroach_async.endpoint import Param
from retroach_async.query import Age
from retroach_async.registry import declaring
from retroach_async.wire.php import PhpDialect

route = declaring(PhpDialect(), secrets=(Param("username", keys.USERNAME), Param("api_key", keys.API_KEY)))
"""Declares an endpoint of V1: `@route("API_GetGame.php")`."""

# How long answers stay true. What is about one user has no age: it is asked for right after a game.

LASTING = Age(fresh=24 * 3600, stale=7 * 24 * 3600)
"""The systems and their lists of games, which the site asks to keep for a while."""
SLOW = Age(fresh=3600, stale=24 * 3600)
"""What developers change: games, their achievements and files, and times that are computed now and then."""
QUICK = Age(fresh=300, stale=3600)
"""What players change: rankings, leaderboards, distributions."""
