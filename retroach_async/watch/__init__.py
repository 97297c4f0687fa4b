"""Feeds of new things on the site, which lose nothing: `ra.watch.unlocks([...])`."""

from __future__ import annotations

from retroach_async.watch.changed_games import ChangedGames
from retroach_async.watch.cursors import CursorStore, FileCursors, MemoryCursors
from retroach_async.watch.events import NewAward, NewClaim, NewSet, NewTicket, NewUnlock, NewWeek, Trouble
from retroach_async.watch.feeds import Feeds
from retroach_async.watch.sqlite_cursors import SqliteCursors
from retroach_async.watch.watch import UserState, Watch, WatchState

__all__ = [
    "ChangedGames",
    "CursorStore",
    "Feeds",
    "FileCursors",
    "MemoryCursors",
    "NewAward",
    "NewClaim",
    "NewSet",
    "NewTicket",
    "NewUnlock",
    "NewWeek",
    "SqliteCursors",
    "Trouble",
    "UserState",
    "Watch",
    "WatchState",
]
