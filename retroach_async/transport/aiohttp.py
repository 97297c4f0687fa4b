"""Sending with aiohttp: the only module that speaks HTTP as a client.

aiohttp's exceptions, reprs and frames hold the URL, and so the key. Therefore the function that calls
aiohttp never raises: it returns a `_Fault`, and the one around it raises our own error, outside any
``except``, so that no context, cause, frame or local of aiohttp is left on it.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Callable, Mapping

import aiohttp
from attrs import frozen
from yarl import URL

from retroach_async.errors import (
    ClientClosed,
    ConfigurationError,
    ConnectionFailed,
    DecodeError,
    RetroachError,
    TimedOut,
    TlsFailed,
)
from retroach_async.query import Api, Reply
from retroach_async.transport.protocol import Request, Timeouts

SessionSource = aiohttp.ClientSession | Callable[[], aiohttp.ClientSession]


@frozen
class _Fault:
    """Why there is no answer, without a trace of the exception that told it."""

    kind: type[RetroachError]
    reason: str


class AiohttpTransport:
    """Sends through a session of its own, made at the first request, or through a borrowed one.

    A borrowed session, or what a borrowed callable gives for each call, is used as it is: never closed
    and never reconfigured.
    """

    def __init__(
        self,
        session: SessionSource | None = None,
        *,
        timeouts: Timeouts = Timeouts(),
        max_body_bytes: int = 32 * 2**20,
        connections: int = 100,
    ) -> None:
        self._borrowed = (lambda: session) if isinstance(session, aiohttp.ClientSession) else session
        self._owned: dict[Api, aiohttp.ClientSession] = {}
        self._connector: aiohttp.TCPConnector | None = None
        self._closed = False
        self._max_body_bytes = max_body_bytes
        self._connections = connections
        # How long an exchange may take is the tower's business, for every transport alike.
        self._timeout = aiohttp.ClientTimeout(total=None, sock_connect=timeouts.connect)

    async def send(self, request: Request) -> Reply:
        """Send once and give the answer, whatever its status."""
        if self._closed:
            raise ClientClosed("the transport is closed")
        try:
            outcome = await self._attempt(request)
        except asyncio.CancelledError as cancelled:
            # The caller's own cancellation, unchanged but for the frames of aiohttp, which hold the URL.
            cancelled.__context__ = cancelled.__cause__ = None
            raise cancelled.with_traceback(None)  # noqa: B904  there is nothing to chain
        if isinstance(outcome, _Fault):
            raise outcome.kind(outcome.reason)
        return outcome

    async def aclose(self) -> None:
        """Close what is our own."""
        self._closed = True
        for session in self._owned.values():
            await session.close()
        self._owned.clear()
        if self._connector is not None:
            await self._connector.close()
            self._connector = None

    def _own_session(self, request: Request) -> aiohttp.ClientSession:
        """Our session for one API: it knows the site's headers, so that they are prepared once. Both share connections."""
        if self._connector is None:
            self._connector = aiohttp.TCPConnector(limit=self._connections)
        session = self._owned[request.query.api] = aiohttp.ClientSession(
            connector=self._connector,
            connector_owner=False,
            cookie_jar=aiohttp.DummyCookieJar(),
            headers=request.site.headers,
            timeout=self._timeout,
        )
        return session

    async def _attempt(self, request: Request) -> Reply | _Fault:
        """One exchange. Returns the reason instead of raising it: see the module's docstring."""
        try:
            address, text, headers = request.reveal()
            if self._borrowed is None:
                session = self._owned.get(request.query.api) or self._own_session(request)
            else:
                session = self._borrowed()
                headers = {**request.site.headers, **headers}
            if session.closed:
                return _Fault(ClientClosed, "the session is closed")
            response = await session.get(
                _url(address, text),
                headers=headers or None,
                allow_redirects=False,
                raise_for_status=False,
                timeout=self._timeout,
            )
            try:
                body = await self._read(response.content)
            except BaseException:
                response.close()
                raise
            if body is None:
                response.close()
                return _Fault(DecodeError, f"the answer is larger than {self._max_body_bytes} bytes")
            # Read to its end, the response has given its connection back.
            return Reply(response.status, _kept(response.headers), body)
        except Exception as problem:  # noqa: BLE001  any exception of aiohttp may hold the URL
            return _fault(problem)

    async def _read(self, content: aiohttp.StreamReader) -> bytes | None:
        """The body, or None when it is too large; counted after decompression."""
        chunks, size = [], 0
        while not content.at_eof():
            chunk = content.read_nowait() if content.is_eof() else await content.readany()
            chunks.append(chunk)
            size += len(chunk)
            if size > self._max_body_bytes:
                return None
        return chunks[0] if len(chunks) == 1 else b"".join(chunks)


def _url(address: str, text: str) -> URL:
    """Address and query as they are, without another look at what is encoded already; yarl remembers the address."""
    url = URL(address, encoded=True)
    if not text:
        return url
    return URL.build(scheme=url.scheme, authority=url.raw_authority, path=url.raw_path, query_string=text, encoded=True)


def _kept(headers: Mapping[str, str]) -> Mapping[str, str]:
    """The headers of a reply, which aiohttp finds in any case; an address may repeat the key, cookies are not kept."""
    if "Location" not in headers and "Set-Cookie" not in headers:
        return headers
    return {name.lower(): value for name, value in headers.items() if name.lower() not in ("location", "set-cookie")}


def _fault(problem: Exception) -> _Fault:
    """What an exception means, in words that are ours."""
    for kinds, fault in _FAULTS:
        if isinstance(problem, kinds):
            return fault
    return _Fault(ConnectionFailed, f"the exchange failed ({type(problem).__name__})")


_FAULTS: tuple[tuple[type[BaseException] | tuple[type[BaseException], ...], _Fault], ...] = (
    (aiohttp.ClientConnectorCertificateError, _Fault(TlsFailed, "the server's certificate is not valid")),
    ((aiohttp.ClientSSLError, ssl.SSLError), _Fault(TlsFailed, "TLS failed")),
    (
        (aiohttp.ClientProxyConnectionError, aiohttp.ClientHttpProxyError),
        _Fault(ConnectionFailed, "the proxy refused the connection"),
    ),
    (aiohttp.ClientConnectorDNSError, _Fault(ConnectionFailed, "the host's name cannot be resolved")),
    (aiohttp.ConnectionTimeoutError, _Fault(TimedOut, "the connection was not made in time")),
    (aiohttp.SocketTimeoutError, _Fault(TimedOut, "the server kept silent too long")),
    (TimeoutError, _Fault(TimedOut, "the exchange took too long")),
    (aiohttp.ClientConnectorError, _Fault(ConnectionFailed, "the connection was refused")),
    (aiohttp.ServerDisconnectedError, _Fault(ConnectionFailed, "the server closed the connection without an answer")),
    (aiohttp.ClientPayloadError, _Fault(ConnectionFailed, "the body is incomplete or cannot be decompressed")),
    (aiohttp.ClientResponseError, _Fault(ConnectionFailed, "the answer is not valid HTTP")),
    ((aiohttp.InvalidURL, aiohttp.NonHttpUrlClientError), _Fault(ConfigurationError, "the address is not valid")),
    (aiohttp.ClientOSError, _Fault(ConnectionFailed, "the connection was reset")),
    (RuntimeError, _Fault(ClientClosed, "the session or its event loop is closed")),
)
"""The most telling first."""
