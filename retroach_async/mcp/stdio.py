"""The protocol over standard input and standard output."""

from __future__ import annotations

import asyncio
import os
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager, suppress
from typing import Any, TextIO, cast

from anyio import BrokenResourceError, wrap_file
from mcp.server.lowlevel import Server
from mcp.server.stdio import stdio_server

_CHUNK = 2**16


class Lines:
    """The lines that arrive at a file descriptor, until its end or until `end` is called.

    A thread reads them. Nothing can wake a thread that waits for input, so it is a daemon, for which a process that
    was told to end does not wait; and it takes no lock, such as that of `sys.stdin`, into the end of the process.
    """

    def __init__(self, descriptor: int = 0) -> None:
        self._descriptor = descriptor
        self._lines = asyncio.Queue[str | None]()
        self._is_over = False
        self._loop = asyncio.get_running_loop()
        threading.Thread(target=self._read, name="retroach stdin", daemon=True).start()

    def end(self) -> None:
        """End now; what has arrived and was not taken is dropped."""
        self._is_over = True
        self._lines.put_nowait(None)

    async def __aiter__(self) -> AsyncIterator[str]:
        while (line := await self._lines.get()) is not None and not self._is_over:
            yield line

    def _read(self) -> None:
        rest = b""
        with suppress(OSError):
            while chunk := os.read(self._descriptor, _CHUNK):
                *whole, rest = (rest + chunk).split(b"\n")
                for line in whole:
                    self._put(line.decode(errors="replace"))
        if rest:
            self._put(rest.decode(errors="replace"))
        self._put(None)

    def _put(self, line: str | None) -> None:
        with suppress(RuntimeError):  # the event loop is closed
            self._loop.call_soon_threadsafe(self._lines.put_nowait, line)


async def serve_stdio(server: Server[Any], lines: Lines) -> None:
    """Serve one host until its lines end, or until it reads no more.

    While this runs, what anything else prints on standard output goes to standard error.
    """
    with _answers() as answers:
        try:
            async with stdio_server(stdin=cast("Any", lines), stdout=wrap_file(answers)) as (read, write):
                await server.run(read, write, server.create_initialization_options())
        except* (BrokenPipeError, BrokenResourceError):
            pass  # the host is gone


@contextmanager
def _answers() -> Iterator[TextIO]:
    """Standard output, for the protocol alone.

    It is closed here and not by the SDK, whose file complains when the process ends of what a host that is gone has
    not read.
    """
    descriptor = os.dup(1)
    try:
        os.dup2(2, 1)
    except OSError:  # standard error is closed
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    file = os.fdopen(descriptor, "w", encoding="utf-8", newline="\n")
    try:
        yield file
    finally:
        os.dup2(descriptor, 1)
        with suppress(OSError):
            file.close()
