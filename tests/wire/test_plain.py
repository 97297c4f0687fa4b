"""Answers that become plain values and models again."""

from __future__ import annotations

import json
from typing import Any

import pytest

from retroach_async import (
    ENDPOINTS,
    AchievementDistribution,
    AchievementFlags,
    Endpoint,
    FrozenMap,
    Game,
    Page,
    ValidationError,
    from_dict,
    plain,
)
from retroach_async._types import without_none
from tests.v1.answers import ANSWERS, arguments_of
from tests.v1.test_lacking import IDS, SAMPLES, read

V1 = {name: endpoint for name, endpoint in ENDPOINTS.items() if name in ANSWERS}
SPREAD = AchievementDistribution(game_id=1, hardcore=True, flags=AchievementFlags.OFFICIAL, players=(4, 0, 2))


def answer_of(endpoint: Endpoint) -> Any:
    """The result that the client makes of the answer written for an endpoint."""
    return endpoint.reader(ANSWERS[endpoint.name], endpoint.bind((), arguments_of(endpoint.name)))


@pytest.mark.parametrize("endpoint", V1.values(), ids=V1)
def test_answer_survives_the_way_through_json(endpoint: Endpoint) -> None:
    """The values that to_dict gives, written as JSON and read again, make the very same model."""
    answer = answer_of(endpoint)
    kept = json.loads(json.dumps(plain(answer)))
    assert from_dict(endpoint.result, kept) == answer


@pytest.mark.parametrize(("name", "answer"), [each[1:] for each in SAMPLES], ids=IDS)
def test_each_sample_survives_the_way_through_json(name: str, answer: Any) -> None:
    """The result of a call of either API becomes plain values, and the very same result again."""
    result = read(name, answer)
    assert from_dict(without_none(ENDPOINTS[name].result), json.loads(json.dumps(plain(result)))) == result


def test_distribution_survives_the_way_through_json() -> None:
    """A distribution's figures are left to follow from its counts again."""
    assert from_dict(AchievementDistribution, json.loads(json.dumps(SPREAD.to_dict()))) == SPREAD


def test_problem_is_told_with_its_place() -> None:
    """A value that cannot be a model is refused by the name of the field that is wrong."""
    page = answer_of(V1["get_comments"]).to_dict()
    page["results"][0]["submitted_at"] = "yesterday"
    with pytest.raises(ValidationError, match="yesterday") as caught:
        from_dict(V1["get_comments"].result, page)
    assert caught.value.path == "results[0].submitted_at"
    assert caught.value.__context__ is None


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"game_id": "x"}, "game_id"),
        ({"flags": "odd"}, "flags"),
        ({"hardcore": "maybe"}, "hardcore"),
        ({"players": {"1": "many"}}, "players[1]"),
    ],
)
def test_distribution_of_something_else_is_refused(change: dict[str, Any], path: str) -> None:
    """Each fact of a kept distribution is looked at, and the one that is wrong is named."""
    with pytest.raises(ValidationError, match="not a valid AchievementDistribution") as caught:
        from_dict(AchievementDistribution, SPREAD.to_dict() | change)
    assert caught.value.path == path


@pytest.mark.parametrize(("kind", "data"), [(Game, {}), (Game, []), (AchievementDistribution, {}), (Page[Game], None)])
def test_something_else_altogether_is_an_error_of_ours(kind: Any, data: object) -> None:
    """Whatever was kept, nothing but a ValidationError comes of what is no model."""
    with pytest.raises(ValidationError):
        from_dict(kind, data)


@pytest.mark.parametrize("key", [1, None, (1, 2), 1.5])
def test_keys_that_json_does_not_have_are_refused(key: object) -> None:
    """A dictionary of Python may have keys that are no text; the error is still one of the library."""
    for kind, value in ((Page[Game], {"results": {key: 1}}), (Game, {key: 1}), (AchievementDistribution, {key: 1})):
        with pytest.raises(ValidationError):
            from_dict(kind, value)


def test_map_may_have_numbers_as_keys() -> None:
    """A map that a program has made itself has numbers, where JSON has texts."""
    assert from_dict(FrozenMap[Game], {1: {"id": 1, "title": "Dragster"}}) == {1: Game(id=1, title="Dragster")}
