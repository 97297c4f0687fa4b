"""Statistics, limits and events of a client, and telling others of them."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

import pytest

from retroach_async import (
    Client,
    Credentials,
    Hooks,
    NotFound,
    RateLimit,
    RequestSent,
    ResponseReceived,
    RetryPlanned,
    ServerError,
    Stats,
    WaitBegun,
)
from retroach_async.testing import FakeClock, MemoryTransport, json_reply
from tests.faults.leaks import assert_unseen

GAME = "v1 API_GetAchievementDistribution.php?i=1"


def told(events: list[Any]) -> Hooks:
    """Hooks that write everything down."""
    return Hooks(on_request=events.append, on_response=events.append, on_retry=events.append, on_wait=events.append)


async def test_events_come_in_order_with_what_happened(credentials: Credentials, running_clock: FakeClock) -> None:
    """A call that fails once is sent, answered, planned again, held back, sent and answered."""
    events: list[Any] = []
    transport = MemoryTransport([json_reply({"message": "busy"}, 503), json_reply({"1": 5})])
    options: dict[str, Any] = {"rate_limit": RateLimit(1, 30.0), "hooks": told(events), "clock": running_clock}
    async with Client(credentials, transport=transport, **options) as ra:
        await ra.get_achievement_distribution(1)
    kinds = [type(event) for event in events]
    assert kinds.count(RequestSent) == kinds.count(ResponseReceived) == 2
    assert kinds.index(ResponseReceived) < kinds.index(RetryPlanned) < kinds.index(WaitBegun)
    assert kinds[0] is RequestSent
    assert kinds[-1] is ResponseReceived
    assert {str(event.query) for event in events} == {GAME}
    by_kind = {kind: [event for event in events if type(event) is kind] for kind in set(kinds)}
    assert [event.attempt for event in by_kind[RequestSent]] == [1, 2]
    assert [(event.attempt, event.status) for event in by_kind[ResponseReceived]] == [(1, 503), (2, 200)]
    assert by_kind[ResponseReceived][1].size == len(b'{"1": 5}')
    (retry,) = by_kind[RetryPlanned]
    assert (retry.attempt, type(retry.error)) == (1, ServerError)
    assert 0 <= retry.seconds <= 0.5
    assert 29 <= by_kind[WaitBegun][0].seconds <= 30


async def test_request_is_told_when_it_leaves_not_when_it_queues(credentials: Credentials, clock: FakeClock) -> None:
    """A call that waits a minute for the rate limit tells `WaitBegun` at once and `RequestSent` after the minute."""
    told_at: list[tuple[str, float]] = []
    hooks = Hooks(
        on_wait=lambda event: told_at.append(("wait", clock.monotonic())),
        on_request=lambda event: told_at.append(("sent", clock.monotonic())),
    )
    transport = MemoryTransport(lambda request: json_reply([]))
    options: dict[str, Any] = {"rate_limit": RateLimit(1, 60.0), "clock": clock, "hooks": hooks}
    async with Client(credentials, transport=transport, **options) as ra:
        begun = clock.monotonic()
        await ra.get_achievement_distribution(1)
        second = asyncio.create_task(ra.get_achievement_distribution(2))
        await clock.advance(59.9)
        assert ra.stats.attempts == 1
        await clock.advance(0.2)
        await second
    assert told_at == [("sent", begun), ("wait", begun), ("sent", begun + 60.0)]


async def test_events_hold_no_secret(credentials: Credentials, running_clock: FakeClock, canary: str) -> None:
    """Everything that a hook gets can be logged, even when the server repeats the key."""
    events: list[Any] = []
    transport = MemoryTransport([json_reply({"message": f"y={canary}"}, 503), json_reply([])])
    async with Client(credentials, transport=transport, hooks=told(events), clock=running_clock) as ra:
        await ra.get_achievement_distribution(1)
    assert len(events) == 5
    assert_unseen(canary, [repr(event) + str(vars(event.error) if hasattr(event, "error") else "") for event in events])


@pytest.mark.parametrize("name", ["on_request", "on_response", "on_retry", "on_wait"])
async def test_hook_that_raises_harms_nothing(
    name: str, credentials: Credentials, running_clock: FakeClock, caplog: pytest.LogCaptureFixture, canary: str
) -> None:
    """The call goes on, and the log says which hook failed."""

    def fail(event: object) -> None:
        raise ZeroDivisionError

    transport = MemoryTransport([json_reply({}, 503), json_reply({"1": 5})])
    options: dict[str, Any] = {"rate_limit": RateLimit(1, 30.0), "clock": running_clock, "hooks": Hooks(**{name: fail})}
    async with Client(credentials, transport=transport, **options) as ra:
        assert (await ra.get_achievement_distribution(1))[1] == 5
    errors = [record for record in caplog.records if record.levelno == logging.ERROR]
    assert errors
    assert all("hook" in record.getMessage() for record in errors)
    assert canary not in caplog.text


async def test_everything_is_counted(credentials: Credentials, running_clock: FakeClock) -> None:
    """Calls, attempts, retries, waits, shared answers and bytes."""
    transport = MemoryTransport([json_reply({}, 503), json_reply([]), json_reply([1, 2])])
    options: dict[str, Any] = {"rate_limit": RateLimit(1, 30.0), "clock": running_clock}
    async with Client(credentials, transport=transport, **options) as ra:
        await asyncio.gather(*[ra.get_achievement_distribution(1) for _ in range(3)])
        with pytest.raises(Exception, match="not a valid"):
            await ra.get_achievement_distribution(2)
        stats = ra.stats
    assert (stats.calls, stats.attempts, stats.retries, stats.coalesced, stats.cache_hits) == (4, 3, 1, 2, 0)
    assert stats.waits == 2
    assert stats.seconds_waited == pytest.approx(60, abs=1)
    assert stats.bytes_received == len(b"{}[][1, 2]")


async def test_each_client_counts_for_itself(credentials: Credentials) -> None:
    """A friend's calls are the friend's."""
    transport = MemoryTransport(lambda request: json_reply([]))
    async with Client(credentials, transport=transport) as ra:
        friend = ra.with_credentials(Credentials("Friend", "another-key"))
        await friend.get_achievement_distribution(1)
        assert (ra.stats.calls, friend.stats.calls) == (0, 1)
        assert ra.stats == Stats()


async def test_refused_argument_is_not_a_call(credentials: Credentials) -> None:
    """A call that was never sent is not counted."""
    async with Client(credentials, transport=MemoryTransport([])) as ra:
        with pytest.raises(ValueError, match="game_id"):
            await ra.get_game(-1)
        assert ra.stats == Stats()


# The state of the limits


async def test_limits_can_be_read(credentials: Credentials, clock: FakeClock) -> None:
    """A client tells how many requests are left, how many calls wait and for how long."""
    transport = MemoryTransport(lambda request: json_reply([]))
    async with Client(credentials, transport=transport, rate_limit=RateLimit(2, 10.0), clock=clock) as ra:
        calls = [asyncio.create_task(ra.get_achievement_distribution(n)) for n in (1, 2, 3)]
        await clock.settle()
        state = ra.limits["v1"]
        assert state is not None
        assert (state.requests, state.seconds, state.available, state.queued, state.paused) == (2, 10.0, 0, 1, 0.0)
        untouched = ra.limits["v2"]
        assert untouched is not None
        assert (untouched.available, untouched.queued) == (2, 0)
        await clock.advance(25)
        assert ra.limits["v1"] == untouched
        await asyncio.gather(*calls)


async def test_no_limit_has_no_state(credentials: Credentials) -> None:
    """Where there is no limit there is nothing to tell."""
    async with Client(credentials, transport=MemoryTransport([]), rate_limit=None) as ra:
        assert dict(ra.limits) == {"v1": None, "v2": None}


# The same client with other options


async def test_one_call_may_have_another_timeout(credentials: Credentials, clock: FakeClock) -> None:
    """`with_options` changes the time for the calls made through it, and nothing for the others."""
    transport = MemoryTransport(lambda request: json_reply([]))
    transport.hold()
    async with Client(credentials, transport=transport, clock=clock, timeout=100) as ra:
        hasty = asyncio.create_task(ra.with_options(timeout=5).get_achievement_distribution(1))
        patient = asyncio.create_task(ra.get_achievement_distribution(2))
        await clock.advance(6)
        assert (hasty.done(), patient.done()) == (True, False)
        assert "within 5 s" in str(hasty.exception())
        transport.release()
        await patient


@pytest.mark.parametrize("options", [{"cache": "always"}, {"timeout": 0}, {"timeout": float("nan")}])
def test_unusable_option_of_a_call_is_named(options: dict[str, Any], credentials: Credentials) -> None:
    """An option that cannot work is refused by its name, as it is when a client is made."""
    with pytest.raises(ValueError, match=next(iter(options))):
        Client(credentials).with_options(**options)


async def test_not_found_is_not_tried_again_and_counted_once(credentials: Credentials) -> None:
    """A plain failure is one attempt and no retry."""
    async with Client(credentials, transport=MemoryTransport([json_reply({}, 404)])) as ra:
        with pytest.raises(NotFound):
            await ra.get_game(1)
        assert (ra.stats.attempts, ra.stats.retries) == (1, 0)
