"""The emulator in a process of its own."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
from collections.abc import Callable

import pytest

from tests.cli.conftest import Call

Process = Callable[..., subprocess.Popen[str]]


def base_url(server: subprocess.Popen[str]) -> str:
    """The address that a server prints when it is ready."""
    assert server.stdout
    found = re.search(r"http://127\.0\.0\.1:\d+/API", server.stdout.readline())
    assert found
    return found[0]


def test_a_server_answers_and_says_how_to_reach_it(
    process: Process, retroach: Call, environment: pytest.MonkeyPatch
) -> None:
    """The printed address works as RETROACHIEVEMENTS_BASE_URL, with any key."""
    server = process("serve", "--port", "0")
    environment.setenv("RETROACHIEVEMENTS_BASE_URL", base_url(server))
    environment.setenv("RETROACHIEVEMENTS_API_KEY", "any-key")

    assert retroach("get-game", "14402", "--json").json["title"] == "Dragster"
    assert retroach("v2", "health").code == 0


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_server_ends_cleanly(process: Process, number: signal.Signals) -> None:
    """Ctrl-C, and what a container sends, end the server with 0 and without a word."""
    server = process("serve", "--port", "0")
    base_url(server)
    server.send_signal(number)
    _, err = server.communicate(timeout=20)

    assert (server.returncode, err) == (0, "")


def test_a_server_with_a_limit(
    process: Process, retroach: Call, environment: pytest.MonkeyPatch, without_retries: None
) -> None:
    """A limit is enforced: one request too many is refused."""
    server = process("serve", "--port", "0", "--limit", "2/3600")
    environment.setenv("RETROACHIEVEMENTS_BASE_URL", base_url(server))

    assert [retroach("get-game", "14402").code for _ in range(3)] == [0, 0, 5]


def test_a_port_that_is_taken(retroach: Call) -> None:
    """A port that somebody else listens on is told in one line."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ended = retroach("serve", "--port", str(port))

    assert ended.code == 1
    assert ended.err.startswith(f"retroach: cannot listen on 127.0.0.1:{port}: ")
    assert ended.err.count("\n") == 1
