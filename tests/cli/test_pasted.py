"""Addresses of pages and names of systems in the place of ids."""

from __future__ import annotations

from pathlib import Path

import pytest

from retroach_async import ENDPOINTS, InvalidRequest
from retroach_async.cli.arguments import value_of
from tests.cli.conftest import Call

SITE = "https://retroachievements.org"


def read(endpoint: str, parameter: str, text: str) -> object:
    """The value that a command makes of a word."""
    return value_of(ENDPOINTS[endpoint].arguments[parameter], text)


@pytest.mark.parametrize(
    ("endpoint", "parameter", "text", "value"),
    [
        ("get_game", "game_id", f"{SITE}/game/14402", 14402),
        ("get_game", "game_id", f"<{SITE}/game/14402>", 14402),
        ("get_game", "game_id", "retroachievements.org/game/14402/hashes", 14402),
        ("get_game", "game_id", f"({SITE}/game/14402),", 14402),
        ("get_game", "game_id", f"**<{SITE}/game/14402>**", 14402),
        ("get_game", "game_id", "//retroachievements.org/game/14402", 14402),
        ("get_achievement_unlocks", "achievement_id", f"{SITE}/achievement/9", 9),
        ("get_leaderboard_entries", "leaderboard_id", f"{SITE}/leaderboardinfo.php?i=3", 3),
        ("get_ticket_by_id", "ticket_id", f"{SITE}/ticket/5", 5),
        ("get_user_profile", "user", f"{SITE}/user/MaxMilyin", "MaxMilyin"),
        ("get_user_profile", "user", "MaxMilyin", "MaxMilyin"),
        ("get_comments", "identifier", f"{SITE}/game/14402", "14402"),
        ("get_comments", "identifier", f"{SITE}/user/Scott", "Scott"),
        ("get_user_progress", "game_ids", f"{SITE}/game/1,2,{SITE}/game/3", (1, 2, 3)),
        ("v2.hubs.get", "hub_id", f"{SITE}/hub/7", 7),
        ("v2.events.get", "event_id", f"{SITE}/event/8", 8),
        ("v2.users.get", "user", f"{SITE}/user/Scott", "Scott"),
        ("v2.tickets.list", "achievement_id", f"{SITE}/achievement/1,2", (1, 2)),
        ("get_game_list", "system_id", f"{SITE}/system/7/games", 7),
        ("get_game_list", "system_id", "megadrive", 1),
        ("get_game_list", "system_id", "Genesis/Mega Drive", 1),
        ("get_game_list", "system_id", "110", 110),
        ("v2.games.list", "system_id", "nes", 7),
    ],
)
def test_address_or_name_stands_for_its_id(endpoint: str, parameter: str, text: str, value: object) -> None:
    """The address of a page is as good as the id in it, and the name of a system as its number."""
    assert read(endpoint, parameter, text) == value


@pytest.mark.parametrize(
    ("endpoint", "parameter", "text", "message"),
    [
        (
            "get_game",
            "game_id",
            f"{SITE}/user/Scott",
            "game_id must be the id or the page of a game, but .+ of a user",
        ),
        (
            "get_user_profile",
            "user",
            f"{SITE}/game/1",
            "user must be the id or the page of a user, but .+ of a game",
        ),
        (
            "get_achievement_unlocks",
            "achievement_id",
            f"{SITE}/game/1",
            "the page of an achievement, but .+ is the page of a game",
        ),
        ("get_game", "game_id", f"{SITE}/games", "is no page of the site with an id"),
        ("get_game", "game_id", "https://example.com/game/1", "is no page of the site with an id"),
        ("get_user_profile", "user", f"{SITE}/u/01HV5KZ8QW3N7T2M4X6Y9B1C0D", "is no page of the site with an id"),
        ("get_comments", "identifier", f"{SITE}/hub/1", "the page of a game or an achievement or a user"),
        ("get_game_list", "system_id", "nintendo", r"no system 'nintendo': did you mean nintendo64 \(2\), "),
        ("get_game_list", "system_id", f"{SITE}/game/1", "the page of a system, but '.+' is the page of a game"),
        ("get_game", "game_id", "dragster", "game_id must be an integer of at least 1, not 'dragster'"),
        ("get_game_list", "system_id", "0", "system_id must be an integer of at least 1, not 0"),
    ],
)
def test_wrong_page_is_refused(endpoint: str, parameter: str, text: str, message: str) -> None:
    """The message says which kind of page is wanted, and which kind it is."""
    with pytest.raises(InvalidRequest, match=message):
        read(endpoint, parameter, text)


def test_command_takes_an_address(retroach: Call) -> None:
    """A pasted address is called as its id."""
    assert retroach("get-game", f"{SITE}/game/14402", "--json").json["title"] == "Dragster"
    assert retroach("get-user-profile", f"{SITE}/user/MaxMilyin", "--json").json["user"] == "MaxMilyin"


def test_command_takes_the_name_of_a_system(retroach: Call) -> None:
    """The list of a system is asked for by its name."""
    rows = retroach("get-game-list", "Atari 2600", "--count", "2", "--json").json
    assert {row["system_id"] for row in rows["results"] if isinstance(rows, dict)} == {25}


def test_wrong_page_is_a_wrong_command(retroach: Call) -> None:
    """The address of another kind of page ends with exit code 2 and one line."""
    ended = retroach("get-game", f"{SITE}/user/Scott")
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith("retroach: game_id must be the id or the page of a game, but 'https://")
    assert ended.err.endswith("/user/Scott' is the page of a user\n")


def test_batch_takes_addresses_from_a_file(retroach: Call, tmp_path: Path) -> None:
    """A file of pasted addresses is as good as one of ids."""
    file = tmp_path / "games.txt"
    file.write_text(f"{SITE}/game/1#comments\n2, <{SITE}/game/14402>\n", encoding="utf-8")
    ended = retroach("batch", "get-game", "--ids-from", str(file), f"{SITE}/game/3", "--json")
    assert ended.code == 0
    assert sorted(line["key"] for line in ended.lines) == [1, 2, 3, 14402]


@pytest.mark.parametrize(
    ("endpoint", "line", "words"),
    [
        ("get-game", f"{SITE}/user/Scott", "ids.txt, line 2: game_id must be the id or the page of a game, but"),
        ("get-game-list", "nintendo", "ids.txt, line 2: no system 'nintendo': did you mean nintendo64 (2)"),
    ],
)
def test_file_is_told_which_page_or_system_is_wrong(
    retroach: Call, tmp_path: Path, endpoint: str, line: str, words: str
) -> None:
    """The line of a file gets the same words as an argument."""
    file = tmp_path / "ids.txt"
    file.write_text(f"1\n{line}\n", encoding="utf-8")
    ended = retroach("batch", endpoint, "--ids-from", str(file))
    assert ended.code == 2
    assert words in ended.err


def test_help_says_what_is_fine(retroach: Call) -> None:
    """The help of a command tells that an address, or a name, may stand there."""
    for command, sentence in [
        ("get-game", "The address of the page is fine too."),
        ("get-game-list", "A name such as megadrive is fine too."),
    ]:
        assert sentence in " ".join(retroach(command, "--help").out.replace("\u2502", " ").split())
