"""A block of calls, and what a call in it costs this process."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import NamedTuple

Call = Callable[[int], Awaitable[object]]
"""A call for a game, by its id."""

CALLS = 500
"""The length of a block."""


class Cost(NamedTuple):
    """The cost of a call."""

    cpu: float
    """Microseconds of CPU."""
    wall: float
    """Microseconds of time."""


async def block(call: Call, concurrency: int) -> Cost:
    """Make the calls of a block, so many at once, and give the cost of one of them."""
    ids = iter(range(1, CALLS + 1))

    async def worker() -> None:
        for game_id in ids:
            await call(game_id)

    cpu, wall = time.process_time(), time.perf_counter()
    await asyncio.gather(*(worker() for _ in range(concurrency)))
    return Cost((time.process_time() - cpu) / CALLS * 1e6, (time.perf_counter() - wall) / CALLS * 1e6)
