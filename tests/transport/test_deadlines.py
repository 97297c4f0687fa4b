"""Deadlines of calls and attempts, and the errors that tell of them."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from retroach_async import Client, ConnectionFailed, Credentials, RateLimit, RetryPolicy, TimedOut, Timeouts
from retroach_async.deadlines import Deadline, Deadlines
from retroach_async.testing import FakeClock, MemoryTransport, json_reply
from tests.transport.conftest import Connect

ONCE = RetryPolicy(attempts=1)


def silent() -> MemoryTransport:
    """A server that answers only when it is told to."""
    transport = MemoryTransport(lambda request: json_reply({"1": 5}))
    transport.hold()
    return transport


async def test_one_exchange_is_given_up_and_tried_again(connect: Connect, clock: FakeClock) -> None:
    """An attempt that takes too long is ended, and the next one may succeed."""
    transport = silent()
    ra = await connect(transport, clock, timeout=Timeouts(attempt=10))
    call = asyncio.create_task(ra.get_achievement_distribution(1))
    await transport.arrived(1)
    await clock.advance(10.1)
    assert transport.cancelled == 1
    await clock.advance(1)
    await transport.arrived(2)
    transport.release()
    assert (await call)[1] == 5
    assert ra.stats.retries == 1


async def test_exchange_that_is_in_time_is_left_alone(connect: Connect, clock: FakeClock) -> None:
    """Just before the limit nothing happens."""
    transport = silent()
    ra = await connect(transport, clock, timeout=Timeouts(attempt=10))
    call = asyncio.create_task(ra.get_achievement_distribution(1))
    await transport.arrived(1)
    await clock.advance(9.9)
    transport.release()
    assert (await call)[1] == 5
    assert transport.cancelled == 0


async def test_limits_end_at_their_very_moment(connect: Connect, clock: FakeClock) -> None:
    """An attempt of ten seconds lasts ten seconds, and a call of fifteen lasts fifteen."""
    transport = silent()
    ra = await connect(transport, clock, timeout=Timeouts(total=15, attempt=10))
    call = asyncio.create_task(ra.get_achievement_distribution(1))
    await clock.advance(10)
    assert transport.cancelled == 1
    await clock.advance(5)
    assert call.done()
    assert isinstance(call.exception(), TimedOut)


async def test_earlier_call_is_not_forgotten_for_a_later_one(connect: Connect, clock: FakeClock) -> None:
    """Of the calls in flight it is the one whose limit passes first that is looked after next."""
    transport = MemoryTransport(lambda request: json_reply([]))
    ra = await connect(transport, clock, timeout=Timeouts(total=100, attempt=4), retry=ONCE)
    transport.hold()
    calls = [asyncio.create_task(ra.get_achievement_distribution(1))]
    await clock.advance(1)
    transport.release()
    await clock.settle()
    transport.hold()
    calls.append(asyncio.create_task(ra.get_achievement_distribution(2)))
    await clock.advance(2)
    calls.append(asyncio.create_task(ra.get_achievement_distribution(3)))
    await clock.advance(2)
    assert [call.done() for call in calls] == [True, True, False]
    await clock.advance(2)
    for call in calls[1:]:
        assert isinstance(call.exception(), TimedOut)


async def test_attempt_is_ended_once(connect: Connect, clock: FakeClock) -> None:
    """An attempt that was told to end may finish its work; another look at the clock does not disturb it."""
    ended: list[float] = []

    async def tidy(request: Any) -> Any:
        try:
            await clock.sleep(1e6)
        finally:
            await clock.sleep(5)
            ended.append(clock.monotonic())

    ra = await connect(tidy, clock, timeout=Timeouts(total=100, attempt=10), retry=ONCE)
    calls = [asyncio.create_task(ra.get_achievement_distribution(1))]
    await clock.advance(2)
    calls.append(asyncio.create_task(ra.get_achievement_distribution(2)))
    await clock.advance(20)
    assert ended == [15.0, 17.0]
    for call in calls:
        assert isinstance(call.exception(), TimedOut)


async def test_call_outside_a_task_is_refused(clock: FakeClock) -> None:
    """Where there is no task that could be told that its time is over, that is said at once."""
    problems: list[str] = []

    def call() -> None:
        try:
            with Deadline(Deadlines(1, 1, clock)):
                pass
        except RuntimeError as problem:
            problems.append(str(problem))

    asyncio.get_running_loop().call_soon(call)
    await clock.settle()
    assert problems == ["await this inside a task"]


async def test_silence_in_every_attempt_is_timed_out(connect: Connect, running_clock: FakeClock) -> None:
    """When no attempt is answered the error is TimedOut with all attempts."""

    async def never(request: Any) -> Any:
        await running_clock.sleep(1e6)

    ra = await connect(never, running_clock, timeout=Timeouts(total=1000, attempt=10))
    with pytest.raises(TimedOut, match="no complete answer within") as caught:
        await ra.get_achievement_distribution(1)
    assert caught.value.attempts == 4
    assert ra.stats.retries == 3
    assert 40 <= running_clock.monotonic() <= 44


async def test_queueing_is_no_part_of_an_attempt(connect: Connect, clock: FakeClock) -> None:
    """A call may wait for its permit for longer than one exchange may take."""
    transport = MemoryTransport(lambda request: json_reply({"1": 5}))
    ra = await connect(transport, clock, timeout=Timeouts(total=100, attempt=5), rate_limit=RateLimit(1, 30))
    calls = [asyncio.create_task(ra.get_achievement_distribution(game_id)) for game_id in (1, 2)]
    await clock.advance(31)
    assert [(await call)[1] for call in calls] == [5, 5]
    assert ra.stats.retries == 0


async def test_attempts_limit_counts_from_each_attempts_beginning(connect: Connect, clock: FakeClock) -> None:
    """A second attempt has its full time, however much the first one and the queue took."""
    transport = silent()
    ra = await connect(transport, clock, timeout=Timeouts(total=100, attempt=5), rate_limit=RateLimit(1, 30))
    call = asyncio.create_task(ra.get_achievement_distribution(1))
    await transport.arrived(1)
    await clock.advance(5.1)  # the first attempt ends, the second queues until thirty seconds after that
    await clock.advance(34)
    await transport.arrived(2)
    transport.release()
    assert (await call)[1] == 5
    assert transport.cancelled == 1


@pytest.mark.parametrize("total", [5.0, 59.0, 61.0, 200.0])
async def test_deadline_is_noticed_when_it_passes(total: float, connect: Connect, clock: FakeClock) -> None:
    """A call that begins long after others still ends on time, however its limits relate."""
    transport = silent()
    ra = await connect(transport, clock, timeout=total, retry=ONCE)
    for pause in (0.0, 1.0, 3.0, 58.0):
        await clock.advance(pause)
        call = asyncio.create_task(ra.get_achievement_distribution(1))
        began = clock.monotonic()
        await clock.advance(min(total, 60.0) - 0.1)
        assert not call.done()
        await clock.advance(0.2)
        assert isinstance(call.exception(), TimedOut)
        assert clock.monotonic() - began <= total + 0.2


async def test_call_that_begins_while_others_end_is_not_forgotten(connect: Connect, clock: FakeClock) -> None:
    """A call made in the moment in which another one times out has its own deadline kept."""
    transport = silent()
    ra = await connect(transport, clock, timeout=5)
    second: list[asyncio.Task[Any]] = []

    async def first() -> None:
        try:
            await ra.get_achievement_distribution(1)
        finally:
            second.append(asyncio.create_task(ra.get_achievement_distribution(2)))

    call = asyncio.create_task(first())
    await clock.advance(5.1)
    assert isinstance(call.exception(), TimedOut)
    await clock.advance(5.1)
    assert isinstance(second[0].exception(), TimedOut)


async def test_wall_clock_that_jumps_changes_nothing(connect: Connect, clock: FakeClock) -> None:
    """Waits are measured by the clock that never goes back."""
    transport = silent()
    ra = await connect(transport, clock, timeout=10, rate_limit=RateLimit(1, 4))
    call = asyncio.create_task(ra.get_achievement_distribution(1))
    await transport.arrived(1)
    clock.shift_wall_clock(3600)
    await clock.advance(9)
    clock.shift_wall_clock(-7200)
    await clock.settle()
    assert not call.done()
    transport.release()
    assert (await call)[1] == 5


# Time limits of the caller


async def test_callers_timeout_is_the_callers(connect: Connect, clock: FakeClock) -> None:
    """`asyncio.timeout` around a call raises the caller's TimeoutError, not ours, and nothing is tried again."""
    transport = silent()
    ra = await connect(transport, clock)
    with pytest.raises(TimeoutError) as caught:
        async with asyncio.timeout(0.01):
            await ra.get_achievement_distribution(1)
    assert not isinstance(caught.value, TimedOut)
    await clock.advance(1000)
    assert len(transport.queries) == 1
    assert transport.in_flight == 0


