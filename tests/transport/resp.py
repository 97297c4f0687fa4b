"""A Redis on this machine: a server whose commands a `FakeServer` carries out, and whose clock a test sets."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from secrets import token_hex
from typing import Any

from fakeredis import FakeAsyncRedis, FakeServer
from redis.exceptions import NoScriptError

from retroach_async import SharedAnswer, SharedLimit

PASSWORD = "PasswordThatMustNotBeSeen3K9"


class ServerTime:
    """A clock that stands in for the module `time` where a fake server looks at its clock."""

    def __init__(self) -> None:
        self.now = 1_700_000_000.0

    def time(self) -> float:
        """Unix seconds."""
        return self.now


class RespServer:
    """Speaks as much of the protocol as the library needs, and can keep silent."""

    def __init__(self, data: FakeServer) -> None:
        self._redis = FakeAsyncRedis(server=data)
        self._serving: dict[asyncio.Task[Any], asyncio.StreamWriter] = {}
        self._news = asyncio.Event()
        self.heard: list[list[bytes]] = []
        """Every command, in order."""
        self.url = ""
        self.hang_ups = 0
        """The number of coming commands that are answered by closing the connection."""
        self.answering = asyncio.Event()
        self.answering.set()

    @property
    def connections(self) -> int:
        """The number of connections that there are now."""
        return len(self._serving)

    def scripts(self) -> list[bytes]:
        """The commands that ran a script, or wanted to."""
        return [command[0] for command in self.heard if command[0].startswith(b"EVAL")]

    async def hears(self) -> None:
        """Wait for the next command."""
        self._news.clear()
        await self._news.wait()

    async def disconnect(self) -> None:
        """Close every connection, as a restart does."""
        for writer in self._serving.values():
            writer.close()
        if self._serving:
            await asyncio.wait(list(self._serving))

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer one connection until it ends."""
        task = asyncio.current_task()
        assert task is not None
        self._serving[task] = writer
        try:
            while line := await reader.readline():
                command = []
                for _ in range(int(line[1:])):
                    size = int((await reader.readline())[1:])
                    command.append((await reader.readexactly(size + 2))[:-2])
                self.heard.append(command)
                self._news.set()
                await self.answering.wait()
                if self.hang_ups:
                    self.hang_ups -= 1
                    break
                writer.write(await self._answer(command))
                await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError):
            pass  # the other side has gone
        finally:
            del self._serving[task]
            writer.close()

    async def aclose(self) -> None:
        """Let go of everything."""
        self.answering.set()
        await self.disconnect()
        await self._redis.aclose()

    async def _answer(self, command: list[bytes]) -> bytes:
        if command[0] == b"AUTH" and command[1:] != [PASSWORD.encode()]:
            return b"-WRONGPASS invalid\r\n"
        if not command[0].startswith(b"EVAL"):
            return b"+OK\r\n"
        try:
            return encoded(await self._redis.execute_command(*command))
        except NoScriptError:
            return b"-NOSCRIPT No matching script.\r\n"


NAME = "v1:fingerprint"


async def take(
    limit: SharedLimit, requests: int = 3, seconds: float = 10.0, *, permit: str = "", restart: bool = False
) -> SharedAnswer:
    """Ask for a permit."""
    return await limit.take(NAME, permit or token_hex(8), requests, seconds, restart=restart)


async def use(limit: SharedLimit, requests: int = 3, seconds: float = 10.0) -> SharedAnswer:
    """Ask for a permit, and give it back at once if there is one, as for a request that is answered at once."""
    permit = token_hex(8)
    answer = await take(limit, requests, seconds, permit=permit)
    if not answer.wait:
        await limit.give_back(NAME, [permit])
    return answer


def encoded(value: Any) -> bytes:
    """A value of a script as the protocol has it."""
    if value is None:
        return b"$-1\r\n"
    if isinstance(value, int):
        return b":%d\r\n" % value
    return b"*%d\r\n" % len(value) + b"".join(encoded(item) for item in value)


@asynccontextmanager
async def listening(data: FakeServer) -> AsyncIterator[RespServer]:
    """A server as long as the block lasts; nobody may be connected at its end."""
    resp = RespServer(data)
    server = await asyncio.start_server(resp.serve, "127.0.0.1")
    host, port = server.sockets[0].getsockname()
    resp.url = f"redis://:{PASSWORD}@{host}:{port}/0"
    try:
        yield resp
        for _ in range(50):
            if resp.connections:
                await asyncio.sleep(0.01)
        assert resp.connections == 0
    finally:
        server.close()
        await resp.aclose()
        await server.wait_closed()


@asynccontextmanager
async def old_server() -> AsyncIterator[RespServer]:
    """A server that anybody may connect to, and that has forgotten nothing for long."""
    data = FakeServer()
    async with FakeAsyncRedis(server=data) as redis:
        await redis.hset("{retroach_async}", mapping={"run": "untold", "since": 1, "last": 1})
    async with listening(data) as resp:
        yield resp
