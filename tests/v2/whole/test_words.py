"""Every route and every word of its order, its relations and its filters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from operator import attrgetter
from random import Random
from typing import Any, get_origin

import pytest

from retroach_async import ENDPOINTS, Client, Endpoint, InvalidRequest, NotIncluded, Page, Param, v2
from retroach_async._types import choices, without_none
from retroach_async.emulator import Emulator
from retroach_async.models.resource import Many, Maybe, relations_of
from retroach_async.wire.jsonapi import row_of
from tests.v2.whole.conftest import needed

ROUTES = {name: endpoint for name, endpoint in ENDPOINTS.items() if endpoint.api == "v2"}
every_route = pytest.mark.parametrize("endpoint", ROUTES.values(), ids=ROUTES)
with_include = pytest.mark.parametrize(
    "endpoint", [each for each in ROUTES.values() if "include" in each.arguments], ids=lambda endpoint: endpoint.name
)


def call_of(ra: Client, endpoint: Endpoint) -> Any:
    """The method of a client that makes the call."""
    return attrgetter(endpoint.name)(ra)


def rows_in(answer: Any) -> list[Any]:
    """The objects of an answer."""
    return list(answer.results) if isinstance(answer, Page) else [answer]


def is_list(param: Param) -> bool:
    """True for a parameter that takes several values."""
    return get_origin(without_none(param.annotation)) is Sequence


def values_for(param: Param, places: Mapping[str, Any]) -> list[Any]:
    """Every word of a choice; of other parameters some values."""
    if words := choices(param.annotation):
        return [[word] for word in words] if is_list(param) else list(words)
    text = str(param.annotation)
    if "bool" in text:
        return [True, False]
    if "date" in text:
        return [date(2026, 1, 1), datetime(2026, 1, 1, tzinfo=UTC)]
    if "Sequence[str]" in text:
        return [["01HV5KZ8QW3N7T2M4X6Y9B1C0D"]]
    if "str" in text:
        return ["MaxMilyin"]
    return [[1, 2]] if is_list(param) else [1]


@every_route
async def test_every_word_is_answered(ra: Client, endpoint: Endpoint, places: Mapping[str, Any]) -> None:
    """The server takes each word of an order, each relation and each filter, and all relations at once."""
    call, ids = call_of(ra, endpoint), needed(endpoint, places)
    assert rows_in(await call(**ids)), "nothing to see"
    for name, param in endpoint.arguments.items():
        if not param.required and param.key.place != "answer":
            for value in values_for(param, places):
                await call(**ids, **{name: value})
    if "include" in endpoint.arguments:
        await call(**ids, include=choices(endpoint.arguments["include"].annotation))


@every_route
async def test_misspelt_word_is_refused_before_the_wire(
    ra: Client, emulator: Emulator, endpoint: Endpoint, places: Mapping[str, Any]
) -> None:
    """A word that is nearly right is an InvalidRequest, and nothing is sent."""
    call, ids = call_of(ra, endpoint), needed(endpoint, places)
    for name, param in endpoint.arguments.items():
        for word in choices(param.annotation):
            for wrong in (f"{word}x", str(getattr(word, "value", word)).upper() + "_"):
                with pytest.raises(InvalidRequest) as caught:
                    await call(**ids, **{name: [wrong] if is_list(param) else wrong})
                assert caught.value.parameter == name
    assert emulator.requests == 0


@with_include
@pytest.mark.parametrize("seed", range(4))
async def test_some_relations_of_a_route(ra: Client, endpoint: Endpoint, seed: int, places: Mapping[str, Any]) -> None:
    """Of any choice of relations each one is there as it is declared, and each other one is refused."""
    chance = Random(f"{endpoint.name}/{seed}")
    words = choices(endpoint.arguments["include"].annotation)
    asked = chance.sample(words, chance.randint(1, len(words)))
    answer = await call_of(ra, endpoint)(**needed(endpoint, places), include=asked)
    for row in rows_in(answer):
        check(row, set(asked), row_of(endpoint.result) or endpoint.result)


def check(row: v2.Resource, asked: set[str], model: Any) -> None:
    """Check the relations of an object, and those of the objects behind them."""
    assert type(row) is model
    first = {word.partition(".")[0] for word in asked}
    for name, relation in relations_of(model).items():
        if name not in first:
            with pytest.raises(NotIncluded):
                getattr(row, name)
            continue
        found = getattr(row, name)
        assert isinstance(found, tuple) == isinstance(relation, Many)
        assert found is not None or isinstance(relation, Maybe)
        deeper = {word.partition(".")[2] for word in asked if word.startswith(f"{name}.")}
        for each in found if isinstance(found, tuple) else filter(None, [found]):
            check(each, deeper, relation.model())
