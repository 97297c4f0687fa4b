"""Answers that lack what they may lack: a model comes of each of them."""

from __future__ import annotations

import copy
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args, get_origin

import pytest
from attrs import frozen

from retroach_async import ENDPOINTS, Endpoint, FrozenMap, Model, Page, RetroachError
from retroach_async._types import without_none
from retroach_async.models import AchievementDistribution
from retroach_async.wire import jsonapi, php
from retroach_async.wire.fields import WireField, wire_fields
from retroach_async.wire.hooks import is_list
from tests.v1.answers import ANSWERS, arguments_of

FOLDER = os.environ.get("RETROACH_SAMPLES")
PAGES_OF_ROWS = ("Results",)


def samples() -> Iterator[tuple[str, str, Any]]:
    """The good answers: an id, the endpoint and the body."""
    for name, answer in ANSWERS.items():
        yield name, name, answer
    for path in sorted(Path(FOLDER, "v1").glob("*.json")) if FOLDER else ():
        name = path.name.partition(".")[0]
        result = read(name, answer := json.loads(path.read_bytes())) if name in ENDPOINTS else None
        if result is not None and not isinstance(result, RetroachError):
            yield f"sample {path.stem}", name, answer
    for path in sorted(Path(FOLDER, "v2").glob("*.json")) if FOLDER else ():
        answer = json.loads(path.read_bytes())
        name = V2.get(path.stem)
        if name is not None:
            yield f"sample {path.stem}", name, answer


V2 = {
    "game-show": "v2.games.get",
    "game-show-include": "v2.games.get",
    "games-index": "v2.games.list",
    "health": "v2.health",
}
"""Samples of V2 for which there is an endpoint."""


def read(name: str, answer: Any) -> Any:
    """The result of an endpoint."""
    endpoint = ENDPOINTS[name]
    return endpoint.reader(answer, endpoint.bind((), arguments_of(name) if name in ANSWERS else V2_ARGUMENTS[name]))


V2_ARGUMENTS: dict[str, dict[str, Any]] = {"v2.games.get": {"game_id": 1}, "v2.games.list": {}, "v2.health": {}}


@frozen
class Place:
    """A key of an object in an answer, which may be missing."""

    values: dict[str, Any]
    key: str


def optional_places(endpoint: Endpoint, answer: Any) -> Iterator[Place]:
    """Every key of an answer that its model can do without."""
    kind = without_none(endpoint.result)
    if kind is not AchievementDistribution:
        if endpoint.api == "v2":
            yield from _of_v2(answer, kind)
        else:
            yield from _within(_unwrapped(answer, kind), kind)


def _unwrapped(answer: Any, kind: Any) -> Any:
    """The rows of an answer without the list or object around them."""
    plain = get_origin(kind) or kind
    if plain is tuple and isinstance(answer, dict) and not is_list(answer):
        return next(value for value in answer.values() if is_list(value))
    if issubclass(plain, Page) and is_list(answer):
        return {"Results": answer}
    if issubclass(plain, Model) and isinstance(answer, list) and len(answer) == 1:
        return answer[0]
    return answer


def _of_v2(answer: Any, kind: Any) -> Iterator[Place]:
    if (get_origin(kind) or kind) is Page:
        yield Place(answer["meta"]["page"], "total")
        resources, model = answer["data"], get_args(kind)[0]
    else:
        resources, model = [answer.get("data", answer)], kind
    fields = {name: field for field in wire_fields(jsonapi.naming, model) for name in field.names}
    for resource in resources:
        homes = (resource.get("attributes", resource), resource.get("links", {}))
        yield from (Place(home, key) for home in homes for key in home if key in fields and not fields[key].required)


def _within(value: Any, kind: Any) -> Iterator[Place]:
    kind = without_none(kind)
    plain = get_origin(kind) or kind
    if plain is tuple:
        for item in value.values() if isinstance(value, dict) else value:
            yield from _within(item, get_args(kind)[0])
    elif plain is FrozenMap:
        for item in value.values() if isinstance(value, dict) else ():
            yield from _within(item, get_args(kind)[0])
    elif issubclass(plain, Model) and isinstance(value, dict):
        for field in wire_fields(php.naming, kind):
            yield from _of_field(value, field)


def _of_field(value: dict[str, Any], field: WireField) -> Iterator[Place]:
    key = next((name for name in field.names if name in value), None)
    if key is not None and value[key] is not None:
        yield from _within(value[key], field.kind)
    if key is not None and not field.required:
        yield Place(value, key)


SAMPLES = list(samples())
IDS = [each[0] for each in SAMPLES]


@pytest.mark.parametrize(("name", "answer"), [each[1:] for each in SAMPLES], ids=IDS)
def test_each_key_may_be_missing_or_null_or_have_company(name: str, answer: Any) -> None:
    """A model comes of an answer without one key that may be missing, with null in its place, and with one more."""
    answer = copy.deepcopy(answer)
    for place in list(optional_places(ENDPOINTS[name], answer)):
        usual = dict(place.values)
        without = {key: value for key, value in usual.items() if key != place.key}
        results = []
        for changed in (without, usual | {place.key: None}, usual | {"Novelty": [{"Deep": 1}]}):
            place.values.clear()
            place.values.update(changed)
            results.append(read(name, answer))
        place.values.clear()
        place.values.update(usual)
        assert not any(isinstance(result, RetroachError) for result in results), (place.key, results)
        assert results[0] == results[1], place.key
        assert results[2] == read(name, answer)


@pytest.mark.parametrize("null", [False, True], ids=["missing", "null"])
@pytest.mark.parametrize(("name", "answer"), [each[1:] for each in SAMPLES], ids=IDS)
def test_all_keys_that_may_be_missing_may_be_missing_together(name: str, answer: Any, null: bool) -> None:
    """A model comes of an answer with nothing but what it needs."""
    answer = copy.deepcopy(answer)
    for place in list(optional_places(ENDPOINTS[name], answer)):
        if null:
            place.values[place.key] = None
        else:
            place.values.pop(place.key, None)
    result = read(name, answer)
    assert not isinstance(result, RetroachError), result
