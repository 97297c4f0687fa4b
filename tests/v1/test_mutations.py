"""Answers that are slightly off: what comes of them is a model or an error of ours, never anything else."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from types import NoneType
from typing import Any, get_origin

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retroach_async import (
    ENDPOINTS,
    AchievementDistribution,
    FrozenMap,
    Model,
    NotFound,
    Page,
    RetroachError,
    ValidationError,
)
from retroach_async._types import without_none
from tests.v1.answers import ANSWERS, arguments_of

Place = tuple[Any, ...]
"""The way from an answer to a value in it."""

REPLACEMENTS: dict[str, Callable[[Any], Any]] = {
    "null": lambda _: None,
    "true": lambda _: True,
    "false": lambda _: False,
    "text": str,
    "empty text": lambda _: "",
    "unknown word": lambda _: "unheard-of",
    "number as text": lambda value: f"{value}" if isinstance(value, int) else "7",
    "number": lambda _: 7,
    "negative number": lambda _: -1,
    "huge number": lambda _: 10**30,
    "huge number as text": lambda _: "9" * 5000,
    "fraction": lambda _: 0.5,
    "largest fraction": lambda _: 1.7e308,
    "percentage": lambda _: "12.34%",
    "impossible date": lambda _: "0000-00-00 00:00:00",
    "first moment": lambda _: "0001-01-01T00:00:00+14:00",
    "last moment": lambda _: "9999-12-31T23:59:59-14:00",
    "empty list": lambda _: [],
    "empty object": lambda _: {},
    "list instead of a map": lambda value: list(value.values()) if isinstance(value, dict) else [value],
    "map instead of a list": lambda value: dict(enumerate_text(value)) if isinstance(value, list) else {"0": value},
    "map of words": lambda value: {"word": value},
    "failure": lambda _: {"success": False},
    "null id": lambda _: {"ID": None},
    "nested": lambda value: [[value]],
}

CHANGES = ("drop", "add", *REPLACEMENTS)


def enumerate_text(values: list[Any]) -> list[tuple[str, Any]]:
    """Items with their numbers as text."""
    return [(str(number), value) for number, value in enumerate(values)]


def places_in(value: Any, place: Place = ()) -> list[Place]:
    """The place of every value in an answer, the answer itself included."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [place, *(inner for key, item in items for inner in places_in(item, (*place, key)))]


def change(answer: Any, place: Place, what: str) -> Any:
    """An answer with one change: a value replaced or dropped, or something added beside it."""
    if not place:
        return REPLACEMENTS.get(what, lambda _: "word")(answer)
    owner = answer
    for key in place[:-1]:
        owner = owner[key]
    if what == "drop":
        del owner[place[-1]]
    elif what in REPLACEMENTS:
        owner[place[-1]] = REPLACEMENTS[what](owner[place[-1]])
    elif isinstance(owner, dict):
        owner["Novelty"] = {"Deep": [1]}
    return answer


def kinds_of(result: Any) -> tuple[type, ...]:
    """The classes that a result may have by its annotation."""
    kind = without_none(result)
    only = get_origin(kind) or kind
    return (only,) if kind is result else (only, NoneType)


def models_in(result: Any) -> tuple[Model, ...]:
    """The models that a result consists of."""
    if isinstance(result, tuple):
        return result
    return tuple(result.values()) if isinstance(result, FrozenMap) else (result,) if result is not None else ()


def check_outcome(name: str, answer: Any, *, needs_path: bool) -> None:
    """See that an answer comes to a result of the promised type, or to an error that says where."""
    endpoint = ENDPOINTS[name]
    result = endpoint.reader(answer, endpoint.bind((), arguments_of(name)))
    if isinstance(result, ValidationError):
        assert result.path or not needs_path
        assert len(str(result)) < 1000
    elif isinstance(result, RetroachError):
        assert type(result) is NotFound
    else:
        assert isinstance(result, kinds_of(endpoint.result))
        assert all(json.dumps(model.to_dict()) for model in models_in(result))


@pytest.mark.parametrize("name", ANSWERS)
def test_one_change_anywhere_makes_a_result_or_our_error(name: str) -> None:
    """Every change of every value in an answer makes another result or an error that says where."""
    for place in places_in(ANSWERS[name]):
        for what in CHANGES:
            check_outcome(name, change(copy.deepcopy(ANSWERS[name]), place, what), needs_path=len(place) > 1)


@settings(max_examples=300, deadline=None, database=None)
@given(name=st.sampled_from(sorted(ANSWERS)), data=st.data())
def test_several_changes_make_a_result_or_our_error(name: str, data: st.DataObject) -> None:
    """Several changes of one answer, also of what was changed before, make nothing else either."""
    answer = copy.deepcopy(ANSWERS[name])
    for _ in range(data.draw(st.integers(2, 5))):
        place = data.draw(st.sampled_from(places_in(answer)))
        answer = change(answer, place, data.draw(st.sampled_from(CHANGES)))
    check_outcome(name, answer, needs_path=False)


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text() | st.just("1"), inner, max_size=3),
    max_leaves=5,
)


@settings(max_examples=300, deadline=None, database=None)
@given(name=st.sampled_from(sorted(ANSWERS)), answer=ANYTHING)
def test_answer_that_is_something_else_is_our_error_or_nothing(name: str, answer: Any) -> None:
    """Whatever JSON comes in the place of an answer, it is an error of ours or an empty result."""
    endpoint = ENDPOINTS[name]
    result = endpoint.reader(answer, endpoint.bind((), arguments_of(name)))
    assert isinstance(result, RetroachError | AchievementDistribution | Page) or not result
