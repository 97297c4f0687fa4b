"""What all calls share: the credentials, the errors and the rate limits, told once."""

from __future__ import annotations

import inspect
from collections.abc import Iterator

from reference_pages.markdown import table
from retroach_async import ENDPOINTS, RateLimit, RateLimits, errors
from retroach_async.access import DATA_READ
from retroach_async.endpoint import Endpoint
from retroach_async.param import Param

_ERRORS = (
    errors.AuthenticationFailed,
    errors.Forbidden,
    errors.ConnectionFailed,
    errors.TimedOut,
    errors.RateLimited,
    errors.ServerError,
    errors.Blocked,
    errors.UnexpectedRedirect,
    errors.DecodeError,
    errors.ValidationError,
    errors.ClientClosed,
)
"""The errors that any call may raise; `InvalidRequest` and `NotFound` stand with the endpoints."""


_INTRODUCTION = """\
## Every call

Each endpoint below has a sample: the call with its answer, the JSON that the server sends, and the command. They are
made with the [emulator](../testing.md) whenever this site is built, so the players are made up. An ellipsis (…) stands
where a sample is shortened.

**Credentials** are no parameters of the methods. The client adds them to each request:
"""
_MORE_ABOUT_LIMITS = "[Limits and retries](../limits-and-retries.md) says how."


def every_call() -> str:
    """The section about every call."""
    parts = [
        _INTRODUCTION,
        table(("API", "On the wire", "Meaning"), [*_credentials()]),
        f"**Limits** that the client keeps by itself: {_limits()}. {_MORE_ABOUT_LIMITS}\n",
        "**Errors** that any call may raise, beside those at its endpoint; the guide is [Errors](../errors.md):\n",
        table(("Error", "When"), [(f"`{kind.__name__}`", _first_sentence(kind)) for kind in _ERRORS]),
    ]
    return "\n".join(parts)


def _credentials() -> Iterator[tuple[str, ...]]:
    usual = {endpoint.api: endpoint for endpoint in ENDPOINTS.values() if endpoint.scope in (None, DATA_READ)}
    for endpoint in usual.values():
        yield from (_credential(endpoint, param) for param in endpoint.secrets)
    yield "V2", "`Authorization` (header)", "In place of the key: an `OAuthToken`, for calls about private data."


def _credential(endpoint: Endpoint, param: Param) -> tuple[str, ...]:
    place = "" if param.key.place == "query" else f" ({param.key.place})"
    return endpoint.api.upper(), f"`{param.key.wire}`{place}", param.key.meaning


def _limits() -> str:
    limits = RateLimits()
    return " and ".join(f"{_limit(limit)} for {api}" for api, limit in (("V1", limits.v1), ("V2", limits.v2)) if limit)


def _limit(limit: RateLimit) -> str:
    return f"{limit.requests} requests in any {limit.seconds:g} seconds"


def _first_sentence(kind: type) -> str:
    return f"{' '.join((inspect.getdoc(kind) or '').split()).partition('. ')[0].removesuffix('.')}."
