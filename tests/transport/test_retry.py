"""Trying again, and knowing when not to."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retroach_async import (
    Client,
    ConnectionFailed,
    Credentials,
    DecodeError,
    RateLimited,
    RetroachError,
    RetryPolicy,
    ServerError,
    TimedOut,
)
from retroach_async.query import Reply
from retroach_async.testing import FakeClock, MemoryTransport, html_reply, json_reply
from tests.transport.conftest import Connect

POLICY = RetryPolicy()

# What a call does


async def test_fault_is_tried_again_until_it_passes(connect: Connect, running_clock: FakeClock) -> None:
    """Three failures of different kinds and then an answer are one successful call."""
    script = [ConnectionFailed("reset"), json_reply({}, 500), TimedOut("silence"), json_reply({"1": 5})]
    ra = await connect(script, running_clock)
    assert (await ra.get_achievement_distribution(1))[1] == 5
    assert len(running_clock.sleeps) == 3
    for wait, bound in zip(running_clock.sleeps, (0.5, 1.0, 2.0), strict=True):
        assert 0 <= wait <= bound


async def test_last_fault_is_the_one_that_is_raised(connect: Connect, running_clock: FakeClock) -> None:
    """When attempts run out the error is the last one, and it says how often was tried."""
    script = [json_reply({}, 500), json_reply({}, 502), json_reply({}, 503), ConnectionFailed("reset")]
    ra = await connect(script, running_clock)
    with pytest.raises(ConnectionFailed, match="reset") as caught:
        await ra.get_achievement_distribution(1)
    assert caught.value.attempts == 4


async def test_waits_are_different_each_time(connect: Connect, running_clock: FakeClock) -> None:
    """Clients that failed together do not come back together."""
    transport = MemoryTransport(lambda request: json_reply({}, 503))
    ra = await connect(transport, running_clock, retry=RetryPolicy(attempts=2))
    for game_id in range(1, 30):
        with pytest.raises(ServerError):
            await ra.get_achievement_distribution(game_id)
    assert len(set(running_clock.sleeps)) > 25
    assert max(running_clock.sleeps) > 0.3
    assert min(running_clock.sleeps) < 0.2


async def test_answer_that_is_not_json_is_asked_for_twice(connect: Connect, running_clock: FakeClock) -> None:
    """A page instead of JSON is an accident once and an error twice."""
    ra = await connect([html_reply("<p>sorry"), json_reply([]), *[html_reply("<p>sorry")] * 2], running_clock)
    assert (await ra.get_achievement_distribution(1)).total_players == 0
    with pytest.raises(DecodeError, match="HTML") as caught:
        await ra.get_achievement_distribution(1)
    assert caught.value.attempts == 2


HEADERS: dict[str, tuple[dict[str, str], float]] = {
    "seconds": ({"Retry-After": "2"}, 2.0),
    "fraction": ({"Retry-After": "3.5"}, 3.5),
    "nothing to wait": ({"Retry-After": "0"}, 0.0),
    "date": ({"Retry-After": "Sat, 01 Jun 2024 12:00:30 GMT", "Date": "Sat, 01 Jun 2024 12:00:00 GMT"}, 30.0),
    "past date": ({"Retry-After": "Sat, 01 Jun 2024 11:00:00 GMT", "Date": "Sat, 01 Jun 2024 12:00:00 GMT"}, 0.0),
    "past date by our clock": ({"Retry-After": "Sat, 01 Jun 2013 11:00:00 GMT"}, 0.0),
    "date beside a broken one": ({"Retry-After": "Sat, 01 Jun 2013 11:00:00 GMT", "Date": "yesterday"}, 0.0),
    "missing": ({}, 1.0),
    "negative": ({"Retry-After": "-5"}, 1.0),
    "words": ({"Retry-After": "abc"}, 1.0),
    "empty": ({"Retry-After": ""}, 1.0),
    "other digits": ({"Retry-After": "٣"}, 1.0),
    "not a number": ({"Retry-After": "nan"}, 1.0),
    "infinite": ({"Retry-After": "inf"}, 1.0),
    "underscored": ({"Retry-After": "1_0"}, 1.0),
    "hexadecimal": ({"Retry-After": "0x10"}, 1.0),
    "half a date": ({"Retry-After": "Sat, 99 Jun 2024"}, 1.0),
}


@pytest.mark.parametrize(("headers", "seconds"), HEADERS.values(), ids=HEADERS)
async def test_wait_after_a_refusal(
    headers: dict[str, str], seconds: float, connect: Connect, running_clock: FakeClock
) -> None:
    """A sensible Retry-After is waited out, and anything else is as if it were missing."""
    ra = await connect([json_reply({}, 429, headers), json_reply([])], running_clock)
    await ra.get_achievement_distribution(1)
    assert seconds <= running_clock.monotonic() <= seconds + POLICY.first_wait


async def test_date_without_the_servers_own_is_measured_by_the_wall_clock(
    connect: Connect, running_clock: FakeClock
) -> None:
    """The client's clock is the one that counts, also for the time of day."""
    headers = {"Retry-After": "Tue, 14 Nov 2023 22:13:40 GMT"}  # twenty seconds after the fake clock's beginning
    ra = await connect([json_reply({}, 429, headers), json_reply([])], running_clock)
    await ra.get_achievement_distribution(1)
    assert 20 <= running_clock.monotonic() <= 20 + POLICY.first_wait


