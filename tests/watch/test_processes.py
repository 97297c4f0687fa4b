"""Real processes: killed in the middle of a burst, and two of them on one cursor."""

from __future__ import annotations

import asyncio
import os
import random
import signal
import sqlite3
import sys
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from aiohttp import web

from retroach_async import Credentials, Query
from retroach_async.clock import SystemClock
from tests.watch.bot import KEY
from tests.watch.site import SiteModel, bytes_in

ROOT = Path(__file__).parents[2]
BURST = int(datetime(2024, 5, 2, tzinfo=UTC).timestamp())
KILLS = 20


@pytest.fixture
async def url() -> AsyncIterator[str]:
    """The address of a site where Tom has 200 unlocks, forty of them in one second."""
    site = SiteModel(SystemClock())
    site.players("Tom")
    for number in range(200):
        site.unlock("Tom", 1000 + number, date=BURST + (100 if 60 <= number < 100 else number))

    async def answer(request: web.Request) -> web.Response:
        reply = site.answer(Query("v1", request.path.removeprefix("/"), tuple(request.query.items())))
        return web.Response(body=reply.body, status=reply.status, content_type="application/json")

    runner = web.ServerRunner(web.Server(answer))  # type: ignore[arg-type]  # it is given a request of a server
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    await runner.cleanup()


async def start(*args: str | Path) -> asyncio.subprocess.Process:
    """A bot in a process of its own; without arguments a nursery of bots."""
    pipe = asyncio.subprocess.PIPE
    program = (sys.executable, "-m", "tests.watch.bot", *map(str, args))
    return await asyncio.create_subprocess_exec(*program, cwd=ROOT, stdin=pipe, stdout=pipe, stderr=pipe)


async def lines(bot: asyncio.subprocess.Process, count: int) -> list[str]:
    """The next lines that a bot prints."""
    assert bot.stdout
    return [(await bot.stdout.readline()).decode().strip() for _ in range(count)]


async def end(bot: asyncio.subprocess.Process, by: signal.Signals) -> tuple[int | None, str]:
    """End a bot; gives its exit status and what it complained about."""
    if bot.returncode is None:
        bot.send_signal(by)
    _, complaint = await bot.communicate()
    return bot.returncode, complaint.decode()


def posts(file: Path) -> list[str]:
    """The posts that are committed."""
    with closing(sqlite3.connect(file)) as database:
        return [key for (key,) in database.execute("SELECT key FROM posts")]


async def born(nursery: asyncio.subprocess.Process, url: str, file: Path) -> int:
    """Have a bot born; gives its process when it watches."""
    assert nursery.stdin
    nursery.stdin.write(f"{url} sqlite {file}\n".encode())
    said = sorted(await lines(nursery, 2))  # the two print in any order
    assert said[1] == "watching"
    return int(said[0].removeprefix("pid "))


async def until_the_end(nursery: asyncio.subprocess.Process) -> str:
    """How the bot of a nursery ended."""
    while not (line := (await lines(nursery, 1))[0]).startswith("ended"):
        pass
    return line


async def test_bot_that_is_killed_twenty_times_posts_each_unlock_once(url: str, tmp_path: Path) -> None:
    """With posts and cursor in one transaction there are 200 posts, whenever SIGKILL comes, and no key twice."""
    file, chance = tmp_path / "bot.db", random.Random(7)
    nursery = await start()
    for _ in range(KILLS):
        pid = await born(nursery, url, file)
        await lines(nursery, chance.randint(1, 9))
        await asyncio.sleep(0.001)
        os.kill(pid, signal.SIGKILL)
        assert await until_the_end(nursery) == "ended -9"
    before = len(posts(file))
    assert 20 < before < 200
    pid = await born(nursery, url, file)
    await lines(nursery, 200 - before)
    os.kill(pid, signal.SIGTERM)
    assert await until_the_end(nursery) == "ended 0"
    assert await nursery.communicate(b"") == (b"", b"")
    assert len(set(posts(file))) == 200
    assert KEY.encode() not in bytes_in(tmp_path)


@pytest.mark.parametrize("kind", ["file", "sqlite"])
async def test_second_process_on_one_cursor_is_refused(url: str, tmp_path: Path, kind: str) -> None:
    """A second copy of a bot ends with an error; when the first one is killed, the next one may start."""
    file = tmp_path / "cursors"
    first = await start(url, kind, file)
    assert await lines(first, 1) == ["watching"]
    second = await start(url, kind, file)
    status, complaint = await end_by_itself(second)
    assert status == 1
    assert "is a second copy running?" in complaint
    await end(first, signal.SIGKILL)
    third = await start(url, kind, file)
    assert await lines(third, 1) == ["watching"]
    assert await end(third, signal.SIGTERM) == (0, "")


async def end_by_itself(bot: asyncio.subprocess.Process) -> tuple[int | None, str]:
    """The exit status of a bot that ends without help, and what it complained about."""
    _, complaint = await bot.communicate()
    return bot.returncode, complaint.decode()


def test_the_bot_uses_the_canary(credentials: Credentials) -> None:
    """The key that must not be in any file is the one that the other tests look for."""
    assert credentials.secret.is_in(KEY.encode())
