"""`retroach find`: games by their titles."""

from __future__ import annotations

import pytest

from retroach_async.emulator import Emulator, Fault
from retroach_async.transport.limits import RateLimit, RateLimits
from tests.cli.conftest import Call

SITE = "https://retroachievements.org"


@pytest.fixture
def without_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """The command keeps to no limit, so that no test waits for it."""
    monkeypatch.setattr("retroach_async.cli.calling.RateLimits", lambda: RateLimits(v1=RateLimit(100_000, 1.0)))


def test_game_is_found_by_its_title(retroach: Call) -> None:
    """The best match is the first row."""
    ended = retroach("find", "dragstre", "--system", "atari2600", "--json")
    assert (ended.code, ended.err) == (0, "")
    assert ended.json[0] | {"score": None, "image_icon": None} == {
        "id": 14402, "title": "Dragster", "system_id": 25, "system_name": "Atari 2600", "image_icon": None,
        "score": None, "achievements_published": 15, "points_total": ended.json[0]["points_total"],
    }  # fmt: skip


def test_search_keeps_to_its_systems(retroach: Call) -> None:
    """Systems are given by name, by id or by address, several times or with commas."""
    systems = ["--system", "nes,snes", "--system", "1", "--system", f"{SITE}/system/25/games"]
    rows = retroach("find", "knight", *systems, "--count", "50", "--json").json
    assert {row["system_id"] for row in rows} <= {1, 3, 7, 25}
    assert len(rows) > 3
    assert len(retroach("find", "knight", "--system", "nes,snes,1", "--count", "1", "--json").json) == 1


def test_table_shows_the_matches(retroach: Call) -> None:
    """Without a format the matches are a table."""
    out = retroach("find", "dragster", "--system", "atari2600", "--only-with-achievements").out
    assert "14402" in out
    assert "Dragster" in out


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (["xyzzy", "plugh", "--system", "nes"], 4, "no game with a title like 'xyzzy plugh'"),
        ([], 2, "no words given: give some of a title"),
        (["!?"], 2, "words must be a text with a letter or digit"),
        (["dragster", "--system", "nintendo"], 2, "no system 'nintendo': did you mean "),
        (["dragster", "--system", ""], 2, "no system ''"),
        (["dragster", "--count", "0"], 2, "count must be at least 1, not 0"),
        (["dragster", "--count", "many"], 2, "many"),
    ],
)
def test_failed_search_is_one_line(retroach: Call, words: list[str], code: int, message: str) -> None:
    """Nothing similar is exit code 4, a wrong word or option 2; either is one line on standard error."""
    ended = retroach("find", *words)
    assert (ended.code, ended.out) == (code, "")
    assert message in ended.err
    assert ended.err.count("\n") == 1


def test_every_system_is_searched(retroach: Call, without_limit: None) -> None:
    """Without a system a game is found wherever it is."""
    ended = retroach("find", "dragstre", "--json")
    assert (ended.code, ended.err) == (0, "")
    assert (ended.json[0]["id"], ended.json[0]["system_name"]) == (14402, "Atari 2600")


def test_server_that_goes_down_is_one_line(
    retroach: Call, emulator: Emulator, without_limit: None, without_retries: None, canary: str
) -> None:
    """A server that fails in the middle of the lists is told with the list, without the key."""
    emulator.inject(Fault.UNAVAILABLE, times=None, match=lambda _, params: params.get("i") == "25")
    ended = retroach("find", "dragster")
    assert (ended.code, ended.out) == (1, "")
    assert "API_GetGameList.php?i=25" in ended.err
    assert canary not in ended.err
    assert ended.err.count("\n") == 1
