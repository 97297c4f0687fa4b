"""Options of the wrong kind, which the client refuses when it is made, and what it says."""

from __future__ import annotations

from math import inf, nan
from typing import Any

import pytest

from retroach_async import (
    CachePolicy,
    Client,
    ConfigurationError,
    Credentials,
    Hooks,
    MemoryStore,
    RateLimit,
    RateLimits,
    RetryPolicy,
    Timeouts,
)
from retroach_async.testing import FakeClock, MemoryTransport

RETRY = "retry must be a RetryPolicy, such as RetryPolicy(attempts=2), or None for no retries"
LIMIT = "rate_limit must be RateLimit(4, 1.0), RateLimits(v1=RateLimit(4, 1.0)), or None for no limit"
CACHE = 'cache must be CachePolicy(), CachePolicy(store=SqliteStore("answers.db")), or None for none'
HOOKS = "hooks must be Hooks(on_request=...)"
TRANSPORT = "transport must be AiohttpTransport() or another Transport"
SESSION = "session must be an aiohttp.ClientSession, or a function without arguments that gives one"
AGENT = 'user_agent must be text, such as "my-bot/1.2"'
CLOCK = "clock must be FakeClock() or another Clock"
CONCURRENCY = "concurrency must be a whole number of at least 1"
BODY = "max_body_bytes must be a whole number of at least 1"
TIMEOUT = "timeout must be a number above 0, or Timeouts(total=30, attempt=10)"
WHOSE = "credentials must be Credentials(username, api_key) or OAuthToken(token)"

WRONG: list[tuple[dict[str, Any], str]] = [
    ({"retry": 3}, RETRY),
    ({"retry": True}, RETRY),
    ({"retry": RetryPolicy}, RETRY),
    ({"rate_limit": 10}, LIMIT),
    ({"rate_limit": (4, 1)}, LIMIT),
    ({"rate_limit": RateLimit}, LIMIT),
    ({"cache": True}, CACHE),
    ({"cache": MemoryStore()}, CACHE),
    ({"cache": CachePolicy}, CACHE),
    ({"hooks": print}, HOOKS),
    ({"hooks": Hooks}, HOOKS),
    ({"transport": "aiohttp"}, TRANSPORT),
    ({"transport": MemoryTransport}, TRANSPORT),
    ({"session": "session"}, SESSION),
    ({"session": 5}, SESSION),
    ({"session": dict}, SESSION),
    ({"user_agent": 5}, AGENT),
    ({"user_agent": b"my-bot"}, AGENT),
    ({"clock": 1}, CLOCK),
    ({"clock": FakeClock}, CLOCK),
    ({"concurrency": 2.5}, CONCURRENCY),
    ({"concurrency": True}, CONCURRENCY),
    ({"concurrency": None}, CONCURRENCY),
    ({"max_body_bytes": "1000"}, BODY),
    ({"timeout": "10"}, TIMEOUT),
    ({"timeout": True}, TIMEOUT),
    ({"timeout": (5, 10)}, TIMEOUT),
    ({"credentials": "key"}, WHOSE),
    ({"credentials": Credentials}, WHOSE),
    ({"key_in": True}, "key_in must be 'query' or 'header'"),
    ({"base_url": "http://localhost/\0"}, "base_url is not a valid address"),
    ({"base_url": "http://[::1].x/"}, "base_url is not a valid address"),
    ({"base_url": "http://localhost:0"}, "base_url must start with https:// and name a host"),
    ({"base_url": 5}, "base_url is not a valid address"),
    ({"v2_base_url": b"https://localhost"}, "v2_base_url is not a valid address"),
]


@pytest.mark.parametrize(("options", "message"), WRONG, ids=lambda value: repr(value)[:40])
def test_complaint_says_what_to_write(options: dict[str, Any], message: str, credentials: Credentials) -> None:
    """An option of the wrong kind is refused when the client is made, by name and with an example."""
    with pytest.raises(ConfigurationError) as caught:
        Client(**{"credentials": credentials} | options)
    assert str(caught.value) == message


POLICIES: dict[str, tuple[type, dict[str, Any], str]] = {
    "a number for V1": (RateLimits, {"v1": 5}, "v1 must be RateLimit(4, 1.0), or None"),
    "a pair for V2": (RateLimits, {"v2": (60, 61)}, "v2 must be RateLimit(4, 1.0), or None"),
    "endless connecting": (Timeouts, {"connect": inf}, "connect must be a number above 0, and not so large"),
    "connecting in no number": (Timeouts, {"connect": nan}, "connect must be a number above 0"),
    "endless window": (
        RateLimit,
        {"requests": 1, "seconds": inf},
        "seconds must be a number above 0, and not so large",
    ),
    "too many requests": (
        RateLimit,
        {"requests": 10**20, "seconds": 1},
        "requests must be a whole number of at least 1, and not so large",
    ),
    "half a request": (
        RateLimit,
        {"requests": 1.5, "seconds": 1},
        "requests must be a whole number of at least 1",
    ),
}


@pytest.mark.parametrize(("kind", "options", "message"), POLICIES.values(), ids=POLICIES)
def test_policy_complains_of_what_cannot_be(kind: type, options: dict[str, Any], message: str) -> None:
    """A policy of the wrong numbers is refused when it is made."""
    with pytest.raises(ConfigurationError) as caught:
        kind(**options)
    assert str(caught.value) == message


RIGHT: list[dict[str, Any]] = [
    {"retry": None, "rate_limit": None, "cache": None, "hooks": None, "clock": None, "session": None},
    {"timeout": inf},
    {"timeout": Timeouts(total=None, attempt=inf)},
    {"rate_limit": RateLimits(v1=None)},
    {"session": lambda: None},
    {"transport": MemoryTransport([]), "clock": FakeClock()},
    {"base_url": "https://example.org./API/"},
    {"base_url": "http://[::1]:8000"},
    {"user_agent": "Jörg's bot/1.0 (+https://example.org)"},
]


@pytest.mark.parametrize("options", RIGHT, ids=lambda value: repr(value)[:40])
def test_option_that_can_work_is_accepted(options: dict[str, Any], credentials: Credentials) -> None:
    """Nothing that works is refused."""
    assert "Tester" in repr(Client(credentials, **options))


def test_wrong_retry_of_a_sibling_is_refused(credentials: Credentials) -> None:
    """`with_options` checks like the client itself."""
    options: dict[str, Any] = {"retry": 3}
    with pytest.raises(ConfigurationError, match="retry must be a RetryPolicy"):
        Client(credentials).with_options(**options)
