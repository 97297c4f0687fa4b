"""Limits against limiters as servers have them: a fixed window that the first hit opens."""

from __future__ import annotations

import asyncio
import itertools
import random
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retroach_async import Client, Credentials, RateLimit, Request, RetryPolicy
from retroach_async.emulator.limiter import Limiter, RateRule
from retroach_async.query import Reply
from retroach_async.testing import FakeClock, MemoryTransport, json_reply
from tests.transport.conftest import Connect

PATIENT: dict[str, Any] = {"timeout": 1e6, "retry": RetryPolicy(attempts=100, budget=10_000)}


class Server:
    """A limiter behind a road: requests and answers take their time."""

    def __init__(self, clock: FakeClock, rule: RateRule, travels: Iterator[float]) -> None:
        self.transport = MemoryTransport(self._answer)
        self._limiter = Limiter(rule, clock)
        self._clock = clock
        self._travels = travels
        self.refused = 0
        self.answered: list[float] = []
        """The moments at which the good answers came."""

    async def _answer(self, request: Request) -> Reply:
        there, back = next(self._travels), next(self._travels)
        await self._clock.sleep(there)
        reply = self.hit()
        await self._clock.sleep(back)
        if reply.status == 200:
            self.answered.append(self._clock.monotonic())
        return reply

    def hit(self) -> Reply:
        """The answer that the server gives to somebody with the key."""
        verdict = self._limiter.hit("key")
        self.refused += not verdict.allowed
        return json_reply([], 200 if verdict.allowed else 429, verdict.headers)


@given(
    travels=st.lists(st.floats(0, 0.3, allow_subnormal=False), min_size=1, max_size=7),
    rests=st.lists(st.floats(0, 1.5, allow_subnormal=False), max_size=6),
    requests=st.integers(1, 25),
    calls=st.integers(1, 25),
)
@settings(max_examples=100, deadline=None)
async def test_client_alone_on_its_key_is_never_refused(
    travels: list[float], rests: list[float], requests: int, calls: int
) -> None:
    """However long requests travel and whenever calls are made: the server's own window is never overfilled."""
    clock = FakeClock(auto=True)
    server = Server(clock, RateRule(requests, 1.0), itertools.cycle(travels))
    limit = RateLimit(requests, 1.000001)  # sums of floats may be off by the last digit
    async with Client(
        Credentials("Tester", "key"), transport=server.transport, clock=clock, rate_limit=limit, **PATIENT
    ) as ra:
        ids = itertools.count(1)
        waiting: list[asyncio.Task[Any]] = []
        for rest in [0.0, *rests]:
            await clock.sleep(rest)
            waiting += [asyncio.create_task(ra.get_achievement_distribution(next(ids))) for _ in range(calls)]
        await asyncio.gather(*waiting)
    assert server.refused == 0


async def test_client_alone_on_its_key_uses_the_whole_budget(connect: Connect, running_clock: FakeClock) -> None:
    """Nothing is refused, and of what the server would allow hardly anything is left."""
    chance = random.Random(1)
    server = Server(running_clock, RateRule(100, 1.0), iter(lambda: chance.uniform(0.001, 0.006), None))
    ra = await connect(server.transport, running_clock, rate_limit=RateLimit(100, 1.002), concurrency=20, **PATIENT)
    await ra.gather(ra.get_achievement_distribution, range(1, 902))
    assert server.refused == 0
    assert 8.0 / (server.answered[800] - server.answered[0]) >= 0.98


@pytest.mark.parametrize("concurrency", [1, 10, 100])
async def test_program_that_shares_the_key_causes_hardly_a_refusal(
    concurrency: int, connect: Connect, running_clock: FakeClock
) -> None:
    """While another program asks 20 times a second, at most one of a hundred requests is refused."""
    chance = random.Random(concurrency)
    server = Server(running_clock, RateRule(100, 1.0), iter(lambda: chance.uniform(0.001, 0.006), None))
    limit = RateLimit(100, 1.002)
    ra = await connect(server.transport, running_clock, rate_limit=limit, concurrency=concurrency, **PATIENT)

    async def disturb() -> None:
        while True:
            before = server.refused
            server.hit()
            server.refused = before  # theirs do not count
            await running_clock.sleep(chance.uniform(0.03, 0.07))

    other = asyncio.create_task(disturb())
    await running_clock.sleep(1.7)
    await ra.gather(ra.get_achievement_distribution, range(1, 901))
    other.cancel()
    assert server.refused <= 9
    assert len(server.answered) == 900
