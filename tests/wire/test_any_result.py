"""Results with any values, spelt in the server's words and read back."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from retroach_async import ENDPOINTS, AchievementDistribution, Endpoint, FrozenMap, Model, Page, to_wire
from retroach_async._types import without_none
from retroach_async.models import Badge, Image
from retroach_async.models._model import attributes_of
from retroach_async.models.marks import FromCall, FromMeta, mark_of
from retroach_async.testing import example

_FIRST, _LAST = date(1971, 1, 1), date(2100, 1, 1)
_VALUES: dict[Any, st.SearchStrategy[Any]] = {
    bool: st.booleans(),
    int: st.integers(1, 2**53),
    float: st.integers(0, 10_000).map(lambda number: number / 10_000),
    str: st.text(min_size=1),
    Image: st.integers(0, 999_999).map(lambda number: Image(f"/Images/{number:06}.png")),
    Badge: st.integers(0, 99_999).map(lambda number: Badge(f"{number:05}")),
    date: st.dates(_FIRST, _LAST),
    datetime: st.dates(_FIRST, _LAST).map(lambda day: datetime(day.year, day.month, day.day, 23, 59, 1, tzinfo=UTC)),
    timedelta: st.integers(0, 10**7).map(lambda seconds: timedelta(seconds=seconds)),
}
"""Values of each simple type, as the server could send them."""


def values_of(annotation: Any) -> st.SearchStrategy[Any]:
    """Values of the type of a field."""
    kind = without_none(annotation)
    origin, arguments = get_origin(kind), get_args(kind)
    bare = origin or kind
    if bare is tuple:
        is_open = isinstance(arguments[0], TypeVar)
        values = st.just(()) if is_open else st.lists(values_of(arguments[0]), max_size=2).map(tuple)
    elif bare is FrozenMap:
        values = st.dictionaries(st.integers(1, 10**9), values_of(arguments[0]), max_size=2).map(FrozenMap)
    elif issubclass(bare, Enum):
        values = st.sampled_from(list(bare))
    else:
        values = models_of(bare) if issubclass(bare, Model) else _VALUES[bare]
    return values if kind is annotation else st.none() | values


def models_of(kind: type[Model]) -> st.SearchStrategy[Any]:
    """Models with any values in the fields that an answer has."""
    hints = get_type_hints(kind)
    fields = {
        attribute.name: values_of(hints[attribute.name])
        for attribute in attributes_of(kind)
        if attribute.init and attribute.name != "total" and not isinstance(mark_of(attribute), FromMeta | FromCall)
    }
    return st.fixed_dictionaries(fields).map(lambda values: example(kind, **values))


def results_of(kind: Any) -> st.SearchStrategy[Any]:
    """Results of an endpoint: a model, or some rows."""
    kind = without_none(kind)
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is FrozenMap:
        return st.dictionaries(st.integers(1, 10**9), models_of(arguments[0]), min_size=1, max_size=2).map(FrozenMap)
    if origin not in (tuple, Page):
        return models_of(kind)
    rows = st.lists(models_of(arguments[0]), min_size=1, max_size=2).map(tuple)
    return rows if origin is tuple else rows.map(lambda each: Page(results=each, total=len(each), has_more=None))


@pytest.mark.parametrize(
    "endpoint",
    [pytest.param(each, id=name) for name, each in ENDPOINTS.items() if each.result is not AchievementDistribution],
)
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_any_result_is_read_back(endpoint: Endpoint, data: st.DataObject) -> None:
    """Whatever values a result has, it equals what is read from its spelling."""
    result = data.draw(results_of(endpoint.result))
    bound = dict.fromkeys(endpoint.arguments) | {"game_id": 1, "details": False, "hardcore": False}
    assert endpoint.reader(json.loads(json.dumps(to_wire(result, endpoint), allow_nan=False)), bound) == result
