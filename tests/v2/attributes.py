"""The attributes of resources on the wire, beside the fields in which they are found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from enum import Enum
from typing import Any

from attrs import NOTHING

from retroach_async import Model
from retroach_async.models._model import attributes_of
from retroach_async.models.marks import Flattened, FromMeta, LinkedId, mark_of
from retroach_async.wire.jsonapi import naming
from retroach_async.wire.names import names_of


def fields_by_wire_name(model: type[Model]) -> dict[str, str]:
    """The field of each attribute of a model."""
    return {
        wire: each.name
        for each in attributes_of(model)
        if not isinstance(mark_of(each), Flattened | FromMeta | LinkedId)
        for wire in names_of(naming, each)
    }


def required_attributes(model: type[Model]) -> set[str]:
    """The attributes without which there is no object."""
    required = {each.name for each in attributes_of(model) if each.default is NOTHING}
    return {wire for wire, name in fields_by_wire_name(model).items() if name in required}


def differences(found: Model, attributes: Mapping[str, Any]) -> Iterator[tuple[str, Any, Any]]:
    """The attributes that are not in an object, or with another value: the name, and both values."""
    names = fields_by_wire_name(type(found))
    for wire, value in attributes.items():
        own = getattr(found, names[wire]) if wire in names else NOTHING
        if not is_same(own, value):
            yield wire, own, value


def is_same(own: Any, value: Any) -> bool:
    """True when a value of ours is the one on the wire."""
    if isinstance(own, Model):
        return not list(differences(own, value))
    if isinstance(own, tuple):
        return len(own) == len(value) and all(map(is_same, own, value))
    if isinstance(own, datetime):
        return own == datetime.fromisoformat(value) and own.utcoffset() == timedelta(0)
    if isinstance(own, timedelta):
        return own == timedelta(seconds=value)
    if isinstance(own, Enum):
        return bool(own.value == value) and own.name != "UNKNOWN"
    return type(own) in {type(value), float} and bool(own == value)
