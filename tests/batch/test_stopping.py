"""Errors and signals that end a whole batch."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from retroach_async import AuthenticationFailed, Client, Credentials, NotFound, Outcome, RetroachError
from retroach_async.batch import Batch
from retroach_async.testing import FakeClock, MemoryTransport, json_reply
from tests.batch.conftest import others

KEYS = range(1, 301)


class Signal(BaseException):
    """An exception that is no error, as a test's end or a signal of a supervisor."""


SIGNALS = [Signal, KeyboardInterrupt, SystemExit]


def failing(key: int, error: BaseException) -> Callable[[int], Awaitable[int]]:
    """A call that raises an error for one key, a moment later."""

    async def call(each: int) -> int:
        await asyncio.sleep(0)
        if each == key:
            raise error
        return each

    return call


async def taken(batch: Batch[int, int]) -> tuple[list[int], BaseException]:
    """The keys of the outcomes that a batch gives, before and after the exception that ends it."""
    keys: list[int] = []
    async with batch as outcomes:
        try:
            async for outcome in outcomes:
                keys.append(outcome.key)  # noqa: PERF401  those before the exception are kept
        except BaseException as error:  # noqa: BLE001  every kind of exception is meant
            return keys + [outcome.key async for outcome in outcomes], error
    raise AssertionError("nothing has ended the batch")


@pytest.mark.parametrize("concurrency", [1, 2, 10])
@pytest.mark.parametrize("is_ordered", [False, True])
@pytest.mark.parametrize("kind", SIGNALS)
async def test_signal_in_a_call_is_raised_to_the_consumer(
    kind: type[BaseException], is_ordered: bool, concurrency: int
) -> None:
    """An exception that is no error comes out of the iteration, once, and nothing is left running."""
    signal = kind("stop")
    batch = Batch(failing(3, signal), range(1, 7), concurrency)
    keys, error = await asyncio.wait_for(taken(batch.ordered() if is_ordered else batch), 5)
    assert error is signal
    assert keys == sorted(set(keys) - {3})
    assert {1, 2} <= set(keys)
    assert others() == set()


@pytest.mark.parametrize("kind", SIGNALS)
async def test_signal_that_nobody_has_taken_comes_out_of_the_block(kind: type[BaseException], clock: FakeClock) -> None:
    """A block that is left before the signal's turn raises it at its end, over an error of its own too."""

    async def use() -> None:
        async with Batch(failing(1, kind("stop")), [1, 2], 1):
            await clock.settle()
            raise ZeroDivisionError

    with pytest.raises(kind, match="stop") as caught:
        await use()
    assert isinstance(caught.value.__context__, ZeroDivisionError)


async def test_signal_while_the_block_is_left_comes_out_of_the_block() -> None:
    """A call that answers its cancellation with a signal is heard."""
    begun = asyncio.Event()

    async def call(key: int) -> None:
        begun.set()
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            raise Signal("stop") from None

    async def use() -> None:
        async with Batch(call, [1], 1):
            await begun.wait()

    with pytest.raises(Signal, match="stop"):
        await use()
    assert others() == set()


async def test_end_of_a_test_inside_a_transport_ends_the_test(credentials: Credentials) -> None:
    """A fake server may call `pytest.fail`."""

    def answer(request: object) -> object:
        pytest.fail("this endpoint is not expected")

    async with Client(credentials, transport=MemoryTransport(answer), rate_limit=None) as ra:  # type: ignore[arg-type]
        with pytest.raises(pytest.fail.Exception, match="not expected"):
            await asyncio.wait_for(ra.gather(ra.get_game, [1, 2, 3]), 5)
    assert others() == set()


@pytest.mark.parametrize("concurrency", [1, 2])
@pytest.mark.parametrize("is_ordered", [False, True])
async def test_cancelled_workers_end_the_batch_with_an_error(concurrency: int, is_ordered: bool) -> None:
    """Somebody who cancels all tasks but the consumer's ends the batch; the consumer is told and does not wait."""
    consumer = asyncio.current_task()

    async def call(key: int) -> int:
        if key == 3:
            for task in asyncio.all_tasks():
                if task is not consumer:
                    task.cancel()
        await asyncio.sleep(0)
        return key

    batch = Batch(call, range(1, 7), concurrency)
    async with asyncio.timeout(5):
        keys, error = await taken(batch.ordered() if is_ordered else batch)
    assert isinstance(error, RetroachError)
    assert str(error) == "a worker of the batch was cancelled from outside"
    assert keys == [1, 2][: len(keys)]


async def test_worker_cancelled_before_it_begins_ends_the_batch() -> None:
    """A worker that never ran is missed as well."""
    batch = Batch(failing(0, Signal()), [1, 2, 3], 1)
    async with batch as outcomes:
        (worker,) = others()
        worker.cancel()
        with pytest.raises(RetroachError, match="cancelled from outside"):
            await asyncio.wait_for(anext(outcomes), 5)


