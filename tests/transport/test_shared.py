"""A limit that several processes share: never more than the limit over all of them."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retroach_async import (
    Client,
    ClientClosed,
    ConfigurationError,
    Credentials,
    RateLimit,
    RateLimited,
    RateLimits,
    RetryPolicy,
)
from retroach_async.testing import FakeClock, MemoryTransport, json_reply
from retroach_async.transport.process_share import SharedLimitGuard
from tests.transport.conftest import Connect
from tests.transport.test_throttle import Diary
from tests.transport.together import FarAway, MemoryLimit, call, fleet, settled

steps = st.lists(
    st.one_of(
        st.tuples(st.just("call"), st.floats(0, 0.99)),
        st.tuples(st.just("advance"), st.floats(0, 5, allow_subnormal=False)),
        st.tuples(st.just("delay"), st.floats(0, 0.024)),
        st.tuples(st.just("cancel"), st.floats(0, 1)),
    ),
    max_size=60,
)


@given(steps=steps, processes=st.integers(1, 4), more=st.integers(0, 4), seconds=st.sampled_from([0.5, 1.0, 2.7, 10.0]))
@settings(max_examples=200, deadline=None)
async def test_windows_of_all_hold(steps: list[tuple[str, float]], processes: int, more: int, seconds: float) -> None:
    """Whoever calls when, whatever the clocks say and however long questions travel: windows hold, nobody is lost."""
    clock = FakeClock()
    diary, shared = Diary(clock), MemoryLimit(clock, processes)
    limit = RateLimit(processes + more, seconds)
    calls: dict[int, asyncio.Task[Any]] = {}
    async with fleet(clock, diary, shared, limit) as clients:
        for step, number in steps:
            if step == "call":
                game_id = len(calls) + 1
                calls |= {game_id: call(clients[int(number * processes)], game_id)[0]}
                await clock.settle()
            elif step == "advance":
                await clock.advance(number)
            elif step == "delay":
                shared.delay = number
            elif waiting := [task for task in calls.values() if not task.done()]:
                waiting[int(number * (len(waiting) - 1))].cancel()
                await clock.settle()
        await clock.advance((len(calls) + 3) * (seconds + 10))
        assert all(task.done() for task in calls.values())
    assert diary.most_in_any(seconds) <= limit.requests
    assert sorted(diary.games) == [game_id for game_id, task in calls.items() if not task.cancelled()]


@pytest.mark.parametrize("seconds", [1.0, 10.0, 60.0])
async def test_one_process_may_use_all_of_the_limit(seconds: float, clock: FakeClock) -> None:
    """Permits that the others do not use are not lost."""
    diary, shared = Diary(clock), MemoryLimit(clock, 4)
    async with fleet(clock, diary, shared, RateLimit(8, seconds)) as clients:
        await settled(clock, shared, clients, diary)
        calls = call(clients[2], *range(2, 26))
        await clock.advance(2 * seconds + 0.001)
        await asyncio.gather(*calls)
        assert diary.games == list(range(2, 26))
        assert [time - 100 for time in diary.times[::8]] == pytest.approx([0, seconds, 2 * seconds])


@given(ways=st.lists(st.floats(0, 3), min_size=1, max_size=20), seconds=st.sampled_from([0.5, 1.0, 10.0]))
@settings(max_examples=60, deadline=None)
async def test_windows_hold_however_long_requests_travel(ways: list[float], seconds: float) -> None:
    """A slow request that arrives together with quick ones that were sent later is one of the limit."""
    clock = FakeClock()
    diary, shared = FarAway(clock, ways), MemoryLimit(clock, 3)
    async with fleet(clock, diary, shared, RateLimit(4, seconds)) as clients:
        calls = [
            task for number, ra in enumerate(clients) for task in call(ra, *range(10 * number + 1, 10 * number + 9))
        ]
        await clock.advance(24 * (seconds + 6))
        await asyncio.gather(*calls)
    assert len(diary.times) == 24
    assert diary.most_in_any(seconds) <= 4


# Permits that are given back


async def test_permit_is_given_back_when_the_answer_is_there(clock: FakeClock) -> None:
    """Not before: until then nobody knows whether the server has the request."""
    diary, shared = Diary(clock), MemoryLimit(clock, 2)
    async with fleet(clock, diary, shared, RateLimit(2, 10.0)) as clients:
        diary.transport.hold()
        calls = call(clients[0], 1, 2)
        await diary.transport.arrived(2)
        await clock.advance(25)
        diary.transport.release()
        await asyncio.gather(*calls)
        later = call(clients[1], 3)
        await clock.advance(9.9)
        assert diary.games == [1, 2]
        await clock.advance(0.1)
        await asyncio.gather(*later)
    assert diary.times == [25, 25, 35]


async def test_permit_of_a_process_that_was_killed_comes_back(clock: FakeClock) -> None:
    """Half a minute and a window after it was taken, since nobody else can give it back."""
    diary, shared = Diary(clock), MemoryLimit(clock, 2)
    async with fleet(clock, diary, shared, RateLimit(1, 10.0)) as clients:
        (name,) = [
            throttle._share._name for throttle in [clients[0]._stacks["v1"].throttle] if throttle and throttle._share
        ]
        await shared.take(name, "killed", 1, 10.0, restart=False)
        calls = call(clients[0], 1)
        await clock.advance(39.9)
        assert diary.games == []
        await clock.advance(0.1)
        await asyncio.gather(*calls)


@pytest.mark.parametrize("when", ["on its way", "answered"])
async def test_cancelled_question_gives_back_what_it_may_have_got(when: str, clock: FakeClock) -> None:
    """Otherwise the permit would be in use until it is taken back."""
    diary, shared = Diary(clock), MemoryLimit(clock, 2)
    shared.delay = 0.1
    async with fleet(clock, diary, shared, RateLimit(1, 10.0)) as clients:
        (asking,) = call(clients[0], 1)
        await clock.advance(0.05 if when == "on its way" else 0.15)
        asking.cancel()
        calls = call(clients[1], 2)
        await clock.advance(11)
        await asyncio.gather(*calls)
    assert diary.games == [2]


async def test_what_could_not_be_told_is_told_later(clock: FakeClock) -> None:
    """A limit that does not answer when a request is over hears of it when it answers again."""
    diary, shared = Diary(clock), MemoryLimit(clock, 1)
    async with fleet(clock, diary, shared, RateLimit(2, 1.0)) as clients:
        diary.transport.hold()
        calls = call(clients[0], 1)
        await diary.transport.arrived(1)
        shared.problem = OSError()
        diary.transport.release()
        await asyncio.gather(*calls)
        await clock.advance(6)
        shared.problem = None
        (log,) = shared.logs.values()
        assert [*log.taken.values()] == [30.0]
        await asyncio.gather(*call(clients[0], 2))
        await clock.settle()
        assert sorted(log.taken.values()) == [6.0, 6.0]


async def test_what_cannot_be_told_for_long_does_not_grow(clock: FakeClock) -> None:
    """Permits that are very old by then were taken back already."""
    shared = MemoryLimit(clock, 1)
    guard = SharedLimitGuard(shared, clock)
    shared.problem = OSError()
    for number in range(2000):
        guard.give_back("v1:a", [str(number)])
        await clock.settle()
    shared.problem = None
    await clock.advance(5)
    guard.tell()
    await guard.end()
    assert len(shared.logs["v1:a"].taken) == 1000


async def test_client_that_is_closed_leaves_no_permit_behind(clock: FakeClock) -> None:
    """What its calls held, which end with it, is given back before the limit is closed."""
    diary, shared = Diary(clock), MemoryLimit(clock, 2)
    shared.delay = 0.1
    async with fleet(clock, diary, shared, RateLimit(1, 10.0)) as clients:
        diary.transport.hold()
        calls = call(clients[0], 1)
        await clock.advance(1)
        closing = asyncio.create_task(clients[0].aclose())
        await clock.settle()
        assert shared.closed == 0
        await clock.advance(0.1)
        await closing
        assert isinstance(calls[0].exception(), ClientClosed)
        (log,) = shared.logs.values()
        assert [*log.taken.values()] == [pytest.approx(1.1)]
        assert shared.closed == 1


# Refusals


async def test_refusal_pauses_every_process(clock: FakeClock) -> None:
    """After a 429 to one of them nobody sends until the server's time is over."""
    diary, shared = Diary(clock), MemoryLimit(clock, 3)
    async with fleet(clock, diary, shared, RateLimit(6, 10.0, adaptive=True)) as clients:
        await settled(clock, shared, clients, diary)
        answers = [json_reply({}, 429, {"Retry-After": "30"})]
        diary.transport._answer = lambda request: answers.pop() if answers else json_reply([])
        calls = call(clients[0], 2)
        await clock.settle()
        calls += call(clients[1], 3, 4) + call(clients[2], 5, 6, 7)
        await clock.advance(29.9)
        assert len(diary.transport.queries) == 1 + 1
        assert shared.pauses == [30.0]
        await clock.advance(0.7)
        assert len(diary.transport.queries) == 1 + 1 + 6
        await clock.advance(60)
        await asyncio.gather(*calls)


