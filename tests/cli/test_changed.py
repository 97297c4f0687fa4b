"""`retroach changed`: the games in which a user's progress has moved."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from retroach_async.emulator import Emulator
from tests.cli.conftest import Background, Call

USER = "PolarFox"
DRAGSTER = 14402


@pytest.fixture
def played(emulator: Emulator, background: Background) -> Iterator[int]:
    """The game in which the user has just earned an achievement; other tests count the players of Dragster."""
    world = emulator.world
    game = next(each for each in world.games.values() if each.promoted >= 6 and each.id != DRAGSTER)
    achievement = world.achievements(game)[0].id

    async def anew() -> None:
        emulator.reset(USER, achievement)
        emulator.unlock(USER, achievement)

    async def undone() -> None:
        emulator.reset(USER, achievement)

    background.run(anew())
    yield game.id
    background.run(undone())


@pytest.mark.parametrize("user", [USER, f"https://retroachievements.org/user/{USER}"])
def test_games_since_a_moment(retroach: Call, emulator: Emulator, played: int, user: str) -> None:
    """The latest game is the first row; a moment without a zone is in UTC."""
    since = emulator.now.replace(second=0, microsecond=0, tzinfo=None).isoformat()
    ended = retroach("changed", user, "--since", since, "--jsonl")
    assert (ended.code, ended.err) == (0, "")
    assert json.loads(ended.out.splitlines()[0])["game_id"] == played


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


def test_table_has_the_columns_that_are_asked_for(retroach: Call, played: int) -> None:
    """As for any other rows."""
    out = retroach("changed", USER, "--columns", "game_id,title", "--csv").out.splitlines()
    assert out[0] == "game_id,title"
    assert out[1].startswith(f"{played},")


def test_missing_user_is_told_as_for_any_call(retroach: Call) -> None:
    """The user is an argument, and no option, in the message as in the help."""
    ended = retroach("changed")
    assert (ended.code, ended.out) == (2, "")
    assert "parameter USER requires an argument" in ended.err


def test_file_of_cursors_in_no_folder_is_named(retroach: Call) -> None:
    """The message has the path."""
    ended = retroach("changed", USER, "--cursor", "no-such-folder/games.json")
    assert ended.code == 2
    assert "cannot be locked with no-such-folder/games.json.lock: " in ended.err


def test_unknown_user_is_told(retroach: Call) -> None:
    """A misspelt name is no user without games."""
    ended = retroach("changed", "Nobody12345")
    assert (ended.code, ended.err) == (
        4,
        "retroach: no user Nobody12345 (v1 API_GetUserProfile.php?u=Nobody12345, HTTP 404)\n",
    )
