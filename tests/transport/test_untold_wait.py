"""A refusal that does not say how long it lasts, as V2 sends it: the rest of the server's window is waited out."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from retroach_async import (
    Blocked,
    Client,
    Credentials,
    Query,
    RateLimit,
    RateLimited,
    RateLimits,
    RetryPlanned,
    RetryPolicy,
    Timeouts,
)
from retroach_async.emulator.limiter import Limiter, RateRule
from retroach_async.observe import Hooks
from retroach_async.query import Reply
from retroach_async.testing import FakeClock, MemoryTransport, json_reply
from retroach_async.transport.protocol import Request
from tests.faults.fault import Fault
from tests.faults.places import TRANSPORTS, reached
from tests.faults.server import answer
from tests.transport.conftest import Connect
from tests.transport.renewing import DISTRIBUTION

EXTRA = RetryPolicy().first_wait
"""The most that is added to a wait after a refusal."""
LEFT = "X-RateLimit-Remaining"


class V2:
    """The limiter of V2: 60 in a minute that the first request opens, and refusals without a word."""

    def __init__(self, clock: FakeClock) -> None:
        self.transport = MemoryTransport(self._answer)
        self.limiter = Limiter(RateRule(60, 60, tells_wait=False), clock)
        self.statuses: list[int] = []

    def _answer(self, request: Request) -> Reply:
        verdict = self.limiter.hit("account")
        self.statuses.append(200 if verdict.allowed else 429)
        return json_reply(DISTRIBUTION, self.statuses[-1], verdict.headers)

    def take(self, count: int) -> None:
        """Requests of another program of the same account."""
        for _ in range(count):
            self.limiter.hit("account")


async def ask(ra: Client, number: int = 1) -> None:
    """One call of V2."""
    await ra.v2.games.achievement_distribution(number)


def test_defaults_outlast_a_window_of_v2() -> None:
    """A call may wait for a whole window with its guard band, and for the little extra."""
    v2 = RateLimits().v2
    assert v2 is not None
    assert not v2.adaptive
    assert v2.seconds + EXTRA < RetryPolicy().max_retry_after
    total = Timeouts().total
    assert total is not None
    assert v2.seconds + EXTRA < total


async def test_unknown_window_is_waited_out_whole(clock: FakeClock, credentials: Credentials) -> None:
    """A first call that is refused waits for 61 seconds, since nobody knows when the window began."""
    server = V2(clock)
    server.take(60)
    async with Client(credentials, transport=server.transport, clock=clock) as ra:
        call = asyncio.create_task(ask(ra))
        await clock.advance(60.9)
        assert server.statuses == [429]
        await clock.advance(0.1 + EXTRA)
        await call
    assert server.statuses == [429, 200]


async def test_known_window_is_waited_out_to_its_end(clock: FakeClock, credentials: Credentials) -> None:
    """Where an answer told of the window, only the rest of it is waited for; nobody else asks in the meantime."""
    server = V2(clock)
    async with Client(credentials, transport=server.transport, clock=clock) as ra:
        await ask(ra)
        await clock.advance(40)
        server.take(59)
        calls = [asyncio.create_task(ask(ra, 2))]
        await clock.settle()
        calls.append(asyncio.create_task(ask(ra, 3)))
        await clock.advance(20.9)
        assert server.statuses == [200, 429]
        await clock.advance(0.1 + EXTRA)
        await asyncio.gather(*calls)
    assert server.statuses == [200, 429, 200, 200]


async def test_sixty_calls_and_more_are_never_refused(clock: FakeClock, credentials: Credentials) -> None:
    """A client alone on its account stays within the server's window, with all of V2's routes together."""
    clock = FakeClock(auto=True)
    server = V2(clock)
    async with Client(credentials, transport=server.transport, clock=clock, timeout=1000) as ra:
        other = asyncio.gather(*(ra.fetch(Query("v2", f"games/{number}")) for number in range(1, 101)))
        await ra.gather(ra.v2.games.achievement_distribution, range(1, 100))
        await other
    assert set(server.statuses) == {200}
    assert 183 <= clock.monotonic() < 190


async def test_two_programs_of_one_account_get_everything_in_the_end(credentials: Credentials) -> None:
    """Two clients that know nothing of each other are refused now and then, and lose no call."""
    clock = FakeClock(auto=True)
    server = V2(clock)
    options: dict[str, Any] = {"transport": server.transport, "clock": clock, "timeout": 1000}
    async with Client(credentials, **options) as one, Client(credentials, **options) as other:
        await asyncio.gather(*(ra.gather(ra.v2.games.achievement_distribution, range(1, 101)) for ra in (one, other)))
    assert server.statuses.count(200) == 200
    assert server.statuses.count(429) < 100


@pytest.mark.parametrize(
    "options",
    [
        {"timeout": 30},
        {"retry": RetryPolicy(max_retry_after=30)},
        {"retry": None},
        {"retry": RetryPolicy(attempts=1)},
    ],
    ids=["deadline", "longest wait", "no retries", "one attempt"],
)
async def test_call_that_cannot_wait_is_told_at_once(
    options: dict[str, Any], clock: FakeClock, credentials: Credentials
) -> None:
    """It learns the seconds that are left, in the same instant, and so do later calls, which send nothing."""
    server = V2(clock)
    server.take(60)
    async with Client(credentials, transport=server.transport, clock=clock, **options) as ra:
        with pytest.raises(RateLimited) as caught:
            await ask(ra)
        assert (caught.value.status, caught.value.retry_after) == (429, 61.0)
        assert clock.monotonic() == 0
        if options.get("timeout"):
            await clock.advance(11)
            with pytest.raises(RateLimited) as later:
                await ask(ra, 2)
            assert later.value.retry_after == 50.0
    assert server.statuses == [429]


async def test_calls_that_wait_already_are_told_as_well(clock: FakeClock, credentials: Credentials) -> None:
    """Those in the queue who cannot outlast the pause need not stand there."""
    transport = MemoryTransport(lambda request: json_reply({}, 429))
    transport.hold()
    limit = RateLimit(1, 60.0)
    async with Client(credentials, transport=transport, clock=clock, rate_limit=limit, timeout=50) as ra:
        calls = [asyncio.create_task(ask(ra, number)) for number in (1, 2, 3)]
        await transport.arrived(1)
        transport.release()
        errors = await asyncio.gather(*calls, return_exceptions=True)
    assert [(type(error), getattr(error, "retry_after", None)) for error in errors] == [(RateLimited, 60.0)] * 3
    assert len(transport.queries) == 1


async def test_state_and_hooks_know_the_wait(clock: FakeClock, credentials: Credentials) -> None:
    """A program that watches sees how long the pause is."""
    planned: list[RetryPlanned] = []
    server = V2(clock)
    server.take(60)
    hooks = Hooks(on_retry=planned.append)
    async with Client(credentials, transport=server.transport, clock=clock, hooks=hooks) as ra:
        call = asyncio.create_task(ask(ra))
        await clock.advance(11)
        state = ra.limits["v2"]
        assert state is not None
        assert state.paused == 50.0
        call.cancel()
        await asyncio.wait((call,))
    assert 61.0 <= planned[0].seconds <= 61.0 + EXTRA


@pytest.mark.parametrize("text", ["soon", "-1", ""])
async def test_wait_that_is_nonsense_is_none(text: str, connect: Connect, clock: FakeClock) -> None:
    """A `Retry-After` that says nothing is as good as a missing one."""
    ra = await connect([json_reply({}, 429, {"Retry-After": text})], clock, rate_limit=RateLimit(5, 10.0), retry=None)
    with pytest.raises(RateLimited) as caught:
        await ask(ra)
    assert caught.value.retry_after == 10.0


async def test_number_that_is_told_is_believed(connect: Connect, clock: FakeClock) -> None:
    """A proxy in front of the site may say how long it takes, and then that is how long it takes."""
    refusal = json_reply({}, 429, {"Retry-After": "5"})
    ra = await connect([refusal, json_reply(DISTRIBUTION)], clock, rate_limit=RateLimit(60, 61.0))
    call = asyncio.create_task(ask(ra))
    await clock.advance(4.9)
    assert not call.done()
    await clock.advance(0.1 + EXTRA)
    await call


@pytest.mark.parametrize("limit", [RateLimit(15, 12.0, adaptive=True), None], ids=["adaptive", "none"])
async def test_guess_at_a_limit_tries_again_soon(limit: RateLimit | None, connect: Connect, clock: FakeClock) -> None:
    """V1's default, and a client without a limit, know no window: a second, and then longer each time."""
    ra = await connect([json_reply({}, 429), json_reply({})], clock, rate_limit=limit)
    call = asyncio.create_task(ra.get_achievement_distribution(1))
    await clock.advance(1 + EXTRA)
    await call