async def test_refusal_that_lands_while_one_asks_is_heeded(clock: FakeClock) -> None:
    """A permit that was on its way is not used, and is given back."""
    diary, shared = Diary(clock), MemoryLimit(clock, 2)
    async with fleet(clock, diary, shared, RateLimit(6, 10.0), retry=RetryPolicy(attempts=1)) as clients:
        await settled(clock, shared, clients, diary)
        diary.transport._answer = lambda request: json_reply({}, 429, {"Retry-After": "30"})
        diary.transport.hold()
        calls = call(clients[0], 2)
        await diary.transport.arrived(2)
        shared.delay = 0.1
        calls += call(clients[0], 3)
        await clock.advance(0.15)
        diary.transport.release()
        await clock.advance(29)
        assert len(diary.transport.queries) == 2
        assert [
            moment for log in shared.logs.values() for moment in log.taken.values() if moment > clock.monotonic()
        ] == []
        await clock.advance(2)
        assert len(diary.transport.queries) == 3
        for error in await asyncio.gather(*calls, return_exceptions=True):
            assert isinstance(error, RateLimited)


async def test_process_that_slowed_down_is_not_starved(clock: FakeClock) -> None:
    """One that a refusal made slower still gets permits while another one uses all that it can get."""
    diary, shared = Diary(clock), MemoryLimit(clock, 2)
    async with fleet(clock, diary, shared, RateLimit(4, 10.0, adaptive=True)) as clients:
        await settled(clock, shared, clients, diary)
        throttle = clients[0]._stacks["v1"].throttle
        assert throttle is not None
        throttle._window.seconds = 160.0
        busy = call(clients[1], *range(100, 300))
        slow = call(clients[0], 2, 3)
        await clock.advance(60)
        assert all(task.done() for task in slow)
        for task in busy:
            task.cancel()


