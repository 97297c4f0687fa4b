"""The transport that speaks HTTP with aiohttp."""

from __future__ import annotations

import asyncio
import gc
import inspect
import re
import ssl
from collections.abc import AsyncIterator, Iterator
from typing import Any
from unittest import mock
from urllib.parse import parse_qsl, urlsplit

import aiohttp
import pytest
from aiohttp.client_reqrep import ConnectionKey, RequestInfo
from aioresponses import aioresponses
from multidict import CIMultiDict, CIMultiDictProxy
from yarl import URL

from retroach_async import (
    Client,
    ClientClosed,
    ConfigurationError,
    ConnectionFailed,
    Credentials,
    DecodeError,
    Query,
    RetroachError,
    TimedOut,
    TlsFailed,
)
from retroach_async.transport.aiohttp import AiohttpTransport
from tests.faults.leaks import assert_unseen, error_of, everything_shown_by
from tests.faults.server import FaultServer, answer

SECRET_URL = "http://127.0.0.1:9/API_GetGame.php?y=CanaryKeyThatMustNotBeSeen7Q2"
GAME = Query("v1", "API_GetGame.php", (("i", "1"),))


class Response(aiohttp.ClientResponse):
    """aioresponses does not know an argument that newer releases of aiohttp require."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        if "stream_writer" in inspect.signature(aiohttp.ClientResponse).parameters:
            kwargs.setdefault("stream_writer", mock.Mock())
        super().__init__(*args, **kwargs)


@pytest.fixture
def web() -> Iterator[aioresponses]:
    """The web, as far as aiohttp can see it."""
    with aioresponses() as mocked:
        yield mocked


@pytest.fixture
async def ra(credentials: Credentials) -> AsyncIterator[Client]:
    """A client that sends once and never waits."""
    async with Client(credentials, base_url="http://127.0.0.1:9", retry=None, rate_limit=None) as client:
        yield client


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    """Somebody else's session, which must still be open at the end."""
    async with aiohttp.ClientSession(headers={"X-Mine": "kept"}) as mine:
        yield mine
        assert not mine.closed


# What aiohttp is asked, and what becomes of its answers


async def test_request_is_a_plain_get(web: aioresponses, ra: Client, canary: str) -> None:
    """One GET with everything in its address, which follows nothing and judges nothing."""
    web.get(re.compile(".*"), payload={}, response_class=Response)
    await ra.fetch(GAME)
    ((method, url),) = web.requests
    assert (method, url) == ("GET", URL(f"http://127.0.0.1:9/API_GetGame.php?i=1&y={canary}&z=Tester"))
    ((call,),) = web.requests.values()
    assert (call.kwargs["allow_redirects"], call.kwargs["raise_for_status"]) == (False, False)


async def test_reply_holds_what_came(web: aioresponses, ra: Client) -> None:
    """Status, body and headers arrive, the headers by their lower-case names."""
    web.get(re.compile(".*"), body=b'{"a": 1}', headers={"X-RateLimit-Remaining": "7"}, response_class=Response)
    reply = await ra.fetch(GAME)
    assert (reply.status, reply.body, reply.json()) == (200, b'{"a": 1}', {"a": 1})
    assert reply.headers.get("x-ratelimit-remaining") == "7"


async def test_address_and_cookies_of_an_answer_are_not_kept(web: aioresponses, ra: Client) -> None:
    """A Location may repeat the key, and a cookie is nobody's business."""
    headers = {"Location": SECRET_URL, "Set-Cookie": "a=b", "X-Other": "kept"}
    web.get(re.compile(".*"), payload={}, headers=headers, response_class=Response)
    reply = await ra.fetch(GAME)
    assert {name.lower() for name in reply.headers} == {"x-other", "content-type"}
    assert reply.headers.get("x-other") == "kept"


# What becomes of its exceptions

CONNECTION = ConnectionKey("127.0.0.1", 9, True, True, None, None, None)
INFO = RequestInfo(URL(SECRET_URL), "GET", CIMultiDictProxy(CIMultiDict({"X-API-Key": "CanaryKey"})), URL(SECRET_URL))

