"""The way of one process to a shared limit.

    asking      the limit answers: each request takes a permit there, and the own window holds as well
    unsure      the limit answers, but is young: a permit and the own share are needed (`own_share.py`)
    alone       the limit failed: nobody asks it for five seconds at a time, and after a silence the own share is all
                there is

Invariants: a request is sent within `_FRESH` after its permit was asked for, and holds a permit until it is over. The
permits of one process are alike, so the oldest one is given back first; the limit is told behind the scenes. A process
that sent without permits tells the limit so (`restart`), and the others become as careful.

    second      0           7                            19               27                            45
    limit       answers     no answer within a second                     asked again, and answers
    state       asking      alone, silent                alone, share     unsure                        asking

All moments are of the process's own monotonic clock.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections import deque
from collections.abc import Coroutine, Iterable
from math import inf
from typing import Any, TypeVar

from retroach_async.cancellation import cancellable
from retroach_async.clock import Clock
from retroach_async.deadlines import Deadline, Deadlines
from retroach_async.errors import RateLimited
from retroach_async.transport.circuit import Circuit
from retroach_async.transport.own_share import OwnShare
from retroach_async.transport.shared import SECONDS_TO_ARRIVE, SharedAnswer, SharedLimit
from retroach_async.transport.window import Window

_COOL_DOWN = 5.0
"""Seconds for which a limit that failed is left alone."""
_SECONDS_TO_ANSWER = 1.0
_TRIES = 2
"""Permits in a row that may come too late: the first one may have had to wait for a connection."""
_FRESH = SECONDS_TO_ARRIVE / 2
"""Seconds after the question within which a permit must be used; the other half is for the way to the server."""
_MOST_TO_TELL = 1000
"""Permits of a limit that are remembered while it cannot be told that they are given back."""

_FORGOTTEN = ", as the shared one may have forgotten requests"
_SILENT = ", as the shared one does not answer"

_log = logging.getLogger("retroach_async")

T = TypeVar("T")


class SharedLimitGuard:
    """Asks a shared limit, and leaves a limit that failed alone for a while."""

    def __init__(self, limit: SharedLimit, clock: Clock) -> None:
        self.limit = limit
        self.clock = clock
        address: str = getattr(limit, "address", "")  # which a limit may have, and Redis has
        self._circuit = Circuit(f"the shared rate limit{address and f' at {address}'}", _COOL_DOWN)
        self._told_until: dict[float, float] = {}
        self.problem = ""
        """The kind of the latest failure, which holds no text of it."""
        self._over: dict[str, set[str]] = {}
        self._telling: asyncio.Task[None] | None = None

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
                return await cancellable(question)
        except Exception as error:  # noqa: BLE001  a limit may raise anything; none of it may harm a call
            # Its text may hold anything, an address with a password for example.
            problem = _kind_of(error)
        finally:
            await deadlines.expire_all()
        self.leave_alone(problem)
        return None

    def leave_alone(self, problem: str) -> None:
        """Ask nothing for a while."""
        self.problem = problem
        self._circuit.trip(problem, self.clock.monotonic())

    def warn_of_wait(self, requests: int, seconds: float, wait: float) -> None:
        """Warn, once for all keys with the same window, that the limit may have forgotten something."""
        until = self.clock.monotonic() + wait
        if until > self._told_until.get(seconds, -inf) + SECONDS_TO_ARRIVE:
            limit = f"{requests} requests in {seconds:g} s"
            words = "the shared rate limit (%s) is new or may have forgotten requests: nothing is sent for %.0f s"
            _log.warning(words, limit, wait)
            self._told_until[seconds] = until

    def give_back(self, name: str, permits: Iterable[str]) -> None:
        """Give permits back without waiting for it, as soon as the limit can be told."""
        over = self._over.setdefault(name, set())
        if len(over) < _MOST_TO_TELL:
            over.update(permits)
        self.tell()

    def tell(self) -> None:
        """Tell the limit, behind the scenes, what was given back."""
        if self._over and not self._is_telling and not self.open_for:
            self._telling = asyncio.create_task(self._tell())

    async def end(self) -> None:
        """Return when the limit was told, or cannot be."""
        if self._telling is not None and self._is_telling:
            await asyncio.wait([self._telling])

    @property
    def _is_telling(self) -> bool:
        """True while the limit is told; a task of an event loop that is gone tells nobody."""
        task = self._telling
        return task is not None and not task.done() and task.get_loop() is asyncio.get_running_loop()

    async def _tell(self) -> None:
        while self._over and not self.open_for:
            name, over = next(iter(self._over.items()))
            permits = list(over)
            await self.call(self.limit.give_back(name, permits))
            if not self.open_for:
                over.difference_update(permits)
            if not over:
                del self._over[name]


def _kind_of(error: Exception) -> str:
    """The kind of an error, and of the system's error behind it."""
    kind, cause = type(error).__name__, error.__cause__ or error.__context__
    return f"{kind} ({type(cause).__name__})" if isinstance(cause, OSError) else kind


