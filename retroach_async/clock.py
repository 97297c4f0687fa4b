"""Time as a part of every seam, so that no test sleeps."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import Protocol


class Timer(Protocol):
    """Something that will happen unless it is cancelled."""

    def cancel(self) -> None:
        """See to it that it does not happen."""
        ...


class Clock(Protocol):
    """The ways in which the library uses time."""

    def now(self) -> float:
        """Wall-clock time as Unix seconds."""
        ...

    def monotonic(self) -> float:
        """Seconds that never go backwards, for measuring and waiting."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        ...

    def call_later(self, seconds: float, callback: Callable[[], None]) -> Timer:
        """Have something called in the running event loop after a while."""
        ...


class SystemClock:
    """The clock of the machine and of the running event loop."""

    now = staticmethod(time.time)
    monotonic = staticmethod(time.monotonic)

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        await asyncio.sleep(seconds)

    def call_later(self, seconds: float, callback: Callable[[], None]) -> Timer:
        """Have something called in the running event loop after a while."""
        return asyncio.get_running_loop().call_later(seconds, callback)