EXCEPTIONS: list[tuple[Exception, type[RetroachError]]] = [
    (aiohttp.ClientConnectorCertificateError(CONNECTION, ssl.SSLCertVerificationError(1, "bad")), TlsFailed),
    (aiohttp.ClientConnectorSSLError(CONNECTION, ssl.SSLError(1, "bad")), TlsFailed),
    (aiohttp.ServerFingerprintMismatch(b"a", b"b", "127.0.0.1", 9), ConnectionFailed),
    (aiohttp.ClientProxyConnectionError(CONNECTION, OSError(111, "refused")), ConnectionFailed),
    (aiohttp.ClientHttpProxyError(INFO, (), status=407), ConnectionFailed),
    (aiohttp.ClientConnectorDNSError(CONNECTION, OSError(-2, "unknown")), ConnectionFailed),
    (aiohttp.ClientConnectorError(CONNECTION, OSError(111, "refused")), ConnectionFailed),
    (aiohttp.ClientOSError(104, "reset"), ConnectionFailed),
    (aiohttp.ServerDisconnectedError(), ConnectionFailed),
    (aiohttp.ClientPayloadError("short"), ConnectionFailed),
    (aiohttp.ClientResponseError(INFO, (), status=400, message="bad chunk"), ConnectionFailed),
    (aiohttp.ContentTypeError(INFO, (), status=200), ConnectionFailed),
    (aiohttp.TooManyRedirects(INFO, ()), ConnectionFailed),
    (aiohttp.ConnectionTimeoutError(f"Connection timeout to host {SECRET_URL}"), TimedOut),
    (aiohttp.SocketTimeoutError("Timeout on reading"), TimedOut),
    (aiohttp.ServerTimeoutError("Timeout"), TimedOut),
    (TimeoutError(), TimedOut),
    (aiohttp.InvalidURL(SECRET_URL), ConfigurationError),
    (aiohttp.NonHttpUrlClientError(SECRET_URL), ConfigurationError),
    (OSError(5, "something else"), ConnectionFailed),
    (ValueError(f"Forbidden control character in {SECRET_URL}"), ConnectionFailed),
    (KeyError(SECRET_URL), ConnectionFailed),
    (RuntimeError("of a session that is open"), ConnectionFailed),
]


@pytest.mark.parametrize(
    ("exception", "kind"), EXCEPTIONS, ids=[f"{type(exception).__name__}" for exception, _ in EXCEPTIONS]
)
async def test_exception_becomes_ours(
    exception: Exception, kind: type[RetroachError], web: aioresponses, ra: Client, canary: str
) -> None:
    """Whatever aiohttp raises comes out as an error of ours, which repeats nothing of it."""
    web.get(re.compile(".*"), exception=exception)
    error = await error_of(ra.get_game(1))
    assert type(error) is kind
    assert (error.__context__, error.__cause__) == (None, None)
    shown = list(everything_shown_by(error))
    assert_unseen(canary, shown)
    assert_unseen("127.0.0.1:9", [str(error)])


# Sessions of our own


async def test_connections_are_kept_and_cookies_are_not(credentials: Credentials) -> None:
    """Calls one after the other use one connection, and a cookie never comes back."""
    async with FaultServer(answer(200, [], Set_Cookie="a=b")) as server:
        async with Client(credentials, base_url=server.url) as ra:
            await ra.fetch(GAME)
            await ra.fetch(GAME)
            await ra.fetch(Query("v2", "health"))
        assert server.connections == 1
    assert not any("cookie" in request.headers for request in server.requests)


async def test_transport_of_ones_own_can_be_shared(credentials: Credentials, canary: str) -> None:
    """Two clients on one transport each say who they are, and closing one of them leaves it open."""
    transport = AiohttpTransport()
    async with FaultServer(answer()) as server:
        for name in ("first/1", "second/2"):
            async with Client(credentials, base_url=server.url, transport=transport, user_agent=name) as ra:
                await ra.get_achievement_distribution(1)
        await transport.aclose()
        await transport.aclose()
        async with Client(credentials, base_url=server.url, transport=transport) as ra:
            with pytest.raises(ClientClosed):
                await ra.get_achievement_distribution(1)
    assert [request.headers["user-agent"].rpartition(" ")[2] for request in server.requests] == ["first/1", "second/2"]


async def test_mock_that_begins_after_the_first_request_is_asked(credentials: Credentials) -> None:
    """A program's tests may put their answers in place of aiohttp's at any time, and take them away again."""
    async with FaultServer(answer()) as server, Client(credentials, base_url=server.url) as ra:
        await ra.get_achievement_distribution(1)
        with aioresponses() as web:
            web.get(re.compile(".*"), payload={"1": 8}, response_class=Response)
            assert (await ra.get_achievement_distribution(2))[1] == 8
        await ra.get_achievement_distribution(3)
        assert [request.params["i"] for request in server.requests] == ["1", "3"]


