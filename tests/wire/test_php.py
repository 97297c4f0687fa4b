"""PHP's shapes: what V1's answers mean, by the kind of the result and by their status."""

from __future__ import annotations

import json
from typing import Any

import pytest

from retroach_async import (
    AchievementDistribution,
    AchievementFlags,
    AuthenticationFailed,
    DecodeError,
    Forbidden,
    FrozenMap,
    GameHash,
    InvalidRequest,
    NotFound,
    Page,
    Reply,
    RetroachError,
    ServerError,
    UnexpectedRedirect,
    UserPoints,
    ValidationError,
)
from retroach_async.query import Answer
from retroach_async.wire.php import PhpDialect, judge

POINTS = {"Points": 12, "SoftcorePoints": 3}
HASH = {"Name": None, "MD5": "0f343b09", "Labels": {"0": "nointro", "2": "redump"}, "PatchUrl": None}
ASKED = {"game_id": 14402, "hardcore": True, "flags": AchievementFlags.OFFICIAL}


def read(payload: Any, kind: Any) -> Any:
    """The result that the client makes of a payload for which a kind of result is promised."""
    return PhpDialect().reader(kind)(payload, ASKED)


@pytest.mark.parametrize("nothing", [[], None, {"success": False}, {"Achievement": {"ID": None}}, {"ID": None}])
def test_nothing_in_place_of_an_object_is_not_found(nothing: Any) -> None:
    """Where one thing is asked for, all of PHP's ways to send nothing mean that there is no such thing."""
    error = read(nothing, UserPoints)
    assert (type(error), error.status) == (NotFound, 200)


@pytest.mark.parametrize("nothing", [[], None, {"Achievement": {"ID": None}, "StartAt": None}])
def test_nothing_is_none_where_it_is_a_usual_answer(nothing: Any) -> None:
    """Where the annotation says that there may be nothing, nothing is None."""
    assert read(nothing, UserPoints | None) is None


@pytest.mark.parametrize("answer", [POINTS, [POINTS], {"Points": 12, "SoftcorePoints": 3, "Level": {"ID": None}}])
def test_something_is_read_where_there_may_be_nothing(answer: Any) -> None:
    """One object, also as a list of one, is read; a null id beside other things does not make it nothing."""
    assert read(answer, UserPoints | None) == UserPoints(points_hardcore=12, points_casual=3)


def test_several_objects_in_place_of_one_are_an_error() -> None:
    """A list of zero or one object holds no second one."""
    error = read([POINTS, POINTS], UserPoints | None)
    assert error.message.startswith("not a valid UserPoints: expected an object, got [{'Points': 12")


@pytest.mark.parametrize(
    "kind", [UserPoints, UserPoints | None, Page[UserPoints], tuple[UserPoints, ...], FrozenMap[UserPoints]]
)
def test_failure_with_a_good_status_is_not_found(kind: Any) -> None:
    """`{"success": false}` means that there is no such thing, whatever was asked for."""
    assert type(read({"success": False}, kind)) is NotFound


@pytest.mark.parametrize(
    ("payload", "count", "total"),
    [
        pytest.param({"Count": 1, "Total": 7, "Results": [POINTS]}, 1, 7, id="page"),
        pytest.param({"Count": 1, "Total": 7, "Results": {"0": POINTS, "2": POINTS}}, 2, 7, id="page with holes"),
        pytest.param([POINTS, POINTS], 2, None, id="bare rows"),
        pytest.param({"3": POINTS}, 1, None, id="bare rows with holes"),
        pytest.param([], 0, None, id="no rows"),
        pytest.param({"Count": 0, "Total": 0, "Results": []}, 0, 0, id="empty page"),
    ],
)
def test_page_is_read_in_all_its_shapes(payload: Any, count: int, total: int | None) -> None:
    """A page may say how many rows there are, come as bare rows, and have holes where rows were dropped."""
    page = read(payload, Page[UserPoints])
    assert page == Page(results=(UserPoints(points_hardcore=12, points_casual=3),) * count, total=total)


@pytest.mark.parametrize(
    "payload",
    [
        pytest.param([HASH], id="list"),
        pytest.param({"5": HASH}, id="list with holes"),
    ],
)
def test_rows_are_read_in_all_their_shapes(payload: Any) -> None:
    """Rows may come with holes, and so may a list within a row."""
    assert read(payload, tuple[GameHash, ...]) == (
        GameHash(name=None, md5="0f343b09", labels=("nointro", "redump"), patch_url=None),
    )


def test_object_without_rows_is_an_error() -> None:
    """A list in an object is not taken for the rows, unless the endpoint names it."""
    assert type(read({"Novelty": 1}, tuple[GameHash, ...])) is ValidationError
    assert type(read({"Novelty": [HASH]}, tuple[GameHash, ...])) is ValidationError


def test_map_may_be_an_empty_list() -> None:
    """PHP's empty map is `[]`, and an empty mapping here."""
    assert read([], FrozenMap[UserPoints]) == {}
    assert read({"7": POINTS}, FrozenMap[UserPoints]) == {7: UserPoints(points_hardcore=12, points_casual=3)}


