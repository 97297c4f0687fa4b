"""Never more than the limit, in any window."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retroach_async import Client, Credentials, RateLimit, RateLimited, RetryPolicy, ServerError, TimedOut
from retroach_async.query import Reply
from retroach_async.testing import FakeClock, MemoryTransport, json_reply
from retroach_async.transport.protocol import Request
from tests.transport.conftest import Connect


class Diary:
    """A server that writes down when it was asked what."""

    def __init__(self, clock: FakeClock, headers: dict[str, str] | None = None) -> None:
        self.transport = MemoryTransport(self._answer)
        self._clock = clock
        self.headers = headers or {}
        self.times: list[float] = []
        self.games: list[int] = []

    def _answer(self, request: Request) -> Reply:
        self.times.append(self._clock.monotonic())
        self.games.append(int(dict(request.query.params)["i"]))
        return json_reply([], headers=self.headers)

    def most_in_any(self, seconds: float) -> int:
        """The number of requests in the fullest stretch of so many seconds; its end does not belong to it."""
        exactly = seconds - 1e-9  # sums of floats may be off by the last digit
        return max((sum(start <= time < start + exactly for time in self.times) for start in self.times), default=0)


steps = st.lists(
    st.one_of(
        st.just(("call", 0.0)),
        st.tuples(st.just("advance"), st.floats(0, 5, allow_subnormal=False)),
        st.tuples(st.just("cancel"), st.floats(0, 1)),
    ),
    max_size=60,
)


@given(steps=steps, requests=st.integers(1, 5), seconds=st.sampled_from([0.5, 1.0, 2.7, 10.0]))
@settings(max_examples=200, deadline=None)
async def test_no_window_ever_has_more_than_the_limit(
    steps: list[tuple[str, float]], requests: int, seconds: float
) -> None:
    """Whoever calls when, and whoever gives up waiting: windows hold, order holds, and nobody is forgotten."""
    clock = FakeClock()
    diary = Diary(clock)
    limit = RateLimit(requests, seconds)
    calls: dict[int, asyncio.Task[Any]] = {}
    async with Client(
        Credentials("Tester", "key"), transport=diary.transport, clock=clock, rate_limit=limit, timeout=1e6
    ) as ra:
        for step, number in steps:
            if step == "call":
                game_id = len(calls) + 1
                calls[game_id] = asyncio.create_task(ra.get_achievement_distribution(game_id))
                await clock.settle()
            elif step == "advance":
                await clock.advance(number)
            elif waiting := [call for call in calls.values() if not call.done()]:
                waiting[int(number * (len(waiting) - 1))].cancel()
                await clock.settle()
        await clock.advance((len(calls) + 1) * (seconds + 0.01))
        assert all(call.done() for call in calls.values())
    assert diary.most_in_any(seconds) <= requests
    assert diary.games == sorted(diary.games)
    assert set(diary.games) == {game_id for game_id, call in calls.items() if not call.cancelled()}


async def test_limit_is_used_up(connect: Connect, running_clock: FakeClock) -> None:
    """Holding back no more than needed: in the long run as many requests are sent as the limit allows."""
    diary = Diary(running_clock)
    ra = await connect(diary.transport, running_clock, rate_limit=RateLimit(10, 8.0), concurrency=50, timeout=1e6)
    await ra.gather(ra.get_achievement_distribution, range(1, 501))
    assert diary.most_in_any(8.0) == 10
    assert running_clock.monotonic() <= (500 / 10 - 1) * 8.0 * 1.01


async def test_cancelled_waiter_takes_no_permit(connect: Connect, clock: FakeClock) -> None:
    """Those who give up in the queue cost the others nothing."""
    diary = Diary(clock)
    ra = await connect(diary.transport, clock, rate_limit=RateLimit(1, 10.0))
    calls = [asyncio.create_task(ra.get_achievement_distribution(game_id)) for game_id in range(1, 12)]
    await clock.advance(5)
    for call in calls[1:10]:
        call.cancel()
    await clock.advance(5.1)
    assert diary.games == [1, 11]
    assert calls[10].done()


async def test_waiter_that_is_timed_out_is_never_sent(connect: Connect, clock: FakeClock) -> None:
    """A call whose time runs out in the queue says so, was not sent and took no permit."""
    diary = Diary(clock)
    ra = await connect(diary.transport, clock, rate_limit=RateLimit(1, 10.0), timeout=5)
    await ra.get_achievement_distribution(1)
    second = asyncio.create_task(ra.get_achievement_distribution(2))
    await clock.advance(5.1)
    with pytest.raises(TimedOut, match=r"the call was waiting for the rate limit \(") as caught:
        await second
    assert caught.value.attempts == 0
    await clock.advance(5)
    await ra.get_achievement_distribution(3)
    assert diary.games == [1, 3]


async def test_late_comer_does_not_overtake(connect: Connect, clock: FakeClock) -> None:
    """Somebody who calls at the very moment in which a permit is free stands behind those who wait."""
    diary = Diary(clock)
    ra = await connect(diary.transport, clock, rate_limit=RateLimit(1, 10.0))
    late: list[asyncio.Task[Any]] = []

    def call(game_id: int) -> None:
        late.append(asyncio.create_task(ra.get_achievement_distribution(game_id)))

    clock.call_later(10.001, lambda: call(9))
    for game_id in (1, 2, 3):
        call(game_id)
    await clock.advance(60)
    assert diary.games == [1, 2, 3, 9]
    assert all(task.done() for task in late)


async def test_retry_takes_a_permit_of_its_own(connect: Connect, running_clock: FakeClock) -> None:
    """Attempts count, not calls."""
    times: list[float] = []

    def answer(request: Request) -> Reply:
        times.append(running_clock.monotonic())
        return json_reply({}, 503)

    retry = RetryPolicy(attempts=4, first_wait=0.01)
    ra = await connect(answer, running_clock, rate_limit=RateLimit(2, 60.0), retry=retry)
    with pytest.raises(ServerError):
        await ra.get_achievement_distribution(1)
    assert len(times) == 4
    assert times[1] < 1
    assert times[2] >= 60


async def test_long_silence_earns_no_burst(connect: Connect, clock: FakeClock) -> None:
    """After a laptop has slept for a day there is one window of requests, not a day's worth."""
    diary = Diary(clock)
    ra = await connect(diary.transport, clock, rate_limit=RateLimit(3, 10.0))
    await ra.get_achievement_distribution(1)
    await clock.advance(86_400)
    calls = [asyncio.create_task(ra.get_achievement_distribution(game_id)) for game_id in range(2, 12)]
    await clock.settle()
    assert len(diary.games) == 1 + 3
    await clock.advance(100)
    await asyncio.gather(*calls)
    assert diary.most_in_any(10.0) == 3