# What belongs to whom


async def test_limits_of_two_users_and_of_two_interfaces_are_apart(clock: FakeClock, canary: str) -> None:
    """Each key has a limit of its own for each API, and its name does not show the key."""
    shared = MemoryLimit(clock, 2)
    transport = MemoryTransport(lambda request: json_reply([]))
    limits = RateLimits(shared=shared)
    async with Client(Credentials("Me", canary), transport=transport, clock=clock, rate_limit=limits) as ra:
        await ra.get_achievement_distribution(1)
        await ra.with_options(timeout=9).get_achievement_distribution(2)
        await ra.with_credentials(Credentials("You", f"{canary}2")).get_achievement_distribution(3)
        throttle = ra._stacks["v2"].throttle
        assert throttle is not None
        assert throttle._share is not None
        assert throttle._share._name.startswith("v2:")
    assert [len(log.taken) for log in shared.logs.values()] == [2, 1]
    assert all(name.startswith("v1:") for name in shared.logs)
    assert canary not in str(shared.logs)


async def test_limit_is_closed_with_the_client_that_was_made_first(clock: FakeClock, credentials: Credentials) -> None:
    """A sibling that closes leaves it open; another client of the same limit may go on with it."""
    shared = MemoryLimit(clock, 2)
    limits = RateLimits(shared=shared)
    transport = MemoryTransport(lambda request: json_reply([]))
    async with Client(credentials, transport=transport, clock=clock, rate_limit=limits) as other:
        async with Client(credentials, transport=transport, clock=clock, rate_limit=limits) as ra:
            await ra.with_options(timeout=5).aclose()
            assert shared.closed == 0
        assert shared.closed == 1
        await other.get_achievement_distribution(1)
    assert shared.closed == 2


@pytest.mark.parametrize("wrong", ["redis://localhost", object(), MemoryLimit])
def test_what_is_no_shared_limit_is_refused(wrong: Any) -> None:
    """Something else is told when the limits are made."""
    with pytest.raises(ConfigurationError, match="shared must be a RedisLimit"):
        RateLimits(shared=wrong)


async def test_limit_that_is_off_is_not_shared(connect: Connect, clock: FakeClock) -> None:
    """Without a limit there is nothing to share."""
    shared = MemoryLimit(clock, 2)
    ra = await connect([json_reply([])], clock, rate_limit=RateLimits(v1=None, shared=shared))
    await ra.get_achievement_distribution(1)
    assert shared.asked == []
