"""Somebody who follows a feed while things happen on the site."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeVar

from retroach_async.clock import Clock
from retroach_async.watch import Watch

E = TypeVar("E")

HOUR = 3600.0
Play = dict[float, Callable[[], object]]
"""The things that happen: a function for each moment, in seconds since the watch began."""


async def follow(watch: Watch[E], clock: Clock, play: Play, until: float) -> list[E]:
    """All events of a watch that runs until a moment, while things happen on the site."""

    async def perform() -> None:
        begun = clock.monotonic()
        for moment, happen in sorted({**play, until: watch.stop}.items()):
            await clock.sleep(moment - (clock.monotonic() - begun))
            happen()

    async with watch:
        performance = asyncio.create_task(perform())
        told = [event async for event in watch]
        await performance
    return told


async def until(clock: Clock, condition: Callable[[], object]) -> None:
    """Wait until something is so, however much time passes; threads may have to do their part."""
    while not condition():
        await clock.sleep(10)
