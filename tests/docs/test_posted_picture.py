"""The three commands that lead from a fresh clone to a posted picture, run one after another."""

from __future__ import annotations

import asyncio
import shlex
import shutil
import subprocess
import sys
import tomllib
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web

from retroach_async.emulator import Emulator
from tests.docs.snippets import ROOT, checked

INSTALL, DRAW, POST = checked("posted picture").text.splitlines()


class Channel:
    """A channel whose webhook takes files."""

    def __init__(self) -> None:
        self.posted: dict[str, bytes] = {}
        self.address = ""

    async def take(self, request: web.Request) -> web.Response:
        """Keep the files of a form, by their names."""
        for part in (await request.post()).values():
            assert isinstance(part, web.FileField)
            self.posted[part.filename] = part.file.read()
        return web.json_response({})


@pytest.fixture
async def channel() -> AsyncIterator[Channel]:
    """A channel on this machine."""
    channel, app = Channel(), web.Application()
    app.router.add_post("/webhook", channel.take)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    channel.address = "http://{}:{}/webhook".format(*runner.addresses[0])
    yield channel
    await runner.cleanup()


async def run(*command: str) -> None:
    """Run a command, which has to succeed."""
    ended = await asyncio.create_subprocess_exec(*command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    printed, _ = await ended.communicate()
    assert ended.returncode == 0, printed.decode()


def form_of(field: str) -> aiohttp.FormData:
    """The form that curl makes of `NAME=@FILE`."""
    name, _, path = field.partition("=@")
    form = aiohttp.FormData()
    form.add_field(name, Path(path).read_bytes(), filename=path)
    return form


async def post(program: str, option: str, field: str, address: str) -> None:
    """Post a file as the command of curl does it: with curl itself where it is installed."""
    if shutil.which(program):
        await run(program, option, field, address)
        return
    async with aiohttp.ClientSession() as session, session.post(address, data=form_of(field)) as answer:
        answer.raise_for_status()


async def test_commands_draw_and_post_the_picture(emulator: Emulator, channel: Channel, tmp_path: Path) -> None:
    """The second command draws the picture, and the third one posts it."""
    program, *arguments = shlex.split(DRAW)
    assert program == ".venv/bin/retroach"
    await run(sys.executable, "-m", "retroach_async", *arguments)
    await post(*shlex.split(POST.replace("$WEBHOOK", channel.address)))
    assert channel.posted == {"dragster.png": (tmp_path / "dragster.png").read_bytes()}
    assert channel.posted["dragster.png"].startswith(b"\x89PNG")


def test_first_command_installs_what_the_second_one_needs() -> None:
    """The extras of the first command are extras of the package: the command line, and pictures as PNG."""
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    assert INSTALL.endswith('".[charts,cli]"')
    assert {"charts", "cli"} <= set(extras)


def test_readme_has_the_same_commands() -> None:
    """The page and the README show one way."""
    assert checked("posted picture").text in (ROOT / "README.md").read_text(encoding="utf-8")
