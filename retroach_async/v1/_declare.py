"""The decorator for V1's endpoints, and the ages of their answers."""

from __future__ import annotations

from retroach_async import keys
from retroach_async.endpoint import Param
from retroach_async.query import Age
from retroach_async.registry import declaring
from retroach_async.wire.php import PhpDialect

route = declaring(PhpDialect(), secrets=(Param("username", keys.USERNAME), Param("api_key", keys.API_KEY)))
"""Declares an endpoint of V1: `@route("API_GetGame.php")`."""

# Answers about one user have no age: programs ask for them right after a game.

LASTING = Age(fresh=24 * 3600, stale=7 * 24 * 3600)
"""Systems and their lists of games. The site asks clients to keep these answers for a while."""
SLOW = Age(fresh=3600, stale=24 * 3600)
"""Data that developers change: games, achievements and files; also medians that the site computes now and then."""
QUICK = Age(fresh=300, stale=3600)
"""Data that players change: rankings, leaderboards, distributions."""
