"""Giving up on what takes too long, for many calls at the price of one timer."""

from __future__ import annotations

import asyncio
from types import TracebackType

from retroach_async.clock import Clock, Timer

_FOREVER = float("inf")
_GRAIN = 0.01
"""Limits that pass within so many seconds of each other are noticed together."""


class Patience:
    """How long calls, and the attempts within them, may take: ``with patience.wait() as wait: ...``.

    It is `asyncio.timeout` for a crowd: one timer, set for the earliest limit, serves all.
    """

    def __init__(self, total: float | None, attempt: float | None, clock: Clock) -> None:
        self.total = _FOREVER if total is None else total
        self.attempt = _FOREVER if attempt is None else attempt
        self.clock = clock
        self._waits: dict[Wait, None] = {}
        self._timer: Timer | None = None
        self._idle: asyncio.Event | None = None

    def wait(self) -> Wait:
        """A block that is left early, without an error, when it takes longer than a call may."""
        return Wait(self)

    async def end_all(self) -> None:
        """End every block now, as if its time were over, and return when the last one is left."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        for wait in self._waits:
            wait.end()
        if self._waits:
            self._idle = self._idle or asyncio.Event()
            await self._idle.wait()

    def _add(self, wait: Wait) -> None:
        self._waits[wait] = None
        if self._timer is None:
            self._set_timer(min(self.total, self.attempt))

    def _remove(self, wait: Wait) -> None:
        del self._waits[wait]
        if self._idle is not None and not self._waits:
            self._idle.set()

    def _set_timer(self, seconds: float) -> None:
        if seconds != _FOREVER:
            self._timer = self.clock.call_later(max(seconds, _GRAIN), self._look)

    def _look(self) -> None:
        self._timer = None
        now, earliest = self.clock.monotonic(), _FOREVER
        for wait in self._waits:
            if wait.until <= now:
                wait.end()
            elif wait.attempt_until <= now:
                wait.cut_attempt()
            else:
                earliest = min(earliest, wait.until, wait.attempt_until)
        if self._waits:
            # A call that has no limit now may begin an attempt, which has one, before anybody looks again.
            self._set_timer(min(earliest - now, self.attempt))


class Wait:
    """One call. The block swallows its own cancellation and no other: what follows knows that time is over."""

    __slots__ = ("_attempt_is_cut", "_cancelling", "_is_over", "_patience", "_task", "attempt_until", "until")

    def __init__(self, patience: Patience) -> None:
        self._patience = patience
        self._is_over = self._attempt_is_cut = False
        self.until = patience.clock.monotonic() + patience.total
        self.attempt_until = _FOREVER

    def begin_attempt(self) -> None:
        """Let an attempt begin, which has its own limit within that of the call."""
        self.attempt_until = self._patience.clock.monotonic() + self._patience.attempt

    def end_attempt(self) -> bool:
        """Let the attempt be over; tells whether it was cut short, and the cancellation was no one else's."""
        self.attempt_until = _FOREVER
        was_cut, self._attempt_is_cut = self._attempt_is_cut, False
        return was_cut and self._task.uncancel() <= self._cancelling and not self._is_over

    def cut_attempt(self) -> None:
        """Have the attempt ended because it takes too long."""
        if not self._attempt_is_cut and not self._is_over:
            self._attempt_is_cut = True
            self._task.cancel()

    def end(self) -> None:
        """Have the block left."""
        if not self._is_over:
            self._is_over = True
            self._task.cancel()

    def __enter__(self) -> Wait:
        task = asyncio.current_task()
        if task is None:
            raise RuntimeError("await this inside a task")
        self._task, self._cancelling = task, task.cancelling()
        self._patience._add(self)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        self._patience._remove(self)
        # When somebody else cancelled too, theirs is the cancellation that goes on.
        return self._is_over and self._task.uncancel() <= self._cancelling and kind is asyncio.CancelledError
