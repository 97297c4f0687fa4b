"""A limit that is only a guess."""

from __future__ import annotations

import asyncio
import logging

import pytest

from retroach_async import Client, Credentials, RateLimit, RateLimits
from retroach_async.testing import FakeClock, MemoryTransport, json_reply
from tests.transport.conftest import Connect


def test_defaults_are_gentle_with_v1_and_exact_with_v2() -> None:
    """V1 publishes no limit, so ours is a guess; V2's is sixty a minute, with a second to spare."""
    limits = RateLimits()
    assert limits.v1 == RateLimit(15, 12.0, adaptive=True)
    assert limits.v2 == RateLimit(60, 61.0)
    assert limits.v2 is not None
    assert not limits.v2.adaptive
    assert limits.v2.max_queue is None


async def test_adaptive_limit_slows_at_a_refusal_and_recovers(credentials: Credentials, clock: FakeClock) -> None:
    """A guess that was too high is halved at once and found again slowly, never beyond where it began."""
    transport = MemoryTransport(
        lambda request: json_reply({}, 429, {"Retry-After": "5"}) if len(transport.queries) == 1 else json_reply([])
    )
    limit = RateLimit(4, 10.0, adaptive=True)
    async with Client(credentials, transport=transport, rate_limit=limit, clock=clock, timeout=1e6) as ra:
        seconds = []
        call = asyncio.create_task(ra.get_achievement_distribution(1))
        await clock.settle()
        for game_id in range(2, 200):
            state = ra.limits["v1"]
            assert state is not None
            seconds.append(state.seconds)
            await clock.advance(21)
            await ra.get_achievement_distribution(game_id)
        await call
    assert seconds[0] == 20.0
    assert seconds == sorted(seconds, reverse=True)
    assert seconds[-1] == 10.0
    assert 5 < seconds.index(10.0) < 60


async def test_limit_that_is_a_fact_does_not_adapt(credentials: Credentials, running_clock: FakeClock) -> None:
    """A refusal pauses, and then the limit is what it was."""
    transport = MemoryTransport([json_reply({}, 429, {"Retry-After": "5"}), json_reply([])])
    async with Client(credentials, transport=transport, rate_limit=RateLimit(4, 10.0), clock=running_clock) as ra:
        await ra.get_achievement_distribution(1)
        state = ra.limits["v1"]
        assert state is not None
        assert state.seconds == 10.0


async def test_refusals_without_end_slow_down_to_a_sixteenth(connect: Connect, running_clock: FakeClock) -> None:
    """A server that always refuses is asked more and more rarely, but is asked."""
    transport = MemoryTransport(lambda request: json_reply({}, 429, {"Retry-After": "0"}))
    limit = RateLimit(1, 10.0, adaptive=True)
    ra = await connect(transport, running_clock, rate_limit=limit, timeout=1e6)
    for game_id in range(1, 5):
        with pytest.raises(Exception, match="too many requests"):
            await ra.get_achievement_distribution(game_id)
    state = ra.limits["v1"]
    assert state is not None
    assert state.seconds == 160.0


async def test_refusals_of_one_burst_count_once(connect: Connect, clock: FakeClock) -> None:
    """Requests that were in flight together are refused together, which is one lesson."""
    transport = MemoryTransport(
        lambda request: json_reply({}, 429, {"Retry-After": "5"}) if len(transport.queries) <= 4 else json_reply([])
    )
    transport.hold()
    ra = await connect(transport, clock, rate_limit=RateLimit(4, 10.0, adaptive=True), timeout=1e6)
    calls = [asyncio.create_task(ra.get_achievement_distribution(game_id)) for game_id in range(1, 5)]
    await transport.arrived(4)
    transport.release()
    await clock.settle()
    state = ra.limits["v1"]
    assert state is not None
    assert state.seconds == 20.0
    await clock.advance(100)
    await asyncio.gather(*calls)


async def test_limit_recovers_a_window_after_the_refusal(connect: Connect, clock: FakeClock) -> None:
    """A good answer that comes soon after a refusal is no reason to be faster again."""
    refused = {1}
    transport = MemoryTransport(
        lambda request: json_reply({}, 429) if len(transport.queries) in refused else json_reply([])
    )
    ra = await connect(transport, clock, rate_limit=RateLimit(4, 10.0, adaptive=True), timeout=1e6)
    await clock.advance(1000)
    seconds = []
    for wait in (15, 4, 5):
        call = asyncio.create_task(ra.get_achievement_distribution(1))
        await clock.advance(wait)
        await call
        state = ra.limits["v1"]
        assert state is not None
        seconds.append(state.seconds)
    assert seconds == [20.0, 20.0, 20.0]
    await ra.get_achievement_distribution(1)
    state = ra.limits["v1"]
    assert state is not None
    assert state.seconds == 19.0


async def test_good_answers_do_not_hide_a_refusal(connect: Connect, clock: FakeClock) -> None:
    """At full speed there is nothing to recover, so every refusal is news, however old its request."""
    transport = MemoryTransport([json_reply([]), json_reply({}, 429)])
    transport.hold()
    ra = await connect(transport, clock, rate_limit=RateLimit(4, 10.0, adaptive=True), retry=None)
    calls = [asyncio.create_task(ra.get_achievement_distribution(game_id)) for game_id in (1, 2)]
    await transport.arrived(2)
    await clock.advance(15)
    transport.release(1)
    await clock.advance(1)
    transport.release()
    await asyncio.gather(*calls, return_exceptions=True)
    state = ra.limits["v1"]
    assert state is not None
    assert state.seconds == 20.0


async def test_short_wait_is_not_logged(
    connect: Connect, running_clock: FakeClock, caplog: pytest.LogCaptureFixture
) -> None:
    """A wait that nobody notices is no line at INFO."""
    caplog.set_level(logging.INFO, "retroach_async")
    ra = await connect(lambda request: json_reply([]), running_clock, rate_limit=RateLimit(1, 5.0))
    for game_id in (1, 2, 3):
        await ra.get_achievement_distribution(game_id)
    assert caplog.records == []
