"""Own models against the emulator: every field by the name that it has in the full model."""

from __future__ import annotations

from collections.abc import Mapping
from operator import attrgetter
from typing import Any

import pytest
from attrs import NOTHING

from retroach_async import ENDPOINTS, Client, Endpoint, v2
from retroach_async.models._model import attributes_of
from retroach_async.models.marks import Field, FromMeta, NeverAlone, type_of
from retroach_async.wire.jsonapi import row_of
from tests.v2.whole.conftest import needed


def model_of(endpoint: Endpoint) -> Any:
    """The model of the objects that a call gives; None for a document without objects."""
    kind: Any = row_of(endpoint.result) or endpoint.result
    return kind if isinstance(kind, type) and issubclass(kind, v2.Resource) else None


WITH_FIELDS = [endpoint for endpoint in ENDPOINTS.values() if endpoint.api == "v2" and model_of(endpoint)]


def can_be_asked_for(attribute: Field) -> bool:
    """False for what the server gives with everything only, for what is no part of the object, and for what ticks."""
    marks = getattr(attribute.type, "__metadata__", ())
    return attribute.name != "minutes_left" and not any(isinstance(mark, NeverAlone | FromMeta) for mark in marks)


@pytest.mark.parametrize("endpoint", WITH_FIELDS, ids=lambda endpoint: endpoint.name)
async def test_own_model_has_the_values_of_the_full_one(
    ra: Client, endpoint: Endpoint, places: Mapping[str, Any]
) -> None:
    """A class with the same names and types, and without a word about the server's names, is filled alike."""
    full, call, ids = model_of(endpoint), attrgetter(endpoint.name)(ra), needed(endpoint, places)
    chosen = [each for each in attributes_of(full) if can_be_asked_for(each)]
    defaults = {each.name: each.default for each in chosen if each.default is not NOTHING}
    own: Any = type(
        "Own", (v2.Resource,), {"__annotations__": {each.name: type_of(each) for each in chosen}, **defaults}
    )

    expected, found = await call(**ids), await ra.only(own, call)(**ids)
    rows = list(zip(found, expected, strict=True)) if row_of(endpoint.result) else [(found, expected)]
    assert rows
    for one, whole in rows:
        assert {each.name: getattr(one, each.name) for each in chosen} == {
            each.name: getattr(whole, each.name) for each in chosen
        }
