"""Refusals that do not come from the API itself: of a proxy, and of the site's shield."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from retroach_async import (
    Blocked,
    Client,
    Credentials,
    Forbidden,
    RateLimited,
    Reply,
    RetroachError,
    ServerError,
    TimedOut,
)
from retroach_async.testing import FakeClock, MemoryTransport, json_reply
from retroach_async.wire import jsonapi, php

JUDGES = {"v1": php.judge, "v2": jsonapi.judge}


@pytest.fixture(params=JUDGES)
def judge(request: pytest.FixtureRequest) -> Callable[[Reply], Any]:
    """The judge of each API."""
    return JUDGES[request.param]


PROBLEM = {
    "cloudflare_error": True,
    "title": "Error 1010: Access denied",
    "detail": "The owner has banned you.",
    "status": 403,
}


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b"error code: 1010", "the site's shield refused the request: error code: 1010"),
        (b"  error code: 1020\n", "the site's shield refused the request:   error code: 1020"),
        (
            json.dumps(PROBLEM).encode(),
            "the site's shield refused the request: Error 1010: Access denied: The owner has banned you.",
        ),
        (b'{"cloudflare_error": true}', "the site's shield refused the request"),
        (b'{"cloudflare_error": true, "title": 5}', "the site's shield refused the request"),
    ],
)
@pytest.mark.parametrize("kind", ["text/plain; charset=UTF-8", "application/problem+json", "application/json"])
def test_refusal_of_the_shield_is_told_from_one_of_the_site(
    body: bytes, message: str, kind: str, judge: Callable[[Reply], Any]
) -> None:
    """A 403 of the shield, as text or as JSON, is `Blocked` with its words, so that nobody drops a good key."""
    error = judge(Reply(403, {"content-type": kind}, body))
    assert isinstance(error, Blocked)
    assert error.message == message
    assert error.status == 403


@pytest.mark.parametrize(
    "body", [b"{}", b"[]", b'{"message": "This action is unauthorized."}', b'{"cloudflare_error": false}', b"error"]
)
def test_refusal_of_the_site_stays_forbidden(body: bytes, judge: Callable[[Reply], Any]) -> None:
    """A 403 that is not the shield's says that the owner of the key may not see this."""
    assert type(judge(Reply(403, {"content-type": "application/json"}, body))) is Forbidden


def test_shield_that_asks_to_slow_down_is_a_refusal_that_passes(judge: Callable[[Reply], Any]) -> None:
    """A 429 of the shield is `RateLimited`, as one of the site."""
    assert type(judge(Reply(429, {}, json.dumps(PROBLEM | {"status": 429}).encode()))) is RateLimited


def test_shield_that_cannot_reach_the_site_is_a_failure_of_the_server(judge: Callable[[Reply], Any]) -> None:
    """A 5xx of the shield is `ServerError`, which is tried again."""
    assert type(judge(Reply(522, {}, json.dumps(PROBLEM | {"status": 522}).encode()))) is ServerError


@pytest.mark.parametrize(("status", "kind"), [(408, TimedOut), (425, ServerError), (304, ServerError)])
@pytest.mark.parametrize("body", [b"", b"<html>", b"{}"])
def test_passing_fault_of_a_proxy_is_no_wrong_argument(
    status: int, kind: type[RetroachError], body: bytes, judge: Callable[[Reply], Any]
) -> None:
    """A status that a proxy gives for a connection that was idle, or too early, is a failure that may pass."""
    error = judge(Reply(status, {}, body))
    assert type(error) is kind
    assert error.status == status


@pytest.mark.parametrize("status", [408, 425, 304])
async def test_passing_fault_of_a_proxy_is_tried_again(
    status: int, credentials: Credentials, running_clock: FakeClock
) -> None:
    """The second attempt succeeds."""
    transport = MemoryTransport([json_reply({}, status), json_reply({"1": 5})])
    async with Client(credentials, transport=transport, clock=running_clock) as ra:
        assert (await ra.get_achievement_distribution(1))[1] == 5
    assert ra.stats.retries == 1


async def test_proxy_that_goes_on_waiting_is_a_timeout_in_the_end(
    credentials: Credentials, running_clock: FakeClock
) -> None:
    """After the policy's attempts a 408 is `TimedOut`, with the status."""
    transport = MemoryTransport(lambda request: json_reply({}, 408))
    async with Client(credentials, transport=transport, clock=running_clock) as ra:
        with pytest.raises(TimedOut) as caught:
            await ra.get_achievement_distribution(1)
    assert (caught.value.status, caught.value.attempts) == (408, 4)
