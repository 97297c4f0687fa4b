"""The line that says what a command waits for."""

from __future__ import annotations

import io
import json
import os
import pty
import re
import subprocess
import sys
from collections.abc import Iterator

import pytest
from rich.console import Console

from retroach_async import Query, RequestSent, ResponseReceived, RetryPlanned, ServerError, WaitBegun
from retroach_async.cli.app import build
from retroach_async.cli.status import Status
from retroach_async.emulator import Emulator, Fault
from retroach_async.endpoint import Endpoint
from retroach_async.testing import FakeClock
from tests.cli.commands import every, words
from tests.cli.conftest import Call

ONE, TWO = (Query("v1", "API_GetGame.php", (("i", number),)) for number in "12")


@pytest.fixture
def screen() -> io.StringIO:
    """A terminal."""
    return io.StringIO()


@pytest.fixture
def status(clock: FakeClock, screen: io.StringIO) -> Iterator[Status]:
    """A line on that terminal."""
    status = Status(lambda: Console(file=screen, force_terminal=True, width=40, _environ={}), clock.monotonic)
    yield status
    status.clear()


async def test_the_limit_is_named_with_the_seconds_that_are_left(status: Status, clock: FakeClock) -> None:
    """The seconds run down, to the call that is sent first, and the line ends when the call is sent."""
    hooks = status.hooks
    hooks.on_wait(WaitBegun(ONE, 6.0))
    hooks.on_wait(WaitBegun(TWO, 8.0))
    assert status.text == "waiting for the limit, 6 s"
    await clock.advance(4.5)
    assert status.text == "waiting for the limit, 2 s"
    await clock.advance(2)
    assert status.text == "waiting for the limit"
    hooks.on_request(RequestSent(ONE, 1))
    assert status.text == "waiting for the limit, 2 s"
    hooks.on_request(RequestSent(TWO, 1))
    assert status.text == ""


async def test_a_slow_server_is_named_after_a_second(status: Status, clock: FakeClock) -> None:
    """An answer within a second needs no line."""
    hooks = status.hooks
    hooks.on_request(RequestSent(ONE, 1))
    await clock.advance(0.9)
    assert status.text == ""
    await clock.advance(2)
    assert status.text == "waiting for the server, 3 s"
    hooks.on_response(ResponseReceived(ONE, 1, 200, 10))
    assert status.text == ""


async def test_a_failed_attempt_is_told_with_its_reason(status: Status, clock: FakeClock) -> None:
    """The time to the next attempt is that of the client."""
    hooks = status.hooks
    hooks.on_request(RequestSent(ONE, 1))
    hooks.on_retry(RetryPlanned(ONE, 1, ServerError("the server\x1b failed"), 2.0))
    assert status.text == "the server\ufffd failed; trying again in 2 s"
    hooks.on_request(RequestSent(ONE, 2))
    assert status.text == ""


def test_progress_stands_before_what_is_waited_for(status: Status) -> None:
    """Both are one line."""
    status.progress = "row 500 of 1,234"
    assert status.text == "row 500 of 1,234"
    status.hooks.on_wait(WaitBegun(ONE, 1.0))
    assert status.text == "row 500 of 1,234, waiting for the limit, 1 s"


def test_the_line_leaves_nothing_behind(status: Status, screen: io.StringIO) -> None:
    """It is erased when it is taken away, and the cursor is there again; without words nothing is written."""
    status.beat()
    assert screen.getvalue() == ""
    status.progress = "a line that is much too long for a terminal of forty columns"
    status.beat()
    status.beat()
    status.clear()
    shown = screen.getvalue()

    assert "…" in shown
    assert shown.endswith("\x1b[2K")
    assert shown.rfind("\x1b[?25h") > shown.rfind("\x1b[?25l")


