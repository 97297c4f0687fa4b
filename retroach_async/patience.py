"""Giving up on what takes too long, for many waits at the price of one timer."""

from __future__ import annotations

import asyncio
from types import TracebackType

from retroach_async.clock import Clock, Timer


class Patience:
    """The same number of seconds for many blocks: ``with patience.wait(): reply = await ...``.

    It is `asyncio.timeout` for a crowd. All blocks may take equally long, so they end in the order in
    which they began, and one timer, set for the oldest, serves them all.
    """

    def __init__(self, seconds: float | None, clock: Clock) -> None:
        self.seconds = float("inf") if seconds is None else seconds
        self._clock = clock
        self._waits: dict[Wait, float] = {}
        self._timer: Timer | None = None
        self._idle: asyncio.Event | None = None

    def wait(self) -> Wait:
        """A block that is left early, without an error, when it takes too long."""
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
        self._waits[wait] = self._clock.monotonic() + self.seconds
        if self._timer is None and self.seconds != float("inf"):
            self._timer = self._clock.call_later(self.seconds, self._end_the_oldest)

    def _remove(self, wait: Wait) -> None:
        del self._waits[wait]
        if self._idle is not None and not self._waits:
            self._idle.set()

    def _end_the_oldest(self) -> None:
        self._timer = None
        now = self._clock.monotonic()
        for wait, until in self._waits.items():
            if until > now:
                self._timer = self._clock.call_later(until - now, self._end_the_oldest)
                return
            wait.end()


class Wait:
    """One block. It swallows its own cancellation and no other: what follows it knows that time is over."""

    __slots__ = ("_cancelling", "_is_over", "_patience", "_task")

    def __init__(self, patience: Patience) -> None:
        self._patience = patience
        self._is_over = False

    def end(self) -> None:
        """Have the block left."""
        if not self._is_over:
            self._is_over = True
            self._task.cancel()

    def __enter__(self) -> None:
        task = asyncio.current_task()
        if task is None:
            raise RuntimeError("await this inside a task")
        self._task, self._cancelling = task, task.cancelling()
        self._patience._add(self)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        self._patience._remove(self)
        # When somebody else cancelled too, theirs is the cancellation that goes on.
        return self._is_over and self._task.uncancel() <= self._cancelling and kind is asyncio.CancelledError
