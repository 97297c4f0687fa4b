"""A shared limit that cannot be asked, is slow, is back, or has forgotten what it knew."""

from __future__ import annotations

import asyncio
import logging

import pytest

from retroach_async import ClientClosed, RateLimit, RateLimited, TimedOut
from retroach_async.testing import FakeClock
from tests.faults.leaks import everything_shown_by
from tests.transport.test_throttle import Diary
from tests.transport.together import MemoryLimit, call, fleet, settled

SECRET = "redis://:password@host"
LIMIT = RateLimit(12, 10.0)


async def test_each_process_keeps_to_its_share_while_the_limit_is_down(clock: FakeClock) -> None:
    """After a silence of a window each of three may send a third, and together they use the limit and no more."""
    diary, shared = Diary(clock), MemoryLimit(clock, 3)
    shared.problem = OSError(SECRET)
    async with fleet(clock, diary, shared, LIMIT) as clients:
        calls = [
            task for number, ra in enumerate(clients, 1) for task in call(ra, *range(100 * number, 100 * number + 20))
        ]
        await clock.advance(10.9)
        assert diary.games == []
        await clock.advance(0.1)
        assert sorted(diary.games) == [number + 100 * process for process in (1, 2, 3) for number in range(4)]
        await clock.advance(41)
        assert all(task.done() for task in calls)
    assert diary.most_in_any(10.0) == 12


@pytest.mark.parametrize("trouble", ["down", "silent", "slow", "emptied"])
async def test_busy_processes_never_exceed_it(trouble: str, clock: FakeClock) -> None:
    """Before, while and after it fails, no window has more than the limit, and all of it is used in the end."""
    diary, shared = Diary(clock), MemoryLimit(clock, 3)
    shared.delay = 0.01
    async with fleet(clock, diary, shared, LIMIT) as clients:
        calls = [
            task for number, ra in enumerate(clients, 1) for task in call(ra, *range(100 * number, 100 * number + 99))
        ]
        await clock.advance(53)
        if trouble == "emptied":
            shared.forget()
        elif trouble == "down":
            shared.problem = OSError(SECRET)
        else:
            shared.delay = 1e9 if trouble == "silent" else 0.26
        await clock.advance(37)
        during = len(diary.times)
        shared.problem, shared.delay = None, 0.01
        await clock.advance(60)
        after = len(diary.times)
        await clock.advance(53)
        assert diary.most_in_any(10.0) == 12
        assert during >= 5 * 12 + 2 * 12
        assert 5 * 12 <= len(diary.times) - after <= 6 * 12
        await clock.advance(1000)
        await asyncio.gather(*calls)


async def test_idle_process_waits_for_what_the_others_sent(clock: FakeClock) -> None:
    """A process cannot know what was permitted just before the limit failed, so it is silent for a window, and more."""
    diary, shared = Diary(clock), MemoryLimit(clock, 3)
    async with fleet(clock, diary, shared, LIMIT) as clients:
        await settled(clock, shared, clients, diary)
        await asyncio.gather(*call(clients[0], *range(2, 14)))
        shared.problem = OSError()
        calls = call(clients[1], *range(100, 106))
        await clock.advance(10.9)
        assert diary.games == [*range(2, 14)]
        await clock.advance(0.1)
        assert diary.games == [*range(2, 14), 100, 101, 102, 103]
        await clock.advance(10)
        await asyncio.gather(*calls)


async def test_limit_that_keeps_silent_is_asked_for_a_second_at_a_time(clock: FakeClock) -> None:
    """A call goes on without it after a window and a second, and while the limit is left alone the next one is sent."""
    diary, shared = Diary(clock), MemoryLimit(clock, 2)
    async with fleet(clock, diary, shared, RateLimit(60, 61.0)) as clients:
        shared.delay = 1e9
        first = call(clients[0], 1)
        await clock.advance(62.9)
        assert diary.games == []
        assert shared.asked == [6.0 * number for number in range(11)]
        await clock.advance(0.1)
        assert diary.games == [1]
        await asyncio.gather(*first, *call(clients[0], 2, 3))
        assert diary.times == pytest.approx([63.0, 63.0, 63.0])
        assert len(shared.asked) == 11
        await clock.advance(100)