@pytest.mark.parametrize(("text", "number"), [("86400", 86400.0), ("1e20", 1e20), ("121", 121.0)])
async def test_wait_that_is_too_long_is_raised_with_its_number(
    text: str, number: float, connect: Connect, clock: FakeClock
) -> None:
    """Instead of sleeping for a day the call says for how long it would have to."""
    ra = await connect([json_reply({}, 429, {"Retry-After": text})], clock)
    with pytest.raises(RateLimited) as caught:
        await ra.get_achievement_distribution(1)
    assert (caught.value.retry_after, caught.value.attempts, clock.sleeps) == (number, 1, [])


async def test_wait_longer_than_an_attempt_may_take_is_waited_out(connect: Connect, running_clock: FakeClock) -> None:
    """The limit of one exchange does not end the rest between two."""
    ra = await connect([json_reply({}, 429, {"Retry-After": "90"}), json_reply({"1": 5})], running_clock)
    assert (await ra.get_achievement_distribution(1))[1] == 5


# Storms


async def test_storm_of_failures_is_not_multiplied(connect: Connect, running_clock: FakeClock) -> None:
    """When everything fails, retries stop at the budget: many calls do not become four times as many requests."""
    transport = MemoryTransport(lambda request: json_reply({}, 503))
    ra = await connect(transport, running_clock, retry=RetryPolicy(budget=20), concurrency=50)
    async with ra.batch(ra.get_achievement_distribution, range(1, 301)) as outcomes:
        errors = [outcome.error async for outcome in outcomes]
    assert all(isinstance(error, ServerError) for error in errors)
    assert len(transport.queries) == 300 + 20


async def test_successes_earn_retries_back(connect: Connect, running_clock: FakeClock) -> None:
    """Ten answers pay for one retry, and no more than the budget is saved."""
    is_failing = True

    def answer(request: Any) -> Any:
        return json_reply({}, 503) if is_failing else json_reply([])

    transport = MemoryTransport(answer)
    ra = await connect(transport, running_clock, retry=RetryPolicy(attempts=100, budget=3))

    async def retries_of_one_failure() -> int:
        before = len(transport.queries)
        with pytest.raises(ServerError):
            await ra.get_achievement_distribution(1)
        return len(transport.queries) - before - 1

    assert [await retries_of_one_failure() for _ in range(2)] == [3, 0]
    for successes, earned in ((21, 2), (1000, 3)):
        is_failing = False
        await ra.gather(ra.get_achievement_distribution, range(1, successes + 1))
        is_failing = True
        assert await retries_of_one_failure() == earned


async def test_budget_is_shared_by_all_users_of_a_client(connect: Connect, running_clock: FakeClock) -> None:
    """A server in trouble is not asked more often because more users ask."""
    transport = MemoryTransport(lambda request: json_reply({}, 503))
    ra = await connect(transport, running_clock, retry=RetryPolicy(attempts=3, budget=2))
    friend = ra.with_credentials(Credentials("Friend", "another-key"))
    attempts = []
    for client in (ra, friend):
        with pytest.raises(ServerError) as caught:
            await client.get_achievement_distribution(1)
        attempts.append(caught.value.attempts)
    assert attempts == [3, 1]


# The deadline

answers = st.one_of(
    st.just(("error", "")),
    st.just(("status", "")),
    st.sampled_from(["0", "1", "7", "33.3", "119", "500"]).map(lambda seconds: ("limited", seconds)),
    st.just(("silence", "")),
)


