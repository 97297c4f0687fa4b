"""The commands on the pages: each one that ends by itself is run, and the others have the options that are shown."""

from __future__ import annotations

import asyncio
import re
import shlex
import subprocess
import sys
from itertools import takewhile
from pathlib import Path

import pytest

from retroach_async.emulator import Emulator
from tests.docs.snippets import snippets

WAITING = {"demo", "login", "mcp", "serve", "watch"}
"""Commands that go on until somebody ends them, ask for something, or have their own checks."""
LONG = {"retroach check --every 2"}
"""A command that ends by itself, but takes minutes."""
SHELL = {"|", ">", "<", "&"}
_LINE = re.compile(r"^ *(retroach .+)$", re.MULTILINE)
LINES = sorted({line for block in snippets() if block.language == "sh" for line in _LINE.findall(block.text)})


def words_of(line: str) -> list[str]:
    """The words after `retroach`, without what the shell does with the output."""
    return [*takewhile(lambda word: word not in SHELL, shlex.split(line, comments=True)[1:])]


async def retroach(*words: str) -> tuple[int | None, str, str]:
    """The exit code of a command, and what it printed on both streams."""
    ended = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "retroach_async", *words),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    printed, complaints = await ended.communicate()
    return ended.returncode, printed.decode(), complaints.decode()


def test_pages_show_commands() -> None:
    """The pages have commands, and this check finds them."""
    assert len(LINES) > 20


@pytest.mark.parametrize("line", [line for line in LINES if words_of(line)[0] not in WAITING and line not in LONG])
async def test_command_on_a_page_works(
    line: str, emulator: Emulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A command that a reader copies from a page does what it says."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    for name in ("ids.txt", "favourites.txt"):
        (tmp_path / name).write_text("14402\n1\n")
    code, _, complaints = await retroach(*words_of(line))
    assert code == 0, complaints


@pytest.mark.parametrize("line", [line for line in LINES if words_of(line)[0] in WAITING or line in LONG])
async def test_command_that_waits_has_its_options(line: str) -> None:
    """A command that is not run here has every option with which a page shows it."""
    words = words_of(line)
    names = [*takewhile(lambda word: re.fullmatch(r"[a-z]+", word), words)]
    code, text, _ = await retroach(*names, "--help")
    assert code == 0
    assert {word for word in words if word.startswith("--")} <= set(re.findall(r"--[a-z-]+", text))
