"""Waiting for a limit that several processes share: who does, in which order, and how it is told."""

from __future__ import annotations

import asyncio
import logging

import pytest

from retroach_async import (
    Hooks,
    LimitState,
    RateLimit,
    RateLimited,
    RetryPolicy,
    TimedOut,
)
from retroach_async.query import Reply
from retroach_async.testing import FakeClock, MemoryTransport, json_reply
from retroach_async.transport.protocol import Request
from tests.transport.test_limits import state_of
from tests.transport.test_throttle import Diary
from tests.transport.together import MemoryLimit, call, fleet, settled


async def test_who_need_not_wait_is_not_counted_as_waiting(clock: FakeClock) -> None:
    """However long the question takes, and however many come at once: where there are permits there is no queue."""
    diary, shared = Diary(clock), MemoryLimit(clock, 2)
    waits: list[object] = []
    hooks = Hooks(on_wait=waits.append)
    async with fleet(clock, diary, shared, RateLimit(5, 10.0, max_queue=0), hooks=hooks) as clients:
        await settled(clock, shared, clients, diary)
        shared.delay = 0.1
        calls = call(clients[0], 2, 3, 4, 5, 6)
        await clock.advance(0.95)
        assert state_of(clients[0]).queued == 0
        await clock.advance(0.05)
        await asyncio.gather(*calls)
        assert diary.games == [2, 3, 4, 5, 6]
        assert waits == []
        assert clients[0].stats.waits == 0
        assert clients[0].stats.attempts == 6
        await clock.advance(1)


async def test_queue_is_as_long_as_it_may_be(clock: FakeClock) -> None:
    """Of many calls at once those with permits go, as many as may wait do so in order, the rest is refused at once."""
    diary, shared = Diary(clock), MemoryLimit(clock, 2)
    waits: list[float] = []
    hooks = Hooks(on_wait=lambda event: waits.append(event.seconds))
    async with fleet(clock, diary, shared, RateLimit(2, 10.0, max_queue=3), hooks=hooks) as clients:
        await settled(clock, shared, clients, diary)
        await asyncio.gather(*call(clients[1], 2))
        await clock.advance(4)
        calls = call(clients[0], *range(3, 11))
        await clock.settle()
        assert diary.games == [2, 3]
        for task in calls[4:]:
            error = task.exception()
            assert isinstance(error, RateLimited)
            assert error.attempts == 0
            assert error.retry_after == pytest.approx(20)
        assert waits == pytest.approx([6, 10, 16])
        assert state_of(clients[0]) == LimitState(requests=2, seconds=10.0, available=0, queued=3, paused=0.0)
        calls += call(clients[0], 11)
        await clock.settle()
        assert isinstance(calls[-1].exception(), RateLimited)
        await clock.advance(30)
        assert diary.games == [2, 3, 4, 5, 6]
        assert clients[0].stats.waits == 3
        assert clients[0].stats.seconds_waited == pytest.approx(6 + 10 + 16, abs=0.1)


async def test_wait_for_the_others_is_told(clock: FakeClock, caplog: pytest.LogCaptureFixture) -> None:
    """A wait for what other processes sent shows like one for what this one sent."""
    caplog.set_level(logging.INFO, "retroach_async")
    diary, shared = Diary(clock), MemoryLimit(clock, 2)
    async with fleet(clock, diary, shared, RateLimit(2, 30.0)) as clients:
        await settled(clock, shared, clients, diary)
        await asyncio.gather(*call(clients[0], 2, 3))
        (waiting,) = call(clients[1], 4)
        await clock.settle()
        assert state_of(clients[1]).available == 0
        assert state_of(clients[1]).queued == 1
        assert "i=4: waiting up to 30.0 s for the rate limit" in caplog.text
        await clock.advance(30)
        await waiting
        assert clients[1].stats.seconds_waited == pytest.approx(30.0)
        assert len(caplog.records) == 1


async def test_nobody_asks_before_it_makes_sense(clock: FakeClock) -> None:
    """Whoever has been told a time does not ask again until then, whatever lands and whoever comes."""
    diary, shared = Diary(clock), MemoryLimit(clock, 2)
    async with fleet(clock, diary, shared, RateLimit(4, 10.0, max_queue=1)) as clients:
        await settled(clock, shared, clients, diary)
        diary.transport.hold()
        calls = call(clients[0], 2, 3) + call(clients[1], 4, 5)
        await diary.transport.arrived(5)
        shared.delay = 0.3  # so long that a permit would be too late; that there is none is news enough
        calls += call(clients[0], 6)
        await clock.advance(1)
        assert len(shared.asked) == 5
        diary.transport.release(2)
        (refused,) = call(clients[0], 7)
        await clock.advance(1)
        assert isinstance(refused.exception(), RateLimited)
        assert len(shared.asked) == 5
        diary.transport.release()
        shared.delay = 0.0
        await clock.advance(11)
        assert shared.asked[5:] == pytest.approx([110.6, 111.3])  # the answers that it did not know of are 10 s old
        await asyncio.gather(*calls)


