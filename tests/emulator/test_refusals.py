"""The requests that the emulator refuses, and the body of each refusal."""

from __future__ import annotations

import pytest

from retroach_async.emulator import World
from tests.emulator.conftest import Ask

USER = {"u": "Scott"}
NO_USER = {"u": "Nobody9"}


@pytest.mark.parametrize(
    ("name", "params", "body"),
    [
        ("get_game_hashes", {"i": 999999}, {"Results": []}),
        ("get_game_progression", {"i": 0}, []),
        ("get_game_leaderboards", {"i": 999999}, []),
        ("get_leaderboard_entries", {"i": 999999}, []),
        ("get_user_game_leaderboards", {"i": 14402, **NO_USER}, ["User not found"]),
        ("get_user_game_leaderboards", {"i": 999999, **USER}, ["Game not found"]),
        (
            "get_achievement_unlocks",
            {"a": 999999},
            {"Achievement": [], "UnlocksCount": 0, "UnlocksHardcoreCount": 0, "TotalPlayers": 0, "Unlocks": []},
        ),
        ("get_user_claims", NO_USER, []),
        ("get_user_points", NO_USER, []),
        ("get_user_profile", NO_USER, []),
        ("get_user_set_requests", NO_USER, []),
        ("get_user_summary", NO_USER, {"ID": None, "User": "Nobody9"}),
        ("get_user_want_to_play_list", NO_USER, []),
        ("get_comments", {"i": "Nobody9"}, []),
        ("get_comments", {"i": "not a name!"}, []),
        ("get_comments", {"i": "BannedBandit"}, []),
        ("get_ticket_by_id", {"i": 50}, {"error": "Ticket ID 50 not found"}),
        ("get_developer_ticket_stats", NO_USER, {"error": "User Nobody9 not found"}),
        ("get_game_ticket_stats", {"g": 999999}, {"error": "Game ID 999999 not found"}),
        ("get_achievement_ticket_stats", {"a": 999999}, {"error": "Achievement ID 999999 not found"}),
    ],
)
def test_unknown_things_that_give_404(ask: Ask, name: str, params: dict[str, object], body: object) -> None:
    """Each endpoint has its own body for what it does not have."""
    answered = ask(name, **params)
    assert (answered.status, answered.body) == (404, body)


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("get_user_completion_progress", {"Count": 0, "Total": 0, "Results": []}),
        (
            "get_user_awards",
            {
                "TotalAwardsCount": 0,
                "HiddenAwardsCount": 0,
                "MasteryAwardsCount": 0,
                "CompletionAwardsCount": 0,
                "BeatenHardcoreAwardsCount": 0,
                "BeatenSoftcoreAwardsCount": 0,
                "EventAwardsCount": 0,
                "SiteAwardsCount": 0,
                "VisibleUserAwards": [],
            },
        ),
    ],
)
def test_unknown_users_that_give_zeros(ask: Ask, name: str, body: object) -> None:
    """Two answers of 200 are all zeros."""
    answered = ask(name, **NO_USER)
    assert (answered.status, answered.body) == (200, body)


def test_an_unknown_user_has_no_rank(ask: Ask) -> None:
    """The total of the ranking is there all the same."""
    body = ask("get_user_rank_and_score", **NO_USER).body
    assert (body["Score"], body["SoftcoreScore"], body["Rank"]) == (0, 0, None)
    assert body["TotalRanked"] > 1000


def test_no_achievement_is_not_an_unknown_one(ask: Ask) -> None:
    """Id 0, or none, gives 200 and an object that holds nothing."""
    for params in ({}, {"a": 0}, {"a": "x"}):
        answered = ask("get_achievement_unlocks", **params)
        assert (answered.status, answered.body) == (200, {"Achievement": {"ID": None}})


