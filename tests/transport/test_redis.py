"""A limit that is kept by Redis: what its scripts do, and whose connections they use."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from fakeredis import FakeAsyncRedis, FakeServer
from fakeredis.commands_mixins import server_mixin
from hypothesis import given, settings
from hypothesis import strategies as st

from retroach_async import (
    RedisLimit,
    SharedAnswer,
)
from tests.transport.resp import NAME, ServerTime, take


@pytest.fixture
def server_time(monkeypatch: pytest.MonkeyPatch) -> ServerTime:
    """The clock of the server, which stands still until it is set."""
    time = ServerTime()
    monkeypatch.setattr(server_mixin, "time", time)
    return time


@pytest.fixture
def data() -> FakeServer:
    """The data that the server keeps."""
    return FakeServer()


@pytest.fixture
async def redis(data: FakeServer) -> AsyncIterator[FakeAsyncRedis]:
    """A client of the library to the same data."""
    async with FakeAsyncRedis(server=data) as client:
        await client.ping()  # it looks up its version in the file system
        yield client


@pytest.fixture
def limit(redis: FakeAsyncRedis) -> RedisLimit:
    """A limit on a borrowed client."""
    return RedisLimit(redis, processes=4)


# What the scripts do


@given(
    rests=st.lists(st.sampled_from([0.0, 0.0, 0.000001, 1.0, 3.3, 9.999999, 10.0, 25.0]), max_size=40),
    requests=st.integers(1, 5),
)
@settings(max_examples=60, deadline=None)
async def test_log_slides(rests: list[float], requests: int) -> None:
    """A permit is given whenever fewer than the limit are younger than a window, and otherwise its wait is exact."""
    taken: list[int] = []
    time, now = ServerTime(), 1_700_000_000_000_000
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(server_mixin, "time", time)
        async with FakeAsyncRedis(server=FakeServer()) as client:
            await client.ping()
            limits = [RedisLimit(client, processes=2) for _ in range(2)]
            for number, rest in enumerate(rests):
                now += round(rest * 1_000_000)
                time.now = now / 1_000_000
                at = max(now, *(moment + 1 for moment in taken), 0)
                answer = await take(limits[number % 2], requests, 10.0)
                recent = [moment for moment in taken if moment + 10_000_000 > at]
                if len(recent) < requests:
                    assert answer.wait == 0.0
                    taken.append(at)
                    recent.append(at)
                else:
                    assert answer.wait == pytest.approx((recent[-requests] + 10_000_000 - at) / 1e6, abs=1e-9)
                assert answer.left == requests - len(recent)


async def test_age_begins_with_the_first_permit_and_can_begin_again(limit: RedisLimit, server_time: ServerTime) -> None:
    """It tells for how long everything is known, and who says that it is not begins it restart for everybody."""
    assert (await take(limit)).age == 0.0
    server_time.now += 30
    assert (await take(limit)).age == pytest.approx(30)
    assert (await take(limit, restart=True)).age == 0.0
    server_time.now += 3
    assert (await take(limit)) == SharedAnswer(0.0, 0, pytest.approx(3, abs=1e-5))


async def test_pause_is_for_everybody_and_only_grows(
    limit: RedisLimit, redis: FakeAsyncRedis, server_time: ServerTime
) -> None:
    """Nobody gets a permit until the longest pause is over."""
    other = RedisLimit(redis, processes=4)
    await limit.pause(NAME, 30.0)
    await other.pause(NAME, 5.0)
    assert (await take(other)).wait == pytest.approx(30)
    server_time.now += 29.9
    assert (await take(limit)).wait == pytest.approx(0.1)
    server_time.now += 0.1
    assert (await take(other)).wait == 0.0


async def test_smaller_limit_finds_nothing_left(limit: RedisLimit, server_time: ServerTime) -> None:
    """A process that was told a smaller limit than the others keeps to it."""
    for _ in range(3):
        await take(limit)
        server_time.now += 1
    assert await take(limit, 2) == SharedAnswer(pytest.approx(8), 0, pytest.approx(3))


async def test_moments_are_those_of_the_server(
    limit: RedisLimit, server_time: ServerTime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However wrong the clocks of the processes are, it does not show."""
    for _ in range(3):
        await take(limit)
    monkeypatch.setattr("time.time", lambda: 0.0)
    assert (await take(limit)).wait == pytest.approx(10)


async def test_clock_that_is_set_back_a_little_gives_no_permit_twice(
    limit: RedisLimit, server_time: ServerTime
) -> None:
    """As a time server does it: nothing is forgotten, and waits are hardly longer."""
    for _ in range(3):
        await take(limit)
    server_time.now -= 0.5
    answer = await take(limit)
    assert answer.wait == pytest.approx(10, abs=0.001)
    assert answer.left == 0
    server_time.now += 10.6
    assert (await take(limit)).wait == 0.0


async def test_clock_that_is_set_back_far_begins_anew(limit: RedisLimit, server_time: ServerTime) -> None:
    """Nobody waits for an hour because of that, but nobody believes what was counted either."""
    for _ in range(3):
        await take(limit)
    await limit.pause(NAME, 30.0)
    server_time.now += 20
    await take(limit)
    server_time.now -= 3600
    assert await take(limit) == SharedAnswer(0.0, 2, 0.0)
    server_time.now += 1
    assert await take(limit) == SharedAnswer(0.0, 1, pytest.approx(1))


async def test_permit_that_is_missing_makes_it_young(
    limit: RedisLimit, redis: FakeAsyncRedis, server_time: ServerTime
) -> None:
    """A server that went back to an older state has forgotten more than what one process notices; it is told once."""
    other = RedisLimit(redis, processes=4)
    await take(limit)
    server_time.now += 60
    saved = await redis.dump(f"retroach_async:{NAME}")
    await take(limit)
    await take(other)
    server_time.now += 1
    assert saved is not None
    await redis.restore(f"retroach_async:{NAME}", 0, saved, replace=True)
    assert (await take(limit)).age == 0.0
    server_time.now += 1
    assert (await take(other)).age == pytest.approx(1)
    assert (await take(limit)).age == pytest.approx(1)
    server_time.now += 60
    assert [(await take(each)).age for each in (limit, other)] == pytest.approx([61, 61])


async def test_forgotten_script_is_sent_again(limit: RedisLimit, redis: FakeAsyncRedis) -> None:
    """A restart costs one more question and nothing else."""
    await take(limit)
    await redis.script_flush()
    assert (await take(limit)).left == 1
    await redis.script_flush()
    await limit.pause(NAME, 10.0)
    assert (await take(limit)).wait > 9


async def test_everything_is_in_one_key_that_expires(limit: RedisLimit, redis: FakeAsyncRedis) -> None:
    """A day after the last request nothing is left; before that nothing grows beyond a window."""
    for _ in range(50):
        await take(limit, 1000, 0.000001)
    await limit.pause("v2:other", 5.0)
    assert sorted(await redis.keys()) == [b"retroach_async:v1:fingerprint", b"retroach_async:v2:other"]
    assert await redis.zcard(f"retroach_async:{NAME}") <= 3
    for key in await redis.keys():
        assert 86_000 < await redis.ttl(key) <= 86_410


async def test_prefix_keeps_programs_apart(limit: RedisLimit, redis: FakeAsyncRedis) -> None:
    """Two limits with other prefixes on one server know nothing of each other."""
    await take(limit)
    assert (await take(RedisLimit(redis, processes=4, prefix="my-bot"))).left == 2
    assert b"my-bot:v1:fingerprint" in await redis.keys()