async def test_wait_for_is_the_callers(connect: Connect, clock: FakeClock) -> None:
    """`asyncio.wait_for` behaves the same."""
    transport = silent()
    ra = await connect(transport, clock)
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(ra.get_achievement_distribution(1), 0.01)
    assert transport.in_flight == 0


async def test_both_limits_at_once_are_the_callers(connect: Connect, clock: FakeClock) -> None:
    """When the caller gives up in the same moment as the client, the caller's word counts, and counts are even."""
    transport = silent()
    ra = await connect(transport, clock, timeout=5)

    async def use() -> None:
        task = asyncio.current_task()
        assert task is not None
        try:
            async with asyncio.timeout(None) as limit:
                clock.call_later(5.0, lambda: limit.reschedule(0.0))
                await ra.get_achievement_distribution(1)
        finally:
            assert task.cancelling() == 0

    call = asyncio.create_task(use())
    await clock.advance(5.1)
    with pytest.raises(TimeoutError):
        await call


@pytest.mark.parametrize("timeouts", [Timeouts(total=5), Timeouts(attempt=5)])
async def test_cancellation_at_the_moment_of_a_limit_is_a_cancellation(
    timeouts: Timeouts, connect: Connect, clock: FakeClock
) -> None:
    """A task that is cancelled just as its time is over ends as cancelled."""
    transport = silent()
    ra = await connect(transport, clock, timeout=timeouts)
    call = asyncio.create_task(ra.get_achievement_distribution(1))
    await transport.arrived(1)
    clock.call_later(5.0, call.cancel)
    await clock.advance(5.1)
    assert call.cancelled()
    await clock.advance(100)
    assert len(transport.queries) == 1


