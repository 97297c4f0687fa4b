"""Limits that adapt, that outlive jumps of time, and that can be looked at."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retroach_async import (
    Client,
    ConfigurationError,
    Credentials,
    Hooks,
    LimitState,
    RateLimit,
    RateLimited,
    Request,
    RetryPolicy,
)
from retroach_async.query import Reply
from retroach_async.testing import FakeClock, MemoryTransport, json_reply
from tests.transport.conftest import Connect

PATIENT = RetryPolicy(attempts=1000, budget=10_000)


def state_of(ra: Client) -> LimitState:
    """V1's limit as it is now."""
    state = ra.limits["v1"]
    assert state is not None
    return state


def call(ra: Client, *game_ids: int) -> list[asyncio.Task[Any]]:
    """Calls in the background."""
    return [asyncio.create_task(ra.get_achievement_distribution(game_id)) for game_id in game_ids]


# A limit that adapts


@given(
    steps=st.lists(st.tuples(st.integers(0, 6), st.floats(0, 30, allow_subnormal=False)), max_size=25),
    refused=st.sets(st.integers(0, 60)),
    requests=st.integers(1, 5),
)
@settings(max_examples=150, deadline=None)
async def test_no_window_has_more_than_the_limit_while_windows_change(
    steps: list[tuple[int, float]], refused: set[int], requests: int
) -> None:
    """At every sending, the window of that moment holds no more than the limit, and is never below the configured."""
    clock, sent = FakeClock(), list[tuple[float, float]]()

    def answer(request: Request) -> Reply:
        sent.append((clock.monotonic(), state_of(ra).seconds))
        return json_reply({}, 429, {"Retry-After": "1"}) if len(sent) - 1 in refused else json_reply([])

    limit = RateLimit(requests, 4.0, adaptive=True)
    ra = Client(
        Credentials("Me", "key"),
        transport=MemoryTransport(answer),
        clock=clock,
        rate_limit=limit,
        retry=PATIENT,
        timeout=1e6,
    )
    async with ra:
        calls: list[asyncio.Task[Any]] = []
        for count, seconds in steps:
            calls += call(ra, *range(len(calls) + 1, len(calls) + 1 + count))
            await clock.advance(seconds)
        await clock.advance(1e5)
        await asyncio.gather(*calls)
    for (earlier, _), (later, window) in zip(sent, sent[requests:], strict=False):
        assert later - earlier >= window - 1e-9
        assert 4.0 <= window <= 16 * 4.0


async def test_refusal_of_what_was_sent_before_slowing_down_teaches_nothing(connect: Connect, clock: FakeClock) -> None:
    """However late the refusals of one burst come, they are one lesson; a later request's refusal is the next."""
    transport = MemoryTransport(lambda request: json_reply({}, 429, {"Retry-After": "1"}))
    transport.hold()
    options: dict[str, Any] = {"retry": RetryPolicy(attempts=1), "timeout": 1e6}
    ra = await connect(transport, clock, rate_limit=RateLimit(4, 10.0, adaptive=True), **options)
    calls = call(ra, 1, 2, 3, 4)
    await transport.arrived(4)
    for seconds in (0, 3, 3, 3):
        await clock.advance(seconds)
        transport.release(1)
        await clock.settle()
        assert state_of(ra).seconds == 20.0
    transport.release()
    calls += call(ra, 5)
    await clock.advance(20)
    assert state_of(ra).seconds == 40.0
    for error in await asyncio.gather(*calls, return_exceptions=True):
        assert isinstance(error, RateLimited)


async def test_looking_at_a_limit_does_not_change_it(connect: Connect, clock: FakeClock) -> None:
    """A slowed limit recovers because answers are good, not because time goes by or somebody looks."""
    transport = MemoryTransport(lambda request: json_reply({}, 429) if len(transport.queries) == 1 else json_reply([]))
    ra = await connect(transport, clock, rate_limit=RateLimit(4, 10.0, adaptive=True))
    calls = call(ra, 1)
    await clock.advance(15)
    await asyncio.gather(*calls)
    for _ in range(50):
        await clock.advance(100)
        assert state_of(ra).seconds == 20.0
    await ra.get_achievement_distribution(2)
    assert state_of(ra).seconds == 19.0


# Time that jumps


async def test_gap_in_time_while_calls_wait_frees_one_window(connect: Connect, clock: FakeClock) -> None:
    """After a laptop has slept with a queue, one window's worth goes out and the rest keep their distance."""
    times: list[float] = []

    def answer(request: Request) -> Reply:
        times.append(clock.monotonic())
        return json_reply([])

    ra = await connect(answer, clock, rate_limit=RateLimit(3, 10.0), timeout=1e6)
    calls = call(ra, *range(1, 10))
    await clock.settle()
    clock.call_later(9.0, lambda: setattr(clock, "_elapsed", clock.monotonic() + 40_000.0))
    await clock.advance(40_100)
    await asyncio.gather(*calls)
    assert [time - times[3] for time in times[3:]] == pytest.approx([0, 0, 0, 10, 10, 10])
    assert times[3] - times[0] > 40_000


