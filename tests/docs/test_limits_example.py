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
    """Three processes that start now, with a Redis that is new."""
    diary, redis = Diary(clock), MemoryLimit(clock, 3)
    redis.forget()
    async with fleet(clock, diary, redis, RateLimit(60, 60.0)) as clients:
        processes = Three(clock, diary, redis, clients)
        yield processes
        processes.stop()


async def test_processes_start_with_a_silence_and_their_shares(three: Three) -> None:
    """A window and a second long nobody sends, and for seven seconds each process no more than twenty in a window."""
    await three.begin(85, 0, 0)
    await three.until(60.9)
    assert three.sent(0, 60.9) == (0, 0, 0)
    await three.until(67.9)
    assert three.sent(61, 67.9) == (20, 0, 0)
    await three.until(69)
    assert three.sent(61, 69) == (60, 0, 0)
    await three.until(200)
    assert three.most == 60


async def test_all_sixty_are_for_those_who_ask(three: Three) -> None:
    """Later two processes may use up the limit, and the third one waits for a window."""
    await three.begin(1)
    await three.until(200)
    await three.begin(40, 20, 5)
    await three.until(261)
    assert three.sent(200, 259.9) == (40, 20, 0)
    assert three.sent(260, 261) == (0, 0, 5)


async def test_each_process_goes_on_alone_while_redis_is_down(three: Three) -> None:
    """Nobody knows what the others sent just before, so nobody sends for a window; then each has its share."""
    await three.begin(1)
    await three.until(329)
    await three.begin(40, 20, 0)
    await three.until(330)
    three.redis.problem = OSError()
    await three.begin(*BUSY)
    await three.until(600)
    assert three.sent(329, 330) == (40, 20, 0)
    assert three.sent(330.1, 388) == (0, 0, 0)
    assert three.sent(390, 449) == (20, 20, 20)
    assert three.most == 60


async def test_processes_stay_careful_when_redis_is_back(three: Three) -> None:
    """Each keeps to its share until everything is counted again; after that one may have the whole limit."""
    await three.begin(1)
    await three.until(330)
    three.redis.problem = OSError()
    await three.begin(*BUSY)
    await three.until(500)
    three.redis.problem = None
    three.redis.forget()
    await three.until(568)
    assert all(15 < number <= 20 for number in three.sent(501, 560))
    three.stop()
    await three.until(700)
    await three.begin(60, 0, 0)
    await three.until(701)
    assert three.sent(700, 701) == (60, 0, 0)
    assert three.most == 60


async def test_process_that_alone_lost_redis_does_not_know_what_the_others_send(three: Three) -> None:
    """After a window it sends its twenty, while the others use the limit."""
    await three.begin(1)
    await three.until(200)
    three.redis.problem = OSError()  # the others do not ask meanwhile
    await three.begin(0, 0, 20)
    await three.until(261.5)
    three.redis.problem = None
    await three.begin(40, 20, 0)
    await three.until(262)
    assert three.sent(261, 262) == (40, 20, 20)