async def test_session_without_the_function_behind_get_is_asked_by_get(
    credentials: Credentials, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing but speed depends on what aiohttp calls its own."""
    send = aiohttp.ClientSession._request

    def get(self: aiohttp.ClientSession, *args: Any, **kwargs: Any) -> Any:
        return send(self, "GET", *args, **kwargs)

    async with FaultServer(answer()) as server, Client(credentials, base_url=server.url) as ra:
        monkeypatch.setattr(aiohttp.ClientSession, "get", get)
        monkeypatch.delattr(aiohttp.ClientSession, "_request")
        await ra.get_achievement_distribution(1)
        assert len(server.requests) == 1


@pytest.mark.parametrize("name", ["Tester", "Té/st:er"])
async def test_query_arrives_as_it_was_written(name: str, canary: str) -> None:
    """Letters that need quoting mean the same at the server, in names, keys and values."""
    pairs = (("i", "a b+c"), ("u", "ä/ö%41&=?#"), ("f[x]", "1,2"), ("n", ""))
    async with FaultServer(answer()) as server:
        async with Client(Credentials(name, f"{canary}+/&="), base_url=server.url) as ra:
            await ra.fetch(Query("v1", "API_GetGame.php", pairs))
        (request,) = server.requests
    sent = parse_qsl(urlsplit(request.target).query, keep_blank_values=True)
    assert sent == [*pairs, ("z", name), ("y", f"{canary}+/&=")]


@pytest.mark.parametrize("more", ["", "+/é"])
async def test_address_with_the_key_is_gone_after_the_call(more: str, canary: str) -> None:
    """The addresses that yarl remembers for a while are not ours."""
    async with FaultServer(answer()) as server, Client(Credentials("Tester", canary + more), base_url=server.url) as ra:
        await ra.get_achievement_distribution(1)
        gc.collect()
        urls = [
            text for each in gc.get_objects() if isinstance(each, URL) and (text := str(each)).startswith(server.url)
        ]
    assert urls
    assert_unseen(canary, urls)


# Sessions of somebody else


async def test_borrowed_session_is_used_as_it_is(credentials: Credentials, session: aiohttp.ClientSession) -> None:
    """Its own headers go along, ours do not stay in it, and the client does not close it."""
    before = dict(session.headers)
    async with FaultServer(answer()) as server:
        async with Client(credentials, base_url=server.url, session=session, user_agent="bot/1") as ra:
            await ra.get_achievement_distribution(1)
        (request,) = server.requests
        assert not session.closed
        async with session.get(server.url) as response:
            assert response.status == 200
    assert request.headers["x-mine"] == "kept"
    assert request.headers["user-agent"].endswith(" bot/1")
    assert request.headers["accept"] == "application/json"
    assert dict(session.headers) == before


async def test_borrowed_session_that_raises_for_status_does_not(credentials: Credentials) -> None:
    """A session's own opinion about statuses, redirects and base addresses does not reach our calls."""
    async with (
        FaultServer(answer(404, {"message": "none"})) as server,
        aiohttp.ClientSession(raise_for_status=True) as session,
        Client(credentials, base_url=server.url, session=session) as ra,
    ):
        error = await error_of(ra.get_game(1))
    assert isinstance(error, RetroachError)
    assert error.status == 404


async def test_borrowed_session_that_was_closed_is_told(credentials: Credentials) -> None:
    """A session that its owner closed is not opened again, and the call is not repeated."""
    async with aiohttp.ClientSession() as session:
        pass
    async with Client(credentials, base_url="http://127.0.0.1:9", session=session) as ra:
        with pytest.raises(ClientClosed, match="session is closed") as caught:
            await ra.get_game(1)
    assert caught.value.attempts == 1


async def test_callable_is_asked_for_a_session_each_time(
    credentials: Credentials, session: aiohttp.ClientSession
) -> None:
    """A program that replaces its session gives the new one at the next exchange."""
    given = []

    async with aiohttp.ClientSession(headers={"X-Mine": "another"}) as another, FaultServer(answer()) as server:

        def provide() -> aiohttp.ClientSession:
            given.append(session if not given else another)
            return given[-1]

        async with Client(credentials, base_url=server.url, session=provide) as ra:
            assert given == []
            await ra.get_achievement_distribution(1)
            await ra.get_achievement_distribution(1)
        assert not another.closed
    assert [request.headers["x-mine"] for request in server.requests] == ["kept", "another"]


@pytest.mark.parametrize("problem", [LookupError("no session"), RuntimeError("no session")])
async def test_callable_that_fails_is_an_error_of_ours(problem: Exception, credentials: Credentials) -> None:
    """An exception that the program's own callable raises does not get out as it is."""

    def provide() -> aiohttp.ClientSession:
        raise problem

    async with Client(credentials, base_url="http://127.0.0.1:9", session=provide, retry=None) as ra:
        with pytest.raises(RetroachError):
            await ra.get_game(1)


def test_session_of_another_loop_that_is_closed_is_told(credentials: Credentials) -> None:
    """A session whose loop is gone is as good as closed."""

    async def make() -> aiohttp.ClientSession:
        return aiohttp.ClientSession()

    async def use(session: aiohttp.ClientSession) -> BaseException | None:
        async with FaultServer(answer()) as server:
            async with Client(credentials, base_url=server.url, session=session, retry=None) as ra:
                error = await error_of(ra.get_game(1))
            await session.close()
        return error

    session = asyncio.run(make())
    assert isinstance(asyncio.run(use(session)), ClientClosed)


# The size of an answer


@pytest.mark.parametrize(("cap", "is_good"), [(1000, True), (999, False)])
async def test_body_may_be_as_large_as_allowed(cap: int, is_good: bool, credentials: Credentials) -> None:
    """The largest body allowed is accepted, one byte more is not."""
    body = ["x" * 996]  # with the brackets and quotes a thousand bytes
    async with (
        FaultServer(answer(200, body)) as server,
        Client(credentials, base_url=server.url, max_body_bytes=cap) as ra,
    ):
        if is_good:
            assert (await ra.fetch(GAME)).json() == body
        else:
            with pytest.raises(DecodeError, match="larger than 999 bytes") as caught:
                await ra.fetch(GAME)
            assert caught.value.attempts == 1
