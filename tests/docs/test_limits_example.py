"""The example on the page about limits is true: three processes share sixty requests in sixty seconds."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from itertools import count
from typing import Any

import pytest

from retroach_async import RateLimit
from retroach_async.testing import FakeClock
from tests.transport.test_throttle import Diary
from tests.transport.together import MemoryLimit, call, fleet

BUSY = (200, 200, 200)


class Three:
    """The processes A, B and C of the page, in the order 0, 1, 2."""

    def __init__(self, clock: FakeClock, diary: Diary, redis: MemoryLimit, clients: list[Any]) -> None:
        self._clock, self._diary, self._clients = clock, diary, clients
        self._ids = count(1)
        self._owners: dict[int, int] = {}
        self._calls: list[asyncio.Task[Any]] = []
        self.redis = redis

    async def begin(self, *numbers: int) -> None:
        """Begin so many calls in A, B and C."""
        for process, number in enumerate(numbers):
            games = [next(self._ids) for _ in range(number)]
            self._owners |= dict.fromkeys(games, process)
            self._calls += call(self._clients[process], *games)
            await self._clock.settle()

    async def until(self, moment: float) -> None:
        """Let time pass until a moment of the page."""
        await self._clock.advance(moment - self._clock.monotonic())

    def sent(self, first: float, last: float) -> tuple[int, ...]:
        """The requests of A, B and C from one moment to another."""
        moments = zip(self._diary.times, self._diary.games, strict=True)
        found = Counter(self._owners[game] for moment, game in moments if first <= moment <= last)
        return tuple(found[process] for process in range(3))

    @property
    def most(self) -> int:
        """The most requests that all three sent in any window of the limit."""
        return self._diary.most_in_any(60.0)

    def stop(self) -> None:
        """End the calls that still wait."""
        for each in self._calls:
            each.cancel()


@pytest.fixture
async def three(clock: FakeClock) -> AsyncIterator[Three]:
    """Three processes that start now."""
    diary, redis = Diary(clock), MemoryLimit(clock, 3)
    async with fleet(clock, diary, redis, RateLimit(60, 60.0)) as clients:
        processes = Three(clock, diary, redis, clients)
        yield processes
        processes.stop()


async def test_processes_start_with_their_shares(three: Three) -> None:
    """For a window and seven seconds each process sends no more than twenty in a window."""
    await three.begin(25, 0, 0)
    await three.until(59)
    assert three.sent(0, 59) == (20, 0, 0)
    await three.until(61)
    assert three.sent(0, 61) == (25, 0, 0)


async def test_all_sixty_are_for_those_who_ask(three: Three) -> None:
    """Later two processes may use up the limit, and the third one waits for a window of 61 seconds."""
    await three.begin(1)
    await three.until(200)
    await three.begin(40, 20, 5)
    await three.until(262)
    assert three.sent(200, 260.9) == (40, 20, 0)
    assert three.sent(261, 262) == (0, 0, 5)


async def test_each_process_goes_on_alone_while_redis_is_down(three: Three) -> None:
    """The processes share what was left for a window; then each process has its own share."""
    await three.begin(1)
    for tenth in range(10):
        await three.until(330 + tenth / 10)
        await three.begin(1, 1, 1)
    await three.until(335)
    three.redis.problem = OSError()
    await three.begin(*BUSY)
    await three.until(600)
    assert three.sent(330, 334) == (10, 10, 10)
    assert three.sent(335, 390) == (10, 10, 10)
    assert three.sent(395.1, 455) == (20, 20, 20)
    assert three.most == 60


async def test_processes_stay_careful_when_redis_is_back(three: Three) -> None:
    """Each keeps to its share until everything is counted again; after that one may have the whole limit."""
    await three.begin(1)
    await three.until(335)
    three.redis.problem = OSError()
    await three.begin(100, 100, 100)
    await three.until(500)
    three.redis.problem = None
    await three.until(573)
    assert all(15 < number <= 20 for number in three.sent(501, 560))
    await three.until(700)
    await three.begin(60, 0, 0)
    await three.until(701)
    assert three.sent(700, 701) == (60, 0, 0)
    assert three.most == 60


async def test_process_that_was_quiet_does_not_know_what_the_others_sent(three: Three) -> None:
    """When two have sent sixty and Redis stops, the third one sends its twenty at once."""
    await three.begin(1)
    await three.until(200)
    await three.begin(40, 20, 0)
    three.redis.problem = OSError()
    await three.begin(0, 0, 20)
    assert three.sent(200, 201) == (40, 20, 20)