async def test_nobody_overtakes_at_the_very_moment(connect: Connect, clock: FakeClock) -> None:
    """A permit that becomes free belongs to the one who waits, even if another asks before that one wakes up."""
    transport = MemoryTransport(lambda request: json_reply([]))
    ra = await connect(transport, clock, rate_limit=RateLimit(1, 10.0))
    late: list[asyncio.Task[Any]] = []
    clock.call_later(10.0, lambda: late.extend(call(ra, 3)))
    await asyncio.gather(*call(ra, 1))
    calls = call(ra, 2)
    await clock.advance(30)
    await asyncio.gather(*calls, *late)
    assert [query.text for query in transport.queries] == ["i=1", "i=2", "i=3"]


# What can be seen


async def test_shorter_pause_does_not_end_a_longer_one(connect: Connect, clock: FakeClock) -> None:
    """Of several refusals the one that asks for most time counts, and nothing is available until then."""
    replies = [json_reply({}, 429, {"Retry-After": text}) for text in ("30", "1")] + [json_reply([])] * 2
    transport = MemoryTransport(replies)
    transport.hold()
    ra = await connect(transport, clock, rate_limit=RateLimit(5, 10.0))
    calls = call(ra, 1, 2)
    await transport.arrived(2)
    transport.release()
    await clock.settle()
    assert state_of(ra).paused == 30.0
    assert state_of(ra).available == 0
    await clock.advance(29.9)
    assert len(transport.queries) == 2
    await clock.advance(1)
    await asyncio.gather(*calls)


async def test_wait_is_told_with_everything_that_is_known(connect: Connect, clock: FakeClock) -> None:
    """Those before one in the queue, what the server has left and a pause all count."""
    told = [{"X-RateLimit-Remaining": "2"}, {"X-RateLimit-Remaining": "0"}]
    replies = [*(json_reply([], headers=headers) for headers in told), json_reply({}, 429, {"Retry-After": "15"})]
    waits: list[float] = []
    hooks = Hooks(on_wait=lambda event: waits.append(event.seconds))
    ra = await connect([*replies, *[json_reply([])] * 9], clock, rate_limit=RateLimit(3, 10.0), hooks=hooks)
    await ra.get_achievement_distribution(1)
    await clock.advance(2)
    await ra.get_achievement_distribution(2)
    calls = call(ra, 3, 4, 5, 6, 7)
    await clock.settle()
    assert waits == [8.0, 8.0, 10.0, 18.0, 18.0]
    await clock.advance(8)
    calls += call(ra, 8)
    await clock.settle()
    assert waits[5:] == [15.0 + 10.0]
    await clock.advance(100)
    await asyncio.gather(*calls)


async def test_waiter_that_looks_again_leaves_no_alarm(
    connect: Connect, clock: FakeClock, caplog: pytest.LogCaptureFixture
) -> None:
    """A call that wakes up for every answer sets a new alarm each time, and leaves none; the log has one line."""
    caplog.set_level(logging.INFO, "retroach_async")
    transport = MemoryTransport(lambda request: json_reply([]))
    transport.hold()
    ra = await connect(transport, clock, rate_limit=RateLimit(5, 10.0))
    calls = call(ra, 1, 2, 3, 4, 5, 6)
    await clock.settle()
    alarms = clock.alarms
    for _ in range(4):
        transport.release(1)
        await clock.settle()
        assert clock.alarms == alarms + 1  # the next permit is due a window after the first answer
    transport.release()
    await clock.advance(10)
    await asyncio.gather(*calls)
    assert len(caplog.records) == 1


async def test_state_tells_what_is_free_who_waits_and_why(connect: Connect, clock: FakeClock) -> None:
    """Every number of the state, while a window fills up, a queue forms and the server refuses."""
    transport = MemoryTransport(
        lambda request: json_reply({}, 429, {"Retry-After": "7"}) if len(transport.queries) == 4 else json_reply([])
    )
    ra = await connect(transport, clock, rate_limit=RateLimit(3, 10.0, adaptive=True), timeout=1e6)
    assert state_of(ra) == LimitState(requests=3, seconds=10.0, available=3, queued=0, paused=0.0)
    await asyncio.gather(*call(ra, 1, 2))
    assert state_of(ra).available == 1
    await clock.advance(5)
    calls = call(ra, 3, 4, 5)
    await clock.settle()
    assert state_of(ra) == LimitState(requests=3, seconds=10.0, available=0, queued=2, paused=0.0)
    await clock.advance(5.5)
    assert state_of(ra) == LimitState(requests=3, seconds=20.0, available=0, queued=1, paused=pytest.approx(6.5))
    await clock.advance(60)
    await asyncio.gather(*calls)
    assert state_of(ra).paused == 0.0
    assert state_of(ra).available == 3


async def test_state_counts_what_the_server_says_is_left(connect: Connect, clock: FakeClock) -> None:
    """Requests that others have used are not available to us."""
    reply = json_reply([], headers={"X-RateLimit-Remaining": "2"})
    ra = await connect([reply], clock, rate_limit=RateLimit(5, 10.0))
    await ra.get_achievement_distribution(1)
    assert state_of(ra).available == 2
    await clock.advance(10)
    assert state_of(ra).available == 5


@pytest.mark.parametrize("name", ["requests", "max_queue"])
@pytest.mark.parametrize("value", [1.5, -1, "2", True, float("nan")])
def test_number_of_calls_must_be_whole(name: str, value: Any) -> None:
    """Half a request is refused when the limit is made, by its name."""
    with pytest.raises(ConfigurationError, match=name):
        RateLimit(**{"requests": 1, "seconds": 1.0, name: value})
