"""`retroach changed`: the games in which a user's progress has moved."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from retroach_async.emulator import Emulator
from tests.cli.conftest import Background, Call

USER = "PolarFox"
DRAGSTER = 14402
ACHIEVEMENT = 79440


@pytest.fixture
def unlock(emulator: Emulator, background: Background) -> None:
    """The user has just earned an achievement of Dragster anew."""

    async def anew() -> None:
        emulator.reset(USER, ACHIEVEMENT)
        emulator.unlock(USER, ACHIEVEMENT)

    background.run(anew())


@pytest.mark.parametrize("user", [USER, f"https://retroachievements.org/user/{USER}"])
def test_games_since_a_moment(retroach: Call, emulator: Emulator, unlock: None, user: str) -> None:
    """The latest game is the first row; a moment without a zone is in UTC."""
    since = emulator.now.replace(second=0, microsecond=0, tzinfo=None).isoformat()
    ended = retroach("changed", user, "--since", since, "--jsonl")
    assert (ended.code, ended.err) == (0, "")
    assert json.loads(ended.out.splitlines()[0])["game_id"] == DRAGSTER


@pytest.mark.parametrize("name", ["games.json", "games.db"])
def test_next_start_goes_on(retroach: Call, emulator: Emulator, tmp_path: Path, name: str) -> None:
    """The first start prints all games, and the next one those that have moved since."""
    cursor = ["--cursor", str(tmp_path / name)]
    first = retroach("changed", USER, *cursor, "--jsonl").out.splitlines()
    assert len(first) > 100
    assert json.loads(first[0]).keys() >= {"game_id", "title", "unlocks_total"}
    requests = emulator.requests
    assert retroach("changed", USER, *cursor, "--jsonl").out == ""
    assert emulator.requests == requests + 1


def test_table_has_the_columns_that_are_asked_for(retroach: Call, unlock: None) -> None:
    """As for any other rows."""
    out = retroach("changed", USER, "--columns", "game_id,title", "--csv").out.splitlines()
    assert out[0] == "game_id,title"
    assert out[1].startswith(f"{DRAGSTER},")


def test_unknown_user_is_told(retroach: Call) -> None:
    """A misspelt name is no user without games."""
    ended = retroach("changed", "Nobody12345")
    assert (ended.code, ended.err) == (
        4,
        "retroach: no user Nobody12345 (v1 API_GetUserProfile.php?u=Nobody12345, HTTP 404)\n",
    )