@pytest.mark.parametrize("ending", ["deadline", "closing"])
async def test_call_that_asks_can_be_ended(ending: str, clock: FakeClock) -> None:
    """A deadline, and the end of the client, hold while a silent limit is asked."""
    diary, shared = Diary(clock), MemoryLimit(clock, 2)
    async with fleet(clock, diary, shared, LIMIT, timeout=0.5) as clients:
        shared.delay = 1e9
        calls = call(clients[0], 1, 2)
        await clock.advance(0.4)
        if ending == "closing":
            closing = asyncio.create_task(clients[0].aclose())
            await clock.advance(1)  # in which it tries to give back what the call may have got
            await closing
        else:
            await clock.advance(1.1)
        for task in calls:
            error = task.exception()
            assert isinstance(error, ClientClosed if ending == "closing" else TimedOut)
            assert error.attempts == 0
            assert ("waiting for the rate limit" in error.message) == (ending == "deadline")
        assert clock.sleepers == 0
        assert diary.games == []


async def test_limit_that_failed_is_left_alone_for_a_while(clock: FakeClock, caplog: pytest.LogCaptureFixture) -> None:
    """Nobody asks again for five seconds, and there is one warning, which does not say what the problem said."""
    caplog.set_level(logging.DEBUG, "retroach_async")
    diary, shared = Diary(clock), MemoryLimit(clock, 2)
    async with fleet(clock, diary, shared, LIMIT) as clients:
        shared.problem = OSError(SECRET)
        calls = call(clients[0], *range(1, 40))
        await clock.advance(17)
        assert shared.asked == pytest.approx([0.0, 5.0, 10.0, 16.0])
        shared.problem = None
        await clock.advance(100)
        shared.problem = OSError(SECRET)
        calls += call(clients[0], 50)
        await clock.advance(12)
        await asyncio.gather(*calls)
    lines = [record for record in caplog.records if "shared rate limit" in record.getMessage()]
    assert [record.levelno for record in lines] == [logging.WARNING] + [logging.DEBUG] * 6
    assert "left alone for 5 s: OSError" in lines[0].getMessage()
    assert "password" not in caplog.text


async def test_calls_raise_while_it_is_down_if_that_is_wished(clock: FakeClock) -> None:
    """They are not tried again, say when it makes sense to come back, and hold nothing of the problem."""
    diary, shared = Diary(clock), MemoryLimit(clock, 2, "raise")
    async with fleet(clock, diary, shared, LIMIT) as clients:
        await settled(clock, shared, clients, diary)
        shared.problem = OSError(SECRET)
        await clock.advance(1)
        with pytest.raises(RateLimited, match="the shared rate limit cannot be asked: OSError") as caught:
            await clients[0].get_achievement_distribution(2)
        assert (caught.value.retry_after, caught.value.attempts, caught.value.status) == (5.0, 0, None)
        assert caught.value.__context__ is caught.value.__cause__ is None
        assert SECRET not in everything_shown_by(caught.value)
        await clock.advance(3)
        with pytest.raises(RateLimited) as again:
            await clients[0].get_achievement_distribution(2)
        assert again.value.retry_after == pytest.approx(2.0)
        assert len(shared.asked) == 1
        shared.problem = None
        await clock.advance(2)
        await asyncio.gather(*call(clients[0], *range(2, 14)))
        assert diary.games == [*range(2, 14)]  # nobody sent anything uncounted, so the whole limit is there


async def test_waiting_calls_raise_when_it_goes_down(clock: FakeClock) -> None:
    """Those in the queue are told one after the other, and their places are free."""
    diary, shared = Diary(clock), MemoryLimit(clock, 2, "raise")
    async with fleet(clock, diary, shared, RateLimit(1, 10.0)) as clients:
        await settled(clock, shared, clients, diary)
        calls = call(clients[0], 2, 3, 4)
        await clock.advance(1)
        shared.problem = OSError()
        await clock.advance(10)
        errors = await asyncio.gather(*calls[1:], return_exceptions=True)
        assert [type(error) for error in errors] == [RateLimited, RateLimited]
        assert diary.games == [2]
        limit = clients[0].limits["v1"]
        assert limit is not None
        assert limit.queued == 0


