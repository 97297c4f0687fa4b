"""Giving up on what takes too long, for many calls at the price of one timer."""

from __future__ import annotations

import asyncio
from types import TracebackType
from typing import Self

from retroach_async.clock import Clock, Timer

_FOREVER = float("inf")
_GRAIN = 0.01
"""Limits that pass within so many seconds of each other are noticed together."""


class Patience:
    """How long calls, and the attempts within them, may take: ``with Wait(patience) as wait: ...``.

    It is `asyncio.timeout` for a crowd: one timer, set for the earliest limit, serves all.
    """

    def __init__(self, total: float | None, attempt: float | None, clock: Clock) -> None:
        self.total = _FOREVER if total is None else total
        self.attempt = _FOREVER if attempt is None else attempt
        self.clock = clock
        self.waits: dict[Wait, None] = {}
        """The calls in flight, in the order in which they began."""
        self.timer: Timer | None = None
        """What will look at the clock next."""
        self._idle: asyncio.Event | None = None

    async def end_all(self) -> None:
        """End every block now, as if its time were over, and return when the last one is left."""
        if self.timer is not None:
            self.timer.cancel()
            self.timer = None
        for wait in self.waits:
            wait.end()
        if self.waits:
            self._idle = self._idle or asyncio.Event()
            await self._idle.wait()

    def watch(self) -> None:
        """See to it that somebody looks at the clock."""
        self._set_timer(min(self.total, self.attempt))

    def rest(self) -> None:
        """Note that the last call in flight is over."""
        if self._idle is not None:
            self._idle.set()

    def _set_timer(self, seconds: float) -> None:
        if seconds != _FOREVER:
            self.timer = self.clock.call_later(max(seconds, _GRAIN), self._look)

    def _look(self) -> None:
        self.timer = None
        now, earliest = self.clock.monotonic(), _FOREVER
        for wait in self.waits:
            if wait.until <= now:
                wait.end()
                continue
            if wait.attempt_until <= now:
                wait.cut_attempt()
                earliest = min(earliest, wait.until)
            else:
                earliest = min(earliest, wait.until, wait.attempt_until)
        if self.waits:
            # A call or an attempt that begins after this look ends no sooner than this.
            self._set_timer(min(earliest - now, self.attempt, self.total))


class Wait:
    """One call. The block swallows its own cancellation and no other: what follows knows that time is over."""

    __slots__ = ("_attempt_is_cut", "_cancelling", "_is_over", "_task", "attempt_until", "patience", "until")

    def __init__(self, patience: Patience) -> None:
        self.patience = patience
        self._is_over = self._attempt_is_cut = False
        self.until = patience.clock.monotonic() + patience.total
        self.attempt_until = _FOREVER

    def __enter__(self) -> Self:
        task = asyncio.current_task()
        if task is None:
            raise RuntimeError("await this inside a task")
        self._task, self._cancelling = task, task.cancelling()
        patience = self.patience
        patience.waits[self] = None
        if patience.timer is None:
            patience.watch()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        waits = self.patience.waits
        del waits[self]
        if not waits:
            self.patience.rest()
        # When somebody else cancelled too, theirs is the cancellation that goes on.
        return self._is_over and self._task.uncancel() <= self._cancelling and kind is asyncio.CancelledError

    @property
    def is_cut(self) -> bool:
        """Whether the block, or the attempt within it, is being ended."""
        return self._is_over or self._attempt_is_cut

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
