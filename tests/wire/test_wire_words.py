"""The server's word for a field, beside ours, in the problems of an answer."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from retroach_async import (
    ENDPOINTS,
    EarnedAchievement,
    Page,
    UserPoints,
    ValidationError,
    from_dict,
    to_wire,
    v2,
)
from retroach_async.testing import example
from retroach_async.wire.names import wire_word
from retroach_async.wire.php import naming
from tests.v1.answers import ANSWERS, arguments_of


def refused(name: str, payload: Any, **arguments: Any) -> ValidationError:
    """The error for an answer of V1, or for a document of V2."""
    endpoint = ENDPOINTS[name]
    bound = endpoint.bind((), arguments_of(name) if endpoint.api == "v1" else arguments)
    error = endpoint.reader(payload, bound)
    assert isinstance(error, ValidationError)
    return error


def without(name: str, *path: Any) -> Any:
    """The usual answer of an endpoint of V1 without one of its keys."""
    answer = copy.deepcopy(ANSWERS[name])
    *around, last = path
    part = answer
    for key in around:
        part = part[key]
    del part[last]
    return answer


def test_missing_key_is_named_as_the_server_names_it() -> None:
    """The path is ours, and the server's word stands behind it."""
    error = refused("get_user_recent_achievements", [{**to_wire(example(EarnedAchievement)), "Date": None}])
    assert error.problems == ('[0].unlocked_at ("Date"): expected a date and time, got None',)
    row = to_wire(example(EarnedAchievement))
    del row["Date"]
    error = refused("get_user_recent_achievements", [row])
    assert (error.path, error.problems) == ("[0].unlocked_at", ('[0].unlocked_at ("Date"): required field missing',))
    assert error.message == (
        'not a valid tuple[EarnedAchievement, ...]: [0].unlocked_at ("Date"): required field missing'
    )


@pytest.mark.parametrize(
    ("name", "path", "problem"),
    [
        ("get_game", ("Title",), "title: required field missing"),
        ("get_user_awards", ("VisibleUserAwards",), 'awards ("VisibleUserAwards"): required field missing'),
        (
            "get_achievement_unlocks",
            ("Unlocks", 0, "DateAwarded"),
            'results[0].unlocked_at ("DateAwarded"): required field missing',
        ),
        ("get_game_extended", ("Achievements", "79434", "ID"), "achievements[79434].id: required field missing"),
        (
            "get_game_extended",
            ("Claims", 0, "Created"),
            'claims[0].claimed_at ("Created"): required field missing',
        ),
        (
            "get_user_progress",
            ("14402", "ScoreAchieved"),
            '[14402].points ("ScoreAchieved"): required field missing',
        ),
        ("get_comments", ("Results", 0, "Submitted"), 'results[0].submitted_at ("Submitted"): required field missing'),
    ],
)
def test_words_of_v1(name: str, path: tuple[Any, ...], problem: str) -> None:
    """Deep inside and in maps as well; a name that the rule of the API gives is not told twice."""
    assert refused(name, without(name, *path)).problems == (problem,)


@pytest.mark.parametrize(
    ("path", "word"),
    [
        ("updated_at", '"DateSubmitted" or "DateUpdated"'),
        ("user", ""),
        ("novelty", ""),
        ("updated_at.novelty", ""),
        ("[0].updated_at", ""),
        ("", ""),
    ],
)
def test_field_with_two_names_has_both(path: str, word: str) -> None:
    """The server has sent it under either; what is no field has no name."""
    entry = ENDPOINTS["get_leaderboard_entries"].result
    (kind,) = entry.__args__  # type: ignore[attr-defined]
    assert wire_word(naming, kind, path) == word


