"""Times for which answers of V1 stay true.

Answers about one user have no age: programs ask for them right after a game.
"""

from __future__ import annotations

from retroach_async.query import Age

LASTING = Age(fresh=24 * 3600, stale=7 * 24 * 3600)
"""Systems and their lists of games. The site asks clients to keep these answers for a while."""
SLOW = Age(fresh=3600, stale=24 * 3600)
"""Data that developers change: games, achievements and files; also medians that the site computes now and then."""
QUICK = Age(fresh=300, stale=3600)
"""Data that players change: rankings, leaderboards, distributions."""
