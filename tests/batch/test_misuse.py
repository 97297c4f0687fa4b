"""Batches that are not used as they are meant to be."""

from __future__ import annotations

import asyncio
import gc
from typing import Any

import pytest

from retroach_async import Client, ConfigurationError
from retroach_async.batch import Batch
from retroach_async.testing import FakeClock, MemoryTransport
from tests.batch.conftest import others


def drop(held: list[Batch[Any, Any]]) -> None:
    """Forget a batch that is held nowhere else."""
    held.clear()
    gc.collect()


async def test_batch_is_iterated_inside_its_block(ra: Client) -> None:
    """Iterating before or after the block is refused, and the message shows the block."""
    batch = ra.batch(ra.get_achievement_distribution, [1, 2])
    with pytest.raises(ConfigurationError, match=r"`async with ra\.batch\(\.\.\.\) as outcomes:`"):
        await anext(batch)
    async with batch:
        await anext(batch)
    with pytest.raises(ConfigurationError, match="async with"):
        await anext(batch)


async def test_batch_is_entered_once(ra: Client) -> None:
    """A batch is used up by its block, and the message tells to make another one."""
    batch = ra.batch(ra.get_achievement_distribution, [1])
    async with batch:
        pass
    with pytest.raises(ConfigurationError, match="once: make another one"):
        await batch.__aenter__()


@pytest.mark.parametrize(
    ("name", "args", "form"),
    [
        ("ordered", (), "ordered()"),
        ("with_concurrency", (2,), "with_concurrency(2)"),
        ("stop_on", (), "stop_on(...)"),
    ],
)
async def test_options_come_before_the_block(ra: Client, name: str, args: tuple[Any, ...], form: str) -> None:
    """An option inside the block is refused, and the message shows where it belongs."""
    async with ra.batch(ra.get_achievement_distribution, [1]) as outcomes:
        with pytest.raises(ConfigurationError) as caught:
            getattr(outcomes, name)(*args)
    assert f"`async with ra.batch(...).{form} as outcomes:`" in str(caught.value)


@pytest.mark.parametrize("concurrency", [0, -1, 2.5, True, "3", None])
def test_concurrency_is_a_whole_number_from_one(concurrency: Any) -> None:
    """No calls at a time would never end."""
    batch: Batch[int, Any] = Batch(lambda key: asyncio.sleep(0), [1], 1)
    with pytest.raises(ConfigurationError, match="concurrency must be a whole number of at least 1"):
        batch.with_concurrency(concurrency)


@pytest.mark.parametrize("kind", ["AuthenticationFailed", 401, KeyboardInterrupt, ValueError("no")])
def test_batch_stops_on_kinds_of_errors(kind: Any) -> None:
    """Anything that is no class of errors is refused before a request is spent."""
    batch: Batch[int, Any] = Batch(lambda key: asyncio.sleep(0), [1], 1)
    with pytest.raises(ConfigurationError, match="stop_on takes kinds of errors, such as AuthenticationFailed"):
        batch.stop_on(kind)


async def test_batch_that_was_dropped_ends_its_calls(ra: Client, transport: MemoryTransport, clock: FakeClock) -> None:
    """A batch entered by hand and forgotten leaves no task, and a ResourceWarning tells of it."""
    transport.hold()
    held = [await ra.batch(ra.get_achievement_distribution, range(1, 101)).__aenter__()]
    await transport.arrived(3)
    with pytest.warns(ResourceWarning, match="<Batch of 100 keys, 0 delivered, open> was never left"):
        drop(held)
    await clock.settle()
    assert others() == set()
    assert transport.in_flight == 0


async def test_batch_that_was_dropped_while_workers_wait_for_a_slot_ends_them(ra: Client, clock: FakeClock) -> None:
    """Workers that wait for a consumer are ended too when there is no consumer any more."""
    held = [await ra.batch(ra.get_achievement_distribution, range(1, 101)).__aenter__()]
    await clock.settle()
    assert len(others()) == 3
    with pytest.warns(ResourceWarning, match="was never left"):
        drop(held)
    await clock.settle()
    assert others() == set()


def test_batch_may_be_dropped_after_its_event_loop(credentials: Any) -> None:
    """A batch that outlives the event loop is dropped without an error."""

    async def call(key: int) -> int:
        return key

    async def enter() -> Batch[int, int]:
        return await Batch(call, range(100), 2).__aenter__()

    held = [asyncio.run(enter())]
    with pytest.warns(ResourceWarning, match="was never left"):
        drop(held)


async def test_batch_that_was_never_entered_is_dropped_in_silence(ra: Client) -> None:
    """A batch without a block has begun nothing."""
    drop([ra.batch(ra.get_achievement_distribution, range(1, 101))])
    assert others() == set()


async def test_batch_whose_keys_cannot_be_read_is_dropped_in_silence(ra: Client) -> None:
    """Keys that are no collection are a TypeError, and nothing else is told."""
    with pytest.raises(TypeError, match="not iterable"):
        ra.batch(ra.get_achievement_distribution, 1)  # type: ignore[call-overload]
    await FakeClock().settle()
