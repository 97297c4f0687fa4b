"""Foreign code that swallows a cancellation: the call is cancelled all the same."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import Any

import pytest

from retroach_async import CachePolicy, MemoryStore, RateLimit, RateLimits
from retroach_async.cancellation import cancellable
from retroach_async.testing import FakeClock, MemoryTransport
from tests.batch.games import players_as_id
from tests.transport.conftest import Connect
from tests.transport.test_cache import Server, number
from tests.transport.together import MemoryLimit

WAYS = pytest.mark.parametrize("problem", [None, OSError("secret@address")], ids=["answers", "fails"])


async def swallow(problem: Exception | None) -> None:
    """Wait for ever, and answer or fail when that is cancelled."""
    try:
        await asyncio.Event().wait()
    except asyncio.CancelledError:
        if problem is not None:
            raise problem from None


async def is_cancelled(calling: asyncio.Task[Any], clock: FakeClock) -> bool:
    """Cancel a call, and tell if it ends as it should."""
    await clock.settle()
    calling.cancel()
    await asyncio.wait([calling])
    return calling.cancelled()


@WAYS
async def test_swallowed_cancellation_is_raised(problem: Exception | None, clock: FakeClock) -> None:
    """It is raised as soon as the foreign code has ended, whether with an answer or with an error."""
    assert await is_cancelled(asyncio.create_task(cancellable(swallow(problem))), clock)


async def test_time_limit_of_foreign_code_is_no_cancellation() -> None:
    """Some libraries cancel the task for a time limit of their own, and leave it so: that is a failure of theirs."""

    async def give_up() -> None:
        task = asyncio.current_task()
        assert task is not None
        task.cancel()
        with suppress(asyncio.CancelledError):
            await asyncio.sleep(0)
        raise TimeoutError

    with pytest.raises(TimeoutError):
        await asyncio.create_task(cancellable(give_up()))


async def test_foreign_answers_and_errors_come_out(clock: FakeClock) -> None:
    """Without a cancellation nothing is changed, also in a task that was cancelled before and goes on."""

    async def answer(problem: Exception | None) -> int:
        if problem is not None:
            raise problem
        return 1

    async def goes_on() -> int:
        await swallow(None)
        with pytest.raises(OSError, match="no"):
            await cancellable(answer(OSError("no")))
        return await cancellable(answer(None))

    going_on = asyncio.create_task(goes_on())
    await clock.settle()
    going_on.cancel()
    assert await going_on == 1


@WAYS
async def test_shared_limit_that_swallows_a_cancellation(
    problem: Exception | None, connect: Connect, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The cancelled call sends nothing, and the permit that it may have got is given back."""
    shared = MemoryLimit(clock, 1)
    monkeypatch.setattr(shared, "take", lambda *_, **__: swallow(problem))
    transport = MemoryTransport(players_as_id)  # type: ignore[arg-type]
    limits = RateLimits(v1=RateLimit(1, 1.0), shared=shared)
    ra = await connect(transport, clock, rate_limit=limits)
    calling = asyncio.create_task(ra.get_achievement_distribution(1))
    assert await is_cancelled(calling, clock)
    await clock.settle()
    assert transport.queries == []
    (log,) = shared.logs.values()
    assert [*log.taken.values()] == [0.0]


@WAYS
@pytest.mark.parametrize("method", ["get", "put"])
async def test_store_that_swallows_a_cancellation(
    method: str, problem: Exception | None, connect: Connect, clock: FakeClock
) -> None:
    """The caller is cancelled, and the next call works."""
    store = MemoryStore()
    setattr(store, method, lambda *_: swallow(problem))
    server = Server()
    ra = await connect(server.transport, clock, cache=CachePolicy(store=store))
    assert await is_cancelled(asyncio.create_task(number(ra)), clock)
    delattr(store, method)
    sent = server.requests
    assert await number(ra) == sent + 1