async def test_wall_clock_does_not_matter(connect: Connect, clock: FakeClock) -> None:
    """An hour forward or back neither frees nor blocks anything."""
    diary = Diary(clock)
    ra = await connect(diary.transport, clock, rate_limit=RateLimit(1, 10.0))
    await ra.get_achievement_distribution(1)
    second = asyncio.create_task(ra.get_achievement_distribution(2))
    clock.shift_wall_clock(3600)
    await clock.advance(9.9)
    assert len(diary.games) == 1
    clock.shift_wall_clock(-7200)
    await clock.advance(0.2)
    assert second.done()


# Learning from answers


async def test_refusal_pauses_everyone_once(connect: Connect, clock: FakeClock) -> None:
    """After one 429 nobody asks until the server's time is over, and then as many as the limit allows."""
    times: list[float] = []

    def answer(request: Request) -> Reply:
        times.append(clock.monotonic())
        return json_reply({}, 429, {"Retry-After": "30"}) if len(times) == 1 else json_reply([])

    ra = await connect(answer, clock, rate_limit=RateLimit(5, 10.0))
    first = asyncio.create_task(ra.get_achievement_distribution(1))
    await clock.settle()
    calls = [asyncio.create_task(ra.get_achievement_distribution(game_id)) for game_id in range(2, 14)]
    await clock.advance(29.9)
    assert len(times) == 1
    await clock.advance(1)
    assert 5 <= len(times) <= 1 + 5
    await clock.advance(60)
    await asyncio.gather(first, *calls)
    assert len(times) == 14
    late = times[1:]
    assert max(sum(start <= time < start + 10 for time in late) for start in late) <= 5


async def test_refusals_that_arrive_together_pause_once(connect: Connect, clock: FakeClock) -> None:
    """Many 429s for requests that were in flight at once do not add up."""
    refused = 0

    def answer(request: Request) -> Reply:
        nonlocal refused
        refused += 1
        return json_reply({}, 429, {"Retry-After": "30"}) if refused <= 5 else json_reply([])

    transport = MemoryTransport(answer)
    transport.hold()
    ra = await connect(transport, clock, rate_limit=RateLimit(5, 10.0))
    calls = [asyncio.create_task(ra.get_achievement_distribution(game_id)) for game_id in range(1, 6)]
    await transport.arrived(5)
    transport.release()
    await clock.advance(31)
    assert all(call.done() for call in calls)
    assert len(transport.queries) == 10


async def test_refusal_without_a_number_pauses_briefly(connect: Connect, clock: FakeClock) -> None:
    """Nobody else asks while the one who was refused finds out how long it takes."""
    transport = MemoryTransport(lambda request: json_reply({}, 429) if len(transport.queries) == 1 else json_reply([]))
    ra = await connect(transport, clock, rate_limit=RateLimit(5, 10.0, adaptive=True))
    calls = [asyncio.create_task(ra.get_achievement_distribution(1))]
    await clock.settle()
    calls.append(asyncio.create_task(ra.get_achievement_distribution(2)))
    await clock.advance(0.9)
    assert len(transport.queries) == 1
    await clock.advance(1)
    assert len(transport.queries) == 3
    await asyncio.gather(*calls)