async def test_window_that_is_over_is_no_longer_known(connect: Connect, clock: FakeClock) -> None:
    """A refusal in a later window waits for a whole window again."""
    replies = [json_reply(DISTRIBUTION, headers={LEFT: "59"}), json_reply({}, 429), json_reply(DISTRIBUTION)]
    transport = MemoryTransport(replies)
    ra = await connect(transport, clock, rate_limit=RateLimit(60, 61.0))
    await ask(ra)
    await clock.advance(100)
    call = asyncio.create_task(ask(ra, 2))
    await clock.advance(60.9)
    assert len(transport.queries) == 2
    await clock.advance(0.1 + EXTRA)
    await call


async def test_short_limit_learns_that_the_window_is_longer(connect: Connect) -> None:
    """A client whose own window is a second waits longer each time, up to a minute, and gets through."""
    clock = FakeClock(auto=True)
    server = V2(clock)
    server.take(60)
    ra = await connect(server.transport, clock, rate_limit=RateLimit(4, 1.0))
    await ra.gather(ra.v2.games.achievement_distribution, range(1, 5))
    assert 60 <= clock.monotonic() < 130
    assert server.statuses.count(200) == 4


async def test_refusals_at_the_same_time_are_one(connect: Connect, clock: FakeClock) -> None:
    """Several requests that were on their way together do not make the pause longer."""
    transport = MemoryTransport(lambda request: json_reply({}, 429))
    ra = await connect(transport, clock, rate_limit=RateLimit(5, 10.0), retry=None)
    transport.hold()
    calls = [asyncio.create_task(ask(ra, number)) for number in range(1, 6)]
    await transport.arrived(5)
    transport.release()
    errors = await asyncio.gather(*calls, return_exceptions=True)
    assert [getattr(error, "retry_after", None) for error in errors] == [10.0] * 5


@pytest.mark.parametrize("transport", TRANSPORTS)
async def test_other_headers_of_a_refusal_are_still_there(transport: str, clock: FakeClock) -> None:
    """A refusal of the site's shield is told from one of the site, though it does not say how long it lasts."""
    fault = Fault(row=37, name="shield", script=(answer(429, {}, Cf_Mitigated="challenge"),))
    async with (
        reached(fault) as there,
        TRANSPORTS[transport](there.needs) as carrier,
        Client(Credentials("Max", "key"), base_url=there.url, transport=carrier, clock=clock) as ra,
    ):
        with pytest.raises(Blocked):
            await ask(ra)
