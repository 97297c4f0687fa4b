"""A limit that is kept by Redis: what its scripts do, and whose connections they use."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from fakeredis import FakeAsyncRedis, FakeServer
from fakeredis.commands_mixins import server_mixin
from hypothesis import given, settings
from hypothesis import strategies as st
from redis.crc import key_slot

from retroach_async import (
    RedisLimit,
    SharedAnswer,
)
from tests.transport.resp import NAME, ServerTime, take, use


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
async def limit(redis: FakeAsyncRedis, server_time: ServerTime) -> RedisLimit:
    """A limit on a borrowed client, which has been in use for long."""
    limit = RedisLimit(redis, processes=4)
    await take(limit)
    server_time.now += 3600
    return limit


# What the scripts do


@given(
    rests=st.lists(st.sampled_from([0.0, 0.0, 0.000001, 1.0, 3.3, 9.999999, 10.0, 25.0]), max_size=40),
    requests=st.integers(1, 5),
    answered_at_once=st.booleans(),
)
@settings(max_examples=60, deadline=None)
async def test_log_slides(rests: list[float], requests: int, answered_at_once: bool) -> None:
    """A permit is given whenever fewer than the limit are younger than a window, and otherwise its wait is exact."""
    taken: list[int] = []
    time, now = ServerTime(), 1_700_000_000_000_000
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(server_mixin, "time", time)
        async with FakeAsyncRedis(server=FakeServer()) as client:
            await client.ping()
            limits = [RedisLimit(client, processes=2) for _ in range(2)]
            await take(limits[0])
            now += 3_600_000_000
            for number, rest in enumerate(rests):
                now += round(rest * 1_000_000)
                time.now = now / 1_000_000
                answer = await (use if answered_at_once else take)(limits[number % 2], requests, 10.0)
                taken = [moment for moment in taken if moment + 10_000_000 > now]
                if len(taken) < requests:
                    assert answer.wait == 0.0
                    taken.append(now if answered_at_once else now + 30_000_000)
                else:
                    assert answer.wait == pytest.approx((min(taken[-requests], now) + 10_000_000 - now) / 1e6, abs=1e-9)


async def test_permit_is_in_use_until_a_window_after_its_return(limit: RedisLimit, server_time: ServerTime) -> None:
    """Who asks meanwhile is told a window, because it may come back at any moment; without a return it ends itself."""
    await take(limit, 1, permit="a")
    server_time.now += 25
    assert (await take(limit, 1)).wait == pytest.approx(10)
    await limit.give_back(NAME, ["a"])
    server_time.now += 9.9
    assert (await take(limit, 1)).wait == pytest.approx(0.1)
    server_time.now += 0.1
    assert (await take(limit, 1)).wait == 0.0
    server_time.now += 39.9
    assert (await take(limit, 1)).wait == pytest.approx(0.1)
    server_time.now += 0.1
    assert (await take(limit, 1)).wait == 0.0


async def test_permit_that_is_taken_twice_is_one(limit: RedisLimit, server_time: ServerTime) -> None:
    """A question that the library sends again, because the connection ended, costs nothing."""
    for _ in range(3):
        assert (await take(limit, 2, permit="a")).wait == 0.0
    assert (await take(limit, 2)).wait == 0.0
    assert (await take(limit, 2)).wait > 0
    assert (await take(limit, 2, permit="a")).wait == 0.0


async def test_return_of_what_it_does_not_know_counts(limit: RedisLimit, server_time: ServerTime) -> None:
    """Its request has arrived all the same."""
    await limit.give_back(NAME, ["a", "b"])
    assert (await take(limit, 2)).wait == pytest.approx(10)


async def test_new_server_gives_no_permit_for_a_window_and_a_second(
    redis: FakeAsyncRedis, server_time: ServerTime
) -> None:
    """Nobody knows what was permitted before; who comes later waits for the rest only, whatever the length."""
    limit, other = RedisLimit(redis, processes=4), RedisLimit(redis, processes=4)
    assert await take(limit) == SharedAnswer(11.0, 0.0, has_forgotten=True)
    server_time.now += 4
    assert await take(other) == SharedAnswer(pytest.approx(7), pytest.approx(4), has_forgotten=True)
    assert await other.take("v1:another", "a", 5, 2.0, restart=False) == SharedAnswer(0.0, pytest.approx(4))
    server_time.now += 7
    assert await take(other) == SharedAnswer(0.0, pytest.approx(11))


async def test_limit_that_nobody_has_used_is_free(limit: RedisLimit) -> None:
    """A server that has remembered for an hour knows that a new user's key was never used."""
    assert await limit.take("v1:new", "a", 5, 60.0, restart=False) == SharedAnswer(0.0, pytest.approx(3600))


async def test_age_can_begin_again(limit: RedisLimit, server_time: ServerTime) -> None:
    """Who says that not everything is known begins it for everybody, and permits are given all the same."""
    assert (await take(limit)).age == pytest.approx(3600)
    assert await take(limit, restart=True) == SharedAnswer(0.0, 0.0)
    server_time.now += 3
    assert await take(limit) == SharedAnswer(0.0, pytest.approx(3))


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
        await use(limit)
        server_time.now += 1
    assert (await take(limit, 2)).wait == pytest.approx(8)


