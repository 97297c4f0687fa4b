"""Sending with aiohttp: the only module that speaks HTTP with it as a client."""

from __future__ import annotations

import asyncio
import contextlib
import copy
import inspect
import ssl
import weakref
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any
from urllib.parse import parse_qsl
from weakref import WeakKeyDictionary

import aiohttp
from aiohttp.hdrs import LOCATION, SET_COOKIE
from yarl import URL

from retroach_async.errors import (
    ClientClosed,
    ConfigurationError,
    ConnectionFailed,
    DecodeError,
    TimedOut,
    TlsFailed,
)
from retroach_async.finish import finish
from retroach_async.query import Reply, make_reply
from retroach_async.transport.leakproof import LeakproofTransport, SendFailure, SendFailures, failure_of
from retroach_async.transport.protocol import Request, Timeouts
from retroach_async.transport.site import Site

SessionSource = aiohttp.ClientSession | Callable[[], aiohttp.ClientSession]


class AiohttpTransport(LeakproofTransport):
    """Sends through a session of its own, made at the first request, or through a borrowed one.

    A borrowed session, or what a borrowed callable gives for each call, is used as it is: never closed
    and never reconfigured. `connections` is how many of its own it opens at most.
    """

    def __init__(
        self,
        session: SessionSource | None = None,
        *,
        timeouts: Timeouts = Timeouts(),
        max_body_bytes: int = 32 * 2**20,
        connections: int = 100,
    ) -> None:
        super().__init__(connections if session is None else _connections_of(session))
        self._source = session
        self._owned: dict[Site, aiohttp.ClientSession] = {}
        self._connector: aiohttp.TCPConnector | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._borrowed: WeakKeyDictionary[aiohttp.ClientSession, aiohttp.ClientSession] = WeakKeyDictionary()
        self._max_body_bytes = max_body_bytes
        self._limit = connections
        # How long an exchange may take is the tower's business, for every transport alike.
        self._timeout = aiohttp.ClientTimeout(total=None, sock_connect=timeouts.connect)

    @property
    def _kind(self) -> str:
        return "own sessions" if self._source is None else "borrowed session"

    async def aclose(self) -> None:
        """Close what is our own, however often this is cancelled."""
        self._closed = True
        await finish(self._close())

    async def _close(self) -> None:
        sessions, connector = list(self._owned.values()), self._connector
        self._owned.clear()
        self._connector = None
        with contextlib.suppress(RuntimeError):  # their event loop is gone, and so are their connections
            for session in sessions:
                await session.close()
            if connector is not None:
                await connector.close()

    def _own_session(self, request: Request) -> aiohttp.ClientSession:
        """Our session for one site: it knows what to say to it, so that it is prepared once. All share connections."""
        if self._connector is None:
            self._connector = aiohttp.TCPConnector(limit=self._limit)
        session = self._owned[request.site] = aiohttp.ClientSession(
            connector=self._connector,
            connector_owner=False,
            cookie_jar=aiohttp.DummyCookieJar(),
            headers=request.site.headers,
            timeout=self._timeout,
        )
        return _sending_once(session)

    async def _forget_loop(self, loop: asyncio.AbstractEventLoop) -> None:
        """Close the sessions of an event loop that is gone; new ones are made in this one."""
        if self._loop is not None:
            await self._close()
        self._loop = loop

    def _session_of(self, source: SessionSource) -> Any:
        """A borrowed session, through a copy that sends once; the lender's own keeps its ways."""
        session: Any = source
        try:
            if not isinstance(source, aiohttp.ClientSession):
                session = source()
        except Exception as problem:  # noqa: BLE001  whatever the caller's own function raises
            return SendFailure(ConfigurationError, f"the session callable raised {type(problem).__name__}")
        if not hasattr(session, "get"):
            if inspect.iscoroutine(session):
                session.close()  # nobody will await it
            return SendFailure(ConfigurationError, f"the session callable gave {type(session).__name__}, not a session")
        if session.closed:
            return SendFailure(ClientClosed, "the session is closed")
        if not isinstance(session, aiohttp.ClientSession):
            return session  # a stand-in of somebody's tests
        if (ours := self._borrowed.get(session)) is None:
            ours = self._borrowed[session] = _sending_once(copy.copy(session))
            weakref.finalize(session, ours.detach)  # so that the copy does not complain of being left open
        return ours

    async def _attempt(self, request: Request) -> Reply | SendFailure:
        """One exchange. Returns the reason instead of raising it: see `leakproof.py`."""
        session: Any = None
        try:
            address, text, headers = request.reveal()
            if self._source is None:
                if self._loop is not (loop := asyncio.get_running_loop()):
                    await self._forget_loop(loop)
                session = self._owned.get(request.site) or self._own_session(request)
                # The coroutine function behind `get`, without the object that `get` makes. It is looked up each time,
                # because tests of programs replace it; where there is none, `get` does the same.
                send = getattr(session, "_request", None)
                get = session.get if send is None else partial(send, "GET")
            else:
                session = self._session_of(self._source)
                if isinstance(session, SendFailure):
                    return session
                get, headers = session.get, {**request.site.headers, **headers}
            response = await get(
                _url(address, text),
                headers=headers or None,
                allow_redirects=False,
                raise_for_status=False,
                auto_decompress=True,
                timeout=self._timeout,
            )
            content = response.content
            try:
                body = content.read_nowait() if content.is_eof() else await self._read(content)
            except BaseException:
                response.close()
                raise
            if len(body) > self._max_body_bytes:
                response.close()
                return SendFailure(DecodeError, f"the answer is larger than {self._max_body_bytes} bytes")
            # Read to its end, the response has given its connection back.
            return make_reply(response.status, _kept(response.headers), body)
        except Exception as problem:  # noqa: BLE001  any exception of aiohttp may hold the URL
            if isinstance(problem, RuntimeError) and (self._closed or _is_gone(session)):
                return SendFailure(ClientClosed, "the session or its event loop is closed")
            return failure_of(problem, _FAILURES, is_borrowed=self._source is not None)

    async def _read(self, content: aiohttp.StreamReader) -> bytes:
        """The body after decompression, or only its beginning when it is too large."""
        chunks, size = list[bytes](), 0
        while size <= self._max_body_bytes and not content.at_eof():
            chunks.append(await content.readany())
            size += len(chunks[-1])
        return b"".join(chunks)


