"""Calls that need several requests: the split of the call, and the merge of the answers."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import accumulate
from typing import Any

from attrs import evolve

from retroach_async import models
from retroach_async.endpoint import CallOnce
from retroach_async.errors import ServerError

_MOST_GAMES = 200
"""Ids in one request: even with the longest ids the address stays well below the 8 KiB that servers accept."""

_MOST_UNLOCKS = 500
"""Rows in one answer: the oldest of the time asked for. The server does not say that rows are missing."""


async def by_games(call_once: CallOnce, arguments: Mapping[str, Any]) -> models.FrozenMap[models.UserProgress]:
    """Progress in any number of games, up to 200 games in one request."""
    games = tuple(dict.fromkeys(arguments["game_ids"]))
    progress: dict[int, models.UserProgress] = {}
    for start in range(0, len(games), _MOST_GAMES):
        progress.update(await call_once({**arguments, "game_ids": games[start : start + _MOST_GAMES]}))
    return models.FrozenMap(progress)


async def by_time(call_once: CallOnce, arguments: Mapping[str, Any]) -> tuple[models.EarnedAchievement, ...]:
    """All unlocks between two moments. After a full answer the next request begins at the last second of that answer.

    The last second is asked for twice, because the maximum may have cut it; unlocks that came already are dropped.
    """
    rows: tuple[models.EarnedAchievement, ...] = await call_once(arguments)
    if len(rows) < _MOST_UNLOCKS:
        return rows
    unlocks = {_identity(row): row for row in rows}
    start = arguments["start"]
    while len(rows) >= _MOST_UNLOCKS:
        if rows[-1].unlocked_at <= start:
            raise ServerError(f"the server tells only {_MOST_UNLOCKS} of the unlocks at {start}")
        start = rows[-1].unlocked_at
        rows = await call_once({**arguments, "start": start})
        unlocks |= {_identity(row): row for row in rows}
    points = accumulate(row.points for row in unlocks.values())
    return tuple(evolve(row, cumulative_points=sum_) for row, sum_ in zip(unlocks.values(), points, strict=True))


def _identity(row: models.EarnedAchievement) -> object:
    return row.unlocked_at, row.achievement_id, row.hardcore
