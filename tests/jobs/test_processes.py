"""Real processes that are killed at any moment."""

from __future__ import annotations

import asyncio
import json
import os
import random
import signal
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import web

from tests.jobs.conftest import names
from tests.jobs.worker import CONCURRENCY, KEY

ROOT = Path(__file__).parents[2]
COUNT, KILLS = 5000, 10


class Server:
    """A server of distributions that counts its requests."""

    def __init__(self) -> None:
        self.url = ""
        self.requests = 0
        self._awaited = 0
        self._is_reached = asyncio.Event()

    async def answer(self, request: web.BaseRequest) -> web.Response:
        """The distribution of a game, made of its id."""
        self.requests += 1
        if self.requests >= self._awaited:
            self._is_reached.set()
        game = int(request.query["i"])
        counts = {str(number): game % (number + 3) for number in range(1, game % 7 + 1)}
        return web.json_response(counts or [])

    async def after(self, requests: int) -> None:
        """Wait until there were so many requests."""
        self._awaited = requests
        self._is_reached.clear()
        await self._is_reached.wait()


@pytest.fixture
async def server() -> AsyncIterator[Server]:
    """A server that answers while the test waits."""
    server = Server()
    runner = web.ServerRunner(web.Server(server.answer))
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    server.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    yield server
    await runner.cleanup()


class Nursery:
    """A process that starts jobs."""

    def __init__(self, process: asyncio.subprocess.Process, server: Server) -> None:
        self._process = process
        self._server = server

    async def begin(self, file: Path) -> int:
        """Start a job; gives its process."""
        assert self._process.stdin
        self._process.stdin.write(f"{self._server.url} {COUNT} {file}\n".encode())
        return int((await self._line()).removeprefix("pid "))

    async def end(self) -> str:
        """The way in which the job ended."""
        return await self._line()

    async def _line(self) -> str:
        assert self._process.stdout
        return (await self._process.stdout.readline()).decode().strip()

    async def close(self) -> bytes:
        """What the jobs complained about."""
        return (await self._process.communicate(b""))[1]


async def nursery_for(server: Server) -> Nursery:
    """A nursery whose jobs ask a server."""
    pipe = asyncio.subprocess.PIPE
    program = (sys.executable, "-m", "tests.jobs.worker")
    return Nursery(
        await asyncio.create_subprocess_exec(*program, cwd=ROOT, stdin=pipe, stdout=pipe, stderr=pipe), server
    )


async def test_job_that_is_killed_ten_times_answers_each_key_once(server: Server, tmp_path: Path) -> None:
    """5,000 ids: each once in the end, as in a run without kills, for no more requests than were in flight."""
    file, undisturbed, chance = tmp_path / "killed.jsonl", tmp_path / "whole.jsonl", random.Random(20)
    nursery = await nursery_for(server)
    await nursery.begin(undisturbed)
    assert await nursery.end() == "ended 0"
    assert server.requests == COUNT
    moments = sorted(chance.sample(range(COUNT + 30, 2 * COUNT - 100), KILLS))
    for moment in moments:
        pid = await nursery.begin(file)
        await server.after(moment)
        os.kill(pid, signal.SIGKILL)
        assert await nursery.end() == "ended -9"
    await nursery.begin(file)
    assert await nursery.end() == "ended 0"
    assert await nursery.close() == b""

    lines = sorted(file.read_bytes().splitlines(), key=lambda line: json.loads(line)["key"])
    assert [json.loads(line)["key"] for line in lines] == list(range(1, COUNT + 1))
    assert lines == sorted(undisturbed.read_bytes().splitlines(), key=lambda line: json.loads(line)["key"])
    assert COUNT < server.requests - COUNT <= COUNT + KILLS * CONCURRENCY
    assert names(tmp_path) == {file.name, undisturbed.name}


def test_the_jobs_use_the_canary(canary: str) -> None:
    """The key that must not be in any file is the one that the other tests look for."""
    assert canary == KEY