async def test_call_that_swallows_its_cancellation_does_not_keep_its_worker() -> None:
    """A worker makes no further call when its batch is over, also if the cancellation went under in a call."""
    begun: list[int] = []

    async def call(key: int) -> int:
        begun.append(key)
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            return key

    async with asyncio.timeout(5), Batch(call, range(10), 1):
        await FakeClock().settle()
    assert begun == [0]
    assert others() == set()


@pytest.fixture
def no_key() -> MemoryTransport:
    """A server that knows nobody's key."""
    return MemoryTransport(lambda request: json_reply({"message": "Unauthenticated."}, status=401))


@pytest.mark.parametrize("is_ordered", [False, True])
async def test_wrong_key_costs_no_more_requests_than_fit_in_flight(
    credentials: Credentials, no_key: MemoryTransport, is_ordered: bool
) -> None:
    """A batch stops at the first answer that says so, and raises that error instead of 300 outcomes."""
    async with Client(credentials, transport=no_key, rate_limit=None, concurrency=5) as ra:
        batch = ra.batch(ra.get_achievement_distribution, KEYS)
        async with batch.ordered() if is_ordered else batch as outcomes:
            with pytest.raises(AuthenticationFailed) as caught:
                await anext(outcomes)
            assert caught.value.query is not None
            assert [outcome async for outcome in outcomes] == []
            assert (outcomes.total, outcomes.delivered) == (300, 0)
    assert 1 <= len(no_key.queries) <= 5


async def test_batch_may_go_on_whatever_happens(credentials: Credentials, no_key: MemoryTransport) -> None:
    """With `stop_on()` each key has its outcome, also the same error 300 times."""
    async with (
        Client(credentials, transport=no_key, rate_limit=None) as ra,
        ra.batch(ra.get_achievement_distribution, KEYS).stop_on() as outcomes,
    ):
        errors = [outcome.error async for outcome in outcomes]
    assert len(errors) == 300
    assert all(isinstance(error, AuthenticationFailed) for error in errors)


async def test_kinds_to_stop_on_are_the_callers(ra: Client, transport: MemoryTransport) -> None:
    """The kinds that are given replace the usual one, and hold for the kinds below them."""
    batch = Batch(failing(2, NotFound("two")), range(1, 7), 1).stop_on(LookupError, RetroachError)
    keys, error = await taken(batch)
    assert (keys, str(error)) == ([1], "two")
    batch = Batch(failing(2, AuthenticationFailed("two")), range(1, 7), 1).stop_on(NotFound)
    async with batch as outcomes:
        assert [outcome.key async for outcome in outcomes if outcome.ok] == [1, 3, 4, 5, 6]


async def test_outcomes_that_have_landed_go_before_the_error(running_clock: FakeClock) -> None:
    """An ordered batch gives what it has, in order, though a slow key before is cancelled; then it raises."""
    ended: list[int] = []

    async def call(key: int) -> int:
        try:
            await running_clock.sleep({1: 100.0, 4: 3.0}.get(key, 1.0))
        except asyncio.CancelledError:
            ended.append(key)
            raise
        if key == 4:
            raise AuthenticationFailed("four")
        return key

    keys, error = await taken(Batch(call, range(1, 5), 4).ordered())
    assert keys == [2, 3]
    assert str(error) == "four"
    assert ended == [1]


async def test_error_that_was_not_taken_is_dropped_with_the_rest(clock: FakeClock) -> None:
    """A program that leaves early by itself is not told of an error that it did not ask for."""
    seen: list[Outcome[int, int]] = []
    async with Batch(failing(2, AuthenticationFailed("two")), [1, 2], 1) as outcomes:
        await clock.settle()
        seen.append(await anext(outcomes))
    assert [outcome.key for outcome in seen] == [1]


async def test_all_consumers_end_with_the_batch() -> None:
    """Of several consumers one is told the error, and none waits for ever."""
    async with Batch(failing(5, AuthenticationFailed("five")), range(1, 10), 2) as outcomes:

        async def consume() -> list[int]:
            return [outcome.key async for outcome in outcomes]

        shares = await asyncio.wait_for(asyncio.gather(*(consume() for _ in range(3)), return_exceptions=True), 5)
    assert [str(share) for share in shares if isinstance(share, BaseException)] == ["five"]


async def test_gather_raises_the_error_that_ends_it(credentials: Credentials, no_key: MemoryTransport) -> None:
    """A wrong key is an error of `gather` as it is of one call."""
    async with Client(credentials, transport=no_key, rate_limit=None, concurrency=2) as ra:
        with pytest.raises(AuthenticationFailed):
            await ra.gather(ra.get_achievement_distribution, KEYS)
    assert len(no_key.queries) <= 2