@given(
    script=st.lists(st.tuples(answers, st.sampled_from([0.0, 0.4, 3.0, 11.0])), min_size=1, max_size=6),
    total=st.sampled_from([1.0, 10.0, 60.0, 200.0]),
)
@settings(max_examples=150, deadline=None)
async def test_no_call_outlives_its_deadline(script: list[tuple[tuple[str, str], float]], total: float) -> None:
    """Whatever the server does and however slowly, a call is over in time, with an error of ours."""
    clock = FakeClock(auto=True)
    step = 0

    async def answer(request: Any) -> Any:
        nonlocal step
        (kind, text), seconds = script[step % len(script)]
        step += 1
        await clock.sleep(1e9 if kind == "silence" else seconds)
        if kind == "error":
            return ConnectionFailed("reset")
        return json_reply({}, 429, {"Retry-After": text}) if kind == "limited" else json_reply({}, 502)

    transport = MemoryTransport(answer)
    options: dict[str, Any] = {"timeout": total, "retry": RetryPolicy(attempts=20), "rate_limit": None}
    async with Client(Credentials("Tester", "key"), transport=transport, clock=clock, **options) as ra:
        with pytest.raises(RetroachError) as caught:
            await ra.get_achievement_distribution(1)
    assert clock.monotonic() <= total + 0.02
    assert caught.value.attempts == len(transport.queries)
    assert transport.in_flight == clock.sleepers == 0


async def test_wait_until_the_deadline_is_not_begun(connect: Connect, clock: FakeClock) -> None:
    """A wait that would leave no time for an attempt is none."""
    policy = RetryPolicy(first_wait=0.0)
    ra = await connect([json_reply({}, 429, {"Retry-After": "30"})], clock, timeout=30, retry=policy)
    with pytest.raises(RateLimited):
        await ra.get_achievement_distribution(1)
    assert clock.sleeps == []


async def test_wait_beyond_the_deadline_is_not_begun(connect: Connect, clock: FakeClock) -> None:
    """When the next attempt would come too late, the failure is raised now rather than at the deadline."""
    ra = await connect([json_reply({}, 429, {"Retry-After": "60"})], clock, timeout=30)
    with pytest.raises(RateLimited) as caught:
        await ra.get_achievement_distribution(1)
    assert caught.value.retry_after == 60.0
    assert clock.sleeps == []


# What is told


async def test_key_that_breaks_an_answer_is_not_told(running_clock: FakeClock) -> None:
    """When the server repeats a key so that its JSON is none, that is all that is said, after a second try."""
    transport = MemoryTransport(lambda request: Reply(200, {}, b'["no such key: Secret"Key7"]'))
    credentials = Credentials("Tester", 'Secret"Key7')
    async with Client(credentials, transport=transport, clock=running_clock, rate_limit=None) as ra:
        with pytest.raises(DecodeError) as caught:
            await ra.get_achievement_distribution(1)
    assert caught.value.message == "the answer is not valid JSON"
    assert (caught.value.status, caught.value.attempts) == (200, 2)


async def test_attempts_are_logged_without_the_key(
    connect: Connect, running_clock: FakeClock, caplog: pytest.LogCaptureFixture, canary: str
) -> None:
    """Each attempt is one DEBUG line that says which call, which attempt and what came of it."""
    caplog.set_level(logging.DEBUG, "retroach_async")
    ra = await connect([json_reply({"message": f"busy, {canary}"}, 503), json_reply([])], running_clock)
    await ra.get_achievement_distribution(7)
    lines = [record.getMessage() for record in caplog.records]
    assert [line.partition(": ")[2] for line in lines] == ["attempt 1: busy, ***", "attempt 2: HTTP 200"]
    assert all(line.startswith("v1 API_GetAchievementDistribution.php?i=7: ") for line in lines)
    assert canary not in caplog.text


async def test_cancelling_a_backoff_is_immediate(connect: Connect, clock: FakeClock) -> None:
    """A call that waits to try again ends at once when it is cancelled, and does not come back."""
    transport = MemoryTransport(lambda request: json_reply({}, 503))
    ra = await connect(transport, clock)
    call = asyncio.create_task(ra.get_achievement_distribution(1))
    await clock.settle()
    call.cancel()
    with pytest.raises(asyncio.CancelledError):
        await call
    await clock.advance(1000)
    assert len(transport.queries) == 1