@pytest.mark.parametrize(
    ("payload", "players"),
    [
        pytest.param({"1": 5, "2": 0, "3": 2}, (5, 0, 2), id="usual"),
        pytest.param({"1": "5", "2": "0", "3": "2"}, (5, 0, 2), id="numbers as text"),
        pytest.param({"3": 2, "1": 5}, (5, 0, 2), id="with a gap and out of order"),
        pytest.param([], (), id="empty list"),
        pytest.param({}, (), id="empty object"),
    ],
)
def test_distribution_is_read_in_all_its_shapes(payload: Any, players: tuple[int, ...]) -> None:
    """Counts are read whatever their order and spelling; a count that is not there is nobody's."""
    spread = read(payload, AchievementDistribution)
    assert spread == AchievementDistribution(players=players, **ASKED)


@pytest.mark.parametrize(
    ("payload", "path"),
    [
        pytest.param({"1": None}, "[1]", id="no number"),
        pytest.param({"1": 5, "x": 1}, "", id="no count"),
        pytest.param({"0": 5}, "0", id="nobody's count"),
        pytest.param({"99999999": 5}, "99999999", id="a set that cannot be"),
        pytest.param({"4097": 5}, "4097", id="a set that is just too large"),
        pytest.param({str(count): 0 for count in range(1, 4098)}, "4097", id="each count of a set that is too large"),
        pytest.param([5], "", id="list"),
        pytest.param("5", "", id="text"),
    ],
)
def test_distribution_that_makes_no_sense_is_an_error(payload: Any, path: str) -> None:
    """A payload that cannot be a distribution is an error that tells the place; a huge count does not take memory."""
    error = read(payload, AchievementDistribution)
    assert (type(error), error.path) == (ValidationError, path)


def test_distribution_may_be_as_large_as_any_set() -> None:
    """The largest set that is believed has 4,096 achievements."""
    assert read({"4096": 5}, AchievementDistribution).achievement_count == 4096
    assert read({str(count): 5 for count in range(1, 4097)}, AchievementDistribution).achievement_count == 4096


@pytest.mark.parametrize(
    "result", [AchievementDistribution, FrozenMap[UserPoints], tuple[GameHash, ...], Page[GameHash]]
)
def test_failure_told_with_status_200_is_not_found(result: Any) -> None:
    """An answer that says so itself is no success."""
    error = read({"success": False}, result)
    assert (type(error), error.message, error.status) == (NotFound, "no such thing", 200)


FAILURES: dict[str, tuple[int, Any, type[RetroachError], str]] = {
    "no key": (
        401,
        {"message": "Unauthenticated.", "errors": [{"status": "401"}]},
        AuthenticationFailed,
        "the server does not know the API key (Credentials or RETROACHIEVEMENTS_API_KEY)",
    ),
    "no mutual follow": (401, [], Forbidden, "only its owner and mutual follows may see this"),
    "not found as an error": (404, {"error": "Ticket ID 5 not found"}, NotFound, "Ticket ID 5 not found"),
    "not found as a list": (404, ["User not found"], NotFound, "User not found"),
    "not found as nothing": (404, [], NotFound, "no such thing"),
    "not found as rows": (404, {"Results": []}, NotFound, "no such thing"),
    "gone": (410, {"message": "Gone"}, NotFound, "Gone"),
    "nothing to show": (422, ["Game has no leaderboards"], NotFound, "Game has no leaderboards"),
    "nothing to show, without a word": (422, [], NotFound, "nothing to show"),
    "several choices": (300, {}, UnexpectedRedirect, "the server redirects, which is never followed"),
    "validation": (
        422,
        {"message": "The c field is wrong.", "errors": {"c": ["wrong"]}},
        InvalidRequest,
        "The c field is wrong.",
    ),
    "crash": (500, {"message": "Server Error"}, ServerError, "Server Error"),
    "message that is none": (500, {"message": {"a": 1}}, ServerError, "the server failed"),
    "list of anything": (404, [7], NotFound, "no such thing"),
}


@pytest.mark.parametrize(("status", "payload", "kind", "message"), FAILURES.values(), ids=FAILURES)
def test_failure_is_judged_by_status_and_shape(
    status: int, payload: Any, kind: type[RetroachError], message: str
) -> None:
    """Each status and shape of a failure has its meaning; the server's own words are kept."""
    error = judge(Reply(status, {}, json.dumps(payload).encode()))
    assert isinstance(error, kind)
    assert (error.message, error.status) == (message, status)


def test_good_answer_is_parsed_once() -> None:
    """A good answer carries its JSON on."""
    answer = judge(Reply(200, {}, b'{"Points": 12}'))
    assert isinstance(answer, Answer)
    assert answer.payload == {"Points": 12}


@pytest.mark.parametrize("body", [b"", b"  ", b"<html>", b"Warning: <b>3</b> {}", b'{"Points": 12'])
def test_good_status_without_json_is_a_decode_error(body: bytes) -> None:
    """Whatever the status says, an answer that is no JSON is none."""
    error = judge(Reply(200, {}, body))
    assert isinstance(error, DecodeError)
