"""The transport that speaks HTTP with httpx2; what it shares with the other one is in the conformance suite."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator

import httpx2
import pytest

from retroach_async import (
    Client,
    ClientClosed,
    ConfigurationError,
    ConnectionFailed,
    Credentials,
    Query,
    RetroachError,
    TimedOut,
    TlsFailed,
)
from retroach_async.transport.httpx2 import Httpx2Transport
from tests.faults.leaks import assert_unseen, error_of, everything_said, everything_shown_by
from tests.faults.server import FaultServer, answer

GAME = Query("v1", "API_GetGame.php", (("i", "1"),))


class Lent(httpx2.AsyncBaseTransport):
    """A transport of httpx2 that does as it is told."""

    def __init__(self, outcome: httpx2.Response | Exception) -> None:
        self.outcome = outcome
        self.requests: list[httpx2.Request] = []
        self.is_closed = False

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Answer, or fail."""
        self.requests.append(request)
        if isinstance(self.outcome, Exception):
            raise self.outcome
        return self.outcome

    async def aclose(self) -> None:
        """Remember it."""
        self.is_closed = True


@pytest.fixture
async def own() -> AsyncIterator[Httpx2Transport]:
    """A transport with connections of its own."""
    transport = Httpx2Transport()
    yield transport
    await transport.aclose()


async def test_own_connections_are_kept_and_closed(credentials: Credentials, own: Httpx2Transport) -> None:
    """Calls share a connection, and closing the transport, twice as well, closes it."""
    async with (
        FaultServer(answer(200, [], Set_Cookie="a=b")) as server,
        Client(credentials, base_url=server.url, transport=own) as ra,
    ):
        await ra.fetch(GAME)
        await ra.fetch(GAME)
        assert server.connections == 1
        await own.aclose()
        await own.aclose()
        assert await server.everybody_gone()
        with pytest.raises(ClientClosed):
            await ra.fetch(GAME)
    assert not any("cookie" in request.headers for request in server.requests)


async def test_closing_while_certificates_are_read_opens_nothing(
    credentials: Credentials, own: Httpx2Transport, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A transport that is closed before its first request has a connection stays closed."""
    reading, may_end = asyncio.Event(), asyncio.Event()

    async def read() -> ssl.SSLContext:
        reading.set()
        await may_end.wait()
        return ssl.create_default_context()

    monkeypatch.setattr("retroach_async.transport.httpx2._trusted", read)
    async with Client(credentials, base_url="http://127.0.0.1:9", transport=own) as ra:
        call = asyncio.create_task(ra.fetch(GAME))
        await reading.wait()
        await own.aclose()
        may_end.set()
        with pytest.raises(ClientClosed):
            await call


async def test_request_is_a_plain_get(credentials: Credentials, canary: str) -> None:
    """One GET with everything in its address and who is asking in its headers."""
    lent = Lent(httpx2.Response(200, json={"1": 5}))
    transport = Httpx2Transport(lent)
    async with Client(credentials, base_url="http://127.0.0.1:9", transport=transport, user_agent="bot/1") as ra:
        await ra.get_achievement_distribution(1)
    await transport.aclose()
    assert not lent.is_closed
    (request,) = lent.requests
    assert request.method == "GET"
    assert str(request.url).startswith("http://127.0.0.1:9/API_GetAchievementDistribution.php?i=1&")
    assert request.url.params["y"] == canary
    assert request.headers["user-agent"].endswith(" bot/1")
    assert request.headers["accept"] == "application/json"


async def test_url_is_not_logged(credentials: Credentials, canary: str, own: Httpx2Transport) -> None:
    """httpx2's client logs every address at INFO; its transport, which is what is used, does not."""
    with everything_said() as said:
        async with (
            FaultServer(answer()) as server,
            Client(credentials, base_url=server.url, transport=own) as ra,
        ):
            await ra.get_achievement_distribution(1)
        assert_unseen(canary, said())


async def test_address_and_cookies_of_an_answer_are_not_kept(credentials: Credentials) -> None:
    """A Location may repeat the key, and a cookie is nobody's business."""
    headers = {"Location": "https://example.org/?y=key", "Set-Cookie": "a=b", "X-Other": "kept"}
    transport = Httpx2Transport(Lent(httpx2.Response(200, json={}, headers=headers)))
    async with Client(credentials, transport=transport) as ra:
        reply = await ra.fetch(GAME)
    assert reply.headers["x-other"] == "kept"
    assert not {"location", "set-cookie"} & set(reply.headers)


def beneath(outer: Exception, inner: Exception) -> Exception:
    """An exception with another one under it, as httpx2 raises them."""
    outer.__cause__ = OSError("between")
    outer.__cause__.__context__ = inner
    return outer


EXCEPTIONS: list[tuple[Exception, type[RetroachError]]] = [
    (httpx2.ConnectError("refused"), ConnectionFailed),
    (beneath(httpx2.ConnectError("tls"), ssl.SSLCertVerificationError(1, "bad")), TlsFailed),
    (beneath(httpx2.ConnectError("tls"), ssl.SSLError(1, "bad")), TlsFailed),
    (httpx2.ConnectTimeout("slow"), TimedOut),
    (httpx2.PoolTimeout("full"), TimedOut),
    (httpx2.ReadTimeout("slow"), TimedOut),
    (httpx2.ReadError("reset"), ConnectionFailed),
    (httpx2.WriteError("reset"), ConnectionFailed),
    (httpx2.RemoteProtocolError("nonsense"), ConnectionFailed),
    (httpx2.DecodingError("gzip"), ConnectionFailed),
    (httpx2.ProxyError("407"), ConnectionFailed),
    (httpx2.UnsupportedProtocol("ftp"), ConfigurationError),
    (httpx2.InvalidURL("bad"), ConfigurationError),
    (RuntimeError("a mistake of the lender"), ConfigurationError),
    (ValueError("a mistake of the lender"), ConfigurationError),
    (UnicodeError("a name"), ConnectionFailed),
]


@pytest.mark.parametrize(
    ("exception", "kind"),
    EXCEPTIONS,
    ids=[f"{type(exception).__name__}-{kind.__name__}" for exception, kind in EXCEPTIONS],
)
async def test_exception_becomes_ours(
    exception: Exception, kind: type[RetroachError], credentials: Credentials, canary: str
) -> None:
    """Whatever httpx2 raises comes out as an error of ours, which repeats nothing of it."""
    exception.args = (f"{exception.args} http://127.0.0.1:9/?y={canary}",)
    transport = Httpx2Transport(Lent(exception))
    async with Client(credentials, base_url="http://127.0.0.1:9", transport=transport, retry=None) as ra:
        error = await error_of(ra.get_game(1))
    assert type(error) is kind
    assert_unseen(canary, everything_shown_by(error))
