"""Servers that are hard to reach, and the transports that try."""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import UTC, datetime
from functools import cache

import aiohttp
import httpx2
import trustme
from attrs import evolve, frozen

from retroach_async import Timeouts, Transport
from retroach_async.transport.aiohttp import AiohttpTransport
from retroach_async.transport.httpx2 import Httpx2Transport
from tests.faults.fault import Fault, Place
from tests.faults.server import FaultServer

PROXY_PASSWORD = "CanaryPasswordOfTheProxy"
"""A password that must not be seen either."""


@frozen(kw_only=True)
class Needs:
    """The abilities that a transport must have to reach a server."""

    timeouts: Timeouts
    max_body_bytes: int
    tls: ssl.SSLContext | None = None
    """Whom to trust; None for the machine's own list."""
    proxy: str | None = None
    connections: int = 100
    """The number of connections that there may be at a time."""


@frozen
class Reached:
    """A place that was made."""

    url: str
    """The address at which the client must look for it."""
    needs: Needs
    server: FaultServer | None
    """The server that listens there, if there is one."""


@cache
def _authority() -> trustme.CA:
    return trustme.CA()


def _server_side(*identities: str, until: datetime | None = None) -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    _authority().issue_cert(*identities, not_after=until).configure_cert(context)
    return context


def _client_side() -> ssl.SSLContext:
    context = ssl.create_default_context()
    _authority().configure_trust(context)
    return context


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@asynccontextmanager
async def _blackhole() -> AsyncIterator[int]:
    """A port whose queue of new connections is full, so that it answers no more."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        queue = [socket.socket() for _ in range(3)]
        for waiting in queue:
            waiting.setblocking(False)
            waiting.connect_ex(listener.getsockname())
        try:
            yield listener.getsockname()[1]
        finally:
            for waiting in queue:
                waiting.close()


@asynccontextmanager
async def reached(fault: Fault) -> AsyncIterator[Reached]:
    """The place of a fault, with the fault's server in it."""
    needs = Needs(timeouts=fault.timeouts, max_body_bytes=fault.max_body_bytes)
    place, past = fault.place, datetime(2020, 1, 1, tzinfo=UTC)
    if place is Place.NOWHERE:
        yield Reached(f"http://127.0.0.1:{_free_port()}", needs, None)
    elif place is Place.NAMELESS:
        yield Reached("https://no-such-host.example", needs, None)
    elif place is Place.BLACKHOLE:
        async with _blackhole() as port:
            yield Reached(f"http://127.0.0.1:{port}", needs, None)
    elif place is Place.BEHIND_NO_PROXY:
        proxy = f"http://user:{PROXY_PASSWORD}@127.0.0.1:{_free_port()}"
        yield Reached("https://127.0.0.1:9", evolve(needs, proxy=proxy), None)
    else:
        tls = {
            Place.BEHIND_TLS: lambda: _server_side("127.0.0.1"),
            Place.UNTRUSTED: lambda: _server_side("127.0.0.1"),
            Place.MISNAMED: lambda: _server_side("example.org"),
            Place.EXPIRED: lambda: _server_side("127.0.0.1", until=past),
        }.get(place, lambda: None)()
        trusted = _client_side() if tls and place is not Place.UNTRUSTED else None
        async with FaultServer(*fault.script, tls=tls) as server:
            url, proxy = server.url, None
            if place is Place.WITHOUT_TLS:
                url = url.replace("http:", "https:")
            if place is Place.BEHIND_PROXY:
                url, proxy = "https://127.0.0.1:9", f"http://user:{PROXY_PASSWORD}@127.0.0.1:{server.port}"
            yield Reached(url, evolve(needs, tls=trusted, proxy=proxy), server)


@asynccontextmanager
async def _with_aiohttp(needs: Needs) -> AsyncIterator[Transport]:
    timeouts, most = needs.timeouts, needs.max_body_bytes
    if needs.tls is None and needs.proxy is None:
        transport = AiohttpTransport(timeouts=timeouts, max_body_bytes=most, connections=needs.connections)
        yield transport
        await transport.aclose()
        return
    connector = aiohttp.TCPConnector(ssl=needs.tls or True)
    async with aiohttp.ClientSession(connector=connector, proxy=needs.proxy) as session:
        yield AiohttpTransport(session, timeouts=timeouts, max_body_bytes=most)


@cache
def _machines_list() -> ssl.SSLContext:
    return ssl.create_default_context()


@asynccontextmanager
async def _with_httpx2(needs: Needs) -> AsyncIterator[Transport]:
    # Always lent, because making a list of whom to trust takes longer than all the rest.
    verify, limits = needs.tls or _machines_list(), httpx2.Limits(max_connections=needs.connections)
    async with httpx2.AsyncHTTPTransport(verify=verify, trust_env=False, proxy=needs.proxy, limits=limits) as lent:
        options = {"max_body_bytes": needs.max_body_bytes, "connections": needs.connections}
        yield Httpx2Transport(lent, timeouts=needs.timeouts, **options)


TRANSPORTS: dict[str, Callable[[Needs], AbstractAsyncContextManager[Transport]]] = {
    "aiohttp": _with_aiohttp,
    "httpx2": _with_httpx2,
}
"""Every transport that there is, under the same suite."""


def unresolvable(*_: object, **__: object) -> asyncio.Future[object]:
    """The failure that an event loop's `getaddrinfo` gives for an unknown name, without asking the network."""
    failure: asyncio.Future[object] = asyncio.get_running_loop().create_future()
    failure.set_exception(socket.gaierror(socket.EAI_NONAME, "Name or service not known"))
    return failure