def _sending_once(session: aiohttp.ClientSession) -> aiohttp.ClientSession:
    """The session, told to send each request once.

    Left to itself, aiohttp sends a GET a second time when a kept connection has ended: past the limit and every count.
    It has no public switch; where this one is unknown, nothing changes.
    """
    session._retry_connection = False
    return session


def _is_gone(session: Any) -> bool:
    """True for a session that is closed, or whose event loop is."""
    loop = getattr(session, "_loop", None)  # the public property is deprecated
    return bool(getattr(session, "closed", False)) or (loop is not None and loop.is_closed())


def _connections_of(session: SessionSource) -> int | None:
    """The number of connections of a borrowed session, when that can be known."""
    connector = session.connector if isinstance(session, aiohttp.ClientSession) else None
    return None if connector is None else connector.limit


def _url(address: str, text: str) -> URL:
    """Address and query. yarl remembers the address, but not the query: the key may be in it."""
    url = URL(address, encoded=True)
    if not text:
        return url
    return url.with_query(parse_qsl(text, keep_blank_values=True) if "%" in text else text)


def _kept(headers: Mapping[str, str]) -> Mapping[str, str]:
    """The headers of a reply, which aiohttp finds in any case; an address may repeat the key, cookies are not kept."""
    if LOCATION not in headers and SET_COOKIE not in headers:
        return headers
    return {name.lower(): value for name, value in headers.items() if name.lower() not in ("location", "set-cookie")}


_TLS = SendFailure(TlsFailed, "TLS failed")
_PROXY = SendFailure(ConnectionFailed, "the proxy refused the connection")
_ADDRESS = SendFailure(ConfigurationError, "the address is not valid")

_FAILURES: SendFailures = {
    aiohttp.ClientConnectorCertificateError: SendFailure(TlsFailed, "the server's certificate is not valid"),
    aiohttp.ClientSSLError: _TLS,
    ssl.SSLError: _TLS,
    aiohttp.ClientProxyConnectionError: _PROXY,
    aiohttp.ClientHttpProxyError: _PROXY,
    aiohttp.ClientConnectorDNSError: SendFailure(ConnectionFailed, "the host's name cannot be resolved"),
    aiohttp.ConnectionTimeoutError: SendFailure(TimedOut, "the connection was not made in time"),
    aiohttp.SocketTimeoutError: SendFailure(TimedOut, "the server kept silent too long"),
    TimeoutError: SendFailure(TimedOut, "the exchange took too long"),
    aiohttp.ClientConnectorError: SendFailure(ConnectionFailed, "the connection was refused"),
    aiohttp.ServerDisconnectedError: SendFailure(ConnectionFailed, "the server closed without an answer", True),
    aiohttp.ClientPayloadError: SendFailure(ConnectionFailed, "the body is incomplete or cannot be decompressed"),
    aiohttp.ClientResponseError: SendFailure(ConnectionFailed, "the answer is not valid HTTP"),
    aiohttp.InvalidURL: _ADDRESS,
    aiohttp.NonHttpUrlClientError: _ADDRESS,
    aiohttp.ClientOSError: SendFailure(ConnectionFailed, "the connection was reset", True),
}
