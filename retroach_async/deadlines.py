"""Deadlines of calls and of their attempts: one timer serves all calls of a client."""

from __future__ import annotations

import asyncio
from types import TracebackType
from typing import Any, Self

from retroach_async.clock import Clock, Timer

_FOREVER = float("inf")
_GRAIN = 0.01
"""Limits that pass within so many seconds of each other are noticed together."""


class Deadlines:
    """The time limits of a client's calls and of their attempts: `with Deadline(group) as deadline: ...`.

    It is `asyncio.timeout` for many calls: one timer, set for the earliest limit, serves all.
    """

    def __init__(self, total: float | None, attempt: float | None, clock: Clock) -> None:
        self.total = _FOREVER if total is None else total
        self.attempt = _FOREVER if attempt is None else attempt
        self.clock = clock
        self.calls: dict[Deadline, None] = {}
        """The calls in flight, in the order in which they began."""
        self.timer: Timer | None = None
        """The next look at the clock."""
        self._idle: asyncio.Event | None = None

    def is_within(self, task: asyncio.Task[Any] | None) -> bool:
        """True when a task makes one of the calls in flight."""
        return any(deadline.is_of(task) for deadline in self.calls)

    async def expire_all(self) -> None:
        """End every block now, as if its time were over, and return when the last one is left."""
        if self.timer is not None:
            self.timer.cancel()
            self.timer = None
        for deadline in self.calls:
            deadline.expire()
        if self.calls:
            self._idle = self._idle or asyncio.Event()
            await self._idle.wait()

    def start_timer(self) -> None:
        """Look at the clock when the first call may be over."""
        self._set_timer(min(self.total, self.attempt))

    def on_last(self) -> None:
        """Note that the last call in flight is over: an idle client leaves no timer in the event loop."""
        if self.timer is not None:
            self.timer.cancel()
            self.timer = None
        if self._idle is not None:
            self._idle.set()

    def forget_loop(self) -> None:
        """Drop the calls of an event loop that is gone."""
        self.calls.clear()
        self.timer = self._idle = None

    def _set_timer(self, seconds: float) -> None:
        if seconds != _FOREVER:
            self.timer = self.clock.call_later(max(seconds, _GRAIN), self._look)

    def _look(self) -> None:
        self.timer = None
        now, earliest = self.clock.monotonic(), _FOREVER
        for deadline in self.calls:
            if deadline.ends_at <= now:
                deadline.expire()
                continue
            if deadline.attempt_ends_at <= now:
                deadline.cut_attempt()
                earliest = min(earliest, deadline.ends_at)
            else:
                earliest = min(earliest, deadline.ends_at, deadline.attempt_ends_at)
        if self.calls:
            # A call or an attempt that begins after this look ends no sooner than this.
            self._set_timer(min(earliest - now, self.attempt, self.total))


class Deadline:
    """One call. The block swallows its own cancellation and no other: what follows knows that time is over."""

    ends_at = _FOREVER
    """The end of the call, by the monotonic clock, once the block is entered."""
    attempt_ends_at = _FOREVER
    """The end of the attempt, while there is one."""
    stage = "waiting for the answer"
    """The thing that the call does now, in words, so that `TimedOut` can tell."""
    _is_expired = _attempt_is_cut = False

    def __init__(self, group: Deadlines) -> None:
        self.group = group

    def __enter__(self) -> Self:
        task = asyncio.current_task()
        if task is None:
            raise RuntimeError("await this inside a task")
        self._task, self._cancelling = task, task.cancelling()
        group = self.group
        self.ends_at = group.clock.monotonic() + group.total
        group.calls[self] = None
        if group.timer is None:
            group.start_timer()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        calls = self.group.calls
        calls.pop(self, None)
        if not calls:
            self.group.on_last()
        # When somebody else cancelled too, theirs is the cancellation that goes on.
        return self._is_expired and self._task.uncancel() <= self._cancelling and kind is asyncio.CancelledError

    def is_of(self, task: asyncio.Task[Any] | None) -> bool:
        """True when a task makes the call."""
        return self._task is task

    @property
    def is_cut(self) -> bool:
        """True when the block, or the attempt within it, is being ended."""
        return self._is_expired or self._attempt_is_cut

    @property
    def seconds_left(self) -> float:
        """Seconds until the attempt or the call is cut; `math.inf` without a limit."""
        return max(0.0, min(self.ends_at, self.attempt_ends_at) - self.group.clock.monotonic())

    def begin_attempt(self) -> None:
        """Start the attempt's own limit."""
        self.stage = "waiting for the answer"
        self.attempt_ends_at = self.group.clock.monotonic() + self.group.attempt

    def end_attempt(self) -> bool:
        """Let the attempt be over; tells whether it was cut short, and the cancellation was no one else's."""
        self.attempt_ends_at = _FOREVER
        if not self._attempt_is_cut:
            return False
        self._attempt_is_cut = False
        return self._task.uncancel() <= self._cancelling and not self._is_expired

    def cut_attempt(self) -> None:
        """Have the attempt ended because it takes too long."""
        if not self._attempt_is_cut and not self._is_expired:
            self._attempt_is_cut = True
            self._task.cancel()

    def expire(self) -> None:
        """Have the block left."""
        if not self._is_expired:
            self._is_expired = True
            self._task.cancel()
