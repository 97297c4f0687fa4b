"""The emulator in a process of its own."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
from collections.abc import Callable

import pytest

from tests.cli.conftest import Call, Ended

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


def test_a_server_with_keys(process: Process, retroach: Call, environment: pytest.MonkeyPatch) -> None:
    """Only the keys that were given are taken, each as that of its player; any other ends with 3."""
    server = process("serve", "--port", "0", "--key", "Scott=red=1", "--key", "GhostRunner=blue")
    environment.setenv("RETROACHIEVEMENTS_BASE_URL", base_url(server))
    codes = {}
    for key in ("red=1", "blue", "green"):
        environment.setenv("RETROACHIEVEMENTS_API_KEY", key)
        codes[key] = retroach("get-user-want-to-play-list", "GhostRunner").code

    assert codes == {"red=1": 3, "blue": 0, "green": 3}  # Scott is no friend of the ghost
    assert "the server does not know the API key" in retroach("v2", "health").err


def test_a_server_shows_no_key(process: Process, canary: str) -> None:
    """A key that a server was given is in none of its lines, not even after a malformed request with the key."""
    server = process("serve", "--port", "0", "--key", f"Scott={canary}")
    assert server.stdout
    first = server.stdout.readline()
    found = re.search(r"127\.0\.0\.1:(\d+)", first)
    assert found
    for request in (f"GET /API/API_GetGame.php?y={canary}&x=a b HTTP/1.1", f"OPTIONS {canary} HTTP/1.1"):
        with socket.create_connection(("127.0.0.1", int(found[1]))) as connection:
            connection.sendall(f"{request}\r\nHost: here\r\n\r\n".encode())
            assert b" 400 " in connection.recv(100)
    server.send_signal(signal.SIGINT)
    out, err = server.communicate(timeout=20)

    assert canary not in first + out
    assert (server.returncode, err) == (0, "")


def test_a_verbose_server_shows_requests_without_keys(
    process: Process, retroach: Call, environment: pytest.MonkeyPatch, canary: str
) -> None:
    """Each request is one line on standard error; the key is in none of them, nor is one of a stranger."""
    server = process("serve", "--port", "0", "--verbose", "--key", f"Scott={canary}")
    environment.setenv("RETROACHIEVEMENTS_BASE_URL", base_url(server))
    environment.setenv("RETROACHIEVEMENTS_API_KEY", canary)
    retroach("get-game", "14402")
    retroach("v2", "games", "get", "14402")
    environment.setenv("RETROACHIEVEMENTS_API_KEY", f"not{canary}")
    retroach("get-game", "1")
    server.send_signal(signal.SIGTERM)
    out, err = server.communicate(timeout=20)

    assert err.splitlines() == [
        "GET /API/API_GetGame.php?i=14402 200",
        "GET /v2/games/14402 200",
        "GET /API/API_GetGame.php?i=1 401",
    ]
    assert canary not in out + err
    assert server.returncode == 0


def newest(retroach: Call) -> str:
    """The id of the latest unlock of the busiest player."""
    rows = retroach("v2", "users", "player-achievements", "MaxMilyin", "--sort", "-id", "--json").json
    return str(rows["results"][0]["id"])


def test_a_living_server_has_news(process: Process, retroach: Call, environment: pytest.MonkeyPatch) -> None:
    """Its players unlock something while it runs, and it ends cleanly."""
    server = process("serve", "--port", "0", "--alive")
    environment.setenv("RETROACHIEVEMENTS_BASE_URL", base_url(server))
    environment.setenv("RETROACHIEVEMENTS_API_KEY", "any-key")
    before = after = newest(retroach)
    while after == before:  # the first player moves within 5 seconds
        after = newest(retroach)
    server.send_signal(signal.SIGTERM)
    _, err = server.communicate(timeout=20)

    assert int(after) > int(before)
    assert (server.returncode, err) == (0, "")


@pytest.mark.parametrize("pair", ["CANARY", "=CANARY", "Scott=", "Scott= ", "CANARY=Scott", "Nobody9=CANARY"])
def test_a_wrong_key_is_refused_unseen(retroach: Call, pair: str) -> None:
    """A text that is no USER=KEY, or names no player, is refused; none of it is shown, because a key may be in it."""
    ended = retroach("serve", "--key", "Scott=good", "--key", pair)

    assert (ended.code, ended.out) == (2, "")
    assert "key must be USER=KEY" in ended.err
    assert "number 2" in ended.err
    assert "CANARY" not in ended.err


def test_a_word_behind_a_key_is_one_as_well(retroach: Call) -> None:
    """Several keys may stand behind one option, so that no error about a word that is left over shows a key."""
    ended = retroach("serve", "--key", "Scott=good", "CANARY")

    assert (ended.code, ended.out) == (2, "")
    assert ended.err == "retroach: key must be USER=KEY, which number 2 is not\n"


def test_a_host_that_cannot_be_one(retroach: Call) -> None:
    """A name that no host can have is told in one line."""
    ended = retroach("serve", "--port", "0", "--host", "a..b")

    assert ended == Ended(1, "", "retroach: cannot listen on a..b:0: that is no name of a host\n")


def test_a_port_that_is_taken(retroach: Call) -> None:
    """A port that somebody else listens on is told in one line."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ended = retroach("serve", "--port", str(port))

    assert ended.code == 1
    assert ended.err.startswith(f"retroach: cannot listen on 127.0.0.1:{port}: ")
    assert ended.err.count("\n") == 1
