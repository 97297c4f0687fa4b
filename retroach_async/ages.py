"""Times for which answers of both APIs stay true.

Answers about one user have no age: programs ask for them right after a game. A single resource and the list that can
answer for many of them have the same age.
"""

from __future__ import annotations

from retroach_async.query import Age

LASTING = Age(fresh=24 * 3600, stale=7 * 24 * 3600)
"""Systems, hubs and V1's lists of games. The site asks clients to keep these answers for a while."""
SLOW = Age(fresh=3600, stale=24 * 3600)
"""Data that developers change: games, achievements, sets, events, files; also medians that the site computes."""
QUICK = Age(fresh=300, stale=3600)
"""Data that players change: rankings, leaderboards, distributions, unlocks; also comments, tickets and claims."""
