"""The innermost layer: attempts, as the transport sees them."""

from __future__ import annotations

import asyncio
import math

import aiohttp
import pytest
from attrs.exceptions import FrozenInstanceError

from retroach_async import CachePolicy, Client, Credentials, RateLimit, Reply, Request, TimedOut, Timeouts
from retroach_async.testing import FakeClock, MemoryTransport, json_reply
from retroach_async.transport.aiohttp import AiohttpTransport
from retroach_async.transport.httpx2 import Httpx2Transport
from tests.transport.conftest import Connect


async def test_transport_sees_the_time_that_is_left(connect: Connect, running_clock: FakeClock) -> None:
    """Each attempt has its own limit, and never more than what is left of the call."""
    left: list[float] = []

    def answer(request: Request) -> Reply:
        left.append(request.seconds_left)
        return json_reply({}, 503, {"Retry-After": "20"}) if len(left) < 3 else json_reply({"1": 5})

    ra = await connect(answer, running_clock, timeout=Timeouts(total=50, attempt=15))
    await ra.get_achievement_distribution(1)
    assert left[:2] == pytest.approx([15, 15])
    assert 8 < left[2] < 10


async def test_time_that_is_left_has_no_end_without_limits(connect: Connect, clock: FakeClock) -> None:
    """Without a limit for the call, and with an endless attempt, the number is infinite."""
    left: list[float] = []

    def answer(request: Request) -> Reply:
        left.append(request.seconds_left)
        return json_reply([])

    ra = await connect(answer, clock, timeout=Timeouts(total=None, attempt=math.inf))
    await ra.get_achievement_distribution(1)
    assert left == [math.inf]


async def test_request_cannot_be_changed(connect: Connect, clock: FakeClock, canary: str) -> None:
    """A transport gets a frozen question, whose repr tells what is asked and hides by which key."""
    requests: list[Request] = []

    def answer(request: Request) -> Reply:
        requests.append(request)
        return json_reply([])

    ra = await connect(answer, clock)
    await ra.get_achievement_distribution(1)
    with pytest.raises(FrozenInstanceError):
        requests[0].query = requests[0].query  # type: ignore[misc]
    assert "API_GetAchievementDistribution.php" in repr(requests[0])
    assert canary not in repr(requests[0])


async def test_attempt_that_takes_too_long_is_cut_and_tried_again(connect: Connect, clock: FakeClock) -> None:
    """Only the attempt ends at its limit; the call goes on with the next one."""
    transport = MemoryTransport(lambda request: json_reply({"1": 5}))
    transport.hold()
    ra = await connect(transport, clock, timeout=Timeouts(total=100, attempt=10))
    call = asyncio.create_task(ra.get_achievement_distribution(1))
    await clock.advance(10.1)
    assert transport.cancelled == 1
    transport.release()
    await clock.advance(1)
    assert (await call)[1] == 5
    assert ra.stats.attempts == 2


async def test_attempt_that_takes_too_long_says_so(credentials: Credentials, clock: FakeClock) -> None:
    """Without a retry the error tells the limit of the attempt and what the attempt was doing."""
    transport = MemoryTransport(lambda request: json_reply([]))
    transport.hold()
    timeout = Timeouts(total=100, attempt=10)
    async with Client(credentials, transport=transport, clock=clock, timeout=timeout, retry=None) as ra:
        call = asyncio.create_task(ra.get_achievement_distribution(1))
        await clock.advance(10.1)
        with pytest.raises(TimedOut, match="within 10 s; the attempt was waiting for the answer"):
            await call


async def test_tower_tells_its_layers(connect: Connect, clock: FakeClock) -> None:
    """The repr of a tower names its layers from the outside in, down to the transport and what it did."""
    ra = await connect([json_reply([])], clock, rate_limit=RateLimit(1, 1.0), cache=CachePolicy())
    await ra.get_achievement_distribution(1)
    tower = repr(ra._stacks["v1"].tower)
    assert tower == "Coalesce(Cache(Retry(Throttle(Attempt(<MemoryTransport, 1 requests, 0 in flight, open>)))))"


async def test_transport_tells_what_it_sends_through() -> None:
    """The repr of a transport tells its own from a borrowed session, and open from closed."""
    async with aiohttp.ClientSession() as session:
        borrowed = AiohttpTransport(session)
        assert repr(borrowed) == "<AiohttpTransport, borrowed session, open>"
    own = AiohttpTransport()
    await own.aclose()
    assert repr(own) == "<AiohttpTransport, own sessions, closed>"
    assert repr(Httpx2Transport()) == "<Httpx2Transport, own transport, open>"


class Stubborn:
    """A transport that answers a cancellation with an exception of its own."""

    async def send(self, request: Request) -> Reply:
        """Wait for ever, and fail when that is cut short."""
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            raise OSError("not like this") from None
        raise AssertionError

    async def aclose(self) -> None:
        """Close nothing."""


async def test_transport_that_swallows_the_cut_leaves_no_cancellation(
    credentials: Credentials, clock: FakeClock
) -> None:
    """The caller's task is not left as one that somebody wants to cancel, and the transport's exception comes out."""
    options = {"clock": clock, "timeout": Timeouts(total=100, attempt=10), "retry": None, "rate_limit": None}
    async with Client(credentials, transport=Stubborn(), **options) as ra:

        async def call() -> int:
            with pytest.raises(OSError, match="not like this"):
                await ra.get_achievement_distribution(1)
            task = asyncio.current_task()
            assert task is not None
            return task.cancelling()

        calling = asyncio.create_task(call())
        await clock.advance(10.1)
        assert await calling == 0
