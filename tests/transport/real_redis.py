"""A real Redis or Valkey, for the tests of what no imitation shows: a restart, a snapshot, a failover."""

from __future__ import annotations

import asyncio
import shutil
import socket
from pathlib import Path
from typing import Self

from redis.asyncio import Redis

from retroach_async import RedisLimit

SERVERS = [name for name in ("redis-server", "valkey-server") if shutil.which(name)]
"""The servers that are installed."""

_OPTIONS = ("--save", "", "--repl-diskless-sync-delay", "0")
"""No file unless a test wants one, and no wait before a replica gets everything."""


class RealRedis:
    """A server with its files in a folder of its own, as long as the block lasts."""

    def __init__(self, program: str, folder: Path, *options: str) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.url = f"redis://127.0.0.1:{self.port}"
        self._folder = folder
        self._command = [program, "--bind", "127.0.0.1", "--port", str(self.port), "--dir", str(folder), *_OPTIONS]
        self._options = options
        self._server: asyncio.subprocess.Process | None = None

    async def __aenter__(self) -> Self:
        self._folder.mkdir(exist_ok=True)
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.kill()

    async def start(self) -> None:
        """Start it with what is in its folder, and return when it accepts connections."""
        self._server = await asyncio.create_subprocess_exec(
            *self._command, *self._options, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL
        )
        assert self._server.stdout is not None
        async for line in self._server.stdout:
            if b"eady to accept connections" in line:
                return
        raise AssertionError("the server did not start")

    async def kill(self) -> None:
        """End it at once, as a crash does, unless that was done."""
        assert self._server is not None
        if self._server.returncode is None:
            self._server.kill()
            await self._server.communicate()

    def client(self) -> Redis:
        """A client of the library."""
        return Redis.from_url(self.url, protocol=2)

    async def age(self) -> None:
        """Have it believe that it remembers everything since long ago, so that no test waits for that."""
        async with self.client() as redis:
            info = await redis.info("server")
            await redis.hset("{retroach_async}", mapping={"run": info["run_id"], "since": 1, "last": 1})

    def limit(self) -> RedisLimit:
        """The shared limit of one more process."""
        return RedisLimit(self.url, processes=4)
