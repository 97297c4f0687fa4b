"""Requests that no client of the API would send."""

from __future__ import annotations

import asyncio
import logging

import pytest

from retroach_async.emulator import Emulator
from retroach_async.emulator.answers import ANSWERS
from tests.emulator.conftest import Get

KEY = "a-key-that-no-log-shows"
GAME = f"/API/API_GetGame.php?i=14402&y={KEY}"


async def status_of(emulator: Emulator, *lines: str) -> int:
    """The status of the answer to the lines of a request."""
    host, port = emulator.base_url.removeprefix("http://").removesuffix("/API").split(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    writer.write("".join(f"{line}\r\n" for line in (*lines, "")).encode())
    answer = await reader.readline()
    writer.close()
    await writer.wait_closed()
    return int(answer.split()[1])


@pytest.mark.parametrize(
    ("target", "status"),
    [
        ("OPTIONS *", 400),
        ("CONNECT here:80", 405),
        (f"CONNECT {GAME}", 405),
        (f"FOO {GAME}", 400),
        (f"GET http://here{GAME}", 200),
        ("GET http://here", 401),
        (f"GET /{GAME}", 404),
        ("GET ///", 401),
        (f"GET {GAME.replace('/API_', '%2FAPI_')}", 404),
        (f"GET {GAME.replace('/API_', '/%2E%2E/API_')}", 404),
        (f"GET /API/%ff?y={KEY}", 404),
        (f"GET /API/{'a' * 8000}?y={KEY}", 404),
        (f"GET /API/{'a' * 9000}?y={KEY}", 400),
        (f"GET {GAME}&x=a b", 400),
        (f"GET API_GetGame.php?y={KEY}", 400),
    ],
    ids=lambda value: value[:40] if isinstance(value, str) else str(value),
)
async def test_odd_targets_have_a_proper_status(
    emulator: Emulator, caplog: pytest.LogCaptureFixture, target: str, status: int
) -> None:
    """A target that is no path of the API is refused or not found; nothing is logged, least of all the key."""
    assert await status_of(emulator, f"{target} HTTP/1.1", "Host: here") == status
    assert caplog.text == ""


@pytest.mark.parametrize("lines", [("Content-Length: -1",), ("Content-Length: 3", "Transfer-Encoding: chunked")])
async def test_malformed_requests_are_not_logged(
    emulator: Emulator, caplog: pytest.LogCaptureFixture, lines: tuple[str, ...]
) -> None:
    """A request that breaks the rules of HTTP gets 400 and leaves no line."""
    assert await status_of(emulator, f"GET {GAME} HTTP/1.1", "Host: here", *lines) == 400
    assert caplog.text == ""


async def test_a_fault_of_the_emulator_itself_is_logged(
    emulator: Emulator, get: Get, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An answer that cannot be made is a crash of the server to the client, and a traceback without the key here."""

    def fail(_: object) -> None:
        raise LookupError("no such thing")

    monkeypatch.setattr("retroach_async.emulator.server.ANSWERS", {**ANSWERS, "get_game": fail})
    answered = await get(f"{emulator.base_url}/API_GetGame.php", i="1", y=KEY)
    assert (answered.status, answered.body) == (500, {"message": "Server Error"})
    assert [(record.levelno, record.getMessage()) for record in caplog.records] == [
        (logging.ERROR, "no answer to API_GetGame.php")
    ]
    assert "no such thing" in caplog.text
    assert KEY not in caplog.text
