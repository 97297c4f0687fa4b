"""Sending with httpx2, for programs that have it already: `Client(transport=Httpx2Transport())`.

It uses httpx2's own transport rather than its client, because the client logs every URL, and so V1's key, at
INFO, follows cookies, and may follow redirects.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
import ssl
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import httpx2
from attrs import evolve

from retroach_async.errors import ClientClosed, ConfigurationError, ConnectionFailed, DecodeError, TimedOut, TlsFailed
from retroach_async.finish import finish
from retroach_async.query import Reply
from retroach_async.transport.leakproof import LeakproofTransport, SendFailure, SendFailures, failure_of
from retroach_async.transport.protocol import Request, Timeouts
from retroach_async.transport.redaction import Redaction

_UNKEPT_HEADERS = ("location", "set-cookie")
_LOGGERS = (
    "httpcore2.connection",
    "httpcore2.http11",
    "httpcore2.http2",
    "httpcore2.proxy",
    "httpcore2.socks",
    "httpx2",
)
"""The loggers that tell the headers of answers at DEBUG, and so an address in which a server repeats the key."""


class Httpx2Transport(LeakproofTransport):
    """Sends through an `httpx2.AsyncBaseTransport`: one of its own, or a borrowed one, which is never closed.

    `connections` is how many it opens at most, or how many the borrowed one may open.
    """

    def __init__(
        self,
        transport: httpx2.AsyncBaseTransport | None = None,
        *,
        timeouts: Timeouts = Timeouts(),
        max_body_bytes: int = 32 * 2**20,
        connections: int = 100,
    ) -> None:
        super().__init__(connections)
        self._redaction = Redaction(*_LOGGERS)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._owned: httpx2.AsyncHTTPTransport | None = None
        self._making = asyncio.Lock()
        self._transport = transport
        self._max_body_bytes = max_body_bytes
        self._limits = httpx2.Limits(max_connections=connections, max_keepalive_connections=connections)
        # How long an exchange may take is the tower's business, for every transport alike.
        self._timeout = httpx2.Timeout(None, connect=timeouts.connect).as_dict()

    @property
    def _kind(self) -> str:
        return "own transport" if self._transport is None else "borrowed transport"

    async def aclose(self) -> None:
        """Close what is our own, however often this is cancelled."""
        self._closed = True
        await finish(self._close())

    async def _close(self) -> None:
        owned, self._owned = self._owned, None
        if owned is not None:
            with contextlib.suppress(RuntimeError):  # its event loop is gone, and so are its connections
                await owned.aclose()

    async def _own_transport(self) -> httpx2.AsyncBaseTransport:
        """Made at the first request, because reading the certificates takes a while."""
        loop = asyncio.get_running_loop()
        if self._loop is not loop:
            self._loop, self._making = loop, asyncio.Lock()
            await self._close()
        async with self._making:
            if self._owned is None:
                trusted = await _trusted()
                if self._closed:
                    raise _ClosedMeanwhile
                self._owned = httpx2.AsyncHTTPTransport(verify=trusted, limits=self._limits, trust_env=False)
            return self._owned

    async def _attempt(self, request: Request) -> Reply | SendFailure:
        try:
            address, text, secret_headers = request.reveal()
            headers = {**request.site.headers, "Accept-Encoding": "gzip, deflate", **secret_headers}
            asked = httpx2.Request(
                "GET",
                f"{address}?{text}" if text else address,
                # Encoded here, because the library refuses what is not ASCII.
                headers=[(name.encode(), value.encode()) for name, value in headers.items()],
                extensions={"timeout": self._timeout},
            )
            transport = self._transport or await self._own_transport()
            with self._redaction.of(*request.secrets):
                response = await transport.handle_async_request(asked)
                try:
                    chunks, size = [], 0
                    async for chunk in response.aiter_bytes():
                        chunks.append(chunk)
                        size += len(chunk)
                        if size > self._max_body_bytes:  # counted after decompression
                            return SendFailure(DecodeError, f"the answer is larger than {self._max_body_bytes} bytes")
                finally:
                    await response.aclose()
            kept = {name.lower(): value for name, value in response.headers.items()}
            for name in _UNKEPT_HEADERS:
                kept.pop(name, None)
            return Reply(response.status_code, kept, b"".join(chunks))
        except _ClosedMeanwhile:
            return SendFailure(ClientClosed, "the transport was closed meanwhile")
        except Exception as problem:  # noqa: BLE001  any exception of httpx2 holds the request, and so the URL
            return _failure(problem, is_borrowed=self._transport is not None)


class _ClosedMeanwhile(Exception):
    """The transport was closed while it read the certificates."""


async def _trusted() -> ssl.SSLContext:
    """The certificates to trust, read in a thread that ends then; one of the event loop's own would stay."""
    thread = ThreadPoolExecutor(1, "retroach_async certificates")
    try:
        read = partial(httpx2.create_ssl_context, trust_env=False)
        return await asyncio.get_running_loop().run_in_executor(thread, read)
    finally:
        thread.shutdown(wait=False)


def _failure(problem: BaseException, *, is_borrowed: bool) -> SendFailure:
    """The meaning of an exception; httpx2 tells TLS and names apart only by the cause beneath."""
    beneath: BaseException | None = problem
    while beneath is not None:
        if isinstance(beneath, ssl.SSLError):
            return _CERTIFICATE if isinstance(beneath, ssl.SSLCertVerificationError) else _TLS
        if isinstance(beneath, socket.gaierror):
            return SendFailure(ConnectionFailed, "the host's name cannot be resolved")
        beneath = beneath.__cause__ or beneath.__context__
    failure = failure_of(problem, _FAILURES, is_borrowed=is_borrowed)
    if isinstance(problem, httpx2.RemoteProtocolError) and "without sending" in str(problem):
        return evolve(failure, is_unanswered=True)
    return failure


_CERTIFICATE = SendFailure(TlsFailed, "the server's certificate is not valid")
_TLS = SendFailure(TlsFailed, "TLS failed")

_FAILURES: SendFailures = {
    httpx2.ConnectTimeout: SendFailure(TimedOut, "the connection was not made in time"),
    httpx2.PoolTimeout: SendFailure(TimedOut, "no connection became free in time"),
    httpx2.TimeoutException: SendFailure(TimedOut, "the server kept silent too long"),
    httpx2.ProxyError: SendFailure(ConnectionFailed, "the proxy refused the connection"),
    httpx2.ConnectError: SendFailure(ConnectionFailed, "the connection was refused"),
    httpx2.DecodingError: SendFailure(ConnectionFailed, "the body is incomplete or cannot be decompressed"),
    httpx2.RemoteProtocolError: SendFailure(ConnectionFailed, "the answer is incomplete or not valid HTTP"),
    httpx2.NetworkError: SendFailure(ConnectionFailed, "the connection was reset", True),
    httpx2.UnsupportedProtocol: SendFailure(ConfigurationError, "the address is not valid"),
    httpx2.InvalidURL: SendFailure(ConfigurationError, "the address is not valid"),
}
