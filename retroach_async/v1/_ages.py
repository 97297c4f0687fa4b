"""Times for which answers of V1 stay true.

An answer about one user has no age: it is asked for right after a game.
"""

from __future__ import annotations

from retroach_async.query import Age

LASTING = Age(fresh=24 * 3600, stale=7 * 24 * 3600)
"""The systems and their lists of games, which the site asks to keep for a while."""
SLOW = Age(fresh=3600, stale=24 * 3600)
"""Facts that developers change: games, their achievements and files; and times that are computed now and then."""
QUICK = Age(fresh=300, stale=3600)
"""Facts that players change: rankings, leaderboards, distributions."""
