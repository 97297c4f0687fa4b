"""A server that does next to nothing, in a process of its own, so that what is measured is the client."""

from __future__ import annotations

import asyncio
import contextlib
import json
import multiprocessing
from collections.abc import Iterator

BODY = json.dumps({str(count): 7 * count for count in range(1, 58)}, separators=(",", ":")).encode()
"""A distribution of 57 achievements, about the average size of a set."""

ANSWER = (
    b"HTTP/1.1 200 OK\r\n"
    b"Date: Sun, 22 Nov 2026 12:00:00 GMT\r\n"
    b"Content-Type: application/json\r\n"
    b"Content-Length: %d\r\n"
    b"Connection: keep-alive\r\n"
    b"Cache-Control: no-cache, private\r\n"
    b"Strict-Transport-Security: max-age=15552000\r\n"
    b"Vary: Accept-Encoding\r\n"
    b"X-Content-Type-Options: nosniff\r\n"
    b"X-Frame-Options: SAMEORIGIN\r\n"
    b"Server: cloudflare\r\n"
    b"CF-Cache-Status: DYNAMIC\r\n"
    b"CF-RAY: 8f0000000000-FRA\r\n"
    b"\r\n%b"
) % (len(BODY), BODY)


class _Echo(asyncio.Protocol):
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        assert isinstance(self._transport, asyncio.Transport)
        self._transport.write(ANSWER * data.count(b"\r\n\r\n"))


def _serve(port: multiprocessing.SimpleQueue[int]) -> None:
    async def serve() -> None:
        server = await asyncio.get_running_loop().create_server(_Echo, "127.0.0.1", 0)
        port.put(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    asyncio.run(serve())


@contextlib.contextmanager
def running() -> Iterator[str]:
    """The address of the server, as long as the block lasts."""
    context = multiprocessing.get_context("spawn")
    port: multiprocessing.SimpleQueue[int] = context.SimpleQueue()
    process = context.Process(target=_serve, args=(port,), daemon=True)
    process.start()
    try:
        yield f"http://127.0.0.1:{port.get()}/API"
    finally:
        process.terminate()
        process.join()
