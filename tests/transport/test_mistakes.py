"""Mistakes of the caller's own program beneath the client: told as such, and never tried again."""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import aiohttp
import pytest

from retroach_async import Client, ClientClosed, ConfigurationError, ConnectionFailed, Credentials
from retroach_async.testing import FakeClock
from retroach_async.transport.httpx2 import Httpx2Transport
from tests.faults.leaks import assert_unseen, error_of, everything_shown_by
from tests.faults.server import FaultServer, answer, body_answer


async def _no_session() -> None:
    """A callable of the wrong kind: it has to be awaited."""


def _raises(problem: Exception) -> Callable[[], Any]:
    def source() -> Any:
        raise problem

    return source


SOURCES: dict[str, tuple[Callable[[], Any], str]] = {
    "raises": (_raises(LookupError("y=CanaryKeyThatMustNotBeSeen7Q2")), "the session callable raised LookupError"),
    "gives None": (lambda: None, "the session callable gave NoneType, not a session"),
    "gives text": (lambda: "session", "the session callable gave str, not a session"),
    "is a coroutine function": (_no_session, "the session callable gave coroutine, not a session"),
}


@pytest.mark.parametrize(("source", "message"), SOURCES.values(), ids=SOURCES)
async def test_session_callable_that_is_wrong_is_told_once(
    source: Callable[[], Any], message: str, credentials: Credentials, canary: str, clock: FakeClock
) -> None:
    """It is a ConfigurationError with the reason, after one attempt and without a wait."""
    async with Client(credentials, session=source, clock=clock) as ra:
        error = await error_of(ra.get_achievement_distribution(1))
    assert isinstance(error, ConfigurationError)
    assert error.message == message
    assert (ra.stats.attempts, clock.sleeps) == (1, [])
    assert_unseen(canary, everything_shown_by(error))


@pytest.fixture
async def server() -> AsyncIterator[FaultServer]:
    """A server that is well."""
    async with FaultServer(answer()) as server:
        yield server


Act = Callable[[], Awaitable[None]]
"""The code of a program that runs within a request."""


class Connector(aiohttp.TCPConnector):
    """A connector of a program, which acts before it connects."""

    def __init__(self, act: Act) -> None:
        super().__init__()
        self._act = act

    async def connect(self, *args: Any, **options: Any) -> Any:
        """Act, and connect."""
        await self._act()
        return await super().connect(*args, **options)


def _through_connector(act: Act) -> aiohttp.ClientSession:
    return aiohttp.ClientSession(connector=Connector(act))


def _through_middleware(act: Act) -> aiohttp.ClientSession:
    async def middleware(request: Any, handler: Any) -> Any:
        await act()
        return await handler(request)

    return aiohttp.ClientSession(middlewares=[middleware])


Session = Callable[[Act], aiohttp.ClientSession]

within = pytest.mark.parametrize(
    "session_of", [_through_connector, *([_through_middleware] if hasattr(aiohttp, "ClientHandlerType") else [])]
)
"""Each place where a program's code runs within a request; releases before aiohttp 3.12 know no middleware."""


@within
@pytest.mark.parametrize("problem", [RuntimeError("Session is closed"), KeyError("x"), TypeError("x"), ValueError("x")])
async def test_code_within_a_request_that_raises_is_told_once(
    session_of: Session, problem: Exception, server: FaultServer, credentials: Credentials, clock: FakeClock
) -> None:
    """A fault of a connector or a middleware is the program's, whatever its words, and not a closed client."""

    async def fail() -> None:
        raise problem

    async with session_of(fail) as session:
        ra = Client(credentials, base_url=server.url, session=session, clock=clock)
        with pytest.raises(ConfigurationError, match=type(problem).__name__) as caught:
            await ra.get_achievement_distribution(1)
    assert (caught.value.attempts, server.requests) == (1, [])


