"""The README: short, complete, and every block of it runs."""

from __future__ import annotations

import asyncio
import inspect
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from retroach_async import ENDPOINTS, Client, Credentials
from retroach_async.emulator import Emulator
from retroach_async.emulator.routes import GONE
from retroach_async.testing import FakeClock, MemoryTransport
from tests.docs.snippets import ROOT, checked, snippets
from tests.watch.site import SiteModel

TEXT = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = [block for block in snippets() if block.page == "README.md"]
COMMANDS = re.findall(r"`(retroach get-[^`]+)`", TEXT)


def test_readme_is_short() -> None:
    """It can be read to its end."""
    assert len(TEXT.splitlines()) < 150


def test_every_program_runs_in_the_tests() -> None:
    """Each block of Python is run, or has a check of its own."""
    assert {block.mark for block in BLOCKS if block.language == "python"} == {"run", "checked: feed of the README"}


def test_first_screen_has_install_picture_and_call() -> None:
    """Who opens the page sees what it is, how it is installed, and a first call."""
    first = TEXT.splitlines()[:32]
    for needed in ("![", "pip install", "await ra.get_game"):
        assert any(needed in line for line in first)


def test_every_method_of_v1_is_listed_with_its_page() -> None:
    """The list is complete, and each link is the source that the method itself names."""
    listed = dict(re.findall(r"\[`(get_\w+)`\]\((\S+?)\)", TEXT))
    assert listed == {
        name: re.findall(r"https://\S+", endpoint.doc)[-1]
        for name, endpoint in ENDPOINTS.items()
        if not name.startswith("v2.")
    }


def test_every_group_of_v2_is_listed() -> None:
    """No group of methods of V2 is left out."""
    part = TEXT.partition("[V2](docs/v2.md)")[2].partition("## ")[0]
    groups = {name.split(".")[1] for name in ENDPOINTS if name.startswith("v2.")}
    assert groups == {name.removeprefix("ra.v2.") for name in re.findall(r"`([\w.]+)`", part)}


def test_scripts_of_v1_are_counted_rightly() -> None:
    """The number in the comparison is the number of scripts that have a method."""
    scripts = {endpoint.path for name, endpoint in ENDPOINTS.items() if not name.startswith("v2.")}
    assert f"| Scripts of V1, of {len(scripts) + len(GONE)}; two of them are gone | {len(scripts)} |" in TEXT


async def test_feed_posts_what_is_new(
    running_clock: FakeClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The feed of the README posts an unlock, here of somebody who plays while it runs."""
    monkeypatch.chdir(tmp_path)
    site = SiteModel(running_clock)
    site.players("MaxMilyin", "Scott")
    posted: list[str] = []
    names: dict[str, Any] = {}

    class Channel:
        async def send(self, text: str) -> None:
            posted.append(text)
            names["watch"].stop()

    def is_under_way() -> bool:
        watch = names.get("watch")
        return watch is not None and all(user.last_success for user in watch.state.users)

    async def play() -> None:
        while not is_under_way():  # the first look is silent
            await running_clock.sleep(60)
        site.unlock("Scott", 1)
        while not posted:
            await running_clock.sleep(60)

    playing = asyncio.ensure_future(play())
    async with Client(Credentials("a", "key"), transport=MemoryTransport(site), clock=running_clock) as ra:
        names |= {"ra": ra, "channel": Channel()}
        result = eval(checked("feed of the README").compile(), names)
        assert inspect.isawaitable(result)
        await result
    await playing
    assert len(posted) == 1  # the loop has ended
    assert posted[0].startswith("Scott earned ")


@pytest.mark.parametrize("command", COMMANDS)
async def test_command_of_the_readme_works(command: str, emulator: Emulator) -> None:
    """What next after the demo: a command that works as it stands."""
    program, *arguments = shlex.split(command)
    assert program == "retroach"
    ended = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "retroach_async", *arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    printed, complaints = await ended.communicate()
    assert (ended.returncode, complaints) == (0, b"")
    assert b"MaxMilyin" in printed
