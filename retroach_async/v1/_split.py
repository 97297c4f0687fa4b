"""Calls that take several requests: they are split, and the answers are put together."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import accumulate
from typing import Any

from attrs import evolve

from retroach_async.endpoint import CallOnce
from retroach_async.errors import ServerError
from retroach_async.models import EarnedAchievement, FrozenMap, UserProgress

_MOST_GAMES = 200
"""Ids of one request: even the longest ones leave its address well below the 8 KiB that servers take."""

_MOST_UNLOCKS = 500
"""Rows of one answer: the oldest of the window. The server does not say that there are more."""


async def by_games(call_once: CallOnce, arguments: Mapping[str, Any]) -> FrozenMap[UserProgress]:
    """Progress in any number of games: some games at a time."""
    games = tuple(dict.fromkeys(arguments["game_ids"]))
    progress: dict[int, UserProgress] = {}
    for start in range(0, len(games), _MOST_GAMES):
        progress.update(await call_once({**arguments, "game_ids": games[start : start + _MOST_GAMES]}))
    return FrozenMap(progress)


async def by_time(call_once: CallOnce, arguments: Mapping[str, Any]) -> tuple[EarnedAchievement, ...]:
    """All unlocks of a window: a full answer is followed by the window that begins with its last second.

    That second is asked for twice, because the limit may have cut it; what is known of it is dropped.
    """
    rows: tuple[EarnedAchievement, ...] = await call_once(arguments)
    if len(rows) < _MOST_UNLOCKS:
        return rows
    unlocks = {_identity(row): row for row in rows}
    start = arguments["start"]
    while len(rows) >= _MOST_UNLOCKS:
        if rows[-1].date_awarded <= start:
            raise ServerError(f"the server tells only {_MOST_UNLOCKS} of the unlocks at {start}")
        start = rows[-1].date_awarded
        rows = await call_once({**arguments, "start": start})
        unlocks |= {_identity(row): row for row in rows}
    points = accumulate(row.points for row in unlocks.values())
    return tuple(evolve(row, cumulative_points=sum_) for row, sum_ in zip(unlocks.values(), points, strict=True))


def _identity(row: EarnedAchievement) -> object:
    return row.date_awarded, row.achievement_id, row.hardcore