@pytest.mark.parametrize("kind", [TimedOut, ConnectionFailed])
async def test_task_goes_on_after_a_timeout_of_ours(
    kind: type[Exception], connect: Connect, running_clock: FakeClock
) -> None:
    """After our own error the task is not marked as cancelled, so a later timeout of the caller's still works."""

    async def answer(request: Any) -> Any:
        if kind is TimedOut:
            await running_clock.sleep(1e6)
        return ConnectionFailed("reset")

    ra = await connect(answer, running_clock, timeout=Timeouts(total=30, attempt=10))
    task = asyncio.current_task()
    assert task is not None
    with pytest.raises(kind):
        await ra.get_achievement_distribution(1)
    assert task.cancelling() == 0
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.001):
            await asyncio.Event().wait()


async def test_timed_out_call_inside_a_task_group_is_an_error_of_that_task(
    connect: Connect, running_clock: FakeClock
) -> None:
    """In a TaskGroup our timeout is an exception like any other, not a cancellation that goes astray."""

    async def never(request: Any) -> Any:
        await running_clock.sleep(1e6)

    ra = await connect(never, running_clock, timeout=5)

    async def use() -> None:
        async with asyncio.TaskGroup() as group:
            group.create_task(ra.get_achievement_distribution(1))

    with pytest.raises(ExceptionGroup) as caught:
        await use()
    assert [type(error) for error in caught.value.exceptions] == [TimedOut]


async def test_cancelling_one_call_leaves_the_others(connect: Connect, clock: FakeClock) -> None:
    """Calls that share a timer do not share a fate."""
    transport = silent()
    ra = await connect(transport, clock)
    calls = [asyncio.create_task(ra.get_achievement_distribution(game_id)) for game_id in (1, 2, 3)]
    await transport.arrived(3)
    calls[1].cancel()
    await clock.settle()
    transport.release()
    assert (await calls[0])[1] == (await calls[2])[1] == 5
    assert calls[1].cancelled()


async def test_no_limits_at_all_are_possible(credentials: Credentials, clock: FakeClock) -> None:
    """Without a total a call waits for as long as its attempts do."""
    transport = silent()
    async with Client(credentials, transport=transport, clock=clock, timeout=Timeouts(total=None, attempt=1e6)) as ra:
        call = asyncio.create_task(ra.get_achievement_distribution(1))
        await clock.advance(900_000)
        transport.release()
        assert (await call)[1] == 5