async def test_call_out_of_time_says_what_it_waited_for(clock: FakeClock) -> None:
    """A deadline that passes while the others use the limit is told as one in the queue, and nothing was sent."""
    diary, shared = Diary(clock), MemoryLimit(clock, 2)
    async with fleet(clock, diary, shared, RateLimit(2, 30.0), timeout=5) as clients:
        await settled(clock, shared, clients, diary)
        await asyncio.gather(*call(clients[0], 2, 3))
        (waiting,) = call(clients[1], 4)
        await clock.advance(5.1)
        with pytest.raises(TimedOut, match="waiting for the rate limit") as caught:
            await waiting
        assert caught.value.attempts == 0
        assert diary.games == [2, 3]


@pytest.mark.parametrize("moment", [0.05, 0.15, 5.0])
async def test_cancelled_call_costs_one_permit_at_most(moment: float, clock: FakeClock) -> None:
    """Cancelled on the way there, on the way back or in the queue: nothing is sent, and the next one goes on."""
    diary, shared = Diary(clock), MemoryLimit(clock, 2)
    async with fleet(clock, diary, shared, RateLimit(2, 10.0)) as clients:
        await settled(clock, shared, clients, diary)
        shared.delay = 0.1
        calls = call(clients[0], *([2, 3, 4, 5] if moment > 1 else [4, 5]))
        await clock.advance(moment)
        calls[-2].cancel()
        await clock.advance(0.4)
        assert diary.games == ([2, 3] if moment > 1 else [5])
        assert sum(len(log.taken) for log in shared.logs.values()) <= 2
        await clock.advance(20)
        assert diary.games[-1] == 5
        assert 4 not in diary.games
    assert clock.sleepers == clock.alarms == 0


async def test_late_comer_does_not_overtake_who_asks(clock: FakeClock) -> None:
    """However fast its own question would be, a call stands behind one whose question is under way."""
    diary, shared = Diary(clock), MemoryLimit(clock, 2)
    async with fleet(clock, diary, shared, RateLimit(2, 10.0)) as clients:
        await settled(clock, shared, clients, diary)
        shared.delay = 0.2
        calls = call(clients[0], 2)
        await clock.settle()
        shared.delay = 0.0
        calls += call(clients[0], 3)
        await clock.advance(1)
        await asyncio.gather(*calls)
        assert diary.games == [2, 3]


async def test_late_comer_does_not_overtake_who_waits(clock: FakeClock) -> None:
    """While the first in line asks again, the next permit belongs to the second."""
    diary, shared = Diary(clock), MemoryLimit(clock, 2)
    async with fleet(clock, diary, shared, RateLimit(2, 10.0)) as clients:
        await settled(clock, shared, clients, diary)
        calls = call(clients[0], 2, 3, 4, 5)
        clock.call_later(10.65, lambda: calls.extend(call(clients[0], 6)))
        await clock.advance(1)
        shared.delay = 0.1
        await clock.advance(60)
        await asyncio.gather(*calls)
        assert diary.games == [2, 3, 4, 5, 6]


async def test_limit_of_this_process_comes_first(clock: FakeClock) -> None:
    """Nobody takes from the others what the server has already said not to send."""
    diary, shared = Diary(clock), MemoryLimit(clock, 2)
    async with fleet(clock, diary, shared, RateLimit(5, 10.0)) as clients:
        await settled(clock, shared, clients, diary)
        diary.headers = {"X-RateLimit-Remaining": "0"}
        calls = call(clients[0], 2)
        await clock.settle()
        calls += call(clients[0], 3)
        await clock.advance(9.9)
        assert len(shared.asked) == 1
        await clock.advance(0.2)
        await asyncio.gather(*calls)
        assert len(shared.asked) == 2


async def test_retry_takes_a_permit_of_its_own(clock: FakeClock) -> None:
    """Attempts count, not calls."""
    shared = MemoryLimit(clock, 1)
    times: list[float] = []

    def answer(request: Request) -> Reply:
        times.append(clock.monotonic())
        return json_reply({}, 503 if len(times) < 4 else 200)

    diary = Diary(clock)
    diary.transport = MemoryTransport(answer)
    async with fleet(clock, diary, shared, RateLimit(2, 60.0), retry=RetryPolicy(first_wait=0.01)) as clients:
        (task,) = call(clients[0], 1)
        await clock.advance(62)
        await task
        assert times[1] < 1
        assert times[2] >= 60
        assert len(shared.logs.popitem()[1].taken) == 2