class ProcessShare:
    """The permits of one key that this process gets from a shared limit, or takes from its own share."""

    def __init__(self, guard: SharedLimitGuard, name: str, requests: int, seconds: float) -> None:
        self._guard = guard
        self._name = name
        self._requests = requests
        self._seconds = seconds
        self._own = OwnShare(requests, guard.limit.processes, seconds)
        self._permits: deque[str] = deque()
        self._restart = False
        self._reason = ""
        self.until = -inf
        """The moment, by the monotonic clock, before which there is no permit as far as this process knows."""

    @property
    def is_settled(self) -> bool:
        """True when this process knows nothing of the shared limit that matters any more."""
        return self._own.is_settled(self._guard.clock.monotonic()) and not self._restart

    @property
    def reason(self) -> str:
        """Words that follow "waiting for the rate limit", such as ", as the shared one does not answer", or none."""
        return self._reason if self._guard.clock.monotonic() < self.until else ""

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
                message = f"the shared rate limit cannot be asked: {guard.problem}"
                raise RateLimited(message, retry_after=guard.open_for)
            self._own.lose_touch(now)
            self._reason = _SILENT
            wait = min(self._own.wait(now, window), _COOL_DOWN)
            self._restart = self._restart or not wait
        self.until = now + wait
        return wait

    def settle(self, window: Window) -> None:
        """Give back the permits that no request holds any more; `window` is our own."""
        unused = len(self._permits) - window.held
        if unused > 0:
            self._guard.give_back(self._name, [self._permits.popleft() for _ in range(unused)])

    async def pause(self, seconds: float) -> None:
        """Have every process wait."""
        guard = self._guard
        if not guard.open_for:
            await guard.call(guard.limit.pause(self._name, seconds))

    async def _shared_wait(self, now: float, window: Window) -> float | None:
        """The seconds to wait, 0 for a permit; None when the own share is all there is."""
        if wait := self._own.wait_while_unsure(now, window):
            return wait
        answer = await self._take()
        if answer is None:
            return None
        self._restart = False
        self._guard.tell()
        if answer.has_forgotten and not self._own.is_in_touch:
            return None  # it forgot what this process has waited for already
        self._reason = _FORGOTTEN if answer.has_forgotten else ""
        if answer.has_forgotten:
            self._guard.warn_of_wait(self._requests, self._seconds, answer.wait)
        now = self._guard.clock.monotonic()
        # Other processes may find out later than this one that the limit works again.
        late = _TRIES * _SECONDS_TO_ANSWER + _COOL_DOWN
        self._own.hear(now + self._seconds + SECONDS_TO_ARRIVE + late - answer.age)
        return answer.wait or self._own.wait_while_unsure(now, window)

    async def _take(self) -> SharedAnswer | None:
        """A reliable answer, if there is one."""
        guard = self._guard
        for _ in range(_TRIES):
            begun, permit, answer = guard.clock.monotonic(), secrets.token_hex(8), None
            # A process that sent without permits says so, so that the others are as careful.
            question = guard.limit.take(self._name, permit, self._requests, self._seconds, restart=self._restart)
            try:
                answer = await guard.call(question)
            finally:
                is_fresh = guard.clock.monotonic() - begun < _FRESH
                if answer is None or not (answer.wait or is_fresh):  # it may have been taken all the same
                    guard.give_back(self._name, [permit])
            if answer is None or answer.wait:
                return answer
            if is_fresh:
                self._permits.append(permit)
                return answer
        guard.leave_alone("too slow")
        return None
