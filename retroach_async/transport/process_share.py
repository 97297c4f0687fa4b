"""The way of one process to a shared limit.

    asking      the limit answers: each request takes a permit there, and the own window holds as well
    unsure      the limit answers, but is young: a permit and the own share are needed (`own_share.py`)
    alone       the limit failed: nobody asks it for five seconds at a time, and the own share is all there is

Invariants: a permit is used within `_FRESH` of a window after it was asked for, or another one is taken. Windows at the
limit are longer by as much, so that a permit that is used late does no harm. A process that sent without permits tells
the limit so (`restart`), and the others become as careful.

    second      0           7                            12                            27
    limit       answers     no answer within a second    asked again, and answers
    state       asking      alone                        unsure                        asking

All moments are of the process's own monotonic clock.
"""

from __future__ import annotations

from collections.abc import Coroutine
from math import inf
from typing import Any, TypeVar

from retroach_async.clock import Clock
from retroach_async.deadlines import Deadline, Deadlines
from retroach_async.errors import RateLimited
from retroach_async.transport.circuit import Circuit
from retroach_async.transport.own_share import OwnShare
from retroach_async.transport.shared import SharedAnswer, SharedLimit
from retroach_async.transport.window import Window

_COOL_DOWN = 5.0
"""Seconds for which a limit that failed is left alone."""
_SECONDS_TO_ANSWER = 1.0
_TRIES = 2
"""Permits in a row that may come too late: the first one may have had to wait for a connection."""
_FRESH, _LEAST_FRESH, _MOST_FRESH = 1 / 20, 0.1, _SECONDS_TO_ANSWER
"""The time after the question within which a permit must be used: a part of a window, and its bounds in seconds."""

T = TypeVar("T")


class SharedLimitGuard:
    """Asks a shared limit, and leaves a limit that failed alone for a while."""

    def __init__(self, limit: SharedLimit, clock: Clock) -> None:
        self.limit = limit
        self.clock = clock
        self._circuit = Circuit("the shared rate limit", _COOL_DOWN)

    @property
    def open_for(self) -> float:
        """The seconds for which the limit is still left alone; 0.0 when it may be asked."""
        return self._circuit.open_for(self.clock.monotonic())

    async def call(self, question: Coroutine[Any, Any, T]) -> T | None:
        """The answer, or None when there was none in time."""
        problem = "TimeoutError"
        deadlines = Deadlines(_SECONDS_TO_ANSWER, None, self.clock)
        try:
            with Deadline(deadlines):
                return await question
        except Exception as error:  # noqa: BLE001  a limit may raise anything; none of it may harm a call
            # Its text may hold anything, an address with a password for example.
            problem = type(error).__name__
        finally:
            await deadlines.expire_all()
        self.leave_alone(problem)
        return None

    def leave_alone(self, problem: str) -> None:
        """Ask nothing for a while."""
        self._circuit.trip(problem, self.clock.monotonic())


class ProcessShare:
    """The permits of one key that this process gets from a shared limit, or takes from its own share."""

    def __init__(self, guard: SharedLimitGuard, name: str, requests: int, seconds: float) -> None:
        self._guard = guard
        self._name = name
        self._requests = requests
        # A permit may be used that much later than it was given, so windows are that much longer.
        self._fresh = min(max(seconds * _FRESH, _LEAST_FRESH), _MOST_FRESH)
        self._seconds = seconds + self._fresh
        self._own = OwnShare(requests, guard.limit.processes, self._seconds)
        self._restart = False
        self.until = -inf
        """The moment, by the monotonic clock, before which there is no permit as far as this process knows."""

    @property
    def is_settled(self) -> bool:
        """True when this process knows nothing of the shared limit that matters any more."""
        return self._own.is_settled(self._guard.clock.monotonic()) and not self._restart

    async def seconds_until_permit(self, window: Window) -> float:
        """Take a permit and give 0, or give the seconds to wait before asking again; `window` is our own."""
        clock, guard = self._guard.clock, self._guard
        now = clock.monotonic()
        if now < self.until:
            return self.until - now
        wait = await self._shared_wait(now, window) if not guard.open_for else None
        now = clock.monotonic()
        if wait is None:
            if guard.limit.when_down == "raise":
                raise RateLimited("the shared rate limit cannot be asked", retry_after=guard.open_for)
            self._restart = True
            wait = min(self._own.wait(now, window), _COOL_DOWN)
        self.until = now + wait
        return wait

    async def pause(self, seconds: float) -> None:
        """Have every process wait."""
        guard = self._guard
        if not guard.open_for:
            await guard.call(guard.limit.pause(self._name, seconds))

    async def _shared_wait(self, now: float, window: Window) -> float | None:
        """The seconds to wait, 0 for a permit; None when the limit cannot be asked."""
        if wait := self._own.wait_while_unsure(now, window):
            return wait
        answer = await self._take()
        if answer is None:
            return None
        self._restart = False
        now = self._guard.clock.monotonic()
        # Other processes may find out later than this one that the limit works again.
        trusted_from = now + self._seconds + _TRIES * _SECONDS_TO_ANSWER + _COOL_DOWN - answer.age
        self._own.hear(now, window, trusted_from=trusted_from, left=answer.left, has_permit=not answer.wait)
        return answer.wait or self._own.wait_while_unsure(now, window)

    async def _take(self) -> SharedAnswer | None:
        """A reliable answer, if there is one."""
        guard = self._guard
        for _ in range(_TRIES):
            begun = guard.clock.monotonic()
            # A process that sent without permits says so, so that the others are as careful.
            question = guard.limit.take(self._name, self._requests, self._seconds, restart=self._restart)
            answer = await guard.call(question)
            if answer is None or answer.wait or guard.clock.monotonic() - begun < self._fresh:
                return answer
        guard.leave_alone("too slow")
        return None