async def test_moments_are_those_of_the_server(
    limit: RedisLimit, server_time: ServerTime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However wrong the clocks of the processes are, it does not show."""
    for _ in range(3):
        await use(limit)
    monkeypatch.setattr("time.time", lambda: 0.0)
    assert (await take(limit)).wait == pytest.approx(10)


async def test_clock_that_is_set_back_a_little_gives_no_permit_twice(
    limit: RedisLimit, server_time: ServerTime
) -> None:
    """As a time server does it: nothing is forgotten, and waits are hardly longer."""
    for _ in range(3):
        await use(limit)
    server_time.now -= 0.5
    assert (await take(limit)).wait == pytest.approx(10, abs=0.001)
    server_time.now += 10.6
    assert (await take(limit)).wait == 0.0


async def test_clock_that_is_set_back_far_begins_anew(limit: RedisLimit, server_time: ServerTime) -> None:
    """Nobody waits for an hour because of that, but nobody believes what was counted either."""
    for _ in range(3):
        await use(limit)
    await limit.pause(NAME, 30.0)
    server_time.now -= 1800
    assert await take(limit) == SharedAnswer(pytest.approx(11), 0.0, has_forgotten=True)
    server_time.now += 11
    assert await take(limit) == SharedAnswer(0.0, pytest.approx(11))


# What a server may lose


async def test_server_that_was_emptied_has_forgotten(limit: RedisLimit, redis: FakeAsyncRedis) -> None:
    """Also for a process that has never asked it before."""
    await redis.flushall()
    answer = await take(RedisLimit(redis, processes=4))
    assert (answer.wait, answer.age, answer.has_forgotten) == (pytest.approx(11), 0.0, True)


async def test_server_that_is_in_an_older_state_has_forgotten(
    limit: RedisLimit, redis: FakeAsyncRedis, server_time: ServerTime
) -> None:
    """One process that heard of a later moment is enough for all of them."""
    other = RedisLimit(redis, processes=4)
    keys = [f"{{retroach_async}}:{NAME}", "{retroach_async}"]
    saved = [await redis.dump(key) for key in keys]
    server_time.now += 1
    await take(limit)
    for key, value in zip(keys, saved, strict=True):
        assert value is not None
        await redis.restore(key, 0, value, replace=True)
    assert (await take(limit)).has_forgotten
    server_time.now += 1
    assert (await take(other)).wait == pytest.approx(10)


async def test_another_server_has_forgotten(limit: RedisLimit, redis: FakeAsyncRedis) -> None:
    """As after a failover: what it has from the other one may not be all."""
    await redis.hset("{retroach_async}", "run", "that-of-the-one-before")
    assert (await take(limit)).has_forgotten


async def test_what_an_earlier_life_left_counts_no_more(limit: RedisLimit, redis: FakeAsyncRedis) -> None:
    """When a life has begun anew, its silence is all that is left of the one before."""
    for _ in range(3):
        await take(limit)
    await redis.delete("{retroach_async}")
    await limit.take("v1:another", "a", 5, 2.0, restart=False)
    assert await redis.zcard(f"{{retroach_async}}:{NAME}") == 5
    await take(limit)
    assert await redis.zcard(f"{{retroach_async}}:{NAME}") == 2


async def test_forgotten_script_is_sent_again(limit: RedisLimit, redis: FakeAsyncRedis) -> None:
    """It costs one more question and nothing else."""
    await redis.script_flush()
    assert (await take(limit)).wait == 0.0
    await redis.script_flush()
    await limit.give_back(NAME, ["a"])
    await redis.script_flush()
    await limit.pause(NAME, 10.0)
    assert (await take(limit)).wait > 9


async def test_everything_is_in_two_keys_that_expire(limit: RedisLimit, redis: FakeAsyncRedis) -> None:
    """A day after the last request a limit is gone, and a month after it everything; nothing grows beyond a window."""
    for _ in range(50):
        await use(limit, 1000, 0.000001)
    await limit.pause("v2:other", 5.0)
    names = [f"{{retroach_async}}:{NAME}", "{retroach_async}:v2:other"]
    assert sorted(await redis.keys()) == sorted(name.encode() for name in ["{retroach_async}", *names])
    assert await redis.zcard(names[0]) <= 60
    assert 86_390 < await redis.ttl(names[0]) <= 86_410
    assert 86_390 < await redis.ttl(names[1]) <= 86_410
    assert 86_400 * 29 < await redis.ttl("{retroach_async}") <= 86_400 * 30


async def test_limit_that_rested_for_days_gives_a_permit_at_once(
    limit: RedisLimit, redis: FakeAsyncRedis, server_time: ServerTime
) -> None:
    """Its entry is gone, and that of the prefix still tells that nothing was forgotten; a month later nothing does."""
    await use(limit)
    server_time.now += 3 * 86_400
    await redis.delete(f"{{retroach_async}}:{NAME}")
    assert (await use(limit)).wait == 0.0
    server_time.now += 31 * 86_400
    await redis.flushall()
    assert (await take(limit)).has_forgotten


async def test_prefix_keeps_programs_apart(limit: RedisLimit, redis: FakeAsyncRedis) -> None:
    """Two limits with other prefixes on one server know nothing of each other."""
    other = RedisLimit(redis, processes=4, prefix="my-bot")
    assert (await take(other)).has_forgotten
    assert not (await take(limit)).has_forgotten
    assert {b"{my-bot}", b"{my-bot}:v1:fingerprint"} <= {*await redis.keys()}


def test_keys_of_a_prefix_are_on_one_server_of_a_cluster() -> None:
    """A script may use them together."""
    slots = {key_slot(f"{{my-bot}}{rest}".encode()) for rest in ("", ":v1:a", ":v2:b")}
    assert len(slots) == 1
