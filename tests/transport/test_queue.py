"""Waiting for a limit: how many may, in which order, and at what cost."""

from __future__ import annotations

import asyncio
import tracemalloc

import pytest

from retroach_async import Credentials, LimitState, Query, RateLimit, RateLimited, Request, RetryPolicy
from retroach_async.deadlines import Deadline, Deadlines
from retroach_async.query import Reply
from retroach_async.testing import FakeClock, MemoryTransport, json_reply
from retroach_async.transport.call import Call
from retroach_async.transport.site import Site
from retroach_async.transport.throttle import Throttle
from tests.transport.conftest import Connect
from tests.transport.test_limits import call, state_of

SITE = Site("https://example.org/API", {}, "Authorization", "query")


async def test_full_queue_refuses_at_once_whatever_the_retry_policy(connect: Connect, clock: FakeClock) -> None:
    """One call too many is told so without any waiting, and when it makes sense to come back."""
    transport = MemoryTransport(lambda request: json_reply([]))
    ra = await connect(transport, clock, rate_limit=RateLimit(2, 10.0, max_queue=3), timeout=1e6)
    calls = call(ra, 1, 2)
    await clock.advance(4)
    calls += call(ra, 3, 4, 5, 6)
    await clock.settle()
    assert [task.done() for task in calls] == [True, True, False, False, False, True]
    error = calls.pop().exception()
    assert isinstance(error, RateLimited)
    assert error.retry_after == pytest.approx(6 + 10)
    assert error.attempts == 0
    assert "3 calls wait" in error.message
    assert state_of(ra).queued == 3
    await clock.advance(16)
    assert [task.done() for task in calls] == [True] * 5
    assert state_of(ra).queued == 0
    assert ra.stats.waits == 3


async def test_queue_of_nobody_means_now_or_never(connect: Connect, clock: FakeClock) -> None:
    """With no place to wait a call is sent at once or refused at once."""
    ra = await connect(lambda request: json_reply([]), clock, rate_limit=RateLimit(1, 10.0, max_queue=0))
    await ra.get_achievement_distribution(1)
    await clock.advance(7)
    with pytest.raises(RateLimited) as caught:
        await ra.get_achievement_distribution(2)
    assert caught.value.retry_after == pytest.approx(3)
    assert caught.value.message == "the rate limit is used up, and no call may wait for it"
    await clock.advance(3)
    await ra.get_achievement_distribution(2)


async def test_place_in_the_queue_is_free_again(connect: Connect, clock: FakeClock) -> None:
    """A call that leaves the queue, served or cancelled, makes room."""
    ra = await connect(lambda request: json_reply([]), clock, rate_limit=RateLimit(1, 10.0, max_queue=1))
    await ra.get_achievement_distribution(1)
    (given_up,) = call(ra, 2)
    await clock.settle()
    with pytest.raises(RateLimited, match="1 call waits"):
        await ra.get_achievement_distribution(3)
    given_up.cancel()
    await asyncio.wait([given_up])
    (patient,) = call(ra, 3)
    await clock.advance(10)
    assert patient.done()
    (next_one,) = call(ra, 4)
    await clock.advance(10)
    await next_one


async def test_retry_that_finds_the_queue_full_is_refused(connect: Connect, clock: FakeClock) -> None:
    """Somebody who was in already has no right of way; the error says what happened."""
    transport = MemoryTransport([json_reply({}, 503), json_reply([]), json_reply([])])
    limit = RateLimit(1, 10.0, max_queue=1)
    ra = await connect(transport, clock, rate_limit=limit, retry=RetryPolicy(first_wait=0.0))
    transport.hold()
    (first,) = call(ra, 1)
    await transport.arrived(1)
    (second,) = call(ra, 2)
    await clock.settle()
    transport.release(1)
    await clock.settle()
    assert isinstance(first.exception(), RateLimited)
    transport.release()
    await clock.advance(10)
    await second


class Counter:
    """A transport that keeps nothing but how many requests came, and whether they came in order."""

    def __init__(self) -> None:
        self._reply = json_reply([])
        self.count = 0
        self.is_in_order = True

    async def send(self, call: Call) -> Reply:
        """Count."""
        self.is_in_order &= call.query.text == f"i={self.count}"
        self.count += 1
        return self._reply


async def test_ten_thousand_wait_in_order_and_in_little_memory(clock: FakeClock) -> None:
    """A long queue serves everybody in turn, and neither it nor what follows keeps anything of them."""
    counter = Counter()
    throttle = Throttle(counter, RateLimit(100, 1.0), clock)
    deadlines, credentials = Deadlines(None, None, clock), Credentials("Me", "key")
    tracemalloc.start()
    try:
        calls = []
        for number in range(10_000):
            query = Query("v1", "API_GetGame.php", (("i", str(number)),))
            deadline = Deadline(deadlines)
            request = Request(query, SITE, credentials, deadline)
            calls.append(asyncio.create_task(throttle.send(Call(request, deadline))))
        await clock.settle()
        assert throttle.state.queued == 9_900
        waiting, _ = tracemalloc.get_traced_memory()
        await clock.advance(99)
        assert all(task.done() for task in calls)
        calls.clear()
        clock.sleeps.clear()
        left, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert counter.is_in_order
    assert counter.count == 10_000
    assert waiting / 9_900 < 8_000
    assert left < waiting / 10  # asyncio itself keeps a table as large as there were tasks
    assert throttle.state == LimitState(requests=100, seconds=1.0, available=0, queued=0, paused=0.0)
