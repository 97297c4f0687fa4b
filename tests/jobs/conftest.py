"""A server of games, some of which are unknown or out of order, and the files of jobs."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from retroach_async import Client, Credentials
from retroach_async.testing import FakeClock, MemoryTransport, json_reply
from retroach_async.transport.protocol import Request

KNOWN = 1000
"""Games up to this id exist."""


class Site:
    """Games by their ids. `broken` are ids whose answer is an error of the server; `refused` refuses every key."""

    def __init__(self) -> None:
        self.transport = MemoryTransport(self._answer)
        self.broken: set[int] = set()
        self.is_key_wrong = False

    @property
    def asked(self) -> list[int]:
        """The ids of all requests so far, in order."""
        return [int(dict(query.params)["i"]) for query in self.transport.queries]

    def _answer(self, request: Request) -> Any:
        game = int(dict(request.query.params)["i"])
        if self.is_key_wrong:
            return json_reply({"message": "Unauthenticated."}, 401)
        if game in self.broken:
            return json_reply({}, 500)
        if request.query.path == "API_GetGame.php":
            return json_reply(_game(game)) if game <= KNOWN else json_reply({}, 404)
        return json_reply({str(count): game % (count + 2) for count in range(1, game % 5 + 1)})


def _game(number: int) -> dict[str, Any]:
    return {
        "ID": number,
        "Title": f'Pokémon "{number}", or\nthe other',
        "ConsoleID": 7,
        "ConsoleName": "NES/Famicom",
        "ForumTopicID": None,
        "ImageIcon": "/Images/000001.png",
        "ImageTitle": "/Images/000002.png",
        "ImageIngame": "/Images/000003.png",
        "ImageBoxArt": "/Images/000004.png",
        "Publisher": "",
        "Developer": None,
        "Genre": "Sports",
        "Released": "1996-02-10",
        "ReleasedAtGranularity": "day",
    }


@pytest.fixture
def site() -> Site:
    """A server of games."""
    return Site()


@pytest.fixture
async def ra(site: Site, credentials: Credentials, running_clock: FakeClock) -> AsyncIterator[Client]:
    """A client of that server, without a limit, which tries nothing twice and has three calls in flight."""
    options: dict[str, Any] = {"rate_limit": None, "retry": None, "concurrency": 3, "clock": running_clock}
    async with Client(credentials, transport=site.transport, **options) as client:
        yield client


@pytest.fixture(autouse=True)
def _key_is_in_no_file(tmp_path: Path, canary: str) -> Any:
    """No file of a job holds the key."""
    yield
    assert [file for file in tmp_path.rglob("*") if file.is_file() and canary.encode() in file.read_bytes()] == []


def records(file: Path) -> list[dict[str, Any]]:
    """The lines of a file, read as JSON, in the order of their keys."""
    return sorted(map(json.loads, file.read_text("utf-8").splitlines()), key=lambda line: str(line.get("key")))


def names(folder: Path) -> set[str]:
    """The names of the files for people in a folder."""
    return {file.name for file in folder.iterdir() if not file.name.startswith(".")}
