"""One limit for several processes: what keeps it, and what they do while it cannot be asked."""

from __future__ import annotations

from collections import deque
from collections.abc import Coroutine
from math import inf
from typing import Any, Literal, Protocol, TypeVar

from attrs import frozen

from retroach_async.clock import Clock
from retroach_async.deadlines import Deadline, Deadlines
from retroach_async.errors import RateLimited
from retroach_async.transport.circuit import Circuit

_COOL_DOWN = 5.0
"""For how many seconds a limit that failed is left alone."""
_PATIENCE = 1.0
"""How long an answer is awaited, in seconds."""
_TRIES = 2
"""How many permits in a row may come too late: the first one may have had to wait for a connection."""
_FRESH, _LEAST_FRESH, _MOST_FRESH = 1 / 20, 0.1, _PATIENCE
"""How long after the question a permit may be used: a part of a window, and the bounds of that in seconds."""

WhenDown = Literal["share", "raise"]

T = TypeVar("T")


@frozen
class SharedAnswer:
    """What a shared limit says to one who wants a permit."""

    wait: float
    """0.0 when a permit was taken, otherwise the seconds until it makes sense to ask again."""
    left: int
    """How many more permits there are at this moment."""
    age: float
    """For how many seconds it knows of every request; 0.0 for one that was made, emptied or told to begin anew now."""


class SharedLimit(Protocol):
    """What keeps count for several processes: at most so many permits in any stretch of so many seconds.

    All must be measured by one clock, which is not that of any process. It may raise anything; whoever asks
    gives up after a second.
    """

    @property
    def processes(self) -> int:
        """How many processes use a key."""
        ...

    @property
    def when_down(self) -> WhenDown:
        """What happens while it cannot be asked: each process keeps to its "share", or calls "raise" `RateLimited`."""
        ...

    async def take(self, name: str, requests: int, seconds: float, *, restart: bool) -> SharedAnswer:
        """Take a permit of the limit of that name, or tell how long there is none.

        `restart` says that requests were sent of which it does not know: its age begins again.
        """
        ...

    async def pause(self, name: str, seconds: float) -> None:
        """Give nobody a permit for so many seconds; a longer pause that there is goes on."""
        ...

    async def aclose(self) -> None:
        """Let go of connections. Calling it twice is fine, and so is using the limit again."""
        ...


class SharedLimitGuard:
    """A client's way to a shared limit. One that fails is left alone for a while."""

    def __init__(self, limit: SharedLimit, clock: Clock) -> None:
        self.limit = limit
        self.clock = clock
        self._circuit = Circuit("the shared rate limit", _COOL_DOWN)

    @property
    def open_for(self) -> float:
        """For how many seconds nobody asks."""
        return self._circuit.open_for(self.clock.monotonic())

    async def call(self, question: Coroutine[Any, Any, T]) -> T | None:
        """The answer, or None when there was none in time."""
        problem = "TimeoutError"
        patience = Deadlines(_PATIENCE, None, self.clock)
        try:
            with Deadline(patience):
                return await question
        except Exception as error:  # noqa: BLE001  a limit may raise anything; none of it may harm a call
            # Its text may hold anything, an address with a password for example.
            problem = type(error).__name__
        finally:
            await patience.expire_all()
        self.leave_alone(problem)
        return None

    def leave_alone(self, problem: str) -> None:
        """Have nobody ask for a while."""
        self._circuit.trip(problem, self.clock.monotonic())


class ProcessShare:
    """The part of one key, in this process, in a limit that several share.

    What was not counted together, because the limit could not be asked, is kept below the limit by each
    process keeping to its share. That goes on until everything that nobody knows of is a window old.
    """

    def __init__(self, guard: SharedLimitGuard, name: str, requests: int, seconds: float) -> None:
        self._guard = guard
        self._name = name
        self._requests = requests
        self._processes = guard.limit.processes
        # A permit may be used that much later than it was given, so windows are that much longer.
        self._fresh = min(max(seconds * _FRESH, _LEAST_FRESH), _MOST_FRESH)
        self._seconds = seconds + self._fresh
        self._restart = False
        self._trusted_from = -inf
        self._heard_at, self._ours = -inf, 0
        self.until = -inf
        """Until when there is no permit, as far as we know, by the monotonic clock."""

    async def seconds_until_permit(self, sent: deque[float], window: float) -> float:
        """Take a permit and give 0, or give the seconds to wait before asking again.

        `sent` is when this process sent, and `window` how long a window is for it now.
        """
        clock, guard = self._guard.clock, self._guard
        now = clock.monotonic()
        if now < self.until:
            return self.until - now
        wait = await self._shared_wait(now, sent, window) if not guard.open_for else None
        now = clock.monotonic()
        if wait is None:
            if guard.limit.when_down == "raise":
                raise RateLimited("the shared rate limit cannot be asked", retry_after=guard.open_for)
            self._restart = True
            wait = min(self._wait_for_share(now, sent, window), _COOL_DOWN)
        self.until = now + wait
        return wait

    async def pause(self, seconds: float) -> None:
        """Have every process wait."""
        guard = self._guard
        if not guard.open_for:
            await guard.call(guard.limit.pause(self._name, seconds))

    async def _shared_wait(self, now: float, sent: deque[float], window: float) -> float | None:
        """The seconds to wait, 0 for a permit; None when the limit cannot be asked."""
        if wait := self._wait_while_unsure(now, sent, window):
            return wait
        answer = await self._take()
        if answer is None:
            return None
        self._restart = False
        now = self._guard.clock.monotonic()
        # Others may find out later than we do that it works again.
        self._trusted_from = now + self._seconds + _TRIES * _PATIENCE + _COOL_DOWN - answer.age
        if now >= self._trusted_from:
            self._heard_at, self._ours = now, answer.left // self._processes + (not answer.wait)
        return answer.wait or self._wait_while_unsure(now, sent, window)

    async def _take(self) -> SharedAnswer | None:
        """An answer that can be relied on, if there is one."""
        guard = self._guard
        for _ in range(_TRIES):
            begun = guard.clock.monotonic()
            # Who sent without permits owns up to it, so that the others are as careful.
            question = guard.limit.take(self._name, self._requests, self._seconds, restart=self._restart)
            answer = await guard.call(question)
            if answer is None or answer.wait or guard.clock.monotonic() - begun < self._fresh:
                return answer
        guard.leave_alone("too slow")
        return None

    def _wait_while_unsure(self, now: float, sent: deque[float], window: float) -> float:
        """The seconds to wait because nobody knows what the others sent."""
        left = self._trusted_from - now
        return min(self._wait_for_share(now, sent, window), left) if left > 0 else 0.0

    def _wait_for_share(self, now: float, sent: deque[float], window: float) -> float:
        """The seconds until this process may send without knowing what the others do."""
        settled = self._heard_at + self._seconds
        if now < settled and (not self._ours or (len(sent) >= self._ours and sent[-self._ours] >= self._heard_at)):
            return settled - now  # of what was left when we last heard of it, the rest belongs to the others
        share = max(1, self._requests // self._processes)
        if self._processes > self._requests:
            window *= self._processes / self._requests
        return max(0.0, sent[-share] + window - now) if len(sent) >= share else 0.0