async def test_young_limit_knows_too_little(clock: FakeClock) -> None:
    """It gives no permit for a window and a second, and until others must have found it each keeps to its share."""
    diary, shared = Diary(clock), MemoryLimit(clock, 3)
    shared.forget()
    async with fleet(clock, diary, shared, LIMIT) as clients:
        calls = call(clients[1], 1) + call(clients[0], *range(100, 117))
        await clock.advance(10.9)
        assert diary.games == []
        await clock.advance(0.2)
        assert sorted(diary.games) == [1, 100, 101, 102, 103]
        await clock.advance(6.8)
        assert len(diary.games) == 5
        await clock.advance(0.1)
        assert len(diary.games) == 12
        await clock.advance(20)
        await asyncio.gather(*calls)
    assert diary.most_in_any(10.0) == 12


async def test_limit_that_is_back_and_empty_costs_no_second_silence(clock: FakeClock) -> None:
    """Processes that waited for what was permitted before go on with their shares while it gives nobody a permit."""
    diary, shared = Diary(clock), MemoryLimit(clock, 3)
    async with fleet(clock, diary, shared, LIMIT) as clients:
        shared.problem = OSError()
        calls = [task for ra in clients for task in call(ra, *range(1, 31))]
        await clock.advance(14)
        assert len(diary.games) == 12
        shared.problem = None
        shared.forget()
        await clock.advance(7.9)
        assert len(diary.games) == 24
        await clock.advance(100)
        await asyncio.gather(*calls)
    assert diary.most_in_any(10.0) == 12


async def test_process_that_sent_uncounted_says_so(clock: FakeClock) -> None:
    """When only one of them lost touch, the others are as careful as it is, because they cannot know what it sent."""
    diary, shared = Diary(clock), MemoryLimit(clock, 3)
    async with fleet(clock, diary, shared, LIMIT) as clients:
        await settled(clock, shared, clients, diary)
        shared.problem = OSError()
        calls = call(clients[0], 1, 2, 3, 4)
        await clock.advance(11)
        await asyncio.gather(*calls)
        shared.problem = None
        await clock.advance(10.6)
        await asyncio.gather(*call(clients[0], 5))
        calls = call(clients[1], *range(100, 112))
        await clock.settle()
        assert diary.games[5:] == [100, 101, 102, 103]
        await clock.advance(18)
        assert diary.games[5:] == [*range(100, 112)]
        await asyncio.gather(*calls)
        await clock.advance(11)
        await asyncio.gather(*call(clients[0], *range(200, 212)))  # it is trusted again


async def test_more_processes_than_requests_take_turns(clock: FakeClock) -> None:
    """Where a share would be less than one request, each sends one in a longer time."""
    diary, shared = Diary(clock), MemoryLimit(clock, 8)
    shared.problem = OSError()
    async with fleet(clock, diary, shared, RateLimit(2, 10.0)) as clients:
        calls = call(clients[0], 1, 2, 3)
        await clock.advance(90.9)
        assert diary.games == [1, 2]
        await clock.advance(0.1)
        await asyncio.gather(*calls)


async def test_permit_that_comes_too_late_is_not_used(clock: FakeClock) -> None:
    """One that has become old on the way would be used beside those of the next window, so another one is taken."""
    diary, shared = Diary(clock), MemoryLimit(clock, 1)
    async with fleet(clock, diary, shared, LIMIT) as clients:
        await settled(clock, shared, clients, diary)
        shared.delay = 0.1
        clock.call_later(0.15, lambda: setattr(clock, "_elapsed", clock.monotonic() + 0.5))  # it was busy
        calls = call(clients[0], 2)
        await clock.advance(0.9)
        await asyncio.gather(*calls)
        assert diary.times == pytest.approx([100 + 0.65 + 0.2])
        assert len(shared.asked) == 2
        shared.delay = 0.0
        await asyncio.gather(*call(clients[0], *range(3, 13)))
        (late,) = call(clients[0], 13)
        await clock.advance(5)
        assert not late.done()
        await clock.advance(10)
        await late


async def test_refusal_is_kept_to_oneself_while_it_is_down(clock: FakeClock) -> None:
    """Nobody is asked to pause when nobody can be asked."""
    diary, shared = Diary(clock), MemoryLimit(clock, 2)
    diary.headers = {"Retry-After": "1"}
    async with fleet(clock, diary, shared, LIMIT) as clients:
        throttle = clients[0]._stacks["v1"].throttle
        assert throttle is not None
        assert throttle._share is not None
        shared.problem = OSError()
        await throttle._share.pause(7.0)
        shared.problem = None
        await throttle._share.pause(8.0)
        assert shared.pauses == []
        await clock.advance(5)
        await throttle._share.pause(9.0)
        assert shared.pauses == [9.0]
