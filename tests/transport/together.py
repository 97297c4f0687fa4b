"""Several processes on one key, made up: each a client with a clock that is wrong, and what they share in memory."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from itertools import cycle
from math import inf
from typing import Any, Literal

from attrs import define

from retroach_async import Client, Credentials, RateLimit, RateLimits, SharedAnswer
from retroach_async.clock import Clock, Timer
from retroach_async.query import Reply
from retroach_async.testing import FakeClock
from retroach_async.transport.protocol import Request
from retroach_async.transport.shared import LEASE, SECONDS_TO_ARRIVE
from tests.transport.test_throttle import Diary


class WrongClock:
    """The clock of one machine: its wall is set wrong, and it counts from another beginning."""

    def __init__(self, true: FakeClock, seconds: float) -> None:
        self._true = true
        self._wrong = seconds

    def now(self) -> float:
        """Wall-clock time as Unix seconds."""
        return self._true.now() + self._wrong

    def monotonic(self) -> float:
        """Seconds that never go backwards."""
        return self._true.monotonic() + 100 * self._wrong

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        await self._true.sleep(seconds)

    def call_later(self, seconds: float, callback: Callable[[], None]) -> Timer:
        """Have something called after a while."""
        return self._true.call_later(seconds, callback)


@define
class Log:
    """The facts that are known of one limit."""

    born: float
    taken: dict[str, float]
    """The permits, each at the moment at which it was given back, or will be taken back."""
    paused: float = -inf


class MemoryLimit:
    """A `SharedLimit` in memory that can be slow, fail, and lose what it knows."""

    def __init__(self, clock: Clock, processes: int, when_down: Literal["share", "raise"] = "share") -> None:
        self._clock = clock
        self.processes = processes
        self.when_down: Literal["share", "raise"] = when_down
        self.logs: dict[str, Log] = {}
        self.since = -inf
        """The moment since when nothing was forgotten."""
        self.delay = 0.0
        """The seconds that a question travels, and that its answer travels."""
        self.problem: Exception | None = None
        """The error that is raised in place of an answer."""
        self.asked: list[float] = []
        """The moments at which somebody asked for a permit."""
        self.pauses: list[float] = []
        self.closed = 0

    def forget(self) -> None:
        """Lose everything, as a restart does."""
        self.logs.clear()
        self.since = self._clock.monotonic()

    async def take(self, name: str, permit: str, requests: int, seconds: float, *, restart: bool) -> SharedAnswer:
        """Take a permit, or tell how long there is none."""
        self.asked.append(self._clock.monotonic())
        await self._travel()
        now = self._clock.monotonic()
        log = self._log(name)
        if restart:
            log.born = now
        log.taken = {name: moment for name, moment in log.taken.items() if moment + seconds > now}
        forgotten = self.since + seconds + SECONDS_TO_ARRIVE - now
        wait = max(0.0, log.paused - now, forgotten)
        if len(log.taken) >= requests:
            wait = max(wait, min(sorted(log.taken.values())[-requests], now) + seconds - now)
        if not wait:
            log.taken[permit] = now + LEASE
        answer = SharedAnswer(wait, now - log.born, forgotten > 0)
        await self._travel()
        return answer

    async def give_back(self, name: str, permits: Sequence[str]) -> None:
        """Have permits count for one more window from now on."""
        await self._travel()
        self._log(name).taken.update(dict.fromkeys(permits, self._clock.monotonic()))

    async def pause(self, name: str, seconds: float) -> None:
        """Give nobody a permit for so many seconds."""
        await self._travel()
        self.pauses.append(seconds)
        log = self._log(name)
        log.paused = max(log.paused, self._clock.monotonic() + seconds)

    async def aclose(self) -> None:
        """Count."""
        self.closed += 1

    def _log(self, name: str) -> Log:
        return self.logs.setdefault(name, Log(self.since, {}))

    async def _travel(self) -> None:
        if self.delay:
            await self._clock.sleep(self.delay)
        if self.problem is not None:
            raise self.problem


class FarAway(Diary):
    """A server that is asked over a slow network: each request and each answer takes another time on its way."""

    def __init__(self, clock: FakeClock, ways: Sequence[float]) -> None:
        super().__init__(clock)
        times = cycle(ways)
        arrive = self.transport.send

        async def send(request: Request) -> Reply:
            await clock.sleep(next(times))
            reply = await arrive(request)
            await clock.sleep(next(times))
            return reply

        self.transport.send = send  # type: ignore[method-assign]


@asynccontextmanager
async def fleet(
    clock: FakeClock, diary: Diary, shared: MemoryLimit, limit: RateLimit, **options: Any
) -> AsyncIterator[list[Client]]:
    """As many clients as there are processes, on machines whose clocks differ by five seconds, one from the next."""
    async with AsyncExitStack() as stack:
        clients = [
            Client(
                Credentials("Tester", "key"),
                transport=diary.transport,
                clock=WrongClock(clock, 5.0 * number),
                rate_limit=RateLimits(v1=limit, shared=shared),
                **{"timeout": 1e6} | options,
            )
            for number in range(shared.processes)
        ]
        yield [await stack.enter_async_context(client) for client in clients]


def call(ra: Client, *game_ids: int) -> list[asyncio.Task[Any]]:
    """Calls in the background."""
    return [asyncio.create_task(ra.get_achievement_distribution(game_id)) for game_id in game_ids]


async def settled(clock: FakeClock, shared: MemoryLimit, clients: list[Client], diary: Diary) -> None:
    """Have the limit be so old that it is trusted."""
    await asyncio.gather(*call(clients[0], 1))
    await clock.advance(100)
    diary.games.clear()
    diary.times.clear()
    shared.asked.clear()
