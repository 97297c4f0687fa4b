"""However a batch is left, nothing of it stays."""

from __future__ import annotations

import asyncio

import pytest

from retroach_async import Client, ClientClosed, RetroachError
from retroach_async.testing import FakeClock, MemoryTransport
from tests.batch.conftest import others


async def test_leaving_early_ends_the_calls_in_flight(ra: Client, transport: MemoryTransport) -> None:
    """After a break no task is left, and requests in flight are given up."""
    async with ra.batch(ra.get_achievement_distribution, range(1, 1001)) as outcomes:
        async for _ in outcomes:
            transport.hold()
            await FakeClock().settle()
            break
    assert others() == set()
    assert transport.in_flight == 0
    assert transport.cancelled > 0


async def test_exception_inside_the_block_is_the_one_that_comes_out(ra: Client, transport: MemoryTransport) -> None:
    """An error of the program's own ends the batch and is not replaced."""
    transport.hold()

    async def use() -> None:
        async with ra.batch(ra.get_achievement_distribution, range(1, 1001)):
            await transport.arrived(3)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError) as caught:
        await use()
    assert caught.value.__context__ is None
    assert others() == set()
    assert transport.cancelled == 3


@pytest.mark.parametrize("is_ordered", [False, True])
async def test_cancelling_the_task_around_ends_the_batch(
    ra: Client, transport: MemoryTransport, is_ordered: bool
) -> None:
    """A batch whose task is cancelled while it waits for an outcome is gone when the task is."""

    async def use() -> None:
        batch = ra.batch(ra.get_achievement_distribution, range(1, 1001))
        async with batch.ordered() if is_ordered else batch as outcomes:
            async for _ in outcomes:
                pass

    transport.hold()
    task = asyncio.create_task(use())
    await transport.arrived(3)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert others() == set()
    assert transport.in_flight == 0


async def test_cancelling_again_while_the_batch_ends_leaves_nothing(ra: Client, clock: FakeClock) -> None:
    """Calls that take their time to end are awaited, however often somebody cancels meanwhile."""
    may_end = asyncio.Event()
    begun = asyncio.Event()

    async def stubborn(key: int) -> None:
        begun.set()
        try:
            await asyncio.Event().wait()
        finally:
            await may_end.wait()

    async def use() -> None:
        async with ra.batch(stubborn, [1]) as outcomes:
            await anext(outcomes)

    task = asyncio.create_task(use())
    await begun.wait()
    for _ in range(3):
        task.cancel()
        await clock.settle()
    assert not task.done()
    may_end.set()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert others() == set()


async def test_cancelling_while_the_batch_ends_is_a_cancellation(ra: Client, clock: FakeClock) -> None:
    """A task that is cancelled only while it leaves the block is cancelled all the same, once nothing is left."""
    may_end, begun = asyncio.Event(), asyncio.Event()

    async def stubborn(key: int) -> None:
        begun.set()
        try:
            await asyncio.Event().wait()
        finally:
            await may_end.wait()

    async def use() -> None:
        async with ra.batch(stubborn, [1]):
            await begun.wait()

    task = asyncio.create_task(use())
    await begun.wait()
    await clock.settle()
    task.cancel()
    await clock.settle()
    assert not task.done()
    may_end.set()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert others() == set()


async def test_callers_timeout_stays_the_callers(ra: Client, transport: MemoryTransport) -> None:
    """A batch inside `asyncio.timeout` ends with TimeoutError and leaves nothing."""
    transport.hold()
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.01), ra.batch(ra.get_achievement_distribution, [1, 2]) as outcomes:
            await anext(outcomes)
    assert others() == set()


async def test_waiting_for_an_outcome_can_be_given_up_and_resumed(ra: Client, transport: MemoryTransport) -> None:
    """Giving up on `anext` loses no outcome."""
    transport.hold()
    async with ra.batch(ra.get_achievement_distribution, range(1, 8)) as outcomes:
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(anext(outcomes), 0.01)
        transport.release()
        assert {outcome.key async for outcome in outcomes} == set(range(1, 8))


async def test_two_consumers_share_the_outcomes(ra: Client, running_clock: FakeClock) -> None:
    """Several tasks may take from one stream: each outcome goes to one of them, and all of them end."""

    async def call(key: int) -> int:
        await running_clock.sleep(1)
        return key

    async with ra.batch(call, range(20)) as outcomes:

        async def consume() -> list[int]:
            return [outcome.key async for outcome in outcomes]

        shares = await asyncio.wait_for(asyncio.gather(consume(), consume(), consume()), 1)
    assert sorted(key for share in shares for key in share) == list(range(20))


async def test_cancellation_within_a_call_is_an_error_of_that_key(ra: Client) -> None:
    """A call that cancels itself, as a library may, is a failed key, and the others go on."""

    async def call(key: int) -> int:
        if key == 2:
            raise asyncio.CancelledError
        return key

    async with ra.batch(call, [1, 2, 3]) as outcomes:
        errors = {outcome.key: outcome.error async for outcome in outcomes}
    assert (errors[1], errors[3]) == (None, None)
    assert isinstance(errors[2], RetroachError)
    assert str(errors[2]) == "the call was cancelled from within"


async def test_closing_the_client_ends_a_batch_with_errors(ra: Client, transport: MemoryTransport) -> None:
    """When the client is closed under a batch, every key that is left is told so, and none is lost."""
    transport.hold()
    async with ra.batch(ra.get_achievement_distribution, range(1, 21)) as outcomes:
        await transport.arrived(3)
        await ra.aclose()
        errors = {outcome.key: outcome.error async for outcome in outcomes}
    assert errors.keys() == set(range(1, 21))
    assert all(isinstance(error, ClientClosed) for error in errors.values())


async def test_exhausted_batch_stays_exhausted(ra: Client) -> None:
    """Asking again after the end gives the end again."""
    async with ra.batch(ra.get_achievement_distribution, [1]) as outcomes:
        assert len([outcome async for outcome in outcomes]) == 1
        assert [outcome async for outcome in outcomes] == []


async def test_endless_batches_leave_no_task_behind(ra: Client) -> None:
    """A batch that was delivered to its end has no worker left even before its block is."""
    async with ra.batch(ra.get_achievement_distribution, range(1, 30)) as outcomes:
        async for _ in outcomes:
            pass
        await FakeClock().settle()
        assert others() == set()
