"""Every sample of a failure of V2 comes to its error."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from retroach_async import (
    AuthenticationFailed,
    Client,
    Credentials,
    Forbidden,
    InvalidRequest,
    NotFound,
    OAuthToken,
    RateLimited,
    Reply,
    RetroachError,
    ServerError,
)
from retroach_async.testing import FakeClock, MemoryTransport
from retroach_async.wire import jsonapi

FOLDER = os.environ.get("RETROACH_SAMPLES")
SAMPLES = {path.stem: path for path in sorted(Path(FOLDER, "v2").glob("error-*.json"))} if FOLDER else {}
LACKING = "This OAuth token does not grant access to read RetroAchievements data."
PRIVATE = "This endpoint requires an OAuth token. API keys cannot be used to read caller-private data."

ERRORS: dict[str, tuple[int, type[RetroachError], str]] = {
    "error-400-invalid-filter": (400, InvalidRequest, "Unknown award kind [bogus]."),
    "error-400-invalid-query": (400, InvalidRequest, "Sort parameter invalid_field123 is not allowed."),
    "error-401": (
        401,
        AuthenticationFailed,
        "the server does not know the API key (Credentials or RETROACHIEVEMENTS_API_KEY)",
    ),
    "error-403-missing-scope": (
        403,
        Forbidden,
        f"{LACKING} (it takes an OAuthToken with data:read)",
    ),
    "error-403-oauth-required": (
        403,
        Forbidden,
        f"{PRIVATE} (it takes an OAuthToken with follows:read)",
    ),
    "error-403-permission": (403, Forbidden, "This action is unauthorized."),
    "error-404": (404, NotFound, "no such thing"),
    "error-404-bare-prefix": (404, NotFound, "no achievement 999999"),
    "error-404-unknown-path": (404, NotFound, "API endpoint not found"),
    "error-429": (429, RateLimited, "too many requests"),
    "error-500": (500, ServerError, "Server Error"),
    "error-500-bare-prefix": (500, ServerError, "Server Error"),
}
"""The status of each, and the error and the message that it comes to."""
SCOPES = {"error-403-missing-scope": "data:read", "error-403-oauth-required": "follows:read"}


@pytest.mark.parametrize("sample", SAMPLES)
def test_sample_comes_to_its_error(sample: str) -> None:
    """Kind, status and message, with the scope where one is missing."""
    status, kind, message = ERRORS[sample]
    error = jsonapi.judge(Reply(status, {"content-type": "application/json"}, SAMPLES[sample].read_bytes()))
    assert isinstance(error, RetroachError)
    assert (type(error), error.status, error.message) == (kind, status, message)
    assert getattr(error, "required_scope", None) == SCOPES.get(sample)


@pytest.mark.parametrize("sample", SAMPLES)
@pytest.mark.parametrize("credentials", [Credentials("Max", "key"), OAuthToken("a.b.c")], ids=["key", "token"])
async def test_sample_is_raised_by_a_call(sample: str, credentials: Credentials | OAuthToken) -> None:
    """The whole tower raises it, with a thing that is named and the refused credential by its name."""
    status, kind, message = ERRORS[sample]
    reply = Reply(status, {"content-type": "application/json"}, SAMPLES[sample].read_bytes())
    transport = MemoryTransport(lambda request: reply)
    async with Client(credentials, transport=transport, clock=FakeClock(auto=True), retry=None) as ra:
        with pytest.raises(kind) as caught:
            await ra.v2.games.get(7)
    told = {
        "error-404": "no game 7",
        "error-401": message
        if isinstance(credentials, Credentials)
        else "the server does not accept the OAuth token: it is wrong, revoked or has expired",
    }
    assert caught.value.message == told.get(sample, message)


@pytest.mark.parametrize("folder", [FOLDER] if FOLDER else [])
def test_no_expectation_is_without_a_sample(folder: str) -> None:
    """Every expectation of this file is about a sample that is there."""
    assert ERRORS.keys() == SAMPLES.keys()
