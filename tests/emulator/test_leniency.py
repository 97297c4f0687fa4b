"""Odd values that the server lets pass, and the answers that it gives to them."""

from __future__ import annotations

import pytest

from retroach_async.emulator import World
from tests.emulator.conftest import Ask


@pytest.mark.parametrize("number", ["14402", "14402abc", "+14402", "14402.9"])
def test_the_digits_in_front_count(ask: Ask, number: str) -> None:
    """PHP's cast takes the digits that a text begins with."""
    assert ask("get_game", i=number).body["Title"] == "Dragster"


@pytest.mark.parametrize("number", ["abc", "", "-14402", "0"])
def test_what_is_no_number_is_zero(ask: Ask, number: str) -> None:
    """Without digits in front it is 0, and no such game exists."""
    assert ask("get_game", i=number).body == []


def test_the_id_is_repeated_even_when_there_is_none(ask: Ask) -> None:
    """The count of achievements repeats the id that was asked for."""
    assert ask("get_achievement_count", i="x").body == {"GameID": 0, "AchievementIDs": []}
    assert ask("get_achievement_count", i=999999).body == {"GameID": 999999, "AchievementIDs": []}


@pytest.mark.parametrize(("mode", "same"), [("1", "1"), ("2", "1"), ("-1", "1"), ("x", "0"), ("", "0"), ("0", "0")])
def test_any_other_number_means_hardcore(ask: Ask, mode: str, same: str) -> None:
    """Everything but 0 counts hardcore unlocks."""
    spread = ask("get_achievement_distribution", i=14402, h=mode).body
    assert spread == ask("get_achievement_distribution", i=14402, h=same).body


def test_only_five_means_unpromoted(ask: Ask, world: World) -> None:
    """Any other flag counts promoted achievements."""
    game = next(game for game in world.real_games if game.unpromoted and game.promoted != game.unpromoted)
    assert len(ask("get_achievement_distribution", i=game.id, f=5).body) == game.unpromoted
    assert len(ask("get_achievement_distribution", i=game.id, f=4).body) == game.promoted


@pytest.mark.parametrize("flag", ["1", "true", "false", "00"])
def test_words_are_true(ask: Ask, flag: str) -> None:
    """PHP takes any text but 0 and nothing for true."""
    assert all(row["Active"] for row in ask("get_console_ids", a=flag).body)
    assert all(row["IsGameSystem"] for row in ask("get_console_ids", g=flag).body)


@pytest.mark.parametrize("flag", ["0", ""])
def test_zero_and_nothing_are_false(ask: Ask, flag: str) -> None:
    """Then every system is listed."""
    assert ask("get_console_ids", a=flag, g=flag).body == ask("get_console_ids").body


def test_a_count_of_zero_lists_all_games(ask: Ask) -> None:
    """So does one that is no number; an offset below zero is none."""
    everything = ask("get_game_list", i=7).body
    assert ask("get_game_list", i=7, c=0).body == everything
    assert ask("get_game_list", i=7, c="x", o=-4).body == everything
    assert ask("get_game_list", i=7, c=5, o=3).body == everything[3:8]


@pytest.mark.parametrize(
    ("name", "params", "rows", "most"),
    [
        ("get_achievement_unlocks", {"a": 79434}, "Unlocks", 500),
        ("get_most_recent_tickets", {}, "RecentTickets", 100),
        ("get_recent_game_awards", {"o": 2000, "k": "mastered"}, "Results", 100),
    ],
)
def test_counts_that_are_too_large_are_lowered(
    ask: Ask, name: str, params: dict[str, object], rows: str, most: int
) -> None:
    """Some scripts lower a count instead of refusing it."""
    assert ask(name, c=100000, **params).body[rows] == ask(name, c=most, **params).body[rows]


def test_recently_played_games_are_fifty_at_most(ask: Ask) -> None:
    """A larger count is lowered, none gives ten, 0 gives nothing."""
    assert len(ask("get_user_recently_played_games", u="MaxMilyin", c=1000).body) == 50
    assert len(ask("get_user_recently_played_games", u="MaxMilyin").body) == 10
    assert ask("get_user_recently_played_games", u="MaxMilyin", c=0).body == []


def test_most_ticketed_games_make_do_without_a_count(ask: Ask) -> None:
    """A count that makes no sense is twenty."""
    assert len(ask("get_most_ticketed_games", f=1).body["MostReportedGames"]) == 10
    assert len(ask("get_most_ticketed_games", f=1, c="x").body["MostReportedGames"]) == 20


def test_unknown_award_kinds_are_dropped(ask: Ask) -> None:
    """With none left there is nothing to list."""
    mastered = ask("get_recent_game_awards", k="mastered,MASTERED, completed").body
    assert {row["AwardKind"] for row in _values(mastered["Results"])} == {"mastered"}
    assert ask("get_recent_game_awards", k="gold").body == {"Count": 0, "Total": 0, "Results": []}


def test_awards_go_back_from_a_day(ask: Ask) -> None:
    """The day is the latest one, not the first."""
    rows = _values(ask("get_recent_game_awards", d="2026-03-05").body["Results"])
    assert rows[0]["AwardDate"][:10] <= "2026-03-05"
    assert rows == sorted(rows, key=lambda row: row["AwardDate"], reverse=True)


def test_a_number_with_kind_three_is_the_internal_id(ask: Ask, world: World) -> None:
    """A name of digits is taken for an id, and nothing is checked."""
    banned = world.owner("BannedBandit")
    assert ask("get_comments", i=banned.id, t=3).status == 200
    assert ask("get_comments", i="8675309", t=3).body["Total"] == 0


def test_comments_turn_around(ask: Ask) -> None:
    """The same comments, the newest first."""
    wall = ask("get_comments", i="MaxMilyin", c=500).body
    assert wall["Total"] > 100
    assert ask("get_comments", i="MaxMilyin", c=500, sort="-submitted").body["Results"] == wall["Results"][::-1]


def _values(rows: object) -> list[dict[str, str]]:
    return list(rows.values()) if isinstance(rows, dict) else list(rows) if isinstance(rows, list) else []