@within
async def test_code_within_a_request_that_meets_the_network_is_tried_again(
    session_of: Session, server: FaultServer, credentials: Credentials, running_clock: FakeClock
) -> None:
    """An OSError of a connector or a middleware is a fault of the network like any other."""
    tries = 0

    async def stumble() -> None:
        nonlocal tries
        tries += 1
        if tries == 1:
            raise OSError("no route")

    async with session_of(stumble) as session:
        ra = Client(credentials, base_url=server.url, session=session, clock=running_clock)
        assert (await ra.get_achievement_distribution(1))[1] == 5
    assert tries == 2


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
async def test_basic_auth_beside_the_key_in_the_header_is_told_once(
    server: FaultServer, credentials: Credentials, clock: FakeClock
) -> None:
    """A session that says who it is cannot carry the key as well: a ConfigurationError, at once."""
    async with aiohttp.ClientSession(auth=aiohttp.BasicAuth("me", "password")) as session:
        ra = Client(credentials, base_url=server.url, session=session, key_in="header", clock=clock)
        with pytest.raises(ConfigurationError) as caught:
            await ra.get_achievement_distribution(1)
    assert (caught.value.attempts, clock.sleeps) == (1, [])


@within
async def test_session_that_is_closed_during_the_call_is_told_as_closed(
    session_of: Session, credentials: Credentials
) -> None:
    """A RuntimeError of a session that is closed by then is `ClientClosed`."""

    async def close_it() -> None:
        await session.close()
        raise RuntimeError("Session is closed")

    async with session_of(close_it) as session:
        ra = Client(credentials, base_url="http://127.0.0.1:9", session=session)
        with pytest.raises(ClientClosed):
            await ra.get_achievement_distribution(1)


async def test_compressed_answer_is_read_through_a_session_that_leaves_it_packed(credentials: Credentials) -> None:
    """`auto_decompress=False` of a borrowed session is of no concern to the client."""
    packed = body_answer(gzip.compress(b'{"1": 5}'), 200, Content_Encoding="gzip")
    async with FaultServer(packed) as server, aiohttp.ClientSession(auto_decompress=False) as session:
        ra = Client(credentials, base_url=server.url, session=session)
        assert (await ra.get_achievement_distribution(1))[1] == 5


@pytest.mark.parametrize("key", ["schlüssel-ü", "ключ-ключ", "鍵鍵鍵鍵"])
@pytest.mark.parametrize("kind", ["aiohttp", "httpx2"])
async def test_key_and_user_agent_beyond_ascii_arrive(kind: str, key: str, server: FaultServer) -> None:
    """In a header they arrive as UTF-8 through both transports, in one attempt."""
    transport = Httpx2Transport() if kind == "httpx2" else None
    options: dict[str, Any] = {"transport": transport, "user_agent": "Jörg's bot/1.0", "key_in": "header"}
    async with Client(Credentials("Jörg", key), base_url=server.url, **options) as ra:
        await ra.get_achievement_distribution(1)
        if transport is not None:
            await transport.aclose()
    (request,) = server.requests
    assert request.headers["authorization"] == f"Bearer {key}"
    assert request.headers["user-agent"].endswith(" Jörg's bot/1.0")
    assert ra.stats.attempts == 1


async def test_server_that_is_not_there_is_still_the_networks_fault(
    credentials: Credentials, running_clock: FakeClock
) -> None:
    """A borrowed session does not make a refused connection a mistake of the program."""
    async with aiohttp.ClientSession() as session:
        ra = Client(credentials, base_url="http://127.0.0.1:9", session=session, clock=running_clock)
        with pytest.raises(ConnectionFailed) as caught:
            await ra.get_achievement_distribution(1)
    assert caught.value.attempts == 4


async def test_cancelled_call_of_a_callable_that_waits_is_cancelled(credentials: Credentials) -> None:
    """A callable that raises a cancellation is no ConfigurationError."""
    ra = Client(credentials, session=_raises_cancellation)
    call = asyncio.ensure_future(ra.get_achievement_distribution(1))
    await asyncio.wait({call})
    assert call.cancelled()


def _raises_cancellation() -> Any:
    raise asyncio.CancelledError
