"""A server of raw sockets, because a proper HTTP server refuses to do what is asked of it here."""

from __future__ import annotations

import asyncio
import contextlib
import json
import socket
import ssl
import struct
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, Self
from urllib.parse import parse_qs, urlsplit

from attrs import field, frozen


@frozen
class Received:
    """A request as it came over the wire."""

    target: str
    """Path and query, as they stand in the first line."""
    headers: Mapping[str, str] = field(factory=dict)
    """The headers, by lower-case name."""

    @property
    def path(self) -> str:
        """The path without the query."""
        return urlsplit(self.target).path

    @property
    def params(self) -> dict[str, str]:
        """The decoded parameters of the query."""
        return {name: texts[0] for name, texts in parse_qs(urlsplit(self.target).query, strict_parsing=True).items()}


@frozen
class Exchange:
    """One request and the connection on which to misbehave."""

    request: Received
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    async def say(self, *parts: bytes) -> None:
        """Send some bytes."""
        self.writer.write(b"".join(parts))
        await self.writer.drain()

    async def hang(self) -> None:
        """Say nothing until the client goes away."""
        with contextlib.suppress(ConnectionError):
            await self.reader.read()

    def hang_up(self) -> None:
        """Close the connection in an orderly way."""
        self.writer.close()

    def reset(self) -> None:
        """Close the connection with a RST."""
        connection: socket.socket = self.writer.get_extra_info("socket")
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.writer.transport.abort()


Behaviour = Callable[[Exchange], Awaitable[None]]
"""The reaction of the server to one request. When it leaves the connection open, the next request may come on it."""


class FaultServer:
    """Answers each request with the next behaviour of its script, the last one for ever.

        async with FaultServer(answer(503), answer(200, {"1": 5})) as server:
            ...server.url, server.requests

    `by_path` holds a script for each path that has its own.
    """

    def __init__(
        self,
        *script: Behaviour,
        by_path: Mapping[str, Sequence[Behaviour]] | None = None,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self._scripts = {path: list(behaviours) for path, behaviours in (by_path or {}).items()}
        self._script = list(script)
        self._tls = tls
        self._server: asyncio.Server | None = None
        self._open: set[asyncio.Task[None]] = set()
        self._news = asyncio.Condition()
        self.requests: list[Received] = []
        """Every request, in order."""
        self.connections = 0
        """The number of connections that were made."""

    @property
    def port(self) -> int:
        """The port on which it listens."""
        assert self._server is not None
        port: int = self._server.sockets[0].getsockname()[1]
        return port

    @property
    def url(self) -> str:
        """Its address, without a slash at the end."""
        return f"{'https' if self._tls else 'http'}://127.0.0.1:{self.port}"

    async def received(self, count: int) -> None:
        """Wait until so many requests have come since the beginning."""
        async with self._news:
            await self._news.wait_for(lambda: len(self.requests) >= count)

    async def everybody_gone(self) -> bool:
        """True if every connection is closed by now, or within a second."""
        if self._open:
            await asyncio.wait(self._open, timeout=1)
        return not self._open

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0, ssl=self._tls)
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._server is not None
        self._server.close()
        for task in self._open:
            task.cancel()
        if self._open:
            await asyncio.wait(self._open)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._open.add(task)
        task.add_done_callback(self._open.discard)
        self.connections += 1
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            while not writer.is_closing():
                start = await reader.readexactly(1)
                if start == b"\x16":  # somebody who believes that this is a port with TLS
                    writer.write(head(400, 0))
                    break
                request = _received(start + await reader.readuntil(b"\r\n\r\n"))
                self.requests.append(request)
                async with self._news:
                    self._news.notify_all()
                await self._behaviour(request)(Exchange(request, reader, writer))
        if self._tls is not None:
            writer.transport.abort()  # no farewell to somebody who may have gone without one
        writer.close()
        with contextlib.suppress(ConnectionError, ssl.SSLError, asyncio.CancelledError):
            await writer.wait_closed()

    def _behaviour(self, request: Received) -> Behaviour:
        script = self._scripts.get(request.path, self._script)
        return script.pop(0) if len(script) > 1 else script[0]


def _received(head: bytes) -> Received:
    first, *lines = head.decode().split("\r\n")
    pairs = (line.partition(":") for line in lines if line)
    return Received(first.split(" ")[1], {name.lower(): text.strip() for name, _, text in pairs})


# Behaviours from which the faults are made


def head(status: int, length: int | None, **headers: str) -> bytes:
    """The head of an answer; underscores in the names of headers are dashes."""
    lines = [f"HTTP/1.1 {status} Whatever", *(f"{name.replace('_', '-')}: {text}" for name, text in headers.items())]
    if length is not None:
        lines.append(f"Content-Length: {length}")
    return "\r\n".join([*lines, "", ""]).encode()


def answer(status: int = 200, payload: Any = None, **headers: str) -> Behaviour:
    """A proper answer with some JSON; the connection stays open."""
    body = json.dumps({"1": 5, "2": 3} if payload is None and status == 200 else payload).encode()
    return body_answer(body, status, **headers)


def body_answer(body: bytes, status: int = 200, **headers: str) -> Behaviour:
    """A proper answer with any body; the connection stays open."""
    named = {"Content_Type": "application/json"} | headers

    async def behave(exchange: Exchange) -> None:
        await exchange.say(head(status, len(body), **named), body)

    return behave


def page_answer(text: str, status: int = 200, **headers: str) -> Behaviour:
    """A page for people."""
    return body_answer(text.encode(), status, **{"Content_Type": "text/html; charset=UTF-8"} | headers)


def raw(*parts: bytes) -> Behaviour:
    """Any bytes, and then the connection is closed."""

    async def behave(exchange: Exchange) -> None:
        await exchange.say(*parts)
        exchange.hang_up()

    return behave


def surplus_later(body: bytes, surplus: bytes) -> Behaviour:
    """A proper answer with some JSON, and a moment later bytes that belong to nothing."""

    async def behave(exchange: Exchange) -> None:
        await exchange.say(head(200, len(body), Content_Type="application/json"), body)
        await asyncio.sleep(0.005)
        await exchange.say(surplus)

    return behave


def raw_then_reset(*parts: bytes) -> Behaviour:
    """Any bytes, and then a RST."""

    async def behave(exchange: Exchange) -> None:
        if parts:
            await exchange.say(*parts)
        exchange.reset()

    return behave


def raw_then_silence(*parts: bytes) -> Behaviour:
    """Any bytes, and then nothing more."""

    async def behave(exchange: Exchange) -> None:
        await exchange.say(*parts)
        await exchange.hang()

    return behave


def dripping(start: bytes, drop: bytes, seconds: float) -> Behaviour:
    """Some bytes at once, and then the same few again and again, never ending."""

    async def behave(exchange: Exchange) -> None:
        await exchange.say(start)
        gone = asyncio.ensure_future(exchange.hang())
        while not gone.done():
            await exchange.say(drop)
            await asyncio.wait({gone}, timeout=seconds)

    return behave


async def echo(exchange: Exchange) -> None:
    """Repeat everything that was sent, in an error that is JSON."""
    headers = "; ".join(f"{name}: {text}" for name, text in exchange.request.headers.items())
    body = json.dumps({"message": f"bad request: {exchange.request.target}; {headers}"}, ensure_ascii=False).encode()
    await exchange.say(head(400, len(body), Content_Type="application/json"), body)
