"""Checks that a person waits for: one attempt, a key that is tried, and failures that may pass."""

from __future__ import annotations

from typing import Any

import pytest

import retroach_async
from retroach_async import (
    AuthenticationFailed,
    Blocked,
    Client,
    ConnectionFailed,
    Credentials,
    RateLimited,
    RetroachError,
    RetryPolicy,
    ServerError,
    TemporaryFailure,
    TimedOut,
    TlsFailed,
)
from retroach_async.testing import FakeClock, MemoryTransport, json_reply


@pytest.mark.parametrize("status", [429, 500, 503])
async def test_sibling_without_retries_tries_once(status: int, credentials: Credentials, clock: FakeClock) -> None:
    """`with_options(retry=None)` tells a form at once, and the client goes on trying."""
    transport = MemoryTransport(lambda request: json_reply({}, status))
    async with Client(credentials, transport=transport, clock=clock) as ra:
        with pytest.raises(TemporaryFailure) as caught:
            await ra.with_options(retry=None).get_achievement_distribution(1)
    assert (caught.value.attempts, len(transport.queries), clock.sleeps) == (1, 1, [])


async def test_sibling_keeps_the_retries_that_it_does_not_change(
    credentials: Credentials, running_clock: FakeClock
) -> None:
    """Without the option the policy of the client holds, and a sibling does not change it for the client."""
    transport = MemoryTransport(lambda request: json_reply({}, 503))
    policy = RetryPolicy(attempts=3)
    async with Client(credentials, transport=transport, clock=running_clock, retry=policy, rate_limit=None) as ra:
        hasty = ra.with_options(retry=None)
        for client, attempts in (
            (ra.with_options(timeout=50), 3),
            (hasty, 1),
            (hasty.with_options(timeout=5), 1),
            (ra, 3),
        ):
            with pytest.raises(ServerError) as caught:
                await client.get_achievement_distribution(1)
            assert caught.value.attempts == attempts


async def test_policy_of_a_sibling_may_be_more_patient(credentials: Credentials, running_clock: FakeClock) -> None:
    """A sibling may also try more often than its client."""
    transport = MemoryTransport(lambda request: json_reply({}, 503))
    async with Client(credentials, transport=transport, clock=running_clock, retry=None, rate_limit=None) as ra:
        with pytest.raises(ServerError) as caught:
            await ra.with_options(retry=RetryPolicy(attempts=5)).get_achievement_distribution(1)
    assert caught.value.attempts == 5


async def test_good_key_is_checked_with_one_small_request(credentials: Credentials) -> None:
    """`check_key` sends one request and says nothing."""
    transport = MemoryTransport(lambda request: json_reply([]))
    async with Client(credentials, transport=transport) as ra:
        checked: Any = await ra.check_key()  # type: ignore[func-returns-value]
    assert checked is None
    assert [query.path for query in transport.queries] == ["API_GetTopTenUsers.php"]


async def test_key_that_nobody_knows_is_told(credentials: Credentials) -> None:
    """A key that the server refuses is `AuthenticationFailed`, after one request."""
    transport = MemoryTransport(lambda request: json_reply({"message": "Unauthenticated."}, 401))
    async with Client(credentials, transport=transport) as ra:
        with pytest.raises(AuthenticationFailed):
            await ra.check_key()
    assert len(transport.queries) == 1


async def test_server_that_is_down_says_nothing_about_the_key(credentials: Credentials, clock: FakeClock) -> None:
    """A check that cannot be made raises a failure that may pass, at once when retries are off."""
    transport = MemoryTransport(lambda request: json_reply({}, 503))
    async with Client(credentials, transport=transport, clock=clock) as ra:
        with pytest.raises(TemporaryFailure):
            await ra.with_options(retry=None).check_key()
    assert clock.sleeps == []


TEMPORARY = {ConnectionFailed, TlsFailed, TimedOut, RateLimited, ServerError, Blocked}


def test_failures_that_may_pass_have_a_parent_of_their_own() -> None:
    """`except TemporaryFailure` catches these and no others."""
    public = [getattr(retroach_async, name) for name in retroach_async.__all__]
    errors = {kind for kind in public if isinstance(kind, type) and issubclass(kind, RetroachError)}
    assert {kind for kind in errors if issubclass(kind, TemporaryFailure)} == TEMPORARY | {TemporaryFailure}