def test_the_line_gives_way_to_a_bar(status: Status, screen: io.StringIO) -> None:
    """While something else moves there is no line."""
    status.progress = "row 1"
    with status.hidden():
        status.beat()
        assert screen.getvalue() == ""
    status.beat()
    assert "row 1" in screen.getvalue()


@pytest.mark.usefixtures("environment")
def test_a_terminal_is_told_of_a_slow_server(emulator: Emulator) -> None:
    """A real terminal shows the line, and standard output is the answer alone."""
    emulator.inject(Fault.SLOW)
    leader, follower = pty.openpty()
    command = [sys.executable, "-m", "retroach_async", "get-game", "14402", "--json", "--timeout", "3"]
    started = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=follower, env=os.environ | {"TERM": "xterm"})
    os.close(follower)
    shown = b""
    while b"\n" not in shown.split(b"retroach: ")[-1] or b"retroach: " not in shown:
        try:
            shown += os.read(leader, 4096)
        except OSError:  # it has ended
            break
    out, _ = started.communicate(timeout=20)
    os.close(leader)

    assert re.search(rb"waiting for the server, \d s", shown)
    assert b"no answer within 3 s" in shown
    assert (started.returncode, out) == (6, b"")


def test_a_pipe_is_told_nothing(retroach: Call, emulator: Emulator) -> None:
    """Without a terminal the walk over pages writes nothing but rows."""
    ended = retroach("get-user-completion-progress", "MaxMilyin", "--all", "--jsonl", "--limit", "100/0.1")

    assert (ended.code, ended.err) == (0, "")
    assert len(ended.lines) > 100
    assert json.loads(ended.out.splitlines()[0])["game_id"]


@every
def test_every_command_of_an_endpoint_has_limits(endpoint: Endpoint) -> None:
    """The rate and the time of a call can be set everywhere."""
    app = APP
    for word in words(endpoint):
        app = app[word]
    names = {name for argument in app.assemble_argument_collection() for name in argument.names}

    assert {"--limit", "--timeout"} <= names


@pytest.mark.parametrize(
    "command",
    [
        ["batch", "get-game"],
        ["batch", "v2", "games", "get"],
        ["check"],
        ["find"],
        ["mcp"],
        *(["watch", feed] for feed in ("unlocks", "awards")),
    ],
    ids=" ".join,
)
def test_other_commands_that_ask_have_limits(command: list[str]) -> None:
    """So can those of commands that make many calls."""
    app = APP
    for word in command:
        app = app[word]
    names = {name for argument in app.assemble_argument_collection() for name in argument.names}

    assert {"--limit", "--timeout"} <= names


@pytest.mark.parametrize(
    ("options", "excerpt"),
    [
        (["--timeout", "0"], "timeout must be a number above 0"),
        (["--timeout", "soon"], "--timeout"),
        (["--limit", "x"], "REQUESTS/SECONDS"),
    ],
)
def test_wrong_limits_are_wrong_usage(retroach: Call, options: list[str], excerpt: str) -> None:
    """A limit that cannot be one ends with 2."""
    ended = retroach("get-game", "1", *options)

    assert (ended.code, ended.out) == (2, "")
    assert excerpt in ended.err


def test_check_takes_one_pace(retroach: Call) -> None:
    """The pace of a check is given once; a limit is as good as a pause."""
    assert "--every and --limit exclude each other" in retroach("check", "--every", "1", "--limit", "1/1").err
    ended = retroach("check", "--only", "get-game", "--limit", "2/0.002", "--dry-run")

    assert "one every 0.001 s" in ended.err


APP = build()


async def test_the_cursor_stays_visible(status: Status, screen: io.StringIO) -> None:
    """A process that is killed while it waits leaves the terminal as it was."""
    status.hooks.on_wait(WaitBegun(ONE, 6.0))
    status.beat()
    shown = screen.getvalue()
    assert "waiting for the limit" in shown
    assert shown.rfind("\x1b[?25h") > shown.rfind("\x1b[?25l")
