"""The server as hosts start it: a process, with the protocol on its standard streams."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from retroach_async.emulator import Emulator
from tests.conftest import CANARY
from tests.mcp.host import OWNER, arguments_for, said, session_of

START = {
    "jsonrpc": "2.0",
    "id": 1,
    "method": "initialize",
    "params": {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "test", "version": "1"}},
}


async def test_host_lists_and_calls_over_a_process(retroach_emulator: Emulator, tmp_path: Path, canary: str) -> None:
    """The protocol's own client talks to the command; the key is on neither stream."""
    with (tmp_path / "errors").open("w+") as errors:
        async with session_of(retroach_emulator, errors, "--tools", "get_game,get_user_profile") as session:
            tools = (await session.list_tools()).tools
            answers = [said(await session.call_tool(tool.name, arguments_for(tool.name))) for tool in tools]
        errors.seek(0)
        told = errors.read()
    assert [tool.name for tool in tools] == ["get_game", "get_user_profile", "find_endpoint", "call_endpoint"]
    assert [answer.is_error for answer in answers] == [False] * 4
    assert answers[1].rows[0]["user"] == OWNER
    assert told == ""
    assert canary not in "".join(answer.text for answer in answers)


async def test_dead_site_is_an_error_of_the_tool(retroach_emulator: Emulator, tmp_path: Path) -> None:
    """Where nobody listens each call says so, and the server goes on."""
    with (tmp_path / "errors").open("w+") as errors:
        async with session_of(retroach_emulator, errors, base_url="http://127.0.0.1:9") as session:
            answer = said(await session.call_tool("get_game", {"game_id": 1}))
            found = said(await session.call_tool("find_endpoint", {"words": "game"}))
        errors.seek(0)
        assert CANARY not in errors.read()
    assert answer.is_error
    assert "call again in a minute" in answer.text
    assert not found.is_error


@pytest.fixture
def server(retroach_emulator: Emulator) -> Iterator[subprocess.Popen[bytes]]:
    """A server that has answered a host's first message, and does not outlive the test."""
    environment = {
        **os.environ,
        "RETROACHIEVEMENTS_API_KEY": CANARY,
        "RETROACHIEVEMENTS_BASE_URL": retroach_emulator.base_url,
    }
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # one that is ignored would be handed on
    command = [sys.executable, "-m", "retroach_async", "mcp"]
    pipe = subprocess.PIPE
    running = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, env=environment)
    signal.signal(signal.SIGINT, before)
    say(running, START)
    assert json.loads(heard(running))["result"]["serverInfo"]["name"] == "retroach"
    yield running
    running.kill()
    running.communicate()


def say(server: subprocess.Popen[bytes], message: Any) -> None:
    """Send a server a message."""
    assert server.stdin is not None
    server.stdin.write(json.dumps(message).encode() + b"\n")
    server.stdin.flush()


def heard(server: subprocess.Popen[bytes]) -> bytes:
    """The next line of a server."""
    assert server.stdout is not None
    return server.stdout.readline()


@pytest.mark.parametrize("way", ["end of input", signal.SIGINT, signal.SIGTERM])
def test_server_ends_cleanly(server: subprocess.Popen[bytes], way: str | signal.Signals) -> None:
    """The end of its input and the two signals end it with exit code 0, without a word, also amid calls."""
    ready = {"jsonrpc": "2.0", "method": "notifications/initialized"}
    call = {"jsonrpc": "2.0", "id": 2, "method": "tools/call", "params": {"name": "get_console_ids", "arguments": {}}}
    say(server, ready)
    say(server, call)
    if isinstance(way, signal.Signals):
        server.send_signal(way)
    else:
        assert server.stdin is not None
        server.stdin.close()
        server.stdin = None
    _, errors = server.communicate(timeout=20)
    assert (server.returncode, errors) == (0, b"")


def test_host_that_reads_no_more_ends_the_server(server: subprocess.Popen[bytes]) -> None:
    """A host that died is no reason for a traceback."""
    assert server.stdout is not None
    server.stdout.close()
    say(server, {"jsonrpc": "2.0", "id": 2, "method": "ping"})
    server.stdout = None
    _, errors = server.communicate(timeout=20)
    assert errors == b""


def test_nonsense_is_no_end(server: subprocess.Popen[bytes]) -> None:
    """A line that is no message, or no text, leaves the server as it was."""
    assert server.stdin is not None
    server.stdin.write(b"no json\n\xff\xfe\n{}\n")
    say(server, {"jsonrpc": "2.0", "id": 3, "method": "ping"})
    assert json.loads(heard(server)) == {"jsonrpc": "2.0", "id": 3, "result": {}}


def test_person_at_a_terminal_is_told_what_it_waits_for() -> None:
    """Who starts it by hand sees a line instead of nothing; the end of the terminal ends it."""
    ours, theirs = os.openpty()
    environment = {**os.environ, "RETROACHIEVEMENTS_API_KEY": CANARY}
    command = [sys.executable, "-m", "retroach_async", "mcp"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=theirs, stdout=pipe, stderr=pipe, env=environment) as running:
        os.close(theirs)
        assert running.stderr is not None
        assert running.stderr.readline().startswith(b"retroach: waiting for a host")
        os.close(ours)
        out, _ = running.communicate(timeout=20)
    assert (running.returncode, out) == (0, b"")


def program(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """A command line, run to its end."""
    command = [sys.executable, "-m", "retroach_async", *words]
    return subprocess.run(
        command, input="", capture_output=True, encoding="utf-8", env={**os.environ, **environment}, check=False
    )


def test_missing_key_is_told_at_the_start() -> None:
    """A server without a key says so on standard error, with the exit code of a refused key."""
    ended = program("mcp")
    assert (ended.returncode, ended.stdout) == (3, "")
    assert "RETROACHIEVEMENTS_API_KEY" in ended.stderr


def test_unknown_tool_is_wrong_usage() -> None:
    """A choice that names no tool ends with exit code 2 and a suggestion."""
    ended = program("mcp", "--tools", "get_gaem", RETROACHIEVEMENTS_API_KEY=CANARY)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "Did you mean get_game?" in ended.stderr


@pytest.mark.parametrize("words", ["['--help']", "['--version']", "['endpoints']"])
def test_other_commands_load_no_sdk(words: str) -> None:
    """The SDK takes half a second to import; only its own command pays for it."""
    code = (
        "import sys; from retroach_async.cli.app import run;"
        f"run({words}); print([name for name in ('mcp', 'anyio', 'pydantic') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_command_line_is_the_same_where_pydantic_is_loaded() -> None:
    """The SDK brings pydantic, by which cyclopts would check values that are checked already, and refuse good ones."""
    code = (
        "import sys, pydantic; from retroach_async.cli.app import run;"
        "sys.exit(run(['v2', 'games', 'list', '--sort', 'title', '--include', 'beauty']))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 2
    assert "include must be a list, separated by commas, each one of system" in done.stderr


def test_missing_extra_is_named(tmp_path: Path) -> None:
    """Without the SDK the command says what to install."""
    (tmp_path / "mcp.py").write_text("raise ModuleNotFoundError('no mcp', name='mcp')\n")
    path = os.pathsep.join([str(tmp_path), *filter(None, sys.path)])
    ended = program("mcp", PYTHONPATH=path, RETROACHIEVEMENTS_API_KEY=CANARY)
    assert ended.returncode == 1
    assert 'pip install "retroach_async[mcp]"' in ended.stderr