def test_words_of_v2() -> None:
    """Attributes, ids of related objects and members of `meta` have the names of the document."""
    user = to_wire(example(v2.User))
    del user["data"]["attributes"]["pointsHardcore"]
    user["data"]["attributes"]["points"] = "many"
    user["meta"] = {"rankedUsers": {"hardcore": 1}}
    error = refused("v2.users.get", user, user="Scott")
    assert sorted(error.problems) == [
        "points_casual (\"points\"): expected an integer, got 'many'",
        "points_hardcore: required field missing",
        "ranked_users.casual: required field missing",
    ]
    unlock = to_wire(example(v2.EventAchievement, event_id=5))
    unlock["data"]["relationships"]["event"]["data"]["id"] = "many"
    error = refused("v2.event_achievements.get", unlock, event_achievement_id=1)
    assert error.problems == ("event_id (\"event\"): expected an integer, got 'many'",)


def test_words_in_included_objects() -> None:
    """A problem of an included object is told once, with its relation and with the server's word."""
    ticket = example(
        v2.Ticket, achievement=example(v2.Achievement, games=[example(v2.Game)], developer=example(v2.User))
    )
    document = to_wire(Page(results=(ticket,)))
    for each in document["included"]:
        if each["type"] == "users":
            each["attributes"]["points"] = "many"
    include = ["achievement.developer", "achievement.games"]
    error = refused("v2.tickets.list", document, include=include)
    assert error.path == "results[0].achievement.developer.points_casual"
    assert error.problems == (
        "results[0].achievement.developer.points_casual (\"points\"): expected an integer, got 'many'",
    )


def test_words_behind_a_relation_to_many() -> None:
    """The place in the relation does not hide the word."""
    document = to_wire(example(v2.Event, event_achievements=[example(v2.EventAchievement, event_id=3)], awards=[]))
    (included,) = document["included"]
    included["relationships"]["event"]["data"]["id"] = "many"
    error = refused("v2.events.get", document, event_id=1, include=["event_achievements"])
    assert error.problems == ("event_achievements[0].event_id (\"event\"): expected an integer, got 'many'",)


class Rates(v2.Resource):
    """A model of a program's own, whose fields the full model knows by other words."""

    id: int
    unlock_rate: float


def test_models_of_a_program_have_the_words_too() -> None:
    """A field of a model of the caller's own has the server's word of the full one."""
    endpoint = ENDPOINTS["v2.achievements.get"]
    read = endpoint.dialect.reader(Rates)
    error = read({"data": {"type": "achievements", "id": "1", "attributes": {"unlockPercentage": "x"}}}, {})
    assert error.problems == ("unlock_rate (\"unlockPercentage\"): expected a number, got 'x'",)


def test_what_a_program_kept_has_no_server() -> None:
    """In what `to_dict` gave, our names are the names."""
    with pytest.raises(ValidationError, match=r"^not a valid UserPoints: points_hardcore: required field missing$"):
        from_dict(UserPoints, {"points_casual": 5})


# Documents about something else


def test_document_of_another_type_is_refused() -> None:
    """A document about a system is no game, however alike their fields may be."""
    error = refused("v2.games.get", to_wire(example(v2.System)), game_id=1)
    assert (error.path, error.problems) == ("type", ("type: expected 'games', got 'systems'",))
    assert error.message == "not a valid v2.Game: type: expected 'games', got 'systems'"


def test_row_of_another_type_is_refused_and_the_others_are_kept() -> None:
    """The problem names the row; the good rows go with the error."""
    game = example(v2.Game)
    document = to_wire((game, example(v2.System)))
    error = refused("v2.games.list", document)
    assert (error.path, error.problems) == (
        "results[1].type",
        ("results[1].type: expected 'games', got 'systems'",),
    )
    assert error.rows == (game,)


def test_type_that_an_answer_lacks_is_not_missed() -> None:
    """What may be missing is no reason to refuse an answer that can be read."""
    document = to_wire(example(v2.Game))
    del document["data"]["type"]
    assert ENDPOINTS["v2.games.get"].reader(document, {}) == example(v2.Game)
