"""PHP's odd shapes, where the server has them."""

from __future__ import annotations

import pytest

from retroach_async.emulator import World
from retroach_async.emulator.answers.site import get_top_ten_users
from retroach_async.emulator.api_request import ApiRequest
from tests.emulator.conftest import Ask

BARE = {"Awarded": {}, "RecentAchievements": {}}


@pytest.mark.parametrize(
    ("name", "params"),
    [
        ("get_game", {"i": 999999}),
        ("get_game_extended", {"i": 999999}),
        ("get_achievement_distribution", {"i": 999999}),
        ("get_game_info_and_user_progress", {"g": 999999, "u": "Scott"}),
        ("get_game_info_and_user_progress", {"g": 1, "u": "Nobody9"}),
        ("get_user_progress", {"i": 1, "u": "Nobody9"}),
        ("get_user_progress", {"i": "-1,x", "u": "Scott"}),
        ("get_user_game_rank_and_score", {"g": 1, "u": "Nobody9"}),
        ("get_user_game_rank_and_score", {"g": 1, "u": "QuietNewcomer"}),
        ("get_achievements_earned_between", {"u": "Nobody9", "f": 0, "t": 1}),
        ("get_achievements_earned_on_day", {"u": "Nobody9", "d": "2026-01-01"}),
        ("get_user_recent_achievements", {"u": "Nobody9"}),
        ("get_user_completed_games", {"u": "Nobody9"}),
        ("get_user_recently_played_games", {"u": "Nobody9"}),
        ("get_game_list", {"i": 999}),
    ],
)
def test_unknown_things_that_give_an_empty_list(ask: Ask, name: str, params: dict[str, object]) -> None:
    """Where the server sends `[]` for an unknown target, with 200, so does this one."""
    answered = ask(name, **params)
    assert (answered.status, answered.body) == (200, [])


def test_a_distribution_without_achievements_is_a_list(ask: Ask, world: World) -> None:
    """An empty map is a list, for a game without achievements of that kind too."""
    bare = next(game for game in world.real_games if not game.promoted)
    full = next(game for game in world.real_games if game.promoted and not game.unpromoted)
    assert ask("get_achievement_distribution", i=bare.id, h=1).body == []
    assert ask("get_achievement_distribution", i=full.id, h=1, f=5).body == []


def test_a_distribution_has_every_count_as_text(ask: Ask) -> None:
    """The keys are 1 to N as text, in their order, without a gap."""
    assert list(ask("get_achievement_distribution", i=14402).body) == [str(count) for count in range(1, 16)]


def test_a_game_without_achievements_has_an_empty_object(ask: Ask, world: World) -> None:
    """Two answers send `{}` on purpose."""
    bare = next(game for game in world.real_games if not game.promoted)
    assert ask("get_game_extended", i=bare.id).body["Achievements"] == {}
    assert ask("get_game_info_and_user_progress", g=bare.id, u="Scott").body["Achievements"] == {}


@pytest.mark.parametrize(("name", "params"), [("get_game_rank_and_score", {"g": 999999}), ("get_game_list", {"i": 0})])
def test_failures_that_come_as_success(ask: Ask, name: str, params: dict[str, object]) -> None:
    """Two scripts answer 200 with `success` false."""
    answered = ask(name, **params)
    assert (answered.status, answered.body) == (200, {"success": False})


def test_expired_claims_are_an_object_with_holes(ask: Ask, world: World) -> None:
    """Each expired claim stands under its place among the open ones."""
    rows = ask("get_claims", k=3).body
    open_claims = ask("get_active_claims").body
    assert isinstance(rows, dict)
    assert {int(place) for place in rows} == {place for place, row in enumerate(open_claims) if row["MinutesLeft"] < 0}
    for place, row in rows.items():
        assert row == open_claims[int(place)]


def test_a_page_of_awards_loses_the_deleted_users(ask: Ask) -> None:
    """A page has a hole where a deleted user's row was; the count is of the rows that are left."""
    pages = [ask("get_recent_game_awards", o=offset).body for offset in range(0, 500, 25)]
    holed = [page for page in pages if isinstance(page["Results"], dict)]
    whole = [page for page in pages if isinstance(page["Results"], list)]
    assert holed
    assert whole
    for page in holed:
        assert page["Count"] == len(page["Results"]) < 25
        assert list(page["Results"]) == sorted(page["Results"], key=int)
    assert any(page["Count"] == 25 for page in whole)


def test_the_top_ten_are_a_list(ask: Ask) -> None:
    """The ten best have ten different sums of points, unless a world with a tie was asked for."""
    top = ask("get_top_ten_users").body
    assert isinstance(top, list)
    assert len({row["2"] for row in top}) == 10


def test_a_tie_mixes_up_the_top_ten() -> None:
    """Equals are put in the order of their RetroPoints and keep their old numbers."""
    world = World(tie=True)
    top = get_top_ten_users(ApiRequest(world, world.owner("MaxMilyin"), {}))
    assert isinstance(top, dict)
    assert sorted(map(int, top)) == list(range(10))
    assert list(map(int, top)) != list(range(10))
    rows = list(top.values())
    assert [set(row) for row in rows] == [{"1", "2", "3", "4"}] * 10
    twins = [row for row in rows if row["1"].startswith("Polar")]
    assert twins[0]["2"] == twins[1]["2"]
    assert twins[0]["3"] > twins[1]["3"]


def test_labels_with_an_empty_element_are_an_object(ask: Ask) -> None:
    """Labels are a list, an empty list, or an object when the stored text had an empty element."""
    labels = [row["Labels"] for number in range(1, 100) for row in ask("get_game_hashes", i=number).body["Results"]]
    assert {"0": "nointro", "2": "redump"} in labels
    assert ["nointro"] in labels
    assert [] in labels


