"""A clock that a test moves forward."""

from __future__ import annotations

import asyncio
import heapq
import math
from collections.abc import Callable

_START = 1_700_000_000.0
"""The wall clock's first moment: 2023-11-14 22:13:20 UTC."""
_QUIET_TURNS = 3
"""The event loop is idle after so many turns in which no other callback was ready."""
_MOST_TURNS = 1000
"""The clock gives up after so many turns, when the event loop never becomes idle or does not show it."""


class FakeClock:
    """A `Clock` for tests: `Client(..., clock=FakeClock())`.

    Nothing waits in real time. Time stands still until `await clock.advance(seconds)`. This runs all sleeps
    and alarms that become due, each at its own moment and in the order of the moments.

    With `auto=True` the clock moves by itself: whenever every task waits and one of them sleeps, time jumps
    to the end of the shortest sleep. Alarms (`call_later`: deadlines, timeouts) before that moment go off.
    Without a sleep the clock does not move, not even to the next alarm: the tasks then wait for an answer,
    perhaps from a socket.
    """

    def __init__(self, *, auto: bool = False, start: float = _START) -> None:
        self._auto = auto
        self._wall = start
        self._elapsed = 0.0
        self._timers: list[_FakeTimer] = []
        self._count = 0
        self._watched: asyncio.AbstractEventLoop | None = None
        self._quiet = self._turns = 0
        self._is_settling = False
        self.sleeps: list[float] = []
        """The length of every sleep, in seconds, in order."""

    # What a Clock does

    def now(self) -> float:
        """Wall-clock time as Unix seconds."""
        return self._wall + self._elapsed

    def monotonic(self) -> float:
        """Seconds since this clock was made."""
        return self._elapsed

    async def sleep(self, seconds: float) -> None:
        """Wait until this clock has moved so many seconds."""
        self.sleeps.append(seconds)
        if seconds <= 0:
            await asyncio.sleep(0)
            return
        awake = asyncio.get_running_loop().create_future()

        def wake() -> None:
            if not awake.done():
                awake.set_result(None)

        timer = self._add(seconds, wake, is_sleep=True)
        self._start_to_watch()
        try:
            await awake
        finally:
            timer.cancel()

    def call_later(self, seconds: float, callback: Callable[[], None]) -> _FakeTimer:
        """Call something when this clock has moved so many seconds."""
        return self._add(seconds, callback, is_sleep=False)

    # What a test does

    async def advance(self, seconds: float) -> None:
        """Move the clock so many seconds, run everything that becomes due, and wait until all tasks wait."""
        until = self._elapsed + seconds
        await self.settle()
        while (timer := self._next()) is not None and timer.when <= until:
            self._move_to(timer.when)
            await self.settle()
        self._elapsed = max(self._elapsed, until)

    async def settle(self) -> None:
        """Wait until all other tasks wait for time or for an answer; the clock does not move."""
        self._is_settling = True
        quiet = 0
        for _ in range(_MOST_TURNS):
            await asyncio.sleep(0)
            quiet = quiet + 1 if _is_idle() else 0
            if quiet == _QUIET_TURNS:
                break
        self._is_settling = False
        self._start_to_watch()

    def shift_wall_clock(self, seconds: float) -> None:
        """Set the wall clock forward or back, as a person or a time server does; `monotonic` does not change."""
        self._wall += seconds

    @property
    def sleepers(self) -> int:
        """The number of sleeps that have not ended."""
        return sum(timer.is_sleep and not timer.is_cancelled for timer in self._timers)

    @property
    def alarms(self) -> int:
        """The number of calls of `call_later` that are still to come."""
        return sum(not timer.is_sleep and not timer.is_cancelled for timer in self._timers)

    def __repr__(self) -> str:
        return f"<FakeClock at {self._elapsed:g} s, {self.sleepers} sleepers, {self.alarms} alarms>"

    def _add(self, seconds: float, callback: Callable[[], None], *, is_sleep: bool) -> _FakeTimer:
        self._count += 1
        when = self._elapsed + max(0.0, seconds)
        if seconds > 0 and when == self._elapsed:
            when = math.nextafter(when, math.inf)  # however short a wait is, time moves on
        timer = _FakeTimer(when, self._count, callback, is_sleep=is_sleep)
        heapq.heappush(self._timers, timer)
        return timer

    def _next(self) -> _FakeTimer | None:
        while self._timers and self._timers[0].is_cancelled:
            heapq.heappop(self._timers)
        return self._timers[0] if self._timers else None

    def _move_to(self, moment: float) -> None:
        """Move to a moment and run everything that is due then, as an event loop does, before any task wakes up."""
        self._elapsed = max(self._elapsed, moment)
        due = []
        while (timer := self._next()) is not None and timer.when <= self._elapsed:
            due.append(heapq.heappop(self._timers))
        for timer in due:
            if not timer.is_cancelled:
                timer.callback()

    def _start_to_watch(self) -> None:
        loop = asyncio.get_running_loop()
        if self._auto and self._watched is not loop:
            self._watched = loop
            self._quiet = self._turns = 0
            loop.call_soon(self._watch)

    def _watch(self) -> None:
        """Look at the event loop once in every turn, and jump when the loop has been idle for a few turns."""
        timer = self._next()
        if self._is_settling or timer is None or not self.sleepers:
            self._watched = None
            return
        self._turns += 1
        self._quiet = self._quiet + 1 if _is_idle() else 0
        if self._quiet == _QUIET_TURNS or self._turns == _MOST_TURNS:
            self._quiet = self._turns = 0
            self._move_to(timer.when)
        asyncio.get_running_loop().call_soon(self._watch)


class _FakeTimer:
    """A callback that is due at a moment; of two at the same moment the older one comes first."""

    __slots__ = ("_order", "callback", "is_cancelled", "is_sleep", "when")

    def __init__(self, when: float, order: int, callback: Callable[[], None], *, is_sleep: bool) -> None:
        self.when = when
        self._order = order
        self.callback = callback
        self.is_sleep = is_sleep
        self.is_cancelled = False

    def cancel(self) -> None:
        """Drop the callback."""
        self.is_cancelled = True

    def __lt__(self, other: _FakeTimer) -> bool:
        return (self.when, self._order) < (other.when, other._order)


def _is_idle() -> bool:
    """True when no other callback is ready; always False for an event loop that does not show its callbacks."""
    return not getattr(asyncio.get_running_loop(), "_ready", True)
