"""A call can be cancelled at any point, and then it is gone."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from attrs import evolve, frozen

from retroach_async import Client, Credentials, RateLimit, TimedOut, Timeouts
from retroach_async.testing import FakeClock
from tests.faults.fault import Fault, Place
from tests.faults.leaks import assert_unseen, everything_said, everything_shown_by
from tests.faults.places import TRANSPORTS, reached
from tests.faults.rows import CUT
from tests.faults.server import FaultServer, answer, dripping, head, raw_then_silence


@frozen
class Moment:
    """A server and what a call to it is doing when it is cancelled."""

    fault: Fault
    requests: int
    """The number of requests that the server has then."""
    rate_limit: RateLimit | None = None


MOMENTS = {
    "connecting": Moment(Fault(row=52, name="connecting", place=Place.BLACKHOLE), 0),
    "waiting for the head": Moment(Fault(row=52, name="head", script=(raw_then_silence(),)), 1),
    "reading the body": Moment(Fault(row=52, name="body", script=(raw_then_silence(head(200, 500), CUT),)), 1),
    "reading a slow body": Moment(Fault(row=52, name="drip", script=(dripping(head(200, 500), b" ", 0.01),)), 1),
    "waiting to try again": Moment(Fault(row=52, name="backoff", script=(answer(429, {}, Retry_After="50"),)), 1),
    "waiting for the limit": Moment(Fault(row=52, name="queue"), 1, RateLimit(1, 100.0)),
}


@asynccontextmanager
async def _in_the_middle(
    moment: Moment, transport: str, key: str, clock: FakeClock
) -> AsyncIterator[tuple[asyncio.Task[Any], Client, FaultServer | None]]:
    """A call that has come so far."""
    async with reached(moment.fault) as there, TRANSPORTS[transport](there.needs) as carrier:
        options: dict[str, Any] = {"transport": carrier, "clock": clock, "rate_limit": moment.rate_limit}
        async with Client(Credentials("Tester", key), base_url=there.url, **options) as ra:
            if moment.rate_limit is not None:
                await ra.get_achievement_distribution(2)
            call = asyncio.create_task(ra.get_achievement_distribution(1))
            if there.server is not None:
                await there.server.received(moment.requests)
            await asyncio.sleep(0.01)  # for what is under way between here and the server
            await clock.settle()
            assert not call.done()
            yield call, ra, there.server


@pytest.mark.parametrize("transport", TRANSPORTS)
@pytest.mark.parametrize("moment", MOMENTS.values(), ids=MOMENTS)
async def test_cancellation_comes_out_at_once_and_unchanged(
    moment: Moment, transport: str, canary: str, clock: FakeClock
) -> None:
    """The caller's own CancelledError, with its own words and without the key, and nothing goes on after it."""
    asyncio.get_running_loop().set_debug(True)
    with everything_said() as said:
        async with _in_the_middle(moment, transport, canary, clock) as (call, ra, server):
            call.cancel("the user pressed a button")
            done, _ = await asyncio.wait({call}, timeout=1)
            assert done == {call}
            error = await _cancellation_of(call)
            await clock.advance(1000)
            if server is not None:
                assert len(server.requests) == moment.requests
            assert ra.stats.attempts <= 1
            assert clock.sleepers == 0
        assert server is None or await server.everybody_gone()
        texts = said()
    assert type(error) is asyncio.CancelledError
    assert error.args == ("the user pressed a button",)
    assert_unseen(canary, [*texts, *everything_shown_by(error)])
    assert [text for text in texts if "Unclosed" in text] == []


async def _cancellation_of(call: asyncio.Task[Any]) -> BaseException:
    try:
        await call
    except asyncio.CancelledError as error:
        return error
    raise AssertionError("the call was not cancelled")


@pytest.mark.parametrize("transport", TRANSPORTS)
async def test_connection_of_a_cancelled_call_is_not_used_again(
    transport: str, credentials: Credentials, clock: FakeClock
) -> None:
    """The rest of a body that nobody read does not end up in somebody else's answer."""
    half = raw_then_silence(head(200, 500, Content_Type="application/json"), CUT)
    fault = Fault(row=52, name="cancelled", script=(half, answer(200, {"1": 8})))
    async with (
        reached(fault) as there,
        TRANSPORTS[transport](there.needs) as carrier,
        Client(credentials, base_url=there.url, transport=carrier, clock=clock) as ra,
    ):
        assert there.server is not None
        call = asyncio.create_task(ra.get_achievement_distribution(1))
        await there.server.received(1)
        call.cancel()
        await asyncio.wait({call})
        assert (await ra.get_achievement_distribution(1))[1] == 8
        assert there.server.connections == 2


@pytest.mark.parametrize("transport", TRANSPORTS)
async def test_many_cancelled_calls_leave_the_pool_empty(
    transport: str, credentials: Credentials, clock: FakeClock
) -> None:
    """However many calls are cancelled, there is a connection for the next one."""
    fault = Fault(row=52, name="many", script=(*[raw_then_silence()] * 150, answer(200, {"1": 8})))
    async with reached(fault) as there, TRANSPORTS[transport](there.needs) as carrier:
        options: dict[str, Any] = {"transport": carrier, "clock": clock, "rate_limit": None}
        async with Client(credentials, base_url=there.url, **options) as ra:
            assert there.server is not None
            for wave in range(3):
                calls = [asyncio.create_task(ra.get_achievement_distribution(n)) for n in range(1, 51)]
                await there.server.received(50 * (wave + 1))
                for call in calls:
                    call.cancel()
                await asyncio.wait(calls)
            assert (await ra.get_achievement_distribution(1))[1] == 8


@pytest.mark.parametrize("transport", TRANSPORTS)
async def test_waiting_for_a_connection_counts_as_part_of_the_attempt(
    transport: str, credentials: Credentials, clock: FakeClock
) -> None:
    """With every connection in use a call waits no longer than an attempt may take, and is told what it lacked."""
    fault = Fault(row=45, name="pool", script=(raw_then_silence(),))
    async with reached(fault) as there:
        needs = evolve(there.needs, connections=1)
        async with TRANSPORTS[transport](needs) as carrier:
            options: dict[str, Any] = {"transport": carrier, "clock": clock, "rate_limit": None, "retry": None}
            timeouts = Timeouts(total=100, attempt=20)
            async with Client(credentials, base_url=there.url, timeout=timeouts, **options) as ra:
                assert there.server is not None
                first = asyncio.create_task(ra.get_achievement_distribution(1))
                await there.server.received(1)
                await clock.advance(15)
                second = asyncio.create_task(ra.get_achievement_distribution(2))
                await clock.settle()
                third = asyncio.create_task(ra.get_achievement_distribution(3))
                third_began = clock.monotonic()
                await clock.advance(20.1)
                errors = await asyncio.gather(first, second, third, return_exceptions=True)
                assert clock.monotonic() - third_began < 21
                assert {type(error) for error in errors} == {TimedOut}
                stages = [str(error).partition("the attempt was ")[2] for error in errors]
                assert [stage.partition(" (")[0] for stage in stages] == [
                    "waiting for the answer",
                    "waiting for the answer",
                    "waiting for a free connection",
                ]
                assert not any("127.0.0.1" in str(error) for error in errors)