def test_texts_that_are_numbers(ask: Ask) -> None:
    """Shares and flags of the legacy list are text, and so is the completion of a game."""
    rows = ask("get_user_completed_games", u="Scott").body
    assert {row["HardcoreMode"] for row in rows} == {"0", "1"}
    assert rows[0]["PctWon"] == "1.0000"
    progress = ask("get_game_info_and_user_progress", g=14402, u="MaxMilyin").body
    assert progress["UserCompletion"] == "100.00%"


def test_the_type_is_spelt_in_two_ways(ask: Ask) -> None:
    """One answer has it in lower case, the other has a capital."""
    extended = ask("get_game_extended", i=1).body["Achievements"]
    progress = ask("get_game_info_and_user_progress", g=1, u="Scott").body["Achievements"]
    assert all("type" in row and "Type" not in row for row in extended.values())
    assert all("Type" in row and "type" not in row for row in progress.values())


def test_dates_of_locked_achievements_are_missing(ask: Ask) -> None:
    """A date is there when the achievement is unlocked in that mode, and no key otherwise."""
    rows = ask("get_game_info_and_user_progress", g=14402, u="QuietNewcomer").body["Achievements"]
    assert all("DateEarned" not in row and "DateEarnedHardcore" not in row for row in rows.values())
    unlocked = ask("get_game_info_and_user_progress", g=14402, u="MaxMilyin").body["Achievements"]
    assert all("DateEarned" in row and "DateEarnedHardcore" in row for row in unlocked.values())


def test_the_award_is_there_when_it_is_asked_for(ask: Ask) -> None:
    """Only `a=1` adds the two keys, which may then be null."""
    without = ask("get_game_info_and_user_progress", g=14402, u="QuietNewcomer", a="yes").body
    with_award = ask("get_game_info_and_user_progress", g=14402, u="QuietNewcomer", a=1).body
    assert "HighestAwardKind" not in without
    assert (with_award["HighestAwardKind"], with_award["HighestAwardDate"]) == (None, None)


def test_a_summary_without_games(ask: Ask) -> None:
    """With no game asked for two parts are empty objects and the last game is missing."""
    summary = ask("get_user_summary", u="Scott").body
    assert {key: summary[key] for key in BARE} == BARE
    assert "LastGame" not in summary


def test_a_summary_of_somebody_who_never_played(ask: Ask) -> None:
    """All three parts are missing."""
    summary = ask("get_user_summary", u="QuietNewcomer", g=3).body
    assert not {"Awarded", "RecentAchievements", "LastGame"} & set(summary)
    assert (summary["RecentlyPlayed"], summary["LastGameID"], summary["RichPresenceMsg"]) == ([], 0, None)


def test_a_summary_of_games_without_unlocks(ask: Ask, world: World) -> None:
    """Games without a single unlock give an empty list of achievements."""
    idle = next(
        player for player in world.players[1000:] if (games := world.account(player).progress) and not games[0].count
    )
    assert ask("get_user_summary", u=idle.ulid, g=1).body["RecentAchievements"] == []


def test_a_summary_of_all_achievements(ask: Ask) -> None:
    """`a=0` gives every achievement of the games, with text flags and nulls for the locked ones."""
    summary = ask("get_user_summary", u="Scott", g=4, a=0).body
    rows = [row for game in summary["RecentAchievements"].values() for row in game.values()]
    locked = [row for row in rows if row["IsAwarded"] == "0"]
    assert len(rows) == sum(game["NumPossibleAchievements"] for game in summary["Awarded"].values())
    assert len(rows) - len(locked) == sum(game["NumAchieved"] for game in summary["Awarded"].values())
    assert locked
    assert all(row["DateAwarded"] is None and row["HardcoreAchieved"] is None for row in locked)


def test_a_summary_has_so_many_achievements(ask: Ask) -> None:
    """Ten by default, the newest ones of the recent games."""
    summary = ask("get_user_summary", u="MaxMilyin", g=5).body
    assert sum(len(game) for game in summary["RecentAchievements"].values()) == 10
    assert summary["LastGame"]["ID"] == summary["LastGameID"] == summary["RecentlyPlayed"][0]["GameID"]
    assert summary["LastGame"]["IsFinal"] == 0


def test_an_unknown_game_has_a_tally_of_zeros(ask: Ask) -> None:
    """Somebody's progress in a game that does not exist is all zeros."""
    assert set(ask("get_user_progress", u="Scott", i="1,999999").body["999999"].values()) == {0}


def test_slashes_are_escaped_but_in_one_answer(ask: Ask) -> None:
    """PHP escapes slashes; the awards are the exception."""
    assert r"\/Images\/" in ask("get_game", i=1).text
    assert "/Images/" in ask("get_user_awards", u="MaxMilyin").text


def test_account_and_display_names(ask: Ask) -> None:
    """Pictures, and one ranking, go by the account's name; everything else by the display name."""
    profile = ask("get_user_profile", u="RenamedRaven").body
    assert (profile["User"], profile["UserPic"]) == ("RenamedRaven", "/UserPic/OldRaven.png")
    game = ask("get_user_completion_progress", u="OldRaven").body["Results"][0]["GameID"]
    assert ask("get_user_game_rank_and_score", u="RenamedRaven", g=game).body[0]["User"] == "OldRaven"


def test_hashes_come_when_asked_for(ask: Ask) -> None:
    """The key is missing otherwise; PHP takes the word "false" for true."""
    assert all("Hashes" not in row for row in ask("get_game_list", i=25, h=0).body)
    assert all("Hashes" in row for row in ask("get_game_list", i=25, h="false").body)
