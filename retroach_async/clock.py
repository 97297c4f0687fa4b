"""The clock: time as an option of the client, so that no test sleeps."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import Protocol


class Timer(Protocol):
    """A call to come, which can be cancelled."""

    def cancel(self) -> None:
        """Cancel the call."""
        ...


class Clock(Protocol):
    """The clock that a client uses for all time and all waiting."""

    def now(self) -> float:
        """Wall-clock time as Unix seconds."""
        ...

    def monotonic(self) -> float:
        """Seconds that never go backwards, for measuring and waiting."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Wait for so many seconds."""
        ...

    def call_later(self, seconds: float, callback: Callable[[], None]) -> Timer:
        """Call a function in the running event loop after so many seconds."""
        ...


class SystemClock:
    """The clock of the machine and of the running event loop."""

    now = staticmethod(time.time)
    monotonic = staticmethod(time.monotonic)

    async def sleep(self, seconds: float) -> None:
        """Wait for so many seconds."""
        await asyncio.sleep(seconds)

    def call_later(self, seconds: float, callback: Callable[[], None]) -> Timer:
        """Call a function in the running event loop after so many seconds."""
        return asyncio.get_running_loop().call_later(seconds, callback)