async def test_refusal_for_a_day_is_told_to_everybody_and_nothing_is_sent(connect: Connect, clock: FakeClock) -> None:
    """Calls that wait, and calls that come later, are told at once how much of the day is left."""
    transport = MemoryTransport(
        lambda request: json_reply({}, 429, {"Retry-After": "86400"}) if len(transport.queries) == 1 else json_reply([])
    )
    transport.hold()
    ra = await connect(transport, clock, rate_limit=RateLimit(1, 10.0), timeout=1000)
    calls = [asyncio.create_task(ra.get_achievement_distribution(game_id)) for game_id in (1, 2, 3)]
    await transport.arrived(1)
    transport.release()
    errors = await asyncio.gather(*calls, return_exceptions=True)
    assert [(type(error), error.retry_after) for error in errors] == [(RateLimited, 86400.0)] * 3
    await clock.advance(3600)
    with pytest.raises(RateLimited) as later:
        await ra.get_achievement_distribution(4)
    assert later.value.retry_after == 86400.0 - 3600.0
    assert len(transport.queries) == 1
    await clock.advance(86400.0 - 3600.0)
    await ra.get_achievement_distribution(5)


async def test_pause_that_outlasts_the_deadline_is_told_at_once(connect: Connect, clock: FakeClock) -> None:
    """A call that cannot outlast a pause raises `RateLimited` with the number, and does not wait for its deadline."""
    transport = MemoryTransport(
        lambda request: json_reply({}, 429, {"Retry-After": "100"}) if len(transport.queries) == 1 else json_reply([])
    )
    ra = await connect(transport, clock, rate_limit=RateLimit(5, 10.0), timeout=90)
    with pytest.raises(RateLimited):
        await ra.get_achievement_distribution(1)
    await clock.advance(5)
    with pytest.raises(RateLimited, match="longer than the call may") as caught:
        await ra.get_achievement_distribution(2)
    assert (caught.value.retry_after, caught.value.attempts) == (95.0, 0)
    patient = asyncio.create_task(ra.with_options(timeout=200).get_achievement_distribution(3))
    await clock.advance(95)
    assert len(await patient) == 0


async def test_refusal_until_a_time_of_day_pauses_until_then(connect: Connect, clock: FakeClock) -> None:
    """A date without the server's own is measured by the wall clock, for everybody as for the one refused."""
    headers = {"Retry-After": "Tue, 14 Nov 2023 22:13:40 GMT"}  # twenty seconds after the fake clock's beginning
    ra = await connect([json_reply({}, 429, headers)], clock, rate_limit=RateLimit(5, 10.0), retry=None)
    with pytest.raises(RateLimited):
        await ra.get_achievement_distribution(1)
    state = ra.limits["v1"]
    assert state is not None
    assert state.paused == pytest.approx(20)


async def test_less_left_than_we_think_is_believed(connect: Connect, clock: FakeClock) -> None:
    """When another program uses the key, the server's count of what is left is the one that holds."""
    diary = Diary(clock, {"X-RateLimit-Limit": "5", "X-RateLimit-Remaining": "1"})
    ra = await connect(diary.transport, clock, rate_limit=RateLimit(5, 10.0))
    await ra.get_achievement_distribution(1)
    diary.headers = {}
    calls = [asyncio.create_task(ra.get_achievement_distribution(game_id)) for game_id in range(2, 6)]
    await clock.advance(9.9)
    assert diary.games == [1, 2]
    await clock.advance(0.2)
    assert diary.games == [1, 2, 3, 4, 5]
    await asyncio.gather(*calls)


async def test_nothing_left_holds_everyone_back(connect: Connect, clock: FakeClock) -> None:
    """Zero remaining means that the next request waits for a whole window."""
    diary = Diary(clock, {"X-RateLimit-Remaining": "0"})
    ra = await connect(diary.transport, clock, rate_limit=RateLimit(5, 10.0))
    await ra.get_achievement_distribution(1)
    second = asyncio.create_task(ra.get_achievement_distribution(2))
    await clock.advance(9.9)
    assert diary.games == [1]
    await clock.advance(0.2)
    await second


@pytest.mark.parametrize("text", ["4", "5", "1000000", "", "-1", "many", "1.5", "٣", "²"])
async def test_count_that_tells_nothing_new_changes_nothing(text: str, connect: Connect, clock: FakeClock) -> None:
    """More left than we think, and anything that is not a count, leaves our own count as it is."""
    diary = Diary(clock, {"X-RateLimit-Remaining": text})
    ra = await connect(diary.transport, clock, rate_limit=RateLimit(5, 10.0))
    for game_id in range(1, 6):
        await ra.get_achievement_distribution(game_id)
    assert clock.sleeps == []
    sixth = asyncio.create_task(ra.get_achievement_distribution(6))
    await clock.advance(9.9)
    assert not sixth.done()
    await clock.advance(0.2)
    await sixth
