"""Answers with many problems: the first ones are told, the others counted, and the good rows are kept."""

from __future__ import annotations

import copy
import pickle
import tracemalloc
from typing import Any

import pytest

from retroach_async import ENDPOINTS, Comment, FrozenMap, Page, UserPoints, ValidationError, from_dict
from retroach_async.wire.php import _structurer as php
from tests.v1.answers import ANSWERS, arguments_of

GOOD: dict[str, Any] = {"Points": 5}
BAD: dict[str, Any] = {"Points": "many"}


def refused(payload: Any, kind: Any) -> ValidationError:
    """The error for an answer."""
    error = php.structure(payload, kind)
    assert isinstance(error, ValidationError)
    return error


def test_first_problems_are_told_and_the_others_counted() -> None:
    """An error has at most twenty problems, each with its row, and the number of all."""
    error = refused([BAD] * 3000, tuple[UserPoints, ...])

    assert error.problems[0] == "[0].points_hardcore (\"Points\"): expected an integer, got 'many'"
    assert [problem.partition(".")[0] for problem in error.problems] == [f"[{row}]" for row in range(20)]
    assert error.problem_count == 3000
    assert error.message.endswith("got 'many' (and 2,999 more)")


def test_good_rows_are_counted_as_good_after_many_bad_ones() -> None:
    """A row is only counted as a problem when it is one."""
    error = refused([BAD, GOOD] * 100, tuple[UserPoints, ...])

    assert error.problem_count == 100
    assert error.rows == (UserPoints(points_hardcore=5),) * 100


def test_problems_deep_inside_are_counted() -> None:
    """A list within an object is as bounded as the answer itself."""
    error = refused({"7": {str(number): "many" for number in range(50)}, "8": {"1": 1}}, FrozenMap[FrozenMap[int]])

    assert (len(error.problems), error.problem_count) == (20, 50)
    assert error.path == "[7][0]"
    assert error.rows == ((8, FrozenMap({1: 1})),)


@pytest.mark.parametrize(
    ("payload", "kind", "rows"),
    [
        ([BAD, GOOD], tuple[UserPoints, ...], (UserPoints(points_hardcore=5),)),
        ({"0": GOOD, "3": BAD}, tuple[UserPoints, ...], (UserPoints(points_hardcore=5),)),
        ({"Results": [GOOD, {}], "Total": 2}, Page[UserPoints], (UserPoints(points_hardcore=5),)),
        ({"Results": [GOOD], "Total": {}}, Page[UserPoints], (UserPoints(points_hardcore=5),)),
        ({"4": GOOD, "5": BAD}, FrozenMap[UserPoints], ((4, UserPoints(points_hardcore=5)),)),
        ({"x": GOOD}, FrozenMap[UserPoints], ()),
        ({"Results": 5}, Page[UserPoints], ()),
        ({}, Page[UserPoints], ()),
        ("text", Page[UserPoints], ()),
        (None, tuple[UserPoints, ...], ()),
        (BAD, UserPoints, ()),
    ],
)
def test_rows_that_can_be_read_are_kept(payload: Any, kind: Any, rows: tuple[object, ...]) -> None:
    """The good rows of a list, page or map are in the error; what has no rows has none."""
    assert refused(payload, kind).rows == rows


def test_rows_of_a_page_with_more_to_say_are_kept() -> None:
    """The rows are found under the name that the page has for them."""
    endpoint, answer = ENDPOINTS["get_achievement_unlocks"], copy.deepcopy(ANSWERS["get_achievement_unlocks"])
    answer["Unlocks"].append({"User": "Ida"})
    error = endpoint.reader(answer, endpoint.bind((), arguments_of("get_achievement_unlocks")))

    assert error.path == f"results[{len(answer['Unlocks']) - 1}].unlocked_at"
    assert [row.user for row in error.rows] == ["Tom"]


def test_kept_answers_keep_their_good_rows() -> None:
    """Reading kept values back is as kind to the good rows."""
    kept = [{"user": "Tom", "submitted_at": "2024-05-01", "body": "Hi"}, {}]
    with pytest.raises(ValidationError) as caught:
        from_dict(tuple[Comment, ...], kept)

    assert [row.user for row in caught.value.rows if isinstance(row, Comment)] == ["Tom"]


def test_hopeless_list_is_given_up() -> None:
    """After ten thousand bad rows nothing more is tried, and the rest counts as bad."""
    error = refused([{}] * 50_000 + [GOOD], tuple[UserPoints, ...])

    assert error.rows == ()
    assert error.problem_count > 40_000
    assert len(error.problems) == 20


def test_memory_is_bounded() -> None:
    """A million problems take no more than a few."""
    payload: list[dict[str, Any]] = [{}] * 1_000_000
    refused([{}], tuple[UserPoints, ...])
    tracemalloc.start()
    refused(payload, tuple[UserPoints, ...])
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert peak < 2_000_000


def test_rows_travel_with_the_error() -> None:
    """A pickle of the error has its rows and its counts."""
    error = refused([GOOD, BAD], tuple[UserPoints, ...])
    other = pickle.loads(pickle.dumps(error))

    assert (other.rows, other.problems, other.problem_count) == (error.rows, error.problems, 1)
    assert other.rows == (UserPoints(points_hardcore=5),)