@pytest.mark.parametrize(
    ("name", "params", "faulty"),
    [
        ("get_game_extended", {}, {"i"}),
        ("get_game_extended", {"i": 0}, {"i"}),
        ("get_game_extended", {"i": "x", "f": 4}, {"i", "f"}),
        ("get_game_hashes", {}, {"i"}),
        ("get_game_leaderboards", {"i": 1, "c": 0}, {"c"}),
        ("get_leaderboard_entries", {"i": 90001, "c": 501, "o": -1}, {"c", "o"}),
        ("get_user_game_leaderboards", {"i": 1}, {"u"}),
        ("get_game_info_and_user_progress", {"u": "Scott"}, {"g"}),
        ("get_achievements_earned_between", {"u": "x"}, {"u"}),
        ("get_achievements_earned_on_day", {"u": "Scott"}, {"d"}),
        ("get_achievements_earned_on_day", {"u": "Scott", "d": "yesterday"}, {"d"}),
        ("get_user_recent_achievements", {"u": "Scott", "m": -1}, {"m"}),
        ("get_user_profile", {"u": "one two"}, {"u"}),
        ("get_user_profile", {"u": "a" * 21}, {"u"}),
        ("get_user_profile", {"u": ""}, {"u"}),
        ("get_user_completion_progress", {"u": "Scott", "c": "ten"}, {"c"}),
        ("get_user_recently_played_games", {"u": "Scott", "c": -1}, {"c"}),
        ("get_user_set_requests", {"u": "Scott", "t": 2}, {"t"}),
        ("get_user_summary", {"u": "Scott", "g": -1, "a": "x"}, {"g", "a"}),
        ("get_user_want_to_play_list", {"u": "Scott", "c": 501}, {"c"}),
        ("get_users_i_follow", {"c": 501}, {"c"}),
        ("get_users_following_me", {"o": -1}, {"o"}),
        ("get_claims", {"k": 4}, {"k"}),
        ("get_recent_game_awards", {"d": "2999-01-01"}, {"d"}),
        ("get_recent_game_awards", {"d": "soon"}, {"d"}),
        ("get_recent_game_awards", {"d": "", "c": "", "k": ""}, {"d", "c", "k"}),
        ("get_recent_game_awards", {"c": 0}, {"c"}),
        ("get_comments", {}, {"i"}),
        ("get_comments", {"i": 1}, {"t"}),
        ("get_comments", {"i": "Scott", "t": 1}, {"i"}),
        ("get_comments", {"i": 1, "t": 4}, {"t"}),
        ("get_comments", {"i": "Scott", "sort": "newest"}, {"sort"}),
    ],
)
def test_wrong_arguments_are_refused(ask: Ask, name: str, params: dict[str, object], faulty: set[str]) -> None:
    """422 names every parameter that is wrong, and repeats the first message."""
    answered = ask(name, **params)
    assert answered.status == 422
    assert set(answered.body["errors"]) == faulty
    messages = [message for each in answered.body["errors"].values() for message in each]
    assert answered.body["message"].startswith(messages[0])
    assert ("more error" in answered.body["message"]) == (len(messages) > 1)


@pytest.mark.parametrize(
    ("user", "message"),
    [
        ("", "The u field is required."),
        ("a", "The u must be between 2 and 20 characters when providing a username."),
        ("a" * 21, "The u must be between 2 and 20 characters when providing a username."),
        ("a" * 27, "The u must be between 2 and 20 characters when providing a username."),
        ("é", "The u must be between 2 and 20 characters when providing a username."),
        ("one two", "The u may only contain letters and numbers."),
        ("Zoé", "The u may only contain letters and numbers."),
        ("a" * 25 + "-", "The u must be a valid ULID."),
    ],
)
def test_a_wrong_user_is_told_as_the_server_tells_it(ask: Ask, user: str, message: str) -> None:
    """The length decides: 26 characters are a ULID, and anything else is a name."""
    answered = ask("get_user_profile", u=user)
    assert answered.status == 422
    assert answered.body == {"message": message, "errors": {"u": [message]}}


def test_nothing_to_show_is_a_list_of_one_text(ask: Ask, world: World) -> None:
    """Two 422 mean that there is nothing, and their bodies are lists."""
    bare = next(game for game in world.real_games if not game.boards)
    assert ask("get_user_game_leaderboards", i=bare.id, **USER).body == ["Game has no leaderboards"]
    answered = ask("get_user_game_leaderboards", i=14402, u="QuietNewcomer")
    assert (answered.status, answered.body) == (422, ["User has no leaderboards on this game"])


def test_wishes_are_for_friends(ask: Ask, world: World) -> None:
    """A want-to-play list is for its owner and for mutual follows; anybody else gets 401 and an empty list."""
    assert ask("get_user_want_to_play_list", u="MaxMilyin").body["Total"] == 120
    assert ask("get_user_want_to_play_list", u="Scott").status == 200
    answered = ask("get_user_want_to_play_list", u="GhostRunner")
    assert (answered.status, answered.body) == (401, [])
