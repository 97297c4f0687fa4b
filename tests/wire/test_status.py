"""The meaning of HTTP statuses where both APIs agree."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from retroach_async import (
    AuthenticationFailed,
    Blocked,
    DecodeError,
    Forbidden,
    InvalidRequest,
    NotFound,
    RateLimited,
    Reply,
    RetroachError,
    ServerError,
    UnexpectedRedirect,
)
from retroach_async.wire import jsonapi, php

JUDGES = {"v1": php.judge, "v2": jsonapi.judge}


@pytest.fixture(params=JUDGES)
def judge(request: pytest.FixtureRequest) -> Callable[[Reply], Reply | RetroachError]:
    """The judge of each API."""
    return JUDGES[request.param]


STATUSES: dict[str, tuple[int, dict[str, str], bytes, type[RetroachError]]] = {
    "several choices": (300, {}, b"[]", UnexpectedRedirect),
    "redirect": (302, {"location": "https://elsewhere"}, b"", UnexpectedRedirect),
    "not modified": (304, {}, b"", ServerError),
    "bad request": (400, {}, b"{}", InvalidRequest),
    "no key": (401, {}, b"{}", AuthenticationFailed),
    "no permission": (403, {"content-type": "application/json"}, b"{}", Forbidden),
    "shield with a page": (403, {"content-type": "text/html; charset=UTF-8"}, b"<html>", Blocked),
    "shield that says so": (403, {"cf-mitigated": "challenge"}, b"", Blocked),
    "shield with another status": (503, {"cf-mitigated": "challenge"}, b"", Blocked),
    "not found": (404, {}, b"{}", NotFound),
    "not found as a page": (404, {}, b"<html>", NotFound),
    "gone": (410, {}, b"{}", NotFound),
    "expired": (419, {}, b"{}", InvalidRequest),
    "validation": (422, {}, b"{}", InvalidRequest),
    "too many": (429, {}, b"slow down", RateLimited),
    "crash": (500, {}, b"{}", ServerError),
    "gateway": (502, {}, b"<html>", ServerError),
    "nobody documented": (600, {}, b"{}", ServerError),
}


@pytest.mark.parametrize(("status", "headers", "body", "kind"), STATUSES.values(), ids=STATUSES)
def test_status_has_one_meaning(
    status: int,
    headers: dict[str, str],
    body: bytes,
    kind: type[RetroachError],
    judge: Callable[[Reply], Reply | RetroachError],
) -> None:
    """A status, with what the shield in front adds to it, is one kind of error in both APIs, whatever the body."""
    error = judge(Reply(status, headers, body))
    assert type(error) is kind
    assert error.status == status
    assert error.message


@pytest.mark.parametrize(
    ("status", "headers", "message"),
    [
        (302, {}, "the server redirects, which is never followed"),
        (403, {"cf-mitigated": "challenge"}, "the site's shield refused the request"),
        (503, {}, "the server failed"),
    ],
)
def test_failure_without_words_gets_ours(
    status: int, headers: dict[str, str], message: str, judge: Callable[[Reply], Reply | RetroachError]
) -> None:
    """Where the server says nothing, the error still does."""
    error = judge(Reply(status, headers, b""))
    assert isinstance(error, RetroachError)
    assert error.message == message


@pytest.mark.parametrize(
    ("headers", "body", "is_cloudflare"),
    [
        pytest.param({"server": "cloudflare"}, b"<html>", True, id="named"),
        pytest.param({"cf-ray": "7d-AMS"}, b"<html>", True, id="ray"),
        pytest.param({"server": "cloudflare"}, b'{"message": "Server Error"}', False, id="the site through the shield"),
        pytest.param({}, b"<html>", False, id="another page"),
    ],
)
def test_shield_is_told_from_the_site(
    headers: dict[str, str], body: bytes, is_cloudflare: bool, judge: Callable[[Reply], Reply | RetroachError]
) -> None:
    """A page of the shield's own, for a server that it cannot reach, is told from the server's failure."""
    error = judge(Reply(503, headers, body))
    assert isinstance(error, ServerError)
    assert error.is_cloudflare is is_cloudflare


def test_excerpt_of_an_answer_is_short_and_holds_no_credential(
    judge: Callable[[Reply], Reply | RetroachError],
) -> None:
    """An error quotes the beginning of what came, on one line, without what looks like a key."""
    body = b"<html>\n  <a href='?z=Tom&y=SECRET1'>api_key: SECRET2 X-API-Key=SECRET3</a>" + b" padding" * 100
    error = judge(Reply(200, {}, body))
    assert isinstance(error, DecodeError)
    assert "SECRET" not in error.message
    assert "\n" not in error.message
    assert error.message.startswith("the answer is HTML instead of JSON: <html> <a href=")
    assert len(error.message) < 260


def test_excerpt_hides_the_credential_and_nothing_else(judge: Callable[[Reply], Reply | RetroachError]) -> None:
    """The name before a credential is still told, and bytes that are no text do no harm."""
    error = judge(Reply(200, {}, b"<p>y=SECRET \xff z: Tom</p>"))
    assert isinstance(error, DecodeError)
    assert error.message == "the answer is HTML instead of JSON: <p>y=*** \ufffd z: ***</p>"
    assert error.status == 200


def test_empty_answer_has_no_excerpt(judge: Callable[[Reply], Reply | RetroachError]) -> None:
    """Of nothing, nothing is quoted."""
    error = judge(Reply(200, {}, b" \n"))
    assert isinstance(error, DecodeError)
    assert error.message == "the answer is empty instead of JSON"
